"""Accounts that rest on one another. Where one side only passes on what the other told, that both say it is no sign
that it is so."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Note, NoteKind
from reconcile.domain.records import ClaimRecord
from reconcile.domain.repetition import SAME_TEXT, share_repeated
from reconcile.domain.tolls import Harm, TollSide
from reconcile.domain.written_tolls import written_counts
from reconcile.grammar.quoting import quotes_group, quotes_officials
from reconcile.verdict.wording import possessive, speaker

Told = ClaimAccount | StatementAccount


def circles(claim: ClaimAccount, linked: Sequence[StatementAccount]) -> Iterator[Note]:
    """Notes on the claim and the statements linked with it: words that point to the other side, and texts that repeat
    one another (wire copies). Read from the records' texts and one-sentence summaries."""
    if not linked:
        return
    yield from _quoting_statements(claim, linked)
    if quotes_officials(_words(claim)):
        yield _note(
            f"{possessive(speaker(claim))} claim takes figures over from an official account; "
            "where the two are equal, they are one figure told twice.",
            claim,
        )
    yield from _copies(claim, linked)


def _quoting_statements(claim: ClaimAccount, linked: Sequence[StatementAccount]) -> Iterator[Note]:
    for statement in linked:
        if quotes_group(_words(statement)) and _counts(statement) <= _counts(claim):
            yield _note(
                f"{possessive(speaker(statement))} statement passes on what {speaker(claim)} claims and gives no other "
                "toll; it does not count as a second account.",
                statement,
            )


def _counts(account: Told) -> set[tuple[Harm, int | None, int | None]]:
    """What it states of the losses of the side attacked."""
    return {
        (harm, low, high)
        for side, harm, _, low, high in written_counts(account.record)
        if side is TollSide.OWN and (low is not None or high is not None)
    }


def _copies(claim: ClaimAccount, linked: Sequence[StatementAccount]) -> Iterator[Note]:
    told: list[Told] = [claim, *linked]
    for one, other in combinations(told, 2):
        share = share_repeated(one.record.text or "", other.record.text or "")
        if share is not None and share >= SAME_TEXT:
            yield _note(
                f"The texts of {possessive(speaker(one))} {_kind(one)} and {possessive(speaker(other))} {_kind(other)} "
                f"repeat one another ({share:.0%} of the shorter); they are one account told twice.",
                one,
                other,
            )


def _words(account: Told) -> str:
    return "\n".join(part for part in (account.record.text, account.record.summary) if part)


def _kind(account: Told) -> str:
    return "claim" if isinstance(account.record, ClaimRecord) else "statement"


def _note(sentence: str, *about: Told) -> Note:
    return Note(kind=NoteKind.CIRCULAR, sentence=sentence, records=tuple(one.id for one in about))
