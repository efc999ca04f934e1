"""The outcome of a run in the order of the pages, with the look-ups that every page needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reconcile.domain.anchors import anchor_day
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.crowds import in_full
from reconcile.domain.decisions import Decision
from reconcile.domain.drafts import UNACCEPTED
from reconcile.domain.outcomes import Finding, Outcome, Pair, PairRole
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark, RecordKey
from reconcile.domain.standing import Standing, fold
from reconcile.report import addresses
from reconcile.report.books import ReportBooks
from reconcile.report.figures.outlines import Shapes, shapes_of
from reconcile.report.texts import shown

_ROLE_ORDER = {role: number for number, role in enumerate(PairRole)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One claim with its finding, its place in the report and its page."""

    number: int | None
    """Position among the claims, from 1; None for denials and allegations."""
    account: ClaimAccount
    finding: Finding
    address: str

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return in_order(self.finding.pairs)

    @property
    def links(self) -> tuple[Pair, ...]:
        return in_order(self.finding.links)

    @property
    def others(self) -> tuple[Pair, ...]:
        """Runner-ups and near misses."""
        return tuple(pair for pair in self.pairs if pair.scored.role is not PairRole.LINKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The claim that an unlinked statement came nearest to."""

    entry: Entry
    pair: Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    outcome: Outcome
    books: ReportBooks
    claims: tuple[Entry, ...]
    """Claims in the order of their dates."""
    apart: tuple[Entry, ...]
    """Denials and allegations, likewise."""
    statements: Mapping[str, StatementAccount]
    official_only: tuple[StatementAccount, ...]
    """Statements no claim is linked to, in the order of their dates."""
    nearest: Mapping[str, Nearest]
    """By statement id, for statements with any kept pair."""
    answered: Mapping[str, tuple[str, ...]]
    """By statement id: the ids of the claims it is linked to."""
    in_brief: tuple[StatementAccount, ...]
    """Statements that some claim's page tells in a line alone, in the order of their dates."""
    countries: Mapping[str, str]
    """English names by ISO code, as far as the outlines know them."""
    statement_addresses: Mapping[str, str]
    """By statement id: the page of the first claim it is linked to, else its place among the official-only. Of those
    that are told in a line alone somewhere, the place where they stand with their words."""
    by_row: Mapping[int, Entry]
    by_id: Mapping[str, Entry]
    shapes: Shapes
    """Outlines of countries, ready to be drawn."""
    standings: Mapping[RecordKey, tuple[Standing, ...]]
    """What people decided, by kind and id of every record it names, in the order of the log."""
    marks: Mapping[str, tuple[DecisionMark, ...]]
    """By claim id: the decisions on it as the run had them, in the order of the log."""
    places: Mapping[str, int]
    """By claim id: where the claim stands in `entries`."""
    unaccepted: int
    """Records of the run that are drafts nobody accepted (a rehearsal has them, nothing else)."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.claims + self.apart

    def label(self, code: str) -> str:
        return shown(self.books.labels.get(code, code))

    def country(self, code: str | None) -> str | None:
        return None if code is None else shown(self.countries.get(code, code))

    def issuer(self, pair: Pair) -> str:
        return shown(self.statements[pair.statement].record.issuer)


def open_ledger(outcome: Outcome, books: ReportBooks) -> Ledger:
    """Sort everything once, so that the order of the input changes no byte of the report."""
    findings = {finding.claim: finding for finding in outcome.findings}
    accounts = sorted(outcome.claims, key=_page_order)
    claims = _entries([a for a in accounts if a.record.is_claim], findings, numbered=True)
    apart = _entries([a for a in accounts if not a.record.is_claim], findings, numbered=False)
    answered = outcome.answered_claims
    official_only = tuple(sorted((s for s in outcome.statements if not answered[s.id]), key=_page_order))
    by_id = {entry.account.id: entry for entry in claims + apart}
    statements = {statement.id: statement for statement in (*outcome.statements, *books.elsewhere)}
    brief = {pair.statement for entry in claims for pair in in_full(entry.links)[1]}
    in_brief = tuple(sorted((statements[one] for one in brief), key=_page_order))
    return Ledger(
        outcome=outcome,
        books=books,
        claims=claims,
        apart=apart,
        statements=statements,
        official_only=official_only,
        nearest=_nearest(claims),
        answered=answered,
        in_brief=in_brief,
        countries={outline.country: outline.name for outline in books.outlines},
        statement_addresses={
            **{statement: by_id[claims_[0]].address for statement, claims_ in answered.items() if claims_},
            **{one.id: addresses.official_only(place, one.id) for place, one in enumerate(official_only)},
            **{one.id: addresses.in_brief(place, one.id) for place, one in enumerate(in_brief)},
        },
        by_row={entry.finding.claim_row: entry for entry in claims + apart},
        by_id=by_id,
        shapes=shapes_of(books.outlines),
        standings=by_record(books.decisions),
        marks=_marks(outcome.decisions),
        places={entry.account.id: place for place, entry in enumerate(claims + apart)},
        unaccepted=sum(UNACCEPTED in one.record.extra for one in outcome.claims)
        + sum(UNACCEPTED in one.record.extra for one in outcome.statements),
    )


def by_record(log: Iterable[Decision]) -> dict[RecordKey, tuple[Standing, ...]]:
    """What was decided, by kind and id of every record it names."""
    found: dict[RecordKey, list[Standing]] = {}
    for standing in fold(log).values():
        for record in standing.subject.records:
            found.setdefault(record, []).append(standing)
    return {record: tuple(standings) for record, standings in found.items()}


def _marks(marks: Iterable[DecisionMark]) -> dict[str, tuple[DecisionMark, ...]]:
    found: dict[str, list[DecisionMark]] = {}
    for mark in marks:
        for kind, claim in mark.decision.subject.records:
            if kind is RecordKind.CLAIM:
                found.setdefault(claim, []).append(mark)
    return {claim: tuple(told) for claim, told in found.items()}


def in_order(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Links, runner-ups, near misses; each by falling weight, then statement id."""
    return tuple(sorted(pairs, key=lambda p: (_ROLE_ORDER[p.scored.role], -p.scored.weight, p.statement)))


def _page_order(account: ClaimAccount | StatementAccount) -> tuple[date, str]:
    return anchor_day(account), account.id


def _entries(accounts: list[ClaimAccount], findings: Mapping[str, Finding], *, numbered: bool) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            number=number if numbered else None,
            account=account,
            finding=findings[account.id],
            address=addresses.claim_page(account.id),
        )
        for number, account in enumerate(accounts, 1)
    )


def _nearest(entries: tuple[Entry, ...]) -> dict[str, Nearest]:
    nearest: dict[str, Nearest] = {}
    for entry in entries:
        for pair in entry.finding.pairs:
            known = nearest.get(pair.statement)
            if known is None or (-pair.scored.weight, pair.claim) < (-known.pair.scored.weight, known.pair.claim):
                nearest[pair.statement] = Nearest(entry=entry, pair=pair)
    return nearest
