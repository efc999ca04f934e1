"""The source table as runs used it, and what was collected of each source."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, Source
from reconcile.store.bulk import add_rows
from reconcile.store.engines import canonical_json
from reconcile.store.reference_states import add_state, state_number
from reconcile.store.reference_tables import CoverageRow, ReferenceKind, SourceActorRow, SourceNameRow, SourceRow
from reconcile.store.row_numbers import highest

_PLAIN = ("key", "name", "kind", "country", "role", "window_days", "never_comments_on")


def content_digest(content: object) -> str:
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def sources_digest(sources: Sequence[Source]) -> str:
    return content_digest([asdict(source) for source in sources])


def keep_sources(connection: Connection, sources: Sequence[Source]) -> None:
    """Keep this state of the source table, unless it is there already."""
    digest = sources_digest(sources)
    if state_number(connection, ReferenceKind.SOURCES, digest) is not None:
        return
    state = add_state(connection, ReferenceKind.SOURCES, digest)
    rows = [
        {name: getattr(source, name) for name in _PLAIN} | {"state": state, "ordinal": ordinal}
        for ordinal, source in enumerate(sources)
    ]
    names = [part for source, row in zip(sources, rows, strict=True) for part in _parts(row, "name", source.names)]
    actors = [
        part for source, row in zip(sources, rows, strict=True) for part in _parts(row, "actor", source.speaks_for)
    ]
    for table, content in ((SourceRow, rows), (SourceNameRow, names), (SourceActorRow, actors)):
        add_rows(connection, table, content)


def load_sources(connection: Connection, state: int) -> tuple[Source, ...]:
    """In the order of the table they came from."""
    names = _by_source(connection, SourceNameRow, "name", state)
    actors = _by_source(connection, SourceActorRow, "actor", state)
    found = connection.execute(
        select(SourceRow.__table__).where(SourceRow.state == state).order_by(SourceRow.ordinal)
    ).mappings()
    return tuple(
        Source(
            **{name: row[name] for name in _PLAIN},
            names=tuple(names[row["ordinal"]]),
            speaks_for=tuple(actors[row["ordinal"]]),
        )
        for row in found
    )


def keep_coverage(connection: Connection, spans: Iterable[Coverage], batch: int | None) -> None:
    """Add what is not there yet; a span that is there keeps its note."""
    first = highest(connection, CoverageRow.id) + 1
    held = {_span_key(span) for span in load_coverage(connection, None)}
    fresh = {_span_key(span): span for span in spans if _span_key(span) not in held}
    rows = [
        {
            "id": first + place,
            "source": span.source,
            "first_day": span.days.start,
            "last_day": span.days.end,
            "basis": span.basis,
            "note": span.note,
            "batch": batch,
        }
        for place, span in enumerate(fresh.values())
    ]
    add_rows(connection, CoverageRow, rows)


def load_coverage(connection: Connection, mark: int | None) -> tuple[Coverage, ...]:
    """By source, first day, last day and basis. Rows above `mark` count as not there."""
    query = select(CoverageRow.__table__)
    if mark is not None:
        query = query.where(CoverageRow.id <= mark)
    spans = [
        Coverage(
            source=row["source"],
            days=DateInterval(row["first_day"], row["last_day"]),
            basis=row["basis"],
            note=row["note"],
        )
        for row in connection.execute(query).mappings()
    ]
    return tuple(sorted(spans, key=_span_key))


def _span_key(span: Coverage) -> tuple[str, DateInterval, str]:
    return span.source, span.days, span.basis.value


def _parts(row: dict[str, Any], column: str, values: Iterable[str]) -> Iterable[dict[str, Any]]:
    for ordinal, value in enumerate(values):
        yield {"state": row["state"], "source": row["ordinal"], "ordinal": ordinal, column: value}


def _by_source(
    connection: Connection, table: type[SourceNameRow] | type[SourceActorRow], column: str, state: int
) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = select(table.__table__).where(table.state == state).order_by(table.source, table.ordinal)
    for row in connection.execute(query).mappings():
        found[row["source"]].append(row[column])
    return found
