"""Which source was collected for which days: what people declared, and what the statements at hand show.

A batch proves little, so little is inferred. A statement in an issuer's own name, carried by the issuer itself, shows
that its channel was read on the day it was retrieved, and that something it published on its day was read. It shows
nothing of any other day, nor that all of that day was read; a batch without statements of an issuer shows nothing.
So only days are inferred, never the days between two of them, and a silence is concluded on inferred days alone only
where every day of the window is among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter

from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, CoverageBasis, Source, SourceKind, joined_spans
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import Database, Reading, open_database


def bring_readings(database: Database, reference: Reference) -> None:
    """Adds to the ledger what the batches show of having been read; nothing is written where it is there already."""
    shown = groupby(database.readings_by_batch(), key=itemgetter(0))
    database.add_shown_coverage(
        [
            (batch, span)
            for batch, readings in shown
            for span in inferred_coverage([reading for _, reading in readings], reference)
        ]
    )


def inferred_coverage(readings: Sequence[Reading], reference: Reference) -> tuple[Coverage, ...]:
    """The days shown, each a span of its own, so that later days add to the ledger and change nothing in it."""
    days: set[tuple[str, date]] = set()
    for reading in readings:
        source = reference.sources.find(reading.issuer, reading.country or None)
        if source is not None and source.kind is SourceKind.ISSUER and _carried_itself(reading, source, reference):
            days.add((source.key, reading.day))
    return tuple(
        Coverage(source=key, days=DateInterval(day, day), basis=CoverageBasis.INFERRED) for key, day in sorted(days)
    )


def _carried_itself(reading: Reading, source: Source, reference: Reference) -> bool:
    """Whether it was read from the issuer: what a newspaper or another issuer carries shows that those were read."""
    if not reading.publisher:
        return True
    carrier = reference.sources.find(reading.publisher, reading.country or None)
    return carrier is not None and carrier.key == source.key


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDays:
    """What is known of collecting one source."""

    key: str
    name: str
    """The key, where no table knows the source."""
    declared: tuple[DateInterval, ...]
    """Joined, in order."""
    inferred: tuple[DateInterval, ...]
    """Days that statements show, joined, in order; also those that were declared."""
    gaps: tuple[DateInterval, ...]
    """Between the first and the last day on which it was collected in any way."""
    last: date
    """The last day on which it was collected."""
    age_days: int
    """From that day to today; 0 where it lies ahead."""


def source_days(database: Database, reference: Reference, now: datetime) -> tuple[SourceDays, ...]:
    """One entry a source of which anything is known, by key."""
    spans = [*database.coverage(now), *inferred_coverage(database.readings(), reference)]
    today = now.date()
    return tuple(
        _days_of(key, [span for span in spans if span.source == key], reference, today)
        for key in sorted({span.source for span in spans})
    )


def collected_days(url: str, settings: Settings, now: datetime) -> tuple[SourceDays, ...]:
    """The ledger of the database, source by source."""
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        return source_days(database, reference, now)


def _days_of(key: str, spans: Sequence[Coverage], reference: Reference, today: date) -> SourceDays:
    source = reference.sources.get(key)
    together = joined_spans(span.days for span in spans)
    one = timedelta(days=1)
    return SourceDays(
        key=key,
        name=key if source is None else source.name,
        declared=joined_spans(span.days for span in spans if span.basis is CoverageBasis.DECLARED),
        inferred=joined_spans(span.days for span in spans if span.basis is CoverageBasis.INFERRED),
        gaps=tuple(DateInterval(before.end + one, after.start - one) for before, after in pairwise(together)),
        last=together[-1].end,
        age_days=max(0, (today - together[-1].end).days),
    )
