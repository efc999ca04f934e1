"""Counts of killed and wounded as a record gives them, by side."""

from collections.abc import Iterator

from reconcile.domain.records import ClaimRecord, Record, StatementRecord
from reconcile.domain.tolls import CountRange, Harm, TollSide

WrittenCount = tuple[TollSide, Harm, str, int | None, int | None]
"""Side, harm, name of the field of the upper bound, lower and upper bound."""


def written_counts(record: Record) -> Iterator[WrittenCount]:
    """Every count that a record of this kind can give. A claim's `killed` are losses of the side it attacked."""
    return _of_claim(record) if isinstance(record, ClaimRecord) else _of_statement(record)


def written_toll(record: Record, side: TollSide, harm: Harm) -> CountRange | None:
    """What the record states; None where it states nothing, or a range that ends below its start."""
    for one, other, _, low, high in written_counts(record):
        if (one, other) == (side, harm) and (low is not None or high is not None):
            return None if low is not None and high is not None and high < low else CountRange(low, high)
    return None


def _of_claim(claim: ClaimRecord) -> Iterator[WrittenCount]:
    yield TollSide.OWN, Harm.KILLED, "killed_max", claim.killed_min, claim.killed_max
    yield TollSide.OWN, Harm.WOUNDED, "wounded_max", claim.wounded_min, claim.wounded_max
    yield TollSide.ATTACKERS, Harm.KILLED, "own_killed_max", claim.own_killed_min, claim.own_killed_max


def _of_statement(told: StatementRecord) -> Iterator[WrittenCount]:
    for side in TollSide:
        for harm in Harm:
            name = f"{side}_{harm}"
            yield side, harm, f"{name}_max", getattr(told, f"{name}_min"), getattr(told, f"{name}_max")
