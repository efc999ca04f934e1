"""Sources, actors, and what of which source was collected."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from reconcile.domain.sources import Coverage, Source
from reconcile.store import actors, readings, runs, sources, withdrawals
from reconcile.store.actors import ActorLike
from reconcile.store.calls.connected import Connected
from reconcile.store.engines import writing
from reconcile.store.readings import Reading
from reconcile.store.runs import Marks


class ReferenceCalls(Connected):
    """Sources, actors, and what of which source was collected."""

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
