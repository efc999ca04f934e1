"""Taking a batch back, and with it what was declared of the issuers it is of.

Days that a batch shows as collected go with it. Days that people declared stay: a wrong file does not say that nobody
read the issuer. But until the right file is in, claims that it would have answered read as silence, so whoever takes a
batch back is told of them, and may take them back as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, CoverageBasis, joined_spans
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import Database, Spoken, WithdrawalCounts, open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredDays:
    """Days on which an issuer is declared as collected."""

    name: str
    spans: tuple[DateInterval, ...]
    """Joined, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What came of taking a batch back."""

    counts: WithdrawalCounts
    declared: tuple[DeclaredDays, ...]
    """Spans declared of the issuers of its statements, that hold days of these: by name."""
    with_declared: bool
    """Whether these went with it."""


def withdraw_batch(
    url: str, batch: int, now: datetime, reason: str | None, settings: Settings, *, with_declared: bool = False
) -> Withdrawn:
    """Takes back what a batch brought, `with_declared` also the declared spans of its issuers; nothing is deleted.

    A run under way sees the batch to its end, and no declared days are taken back meanwhile (LockedError).
    Raises NotFoundError where there is no such batch, RefusedError where declared days are to go with one that a run
    has seen taken back without them.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database, database.run_lock() if with_declared else nullcontext():
        spans = _declared_of(database, batch, reference, now)
        counts = database.withdraw_batch(batch, now, reason, spans if with_declared else ())
    return Withdrawn(counts=counts, declared=_by_name(spans, reference), with_declared=with_declared)


def _declared_of(database: Database, batch: int, reference: Reference, now: datetime) -> tuple[Coverage, ...]:
    """Declared spans that hold a day on which an issuer of the batch published, or was read; where no day is stated,
    all of that issuer."""
    days = _days_by_source(database.spoken_in(batch), reference)
    return tuple(
        span
        for span in database.coverage(now)
        if span.basis is CoverageBasis.DECLARED
        and any(day is None or span.days.start <= day <= span.days.end for day in days.get(span.source, ()))
    )


def _days_by_source(spoken: Iterable[Spoken], reference: Reference) -> dict[str, set[date | None]]:
    found: defaultdict[str, set[date | None]] = defaultdict(set)
    for one in spoken:
        source = reference.sources.find(one.issuer, one.country)
        if source is not None:
            found[source.key].add(one.day)
    return found


def _by_name(spans: Sequence[Coverage], reference: Reference) -> tuple[DeclaredDays, ...]:
    of_source: defaultdict[str, list[DateInterval]] = defaultdict(list)
    for span in spans:
        source = reference.sources.get(span.source)
        of_source[span.source if source is None else source.name].append(span.days)
    return tuple(DeclaredDays(name=name, spans=joined_spans(days)) for name, days in sorted(of_source.items()))
