"""Drafting 1,000 documents of 3,000 characters: `python -m benchmarks.drafting_speed` (`make drafting-speed`).

The documents are put together from the articles of our own, about three to one, as one export of a channel; `collect`
and `draft` are commands in processes of their own. Drafting is done in one process and in as many as there are cores,
each in a database of its own; the drafts must be the same. Prints a table as Markdown. Processor seconds are those of
all processes, so that they say something on a machine that does other work beside.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import articles
from benchmarks.tables import lines

LENGTH = 3000
"""Characters of a document."""


def export(number: int, seed: int = 1) -> str:
    """`result.json` of a channel with so many posts of LENGTH characters."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    texts = [one.document.text for half in ("before", "after") for one in articles(half)]
    posts = []
    for place in range(number):
        text = ""
        while len(text) < LENGTH:
            text += f"{drawn.choice(texts)}\n\n"
        posts.append({"id": place, "type": "message", "date": "2019-03-28T08:00:00", "text": text[:LENGTH]})
    return json.dumps({"name": "Measured", "id": 1, "messages": posts})


def _command(database: Path, *words: str) -> tuple[float, float, str]:
    """Seconds of the clock, seconds of the processor (its children among them), and what it said."""
    began, used = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "reconcile", "--database", str(database), *words]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, now = time.perf_counter() - began, os.times()
    cpu = now.children_user + now.children_system - used.children_user - used.children_system
    return seconds, cpu, answer.stdout


def _rows(folder: Path, number: int) -> Iterator[tuple[str, ...]]:
    posts = folder / "result.json"
    posts.write_text(export(number), encoding="utf-8")
    collected = folder / "collected.db"
    _command(collected, "db", "upgrade")
    yield ("collect", *_said(_command(collected, "collect", str(posts))))
    told: list[str] = []
    for name, options in (("one process", ("--workers", "1")), ("a process for each core", ())):
        database = folder / f"{len(told)}.db"
        shutil.copy(collected, database)
        yield (f"draft, {name}", *_said(_command(database, "draft", "read", *options)))
        told.append(_command(database, "draft", "list", "--json")[2])
    if told[0] != told[1]:
        raise SystemExit("one process and several draft otherwise")
    print(f"{len(json.loads(told[0])):,} drafts, the same from one process and from several", file=sys.stderr)


def _said(measured: tuple[float, float, str]) -> tuple[str, str]:
    return f"{measured[0]:.1f}", f"{measured[1]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    number = parser.parse_args().documents
    with tempfile.TemporaryDirectory(prefix="reconcile-") as folder:
        table = list(_rows(Path(folder), number))
    print("\n".join(lines(("step", "seconds", "processor seconds"), table)))


if __name__ == "__main__":
    main()
