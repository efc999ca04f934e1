"""Work given out to processes of this machine, and what they give back, in order."""

import gc
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

P = TypeVar("P")
R = TypeVar("R")

WAITING = 2
"""Parts in hand for each worker: one it works on and one that waits, so that memory here stays bounded."""


class Processes:
    """Some processes that are up, or coming up."""

    def __init__(self, workers: int, opened: Callable[[], Any]) -> None:
        """`opened` gives, once in every process, what its work needs beside the part in hand; it can be pickled."""
        # Spawned, not forked: threads of numpy and of the database driver do not survive a fork.
        self._pool = ProcessPoolExecutor(
            workers,
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(pickle.dumps(opened), gc.get_threshold()),
        )
        self._workers = workers
        # A process is started with the first work it is given; so they come up while this one does something else.
        for _ in range(workers):
            self._pool.submit(_come_up)

    def submit(self, job: Callable[[Any, P], R], part: P) -> Future[R]:
        """`job(opened, part)`; raises what `opened` raised where that failed."""
        return self._pool.submit(_do, job, part)

    def work(self, job: Callable[[Any, P], R], parts: Iterable[P]) -> Iterator[R]:
        """`job(opened, part)` of each part, in the order of the parts.

        Raises BrokenProcessPool where a process ended before its work was done.
        """
        waiting: deque[Future[R]] = deque()
        for part in parts:
            waiting.append(self.submit(job, part))
            if len(waiting) >= WAITING * self._workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def dismiss(self) -> None:
        """They end by themselves, while this one goes on: giving back their memory takes them half a second."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def end(self) -> None:
        """Work that has not begun is left undone."""
        self._pool.shutdown(cancel_futures=True)


@contextmanager
def processes(workers: int, opened: Callable[[], Any]) -> Iterator[Processes]:
    """They end with the block, or were dismissed and end by themselves."""
    some = Processes(workers, opened)
    try:
        yield some
    finally:
        some.end()


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_written = b""
"""In a process that was started: what gives what its work needs."""


def _begin(written: bytes, collect_after: tuple[int, int, int]) -> None:
    """Looks for circles of objects as seldom as the process that started this one."""
    global _written
    _written = written
    gc.set_threshold(*collect_after)
    Thread(target=_end_with_parent, daemon=True).start()


@cache
def _opened() -> Any:
    # Not at the very beginning: what fails there is told as a process that ended, and not as what it was.
    found = pickle.loads(_written)()  # noqa: S301 - written by the process that started this one
    gc.freeze()
    return found


def _come_up() -> None:
    _opened()


def _do(job: Callable[[Any, P], R], part: P) -> R:
    return job(_opened(), part)


def _end_with_parent() -> None:
    """A process waits for work for ever, also where the one that would give it was killed."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
