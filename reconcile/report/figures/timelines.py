"""The timeline: one row per claim, bars for the days of the event, marks for what was published when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from reconcile.domain import phrases
from reconcile.domain.anchors import anchor_day, written_day
from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import DateInterval
from reconcile.domain.digests import kind_of
from reconcile.domain.phrases import named_first
from reconcile.report import figure_words, readings, words
from reconcile.report.figures.marks import (
    Bar,
    Moment,
    Side,
    Tick,
    TimelineFigure,
    TimelineKey,
    TimelinePanel,
    TimelineRow,
)
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.texts import shown

WIDTH = 860.0
AXIS_LEFT = 262.0
AXIS_RIGHT = WIDTH - 24.0
TOP = 34.0
ROW = 26.0
LABEL_CHARACTERS = 28
PANEL_DAYS = 45
"""Claims further apart than this stand in panels of their own, so that days stay wide enough to read."""
GAP_DAYS = 14
LEAST_DAYS = 24
"""A panel spans at least so many days: a single day drawn as a broad bar would look like a period."""
REACH_DAYS = 21
"""How far a panel follows bars and publications beyond the days of its claims; further ones get an arrow."""
TICKS = 10
TICK_STEPS = (1, 2, 3, 5, 7, 10, 14, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    first: date
    last: date

    def x(self, day: date, *, end: bool = False) -> float:
        """Where a day begins (or ends) on the axis; days beyond it are put at its edge."""
        days = (day - self.first).days + (1 if end else 0)
        span = (self.last - self.first).days + 1
        return round(AXIS_LEFT + (AXIS_RIGHT - AXIS_LEFT) * min(max(days / span, 0.0), 1.0), 1)

    def middle(self, day: date) -> float:
        return round((self.x(day) + self.x(day, end=True)) / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publication:
    side: Side
    day: date
    amended: bool


def draw_timeline(entries: Sequence[Entry], ledger: Ledger, *, key: str) -> TimelineFigure:
    return TimelineFigure(
        panels=tuple(_panel(part, ledger, f"{key}-{number}") for number, part in enumerate(_parts(entries), 1)),
        keys=tuple(_key(entry, ledger) for entry in entries),
    )


def _parts(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Runs of entries (already in the order of their days) without a long gap, none longer than a panel."""
    parts: list[list[Entry]] = []
    for entry in entries:
        day = anchor_day(entry.account)
        if parts:
            first, last = anchor_day(parts[-1][0].account), anchor_day(parts[-1][-1].account)
            if (day - last).days <= GAP_DAYS and (day - first).days <= PANEL_DAYS:
                parts[-1].append(entry)
                continue
        parts.append([entry])
    return parts


def _panel(entries: Sequence[Entry], ledger: Ledger, key: str) -> TimelinePanel:
    axis = _axis(entries, ledger)
    rows = tuple(_row(entry, ledger, axis, TOP + ROW * (number + 0.5)) for number, entry in enumerate(entries))
    period = phrases.interval(DateInterval(axis.first, axis.last))
    return TimelinePanel(
        key=key,
        title=period,
        description=figure_words.timeline_description(len(entries), period),
        width=WIDTH,
        height=TOP + ROW * len(entries) + 8,
        axis_left=AXIS_LEFT,
        axis_right=AXIS_RIGHT,
        ticks=_ticks(axis),
        rows=rows,
    )


