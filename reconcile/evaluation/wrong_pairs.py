"""Pairs that were linked and should not be, or should be and were not, with what the run says of them."""

from dataclasses import dataclass

from reconcile.domain.outcomes import Outcome, Pair, PairRole
from reconcile.evaluation.truth import Truth

NOT_KEPT = "The two accounts were not compared, or weigh too little to be kept as a near miss."


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPair:
    """A pair on which run and key differ."""

    claim: str
    statement: str
    claim_name: str
    statement_name: str
    expected: bool
    """True: a true pair that is not linked. False: a link that is no true pair."""
    role: PairRole | None
    """What the run made of it; None: not kept."""
    weight: float | None
    failed: str | None
    """Key of the test it failed; None where it is linked or was not kept."""
    scores: tuple[tuple[str, str, float], ...]
    """Comparison, level and bits."""
    sentence: str


def wrong_pairs(outcome: Outcome, truth: Truth, found: frozenset[tuple[str, str]]) -> tuple[WrongPair, ...]:
    """False links first, then missed ones, each by claim and statement id."""
    kept = {(pair.claim, pair.statement): pair for finding in outcome.findings for pair in finding.pairs}
    false, missed = sorted(found - set(truth.links)), sorted(set(truth.links) - found)
    return tuple(
        _wrong(key, kept.get(key), truth, expected=expected)
        for keys, expected in ((false, False), (missed, True))
        for key in keys
    )


def _wrong(key: tuple[str, str], pair: Pair | None, truth: Truth, *, expected: bool) -> WrongPair:
    claim, statement = key
    scored = None if pair is None else pair.scored
    return WrongPair(
        claim=claim,
        statement=statement,
        claim_name=truth.name(claim),
        statement_name=truth.name(statement),
        expected=expected,
        role=None if scored is None else scored.role,
        weight=None if scored is None else scored.weight,
        failed=None if scored is None else scored.failed,
        scores=() if scored is None else tuple((s.comparison, s.level, s.bits) for s in scored.scores),
        sentence=NOT_KEPT if pair is None else pair.sentence,
    )
