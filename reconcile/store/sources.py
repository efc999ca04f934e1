"""The source table as runs used it, and what was collected of each source."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, CoverageBasis, Source
from reconcile.store.bulk import add_rows
from reconcile.store.engines import canonical_json
from reconcile.store.fetching import fetch_rows
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


def keep_declared(connection: Connection, spans: Iterable[Coverage]) -> None:
    """Add what people declared and is not there yet; a span that is there keeps its note."""
    held = {_span_key(span) for _, span in _spans(connection, CoverageRow.batch.is_(None))}
    fresh = {_span_key(span): span for span in spans if _span_key(span) not in held}
    _add_spans(connection, [(None, span) for span in fresh.values()])


def tie_declared(connection: Connection, spans: Iterable[Coverage], batch: int) -> None:
    """Have these spans that people declared go with a batch: where it is taken back, they are.

    Runs that do not see the batch taken back see them on. What is declared again later is a span of its own.
    """
    for span in spans:
        connection.execute(
            update(CoverageRow)
            .where(
                CoverageRow.batch.is_(None),
                CoverageRow.basis == CoverageBasis.DECLARED,
                CoverageRow.source == span.source,
                CoverageRow.first_day == span.days.start,
                CoverageRow.last_day == span.days.end,
            )
            .values(batch=batch)
        )


def keep_shown(connection: Connection, shown: Iterable[tuple[int, Coverage]], withdrawn: Collection[int]) -> None:
    """Add days that statements show, each with the batch that shows it, as far as they are not there yet.

    A day that a batch in force shows is there once. What batches shown in `withdrawn` show is there for each of them:
    for runs as of an instant at which they were held.
    """
    by_batch = (CoverageRow.batch.is_not(None), CoverageRow.basis == CoverageBasis.INFERRED)
    held = {(batch, _span_key(span)) for batch, span in _spans(connection, *by_batch)}
    in_force = {key for batch, key in held if batch not in withdrawn}
    fresh: list[tuple[int | None, Coverage]] = []
    for batch, span in shown:
        key = _span_key(span)
        if (batch, key) in held or (batch not in withdrawn and key in in_force):
            continue
        held.add((batch, key))
        if batch not in withdrawn:
            in_force.add(key)
        fresh.append((batch, span))
    _add_spans(connection, fresh)


def _add_spans(connection: Connection, spans: Sequence[tuple[int | None, Coverage]]) -> None:
    first = highest(connection, CoverageRow.id) + 1
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
        for place, (batch, span) in enumerate(spans)
    ]
    add_rows(connection, CoverageRow, rows)


def load_coverage(connection: Connection, mark: int | None, withdrawn: Collection[int] | None) -> tuple[Coverage, ...]:
    """Each span once, by source, first day, last day and basis. Rows above `mark` count as not there.

    Days that statements show count where a batch that is not `withdrawn` shows them, days that people declared where
    they did not go with one that is. None: all do, also shown ones without a batch, for runs that were done before days
    were tied to batches.
    """
    conditions = [] if mark is None else [CoverageRow.id <= mark]
    if withdrawn is not None:
        declared = and_(CoverageRow.batch.is_(None), CoverageRow.basis == CoverageBasis.DECLARED)
        in_force = and_(CoverageRow.batch.is_not(None), CoverageRow.batch.not_in(withdrawn))
        conditions.append(or_(declared, in_force))
    once = {_span_key(span): span for _, span in reversed(_spans(connection, *conditions))}
    return tuple(span for _, span in sorted(once.items(), key=lambda item: item[0]))


def _spans(connection: Connection, *conditions: ColumnElement[bool]) -> list[tuple[int | None, Coverage]]:
    """With their batches, in the order they were added."""
    columns = (CoverageRow.batch, CoverageRow.source, CoverageRow.first_day, CoverageRow.last_day)
    query = select(*columns, CoverageRow.basis, CoverageRow.note).where(*conditions).order_by(CoverageRow.id)
    return [
        (batch, Coverage(source=source, days=DateInterval(first, last), basis=basis, note=note))
        for batch, source, first, last, basis, note in fetch_rows(connection, query)
    ]


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
