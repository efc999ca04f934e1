"""What a command takes: time, and the memory of all its processes (Linux)."""

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

LOOKED_EVERY = 0.25
"""Seconds: each look takes some milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What one command took."""

    seconds: float
    processor: float
    """Seconds of all its processes together."""
    megabytes: float
    """Most memory that its processes held together, what they share counted once."""


def used_by(command: Sequence[str]) -> Used:
    """Runs a command to its end. Ends the measurement where the command fails."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        with _watched(process.pid) as looks:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Used(
        seconds=seconds,
        processor=used.ru_utime + used.ru_stime,
        megabytes=max(looks),
    )


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """Megabytes of the process and those it started, from look to look, while the block runs."""
    looks, ended = [0.0], Event()

    def watch() -> None:
        while not ended.wait(LOOKED_EVERY):
            looks.append(max(sum(map(_megabytes, _family(process))), _most_so_far(process)))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield looks
    finally:
        ended.set()
        watcher.join()


def _family(parent: int) -> list[int]:
    """A process and those that it started."""
    found = [parent]
    for one in found:
        found += _started_by(one)
    return found


def _started_by(process: int) -> Iterator[int]:
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            yield from map(int, told.read_text(encoding="ascii").split())
        except OSError:
            continue


def _megabytes(process: int) -> float:
    """What it holds, with its share of what it holds with others; 0 where it has ended."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(size) for size in re.findall(r"^Pss: +([0-9]+) kB", told, re.MULTILINE)) / 1024


def _most_so_far(process: int) -> float:
    """Most megabytes that it held alone since it became the command: between two looks it may have held more than at
    either. What `wait4` tells counts the process that started it, too."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return max((int(size) for size in re.findall(r"^VmHWM:\s+([0-9]+) kB", told, re.MULTILINE)), default=0) / 1024
