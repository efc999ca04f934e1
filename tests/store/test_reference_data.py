"""Sources, actors and coverage as runs use them."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import func, select

from reconcile.domain.dates import DateInterval
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, CoverageBasis, IssuerRole, Source, SourceKind
from reconcile.errors import DatabaseError
from reconcile.store import Database
from reconcile.store.engines import reading
from reconcile.store.reference_states import state_number
from reconcile.store.reference_tables import ActorNameRow, ActorRow, ActorUmbrellaRow, ReferenceKind, SourceRow
from reconcile.store.sources import load_sources, sources_digest
from tests.store.making import FAR, LATER, NOW, ingest, statement

SOURCES = (
    *(
        Source(
            key=f"source-{kind}-{role}",
            name=f"Name of {kind}",
            kind=kind,
            country="ML",
            speaks_for=("fr", "minusma"),
            role=role,
            window_days=0,
            never_comments_on=("own_losses",),
            names=("Another name", "A third"),
        )
        for kind in reversed(SourceKind)
        for role in IssuerRole
    ),
    Source(key="a-bare-one", name="Bare", kind=SourceKind.OUTLET),
)


@dataclass(frozen=True)
class Actor:
    code: str
    label: str = "Label"
    kind: str = "group"
    country: str | None = None
    names: tuple[str, ...] = ()
    umbrellas: tuple[tuple[str, date | None, date | None], ...] = ()


def kept(database: Database, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    with reading(database._engine) as connection:
        state = state_number(connection, ReferenceKind.SOURCES, sources_digest(sources))
        assert state is not None
        return load_sources(connection, state)


def count(database: Database, table: type) -> int:
    with reading(database._engine) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_sources_come_back_as_they_were_in_their_order(database: Database) -> None:
    database.sync_sources(SOURCES)
    assert kept(database, SOURCES) == SOURCES


def test_the_same_sources_again_write_nothing_and_others_leave_the_old_ones(database: Database) -> None:
    other = (replace(SOURCES[0], window_days=30), *SOURCES[1:])
    for table in (SOURCES, SOURCES, other, SOURCES):
        database.sync_sources(table)
    assert count(database, SourceRow) == 2 * len(SOURCES)
    assert kept(database, SOURCES) == SOURCES
    assert kept(database, other) == other


def test_no_sources_are_a_table_too(database: Database) -> None:
    database.sync_sources(())
    assert kept(database, ()) == ()


def test_a_source_key_stands_once(database: Database) -> None:
    with pytest.raises(DatabaseError, match="refuses a value"):
        database.sync_sources((SOURCES[0], SOURCES[0]))


def test_actors_with_names_and_umbrellas_are_kept_once(database: Database) -> None:
    table = (
        Actor("macina", names=("Katiba Macina", "Macina"), umbrellas=(("jnim", date(2017, 3, 2), None),)),
        Actor("jnim", country="ML"),
    )
    for _ in range(2):
        database.sync_actors(table)
    with reading(database._engine) as connection:
        umbrellas = connection.execute(
            select(
                ActorUmbrellaRow.actor,
                ActorUmbrellaRow.umbrella,
                ActorUmbrellaRow.valid_from,
                ActorUmbrellaRow.valid_to,
            )
        ).all()
    assert [tuple(row) for row in umbrellas] == [("macina", "jnim", date(2017, 3, 2), None)]
    assert (count(database, ActorRow), count(database, ActorNameRow)) == (2, 2)


def test_an_umbrella_must_be_an_actor(database: Database) -> None:
    with pytest.raises(DatabaseError, match="refuses a value"):
        database.sync_actors([Actor("macina", umbrellas=(("nobody", None, None),))])


def span(
    source: str, first: int, last: int, basis: CoverageBasis = CoverageBasis.DECLARED, note: str | None = None
) -> Coverage:
    return Coverage(source=source, days=DateInterval(date(2017, 4, first), date(2017, 4, last)), basis=basis, note=note)


def test_coverage_is_kept_once_and_in_order(database: Database) -> None:
    spans = [
        span("minusma", 2, 3),
        span("Z", 1, 1, note="a note"),
        span("minusma", 1, 9),
    ]
    for _ in range(2):
        database.add_coverage([*spans, spans[0]])
    database.add_coverage([span("Z", 1, 1, note="another note")])
    assert database.coverage(NOW) == (spans[1], spans[2], spans[0])
    assert database.marks().coverage == 3


def test_days_that_statements_show_come_and_go_with_their_batches(database: Database) -> None:
    """The 1st is shown by both batches, the 2nd by the one taken back; the 3rd was declared as well."""
    for record in ("s1", "s2", "s3"):
        ingest(database, [statement(record)], kind=RecordKind.STATEMENT)
    shown = [span("minusma", day, day, CoverageBasis.INFERRED) for day in (1, 2, 3)]
    declared = span("minusma", 3, 3)
    database.add_coverage([declared])
    both = [(1, shown[0]), (1, shown[1]), (1, shown[2]), (2, shown[0])]
    for _ in range(2):
        database.add_shown_coverage(both)
    assert database.marks().coverage == 4, "a day that a batch in force shows is there once"
    before = database.marks()
    everything = (shown[0], shown[1], declared, shown[2])
    assert database.coverage(NOW) == everything
    database.withdraw_batch(1, LATER)
    assert database.coverage(LATER) == (declared,)
    for _ in range(2):
        database.add_shown_coverage(both)
    assert database.coverage(LATER) == (shown[0], declared)
    assert database.coverage(LATER, before) == everything, "a run that began before sees what it saw"
    assert database.coverage(NOW) == everything, "what was known before the batch was taken back"


def test_a_batch_that_nobody_held_then_shows_nothing_of_then(database: Database) -> None:
    """Brought in and taken back today, with statements of the year before: no run of then ever saw it."""
    ingest(database, [statement("s1")], LATER, RecordKind.STATEMENT)
    database.add_shown_coverage([(1, span("minusma", 1, 1, CoverageBasis.INFERRED))])
    assert len(database.coverage(NOW)) == 1
    database.withdraw_batch(1, FAR)
    assert database.coverage(NOW) == ()
    assert len(database.coverage(LATER)) == 1
