"""Texts that repeat one another: wire copies, forwards, one communiqué on two pages."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.domain.repetition import FEWEST_RUNS, SAME_TEXT, runs_of_words

SKETCH_SIZE = 128
"""The smallest hashes kept of a text: enough to tell shares to within about 5 points."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """The smallest hashes of a text's runs of words, ascending."""

    hashes: tuple[int, ...]
    whole: bool
    """Whether these are all."""


def shingles(text: str) -> Shingles:
    """The bottom-k sketch of a text (Broder 1997): the smallest of the hashes of all runs of four words."""
    runs = runs_of_words(text)
    hashed = sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=7).digest(), "big") for run in runs)
    return Shingles(tuple(hashed[:SKETCH_SIZE]), len(hashed) <= SKETCH_SIZE)


def likeness(one: Shingles, other: Shingles) -> float:
    """Share of the shorter text that stands in the longer, 0 to 1."""
    if min(len(one.hashes), len(other.hashes)) < FEWEST_RUNS:
        return 0.0
    first, second = (one, other) if len(one.hashes) <= len(other.hashes) else (other, one)
    limit = min((s.hashes[-1] for s in (first, second) if not s.whole), default=None)
    mine = [h for h in first.hashes if limit is None or h <= limit]
    theirs = {h for h in second.hashes if limit is None or h <= limit}
    if len(mine) < FEWEST_RUNS:
        return 0.0
    return sum(h in theirs for h in mine) / min(len(mine), max(len(theirs), 1))


def near_duplicate(new: Shingles, earlier: Iterable[tuple[str, Shingles]]) -> tuple[str, float] | None:
    """The earlier text that a new one repeats, and how much of it; None where it repeats none."""
    best = max(((min(likeness(new, sketch), 1.0), key) for key, sketch in earlier), default=None)
    return None if best is None or best[0] < SAME_TEXT else (best[1], round(best[0], 3))
