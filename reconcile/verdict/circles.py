"""Accounts that rest on one another. Where one side only passes on what the other told, that both say it is no sign
that it is so."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from reconcile.domain.outcomes import Note, NoteKind
from reconcile.domain.phrases import NAMED, joined_in_short, named_first
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
    quoting = [one for one in linked if quotes_group(_words(one)) and _counts(one) <= _counts(claim)]
    shown, others = named_first(quoting)
    for statement in shown:
        yield _note(
            f"{possessive(speaker(statement))} statement passes on what {speaker(claim)} claims and gives no other "
            "toll; it does not count as a second account.",
            statement,
        )
    if others:
        yield _note(
            f"{others:,} other statements, too, pass on what {speaker(claim)} claims and give no other toll; none of "
            "them counts as a second account.",
            *quoting[len(shown) :],
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
    alike = [
        (one, other, share)
        for (one, first), (other, second) in combinations(told, 2)
        if (share := share_of_runs(first, second)) >= SAME_TEXT
    ]
    if len(alike) > NAMED:
        yield from _told_often([one for one, _ in told], alike)
        return
    for one, other, share in alike:
        yield _note(
            f"The texts of {_named(one)} and {_named(other)} repeat one another ({share:.0%} of the shorter); they are "
            "one account told twice.",
            one,
            other,
        )


def _told_often(told: Sequence[AnyTold], alike: Sequence[tuple[AnyTold, AnyTold, float]]) -> Iterator[Note]:
    """One note on each set of texts that hang together, where pairs of them are too many to be told one by one: a
    hundred copies of one text are five thousand pairs."""
    sets = {id(one): [one] for one in told}
    for one, other, _ in alike:
        held, joining = sets[id(one)], sets[id(other)]
        if held is not joining:
            held += joining
            sets |= {id(text): held for text in joining}
    for copies in {id(held): held for held in sets.values() if len(held) > 1}.values():
        yield _note(
            f"The texts of {joined_in_short([_named(one) for one in copies])} repeat one another; they are one account "
            f"told {'twice' if len(copies) == 2 else f'{len(copies):,} times'}.",
            *copies,
        )


def _named(account: AnyTold) -> str:
    return f"{possessive(speaker(account))} {_kind(account)}"


def _words(account: AnyTold) -> str:
    return "\n".join(part for part in (account.record.text, account.record.summary) if part)


def _kind(account: AnyTold) -> str:
    return "claim" if is_claim(account) else "statement"


def _note(sentence: str, *about: AnyTold) -> Note:
    return Note(kind=NoteKind.CIRCULAR, sentence=sentence, records=tuple(one.id for one in about))
