"""Where the long parts of a run are done: here, or for a large run in other processes too.

These come up while the run gets ready. They read the columns, one kind of record each, while it sees to all else that
it rests on; then they make the findings.
"""

import gc
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from reconcile.domain.columns import Columns
from reconcile.domain.records import RecordKind
from reconcile.errors import ClusterError, ReferenceDataError
from reconcile.pipeline.judging import Bench, Books, Judged, Part, bench_of, judge
from reconcile.processes import Processes, cores, processes
from reconcile.reference import Reference, load_reference
from reconcile.store import Database, LoadedSide, Marks, join_sides, open_database

SPREAD_FROM = 20_000
"""Claims from which a run has several processes: these take a second to come up."""
MOST_PROCESSES = 4
"""More make rows faster than one connection takes them."""
COLLECT_AFTER = 1_000_000
"""Objects made between two searches for circles of them while many claims are compared: what is made then lives on and
holds none, and five times as many searches are a fourteenth of a run."""


class Sight(NamedTuple):
    """Which columns a run compares."""

    as_of: datetime
    reference_digest: str
    marks: Marks


class Workshop:
    """The other processes of a run, where it has any, and what they were given to do."""

    def __init__(self, bring: Callable[[], Processes] | None = None) -> None:
        """`bring` starts other processes; None: all is done here, however much it is."""
        self._bring = bring
        self._others: Processes | None = None
        self._sides: dict[Sight, tuple[Future[LoadedSide], ...]] = {}

    def expect(self, claims: int) -> None:
        """Makes ready for so many, until `workshop` ends: where others help with them, these begin to come up."""
        if claims < SPREAD_FROM:
            return
        gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
        if self._bring is not None and self._others is None:
            self._others = self._bring()

    @property
    def alone(self) -> bool:
        """Whether all is done here."""
        return self._others is None

    def begin_columns(self, sight: Sight) -> None:
        """Has the columns read, where others can do so, before they are asked for."""
        if self._others is not None:
            self._sides[sight] = tuple(self._others.submit(_side, (kind, sight)) for kind in RecordKind)

    def columns(self, state: Database, sight: Sight) -> Columns:
        """Those begun, or read from `state`."""
        begun = self._sides.pop(sight, None)
        if begun is None:
            return state.load_columns(*sight)
        with _lost_told():
            return join_sides(*(side.result() for side in begun))

    def judged(self, bench: Bench, parts: Iterable[Part]) -> Iterator[Judged]:
        """Each part as it is ready, in their order; after the last the other processes go. `bench`: of this one."""
        if self._others is None:
            yield from (judge(bench, part) for part in parts)
            return
        books = pickle.dumps(bench.books)
        with _lost_told():
            yield from self._others.work(_judged, ((books, part) for part in parts))
        self._others.dismiss()


@contextmanager
def workshop(
    database: Database, url: str, folder: Path | None, reference: Reference, workers: int | None = None
) -> Iterator[Workshop]:
    """Other processes find the database at `url` and the reference tables in `folder` (None: those shipped); `workers`:
    how many (None: as the machine has cores)."""
    many = min(cores(), MOST_PROCESSES) if workers is None else workers
    opened = partial(_opened, url, folder, dict(reference.digests))
    with ExitStack() as until:
        until.callback(gc.set_threshold, *gc.get_threshold())

        def bring() -> Processes:
            return until.enter_context(processes(many, opened))

        yield Workshop(bring if many > 1 and database.shared else None)


@contextmanager
def _lost_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        raise ClusterError(
            "A process ended before its part of the run was done, likely for want of memory; give fewer --workers."
        ) from error


@dataclass(slots=True)
class _Opened:
    """What another process works with."""

    database: Database
    reference: Reference
    books: bytes = b""
    bench: Bench | None = None
    """Made of these books: the ledger in it remembers what it was asked."""

    def at(self, books: bytes) -> Bench:
        if self.bench is None or books != self.books:
            made: Books = pickle.loads(books)  # noqa: S301 - written by the process that started this one
            self.books, self.bench = books, bench_of(self.database, made, self.reference)
        return self.bench


def _opened(url: str, folder: Path | None, digests: Mapping[str, str]) -> _Opened:
    reference = load_reference(folder)
    if reference.digests != digests:
        raise ReferenceDataError("The reference tables changed while the run was under way; run again.")
    return _Opened(open_database(url), reference)


# What a run sees lies below its marks and changes no more: any later state of the database tells the same of it.


def _side(opened: _Opened, wanted: tuple[RecordKind, Sight]) -> LoadedSide:
    kind, sight = wanted
    return opened.database.load_side(kind, *sight)


def _judged(opened: _Opened, work: tuple[bytes, Part]) -> Judged:
    books, part = work
    bench = opened.at(books)
    with opened.database.snapshot() as state:
        return judge(replace(bench, database=state), part)
