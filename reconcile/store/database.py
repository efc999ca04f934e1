"""The database as the corridor holds it: values in, values out, each call a transaction of its own."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, overload

from sqlalchemy import Connection, Engine

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.cases import AskedClaim, CaseEvent
from reconcile.domain.changes import FindingGist
from reconcile.domain.codings import BlindQuestion, BlindSample, Coding, CodingDraft, CodingState
from reconcile.domain.columns import Columns
from reconcile.domain.comparables import ClaimAccount, Comparable, StatementAccount
from reconcile.domain.decisions import Account, Decision, Digests, Draft, Role, Subject
from reconcile.domain.digests import version_digest
from reconcile.domain.documents import StoredDocument
from reconcile.domain.drafts import Draft as RecordDraft
from reconcile.domain.drafts import DraftState, StoredDraft
from reconcile.domain.erasures import ErasableField
from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.histories import Histories
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import Finding, Outcome, RunRecord
from reconcile.domain.people import Access
from reconcile.domain.places import GazetteerPlace, PlaceClass
from reconcile.domain.records import Record, RecordKind
from reconcile.domain.sessions import Session
from reconcile.domain.sources import Coverage, Source
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.standing import Standing
from reconcile.domain.tellings import ClaimTelling, StatementTelling, Told, ToldClaim, ToldStatement
from reconcile.domain.written_records import WrittenClaim, WrittenStatement
from reconcile.errors import DatabaseError, NotFoundError, RefusedError
from reconcile.store import (
    accounts,
    actors,
    asking,
    batches,
    cases,
    checking,
    codings,
    decisions,
    drafts,
    gazetteers,
    histories,
    inputs,
    locks,
    outcomes,
    parts,
    people,
    readings,
    records,
    redacting,
    remarks,
    runs,
    sessions,
    sources,
    standing,
    tellings,
    values,
    verifying,
    versions,
    withdrawals,
    written_records,
)
from reconcile.store.actors import ActorLike
from reconcile.store.addresses import in_memory, parse_address, shown
from reconcile.store.batches import Batch, IngestCounts
from reconcile.store.chunks import CHUNK, VALUED, chunked
from reconcile.store.codings import Coded
from reconcile.store.column_loading import LoadedSide, join_sides, load_side
from reconcile.store.decision_marks import decision_marks, seen_digests
from reconcile.store.decisions import Admitted
from reconcile.store.drafts import CollectCounts, NewDecision, Sketched
from reconcile.store.engines import erasing, make_engine, reading, writing
from reconcile.store.gazetteers import GazetteerFile, ImportCounts, KeptGazetteer
from reconcile.store.pair_texts import LevelNumbers, load_levels
from reconcile.store.parts import SeenVersion
from reconcile.store.readings import Reading, Spoken
from reconcile.store.redacting import ErasedCounts, Order
from reconcile.store.reference_states import state_number
from reconcile.store.reference_tables import ReferenceKind
from reconcile.store.review_states import ReviewState, review_state
from reconcile.store.revisions import require_file, require_head
from reconcile.store.run_rows import FindingRows
from reconcile.store.runs import HeldFinding, Marks, NewRun, RunChanges, RunEnd
from reconcile.store.verifying import Verified
from reconcile.store.versions import KnownVersion
from reconcile.store.withdrawals import KeptBatch, WithdrawalCounts

Progress = Callable[[int], None]


def open_database(url: str) -> "Database":
    """The database at `url` (a path, `sqlite:///path` or `postgresql://…`), ready to work with.

    A database in memory is new, so its schema is made on the spot. Raises DatabaseError, naming
    `reconcile db upgrade` where that mends it, if the database is not there, not ours or not at head.
    """
    address = parse_address(url)
    require_file(address)
    engine = make_engine(address)
    try:
        if in_memory(address):
            from reconcile.store.migrating import upgrade_engine

            upgrade_engine(engine)
        else:
            require_head(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine)


def upgrade_database(url: str) -> str:
    """Create or migrate the schema in one transaction; the revision it is at then.

    Raises DatabaseError, having written nothing, if the database cannot be reached or is not ours.
    """
    from reconcile.store.migrating import upgrade

    return upgrade(parse_address(url))


def back_up_database(url: str, target: Path, progress: Progress | None = None) -> str | None:
    """Copy an SQLite database to `target`, checked; for PostgreSQL the command that backs it up.

    Raises DatabaseError where the database or its copy is unsound, OutputError where `target` cannot be written.
    """
    address = parse_address(url)
    if not checking.is_file(address):
        return checking.dump_line(address, target)
    require_file(address)
    checking.back_up(address, target, _require_sound, progress)
    return None


def _require_sound(path: Path) -> None:
    with open_database(str(path)) as copy:
        found = copy.faults()
    if found:
        raise DatabaseError(f"The backup was thrown away, for the database is not sound. {found[0]}")


class Database:
    """An open database. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine, snapshot: Connection | None = None) -> None:
        self._engine = engine
        self._snapshot = snapshot

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine) if self._snapshot is None else nullcontext(self._snapshot)

    @contextmanager
    def snapshot(self) -> Iterator["Database"]:
        """This database as it stands now, to be read: whatever is written meanwhile is not seen."""
        with self._reading() as connection:
            yield Database(self._engine, connection)

    def __enter__(self) -> "Database":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    @property
    def shared(self) -> bool:
        """Whether another process can open it too."""
        return not in_memory(self._engine.url)

    @property
    def address(self) -> str:
        """As people may see it, without its password."""
        return shown(self._engine.url)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database as a store, a sentence each: damage, dangling references, rows gone."""
        with self._reading() as connection:
            return tuple(checking.faults(connection))

    # ---- records ----

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

    # ---- documents and drafts ----

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

    # ---- values ----

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

    # ---- reference data ----

    def remarks(self, kind: RecordKind, rows: Sequence[int], reference_digest: str) -> tuple[Issue, ...]:
        """What ingest and normalising had to say of these versions, in the order of `rows`."""
        with self._reading() as connection:
            state = state_number(connection, ReferenceKind.VALUES, reference_digest)
            return tuple(remarks.load_remarks(connection, kind, rows, state))

    def sync_sources(self, table: Sequence[Source]) -> None:
        """Keep this state of the source table; nothing is written where it is there."""
        with writing(self._engine) as connection:
            sources.keep_sources(connection, table)

    def sync_actors(self, table: Sequence[ActorLike]) -> None:
        """Keep this state of the actor table; nothing is written where it is there."""
        with writing(self._engine) as connection:
            actors.keep_actors(connection, table)

    def add_coverage(self, spans: Iterable[Coverage]) -> None:
        """Add the declared spans that are not there yet."""
        with writing(self._engine) as connection:
            sources.keep_declared(connection, spans)

    def add_shown_coverage(self, shown: Iterable[tuple[int, Coverage]]) -> None:
        """Add days that statements show, with the batches that brought these, as far as they are not there yet."""
        with writing(self._engine) as connection:
            sources.keep_shown(connection, shown, withdrawals.withdrawn_batches(connection))

    def coverage(self, as_of: datetime, marks: Marks | None = None) -> tuple[Coverage, ...]:
        """By source, then days; what was added after `marks` is left out, and so are days that only batches show
        which were taken back by `as_of` or had not come in by then."""
        with self._reading() as connection:
            return runs.coverage_of(connection, as_of, marks)

    def readings(self) -> tuple[Reading, ...]:
        """What the batches that are in force show of having been read, sorted."""
        with self._reading() as connection:
            return readings.load_readings(connection)

    def readings_by_batch(self) -> tuple[tuple[int, Reading], ...]:
        """Sorted: each reading with the first batch in force that shows it, and with every one that was taken back."""
        with self._reading() as connection:
            return readings.readings_by_batch(connection)

    def import_gazetteer(
        self,
        name: str,
        source: str,
        licence: str,
        file_digest: str,
        places: Iterable[GazetteerPlace],
        now: datetime,
        progress: Progress | None = None,
    ) -> ImportCounts:
        """All places of a gazetteer or none. The same file again: nothing; another one of its name: replaced."""
        file = GazetteerFile(name=name, source=source, licence=licence, file_digest=file_digest)
        with writing(self._engine) as connection:
            return gazetteers.import_gazetteer(connection, file, places, now, progress)

    def gazetteers(self) -> tuple[KeptGazetteer, ...]:
        """By name, in code-point order."""
        with self._reading() as connection:
            return gazetteers.kept_gazetteers(connection)

    def remove_gazetteer(self, name: str) -> int:
        """How many places went with it. Raises NotFoundError where there is none of that name."""
        with writing(self._engine) as connection:
            return gazetteers.remove_gazetteer(connection, name)

    def places_keyed(self, prefix: str, *, without: str) -> dict[str, GazetteerPlace]:
        """By key: the places whose key starts with `prefix`, as if there were no gazetteer named `without`."""
        with self._reading() as connection:
            return gazetteers.places_keyed(connection, prefix, without)

    def gazetteer_digests(self) -> dict[str, str]:
        """Digest of the file by name of the gazetteer, in code-point order."""
        with self._reading() as connection:
            return gazetteers.gazetteer_digests(connection)

    def places_named(self, keys: Collection[str], skeletons: Collection[str] = ()) -> NamedPlaces:
        """The places that bear a name with one of these keys or skeletons (`reconcile.domain.names`)."""
        with self._reading() as connection:
            return gazetteers.places_named(connection, keys, skeletons)

    def places_respelt(self, wanted: Collection[tuple[str, str]]) -> dict[str, tuple[GazetteerPlace, ...]]:
        """By skeleton: the places that bear a name with it; `wanted` are pairs of country and skeleton."""
        with self._reading() as connection:
            return gazetteers.places_respelt(connection, wanted)

    def units(self, level: PlaceClass) -> tuple[GazetteerPlace, ...]:
        """All places of one class (regions, districts), by key."""
        with self._reading() as connection:
            return gazetteers.units(connection, level)

    # ---- what holds now, counted ----

    def claims_by_flag_and_status(self) -> dict[tuple[str, str], int]:
        """Flag `none`: denials and allegations, listed apart."""
        with self._reading() as connection:
            return standing.claims_by_flag_and_status(connection)

    def pending_claims(self, run: int) -> tuple[ClaimAccount, ...]:
        """The claims that run `run`, the latest that was done, calls pending."""
        with self._reading() as connection:
            return standing.pending_claims(connection, run)

    def asked_claims(self, run: int, high_toll: int) -> dict[int, AskedClaim]:
        """By row of the claim: what of the findings of a run may make them questions for people. `high_toll`: so many
        dead make one.

        Raises NotFoundError where it did not finish.
        """
        with self._reading() as connection:
            return asking.asked_claims(connection, run, high_toll)

    # ---- runs ----

    def run_lock(self) -> AbstractContextManager[None]:
        """Held by one run at a time, and no longer than its process lives. Raises LockedError at once."""
        return locks.run_lock(self._engine)

    def start_run(self, run: NewRun) -> int:
        """Open the record of a run; its number."""
        with writing(self._engine) as connection:
            return runs.start_run(connection, run)

    def level_numbers(self) -> LevelNumbers:
        """Of the comparison levels that pairs name already."""
        with self._reading() as connection:
            return LevelNumbers(load_levels(connection))

    def finish_run(
        self,
        number: int,
        made: Iterable[FindingRows],
        levels: LevelNumbers,
        ending: Callable[[], RunEnd],
        *,
        holding: Collection[int] = (),
        seen: Mapping[RecordKind, Collection[int]] | None = None,
        held: Mapping[int, HeldFinding] | None = None,
    ) -> RunChanges:
        """Write the outcome in one transaction: only what differs from what holds, and the end of the run.

        `made` comes part by part, in any order, and names `levels`; `ending` is asked when all of it is there.
        `holding`: rows of the claims whose findings are not among what is made because they hold on as they are;
        `seen`: rows of the versions the run saw, and `held`: what held before it (None: read anew).
        """
        with writing(self._engine) as connection:
            return runs.finish_run(connection, number, made, levels, ending, holding, seen, held)

    def held_findings(self) -> dict[int, HeldFinding]:
        """By row of the claim: what the latest run of the line left."""
        with self._reading() as connection:
            return runs.held_findings(connection)

    def seen_versions(self, kind: RecordKind, as_of: datetime, marks: Marks) -> dict[int, SeenVersion]:
        """By row, in the order of record ids: the versions a run with these marks sees."""
        with self._reading() as connection:
            return parts.seen_versions(connection, kind, runs.sight_of(connection, kind, as_of, marks))

    def seen_by_run(self, kind: RecordKind, number: int) -> dict[int, SeenVersion]:
        """The same of a kept run. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return parts.seen_by_run(connection, kind, number)

    def load_frame(self, number: int) -> Outcome:
        """The outcome of a run without records and findings. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return parts.load_frame(connection, number)

    def paired_statements(self, number: int, claims: Collection[int]) -> frozenset[int]:
        """Rows of the statements in the pairs that a run kept of these claims (by row)."""
        with self._reading() as connection:
            return parts.paired_statements(connection, number, claims)

    def gists_of(
        self, number: int, wanted: Collection[int], seen: Mapping[RecordKind, Mapping[int, SeenVersion]]
    ) -> tuple[FindingGist, ...]:
        """What of the findings of a run on the claims `wanted` (by row) makes others of them. `seen`: all versions the
        run saw. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return parts.gists_of(connection, number, wanted, seen)

    def findings_of(
        self,
        number: int,
        wanted: Collection[int],
        claims: Mapping[int, ToldClaim],
        statements: Mapping[int, ToldStatement],
    ) -> tuple[Finding, ...]:
        """What a run said of the claims `wanted` (by row), as it told it; the accounts it takes must be given."""
        with self._reading() as connection:
            return parts.findings_of(connection, number, wanted, claims, statements)

    def erased_since(self, instant: datetime) -> bool:
        """Whether anything was erased then or later."""
        with self._reading() as connection:
            return parts.erased_since(connection, instant)

    def erasures(self) -> int:
        """Number of the last erasure; 0: nothing was erased."""
        with self._reading() as connection:
            return parts.erasures(connection)

    def close_stale_runs(self, now: datetime) -> tuple[int, ...]:
        """Numbers of the runs that have no end though their processes are gone, now marked as failed.

        For whoever holds the run lock: while it is held, no other run is under way.
        """
        with writing(self._engine) as connection:
            return runs.close_stale(connection, now)

    def fail_run(self, number: int, error: str, now: datetime) -> None:
        with writing(self._engine) as connection:
            runs.fail_run(connection, number, error, now)

    def latest_run(self) -> RunRecord | None:
        """The latest run that is done."""
        with self._reading() as connection:
            number = runs.latest_number(connection)
            return None if number is None else runs.run_record(runs.find_run(connection, number))

    def runs(self, limit: int | None = None) -> tuple[RunRecord, ...]:
        """The latest `limit` runs (None: all), from the latest, whatever became of them."""
        with self._reading() as connection:
            return runs.list_runs(connection, limit)

    def line_run(self) -> RunRecord | None:
        """The latest run of the line, replays aside, that is done: what holds is what it left."""
        with self._reading() as connection:
            return runs.line_run(connection)

    def number_of(self, run: int | None) -> int:
        """`run`, or the number of the latest run that is done. Raises NotFoundError where there is none."""
        if run is not None:
            return run
        latest = self.latest_run()
        if latest is None:
            raise NotFoundError("Nothing was compared yet; run `reconcile run` first.")
        return latest.number

    def run_before(self, run: RunRecord, *, as_of: datetime | None = None, repeats: bool = False) -> int | None:
        """What a run is compared with: the run done before it whose as-of comes next below its own, none
        later than `as_of`. Runs with the same key, which found the same, are passed over unless `repeats`."""
        with self._reading() as connection:
            return runs.number_before(connection, run, as_of, repeats=repeats)

    def run(self, number: int) -> RunRecord:
        """Raises NotFoundError where there is none."""
        with self._reading() as connection:
            return runs.run_record(runs.find_run(connection, number))

    def load_outcome_beside(self, number: int, other: Outcome) -> tuple[Outcome, frozenset[int]]:
        """Run `number` to be compared with `other`, a later outcome, whose findings are not looked at: without those
        that both share, whose claims are given by row."""
        with self._reading() as connection:
            return outcomes.load_outcome_beside(connection, number, other)

    def load_outcome(self, number: int) -> Outcome:
        """All that run `number` found, as it found it. Raises NotFoundError where it did not finish."""
        with self._reading() as connection:
            return outcomes.load_outcome(connection, number)

    def load_histories(self, number: int) -> Histories:
        """The versions that run `number` knew of records that have several. Raises NotFoundError likewise."""
        with self._reading() as connection:
            return histories.load_histories(connection, number)

    # ---- people and their decisions ----

    def decisions(self, mark: int | None = None) -> tuple[Decision, ...]:
        """The log in its order, up to entry number `mark`."""
        with self._reading() as connection:
            return decisions.load_decisions(connection, mark)

    def decision(self, number: int) -> Decision | None:
        """One entry of the log."""
        with self._reading() as connection:
            return decisions.load_decision(connection, number)

    def decisions_about(self, claim: str, statements: Sequence[str] = ()) -> tuple[Decision, ...]:
        """What the log holds of a claim, of its pairs and families, and of these statements as records."""
        with self._reading() as connection:
            return decisions.load_decisions_about(connection, claim, statements)

    def decision_marks(self, as_of: datetime, marks: Marks | None = None) -> tuple[DecisionMark, ...]:
        """What stands or is proposed, beside the record versions known at `as_of`; by number."""
        with self._reading() as connection:
            sights = {kind: runs.sight_of(connection, kind, as_of, marks) for kind in RecordKind}
            log = decisions.load_decisions(connection, None if marks is None else marks.decisions)
            return decision_marks(connection, sights, log)

    def marks_about(self, claim: str, statements: Sequence[str], as_of: datetime) -> tuple[DecisionMark, ...]:
        """`decision_marks` of what `decisions_about` gives."""
        with self._reading() as connection:
            sights = {kind: runs.sight_of(connection, kind, as_of, None) for kind in RecordKind}
            log = decisions.load_decisions_about(connection, claim, statements)
            return decision_marks(connection, sights, log)

    def digests_seen(self, run: RunRecord, subject: Subject) -> Digests:
        """Of the versions that a run compared, for each record of the subject that it knew."""
        with reading(self._engine) as connection:
            return seen_digests(connection, run.number, subject)

    def standing(self, subject: Subject) -> Standing | None:
        """What was decided on a subject so far; None: nothing."""
        with self._reading() as connection:
            return decisions.load_standing(connection, subject)

    def consider(self, drafts: Sequence[Draft], author: str, rules: ReviewRules, now: datetime) -> Admitted:
        """What `decide` would do, without doing it. Raises NotFoundError where there is no such account."""
        with self._reading() as connection:
            return decisions.consider(connection, drafts, author, rules, now)

    def decide(self, drafts: Sequence[Draft], author: str, rules: ReviewRules, now: datetime) -> tuple[Decision, ...]:
        """Append all the drafts to the log, or none; whoever calls it has made sure who the author is.

        Raises RefusedError, with the sentence of the first that may not be made; NotFoundError without the account.
        """
        with writing(self._engine) as connection:
            admitted = decisions.consider(connection, drafts, author, rules, now)
            for refusal in admitted.refusals:
                raise RefusedError(refusal.reason)
            decisions.append_decisions(connection, admitted.decisions)
            return admitted.decisions

    def review_state(self) -> ReviewState:
        """What the queue follows from, as numbers that grow; cheap, to be asked at every look."""
        with self._reading() as connection:
            return review_state(connection)

    def next_known(self, now: datetime) -> datetime | None:
        """When the next version becomes known that is kept already but lies ahead of `now`."""
        with self._reading() as connection:
            return versions.next_known(connection, now)

    def add_case_events(self, events: Iterable[CaseEvent]) -> None:
        with writing(self._engine) as connection:
            cases.add_case_events(connection, events)

    def case_events(self) -> tuple[CaseEvent, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return cases.load_case_events(connection)

    def add_blind_sample(
        self,
        questions: Sequence[BlindQuestion],
        *,
        run: int,
        seed: int,
        size: int,
        drawn_by: str | None,
        now: datetime,
    ) -> BlindSample:
        """Keep a draw of questions; the same questions about the same versions are the sample that is there already."""
        with writing(self._engine) as connection:
            return codings.add_sample(connection, questions, run=run, seed=seed, size=size, drawn_by=drawn_by, now=now)

    def blind_samples(self) -> tuple[BlindSample, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return codings.load_samples(connection)

    def codings(self) -> tuple[Coding, ...]:
        """All answers to blind samples, oldest first."""
        with self._reading() as connection:
            return codings.load_codings(connection)

    def coding_state(self, sample: int, coder: str) -> CodingState:
        """How far an account is with a sample. Raises NotFoundError where there is no such sample."""
        with self._reading() as connection:
            return codings.state_of(connection, codings.find_sample(connection, sample), coder)

    def consider_codings(
        self, drafts: Sequence[CodingDraft], coder: str, now: datetime, grades: Sequence[str] = ()
    ) -> Coded:
        """What `code` would do, without doing it. Raises NotFoundError where there is no such account or sample."""
        with self._reading() as connection:
            return codings.consider_codings(connection, drafts, coder, now, grades)

    def code(
        self, drafts: Sequence[CodingDraft], coder: str, now: datetime, grades: Sequence[str] = ()
    ) -> tuple[Coding, ...]:
        """Keep all the answers, or none; whoever calls it has made sure who the coder is.

        `grades`: keys that may be answered where a grade is asked for. Raises RefusedError, with the sentence of the
        first that may not be given; NotFoundError as `consider_codings`.
        """
        with writing(self._engine) as connection:
            coded = codings.consider_codings(connection, drafts, coder, now, grades)
            for refusal in coded.refusals:
                raise RefusedError(refusal.reason)
            codings.append_codings(connection, coded.codings)
            return coded.codings

    def add_account(self, name: str, role: Role, password_hash: str, now: datetime) -> Account:
        """Raises RefusedError where the name is taken."""
        with writing(self._engine) as connection:
            return people.add_account(connection, name, role, password_hash, now)

    def change_account(
        self,
        name: str,
        now: datetime,
        *,
        role: Role | None = None,
        password_hash: str | None = None,
        active: bool | None = None,
    ) -> Account:
        """Change what is given. Raises NotFoundError; RefusedError where no active admin would be left."""
        given = {"role": role, "password_hash": password_hash, "active": active}
        changes = {key: value for key, value in given.items() if value is not None}
        with writing(self._engine) as connection:
            return people.change_account(connection, name, now, **changes)

    def accounts(self) -> tuple[Account, ...]:
        """By name, in code-point order."""
        with self._reading() as connection:
            return people.load_accounts(connection)

    def account(self, name: str) -> Account:
        """Raises NotFoundError where there is none of that name."""
        with self._reading() as connection:
            return people.find_account(connection, name)

    def password_hash(self, name: str) -> str | None:
        """None: there is no such account."""
        with self._reading() as connection:
            return people.password_hash(connection, name)

    def open_session(self, session: Session) -> None:
        with writing(self._engine) as connection:
            sessions.open_session(connection, session)

    def session(self, digest: str) -> Session | None:
        """The login with this digest of its secret, whether or not it still lets anybody in."""
        with self._reading() as connection:
            return sessions.find_session(connection, digest)

    def touch_session(self, digest: str, now: datetime) -> None:
        """Keep when somebody was last seen."""
        with writing(self._engine) as connection:
            sessions.touch_session(connection, digest, now)

    def end_session(self, digest: str, now: datetime) -> None:
        """Log out; a session that is over stays as it ended."""
        with writing(self._engine) as connection:
            sessions.end_session(connection, digest, now)

    def log_access(self, entries: Iterable[Access]) -> None:
        with writing(self._engine) as connection:
            people.add_access(connection, entries)

    def access_log(self, *, since: datetime | None = None, account: str | None = None) -> tuple[Access, ...]:
        """Oldest first."""
        with self._reading() as connection:
            return people.load_access(connection, since, account)
