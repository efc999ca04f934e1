"""Counts of killed and wounded, by side, as ranges."""

from reconcile.domain.issues import Issue
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.written_records import Written
from reconcile.domain.written_tolls import written_counts
from reconcile.normalise.faults import fault

Tolls = dict[tuple[TollSide, Harm], CountRange]


def toll_values(record: Written) -> tuple[Tolls, tuple[Issue, ...]]:
    """What a record states of losses. A claim's `killed` are losses of the side it attacked, whoever they were."""
    tolls: Tolls = {}
    issues: list[Issue] = []
    for side, harm, field, low, high in written_counts(record):
        if low is None and high is None:
            continue
        if low is not None and high is not None and high < low:
            issues.append(fault("toll-reversed", field, f"{low} to {high}", record.id))
        else:
            tolls[side, harm] = CountRange(low, high)
    return tolls, tuple(issues)
