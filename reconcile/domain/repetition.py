"""Texts that repeat one another: runs of four words that both hold."""

import re

WORDS_OF_A_RUN = 4
FEWEST_RUNS = 12
"""Runs below which a text is too short to say that it repeats another."""
SAME_TEXT = 0.6
"""Share of the shorter text's runs that the longer holds, from which one repeats the other. Assessed."""
_WORD = re.compile(r"[^\W_]+")


def runs_of_words(text: str) -> frozenset[str]:
    """Every run of four words of a text, folded."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(" ".join(words[n : n + WORDS_OF_A_RUN]) for n in range(len(words) - WORDS_OF_A_RUN + 1))


def share_of_runs(first: frozenset[str], second: frozenset[str]) -> float:
    """Share of the fewer of two sets of runs that the other holds, 0 to 1. Neither may be empty."""
    return len(first & second) / min(len(first), len(second))
