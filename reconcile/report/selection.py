"""A part of a run: what some groups claimed, some issuers are asked for, some countries and days hold.

Findings stay what they are: a claim keeps its flag whatever is left out beside it. What a reader counts is what was
selected; statements that stand on a claim's page only because they were compared with it are counted nowhere.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reconcile.domain.anchors import anchor_day, published_day
from reconcile.domain.changes import ChangeLog
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Finding, Outcome
from reconcile.domain.phrases import joined
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Source
from reconcile.errors import NotFoundError

NAMES_SHOWN = 12
Expected = Callable[[Collection[str], str | None], Sequence[Source]]
"""Of actors hit and a country: the issuers expected to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; empty or None: no matter which."""

    claimants: tuple[str, ...] = ()
    """As written in any record, or codes of the actor table; other spellings of the same group come along."""
    issuers: tuple[str, ...] = ()
    """Likewise, or keys and names of the source table. A claim counts if one of them answers it or is expected to."""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2."""
    first: date | None = None
    last: date | None = None
    """Days of the events: a claim counts if a day it states lies within, else its publication."""
    hidden_after: date | None = None
    """Events and publications after this day are left out, with every claim that rests on one."""

    @property
    def everything(self) -> bool:
        return self == Selection()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A part of an outcome that is read like a whole."""

    outcome: Outcome
    elsewhere: tuple[StatementAccount, ...]
    """Statements compared with a selected claim that themselves were not selected."""


def select_outcome(outcome: Outcome, selection: Selection, expected: Expected) -> Selected:
    """Raises NotFoundError where the run knows no such claimant, issuer or country."""
    if selection.everything:
        return Selected(outcome=outcome, elsewhere=())
    wanted = _wanted(outcome, selection, expected)
    hidden = {one.id for one in outcome.statements if _is_hidden(one, selection)}
    findings = {finding.claim: finding for finding in outcome.findings}
    statements = {statement.id: statement for statement in outcome.statements}
    claims = tuple(
        claim
        for claim in outcome.claims
        if wanted.claim(claim, findings[claim.id], statements)
        and not _is_hidden(claim, selection)
        and not _rests_on(findings[claim.id], hidden)
    )
    kept = {claim.id for claim in claims}
    told = tuple(_without(finding, kept, hidden) for finding in outcome.findings if finding.claim in kept)
    linked_anywhere = {pair.statement for finding in outcome.findings for pair in finding.links}
    linked = {pair.statement for finding in told for pair in finding.links}
    compared = {pair.statement for finding in told for pair in finding.pairs}
    own = tuple(
        one
        for one in outcome.statements
        if one.id in linked or (one.id not in linked_anywhere | hidden and wanted.statement(one))
    )
    ids = kept | {one.id for one in own}
    return Selected(
        outcome=replace(
            outcome,
            claims=claims,
            statements=own,
            findings=told,
            issues=tuple(issue for issue in outcome.issues if issue.record_id is None or issue.record_id in ids),
        ),
        elsewhere=tuple(one for one in outcome.statements if one.id in compared and one.id not in ids),
    )


def select_changes(log: ChangeLog, selected: Selected) -> ChangeLog:
    """The changes of the claims and records that were selected."""
    claims = {claim.id for claim in selected.outcome.claims}
    statements = {one.id for one in selected.outcome.statements}
    held = {RecordKind.CLAIM: claims, RecordKind.STATEMENT: statements}
    return replace(
        log,
        claims=tuple(change for change in log.claims if change.claim in claims),
        records=tuple(cause for cause in log.records if cause.record is None or cause.id in held[cause.record]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A selection with its names looked up."""

    selection: Selection
    claimants: frozenset[str]
    issuers: frozenset[str]
    countries: frozenset[str]
    expected: Expected

    def claim(self, claim: ClaimAccount, finding: Finding, statements: dict[str, StatementAccount]) -> bool:
        if self.claimants and self.claimants.isdisjoint(_names(claim)):
            return False
        return self._place_and_time(claim) and (not self.issuers or self._asked(claim, finding, statements))

    def statement(self, statement: StatementAccount) -> bool:
        """Whether a statement that answers no claim is selected: none is where a claimant is asked for."""
        if self.claimants or (self.issuers and self.issuers.isdisjoint(_names(statement))):
            return False
        return self._place_and_time(statement)

    def _place_and_time(self, account: ClaimAccount | StatementAccount) -> bool:
        if self.countries and account.values.country not in self.countries:
            return False
        first, last = self.selection.first or date.min, self.selection.last or date.max
        days = [(days.start, days.end) for days in account.values.date.intervals]
        return any(start <= last and first <= end for start, end in days or [(anchor_day(account),) * 2])

    def _asked(self, claim: ClaimAccount, finding: Finding, statements: dict[str, StatementAccount]) -> bool:
        asked = {source.key for source in self.expected(claim.values.target_actors, claim.values.country)}
        heard = {name for pair in finding.links for name in _names(statements[pair.statement])}
        return not self.issuers.isdisjoint(asked | heard)


