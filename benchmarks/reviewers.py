"""Several reviewers at once: whether every decision the service said it kept is in the log, once and as it was made.

Usage: python -m benchmarks.reviewers [--reviewers 10] [--seconds 300] [--records 300] [--database postgresql]

`reconcile serve` runs as a process of its own over a database of the tests' own PostgreSQL server (or SQLite); each
reviewer is a thread with a browser's cookie, who opens claims and enters decisions as fast as the service answers.
Half of the time all of them are at a few claims, so that they get in each other's way. Ends with code 1 where a
decision that was confirmed to somebody is missing or altered, or one is there that nobody was told of. Prints a table
as Markdown.
"""

import argparse
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.load import make_database
from benchmarks.synthetic import draw_synthetic, write_files
from benchmarks.tables import lines
from reconcile.domain.decisions import Decision, Role
from reconcile.pipeline.accounts import hash_password
from reconcile.reference import load_reference
from reconcile.store import open_database

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as the measurement
HOT_CLAIMS = 5
"""Claims that all reviewers come back to."""
_FORM = re.compile(r'<form method="post" action="/decisions">.*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')
_CLAIM = re.compile(r'href="(claims/[^"]+\.html)"')
_ENTERED = re.compile(r"entered=(\d+)$")


@dataclass(slots=True)
class Reviewer:
    """One person at work, and what the service told them."""

    name: str
    kept: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Verdict and reason of every decision that the service said it kept, by number."""
    answers: Counter[str] = field(default_factory=Counter)
    """`kept`, `refused` (somebody else was faster), or what went wrong."""
    page_seconds: list[float] = field(default_factory=list)
    entry_seconds: list[float] = field(default_factory=list)


def review_together(address: str, names: Sequence[str], seconds: float, seed: int = 1) -> list[Reviewer]:
    """Lets the accounts `names` review at `address` for so long; what became of each of their decisions."""
    reviewers = [Reviewer(name=name) for name in names]
    together = threading.Barrier(len(reviewers), timeout=120)  # logging in takes its time on purpose
    threads = [
        threading.Thread(target=_review, args=(address, reviewer, seconds, together, f"{seed} {reviewer.name}"))
        for reviewer in reviewers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return reviewers


def differences(reviewers: Sequence[Reviewer], log: Sequence[Decision]) -> list[str]:
    """What the log holds otherwise than the reviewers were told; nothing where no decision was lost."""
    there = {entry.number: (entry.author, entry.verdict, entry.reason or "") for entry in log}
    told = {number: (one.name, *said) for one in reviewers for number, said in one.kept.items()}
    lost = [f"decision {number} of {said[0]} is missing" for number, said in told.items() if number not in there]
    altered = [f"decision {n} was {told[n]} and is {there[n]}" for n in told if n in there and there[n] != told[n]]
    unasked = [f"decision {number} was told to nobody" for number in there if number not in told]
    twice = len(there) - len({reason for _, _, reason in there.values()})
    return [*lost, *altered, *unasked, *([f"{twice} decisions are there twice"] if twice else [])]


def _review(address: str, reviewer: Reviewer, seconds: float, together: threading.Barrier, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311 - to choose claims by
    with httpx.Client(base_url=address, timeout=60) as client:
        form = {"token": _TOKEN.findall(client.get("/login").text)[0], "name": reviewer.name, "password": PASSWORD}
        client.post("/login", data=form)
        claims = sorted(set(_CLAIM.findall(client.get("/claims").text)))
        together.wait()
        number, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            number += 1
            claim = chance.choice(claims[:HOT_CLAIMS] if chance.random() < 0.5 else claims)
            _decide(client, reviewer, f"/{claim}", f"{reviewer.name}, look {number}", chance)


def _decide(client: httpx.Client, reviewer: Reviewer, claim: str, reason: str, chance: random.Random) -> None:
    """Opens a claim, and decides on one of the pairs or the record it asks about."""
    started = time.perf_counter()
    page = client.get(claim)
    reviewer.page_seconds.append(time.perf_counter() - started)
    if page.status_code != 200:
        reviewer.answers[f"page {page.status_code}"] += 1
        return
    questions = [dict(_HIDDEN.findall(form)) for form in _FORM.findall(page.text)]
    asked = chance.choice([one for one in questions if one["act"] == "decide" and one["kind"] in ("pair", "record")])
    verdicts = ("same_event", "not_same", "cannot_tell") if asked["kind"] == "pair" else ("withdrawn",)
    verdict = asked.get("verdict") or chance.choice(verdicts)
    started = time.perf_counter()
    answer = client.post("/decisions", data=asked | {"verdict": verdict, "reason": reason})
    reviewer.entry_seconds.append(time.perf_counter() - started)
    entered = _ENTERED.search(answer.headers.get("location", ""))
    if answer.status_code == 303 and entered is not None:
        reviewer.kept[int(entered[1])] = (verdict, reason)
        reviewer.answers["kept"] += 1
    else:
        reviewer.answers["refused" if answer.status_code == 409 else f"answer {answer.status_code}"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reviewers", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--records", type=int, default=300, help="claims, and as many statements")
    parser.add_argument("--database", default="postgresql", choices=["postgresql", "sqlite"])
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    names = [f"reviewer-{number}" for number in range(1, told.reviewers + 1)]
    with (
        tempfile.TemporaryDirectory(prefix="reconcile-reviewers-") as folder,
        make_database(told.database, Path(folder)) as url,
    ):
        _prepare(url, Path(folder), told.records, told.seed, names)
        with _service(url) as address:
            reviewers = review_together(address, names, told.seconds, told.seed)
        with open_database(url) as database:
            found = differences(reviewers, database.decisions())
            found += [fault.message for fault in database.verify().faults]
    if not any(one.kept for one in reviewers):
        found.append("nobody could decide anything")
    print("\n".join(_table(reviewers, told.seconds)))
    print("\n".join(found) if found else "\nNothing lost, nothing altered, nothing twice; the chain of the log holds.")
    sys.exit(1 if found else 0)


def _prepare(url: str, folder: Path, records: int, seed: int, names: Sequence[str]) -> None:
    write_files(folder, draw_synthetic(load_reference(None), records, 1.0, seed))
    for words in (
        ("db", "upgrade"),
        ("gazetteer", "import", str(folder / "places.csv"), "--format", "csv"),
        ("ingest", "claims", str(folder / "claims.jsonl")),
        ("ingest", "statements", str(folder / "statements.jsonl")),
        ("run", "--as-of", "2027-01-01"),
    ):
        command = [sys.executable, "-m", "reconcile", "--database", url, *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    hashed = hash_password(PASSWORD)
    with open_database(url) as database:
        for name in names:
            database.add_account(name, Role.REVIEWER, hashed, datetime.now(UTC))


@contextmanager
def _service(url: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "reconcile", "--database", url, "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            yield _when_up(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def _when_up(address: str) -> str:
    for _ in range(300):
        try:
            httpx.get(f"{address}/login", timeout=10)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return address
    raise SystemExit("The service did not come up within 30 seconds.")


def _table(reviewers: Sequence[Reviewer], seconds: float) -> Iterator[str]:
    answers = sum((one.answers for one in reviewers), Counter[str]())
    pages = sorted(second for one in reviewers for second in one.page_seconds)
    entries = sorted(second for one in reviewers for second in one.entry_seconds)
    rows = [
        ["reviewers at once, seconds", f"{len(reviewers)}, {seconds:g}"],
        *([name, f"{number:,}"] for name, number in sorted(answers.items())),
        ["page of a claim: median, 95th percentile", _spread(pages)],
        ["entering a decision: median, 95th percentile", _spread(entries)],
    ]
    return lines(["", ""], rows)


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "–"
    return f"{1000 * seconds[len(seconds) // 2]:.0f} ms, {1000 * seconds[int(len(seconds) * 0.95)]:.0f} ms"


if __name__ == "__main__":
    main()
