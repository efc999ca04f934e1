"""What the wording of a record without event date still says of its days."""

from datetime import date

import pytest

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.domain.records import ClaimRecord, StatementRecord
from reconcile.normalise.date_bounds import DateBounds
from reconcile.normalise.dates import event_date


def bounds(text: str | None, published: str | None = None, reported: str | None = None) -> DateInterval | None:
    record = ClaimRecord(
        id="c1",
        claimant="JNIM",
        date_text=text,
        date_precision=DatePrecision.UNKNOWN,
        published=published,
        reported=reported,
        country="ML",
    )
    found, _ = event_date(record, DateBounds())
    assert not found.stated
    return found.bounds


def between(first: str, last: str) -> DateInterval:
    return DateInterval(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (None, "2022-02-04", ("2021-12-21", "2022-02-05")),
        ("not stated", "2022-02-04", ("2021-12-21", "2022-02-05")),
        ("two separate attacks (since Wednesday)", "2022-02-04", ("2022-02-02", "2022-02-05")),
        ("des attaques (depuis mercredi)", "2022-02-04", ("2022-02-02", "2022-02-05")),
        ("several (since 20 January 2022)", "2022-02-04", ("2022-01-20", "2022-02-05")),
        ("not stated (Thursday in the text)", "2021-04-16", ("2021-04-10", "2021-04-17")),
        ("not stated (released Friday)", "2021-01-01", ("2020-11-17", "2021-01-02")),
        ("several (since 20 March 2022)", "2022-02-04", ("2022-02-05", "2022-02-05")),
    ],
)
def test_the_wording_narrows_what_publication_allows(text: str, published: str, expected: tuple[str, str]) -> None:
    assert bounds(text, published) == between(*expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not stated (statement 24 or 25 January 2019)", ("2018-12-10", "2019-01-26")),
        ("not stated (report of 3 June 2021)", ("2021-04-19", "2021-06-04")),
        ("communiqué du 3 mai 2020", ("2020-03-19", "2020-05-04")),
    ],
)
def test_the_wording_dates_a_text_whose_publication_is_unknown(text: str, expected: tuple[str, str]) -> None:
    assert bounds(text) == between(*expected)
    assert bounds(text, reported="2024-01-01") == between(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "after 3 June 2021",
        "before 3 June 2021",
        "Monday (correction on Wednesday)",
        "reports of Saturday evening and Sunday",
        "statement of 3 June 2021 (corrected 5 June 2021)",
        "statement of 31 February 2021",
        "statement " + "1 " * 200,
    ],
)
def test_what_is_not_sure_dates_nothing(text: str) -> None:
    assert bounds(text) is None


def test_only_the_page_is_dated() -> None:
    assert bounds("since Wednesday", reported="2022-02-04") == between("2021-12-21", "2022-02-05")


def test_a_statement_has_its_own_window() -> None:
    record = StatementRecord(id="s1", issuer="MINUSMA", date_text="not stated (report of 3 June 2021)", country="ML")
    found, _ = event_date(record, DateBounds())
    assert found.bounds == between("2021-05-04", "2021-06-04")
