"""Values made of records, and records as those who compare read them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, overload

from reconcile.domain.columns import Columns
from reconcile.domain.comparables import ClaimAccount, Comparable, StatementAccount
from reconcile.domain.issues import Issue
from reconcile.domain.records import RecordKind
from reconcile.domain.tellings import ClaimTelling, StatementTelling, Told
from reconcile.domain.written_records import WrittenClaim, WrittenStatement
from reconcile.store import accounts, remarks, runs, tellings, values, versions, written_records
from reconcile.store.calls.connected import Connected
from reconcile.store.chunks import CHUNK, VALUED, chunked
from reconcile.store.column_loading import LoadedSide, join_sides, load_side
from reconcile.store.engines import writing
from reconcile.store.record_tables import RECORD_ROWS, TextRow
from reconcile.store.reference_states import state_number
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.runs import Marks
from reconcile.store.statistics import MANY, refresh_statistics


class ValueCalls(Connected):
    """Values made of records, and records as those who compare read them."""

    def written_without_values(
        self, kind: RecordKind, as_of: datetime, reference_digest: str, marks: Marks | None = None, size: int = CHUNK
    ) -> Iterator[list[tuple[int, WrittenClaim | WrittenStatement]]]:
        """The versions known at `as_of` that have no values for this state of the reference data, each after its row,
        up to `size` at a time.

        No connection is held between two lists of them: values may be added while this runs.
        """
        with self._reading() as connection:
            sight = runs.sight_of(connection, kind, as_of, marks)
            rows = versions.rows_without_values(connection, kind, sight, reference_digest)
        for chunk in chunked(rows, size):
            with self._reading() as connection:
                found = list(written_records.load_written(connection, kind, chunk))
            yield found

    def add_values(self, kind: RecordKind, reference_digest: str, valued: Iterable[tuple[int, Comparable]]) -> None:
        """Keep what was made of these versions (by row), piece by piece: what is kept need not be redone."""
        for chunk in chunked(valued, VALUED):
            with writing(self._engine) as connection:
                values.add_values(connection, kind, reference_digest, chunk)

    def values_added(self, kind: RecordKind, number: int) -> None:
        """To be told when so many are there that were not before."""
        if number >= MANY:
            with writing(self._engine) as connection:
                refresh_statistics(connection, (RECORD_ROWS[kind], TextRow, *values.tables(kind)))

    def load_columns(self, as_of: datetime, reference_digest: str, marks: Marks | None = None) -> Columns:
        """The comparable values of all records known at `as_of`, as arrays.

        Raises DatabaseError where a record has no values for this state of the reference data.
        """
        with self.snapshot() as state:
            return join_sides(*(state.load_side(kind, as_of, reference_digest, marks) for kind in RecordKind))

    def load_side(
        self, kind: RecordKind, as_of: datetime, reference_digest: str, marks: Marks | None = None
    ) -> LoadedSide:
        """The same of one kind of record, to be joined with the other by `join_sides`."""
        with self._reading() as connection:
            state = state_number(connection, ReferenceKind.VALUES, reference_digest)
            sight = runs.sight_of(connection, kind, as_of, marks)
            return load_side(connection, kind, sight, state)

    @overload
    def load_accounts(
        self, kind: Literal[RecordKind.CLAIM], rows: Sequence[int] | None, reference_digest: str
    ) -> dict[int, ClaimAccount]: ...

    @overload
    def load_accounts(
        self, kind: Literal[RecordKind.STATEMENT], rows: Sequence[int] | None, reference_digest: str
    ) -> dict[int, StatementAccount]: ...

    def load_accounts(self, kind: RecordKind, rows: Sequence[int] | None, reference_digest: str) -> dict[int, Any]:
        """By row, ascending: the versions of `rows` (None: all) with their values; those without are left out."""
        with self._reading() as connection:
            state = state_number(connection, ReferenceKind.VALUES, reference_digest)
            return accounts.load_accounts(connection, kind, rows, state)

    @overload
    def load_tellings(
        self, kind: Literal[RecordKind.CLAIM], rows: Sequence[int], reference_digest: str
    ) -> dict[int, Told[ClaimTelling]]: ...

    @overload
    def load_tellings(
        self, kind: Literal[RecordKind.STATEMENT], rows: Sequence[int], reference_digest: str
    ) -> dict[int, Told[StatementTelling]]: ...

    def load_tellings(self, kind: RecordKind, rows: Sequence[int], reference_digest: str) -> dict[int, Any]:
        """What verdicts read of these versions, by row, ascending; those without values are left out."""
        with self._reading() as connection:
            state = state_number(connection, ReferenceKind.VALUES, reference_digest)
            return {} if state is None else tellings.load_tellings(connection, kind, rows, state)

    def remarks(self, kind: RecordKind, rows: Sequence[int], reference_digest: str) -> tuple[Issue, ...]:
        """What ingest and normalising had to say of these versions, in the order of `rows`."""
        with self._reading() as connection:
            state = state_number(connection, ReferenceKind.VALUES, reference_digest)
            return tuple(remarks.load_remarks(connection, kind, rows, state))
