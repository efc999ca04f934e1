"""What the pages show of the latest run, put together once per state of the database and shared by all who look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from reconcile.errors import NotFoundError
from reconcile.pipeline.publishing import outcome_of, report_books
from reconcile.pipeline.reviewing import Queue, queue_of
from reconcile.reference import Reference
from reconcile.report.ledger import Entry, Ledger, open_ledger
from reconcile.settings import Settings
from reconcile.store import Database, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """The latest run in the order of the report."""

    number: int
    erasures: int
    """The last erasure before it was read."""
    ledger: Ledger
    by_address: Mapping[str, Entry]
    """Claims by the address of their page, with which the report names it too."""

    def entry(self, address: str) -> Entry:
        """Raises NotFoundError where no claim has this page."""
        found = self.by_address.get(address)
        if found is None:
            raise NotFoundError(
                "The latest run knows no claim of this address; the list of claims leads to all that it knows."
            )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldQueue:
    """The queue as it was put together, and how long it is what would be put together again."""

    run: int
    state: ReviewState
    since: datetime
    until: datetime | None
    """When a record version that is kept already becomes known; None: none does."""
    queue: Queue

    def holds(self, run: int, state: ReviewState, now: datetime) -> bool:
        """Whether nothing came in since, from whatever process."""
        within = self.since <= now and (self.until is None or now < self.until)
        return within and (self.run, self.state) == (run, state)


class Desk:
    """Holds the latest run and its queue open, and looks at every request whether the database holds another one.

    Loading a large run takes seconds: one request loads, the others wait for it.
    """

    def __init__(self, database: Database, reference: Reference, settings: Settings) -> None:
        self.database, self.reference, self.settings = database, reference, settings
        self._run_lock, self._queue_lock = Lock(), Lock()
        self._open: OpenRun | None = None
        self._queue: HeldQueue | None = None

    def latest(self) -> OpenRun:
        """Raises NotFoundError where no run was ever finished."""
        state = self.database.review_state()
        with self._run_lock:
            # what was erased must not be shown any longer, though the run is the same
            if self._open is None or (self._open.number, self._open.erasures) != (state.run, state.erasures):
                self._open = self._load(state.erasures)
            return self._open

    def queue(self, now: datetime) -> Queue:
        """All cases of the latest run as they stand now. Raises NotFoundError likewise."""
        run = self.latest()
        with self._queue_lock, self.database.snapshot() as seen:
            state = seen.review_state()
            if self._queue is None or not self._queue.holds(run.number, state, now):
                queue = queue_of(seen, run.ledger.outcome, self.settings, now)
                self._queue = HeldQueue(run=run.number, state=state, since=now, until=seen.next_known(now), queue=queue)
            return self._queue.queue

    def _load(self, erasures: int) -> OpenRun:
        outcome = outcome_of(self.database)
        ledger = open_ledger(outcome, report_books(outcome, self.reference, self.settings))
        by_address = {entry.address: entry for entry in ledger.entries}
        return OpenRun(number=outcome.run.number, erasures=erasures, ledger=ledger, by_address=by_address)
