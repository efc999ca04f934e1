"""What changed from one run to another, from the outcomes the database kept."""

from datetime import datetime

from reconcile.domain.changes import ChangeLog
from reconcile.domain.outcomes import Outcome
from reconcile.errors import NotFoundError
from reconcile.store import Database, open_database
from reconcile.verdict import compare_outcomes


def changes_since(url: str, since: int | datetime | None) -> ChangeLog:
    """What the latest run says otherwise than run `since`, than the last run as of that instant, or (None) than the
    run before it. Raises NotFoundError where there is no such run."""
    with open_database(url) as database:
        latest = database.latest_run()
        if latest is None:
            raise NotFoundError("Nothing was compared yet; run `reconcile run` first.")
        outcome = database.load_outcome(latest.number)
        if isinstance(since, int):
            return compare_outcomes(database.load_outcome(since), outcome)
        before = database.run_before(latest.number, as_of=since)
        if before is None and since is not None:
            raise NotFoundError("No earlier run is as of that instant or before; `reconcile changes` without --since.")
        return compare_outcomes(None if before is None else database.load_outcome(before), outcome)


def changes_of(database: Database, outcome: Outcome, since: int | None = None) -> ChangeLog:
    """What a kept outcome says otherwise than run `since`, or (None) than the run before it.

    Raises NotFoundError where there is no run `since` before it.
    """
    number = outcome.run.number
    if since is not None and since >= number:
        raise NotFoundError(f"Run {since} is not before run {number}; name an earlier one with --since-run.")
    before = database.run_before(number) if since is None else since
    return compare_outcomes(None if before is None else database.load_outcome(before), outcome)
