"""Counts of killed and wounded as a record gives them, by side."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from reconcile.domain.records import ClaimRecord, Record
from reconcile.domain.tellings import ClaimTelling, StatementTelling
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.written_records import Written, WrittenClaim

WrittenCount = tuple[TollSide, Harm, str, int | None, int | None]
"""Side, harm, name of the field of the upper bound, lower and upper bound."""


def written_counts(record: Written | ClaimTelling | StatementTelling) -> Iterator[WrittenCount]:
    """Every count that a record of this kind can give. A claim's `killed` are losses of the side it attacked."""
    counted, bounds = _OF_CLAIM if isinstance(record, (ClaimRecord, ClaimTelling, WrittenClaim)) else _OF_STATEMENT
    told = bounds(record)
    for (side, harm, name), low, high in zip(counted, told[: len(counted)], told[len(counted) :], strict=True):
        yield side, harm, f"{name}_max", low, high


def written_toll(record: Record, side: TollSide, harm: Harm) -> CountRange | None:
    """What the record states; None where it states nothing, or a range that ends below its start."""
    for one, other, _, low, high in written_counts(record):
        if (one, other) == (side, harm) and (low is not None or high is not None):
            return None if low is not None and high is not None and high < low else CountRange(low, high)
    return None


_Counted = tuple[TollSide, Harm, str]
_CLAIMED: tuple[_Counted, ...] = (
    (TollSide.OWN, Harm.KILLED, "killed"),
    (TollSide.OWN, Harm.WOUNDED, "wounded"),
    (TollSide.ATTACKERS, Harm.KILLED, "own_killed"),
)
_STATED: tuple[_Counted, ...] = tuple((side, harm, f"{side}_{harm}") for side in TollSide for harm in Harm)


def _bounds(counted: tuple[_Counted, ...]) -> Callable[[object], tuple[int | None, ...]]:
    """Takes the lower bounds of all counts out of a record, then the upper ones."""
    return attrgetter(*(f"{name}_min" for _, _, name in counted), *(f"{name}_max" for _, _, name in counted))


_OF_CLAIM = (_CLAIMED, _bounds(_CLAIMED))
_OF_STATEMENT = (_STATED, _bounds(_STATED))
