"""Collected documents, the drafts read from them, and where they were fetched."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reconcile.domain.documents import StoredDocument
from reconcile.domain.drafts import Draft as RecordDraft
from reconcile.domain.drafts import DraftState, StoredDraft
from reconcile.domain.issues import Issue
from reconcile.domain.records import Record, RecordKind
from reconcile.store import drafts, records
from reconcile.store.batches import Batch, IngestCounts
from reconcile.store.calls.connected import Connected
from reconcile.store.chunks import chunked
from reconcile.store.drafts import CollectCounts, NewDecision, Sketched
from reconcile.store.engines import writing


class TextCalls(Connected):
    """Collected documents, the drafts read from them, and where they were fetched."""

    def sketches(self) -> list[tuple[str, tuple[int, ...]]]:
        """Key and sketch of the latest version of every collected document, in the order they came."""
        with self._reading() as connection:
            return drafts.sketches(connection)

    def add_documents(self, sketched: Sequence[Sketched], now: datetime) -> CollectCounts:
        """Keep collected documents, all or none; the same key with another text is a new version."""
        counts = CollectCounts(new=0, new_versions=0, unchanged=0)
        with writing(self._engine) as connection:
            for chunk in chunked(sketched):
                more = drafts.add_documents(connection, chunk, now)
                counts = CollectCounts(
                    new=counts.new + more.new,
                    new_versions=counts.new_versions + more.new_versions,
                    unchanged=counts.unchanged + more.unchanged,
                )
        return counts

    def undrafted(self, rules: str, keys: Sequence[str] | None = None) -> list[int]:
        """Rows of the latest versions of documents that these rules have not read."""
        with self._reading() as connection:
            return drafts.undrafted(connection, rules, keys)

    def load_documents(self, rows: Sequence[int]) -> list[StoredDocument]:
        with self._reading() as connection:
            return drafts.load_documents(connection, rows)

    def add_drafts(self, rules: str, drafted: Sequence[tuple[int, Sequence[RecordDraft]]], now: datetime) -> int:
        """Keep the drafts of documents (by row); undecided older ones of the same documents are replaced."""
        with writing(self._engine) as connection:
            return drafts.add_drafts(connection, rules, drafted, now)

    def list_drafts(self, states: Sequence[DraftState], documents: Sequence[str] | None = None) -> list[StoredDraft]:
        """Drafts in these states, by document and place in it."""
        with self._reading() as connection:
            return drafts.list_drafts(connection, states, documents)

    def find_draft(self, number: int) -> StoredDraft:
        """Raises NotFoundError where there is none."""
        with self._reading() as connection:
            return drafts.find_draft(connection, number)

    def decide_drafts(self, decisions: Sequence[NewDecision], now: datetime) -> None:
        """Append what becomes of drafts, all or none. Raises RefusedError where one of them waits no longer."""
        with writing(self._engine) as connection:
            drafts.require_waiting(connection, [one.draft for one in decisions])
            drafts.decide(connection, decisions, now)

    def accept_draft(
        self,
        decision: NewDecision,
        kind: RecordKind,
        batch: Batch,
        lines: Iterable[tuple[int, Record]],
        now: datetime,
        *,
        issues: Iterable[Issue] = (),
    ) -> IngestCounts:
        """Keep the record that a draft becomes, and that it became one: both in one transaction, or neither.

        Raises RefusedError where the draft waits no longer.
        """
        with writing(self._engine) as connection:
            drafts.require_waiting(connection, [decision.draft])
            counts = records.add_records(connection, kind, batch, lines, issues, now, None)
            drafts.decide(connection, [decision], now)
            return counts

    def last_seen(self, address: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of what an address answered last."""
        with self._reading() as connection:
            return drafts.last_seen(connection, address)

    def remember_fetch(self, address: str, etag: str | None, modified: str | None, now: datetime) -> None:
        with writing(self._engine) as connection:
            drafts.remember_fetch(connection, address, etag, modified, now)
