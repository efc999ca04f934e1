"""Records and the files they came in."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime

from reconcile.domain.digests import version_digest
from reconcile.domain.issues import Issue
from reconcile.domain.records import Record, RecordKind
from reconcile.domain.sources import Coverage
from reconcile.store import batches, inputs, readings, records, runs, versions, withdrawals
from reconcile.store.batches import Batch, IngestCounts
from reconcile.store.calls.connected import Connected, Progress
from reconcile.store.engines import writing
from reconcile.store.parts import SeenVersion
from reconcile.store.readings import Spoken
from reconcile.store.runs import Marks
from reconcile.store.versions import KnownVersion
from reconcile.store.withdrawals import KeptBatch, WithdrawalCounts


class RecordCalls(Connected):
    """Records and the files they came in."""

    def add_records(
        self,
        kind: RecordKind,
        batch: Batch,
        lines: Iterable[tuple[int, Record]],
        now: datetime,
        progress: Progress | None = None,
        *,
        issues: Iterable[Issue] = (),
        digest_of: Callable[[Record], str] = version_digest,
    ) -> IngestCounts:
        """Keep the records of one file, each with its line, all or none, and what was found wrong in the file.

        `issues` is read after the records have run out, so a list that the reader fills meanwhile will do; each of
        its lines with an error counts as rejected. A record whose content is that of its latest version changes
        nothing. `digest_of` gives the `version_digest` of a record, where the reader has made it already.
        """
        with writing(self._engine) as connection:
            return records.add_records(connection, kind, batch, lines, issues, now, progress, digest_of)

    def batch_issues(self, batch: int) -> tuple[Issue, ...]:
        """What was found wrong in the file of this batch, in the order it was found."""
        with self._reading() as connection:
            return batches.issues_of_batch(connection, batch)

    def withdraw_batch(
        self, batch: int, now: datetime, reason: str | None = None, declared: Collection[Coverage] = ()
    ) -> WithdrawalCounts:
        """Take back what a batch brought, for all runs to come, and with it these spans that people declared as
        collected; nothing is deleted. Twice is once.

        Raises NotFoundError where there is no such batch, RefusedError where spans are to go with one that a run has
        seen taken back without them.
        """
        with writing(self._engine) as connection:
            return withdrawals.withdraw_batch(connection, batch, now, reason, declared)

    def spoken_in(self, batch: int) -> tuple[Spoken, ...]:
        """Which issuers the statements of a batch are of, and on which days these were published or read."""
        with self._reading() as connection:
            return readings.spoken_in(connection, batch)

    def batches(self) -> tuple[KeptBatch, ...]:
        """By number."""
        with self._reading() as connection:
            return withdrawals.kept_batches(connection)

    def marks(self) -> Marks:
        """How far the tables reach now: a run that reads up to here sees one state, whatever is ingested meanwhile."""
        with self._reading() as connection:
            return runs.current_marks(connection)

    def known_versions(self, kind: RecordKind, as_of: datetime, marks: Marks | None = None) -> tuple[KnownVersion, ...]:
        """The latest version known at `as_of` of each record, by record id in code-point order."""
        with self._reading() as connection:
            return versions.known_versions(connection, kind, runs.sight_of(connection, kind, as_of, marks))

    def digest_of_inputs(
        self,
        as_of: datetime,
        marks: Marks | None = None,
        seen: Mapping[RecordKind, Mapping[int, SeenVersion]] | None = None,
        coverage: Sequence[Coverage] | None = None,
    ) -> str:
        """SHA-256 over the record versions known at `as_of`, the coverage and the decisions in force.

        `seen`: these versions, where they were read before (`seen_versions`); so `coverage`.
        """
        with self._reading() as connection:
            marks = marks or runs.current_marks(connection)
            return inputs.digest_of_inputs(connection, as_of, marks, seen, coverage)
