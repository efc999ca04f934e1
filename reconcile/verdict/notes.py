"""What stands beside a flag: revised statements, accounts that rest on one another, flags that would turn."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reconcile.domain.outcomes import (
    Alternative,
    Flag,
    Note,
    NoteKind,
    Pair,
    flag_of,
)
from reconcile.domain.phrases import count, named_first
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.verdict.circles import circles
from reconcile.verdict.pairs import Accounts
from reconcile.verdict.wording import speaker


def notes_on(
    claim: ToldClaim,
    flag: Flag | None,
    pairs: Sequence[Pair],
    links: Sequence[Pair],
    accounts: Accounts,
    alternatives: Sequence[Alternative],
) -> tuple[Note, ...]:
    """All notes on the finding of one claim, in a fixed order of kinds. `links`: those of `pairs` that are linked."""
    if not links:
        return tuple(_turning(claim.version.row, flag, pairs, alternatives))
    linked = [accounts.statements[pair.scored.statement_row] for pair in links]
    return (
        *_revisions(linked),
        *circles(claim, linked),
        *_turning(claim.version.row, flag, pairs, alternatives),
    )


def _revisions(told: Sequence[ToldStatement]) -> Iterator[Note]:
    """Several statements of one issuer on one event: a first account and what it said later."""
    if len(told) < 2:
        return
    by_issuer = sorted(told, key=lambda one: (_issuer(one), one.version.known_from, one.id))
    revised = [several for _, group in groupby(by_issuer, key=_issuer) if len(several := list(group)) > 1]
    shown, others = named_first(revised)
    for several in shown:
        yield _revision(
            f"{speaker(several[0])} tells of the event in {count(len(several), 'statement')}, from first to latest; "
            "they are versions of one account and do not compete.",
            several,
        )
    if others:
        yield _revision(
            f"{others:,} other issuers, too, tell of the event in several statements each; those of one issuer are "
            "versions of one account and do not compete.",
            [one for several in revised[len(shown) :] for one in several],
        )


def _revision(sentence: str, told: Sequence[ToldStatement]) -> Note:
    return Note(kind=NoteKind.REVISED_STATEMENT, sentence=sentence, records=tuple(one.id for one in told))


def _issuer(statement: ToldStatement) -> str:
    return statement.values.speaker or speaker(statement)


def _turning(
    claim_row: int, flag: Flag | None, pairs: Sequence[Pair], alternatives: Sequence[Alternative]
) -> Iterator[Note]:
    """Settings under which the claim would have another flag."""
    for alternative in alternatives:
        linked = alternative.links.get(claim_row)
        if linked is None or flag is None:
            continue
        facets = {pair.scored.statement_row: pair.facets for pair in pairs}
        flags = [flag_of(facets[row]) for row in linked if row in facets]
        other = _best(flags) if linked else Flag.NO_OFFICIAL_COMMENT
        if other is not flag:
            yield Note(
                kind=NoteKind.SENSITIVE,
                sentence=f"The flag would be {other.told_alone} if {alternative.words}.",
                setting=alternative.setting,
                flag=other,
            )


def _best(flags: Sequence[Flag]) -> Flag:
    return Flag.AGREEMENT if Flag.AGREEMENT in flags else Flag.PARTIAL_MATCH
