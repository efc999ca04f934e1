"""Dates: the cases of tests/cases/dates.toml, and what holds for every wording."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reconcile.domain.dates import DateInterval, DatePrecision, EventDate
from reconcile.domain.records import ClaimRecord, Record, StatementRecord
from reconcile.normalise.date_rules import read_date
from reconcile.normalise.date_words import date_words
from reconcile.normalise.dates import DateBounds, event_date
from reconcile.normalise.weekday_hints import weekday_hint

CASES = Path(__file__).parent.parent / "cases" / "dates.toml"
WRITTEN = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]


def record(case: dict[str, Any]) -> Record:
    fields: dict[str, Any] = {
        name: case[name] for name in ("event_date", "date_text", "published", "reported", "country") if name in case
    }
    for ours, theirs in (("start", "event_date_start"), ("end", "event_date_end")):
        if ours in case:
            fields[theirs] = date.fromisoformat(case[ours])
    if "precision" in case:
        fields["date_precision"] = DatePrecision(case["precision"])
    if case.get("kind") == "statement":
        return StatementRecord(id="s1", issuer="MINUSMA", **fields)
    return ClaimRecord(id="c1", claimant="JNIM", **fields)


def interval(text: str) -> DateInterval:
    start, _, end = text.partition("/")
    return DateInterval(date.fromisoformat(start), date.fromisoformat(end or start))


def bounds_of(case: dict[str, Any], found: EventDate) -> DateInterval | None:
    """Told by the case; where it is dated or nothing dates it, there are none; else they are not this case's matter."""
    if "bounds" in case:
        return interval(case["bounds"])
    anchored = "published" in case or "reported" in case
    return found.bounds if anchored and not case["expect"] else None


def shown(case: dict[str, Any]) -> str:
    told = ("event_date", "start", "end", "precision", "date_text", "published", "reported", "country", "kind")
    return " | ".join(str(case[name]) for name in told if name in case)


@pytest.mark.parametrize("case", WRITTEN, ids=shown)
def test_case(case: dict[str, Any]) -> None:
    found, issues = event_date(record(case), DateBounds())
    expected = EventDate(
        intervals=tuple(interval(text) for text in case["expect"]),
        precision=DatePrecision(case["precision_read"]),
        text=case.get("date_text") or case.get("event_date"),
        bounds=bounds_of(case, found),
        weekday=case.get("weekday"),
        rule=case.get("rule"),
    )
    assert found == expected
    assert [issue.code for issue in issues] == case.get("issues", [])


def test_nothing_to_go_by_is_not_bounded() -> None:
    found, _ = event_date(ClaimRecord(id="c1", claimant="JNIM"), DateBounds())
    assert found == EventDate()


def test_a_stated_date_has_no_bounds() -> None:
    found, _ = event_date(
        ClaimRecord(id="c1", claimant="JNIM", event_date="Sunday", published="2017-04-18"), DateBounds()
    )
    assert found.stated
    assert found.bounds is None


def test_bounds_can_be_set() -> None:
    bounds = DateBounds(claim_days=10, after_days=0)
    found, _ = event_date(ClaimRecord(id="c1", claimant="JNIM", published="2017-04-18"), bounds)
    assert found.bounds == interval("2017-04-08/2017-04-18")


def test_unreadable_publication_is_said_and_the_page_serves() -> None:
    claim = ClaimRecord(id="c1", claimant="JNIM", published="in April", reported="2017-04-18", event_date="yesterday")
    found, issues = event_date(claim, DateBounds())
    assert found.intervals == (interval("2017-04-17"),)
    assert [issue.code for issue in issues] == ["publication-unreadable"]
    assert issues[0].record_id == "c1"


@pytest.mark.parametrize("edge", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_raise_nothing(edge: str) -> None:
    for wording in ("Sunday", "yesterday", "last week", "last month", "last year", "18 April", "in March", None):
        event_date(ClaimRecord(id="c1", claimant="JNIM", published=edge, event_date=wording), DateBounds())
    far = date.fromisoformat(edge)
    week = ClaimRecord(id="c1", claimant="JNIM", event_date_start=far, date_precision=DatePrecision.WEEK)
    assert event_date(week, DateBounds())[0].stated


VOCABULARY = sorted(
    {*date_words().meanings, *(str(n) for n in range(1, 32)), "2017", "/", "-", ".", ",", "(", ")", "4"}
)
WORDINGS = st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join) | st.text(max_size=60)
ANCHORS = st.none() | st.dates(min_value=date(1995, 1, 1), max_value=date(2035, 1, 1))


@given(WORDINGS, ANCHORS)
@example("night of 30 to 31 February", date(2017, 4, 18))
@example("999 days ago", date(2017, 4, 18))
@example("0 / 0 / 2017", None)
def test_every_wording_is_read_or_said_to_be_unread(wording: str, anchor: date | None) -> None:
    reading = read_date(wording, anchor)
    assert reading == read_date(wording, anchor)
    assert bool(reading.intervals) or reading.fault is not None
    assert bool(reading.intervals) == (reading.precision is not DatePrecision.UNKNOWN)
    assert bool(reading.intervals) == (reading.rule is not None)
    assert list(reading.intervals) == sorted(set(reading.intervals))
    assert weekday_hint(wording) in (None, *range(7))


@given(st.sampled_from(VOCABULARY), ANCHORS.filter(lambda day: day is not None))
def test_a_single_word_never_means_the_future(word: str, anchor: date) -> None:
    for found in read_date(word, anchor).intervals:
        assert found.start <= anchor + timedelta(days=1) or word == "2017"


@pytest.mark.parametrize("wording", ["1 " * 50_000, "(" * 100_000, "Sunday " * 15_000, "ا" * 100_000, "-" * 100_000])
def test_a_hostile_wording_is_not_read(wording: str) -> None:
    claim = ClaimRecord(id="c1", claimant="JNIM", event_date=wording, published="2017-04-18")
    found, issues = event_date(claim, DateBounds())
    assert not found.stated
    assert [issue.code for issue in issues] == ["date-unreadable"]
    assert issues[0].found is not None
    assert len(issues[0].found) <= 80
