"""Dates: the cases of tests/cases/dates.toml, and what holds for every wording."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hijridate import Gregorian
from hypothesis import example, given
from hypothesis import strategies as st

from reconcile.domain.dates import DateInterval, DatePrecision, EventDate
from reconcile.domain.records import ClaimRecord, Record, StatementRecord
from reconcile.grammar.date_rules import read_date
from reconcile.grammar.date_words import date_words
from reconcile.normalise.date_bounds import DateBounds
from reconcile.normalise.dates import event_date
from reconcile.normalise.weekday_hints import weekday_hint

ONE = timedelta(days=1)
CASES = Path(__file__).parent.parent / "cases" / "dates.toml"
TABLE = tomllib.loads(CASES.read_text(encoding="utf-8"))
WRITTEN = TABLE["case"]
WORDINGS_BY_LANGUAGE = [
    pytest.param(wording, expected, group.get("published"), id=f"{wording} | {group.get('published', 'undated')}")
    for group in TABLE["wordings"]
    for wording, expected in group["read"].items()
]


def record(case: dict[str, Any]) -> Record:
    fields: dict[str, Any] = {
        name: case[name]
        for name in ("event_date", "date_text", "published", "reported", "country", "language")
        if name in case
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
    fields = ("event_date", "start", "end", "precision", "date_text", "published", "reported", "country", "language")
    return " | ".join(str(case[name]) for name in (*fields, "kind") if name in case)


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


@pytest.mark.parametrize(("wording", "expected", "published"), WORDINGS_BY_LANGUAGE)
def test_wording(wording: str, expected: list[str], published: str | None) -> None:
    anchor = None if published is None else date.fromisoformat(published)
    found = read_date(wording, anchor)
    told = " or ".join(written(interval) for interval in found.intervals)
    said = [told, found.precision.value, found.rule, found.fault] if told else ["unread", found.fault]
    assert [part for part in said if part is not None] == expected


def written(interval: DateInterval) -> str:
    return f"{interval.start}" if interval.days == 1 else f"{interval.start}/{interval.end}"


def test_the_table_is_large_enough_to_hold_three_languages() -> None:
    assert len(WRITTEN) + len(WORDINGS_BY_LANGUAGE) >= 200


HIJRI_MONTHS = ("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
                "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة")  # fmt: skip
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def test_every_hijri_day_of_2010_to_2026_is_read_to_within_a_day() -> None:
    day = date(2010, 1, 1)
    while day.year < 2027:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        around = (DateInterval(day - ONE, day + ONE),)
        named = f"{hijri.day} {HIJRI_MONTHS[hijri.month - 1]}"
        assert read_date(f"{named} {hijri.year}", None).intervals == around
        assert read_date(f"{hijri.day}/{hijri.month}/{hijri.year}", None).intervals == around
        assert read_date(named, day).intervals == around
        day += ONE


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_weekday_beside_a_hijri_day_settles_it(shift: int) -> None:
    for number in range(60):
        meant = date(2017, 4, 1) + (number + shift) * ONE
        hijri = Gregorian(*(date(2017, 4, 1) + number * ONE).timetuple()[:3]).to_hijri()
        wording = f"{WEEKDAYS[meant.weekday()]} {hijri.day} {HIJRI_MONTHS[hijri.month - 1]} {hijri.year}"
        assert read_date(wording, None).intervals == (DateInterval(meant, meant),)


@pytest.mark.parametrize("shift", [-3, -2, 2, 3])
def test_a_weekday_too_far_from_a_hijri_day_contradicts_it(shift: int) -> None:
    meant = date(2017, 4, 18) + shift * ONE
    found = read_date(f"{WEEKDAYS[meant.weekday()]} 21 Rajab 1438", None)
    assert (found.intervals, found.fault) == ((), "date-weekday-conflict")


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


WORDS = (" ".join(words) for words in date_words().meanings)
VOCABULARY = sorted({*WORDS, *map(str, range(1, 32)), "2017", "1438", "/", "-", ".", ",", ";", "(", ")"})
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


@pytest.mark.parametrize(
    "wording",
    [
        "1 " * 50_000,
        "(" * 100_000,
        "Sunday " * 15_000,
        "ا" * 100_000,
        "-" * 100_000,
        "1 " * 100,
        "1/" * 100,
        "(" * 200,
        "/" * 200,
        "9" * 200,
        "ord" * 60,
        "\u0651" * 200,
        "w1 m4 h9" * 20,
        "16 and " * 30,
    ],
)
def test_a_hostile_wording_is_not_read(wording: str) -> None:
    claim = ClaimRecord(id="c1", claimant="JNIM", event_date=wording, published="2017-04-18")
    found, issues = event_date(claim, DateBounds())
    assert not found.stated
    assert [issue.code for issue in issues] == ["date-unreadable"]
    assert issues[0].found is not None
    assert len(issues[0].found) <= 80
