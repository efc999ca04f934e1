"""The database as the corridor holds it: values in, values out, each call a transaction of its own."""

from pathlib import Path
from types import TracebackType

from reconcile.errors import DatabaseError
from reconcile.store import checking
from reconcile.store.addresses import in_memory, parse_address, shown
from reconcile.store.calls.connected import Progress
from reconcile.store.calls.erasing_calls import ErasingCalls
from reconcile.store.calls.outcome_calls import OutcomeCalls
from reconcile.store.calls.people_calls import PeopleCalls
from reconcile.store.calls.place_calls import PlaceCalls
from reconcile.store.calls.record_calls import RecordCalls
from reconcile.store.calls.reference_calls import ReferenceCalls
from reconcile.store.calls.review_calls import ReviewCalls
from reconcile.store.calls.run_calls import RunCalls
from reconcile.store.calls.text_calls import TextCalls
from reconcile.store.calls.value_calls import ValueCalls
from reconcile.store.engines import make_engine
from reconcile.store.revisions import require_file, require_head


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


class Database(
    RecordCalls,
    TextCalls,
    ValueCalls,
    ReferenceCalls,
    PlaceCalls,
    RunCalls,
    OutcomeCalls,
    ReviewCalls,
    PeopleCalls,
    ErasingCalls,
):
    """An open database. Close it, or use it as a context manager."""

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
