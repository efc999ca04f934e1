"""Weights from pairs that people decided: a logistic regression on the comparisons of the model.

What a pair weighs is a sum of bits, so the levels are the terms of a logistic regression and their bits its
coefficients. What belongs to a single record (the speaker's habit of publishing, the rarity of a place, the number of
accounts to choose from) stays as it is and enters as a fixed offset. Every level is drawn towards its weight in force,
so that few pairs change little and levels that no pair shows change nothing.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints
from reconcile.domain.weights import LinkageModel, ModelComparison
from reconcile.link.blocking import find_candidates
from reconcile.link.counterparts import with_prior
from reconcile.link.estimation import MOST_PRIOR_BITS, with_shares
from reconcile.link.linking import learnt_bits
from reconcile.link.pairs import MOST_KEPT, ScoredPairs, heaviest
from reconcile.link.passing import score_all
from reconcile.link.scoring import ScoringBooks, score_pairs, scoring_books
from reconcile.link.settling import Competition
from reconcile.link.tables import link_tables
from reconcile.reference import Reference
from reconcile.settings import LinkSettings

LEAST_EACH = 30
"""Pairs of one event, and of different events, below which nothing is learnt."""
LEAST_GROUPS = 10
"""Groups of records below which held-out figures would be luck."""
MOST_FOLDS = 10
LEVEL_SPREAD = 1.0
"""Bits by which a weight in force is held to be uncertain: one bit more or less on any level changes few links
(docs/quality.md, *How much hangs on settings and weights*)."""
PRIOR_SPREAD = 1.0
SAMPLE_SPREAD = 8.0
"""The same for how often the pairs at hand are of one event, where they are a chosen sample: nearly free, since it is
learnt only to be left out."""
LEAST_PRIOR_BITS = -19.0
ROUNDS = 100
ENOUGH = 1e-8
SURE = 1e-12
"""Least probability that a logarithm is taken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPairs:
    """n pairs of which people said whether they tell of one event; each pair once."""

    claim: Ints
    """(n,) index into the claim columns."""
    statement: Ints
    same: Bools
    claim_group: Ints
    """(n,) which group of records the claim belongs to, from 0: records of one group stand or fall together."""
    statement_group: Ints

    def __len__(self) -> int:
        return len(self.claim)

    def where(self, chosen: Bools | Ints) -> "DecidedPairs":
        return DecidedPairs(
            claim=self.claim[chosen],
            statement=self.statement[chosen],
            same=self.same[chosen],
            claim_group=self.claim_group[chosen],
            statement_group=self.statement_group[chosen],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOut:
    """How well a model does on decided pairs it was not fitted to."""

    log_loss: float
    """Mean of minus the natural logarithm of the probability given to what people decided."""
    precision: float
    recall: float
    f1: float
    """Of the links that the competition makes, among the decided pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What was learnt from decided pairs."""

    model: LinkageModel
    same: int
    """Pairs of one event it was fitted to."""
    different: int
    never_compared: int
    """Decided pairs left out: no run compares them."""
    groups: int
    folds: int
    sample_bits: float
    """By how much the decided pairs are oftener of one event than the weights alone would have it."""
    prior_held: bool
    """Whether that was left out of the prior."""
    before: HeldOut
    after: HeldOut
    """Each fold judged by what the other folds teach."""

    @property
    def better(self) -> bool:
        """Whether the new weights do better on pairs held out, and lose no link by it."""
        return self.after.log_loss < self.before.log_loss and self.after.f1 >= self.before.f1


@dataclass(frozen=True, slots=True)
class _Scene:
    """The records at hand and how they are compared."""

    columns: Columns
    reference: Reference
    settings: LinkSettings


def learn_model(
    columns: Columns,
    decided: DecidedPairs,
    reference: Reference,
    settings: LinkSettings,
    *,
    chosen_sample: bool,
    progress: Callable[[int], None] | None = None,
) -> Learnt:
    """New m and prior, u kept. Raises ValueError, saying why, where the pairs are too few.

    `chosen_sample`: the pairs were picked (close calls), so how often they are of one event says nothing of the rest
    and is kept out of the prior. `progress` is told of each of MOST_FOLDS + 2 steps.
    """
    scene = _Scene(columns, reference, settings)
    scored, _ = _judged(scene, reference.model, decided)
    comparable = _comparable(scored, decided, scene)
    pairs, shown = decided.where(comparable), scored.where(comparable)
    groups = _enough(pairs)
    folds = min(MOST_FOLDS, len(groups))
    _tell(progress)
    model, sample_bits = _fitted(shown, pairs, reference.model, chosen_sample)
    before = _figures(pairs, *_probable(scene, reference.model, pairs))
    after = _figures(pairs, *_cross_judged(scene, shown, pairs, groups, chosen_sample, progress))
    _tell(progress)
    return Learnt(
        model=model,
        same=int(pairs.same.sum()),
        different=int((~pairs.same).sum()),
        never_compared=len(decided) - len(pairs),
        groups=len(groups),
        folds=folds,
        sample_bits=round(sample_bits, 3),
        prior_held=chosen_sample,
        before=before,
        after=after,
    )


def _tell(progress: Callable[[int], None] | None) -> None:
    if progress is not None:
        progress(1)


def _comparable(scored: ScoredPairs, decided: DecidedPairs, scene: _Scene) -> Bools:
    """Pairs that a run can link: within the windows of time, of records that compete."""
    columns = scene.columns
    in_time = scored.date != _level(scene.reference.model, "date", "too_far")
    found: Bools = in_time & columns.claims.competes[decided.claim] & columns.statements.competes[decided.statement]
    return found


def _level(model: LinkageModel, comparison: str, key: str) -> int:
    found = next(c for c in model.comparisons if c.name == comparison)
    return [level.key for level in found.levels].index(key)


def _enough(pairs: DecidedPairs) -> Ints:
    """The groups at hand. Raises ValueError where there is too little to learn from."""
    same = int(pairs.same.sum())
    different = len(pairs) - same
    if min(same, different) < LEAST_EACH:
        raise ValueError(
            f"{same} decided pairs are of one event and {different} of different events; at least {LEAST_EACH} of each "
            "are needed"
        )
    groups = np.unique(np.concatenate([pairs.claim_group, pairs.statement_group]))
    if len(groups) < LEAST_GROUPS:
        raise ValueError(
            f"the decided pairs are of {len(groups)} groups of records that hang together; at least {LEAST_GROUPS} are "
            "needed to hold some out"
        )
    return groups


def _judged(scene: _Scene, model: LinkageModel, decided: DecidedPairs) -> tuple[ScoredPairs, Bools]:
    """The decided pairs as a run with this model weighs them, and which of them it links, decisions aside."""
    columns, settings = scene.columns, scene.settings
    found = find_candidates(columns.claims, columns.statements, settings)
    books = scoring_books(columns, model, link_tables(columns.codes, scene.reference), settings, found)
    every = heaviest(score_all(columns, found, books), MOST_KEPT)
    learnt = learnt_bits(every, columns, books)
    linked = _linked(columns, with_prior(every, learnt), books)
    scored = with_prior(score_pairs(columns, decided.claim, decided.statement, books, every=True), learnt)
    width = len(columns.statements)
    keys = linked.claim * width + linked.statement
    return scored, np.isin(decided.claim * width + decided.statement, keys)


def _linked(columns: Columns, pairs: ScoredPairs, books: ScoringBooks) -> ScoredPairs:
    standing = pairs.weight >= books.settings.link_threshold_bits
    standing &= columns.statements.competes[pairs.statement]
    return pairs.where(Competition(columns, pairs).links(standing))


def _probable(scene: _Scene, model: LinkageModel, decided: DecidedPairs) -> tuple[Floats, Bools]:
    """(n,) probability of each pair to be of one event, and whether it is linked."""
    scored, linked = _judged(scene, model, decided)
    return _logistic(scored.weight), linked


def _cross_judged(
    scene: _Scene,
    shown: ScoredPairs,
    pairs: DecidedPairs,
    groups: Ints,
    chosen_sample: bool,
    progress: Callable[[int], None] | None,
) -> tuple[Floats, Bools]:
    """The same, each pair by a model that was fitted without any record of its claim's group and fold."""
    probability, linked = np.zeros(len(pairs)), np.zeros(len(pairs), dtype=np.bool_)
    for held, taught in _folds(pairs, groups):
        model, _ = _fitted(shown.where(taught), pairs.where(taught), scene.reference.model, chosen_sample)
        probability[held], linked[held] = _probable(scene, model, pairs.where(held))
        _tell(progress)
    return probability, linked


def _folds(pairs: DecidedPairs, groups: Ints) -> Iterator[tuple[Bools, Bools]]:
    """Pairs held out, and pairs that share no group with them."""
    many = min(MOST_FOLDS, len(groups))
    of_claim = np.searchsorted(groups, pairs.claim_group) % many
    of_statement = np.searchsorted(groups, pairs.statement_group) % many
    for fold in range(many):
        yield of_claim == fold, (of_claim != fold) & (of_statement != fold)


def _fitted(
    shown: ScoredPairs, pairs: DecidedPairs, model: LinkageModel, chosen_sample: bool
) -> tuple[LinkageModel, float]:
    """The model fitted to the pairs, and what the fit adds to every pair alike."""
    start = [np.array([level.bits for level in c.levels]) for c in model.comparisons]
    features = np.concatenate(
        [_held(getattr(shown, c.name), len(c.levels)) for c in model.comparisons] + [np.ones((len(shown), 1))], axis=1
    )
    own_bits = sum(bits[getattr(shown, c.name)] for c, bits in zip(model.comparisons, start, strict=True))
    weights = fit_logistic(
        features,
        shown.weight - own_bits,
        pairs.same,
        np.concatenate([*start, [0.0]]),
        np.concatenate(
            [*(np.full(len(bits), LEVEL_SPREAD) for bits in start), [SAMPLE_SPREAD if chosen_sample else PRIOR_SPREAD]]
        ),
    )
    same = int(pairs.same.sum())
    origin = (
        f"m fitted to {same} pairs of one event and {len(pairs) - same} of different events that people decided, drawn "
        "to the weights in force before; u kept"
    )
    added = float(weights[-1])
    return _as_model(model, weights[:-1], 0.0 if chosen_sample else added, origin), added


def _held(levels: Ints, many: int) -> Floats:
    """(n, many) 1 where a level holds."""
    found: Floats = np.eye(many)[levels]
    return found


def fit_logistic(features: Floats, offset: Floats, same: Bools, start: Floats, spread: Floats) -> Floats:
    """(k,) bits of the features (n, k) that best tell `same` (n,) apart, beside an offset (n,) in bits.

    Each is drawn to its `start` (k,) as by a normal distribution with standard deviation `spread` (k,), so there is
    one best answer, however few the pairs. Newton's method; a step that does no good is halved.
    """
    weights, precision = start.astype(np.float64), spread**-2.0

    def loss(bits: Floats) -> float:
        odds = math.log(2) * (offset + features @ bits)
        fit = float(np.logaddexp(0.0, np.where(same, -odds, odds)).sum())
        return fit + float((precision * (bits - start) ** 2).sum()) / 2

    now = loss(weights)
    for _ in range(ROUNDS):
        probability = _logistic(offset + features @ weights)
        slope = math.log(2) * (features.T @ (probability - same)) + precision * (weights - start)
        curve = math.log(2) ** 2 * (features.T * (probability * (1 - probability))) @ features + np.diag(precision)
        step = np.asarray(np.linalg.solve(curve, slope), dtype=np.float64)
        while (then := loss(weights - step)) > now and np.abs(step).max() > ENOUGH:
            step = step / 2
        weights, now = weights - step, then
        if np.abs(step).max() <= ENOUGH:
            break
    return weights


def _logistic(bits: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + 2.0 ** -np.clip(bits, -500.0, 500.0))
    return found


def _as_model(model: LinkageModel, weights: Floats, added: float, origin: str) -> LinkageModel:
    """The fitted bits as m beside the u in force: each comparison's m are scaled to sum to 1, and what that takes
    from every level alike goes into the prior, so that no pair weighs otherwise than was fitted."""
    prior, at, comparisons = model.prior_bits + added, 0, []
    for comparison in model.comparisons:
        bits = weights[at : at + len(comparison.levels)]
        at += len(comparison.levels)
        u = np.array([level.u for level in comparison.levels])
        m = u * 2.0**bits
        prior += math.log2(float(m.sum()))
        comparisons.append(_relearnt(comparison, m / m.sum(), u, bits, origin))
    prior = min(max(prior, LEAST_PRIOR_BITS), MOST_PRIOR_BITS)
    return replace(model, prior_bits=round(prior, 3), comparisons=tuple(comparisons))


def _relearnt(comparison: ModelComparison, m: Floats, u: Floats, bits: Floats, origin: str) -> ModelComparison:
    """Where no level moved, the origin is the one it had."""
    moved = any(abs(level.bits - new) > 0.005 for level, new in zip(comparison.levels, bits, strict=True))
    return with_shares(comparison, m, u, origin) if moved else comparison


def _figures(pairs: DecidedPairs, probability: Floats, linked: Bools) -> HeldOut:
    given = np.where(pairs.same, probability, 1 - probability)
    hits, found, true = (int(mask.sum()) for mask in (linked & pairs.same, linked, pairs.same))
    return HeldOut(
        log_loss=round(float(-np.log(np.maximum(given, SURE)).mean()), 6),
        precision=round(hits / found if found else 0.0, 6),
        recall=round(hits / true if true else 0.0, 6),
        f1=round(2 * hits / (found + true) if found + true else 0.0, 6),
    )
