"""What is erased for good, and that all else stands as it was written."""

from collections.abc import Collection
from datetime import datetime

from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.store import parts, redacting, verifying
from reconcile.store.calls.connected import Connected, Progress
from reconcile.store.engines import erasing
from reconcile.store.redacting import ErasedCounts, Order
from reconcile.store.verifying import Verified


class ErasingCalls(Connected):
    """What is erased for good, and that all else stands as it was written."""

    def redact(self, kind: RecordKind, record_id: str, fields: Collection[ErasableField], order: Order) -> ErasedCounts:
        """Erase these fields in every version of a record for good; texts wherever they are cited.

        A tombstone stays for each, and ingest does not bring it back. Raises NotFoundError for an unknown record.
        """
        with erasing(self._engine) as connection:
            return redacting.erase_fields(connection, kind, record_id, fields, order)

    def redact_document(self, key: str, order: Order) -> ErasedCounts:
        """Erase the text of a collected document for good, in every version and in the drafts read from it.

        A tombstone stays. Raises NotFoundError for an unknown document.
        """
        with erasing(self._engine) as connection:
            return redacting.erase_document(connection, key, order)

    def erase_texts(self, digests: Collection[str], order: Order) -> ErasedCounts:
        """Erase these texts wherever they are cited; tombstones stay."""
        with erasing(self._engine) as connection:
            return redacting.erase_texts(connection, digests, order)

    def expired_texts(self, before: datetime) -> dict[str, int]:
        """By digest: the texts held whose last version or document came in before then, with the number of their
        characters."""
        with self._reading() as connection:
            return redacting.expired_texts(connection, before)

    def rows_to_verify(self) -> int:
        """How many rows `verify` reports progress on."""
        with self._reading() as connection:
            return verifying.rows_to_verify(connection)

    def verify(self, progress: Progress | None = None) -> Verified:
        """Recompute the chain and the digests of texts, record versions and pairs, all in one state."""
        with self._reading() as connection:
            return verifying.verify(connection, progress or (lambda rows: None))

    def erased_since(self, instant: datetime) -> bool:
        """Whether anything was erased then or later."""
        with self._reading() as connection:
            return parts.erased_since(connection, instant)

    def erasures(self) -> int:
        """Number of the last erasure; 0: nothing was erased."""
        with self._reading() as connection:
            return parts.erasures(connection)
