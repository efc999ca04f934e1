"""Pieces of sentences: who speaks, as written. Symmetrical: A says, B says."""

from collections.abc import Sequence

from reconcile.domain.cleantext import quoted
from reconcile.domain.phrases import joined_in_short
from reconcile.domain.tellings import AnyTold


def speaker(account: AnyTold) -> str:
    """Who speaks, as written."""
    return quoted(account.record.speaker)


def in_quotes(text: str | None) -> str | None:
    """As written, between quotation marks."""
    return None if text is None else f"“{text}”"


def unsaid(a: str, one: str | None, b: str, other: str | None, says: str, lacks: str) -> str:
    """The sentence where `a`, `b` or both say nothing (`states a place`, `states no place`)."""
    if one is None and other is None:
        return f"Neither {a} nor {b} {says}."
    if one is None:
        return f"{a} {lacks}; {b} says {other}."
    return f"{a} says {one}; {b} {lacks}."


def listed(things: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; each named once, in the order given, and of many the first."""
    return joined_in_short(list(dict.fromkeys(things)))


def possessive(name: str) -> str:
    """`JNIM's`, `United States'`."""
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"
