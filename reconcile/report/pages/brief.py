"""Statements of which a claim's page tells in a line, where they are too many to be written out."""

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.domain.outcomes import Pair, PairRole
from reconcile.report import readings, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import beside, denies_in_words
from reconcile.report.pages.side_by_side import killed
from reconcile.report.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefStatement:
    id: str
    address: str | None
    """Where the statement stands with its words, from the folder of claim pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line tells."""

    who: str
    published: str
    date: str
    where: str
    killed: str
    says: str
    outcome: str
    """The flag of a link; of another, its role and the test it failed. With why a person should look, if one should."""
    rival: tuple[str, str] | None
    """Id and address (within the folder of claim pages) of the claim that won the statement."""
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRow:
    """One line: statements of which the same is told. Many of a crowd differ by their ids alone."""

    statements: tuple[BriefStatement, ...]
    told: Told


def brief_rows(pairs: Sequence[Pair], ledger: Ledger) -> tuple[BriefRow, ...]:
    """In the order of the pairs, a line standing where its first statement does."""
    lines: dict[Told, list[BriefStatement]] = {}
    for pair in pairs:
        address = ledger.statement_addresses.get(pair.statement)
        one = BriefStatement(
            id=shown(pair.statement),
            address=None if address is None else f"../{address}",
        )
        lines.setdefault(_told(pair, ledger), []).append(one)
    return tuple(BriefRow(statements=tuple(those), told=told) for told, those in lines.items())


def _told(pair: Pair, ledger: Ledger) -> Told:
    account = ledger.statements[pair.statement]
    return Told(
        who=ledger.issuer(pair),
        published=shown(words.published_or_read(account.record.published, account.record.reported)),
        date=words.event_date(account.values.date),
        where=readings.place_short(account, ledger),
        killed=killed(account).words or "–",
        says=denies_in_words(pair.stance, pair.denies),
        outcome=_outcome(pair),
        rival=rival(pair, ledger),
        weight=words.bits(pair.scored.weight),
    )


def _outcome(pair: Pair) -> str:
    scored = pair.scored
    if scored.role is PairRole.LINKED:
        told = [words.ROLES[scored.role] if pair.flag is None else words.FLAGS[pair.flag]]
    else:
        told = [words.ROLES[scored.role], words.failed_test(scored.failed)]
    if pair.decision is not None:
        told.append(words.decided_by(pair.decision))
    if scored.close_call is not None:
        told.append(words.REASONS[scored.close_call.value][0].lower())
    return "; ".join(told)


def rival(pair: Pair, ledger: Ledger) -> tuple[str, str] | None:
    """Id and address (within the folder of claim pages) of the claim that won the statement."""
    row = pair.scored.rival_claim_row
    rival = None if row is None else ledger.by_row.get(row)
    if rival is None or rival.account.id == pair.claim:
        return None
    return beside(rival)
