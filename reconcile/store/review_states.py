"""How far the tables reach that the questions to people follow from: what is put together from them is kept by this."""

from dataclasses import dataclass

from sqlalchemy import Connection

from reconcile.store.parts import erasures
from reconcile.store.review_tables import CaseEventRow
from reconcile.store.row_numbers import highest
from reconcile.store.runs import Marks, current_marks, latest_number


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """Two equal ones: no run, record version, decision, note or erasure came in between, by whatever process."""

    run: int | None
    """The latest run that is done."""
    marks: Marks
    events: int
    erasures: int


def review_state(connection: Connection) -> ReviewState:
    return ReviewState(
        run=latest_number(connection),
        marks=current_marks(connection),
        events=highest(connection, CaseEventRow.id),
        erasures=erasures(connection),
    )
