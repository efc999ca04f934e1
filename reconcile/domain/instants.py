"""Instants, and from when on a record version was known (contract: *Known from*)."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from reconcile.domain.records import SourceRecord


# Files state the same days over and over.
@lru_cache(maxsize=4096)
def parse_instant(text: str) -> datetime:
    """The instant an ISO date or date-time stands for, in UTC.

    A date alone counts from the end of that day (the first instant of the next), UTC; a date-time without offset is
    read as UTC. Raises ValueError where the text is neither.
    """
    written = text.strip()
    if len(written) == len("2017-04-18"):
        return datetime.combine(date.fromisoformat(written) + timedelta(days=1), time(), UTC)
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def local_day(text: str) -> date:
    """The day written in an ISO date or date-time, in the offset it is written in."""
    return date.fromisoformat(text.strip()[:10])


def known_from(record: SourceRecord, ingested: datetime, after: datetime | None = None) -> datetime:
    """The instant from which a version was known.

    A first version (`after` None): the first of published, reported, retrieved and ingest. A later one: the first of
    published, retrieved and ingest that lies after `after`, its predecessor's instant; ingest where none does.
    """
    written = (
        (record.published, record.reported, record.retrieved) if after is None else (record.published, record.retrieved)
    )
    moments = [parse_instant(text) for text in written if text] + [ingested]
    if after is None:
        return min(moments)
    return min((moment for moment in moments if moment > after), default=ingested)


def iso_instant(moment: datetime) -> str:
    """`2017-05-20T00:00:00Z`, microseconds only where there are any."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
