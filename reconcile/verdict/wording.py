"""Pieces of sentences: who speaks, as written. Symmetrical: A says, B says."""

from collections.abc import Sequence

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.phrases import joined


def speaker(account: ClaimAccount | StatementAccount) -> str:
    """Who speaks, as written."""
    return quoted(account.record.speaker)


def listed(things: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; each named once, in the order given."""
    return joined(list(dict.fromkeys(things)))


def possessive(name: str) -> str:
    """`JNIM's`, `United States'`."""
    return f"{name}'" if name.endswith(("s", "S")) else f"{name}'s"
