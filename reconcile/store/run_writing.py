"""What a run found, part by part into the tables: what is as it was stays, what differs closes and opens."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from reconcile.domain.outcomes import Flag
from reconcile.domain.records import RecordKind
from reconcile.store.bulk import add_tuples
from reconcile.store.chunks import chunked
from reconcile.store.fetching import fetch_rows
from reconcile.store.row_numbers import highest
from reconcile.store.run_rows import FINDING_COLUMNS, PAIR_COLUMNS, FindingRows, content_texts
from reconcile.store.run_tables import FindingRow, PairRow

INCOMPLETE = "a run has one finding for each claim version it saw, and pairs of those with statements"
RunTable = type[FindingRow] | type[PairRow]

_COLUMNS: dict[RunTable, tuple[str, ...]] = {FindingRow: FINDING_COLUMNS, PairRow: PAIR_COLUMNS}


class RunWriter:
    """Writes the findings of one run, inside a transaction."""

    def __init__(
        self,
        connection: Connection,
        run: Row[Any],
        before: int | None,
        seen: Mapping[RecordKind, Collection[int]],
        touched: Set[int],
        holding: Collection[int],
    ) -> None:
        """`before`: the run done before it: what no longer holds held until then. `seen`: rows of the versions it saw.
        `touched`: rows of the claims with findings that hold and may cease to; `holding`: of those whose do not."""
        self._connection, self._run, self._before = connection, run, before
        self._claims, self._statements = (frozenset(seen[kind]) for kind in RecordKind)
        self._touched = touched if run.replay is None else frozenset()
        self._due = set(self._claims.difference(holding))
        self._ids = {table: count(highest(connection, table.id) + 1) for table in _COLUMNS}
        self._thread = ThreadPoolExecutor(1)
        self._taken: Future[None] | None = None
        self.flags: dict[str, Flag | None] = {}
        """By id of the claim."""
        self.opened: Counter[RunTable] = Counter()
        self.closed: Counter[RunTable] = Counter()

    def __enter__(self) -> "RunWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()

    def write(self, rows: FindingRows) -> None:
        """Close what of these claims no longer holds and add what holds from now on.

        Raises ValueError where a claim of theirs came before, and where a record was not seen.
        """
        claims = {row[0] for row in rows.findings}
        if not claims <= self._due or not self._statements.issuperset(row[1] for row in rows.pairs):
            raise ValueError(INCOMPLETE)
        self._due -= claims
        self.flags |= rows.flags
        if self._told_before:
            return
        touched = sorted(claims & self._touched)
        self._open(FindingRow, rows.findings if not touched else self._other_findings(touched, rows))
        self._open(PairRow, rows.pairs if not touched else self._other_pairs(touched, rows))

    def end(self) -> None:
        """Close what held of claims that are not there any more, and wait until all is written.

        Raises ValueError where the finding of a claim did not come: what holds is read back by what a run saw.
        """
        if self._due:
            raise ValueError(INCOMPLETE)
        gone = sorted(self._touched - self._claims)
        self._close(FindingRow, [row for row, *_ in self._held(FindingRow, gone, FindingRow.id)])
        self._close(PairRow, [row for row, *_ in self._held(PairRow, gone, PairRow.id)])
        self._wait()

    @property
    def _told_before(self) -> bool:
        """A replay whose findings are there already, from an earlier one with its key."""
        return self._run.replay is not None and self._run.replay != self._run.number

    def _other_findings(self, touched: Sequence[int], rows: FindingRows) -> Iterator[tuple[Any, ...]]:
        """Those that say something else than what holds, which is closed. What a finding rests on is brought up to date
        where it says the same."""
        columns = (FindingRow.id, FindingRow.basis, *(getattr(FindingRow, name) for name in FINDING_COLUMNS[:-1]))
        found = {row[0]: row for row in rows.findings}
        alike: set[int] = set()
        closed, renewed = [], []
        for id_, basis, claim, *told in self._held(FindingRow, touched, *columns):
            row = found[claim]
            if content_texts(_said(told)) != row[1:-1]:
                closed.append(id_)
                continue
            alike.add(claim)
            if basis != row[-1]:
                renewed.append({"of": id_, "to": row[-1]})
        self._close(FindingRow, closed)
        self._renew_bases(renewed)
        return (row for row in rows.findings if row[0] not in alike)

    def _other_pairs(self, touched: Sequence[int], rows: FindingRows) -> Iterator[tuple[Any, ...]]:
        digests = {row[:2]: row[-1] for row in rows.pairs}
        alike: set[tuple[int, int]] = set()
        closed = []
        for id_, claim, statement, digest in self._held(
            PairRow, touched, PairRow.id, PairRow.claim, PairRow.statement, PairRow.digest
        ):
            if digests.get((claim, statement)) == digest:
                alike.add((claim, statement))
            else:
                closed.append(id_)
        self._close(PairRow, closed)
        return (row for row in rows.pairs if row[:2] not in alike)

    def _held(self, table: RunTable, claims: Sequence[int], *columns: Any) -> Iterator[tuple[Any, ...]]:
        """The rows of these claims that hold."""
        self._wait()
        for chunk in chunked(claims):
            query = select(*columns).where(table.last_run.is_(None), table.claim.in_(chunk))
            yield from fetch_rows(self._connection, query)

    def _close(self, table: RunTable, ids: Sequence[int]) -> None:
        self._wait()
        for gone in chunked(ids):
            self._connection.execute(update(table).where(table.id.in_(gone)).values(last_run=self._before))
        self.closed[table] += len(ids)

    def _renew_bases(self, renewed: Sequence[dict[str, Any]]) -> None:
        if renewed:
            self._connection.execute(
                update(FindingRow).where(FindingRow.id == bindparam("of")).values(basis=bindparam("to")),
                renewed,
                execution_options={"synchronize_session": None},
            )

    def _open(self, table: RunTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """The database takes one chunk, outside the interpreter's lock, while the next is got ready."""
        number, replay = self._run.number, self._run.replay is not None
        own = (number, number if replay else None, replay)
        columns = (*_COLUMNS[table], "first_run", "last_run", "replay", "id")
        for chunk in chunked(rows):
            told = [(*row, *own, next(self._ids[table])) for row in chunk]
            self._wait()
            self._taken = self._thread.submit(add_tuples, self._connection, table, columns, told)
            self.opened[table] += len(told)

    def _wait(self) -> None:
        """Until the database has taken what it was given: a connection is for one thread at a time."""
        if self._taken is not None:
            taken, self._taken = self._taken, None
            taken.result()


def _said(told: Sequence[Any]) -> tuple[Any, ...]:
    """What a finding that is held says, with notes and contradictions that are none as of runs that looked for none."""
    return (*told[:-2], *(beside or None for beside in told[-2:]))
