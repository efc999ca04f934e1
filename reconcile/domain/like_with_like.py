"""Which figures of two accounts may be set beside one another (contract, *Toll*)."""

from typing import NamedTuple

from reconcile.domain.tellings import AnyTold
from reconcile.domain.tolls import CONSISTENT_DIFFERENCE, CONSISTENT_RATIO, CountRange, Harm, TollSide

CIVILIANS = "civilians"
"""The target family whose losses are civilian: then the claim's killed are compared with `civilians`."""

_KILLED = (TollSide.OWN, Harm.KILLED)
_CIVILIANS_KILLED = (TollSide.CIVILIANS, Harm.KILLED)


class TollPair(NamedTuple):
    """The killed a claim says it inflicted, beside those a statement gives for the same side. Never the attackers."""

    side: TollSide
    claimed: CountRange | None
    official: CountRange | None
    same_scope: bool
    """Whether both count the same thing: one event, several, or a running total."""

    @property
    def comparable(self) -> bool:
        return self.claimed is not None and self.official is not None and self.same_scope


def like_with_like(claim: AnyTold, statement: AnyTold) -> TollPair:
    civilian = CIVILIANS in (claim.values.target_family, statement.values.target_family)
    own = _CIVILIANS_KILLED if civilian else _KILLED
    return TollPair(
        own[0],
        claim.values.tolls.get(_KILLED),
        statement.values.tolls.get(own),
        claim.values.toll_scope is statement.values.toll_scope,
    )


def consistent(one: CountRange, other: CountRange) -> bool:
    """Ranges that overlap, differ by at most 2, or stand in a ratio up to 1.5."""
    lower, upper = sorted((one, other), key=lambda count: count.low or 0)
    top, bottom = lower.high, upper.low or 0
    if top is None or bottom <= top:
        return True
    return bottom - top <= CONSISTENT_DIFFERENCE or (top > 0 and bottom / top <= CONSISTENT_RATIO)


def ratio(one: CountRange, other: CountRange) -> float | None:
    """First over second, by their lowest stated figures; None where the second is 0."""
    above = one.low if one.low is not None else one.high
    below = other.low if other.low is not None else other.high
    if above is None or not below:
        return None
    return above / below
