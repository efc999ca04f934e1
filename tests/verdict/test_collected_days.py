"""What was collected between two days, held against looking at every span."""

from datetime import date, timedelta

import pytest

from reconcile.domain.dates import DateInterval
from reconcile.verdict.collected_days import CollectedDays

BEGIN = date(2024, 1, 1)


def span(first: int, last: int) -> DateInterval:
    return DateInterval(BEGIN + timedelta(days=first), BEGIN + timedelta(days=last))


COLLECTED = {"minusma": (span(0, 3), span(5, 5), span(9, 30)), "nobody": (), "unsom": (span(4, 12),)}


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (0, 0), (3, 5), (4, 4), (6, 8), (8, 40), (31, 50), (-5, 60)])
def test_each_span_is_told_as_far_as_it_lies_between_the_days(first: int, last: int) -> None:
    asked = span(first, last)
    expected = [
        [issuer, max(some.start, asked.start).toordinal(), min(some.end, asked.end).toordinal()]
        for issuer, spans in enumerate(COLLECTED.values())
        for some in spans
        if some.start <= asked.end and some.end >= asked.start
    ]

    assert CollectedDays(COLLECTED).between(asked.start, asked.end).tolist() == expected


def test_where_nothing_was_collected_nothing_is_told() -> None:
    assert CollectedDays({}).between(BEGIN, BEGIN).tolist() == []
