"""Texts that repeat one another: wire copies, forwards, one communiqué on two pages."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

WORDS_OF_A_SHINGLE = 4
SAME_TEXT = 0.6
"""Share of the shorter text's shingles that the longer holds, from which one repeats the other. Assessed."""
SKETCH_SIZE = 128
"""The smallest hashes kept of a text: enough to tell shares to within about 5 points."""
_FEWEST = 12
"""Shingles below which a text is too short to say that it repeats another."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Shingles:
    """The smallest hashes of a text's runs of words, ascending."""

    hashes: tuple[int, ...]
    whole: bool
    """Whether these are all."""


def shingles(text: str) -> Shingles:
    """The bottom-k sketch of a text (Broder 1997): the smallest of the hashes of all runs of four words."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = {" ".join(words[n : n + WORDS_OF_A_SHINGLE]) for n in range(len(words) - WORDS_OF_A_SHINGLE + 1)}
    hashed = sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=7).digest(), "big") for run in runs)
    return Shingles(tuple(hashed[:SKETCH_SIZE]), len(hashed) <= SKETCH_SIZE)


def likeness(one: Shingles, other: Shingles) -> float:
    """Share of the shorter text that stands in the longer, 0 to 1."""
    if min(len(one.hashes), len(other.hashes)) < _FEWEST:
        return 0.0
    first, second = (one, other) if len(one.hashes) <= len(other.hashes) else (other, one)
    limit = min((s.hashes[-1] for s in (first, second) if not s.whole), default=None)
    mine = [h for h in first.hashes if limit is None or h <= limit]
    theirs = {h for h in second.hashes if limit is None or h <= limit}
    if len(mine) < _FEWEST:
        return 0.0
    return sum(h in theirs for h in mine) / min(len(mine), max(len(theirs), 1))


def near_duplicate(new: Shingles, earlier: Iterable[tuple[str, Shingles]]) -> tuple[str, float] | None:
    """The earlier text that a new one repeats, and how much of it; None where it repeats none."""
    best = max(((min(likeness(new, sketch), 1.0), key) for key, sketch in earlier), default=None)
    return None if best is None or best[0] < SAME_TEXT else (best[1], round(best[0], 3))
