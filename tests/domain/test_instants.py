"""From when a version was known."""

from datetime import UTC, date, datetime

import pytest

from reconcile.domain.instants import iso_instant, known_from, local_day, parse_instant
from reconcile.domain.records import ClaimRecord

INGEST = datetime(2017, 5, 1, 12, tzinfo=UTC)


def record(**more: str) -> ClaimRecord:
    return ClaimRecord(id="c", claimant="JNIM", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2017-04-18", "2017-04-19T00:00:00Z"),
        ("2017-04-18T20:15:00+02:00", "2017-04-18T18:15:00Z"),
        ("2017-04-18T20:15:00", "2017-04-18T20:15:00Z"),
        ("2017-04-18T20:15:00Z", "2017-04-18T20:15:00Z"),
    ],
)
def test_instants(written: str, instant: str) -> None:
    assert iso_instant(parse_instant(written)) == instant


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        parse_instant("Tuesday")


def test_the_local_day_is_the_one_written() -> None:
    assert local_day("2017-04-18T00:30:00+03:00") == date(2017, 4, 18)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({}, INGEST),
        ({"published": "2017-04-18"}, datetime(2017, 4, 19, tzinfo=UTC)),
        ({"published": "2017-04-18", "reported": "2017-04-17"}, datetime(2017, 4, 18, tzinfo=UTC)),
        ({"retrieved": "2017-04-10T00:00:00Z"}, datetime(2017, 4, 10, tzinfo=UTC)),
        ({"published": "2018-01-01"}, INGEST),
    ],
)
def test_a_first_version(told: dict[str, str], day: datetime) -> None:
    assert known_from(record(**told), INGEST) == day


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"published": "2017-04-18"}, INGEST),
        ({"published": "2017-04-21"}, datetime(2017, 4, 22, tzinfo=UTC)),
        ({"reported": "2017-04-21"}, INGEST),
        ({"published": "2017-04-18", "retrieved": "2017-04-25"}, datetime(2017, 4, 26, tzinfo=UTC)),
    ],
)
def test_a_later_version_is_known_after_its_predecessor(told: dict[str, str], day: datetime) -> None:
    assert known_from(record(**told), INGEST, after=datetime(2017, 4, 20, tzinfo=UTC)) == day
