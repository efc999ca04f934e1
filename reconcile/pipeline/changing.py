"""What changed from one run to another, from the outcomes the database kept."""

from datetime import datetime

from reconcile.domain.changes import ChangeLog
from reconcile.domain.outcomes import Outcome
from reconcile.errors import NotFoundError
from reconcile.store import Database, open_database
from reconcile.verdict import compare_outcomes


def changes_since(url: str, since: int | datetime | None, run: int | None = None) -> ChangeLog:
    """What run `run` (None: the latest) says otherwise than run `since`, than the last run as of that instant, or
    (None) than the run before it. Raises NotFoundError where there is no such run."""
    with open_database(url) as database:
        outcome = database.load_outcome(database.number_of(run))
        if isinstance(since, int):
            return compare_outcomes(database.load_outcome(since), outcome)
        before = database.run_before(outcome.run, as_of=since)
        if before is None and since is not None:
            raise NotFoundError(
                "No earlier run is as of that instant or before; `reconcile runs` lists them, and `reconcile changes` "
                "without --since compares with the run before."
            )
        return _compared(database, before, outcome)


def changes_to(database: Database, outcome: Outcome, since: int | None = None) -> ChangeLog:
    """What a kept outcome says otherwise than run `since`, or (None) than the run it is compared with.

    Raises NotFoundError where there is no run `since` before it.
    """
    number = outcome.run.number
    if since is not None and since >= number:
        raise NotFoundError(f"Run {since} is not before run {number}; name an earlier one with --since-run.")
    return _compared(database, database.run_before(outcome.run) if since is None else since, outcome)


def changes_made(database: Database, outcome: Outcome) -> ChangeLog:
    """What a run changed: nothing where the run before found the same from the same."""
    return _compared(database, database.run_before(outcome.run, repeats=True), outcome)


def _compared(database: Database, before: int | None, outcome: Outcome) -> ChangeLog:
    return compare_outcomes(None if before is None else database.load_outcome_beside(before, outcome), outcome)
