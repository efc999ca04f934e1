"""Fuzzes every reader, the grammars and drafting: `python -m benchmarks.fuzzing --minutes 60` (`make fuzz`).

Hypothesis makes inputs from true samples: pieces cut, doubled, swapped, bytes changed, words of the field put in.
Where atheris is installed (`--atheris`), it follows which branches an input reaches. Inputs that break something are
written to `fuzz-found/TARGET/`; the exit code is then 1.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.fuzzing.seeds import WORDS, samples
from benchmarks.fuzzing.targets import TARGETS

FOUND = Path("fuzz-found")
_ROUND = 500
"""Examples of one round of Hypothesis."""
_LONGEST = 30_000
_LATE = 60
"""Seconds for which a round that began in time goes on."""
_MOST_FAULTS = 5
"""Rounds with a fault after which a target is left: it is one fault over and over."""
_OPERATIONS = ("cut", "double", "insert", "change", "swap", "splice", "repeat")


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """One of the seeds with up to twelve changes."""
    content = bytearray(draw(st.sampled_from(list(seeds))))
    for _ in range(draw(st.integers(0, 12))):
        at = draw(st.integers(0, len(content)))
        to = min(len(content), at + draw(st.integers(0, 200)))
        match draw(st.sampled_from(_OPERATIONS)):
            case "cut":
                del content[at:to]
            case "double":
                content[at:at] = content[at:to]
            case "insert":
                content[at:at] = draw(st.sampled_from(WORDS))
            case "change":
                content[at:to] = draw(st.binary(max_size=8))
            case "swap":
                content = content[at:] + content[:at]
            case "repeat":
                content[at:at] = draw(st.sampled_from(WORDS)) * draw(st.integers(1, 400))
            case _:
                content[at:to] = draw(st.sampled_from(list(seeds)))[:400]
    return bytes(content[:_LONGEST])


def fuzz(target: str, seconds: float, start: int) -> tuple[int, int]:
    """Rounds of Hypothesis on one target for so long: how many inputs were tried, and how many rounds found a fault."""
    tried = faults = 0
    deadline = time.monotonic() + seconds
    for number in range(start, sys.maxsize):
        if time.monotonic() > deadline or faults >= _MOST_FAULTS:
            break
        more, broken = _one_round(target, number, deadline)
        tried += more
        if broken:
            faults += 1
            _keep(target, *min(broken, key=lambda one: len(one[0])))
    return tried, faults


def _one_round(target: str, number: int, deadline: float) -> tuple[int, list[tuple[bytes, Exception]]]:
    read, broken, tried = TARGETS[target], list[tuple[bytes, Exception]](), [0]

    @seed(number)
    @settings(
        max_examples=_ROUND,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
    )
    @given(mutated(samples(target)))
    def once(content: bytes) -> None:
        if time.monotonic() > deadline + _LATE:
            return
        tried[0] += 1
        try:
            read(content)
        except Exception as error:
            broken.append((content, error))
            raise

    with contextlib.suppress(Exception):  # whatever it is, it is what we look for, and it is in `broken`
        once()
    return tried[0], broken


def _keep(target: str, content: bytes, error: BaseException) -> None:
    folder = FOUND / target
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(content).hexdigest()[:16]
    (folder / name).write_bytes(content)
    (folder / f"{name}.txt").write_text("".join(traceback.format_exception(error))[-6000:], encoding="utf-8")
    print(f"{target}: {type(error).__name__}: {error}"[:300], flush=True)


def guided(target: str, seconds: float) -> bool:
    """Whether atheris got through its time without a fault. It has a process of its own, which libFuzzer ends."""
    words = (target, str(int(seconds)), str(FOUND))
    return subprocess.run([sys.executable, "-m", "benchmarks.fuzzing.guided", *words], check=False).returncode == 0


def _shares(minutes: float, targets: Sequence[str]) -> Iterator[tuple[str, float]]:
    for target in targets:
        yield target, minutes * 60 / len(targets)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0, help="for all targets together")
    parser.add_argument("--target", action="append", choices=sorted(TARGETS), help="default: all, one after the other")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--atheris", action="store_true", help="guided by coverage; needs atheris")
    chosen = parser.parse_args()
    total = {"tried": 0, "broke": 0}
    for target, seconds in _shares(chosen.minutes, chosen.target or list(TARGETS)):
        if chosen.atheris:
            total["broke"] += not guided(target, seconds)
            continue
        tried, broke = fuzz(target, seconds, chosen.seed)
        total["tried"] += tried
        total["broke"] += broke
        print(json.dumps({"target": target, "tried": tried, "broke": broke, "seconds": round(seconds)}), flush=True)
    print(json.dumps({**total, "seed": chosen.seed, "minutes": chosen.minutes, "pid": os.getpid()}), flush=True)
    sys.exit(1 if total["broke"] else 0)


if __name__ == "__main__":
    main()
