"""Counts of killed and wounded, by side, as ranges."""

from collections.abc import Iterator

from reconcile.domain.issues import Issue
from reconcile.domain.records import ClaimRecord, Record, StatementRecord
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.normalise.faults import fault

Tolls = dict[tuple[TollSide, Harm], CountRange]
_Count = tuple[TollSide, Harm, str, int | None, int | None]


def toll_values(record: Record) -> tuple[Tolls, tuple[Issue, ...]]:
    """What a record states of losses. A claim's `killed` are losses of the side it attacked, whoever they were."""
    tolls: Tolls = {}
    issues: list[Issue] = []
    for side, harm, field, low, high in _counts(record):
        if low is None and high is None:
            continue
        if low is not None and high is not None and high < low:
            issues.append(fault("toll-reversed", field, f"{low} to {high}", record.id))
        else:
            tolls[side, harm] = CountRange(low, high)
    return tolls, tuple(issues)


def _counts(record: Record) -> Iterator[_Count]:
    return _of_claim(record) if isinstance(record, ClaimRecord) else _of_statement(record)


def _of_claim(claim: ClaimRecord) -> Iterator[_Count]:
    yield TollSide.OWN, Harm.KILLED, "killed_max", claim.killed_min, claim.killed_max
    yield TollSide.OWN, Harm.WOUNDED, "wounded_max", claim.wounded_min, claim.wounded_max
    yield TollSide.ATTACKERS, Harm.KILLED, "own_killed_max", claim.own_killed_min, claim.own_killed_max


def _of_statement(told: StatementRecord) -> Iterator[_Count]:
    for side in TollSide:
        for harm in Harm:
            name = f"{side}_{harm}"
            yield side, harm, f"{name}_max", getattr(told, f"{name}_min"), getattr(told, f"{name}_max")
