"""What the pages show of the latest run, read once per run and shared by everybody who looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from reconcile.errors import NotFoundError
from reconcile.pipeline.publishing import outcome_of, report_books
from reconcile.reference import Reference
from reconcile.report.ledger import Entry, Ledger, open_ledger
from reconcile.settings import Settings
from reconcile.store import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRun:
    """The latest run in the order of the report."""

    number: int
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


class Desk:
    """Holds the latest run open. Loading a large one takes seconds: one request loads, the others wait for it."""

    def __init__(self, database: Database, reference: Reference, settings: Settings) -> None:
        self.database, self.reference, self.settings = database, reference, settings
        self._lock = Lock()
        self._open: OpenRun | None = None

    def latest(self) -> OpenRun:
        """Raises NotFoundError where no run was ever finished."""
        latest = self.database.latest_run()
        number = None if latest is None else latest.number
        with self._lock:
            if self._open is None or self._open.number != number:
                self._open = self._load()
            return self._open

    def _load(self) -> OpenRun:
        outcome = outcome_of(self.database)
        ledger = open_ledger(outcome, report_books(outcome, self.reference, self.settings))
        by_address = {entry.address: entry for entry in ledger.entries}
        return OpenRun(number=outcome.run.number, ledger=ledger, by_address=by_address)