def _axis(entries: Sequence[Entry], ledger: Ledger) -> _Axis:
    anchors = [anchor_day(entry.account) for entry in entries]
    earliest, latest = _moved(min(anchors), -REACH_DAYS), _moved(max(anchors), REACH_DAYS)
    days = list(anchors)
    for entry in entries:
        days += [day for day in _days_of(entry, ledger) if earliest <= day <= latest]
    missing = max(0, LEAST_DAYS - (max(days) - min(days)).days)
    return _Axis(first=_moved(min(days), -1 - missing // 2), last=_moved(max(days), 1 + (missing + 1) // 2))


def _days_of(entry: Entry, ledger: Ledger) -> list[date]:
    days = [day for interval in _intervals(entry) for day in (interval.start, interval.end)]
    days += [publication.day for publication in _publications(entry, ledger)]
    return days


def _intervals(entry: Entry) -> tuple[DateInterval, ...]:
    value = entry.account.values.date
    if value.stated:
        return value.intervals
    return () if value.bounds is None else (value.bounds,)


def _publications(entry: Entry, ledger: Ledger) -> list[_Publication]:
    """Of the claim, then of the statements linked to it; later versions after what they amend. Each day once."""
    accounts = [ledger.statements[pair.statement] for pair in entry.links]
    days = {day for account in accounts if (day := written_day(account.record.published)) is not None}
    claimed = written_day(entry.account.record.published)
    found = [] if claimed is None else [_Publication(side=Side.CLAIM, day=claimed, amended=False)]
    found += [_Publication(side=Side.CLAIM, day=day, amended=True) for day in _amended(entry.account, ledger)]
    found += [_Publication(side=Side.STATEMENT, day=day, amended=False) for day in sorted(days)]
    later = {day for account in accounts for day in _amended(account, ledger)}
    return found + [_Publication(side=Side.STATEMENT, day=day, amended=True) for day in sorted(later)]


def _amended(account: ClaimAccount | StatementAccount, ledger: Ledger) -> list[date]:
    """The days from which later versions were known."""
    versions = ledger.books.histories.of(kind_of(account.record), account.id)
    days = {version.known_from.astimezone(UTC).date() for version in versions if version.version > 1}
    return sorted(days)


def _row(entry: Entry, ledger: Ledger, axis: _Axis, y: float) -> TimelineRow:
    record = entry.account.record
    place = record.place or record.admin1
    named = shown(record.claimant) if place is None else f"{shown(record.claimant)}, {shown(place)}"
    return TimelineRow(
        y=round(y, 1),
        number=str(entry.number),
        label=quoted(named, LABEL_CHARACTERS),
        flag="none" if entry.finding.flag is None else entry.finding.flag.value,
        bars=tuple(_bar(days, axis, stated=entry.account.values.date.stated) for days in _intervals(entry)),
        moments=tuple(_moment(publication, axis) for publication in _publications(entry, ledger)),
    )


def _bar(days: DateInterval, axis: _Axis, *, stated: bool) -> Bar:
    left, right = axis.x(days.start), axis.x(days.end, end=True)
    return Bar(
        x=left,
        width=round(right - left, 1),
        stated=stated,
        open_left=days.start < axis.first,
        open_right=days.end > axis.last,
    )


def _moment(publication: _Publication, axis: _Axis) -> Moment:
    day = publication.day
    beyond = "left" if day < axis.first else "right" if day > axis.last else None
    return Moment(
        side=publication.side,
        amended=publication.amended,
        x=axis.middle(min(max(day, axis.first), axis.last)),
        beyond=beyond,
    )


def _ticks(axis: _Axis) -> tuple[Tick, ...]:
    span = (axis.last - axis.first).days + 1
    step = next((step for step in TICK_STEPS if span / step <= TICKS), TICK_STEPS[-1])
    days = [axis.first + timedelta(days=offset) for offset in range(0, span, step)]
    return tuple(Tick(x=axis.middle(day), label=phrases.short_day(day)) for day in days)


def _key(entry: Entry, ledger: Ledger) -> TimelineKey:
    record = entry.account.record
    shown_links, others = named_first(entry.links)
    answers = [
        f"{ledger.issuer(pair)}, {words.written_time(ledger.statements[pair.statement].record.published)}"
        for pair in shown_links
    ]
    answers += [words.and_others(others)] if others else []
    return TimelineKey(
        number=str(entry.number),
        who=shown(record.claimant),
        address=entry.address,
        event=readings.event_date(entry.account),
        claimed=words.written_time(record.published),
        answered=tuple(answers),
    )


def _moved(day: date, days: int) -> date:
    """`day` moved by some days, held within the calendar."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)