def _wanted(outcome: Outcome, selection: Selection, expected: Expected) -> _Wanted:
    values = [*(one.values for one in outcome.claims), *(one.values for one in outcome.statements)]
    asked = [source for one in outcome.claims for source in expected(one.values.target_actors, one.values.country)]
    known = (*outcome.sources, *asked)
    sources = {name: source.key for source in known for name in (source.key, source.name.casefold())}
    countries = {one.country for one in values if one.country is not None}
    return _Wanted(
        selection=selection,
        claimants=_found("claimant", selection.claimants, outcome.claims, {}),
        issuers=_found("issuer", selection.issuers, outcome.statements, sources),
        countries=_known("country", [one.upper() for one in selection.countries], countries),
        expected=expected,
    )


def _found(
    what: str, asked: Iterable[str], accounts: Iterable[ClaimAccount | StatementAccount], known: dict[str, str]
) -> frozenset[str]:
    """Codes and folded names that mean who was asked for. A name brings its code, a code all its names."""
    codes = dict(known)
    written = set(known)
    shown: set[str] = set()
    for account in accounts:
        name, code = account.record.speaker.casefold(), account.values.speaker
        written.add(name)
        shown.add(account.record.speaker)
        if code is not None:
            codes[name] = code
            codes[code.casefold()] = code
    found = set()
    for name in asked:
        folded = name.casefold()
        if folded not in written and folded not in codes:
            raise _unknown(what, name, shown)
        found.add(codes.get(folded, folded))
    return frozenset(found)


def _known(what: str, asked: Iterable[str], known: set[str]) -> frozenset[str]:
    for name in asked:
        if name not in known:
            raise _unknown(what, name, known)
    return frozenset(asked)


def _unknown(what: str, name: str, known: Collection[str]) -> NotFoundError:
    listed = sorted(known)[:NAMES_SHOWN]
    more = [f"{len(known) - len(listed)} more"] if len(known) > len(listed) else []
    told = joined([*listed, *more]) or "none"
    return NotFoundError(f"No record of this run has the {what} {name!r}; there are: {told}.")


def _names(account: ClaimAccount | StatementAccount) -> set[str]:
    """What the speaker may be asked for by: the code where it has one, else the folded name."""
    code = account.values.speaker
    return {account.record.speaker.casefold()} if code is None else {code}


def _is_hidden(account: ClaimAccount | StatementAccount, selection: Selection) -> bool:
    limit, span = selection.hidden_after, account.values.date.span
    if limit is None:
        return False
    latest = [day for day in (None if span is None else span.end, published_day(account)) if day is not None]
    return max(latest, default=account.version.known_from.date()) > limit


def _rests_on(finding: Finding, hidden: set[str]) -> bool:
    """Whether a finding tells of a hidden statement: by a link, or as the nearest of a silence."""
    return any(pair.statement in hidden for pair in (*finding.links, *finding.pairs[:1]))


def _without(finding: Finding, kept: set[str], hidden: set[str]) -> Finding:
    return replace(
        finding,
        family=tuple(other for other in finding.family if other in kept),
        pairs=tuple(pair for pair in finding.pairs if pair.statement not in hidden),
    )
