"""How often claims stay without an official comment, and how long they wait for a first one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.outcomes import Status
from reconcile.domain.proportions import Proportion
from reconcile.domain.tallies import DelayCurve, MonthPart, SilenceTally
from reconcile.report import figure_words, tally_words, title_words, words
from reconcile.report.figures.curves import CurveFigure, draw_curve
from reconcile.report.figures.months import MonthFigure, draw_months
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import Fact, Frame, frame
from reconcile.report.texts import shown

LISTED = 200
"""Rows of one table; strata may be thousands."""
BAR_WIDTH = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RateBar:
    """A share with its interval on a line from 0 to 100 %."""

    share: float
    low: float
    high: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One stratum."""

    name: str
    mark: str | None
    """What is to be known of the stratum beside its rate: an issuer that never comments on some events."""
    sentence: str
    expected: int
    judged: int
    silent: int
    share: str
    key: str
    """Sorts by share; empty where there is no rate."""
    interval: str
    bar: RateBar | None
    apart: str | None
    in_part: str | None
    median: str
    ninetieth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTable:
    id: str
    title: str
    stratum: str
    """Head of the first column."""
    of: str
    """Head of the column that counts all claims of the stratum."""
    rows: tuple[RateRow, ...]
    delays: bool
    note: str | None
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StratumRow:
    labels: tuple[str, ...]
    rate: RateRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    day: int
    at_risk: int
    answered: int
    waiting: str
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    month: str
    key: str
    claims: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencePage:
    frame: Frame
    sentences: tuple[str, ...]
    apart: tuple[tuple[Fact, str], ...]
    """What stands apart from every rate: name and meaning, and how many claims."""
    tables: tuple[RateTable, ...]
    strata: tuple[StratumRow, ...]
    strata_more: str | None
    delay: tuple[str, ...]
    curve: CurveFigure | None
    steps: tuple[StepRow, ...]
    months: MonthFigure | None
    month_parts: tuple[tuple[str, str], ...]
    """Key and words of each part of a column."""
    month_rows: tuple[MonthRow, ...]


def silence_page(ledger: Ledger) -> SilencePage:
    tallies, as_of = ledger.books.tallies, ledger.outcome.run.as_of
    strata = tallies.strata[:LISTED]
    return SilencePage(
        frame=frame(ledger, title_words.page_title("silence"), "silence"),
        sentences=_sentences(tallies.all_claims, as_of),
        apart=_apart(tallies.all_claims),
        tables=_tables(ledger),
        strata=tuple(
            StratumRow(
                labels=tuple(shown(label) for label in labels),
                rate=_row(tally, as_of, tally_words.silence_of_issuer),
            )
            for labels, tally in strata
        ),
        strata_more=_more(len(tallies.strata)),
        delay=tuple(tally_words.delay_sentences(tallies.delay)),
        curve=_curve(tallies.delay.curve),
        steps=_steps(tallies.delay.curve),
        months=draw_months(
            tallies.months,
            key="months",
            title=figure_words.MONTHS,
            description=_months_in_words(ledger),
        ),
        month_parts=tuple((part.value, tally_words.MONTH_PARTS[part]) for part in MonthPart),
        month_rows=tuple(
            MonthRow(
                month=tally_words.month(month.month),
                key=month.month.isoformat(),
                claims=month.claims,
                parts=tuple(month.parts[part] for part in MonthPart),
            )
            for month in tallies.months
        ),
    )


def _sentences(tally: SilenceTally, as_of: datetime) -> tuple[str, ...]:
    if not tally.expected:
        return (words.NO_CLAIMS,)
    told = [tally_words.silence_of_all(tally, as_of)]
    if tally.judged.whole:
        told.append(tally_words.that_is(tally.judged))
    in_part = tally_words.covered_in_part(tally)
    return (*told, *(() if in_part is None else (in_part,)))


def _apart(tally: SilenceTally) -> tuple[tuple[Fact, str], ...]:
    return tuple(
        (
            Fact(name=words.first_upper(tally_words.APART[status]), value=tally_words.APART_MEANINGS[status]),
            _of_them_answered(tally.apart[status]),
        )
        for status in Status
        if status in tally.apart
    )


def _of_them_answered(found: Proportion) -> str:
    return tally_words.of_which_answered(found)


def _tables(ledger: Ledger) -> tuple[RateTable, ...]:
    tallies = ledger.books.tallies
    return (
        _table(ledger, "issuers", tallies.by_issuer, tally_words.silence_of_issuer),
        _table(ledger, "claimants", tallies.by_claimant, tally_words.silence_of_claimant),
        _table(ledger, "regions", tallies.by_region, tally_words.silence_of_region),
        _table(ledger, "tolls", tallies.by_toll, tally_words.silence_of_toll),
    )


Sentence = Callable[[SilenceTally, str, datetime], str]


def _table(
    ledger: Ledger,
    id_: str,
    tallies: Sequence[SilenceTally],
    sentence: Sentence,
) -> RateTable:
    as_of = ledger.outcome.run.as_of
    title, heads = title_words.RATES[id_]
    return RateTable(
        id=id_,
        title=title,
        stratum=heads[0],
        of=heads[1],
        rows=tuple(_row(tally, as_of, sentence) for tally in tallies[:LISTED]),
        delays=any(tally.curve is not None for tally in tallies),
        note=tally_words.STRATA_NOTE if id_ == "issuers" else None,
        more=_more(len(tallies)),
    )


def _more(number: int) -> str | None:
    return tally_words.more_rows(number - LISTED) if number > LISTED else None


def _row(tally: SilenceTally, as_of: datetime, sentence: Sentence) -> RateRow:
    name, judged, curve = shown(tally.label), tally.judged, tally.curve
    return RateRow(
        name=name,
        mark=tally_words.never_comments(tally.never_comments_on),
        sentence=sentence(tally, name, as_of),
        expected=tally.expected,
        judged=judged.whole,
        silent=judged.part,
        share=tally_words.percent(judged),
        key="" if judged.share is None else f"{judged.share:.4f}",
        interval=tally_words.interval(judged),
        bar=_bar(judged),
        apart=tally_words.apart(tally),
        in_part=tally_words.collected_in_part(tally),
        median=tally_words.days_or_not_reached(curve, None if curve is None else curve.median),
        ninetieth=tally_words.days_or_not_reached(curve, None if curve is None else curve.ninetieth),
    )


def _bar(judged: Proportion) -> RateBar | None:
    if judged.share is None or judged.interval is None:
        return None
    low, high = judged.interval
    return RateBar(
        share=round(BAR_WIDTH * judged.share, 1),
        low=round(BAR_WIDTH * low, 1),
        high=round(BAR_WIDTH * high, 1),
        width=BAR_WIDTH,
    )


def _curve(curve: DelayCurve) -> CurveFigure | None:
    return draw_curve(
        curve,
        key="delay",
        title=figure_words.DELAY_CURVE,
        description=figure_words.curve_description(curve),
        axis=figure_words.DELAY_AXIS,
    )


def _steps(curve: DelayCurve) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            day=step.day,
            at_risk=step.at_risk,
            answered=step.answered,
            waiting=f"{100 * step.unanswered:.1f} %",
            interval=f"{100 * step.low:.0f} to {100 * step.high:.0f} %",
        )
        for step in curve.steps
    )


def _months_in_words(ledger: Ledger) -> str:
    months = ledger.books.tallies.months
    if len(months) > 1:
        return figure_words.months_description(tally_words.month(months[0].month), tally_words.month(months[-1].month))
    return "; ".join(tally_words.month_in_words(tally_words.month(month.month), month.parts) for month in months)
