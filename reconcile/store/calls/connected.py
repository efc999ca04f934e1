"""An open database, and how its calls reach it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Self

from sqlalchemy import Connection, Engine

from reconcile.store.engines import reading

Progress = Callable[[int], None]


class Connected:
    """What all calls need: the engine, and the one state they read, where they are of a snapshot."""

    def __init__(self, engine: Engine, snapshot: Connection | None = None) -> None:
        self._engine = engine
        self._snapshot = snapshot

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine) if self._snapshot is None else nullcontext(self._snapshot)

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """This database as it stands now, to be read: whatever is written meanwhile is not seen."""
        with self._reading() as connection:
            yield type(self)(self._engine, connection)
