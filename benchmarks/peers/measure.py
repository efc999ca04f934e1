"""What the process of every tool does alike: keep to its memory, take its time, say how well it did.

Nothing but the standard library: it runs under the Python of the peers too.
"""

import argparse
import csv
import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

GIGABYTE = 1024**3
Pair = tuple[str, str]
R = TypeVar("R")


def tool_parser() -> argparse.ArgumentParser:
    """What every tool is told."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--gigabytes", type=float, default=16)
    parser.add_argument("--small", action="store_true", help="there are few records; not all tools mind")
    return parser


def limit_memory(gigabytes: float) -> None:
    """The process fails, rather than the machine, when it asks for more address space (which is more than it fills)."""
    size = int(gigabytes * GIGABYTE)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def peak_megabytes() -> float:
    """Most memory held since the process began. Linux; `getrusage` would also tell of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    told = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(told.split()[1]) / 1024, 1)


class Clock:
    """Seconds by step: of the wall clock, and of the processors of all threads."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun, busy = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - begun, 3)
        self.cpu_seconds[name] = round(self.cpu_seconds.get(name, 0.0) + time.process_time() - busy, 3)

    def told(self, *steps: str) -> dict[str, dict[str, float]]:
        """Both kinds of seconds, for a report: every step taken so far, and in all those that make links."""
        return {
            name: {**taken, "total": round(sum(taken.get(step, 0.0) for step in steps), 3)}
            for name, taken in (("seconds", self.seconds), ("cpu_seconds", self.cpu_seconds))
        }


def read_truth(folder: Path) -> set[Pair]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["claim"], row["statement"]) for row in csv.DictReader(stream)}


def scored(found: Iterable[Pair], truth: set[Pair]) -> dict[str, float]:
    """Link precision, recall and F1."""
    links = set(found)
    hit = len(links & truth)
    precision = hit / len(links) if links else 0.0
    recall = hit / len(truth) if truth else 0.0
    f1 = 2 * hit / (len(links) + len(truth)) if links or truth else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def best(variants: Iterable[tuple[float, Iterable[Pair]]], truth: set[Pair]) -> dict[str, float]:
    """The threshold at which F1 is highest, seen with the truth in hand: no one can set it so in practice."""
    tried = [{"threshold": threshold, **scored(found, truth)} for threshold, found in variants]
    return max(tried, key=lambda one: (one["f1"], one["threshold"]))


def report(path: Path, result: Mapping[str, object]) -> None:
    """May be called after every step: what is told then stands if a later one is stopped."""
    path.write_text(json.dumps({**result, "peak_mb": peak_megabytes()}, indent=1), encoding="utf-8")


def run_loop(
    tool: str, read: Callable[[Path], list[R]], linked: Callable[[list[R], list[R]], Mapping[str, Iterable[Pair]]]
) -> None:
    """The whole of a tool that is one loop over claims and statements; `linked`: pairs by the name of how they were
    made."""
    told = tool_parser().parse_args()
    limit_memory(told.gigabytes)
    claims, statements = read(told.folder / "claims.csv"), read(told.folder / "statements.csv")
    truth, clock = read_truth(told.folder), Clock()
    with clock.step("loop"):
        found = linked(claims, statements)
    results = [{"links": way, "chosen": "default", **scored(pairs, truth)} for way, pairs in found.items()]
    report(told.result, {"tool": tool, **clock.told("loop"), "results": results})
