"""Objects for the pairs that are kept: links, runner-ups and near misses, each with what was found of it.

Millions of objects are made here in a large run, so everything is taken out of the arrays at once, and comparison
scores of one level and weight are one object.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import overload

import numpy as np

from reconcile.domain.columns import Bools, Columns, Floats, Ints
from reconcile.domain.outcomes import CloseCall, ComparisonScore, PairRole, ScoredPair
from reconcile.domain.weights import LinkageModel
from reconcile.link.deciding import Verdicts
from reconcile.link.ordering import falling, ordered
from reconcile.link.pairs import ScoredPairs
from reconcile.link.scoring import ScoringBooks, level_bits, level_index
from reconcile.settings import LinkSettings

NEAREST_KEPT = 5
"""How many runner-ups and near misses are kept for each claim, heaviest first."""
PRIOR = "prior"
PRIOR_LABEL = "before anything is compared, given the number of accounts to choose from"
NO_ROW = -1
DECISION = "decision"
"""Key of the test that a pair failed where people ruled it out."""
COMPARISONS = ("date", "place", "target", "actor", "attack")

Scores = tuple[ComparisonScore, ...]


class KeptPairs(Sequence[ScoredPair]):
    """By claim, links first, then falling weight: arrays until somebody reads a pair, since in a large run the objects
    take longer to make than the links to find."""

    def __init__(
        self,
        columns: Columns,
        pairs: ScoredPairs,
        verdicts: Verdicts,
        compared: Ints,
        books: ScoringBooks,
    ) -> None:
        """`compared`: (claims,) how many statements each claim was compared with. Kept are the links and the nearest
        others."""
        self._kept = _chosen(pairs, verdicts)
        self._columns, self._pairs, self._verdicts = columns, pairs, verdicts
        self._compared, self._books = compared, books

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, at: int) -> ScoredPair: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ScoredPair]: ...
    def __getitem__(self, at: int | slice) -> ScoredPair | Sequence[ScoredPair]:
        return self._made[at]

    def __iter__(self) -> Iterator[ScoredPair]:
        return iter(self._made)

    @cached_property
    def _made(self) -> tuple[ScoredPair, ...]:
        return self.columns().made()

    def columns(self) -> "PairColumns":
        """All that the objects are made of."""
        return _columns(self._columns, self._pairs, self._verdicts, self._compared, self._books, self._kept)

    @property
    def claim_rows(self) -> Ints:
        """(n,)"""
        rows: Ints = self._columns.claims.row[self._pairs.claim[self._kept]]
        return rows

    @property
    def statement_rows(self) -> Ints:
        """(n,)"""
        rows: Ints = self._columns.statements.row[self._pairs.statement[self._kept]]
        return rows

    @property
    def linked(self) -> Bools:
        """(n,)"""
        return self._verdicts.settled.linked[self._kept]

    @property
    def weight(self) -> Floats:
        """(n,) bits"""
        return self._pairs.weight[self._kept]

    @property
    def candidates(self) -> int:
        """With how many statements the claims that have pairs were compared in all."""
        return int(self._compared[np.unique(self._pairs.claim[self._kept])].sum())

    def rivals(self) -> tuple[Ints, Ints]:
        """(n,) row of the claim that each pair competed with, and of the statement; NO_ROW: there is none."""
        return _rivals(self._columns, self._pairs, self._verdicts, self._kept, self._books)

    def evidence(self) -> Mapping[int, bytes]:
        """By row of each claim that has pairs: all that they say, as bytes that are equal where it is the same."""
        if not len(self):
            return {}
        settled, verdicts, some = self._verdicts.settled, self._verdicts, self._pairs.where(self._kept)
        rival_claims, rival_statements = self.rivals()
        whole = (
            self.statement_rows, some.date, some.place, some.target, some.actor, some.attack, some.days_apart,
            self._compared[some.claim], rival_claims, rival_statements, settled.linked[self._kept],
            verdicts.by_machine[self._kept], verdicts.ruled_out[self._kept], verdicts.decided[self._kept],
        )  # fmt: skip
        measured = (
            some.weight, settled.margin[self._kept], some.prior, some.date_bits, some.place_bits, some.distance_km,
        )  # fmt: skip
        told = np.column_stack([*(one.astype(np.int64) for one in whole), *(_digits(one) for one in measured)])
        rows = self.claim_rows
        starts = np.flatnonzero(np.diff(rows, prepend=NO_ROW))
        return {
            row: part.tobytes() for row, part in zip(rows[starts].tolist(), np.split(told, starts[1:]), strict=True)
        }


def _digits(values: Floats) -> Ints:
    """As they are shown: to the third digit; what is no number is one of its own."""
    shown = np.round(np.where(np.isfinite(values), values, -1e12) * 1000)
    return shown.astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairColumns:
    """n kept pairs with all that their objects are made of: they can be made elsewhere, and some without the others."""

    model: LinkageModel
    settings: LinkSettings
    claim_row: Ints
    statement_row: Ints
    scored: ScoredPairs
    linked: Bools
    by_machine: Bools
    ruled_out: Bools
    decided: Bools
    margin: Floats
    competes: Bools
    """(n,) whether the statement competes for claims."""
    candidates: Ints
    rival_claim: Ints
    """(n,) row; NO_ROW: there is none."""
    rival_statement: Ints

    def where(self, chosen: Ints) -> "PairColumns":
        """The pairs with these indices."""
        return replace(
            self,
            scored=self.scored.where(chosen),
            **{name: getattr(self, name)[chosen] for name in _OF_EACH},
        )

    def made(self) -> tuple[ScoredPair, ...]:
        return tuple(_objects(self))


_OF_EACH = [field.name for field in fields(PairColumns) if field.name not in ("model", "settings", "scored")]


def _columns(
    columns: Columns, pairs: ScoredPairs, verdicts: Verdicts, compared: Ints, books: ScoringBooks, kept: Ints
) -> PairColumns:
    settled, some = verdicts.settled, pairs.where(kept)
    rival_claim, rival_statement = _rivals(columns, pairs, verdicts, kept, books)
    return PairColumns(
        model=books.model,
        settings=books.settings,
        claim_row=columns.claims.row[some.claim],
        statement_row=columns.statements.row[some.statement],
        scored=some,
        linked=settled.linked[kept],
        by_machine=verdicts.by_machine[kept],
        ruled_out=verdicts.ruled_out[kept],
        decided=verdicts.decided[kept],
        margin=settled.margin[kept],
        competes=columns.statements.competes[some.statement],
        candidates=compared[some.claim],
        rival_claim=rival_claim,
        rival_statement=rival_statement,
    )


def _objects(of: PairColumns) -> Iterator[ScoredPair]:
    coincidence = of.model.null_tail.coincidence
    some, settings = of.scored, of.settings
    return (
        ScoredPair(
            claim_row=claim_row,
            statement_row=statement_row,
            role=role,
            machine_role=None if by_machine is role else by_machine,
            weight=weight,
            margin=margin,
            scores=scores,
            distance_km=distance,
            days_apart=None if days < 0 else days,
            failed=DECISION if ruled_out else _failed(role, competes, scores),
            rival_claim_row=None if rival_claim == NO_ROW else rival_claim,
            rival_statement_row=None if rival_statement == NO_ROW else rival_statement,
            candidates=candidates,
            coincidence=coincidence(weight - scores[0].bits, candidates),
            close_call=None if decided else close_call(role, weight, margin, settings, exchanged=exchanged),
        )
        for (
            claim_row,
            statement_row,
            role,
            by_machine,
            ruled_out,
            decided,
            weight,
            margin,
            scores,
            distance,
            days,
            exchanged,
            competes,
            candidates,
            rival_claim,
            rival_statement,
        ) in zip(
            of.claim_row.tolist(),
            of.statement_row.tolist(),
            _roles(some, of.linked, settings),
            _roles(some, of.by_machine, settings),
            of.ruled_out.tolist(),
            of.decided.tolist(),
            some.weight.tolist(),
            _rounded(of.margin, 3),
            _scores(some, of.model),
            _rounded(some.distance_km, 1),
            some.days_apart.tolist(),
            (some.date == level_index(of.model, "date")["exchanged"]).tolist(),
            of.competes.tolist(),
            of.candidates.tolist(),
            of.rival_claim.tolist(),
            of.rival_statement.tolist(),
            strict=True,
        )
    )


def levels_told(model: LinkageModel) -> Iterator[tuple[str, str, str]]:
    """Comparison, level and label of every score that a pair can have."""
    yield PRIOR, PRIOR, PRIOR_LABEL
    for comparison in model.comparisons:
        for level in comparison.levels:
            yield comparison.name, level.key, level.label


def _chosen(pairs: ScoredPairs, verdicts: Verdicts) -> Ints:
    """Indices of the links, of what people decided and of the nearest others of each claim, in the order shown."""
    firm = verdicts.settled.linked | verdicts.decided
    order = ordered(pairs.claim, (~firm).astype(np.int64), falling(pairs.weight), pairs.statement)
    claim, linked = pairs.claim[order], firm[order]
    starts = np.flatnonzero(np.r_[True, claim[1:] != claim[:-1]]) if len(claim) else np.empty(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(claim)])
    links = np.add.reduceat(linked.astype(np.int64), starts) if len(starts) else lengths
    rank = np.arange(len(claim)) - np.repeat(starts + links, lengths)
    chosen: Ints = order[linked | (rank < NEAREST_KEPT)]
    return chosen


def _rounded(values: Floats, digits: int) -> Iterator[float | None]:
    for value, missing in zip(values.tolist(), (~np.isfinite(values)).tolist(), strict=True):
        yield None if missing else round(value, digits)


def _roles(some: ScoredPairs, links: Bools, settings: LinkSettings) -> Iterator[PairRole]:
    enough = some.weight >= settings.link_threshold_bits
    for linked, heavy in zip(links.tolist(), enough.tolist(), strict=True):
        yield PairRole.LINKED if linked else PairRole.RUNNER_UP if heavy else PairRole.NEAR_MISS


def _rivals(
    columns: Columns, pairs: ScoredPairs, verdicts: Verdicts, kept: Ints, books: ScoringBooks
) -> tuple[Ints, Ints]:
    """(n,) row of the rival claim, and of the rival statement where the rival pair is of the same claim; NO_ROW: none,
    as for near misses, which the competition did not decide."""
    settled = verdicts.settled
    rival = settled.rival[kept]
    competed = settled.linked[kept] | (pairs.weight[kept] >= books.settings.link_threshold_bits)
    shown = (rival >= 0) & competed & ~verdicts.ruled_out[kept]
    same = pairs.claim[rival] == pairs.claim[kept]
    claims = np.where(shown & ~same, columns.claims.row[pairs.claim[rival]], NO_ROW)
    statements = np.where(shown & same, columns.statements.row[pairs.statement[rival]], NO_ROW)
    return claims, statements


def _scores(some: ScoredPairs, model: LinkageModel) -> Iterator[Scores]:
    of_each = [list(_priors(some))]
    for comparison in model.comparisons:
        levels: Ints = getattr(some, comparison.name)
        adjusted = {"date": some.date_bits, "place": some.place_bits}
        bits = adjusted.get(comparison.name, level_bits(model, comparison.name)[levels])
        distinct, which = np.unique(np.stack([levels.astype(np.float64), bits]), axis=1, return_inverse=True)
        made = [
            ComparisonScore(
                comparison=comparison.name,
                level=comparison.levels[int(level)].key,
                label=comparison.levels[int(level)].label,
                bits=round(weight, 3),
            )
            for level, weight in distinct.T.tolist()
        ]
        of_each.append([made[at] for at in which.reshape(-1).tolist()])
    return zip(*of_each, strict=True)


def _priors(some: ScoredPairs) -> Iterator[ComparisonScore]:
    """Pairs compared among as many accounts share one object."""
    distinct, which = np.unique(some.prior, return_inverse=True)
    made = [
        ComparisonScore(comparison=PRIOR, level=PRIOR, label=PRIOR_LABEL, bits=round(bits, 3))
        for bits in distinct.tolist()
    ]
    for at in which.tolist():
        yield made[at]


def _failed(role: PairRole, competes: bool, scores: Scores) -> str | None:
    """Which test kept a pair from being linked: the competition, or the comparison that weighs most against it."""
    if role is PairRole.LINKED:
        return None
    if role is PairRole.RUNNER_UP:
        return "competition" if competes else "attribution"
    worst = min(scores[1:], key=lambda score: (score.bits, COMPARISONS.index(score.comparison)))
    return worst.comparison if worst.bits < 0 else "weight"


def close_call(
    role: PairRole, weight: float, margin: float | None, settings: LinkSettings, *, exchanged: bool = False
) -> CloseCall | None:
    """Why a person should look at a pair. `exchanged`: its dates would be the same with day and month exchanged."""
    near_threshold = abs(weight - settings.link_threshold_bits) < settings.doubt_bits
    if exchanged and (role is PairRole.LINKED or near_threshold):
        return CloseCall.EXCHANGED
    if role is not PairRole.NEAR_MISS and margin is not None and abs(margin) < settings.margin_bits:
        return CloseCall.MARGIN
    if role is not PairRole.RUNNER_UP and near_threshold:
        return CloseCall.THRESHOLD
    return None
