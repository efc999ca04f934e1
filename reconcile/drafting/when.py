"""Which day a text is of, and which of the dates it names are those of events."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.domain.dates import DateInterval, DatePrecision
from reconcile.domain.documents import Document
from reconcile.drafting.audiences import audience
from reconcile.drafting.datelines import HEAD
from reconcile.drafting.datelines import dateline as dateline_of
from reconcile.drafting.page import Mark, Page, of_old
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.sentences import Unit
from reconcile.drafting.vocabulary import Cue, Discourse
from reconcile.drafting.years import fitting_year
from reconcile.grammar.date_finding import FoundDate, find_dates
from reconcile.grammar.local_days import local_day
from reconcile.reference import Term

_NUMBERED_MONTH = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])-[A-Z]")
"""`2011-07-S-039`: releases numbered by month."""
_DAY_FIRST = frozenset(("fr", "ar"))
_BESIDE_CUE = 2
_BESIDE_REVISION = 4
"""The same behind `raised`: `raised to nine on Monday the toll of Sunday's ambush`."""
_BESIDE_CHARACTERS = 4
_LONGEST_EVENT_DAYS = 45
_NUMBERED_LATE_DAYS = 20
_SOME_YEARS = range(2004, 2015)
"""A leap year, and those behind it until every day of the year has been every weekday."""
_CLOSING = frozenset(("today", "yesterday", "last-night", "yesterday-and-today", "weekday-before-publication"))
"""Rules of the grammar whose days, at the end of a sentence, are of what it tells, also behind a clause on what
somebody did before: `detained a man suspected of attacks last night`."""
_SENTENCE_ENDS = re.compile(r"\W*$")

_POSSESSIVE = ("'s", "’s")
_OVERNIGHT = "overnight"
_NIGHT_BEFORE = re.compile(rf"\b(?:{either(WordList.NIGHT_BEFORE)})\b", re.IGNORECASE)
_OFFSETS: tuple[tuple[re.Pattern[str], int | None], ...] = (
    (re.compile(rf"\b(?:{either(WordList.NEXT_DAY)})\b", re.IGNORECASE), 1),
    (re.compile(rf"\b(?:{either(WordList.DAY_BEFORE)})\b", re.IGNORECASE), -1),
    (re.compile(rf"\b(?:{either(WordList.SAME_DAY)})\b", re.IGNORECASE), 0),
    (_NIGHT_BEFORE, -1),
    (re.compile(rf"\b(?P<n>\w+) (?:{either(WordList.DAYS_LATER)})\b", re.IGNORECASE), None),
    (
        re.compile(r"\b(?:comes|came|intervient|survient) (?P<back>\w+) (?:days? after|jours? après)\b", re.IGNORECASE),
        None,
    ),
    (re.compile(rf"\b(?P<back>\w+) (?:{either(WordList.DAYS_EARLIER)})\b", re.IGNORECASE), None),
)
_DAYS_AFTER = re.compile(r"\W*(?P<n>\w+) (?:days after|jours après) (?:the|an?|l['’]|la|le|une?)", re.IGNORECASE)
"""`Two days after the ambush, X said on Monday`."""
_FEW = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6} | {
    "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day of an event as a text gives it."""

    days: DateInterval
    precision: DatePrecision
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The dates of a text."""

    anchor: date | None
    dateline: FoundDate | None
    dates: tuple[FoundDate, ...]
    month: tuple[DateInterval, int, int] | None = None
    """Where nothing gives the day of the text: the month that its number bears, and the characters of it."""
    year_told: bool = True
    """Whether the days are of a year that something tells. Else only their wording may be drafted."""
    year_fitted: bool = False
    """Whether the year is the only one that fits its issuer, and no text tells it."""


def calendar_of(document: Document, text: str, country: str | None, issuer: str | None = None) -> Calendar:
    """The dates of a text, read against the day of its publication, else against its dateline.

    `issuer`: key of the source whose own text it is.
    """
    day_first = (document.language or "")[:2] in _DAY_FIRST
    published = _published(document, country)
    numbered = _NUMBERED_MONTH.search(text[:HEAD])
    bound = published or (None if numbered is None else _month_end(int(numbered[1]), int(numbered[2])))
    dateline = dateline_of(text, bound, day_first=day_first)
    if dateline is None and bound is None:
        return _of_fitting_year(document, text, issuer, day_first=day_first)
    anchor = published
    if dateline is not None and (published is None or dateline.days[0] <= published):
        anchor = dateline.days[0]  # `today` is that of the text, not that of the page it was found on
    dates = find_dates(text, anchor or bound, day_first=day_first)
    if anchor is None and bound is not None:
        dates = tuple(found for found in dates if _of_the_year(text, found))
    month = None
    if anchor is None and numbered is not None:
        month = (_month_of(int(numbered[1]), int(numbered[2])), numbered.start(1), numbered.end(2))
    line = None if dateline is None else _again(dateline, dates)
    return Calendar(anchor=anchor, dateline=line, dates=dates, month=month)


def _of_fitting_year(document: Document, text: str, issuer: str | None, *, day_first: bool) -> Calendar:
    """A text whose own date lacks the year, `KABUL (Jan. 6)`: read in the only year that fits its issuer.

    Else it is read as if it were of some year in which its weekday fits, so that its wordings are found. A weekday that
    stands alone is of another day there; its wording is kept.
    """
    year = fitting_year(text, issuer, document.retrieved, day_first=day_first)
    ends = (date(one, 12, 31) for one in (_SOME_YEARS if year is None else (year,)))
    lines = (dateline_of(text, end, day_first=day_first) for end in ends)
    line = next((line for line in lines if line is not None), None)
    if line is None:
        return Calendar(anchor=None, dateline=None, dates=find_dates(text, None, day_first=day_first))
    dates = find_dates(text, line.days[0], day_first=day_first)
    anchor = None if year is None else line.days[0]
    told = year is not None
    return Calendar(anchor=anchor, dateline=_again(line, dates), dates=dates, year_told=told, year_fitted=told)


def _month_of(year: int, month: int) -> DateInterval:
    return DateInterval(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def _of_the_year(text: str, found: FoundDate) -> bool:
    """Whether the month of publication is enough to read it: `July 16`, but not `yesterday`."""
    return re.search(r"\d", text[found.start : found.end]) is not None


def _published(document: Document, country: str | None) -> date | None:
    if document.published is None:
        return None
    try:
        return local_day(document.published, country)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    """The last day a release numbered in that month can be of: some bear the number of the month before."""
    return date(year + month // 12, month % 12 + 1, 1) + timedelta(days=_NUMBERED_LATE_DAYS)


def _again(dateline: FoundDate, dates: tuple[FoundDate, ...]) -> FoundDate:
    return next((found for found in dates if found.start <= dateline.start < found.end), dateline)


def event_day(
    page: Page,
    unit: Unit,
    calendar: Calendar,
    cue: Mark[Cue] | None,
    speaker: tuple[int, int] | None,
    before: date | None,
) -> tuple[Day | None, FoundDate | None]:
    """The day of what a unit tells, and the date it gives for the account itself.

    `before`: the day last spoken of, from which `a day later` counts.
    """
    here = [
        found
        for found in calendar.dates
        if unit.start <= found.start < unit.end
        and not _heads(page, unit, found, calendar)
        and not _in_name(page, found)
        and not _of_other_event(page, unit, found)
        and (not of_old(page, unit, found.start) or _closes(page, unit, found))
    ]
    spoken = next((found for found in here if _of_account(page, unit, found, cue, speaker)), None)
    if spoken is None:
        spoken = next(
            (found for found in here if _before_speech(page, found) or (len(here) > 1 and _beside_speech(page, found))),
            None,
        )
    events = [found for found in here if found is not spoken and _days(found) <= _LONGEST_EVENT_DAYS]
    if events:
        found = min(events, key=_days)
        days = DateInterval(*found.days)
        if spoken is not None and page.text[found.start : found.end].casefold().endswith(_OVERNIGHT):
            days = DateInterval(spoken.days[0] - timedelta(days=1), spoken.days[0])  # the night before the account
        return (
            Day(
                days=days,
                precision=found.reading.precision,
                start=found.start,
                end=found.end,
                rule=found.reading.rule or "date",
            ),
            spoken,
        )
    if spoken is not None and spoken.days[0] == spoken.days[1]:
        since = _DAYS_AFTER.match(page.text, unit.start, unit.end)
        days_after = None if since is None else _counted(since)
        if since is not None and days_after is not None:
            day = spoken.days[0] - timedelta(days=days_after)
            return _beside(DateInterval(day, day), since), spoken
    base = spoken.days[0] if spoken is not None else before
    return _told_by_offset(page, unit, base, cue), spoken


def _in_name(page: Page, found: FoundDate) -> bool:
    """`the March 23 Movement`: a day that an actor bears in its name."""
    return any(mark.start < found.end and found.start < mark.end and mark.value.codes for mark in page.actors)


def _of_other_event(page: Page, unit: Unit, found: FoundDate) -> bool:
    """`in addition to yesterday's assault, X claimed`: told before."""
    marks = page.discourse[Discourse.BESIDE]
    return any(
        unit.start <= mark.start < found.start and "," not in page.text[mark.end : found.start] for mark in marks
    )


def _closes(page: Page, unit: Unit, found: FoundDate) -> bool:
    return found.reading.rule in _CLOSING and _SENTENCE_ENDS.match(page.text, found.end, unit.end) is not None


def _heads(page: Page, unit: Unit, found: FoundDate, calendar: Calendar) -> bool:
    """Whether a date is that of the text itself, at its head or once more in brackets."""
    line = calendar.dateline
    if line is None:
        return False
    if found == line:
        return True
    same = found.days == line.days and found.start < HEAD + 200
    return same and (unit.heading or page.text[found.end : found.end + 1] == ")")


def _days(found: FoundDate) -> int:
    return (found.days[1] - found.days[0]).days + 1


def _told_by_offset(page: Page, unit: Unit, base: date | None, cue: Mark[Cue] | None) -> Day | None:
    if base is None:
        return None
    for pattern, fixed in _OFFSETS:
        found = pattern.search(page.text, unit.start, unit.end)
        if found is None:
            continue
        if cue is not None and found.start() >= cue.end and _few_words(page, cue.end, found.start(), 0):
            return None  # `said the same day that`: when it was said
        days = fixed if fixed is not None else _counted(found)
        if days is not None:
            day = base + timedelta(days=days)
            return _beside(DateInterval(day, base if pattern is _NIGHT_BEFORE else day), found)
    return None


def _beside(days: DateInterval, found: re.Match[str]) -> Day:
    """A day told by its distance from another."""
    return Day(
        days=days,
        precision=DatePrecision.DAY if days.start == days.end else DatePrecision.RANGE,
        start=found.start() + len(found[0]) - len(found[0].lstrip()),
        end=found.end(),
        rule="day-beside",
    )


def _counted(found: re.Match[str]) -> int | None:
    told = found.groupdict()
    back = told.get("back")
    word = back or told.get("n") or ""
    number = int(word) if word.isdigit() and len(word) < 3 else _FEW.get(word.casefold())
    return None if number is None else (-number if back else number)


def _of_account(
    page: Page, unit: Unit, found: FoundDate, cue: Mark[Cue] | None, speaker: tuple[int, int] | None
) -> bool:
    """Whether a date is that of the saying: `said on Tuesday that`, `on Tuesday reported`, `a statement released on
    Monday`."""
    if _behind_publication(page, found):
        return True
    if cue is None or cue.value in (Cue.ACCORDING, Cue.CLAIMED_BY) or _of_attack(page, found):
        return False
    if found.start >= cue.end:
        if cue.value is Cue.REVISE:
            return _few_words(page, cue.end, found.start, _BESIDE_REVISION) and not _owns(page, found)
        if _before_what_is_said(page, found, cue) or _behind_words(page, unit, found, cue, speaker):
            return True
        object_end = _attack_behind(page, cue, found.start)
        if object_end > cue.end and _TOOK_PLACE.search(page.text, cue.end, found.start):
            return False  # `a revendiqué l'embuscade tendue le 20 mars`
        if cue.value is Cue.CONDEMN and object_end > cue.end:
            return False  # `condemns the attack this morning`
        if cue.value is Cue.CLAIM and _OF_DEED.search(page.text, cue.start, cue.end):
            return False  # `affirme avoir attaqué mercredi le camp`
        heard = audience(page, object_end)
        told_to = object_end if heard is None else heard.end
        return _few_words(page, told_to, found.start, _BESIDE_CUE) and not _owns(page, found)
    if speaker is not None and speaker[1] <= found.start:
        return True
    return (
        speaker is not None
        and found.end <= speaker[0]
        and _few_words(page, found.end, speaker[0], 1)
        and cue.value is not Cue.CLAIM
        and not _told_before(page, unit, found, speaker[0])
    )


def _of_attack(page: Page, found: FoundDate) -> bool:
    """`claimed the March 20 attack`: the day stands between the attack and its article; `l'attaque du 11 mai`."""
    if any(_OF_DAY.fullmatch(page.text, term.end, found.start) for term in page.attacks if term.end <= found.start):
        return True
    behind = page.word_at(found.end)
    led = "the " in (page.text[found.start - 4 : found.start].casefold(), page.text[found.start :][:4].casefold())
    return led and any(page.word_at(term.start) == behind for term in page.attacks)


def _before_what_is_said(page: Page, found: FoundDate, cue: Mark[Cue]) -> bool:
    """`said on its channel on Monday that`; but not `said an attack on Monday that killed nine`."""
    if _THAT.match(page.text, found.end) is None or _THAT.search(page.text, cue.end, found.start):
        return False
    return not any(cue.end <= term.start < found.start for term in page.attacks)


def _behind_words(page: Page, unit: Unit, found: FoundDate, cue: Mark[Cue], speaker: tuple[int, int] | None) -> bool:
    """Whether a date stands behind what was said and who said it."""
    return _behind_speaker(page, found, cue, speaker) or _behind_quotation(page, unit, found, cue)


def _behind_speaker(page: Page, found: FoundDate, cue: Mark[Cue], speaker: tuple[int, int] | None) -> bool:
    """`…, a indiqué l'armée malienne mardi`; `تبنت الجماعة، اليوم، الهجوم`."""
    return (
        speaker is not None
        and (
            page.text[max(0, cue.start - 2) : cue.start].rstrip()[-1:] in (",", "»", "”", '"')
            or _INSERTED.fullmatch(page.text[max(0, found.start - 2) : found.end + 1]) is not None
        )
        and cue.end <= speaker[0] < speaker[1] <= found.start
        and _few_words(page, speaker[1], found.start, 1)
    )


def _behind_quotation(page: Page, unit: Unit, found: FoundDate, cue: Mark[Cue]) -> bool:
    """`“We struck the base,” a spokesman said on the radio, Friday.`; but not `said of the attack on Friday`."""
    if _QUOTED.search(page.text, unit.start, cue.start) is None or _THAT.search(page.text, cue.end, found.start):
        return False
    return not any(cue.end <= term.start < found.start for term in page.attacks)


def _told_before(page: Page, unit: Unit, found: FoundDate, speaker: int) -> bool:
    """`a mine killed three near Ansongo on Monday, the army said`; but `on Monday, the army said that`."""
    return "," in page.text[found.end : speaker] and not _few_words(page, unit.start, found.start, 2)


_THAT = re.compile(r",?\s(?:that\b|que\b|qu['’])", re.IGNORECASE)
_QUOTED = re.compile(r"[,.!?…]\s?[\"”»]|[\"”»]\s?,")
_OF_DAY = re.compile(r"\s(?:du|de|d['’])\s?")
_INSERTED = re.compile(r"،\s[^،]+،")
_OF_DEED = re.compile(r"\b(?:avoir|have|out|behind)$", re.IGNORECASE)
"""How a word of claiming ends behind which the deed stands: `claimed to have`, `said it carried out`."""
_TOOK_PLACE = re.compile(rf"\b(?:{either(WordList.STAGED)})\b", re.IGNORECASE)


def _attack_behind(page: Page, cue: Mark[Cue], before: int) -> int:
    """Where the attack ends that a word of speech has for its object (`claimed the twin attacks`), else the word."""
    ends = (
        term.end
        for term in page.attacks
        if cue.end <= term.start and term.end <= before and _few_words(page, cue.end, term.start, _BESIDE_CUE)
    )
    return max(ends, default=cue.end)


def _before_speech(page: Page, found: FoundDate) -> bool:
    """`Coalition forces today confirmed that`."""
    return any(cue.value in (Cue.SAY, Cue.CONFIRM, Cue.DENY) and 0 <= cue.start - found.end <= 1 for cue in page.cues)


def _beside_speech(page: Page, found: FoundDate) -> bool:
    """`today confirmed`, `said Monday`, where another date stands for the event."""
    return any(
        (0 <= cue.start - found.end <= 1)
        or (0 <= found.start - cue.end <= _BESIDE_CHARACTERS and not _owns(page, found))
        for cue in page.cues
        if cue.value in (Cue.SAY, Cue.CONFIRM, Cue.DENY)
    )


def _owns(page: Page, found: FoundDate) -> bool:
    """`claimed Monday's attack`, `issued a claim of Thursday's attack`: the possessive belongs to the attack."""
    return page.text[found.end : found.end + 2] in _POSSESSIVE


def _few_words(page: Page, start: int, end: int, most: int) -> bool:
    return page.word_at(end) - page.word_at(start) <= most


def _named_body(page: Page, term: Term) -> bool:
    """Whether what could be a target is whose statement it is: `a statement by the Malian army on Monday`."""
    return any(mark.start <= term.start and term.end <= mark.end for mark in page.actors)


def _behind_publication(page: Page, found: FoundDate) -> bool:
    if _owns(page, found):
        return False
    for mark in page.discourse[Discourse.PUBLICATION]:
        if mark.end <= found.start and _few_words(page, mark.end, found.start, 7):
            between = page.text[mark.end : found.start]
            told = any(
                mark.end <= term.start < found.start and not _named_body(page, term)
                for term in (*page.attacks, *page.targets)
            )
            if not told and not re.search(r"[.;:\n]|,\s+(?=[A-Z])|\bthat\b|\bque\b", between):
                return True
    return False
