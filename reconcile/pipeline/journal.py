"""What the program tells a machine that watches it: events with keys, counts and durations, never words of records.

It goes to the logger `reconcile` of the standard library, which keeps silent until the command line gives it a place.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic

LOGGER = logging.getLogger("reconcile")
FIELDS = "fields"
"""Attribute of a log record that holds what `tell` was given."""

Told = str | int | float | bool | None


@dataclass(slots=True)
class _Run:
    key: str | None = None
    waiting: list[tuple[int, str, dict[str, Told]]] = field(default_factory=list)
    """Events from before the key was known: a run's key is a digest of what it reads."""


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


def tell(event: str, *, level: int = logging.INFO, **fields: Told) -> None:
    """One event. `fields` hold keys, names of our own, counts and seconds; nothing that a record says."""
    run = _run.get()
    if run is None:
        _emit(level, event, fields)
    elif run.key is None:
        run.waiting.append((level, event, fields))
    else:
        _emit(level, event, {"run": run.key, **fields})


@contextmanager
def one_run() -> Iterator[None]:
    """Events inside carry the key of the run, also those from before `known_run` was called."""
    run = _Run()
    token = _run.set(run)
    try:
        yield
    finally:
        _run.reset(token)
        _flush(run)


def known_run(key: str) -> None:
    """From here on it is known which run this is."""
    run = _run.get()
    if run is not None:
        run.key = key
        _flush(run)


@contextmanager
def stage(name: str, counts: Mapping[str, int] | None = None) -> Iterator[dict[str, int]]:
    """Tells how long the block took, and the counts put into what it is given."""
    found = dict(counts or {})
    began = monotonic()
    yield found
    tell("stage.finished", stage=name, seconds=seconds_since(began), **found)


def seconds_since(began: float) -> float:
    """Seconds from a reading of the monotonic clock until now, to the millisecond."""
    return round(monotonic() - began, 3)


def _flush(run: _Run) -> None:
    for level, event, fields in run.waiting:
        _emit(level, event, {"run": run.key, **fields})
    run.waiting.clear()


def _emit(level: int, event: str, fields: Mapping[str, Told]) -> None:
    LOGGER.log(level, event, extra={FIELDS: dict(fields)})
