"""A part of a run: what some groups claimed, some issuers are asked for, some countries and days hold.

Findings stay what they are: a claim keeps its flag whatever is left out beside it. What a reader counts is what was
selected; statements that stand on a claim's page only because they were compared with it are counted nowhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reconcile.domain.anchors import anchor_day, published_day
from reconcile.domain.changes import Cause, CauseKind, ChangeLog, ClaimChange
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import CloseCall, Finding, Note, NoteKind, Outcome, Pair, PairRole
from reconcile.domain.phrases import joined
from reconcile.domain.records import RecordKind
from reconcile.domain.replacements import replaced_by
from reconcile.domain.sources import Coverage, CoverageBasis, ExpectedFor
from reconcile.domain.staleness import DecisionMark
from reconcile.errors import NotFoundError

NAMES_SHOWN = 12
_CLAIM = RecordKind.CLAIM
_STATEMENT = RecordKind.STATEMENT


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
class Withheld:
    """Records that nothing may tell of: not a page, and not a sentence of another record's page either."""

    claims: frozenset[str] = frozenset()
    claim_rows: frozenset[int] = frozenset()
    statements: frozenset[str] = frozenset()
    statement_rows: frozenset[int] = frozenset()
    bound: frozenset[str] = frozenset()
    """Statements that are linked to a withheld claim: why they are not linked to another may tell of it."""
    replaced: frozenset[str] = frozenset()
    """Statements whose place a withheld one has taken."""
    decisions: frozenset[int] = frozenset()
    """Numbers of the decisions of people that speak of a withheld record."""

    def names(self, cause: Cause) -> bool:
        """Whether a cause is one of the withheld records, or tells that one has taken the place of another."""
        if cause.record is None:
            return False
        young = self.claims if cause.record is RecordKind.CLAIM else self.statements
        return cause.id in young or (cause.kind is CauseKind.SUPERSEDED_RECORD and cause.after in young)

    @property
    def anything(self) -> bool:
        return self != NOTHING_WITHHELD

    def contradicts(self, one: Contradiction) -> bool:
        """Whether a contradiction tells of a withheld record."""
        if one.record is RecordKind.CLAIM:
            return one.id in self.claims
        return one.id in self.statements or (not one.linked and one.id in self.bound)

    def tells(self, pair: Pair) -> bool:
        """Whether what is said of a pair that is not linked tells of a withheld record."""
        scored = pair.scored
        return (
            any(pair.statement in some for some in (self.statements, self.bound, self.replaced))
            or scored.rival_claim_row in self.claim_rows
            or scored.rival_statement_row in self.statement_rows
        )


