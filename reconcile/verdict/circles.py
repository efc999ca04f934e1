"""Accounts that rest on one another. Where one side only passes on what the other told, that both say it is no sign
that it is so."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from reconcile.domain.outcomes import Note, NoteKind
from reconcile.domain.repetition import FEWEST_RUNS, SAME_TEXT, runs_of_words, share_of_runs
from reconcile.domain.tellings import AnyTold, ToldClaim, ToldStatement, is_claim
from reconcile.domain.tolls import Harm, TollSide
from reconcile.domain.written_tolls import written_counts
from reconcile.grammar.quoting import quotes_group, quotes_officials
from reconcile.verdict.wording import possessive, speaker


def circles(claim: ToldClaim, linked: Sequence[ToldStatement]) -> Iterator[Note]:
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


def _quoting_statements(claim: ToldClaim, linked: Sequence[ToldStatement]) -> Iterator[Note]:
    for statement in linked:
        if quotes_group(_words(statement)) and _counts(statement) <= _counts(claim):
            yield _note(
                f"{possessive(speaker(statement))} statement passes on what {speaker(claim)} claims and gives no other "
                "toll; it does not count as a second account.",
                statement,
            )


def _counts(account: AnyTold) -> set[tuple[Harm, int | None, int | None]]:
    """What it states of the losses of the side attacked."""
    return {
        (harm, low, high)
        for side, harm, _, low, high in written_counts(account.record)
        if side is TollSide.OWN and (low is not None or high is not None)
    }


def _copies(claim: ToldClaim, linked: Sequence[ToldStatement]) -> Iterator[Note]:
    """Each text is cut into its runs once, and only texts long enough to tell are set beside one another."""
    told: list[tuple[AnyTold, frozenset[str]]] = [
        (one, runs)
        for one in (claim, *linked)
        if one.record.text and len(runs := runs_of_words(one.record.text)) >= FEWEST_RUNS
    ]
    for (one, first), (other, second) in combinations(told, 2):
        share = share_of_runs(first, second)
        if share >= SAME_TEXT:
            yield _note(
                f"The texts of {possessive(speaker(one))} {_kind(one)} and {possessive(speaker(other))} {_kind(other)} "
                f"repeat one another ({share:.0%} of the shorter); they are one account told twice.",
                one,
                other,
            )


def _words(account: AnyTold) -> str:
    return "\n".join(part for part in (account.record.text, account.record.summary) if part)


def _kind(account: AnyTold) -> str:
    return "claim" if is_claim(account) else "statement"


def _note(sentence: str, *about: AnyTold) -> Note:
    return Note(kind=NoteKind.CIRCULAR, sentence=sentence, records=tuple(one.id for one in about))
