"""The log of cases: assignments, statuses and notes. Which cases there are follows from runs and decisions."""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select

from reconcile.domain.cases import CaseEvent
from reconcile.store.decisions import subject_of
from reconcile.store.review_tables import CaseEventRow
from reconcile.store.row_numbers import highest


def add_case_events(connection: Connection, events: Iterable[CaseEvent]) -> None:
    for number, event in enumerate(events, highest(connection, CaseEventRow.id) + 1):
        subject = event.subject
        connection.execute(
            insert(CaseEventRow).values(
                id=number,
                act=event.act,
                kind=subject.kind,
                claim=subject.claim,
                statement=subject.statement,
                other=subject.other,
                value=event.value,
                author=event.author,
                at=event.at,
            )
        )


def load_case_events(connection: Connection) -> tuple[CaseEvent, ...]:
    """Oldest first."""
    found = connection.execute(select(CaseEventRow.__table__).order_by(CaseEventRow.id))
    return tuple(
        CaseEvent(act=row.act, subject=subject_of(row), value=row.value, author=row.author, at=row.at) for row in found
    )