NOTHING_WITHHELD = Withheld()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A part of an outcome that is read like a whole."""

    outcome: Outcome
    elsewhere: tuple[StatementAccount, ...]
    """Statements compared with a selected claim that themselves were not selected."""
    withheld: Withheld = NOTHING_WITHHELD
    """What is too young to be told of."""


def select_outcome(
    outcome: Outcome, selection: Selection, expected: ExpectedFor, decisions: Sequence[DecisionMark] = ()
) -> Selected:
    """`decisions`: all of the run, of which the outcome of a public edition has none.

    Raises NotFoundError where the run knows no such claimant, issuer or country.
    """
    if selection.everything:
        return Selected(outcome=outcome, elsewhere=())
    wanted = _wanted(outcome, selection, expected)
    findings = {finding.claim: finding for finding in outcome.findings}
    statements = {statement.id: statement for statement in outcome.statements}
    withheld = _withheld(outcome, selection, decisions)
    later = _later_claims(outcome, withheld)
    claims = tuple(
        claim
        for claim in outcome.claims
        if wanted.claim(claim, findings[claim.id], statements) and claim.id not in withheld.claims
    )
    kept = {claim.id for claim in claims}
    told = tuple(_without(finding, kept, withheld, later) for finding in outcome.findings if finding.claim in kept)
    linked_anywhere = {pair.statement for finding in outcome.findings for pair in finding.links}
    linked = {pair.statement for finding in told for pair in finding.links}
    compared = {pair.statement for finding in told for pair in finding.pairs}
    # One that a withheld statement replaced answers nothing for that alone: it is not told as answering no claim.
    untold = linked_anywhere | withheld.statements | withheld.replaced
    own = tuple(
        one for one in outcome.statements if one.id in linked or (one.id not in untold and wanted.statement(one))
    )
    ids = kept | {one.id for one in own}
    return Selected(
        outcome=replace(
            outcome,
            claims=claims,
            statements=own,
            findings=told,
            coverage=tuple(_until(outcome.coverage, selection.hidden_after)),
            issues=tuple(issue for issue in outcome.issues if issue.record_id is None or issue.record_id in ids),
        ),
        elsewhere=tuple(one for one in outcome.statements if one.id in compared and one.id not in ids),
        withheld=withheld,
    )


def select_changes(log: ChangeLog, selected: Selected) -> ChangeLog:
    """The changes of the claims and records that were selected."""
    claims = {claim.id for claim in selected.outcome.claims}
    statements = {one.id for one in selected.outcome.statements}
    held = {RecordKind.CLAIM: claims, RecordKind.STATEMENT: statements}
    withheld = selected.withheld
    return replace(
        log,
        claims=tuple(
            _without_days(change) if withheld.anything else change
            for change in log.claims
            if change.claim in claims and not _betrays(change, withheld)
        ),
        records=tuple(
            cause
            for cause in log.records
            if cause.record is None or (cause.id in held[cause.record] and not withheld.names(cause))
        ),
    )


def _without_days(change: ClaimChange) -> ClaimChange:
    """Without the days on which sources are known to have been collected: of the last of them young records tell."""
    causes = (
        replace(cause, before=None, after=None) if cause.kind is CauseKind.COVERAGE_CHANGED else cause
        for cause in change.causes
    )
    return replace(change, causes=tuple(causes))


def _betrays(change: ClaimChange, withheld: Withheld) -> bool:
    """Whether a change came about by a withheld record: told without it, it would have no reason."""
    return (
        any(link.statement in withheld.statements for link in change.links)
        or any(map(withheld.contradicts, (*change.contradicted, *change.no_longer_contradicted)))
        or any(withheld.names(cause) for cause in change.causes)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A selection with its names looked up."""

    selection: Selection
    claimants: frozenset[str]
    issuers: frozenset[str]
    countries: frozenset[str]
    expected: ExpectedFor

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


def _wanted(outcome: Outcome, selection: Selection, expected: ExpectedFor) -> _Wanted:
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


def _withheld(outcome: Outcome, selection: Selection, decisions: Sequence[DecisionMark]) -> Withheld:
    """The records that are too young, and the claims whose finding tells of one: they are not told of either.

    What tells of those claims in turn is left out as well, until nothing is left that would.
    """
    if selection.hidden_after is None:
        return NOTHING_WITHHELD
    young = [one for one in outcome.statements if _is_hidden(one, selection)]
    statements = frozenset(one.id for one in young)
    hidden = {one.id for one in outcome.claims if _is_hidden(one, selection)}
    rows = {finding.claim: finding.claim_row for finding in outcome.findings}
    while True:
        withheld = Withheld(
            claims=frozenset(hidden),
            claim_rows=frozenset(rows[claim] for claim in hidden),
            statements=statements,
            statement_rows=frozenset(one.version.row for one in young),
            bound=frozenset(
                pair.statement for finding in outcome.findings if finding.claim in hidden for pair in finding.links
            ),
            replaced=frozenset(one.record.supersedes for one in young if one.record.supersedes is not None),
            decisions=frozenset(
                mark.number for mark in decisions if _speaks_of(mark, {_CLAIM: hidden, _STATEMENT: statements})
            ),
        )
        more = {finding.claim for finding in outcome.findings if _rests_on(finding, withheld)} - hidden
        if not more:
            return withheld
        hidden |= more


