"""How many cases wait for people: the same for the summary of a run, its metrics and the queue."""

from collections.abc import Iterable
from datetime import datetime

from reconcile.domain.cases import AskedClaim
from reconcile.review import waiting_cases
from reconcile.settings import ReviewSettings
from reconcile.store import Database


def cases_waiting(database: Database, run: int, settings: ReviewSettings, now: datetime) -> tuple[str, ...]:
    """Keys, sorted, of the cases of a kept run that wait now; `pipeline.reviewing` has the cases themselves.

    Raises NotFoundError where the run did not finish.
    """
    return cases_among(database, database.asked_claims(run, settings.high_toll).values(), settings, now)


def cases_among(
    database: Database, claims: Iterable[AskedClaim], settings: ReviewSettings, now: datetime
) -> tuple[str, ...]:
    """The same of findings that are kept nowhere."""
    return waiting_cases(claims, database.decision_marks(now), database.case_events(), settings)
