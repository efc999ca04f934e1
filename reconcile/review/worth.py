"""What a decision is worth: what it may change of the flag, times how open the answer is (docs/review.md)."""

from collections.abc import Sequence

from reconcile.domain.cases import CaseReason
from reconcile.domain.decisions import DecisionKind, Subject
from reconcile.domain.outcomes import FLAG_ORDER, Finding, Flag, Pair, PairRole
from reconcile.domain.records import Stance
from reconcile.domain.staleness import DecisionMark

SILENCE = 3.0
"""Impact where an official comment would be gained or lost: silence taken for comment is the costliest error."""
GRADE = 1.0
"""Where agreement and partial match would change places."""
NOTHING = 0.5
"""Where the flag stays: the links of the claim would still be others."""
WEIGHTY = 1.5
"""Factor for a denial, and for a claim of many dead."""

DOUBTS = {
    CaseReason.PROPOSED: 1.0,
    CaseReason.STALE: 0.6,
    CaseReason.OFFICIALS_DISAGREE: 0.5,
    CaseReason.EXCHANGED: 0.5,
    CaseReason.DENIAL: 0.4,
    CaseReason.OTHER_GROUP: 0.4,
    CaseReason.EPISODE: 0.4,
    CaseReason.HIGH_TOLL: 0.3,
    CaseReason.SAMPLE: 0.25,
}
"""Least doubt by reason. By judgement, not measured: the order among them is what matters."""


def impact_of(subject: Subject, finding: Finding | None, pair: Pair | None, high_toll: bool) -> float:
    """From 0.5 up."""
    if finding is None or finding.flag is None:
        return NOTHING
    weight = _step(finding.flag, _other_flag(subject, finding, pair))
    if pair is not None and (pair.stance is Stance.DENIES or pair.denies):
        weight *= WEIGHTY
    return weight * WEIGHTY if high_toll else weight


def doubt_of(reasons: Sequence[CaseReason], pair: Pair | None, mark: DecisionMark | None) -> float:
    """0 to 1. A pair at even odds, or beside a rival of its weight, is as open as can be."""
    found = [DOUBTS[reason] for reason in reasons if reason in DOUBTS]
    if pair is not None and {CaseReason.THRESHOLD, CaseReason.COMPETING} & set(reasons):
        p = pair.scored.probability
        found.append(4 * p * (1 - p))
        if pair.scored.margin is not None:
            found.append(2.0 ** -abs(pair.scored.margin))
    if mark is not None and mark.stands and not mark.binds:
        found.append(1.0)
    return round(max(found, default=0.0), 3)


def _other_flag(subject: Subject, finding: Finding, pair: Pair | None) -> Flag:
    """The flag the claim would have, were the answer the other one."""
    if subject.kind is not DecisionKind.PAIR or pair is None:
        return Flag.NO_OFFICIAL_COMMENT if finding.links else Flag.PARTIAL_MATCH
    flags = [one.flag for one in finding.links if one.statement != pair.statement and one.flag is not None]
    if pair.scored.role is not PairRole.LINKED:
        flags.append(pair.flag_if_linked)
    return max(flags, key=FLAG_ORDER.index, default=Flag.NO_OFFICIAL_COMMENT)


def _step(one: Flag, other: Flag) -> float:
    if one is other:
        return NOTHING
    return SILENCE if Flag.NO_OFFICIAL_COMMENT in (one, other) else GRADE