def _speaks_of(mark: DecisionMark, young: Mapping[RecordKind, Collection[str]]) -> bool:
    """Whether a decision is on one of these records, or holds another for its copy."""
    records = mark.decision.subject.records
    copies = [(kind, mark.decision.duplicate_of) for kind, _ in records]
    return any(id_ in young[kind] for kind, id_ in (*records, *copies))


def _later_claims(outcome: Outcome, withheld: Withheld) -> dict[str, str]:
    """By id of a claim that a withheld one of its group has taken the place of: what its reason says of that."""
    claimants = {one.id: one.record.speaker for one in outcome.claims}
    return {
        old: replaced_by(claimants[old], one.id)
        for one in outcome.claims
        if one.id in withheld.claims and (old := one.record.supersedes) is not None and old in claimants
    }


def _until(coverage: Iterable[Coverage], last: date | None) -> Iterator[Coverage]:
    """What was collected until a day, as far as it was inferred: a later day tells that something was published."""
    for span in coverage:
        if last is None or span.basis is not CoverageBasis.INFERRED or span.days.end <= last:
            yield span
        elif span.days.start <= last:
            yield replace(span, days=DateInterval(span.days.start, last))


def _rests_on(finding: Finding, withheld: Withheld) -> bool:
    """Whether a finding would be another, or could not be told, without what is withheld: by a link, by what people
    decided, or as a silence that a statement would end, or that is told with its nearest statement."""
    if not withheld.decisions.isdisjoint(finding.decisions):
        return True
    if finding.links:
        return any(pair.statement in withheld.statements for pair in finding.links)
    return any(
        withheld.tells(pair)
        and (place == 0 or _would_answer(pair, withheld) or pair.sentence.removesuffix(".") in finding.reason)
        for place, pair in enumerate(finding.pairs)
    )


def _would_answer(pair: Pair, withheld: Withheld) -> bool:
    """Whether a statement may go unlinked for a withheld record alone, which took its place or fits better."""
    return pair.statement in withheld.replaced or pair.scored.failed == "competition"


def _without(finding: Finding, kept: set[str], withheld: Withheld, later: Mapping[str, str]) -> Finding:
    """The finding without what tells of others that are left out; `later` by claim (`_later_claims`)."""
    family = tuple(other for other in finding.family if other in kept)
    if not withheld.anything:
        return replace(finding, family=family)
    return replace(
        finding,
        # That a claim was replaced neither makes nor unmakes its flag: untold, all else it says is as true.
        reason=finding.reason.replace(f"; {later[finding.claim]}", "") if finding.claim in later else finding.reason,
        family=family,
        notes=tuple(note for note in finding.notes if not _tells(note, withheld)),
        contradictions=tuple(one for one in finding.contradictions if not withheld.contradicts(one)),
        pairs=tuple(
            _alone(pair, withheld)
            for pair in finding.pairs
            if pair.scored.role is PairRole.LINKED or not withheld.tells(pair)
        ),
    )


def _tells(note: Note, withheld: Withheld) -> bool:
    """That a flag would turn under another setting may rest on any record, and is not told at all."""
    return note.kind is NoteKind.SENSITIVE or not (withheld.claims | withheld.statements).isdisjoint(note.records)


def _alone(pair: Pair, withheld: Withheld) -> Pair:
    """The pair without its rival where that is withheld."""
    scored = pair.scored
    if scored.rival_claim_row not in withheld.claim_rows and scored.rival_statement_row not in withheld.statement_rows:
        return pair
    call = None if scored.close_call is CloseCall.MARGIN else scored.close_call
    alone = replace(scored, margin=None, rival_claim_row=None, rival_statement_row=None, close_call=call)
    return replace(pair, scored=alone)
