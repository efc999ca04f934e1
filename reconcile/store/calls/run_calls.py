"""Runs: what they are about to see, what they found."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from reconcile.domain.outcomes import RunRecord
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import locks, parts, runs, versions
from reconcile.store.calls.connected import Connected
from reconcile.store.engines import writing
from reconcile.store.pair_texts import LevelNumbers, load_levels
from reconcile.store.parts import SeenVersion
from reconcile.store.run_rows import FindingRows
from reconcile.store.runs import HeldFinding, Marks, NewRun, RunChanges, RunEnd


class RunCalls(Connected):
    """Runs: what they are about to see, what they found."""

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

    def next_known(self, now: datetime) -> datetime | None:
        """When the next version becomes known that is kept already but lies ahead of `now`."""
        with self._reading() as connection:
            return versions.next_known(connection, now)
