"""What a run found, put together again."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from reconcile.domain.comparables import Account, ClaimAccount, StatementAccount
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import (
    ComparisonScore,
    Facet,
    FacetFinding,
    FacetResult,
    Finding,
    Flag,
    Note,
    NoteKind,
    Outcome,
    Pair,
    PairRole,
    RunState,
    ScoredPair,
)
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.errors import NotFoundError
from reconcile.store.accounts import load_accounts
from reconcile.store.chunks import chunked
from reconcile.store.contradictions import contradiction_from
from reconcile.store.decision_marks import decision_marks
from reconcile.store.decisions import load_decisions
from reconcile.store.pair_texts import Level, load_levels, whole_facets, whole_scores
from reconcile.store.remarks import remarks_at_ingest
from reconcile.store.run_tables import FindingRow, PairRow
from reconcile.store.runs import find_run, run_coverage, run_record, run_sight
from reconcile.store.sources import load_sources
from reconcile.store.versions import known_versions

_ROLES = {role: place for place, role in enumerate(PairRole)}


def load_outcome(connection: Connection, number: int) -> Outcome:
    """Raises NotFoundError where there is no such run or it did not finish."""
    run = done_run(connection, number)
    claims: dict[int, ClaimAccount] = _accounts(connection, RecordKind.CLAIM, run)
    statements: dict[int, StatementAccount] = _accounts(connection, RecordKind.STATEMENT, run)
    findings = load_findings(connection, run, claims, statements)
    return Outcome(
        run=run_record(run),
        claims=tuple(claims.values()),
        statements=tuple(statements.values()),
        findings=tuple(findings[row].as_told(run.as_of) for row in claims),
        coverage=run_coverage(connection, run),
        sources=load_sources(connection, run.sources),
        issues=data_issues(connection, list(claims.values()), list(statements.values())),
        decisions=decisions_of(connection, run),
    )


def load_outcome_beside(connection: Connection, number: int, other: Outcome) -> tuple[Outcome, frozenset[int]]:
    """The outcome of a run before `other`, without issues and without the findings that both share, whose claims are
    given by row. Accounts that both share are those of `other`: where little changed, little is read."""
    run = done_run(connection, number)
    if run.replay is not None or other.run.replay or other.run.number <= number:
        return load_outcome(connection, number), frozenset()
    alike = run.reference == find_run(connection, other.run.number).reference
    claims: dict[int, ClaimAccount] = _accounts(connection, RecordKind.CLAIM, run, other.claims if alike else ())
    statements: dict[int, StatementAccount] = _accounts(
        connection, RecordKind.STATEMENT, run, other.statements if alike else ()
    )
    both = claims.keys() & {claim.version.row for claim in other.claims}
    shared = frozenset(both - _touched(connection, number, other.run.number))
    apart = [row for row in claims if row not in shared]
    findings = load_findings(connection, run, claims, statements, apart)
    outcome = Outcome(
        run=run_record(run),
        claims=tuple(claims.values()),
        statements=tuple(statements.values()),
        findings=tuple(findings[row].as_told(run.as_of) for row in apart),
        coverage=run_coverage(connection, run),
        sources=load_sources(connection, run.sources),
        decisions=decisions_of(connection, run),
    )
    return outcome, shared


def data_issues(
    connection: Connection, claims: Sequence[ClaimAccount], statements: Sequence[StatementAccount]
) -> tuple[Issue, ...]:
    """What ingest and normalising had to say of these versions, record by record."""
    return (
        *_issues(connection, RecordKind.CLAIM, claims),
        *_issues(connection, RecordKind.STATEMENT, statements),
    )


def decisions_of(connection: Connection, run: Row[Any]) -> tuple[DecisionMark, ...]:
    """What stood or was proposed when the run began, beside the versions it saw."""
    sights = {kind: run_sight(connection, kind, run) for kind in RecordKind}
    return decision_marks(connection, sights, load_decisions(connection, run.last_decision or 0))


def done_run(connection: Connection, number: int) -> Row[Any]:
    run = find_run(connection, number)
    if run.state is not RunState.DONE:
        raise NotFoundError(f"Run {number} did not finish, so it has no results.")
    return run


def _touched(connection: Connection, first: int, last: int) -> set[int]:
    """Claim rows of findings and pairs that held in one of two runs of the line and not in the other."""
    found: set[int] = set()
    for table in (FindingRow, PairRow):
        opened = and_(table.first_run > first, table.first_run <= last)
        closed = and_(table.last_run >= first, table.last_run < last)
        query = select(table.claim).where(~table.replay, or_(opened, closed)).distinct()
        found |= set(connection.execute(query).scalars())
    return found


def _accounts(
    connection: Connection, kind: RecordKind, run: Row[Any], read: Sequence[Account[Any]] = ()
) -> dict[int, Account[Any]]:
    """By row, in the order of record ids; those in `read` need not be read again."""
    known = known_versions(connection, kind, run_sight(connection, kind, run))
    held = {account.version.row: account for account in read}
    missing = [version.row for version in known if version.row not in held]
    accounts = held | load_accounts(connection, kind, missing, run.reference)
    return {version.row: accounts[version.row] for version in known}


R = TypeVar("R", FindingRow, PairRow)


def held_when_ended(table: type[R], run: Row[Any]) -> ColumnElement[bool]:
    """That a row held when this run ended."""
    if run.replay is not None:
        return and_(table.replay, table.first_run == run.replay)
    still = or_(table.last_run.is_(None), table.last_run >= run.number)
    return and_(~table.replay, table.first_run <= run.number, still)


def _rows(connection: Connection, table: type[R], run: Row[Any], wanted: Sequence[int] | None) -> Iterator[Row[Any]]:
    """What held when the run ended, of these claims (None: of all)."""
    query = select(table.__table__).where(held_when_ended(table, run))
    if wanted is None:
        yield from connection.execute(query)
        return
    for chunk in chunked(wanted):
        yield from connection.execute(query.where(table.claim.in_(chunk)))


def load_findings(
    connection: Connection,
    run: Row[Any],
    claims: Mapping[int, ToldClaim],
    statements: Mapping[int, ToldStatement],
    wanted: Sequence[int] | None = None,
) -> dict[int, Finding]:
    """By claim row; only those `wanted`, where that is given."""
    pairs = _pairs(connection, run, claims, statements, wanted)
    found: dict[int, Finding] = {}
    for row in _rows(connection, FindingRow, run, wanted):
        claim = claims[row.claim]
        found[row.claim] = Finding(
            claim=claim.id,
            version=claim.version.version,
            claim_row=row.claim,
            flag=row.flag,
            status=row.status,
            stance=row.stance,
            reason=row.reason,
            family=tuple(row.family),
            machine_flag=row.machine_flag,
            decisions=tuple(row.decisions or ()),
            notes=tuple(_note(told) for told in row.notes or ()),
            contradictions=tuple(contradiction_from(told) for told in row.contradictions or ()),
            pairs=tuple(sorted(pairs[row.claim], key=_rank)),
        )
    return found


def _note(told: Mapping[str, Any]) -> Note:
    flag = told.get("flag")
    return Note(
        kind=NoteKind(told["kind"]),
        sentence=told["sentence"],
        records=tuple(told["records"]),
        setting=told.get("setting"),
        flag=None if flag is None else Flag(flag),
    )


def _rank(pair: Pair) -> tuple[int, float, str]:
    """Links first, then runner-ups, then near misses, each by falling weight, then record id."""
    return _ROLES[pair.scored.role], -pair.scored.weight, pair.statement


def _pairs(
    connection: Connection,
    run: Row[Any],
    claims: Mapping[int, ToldClaim],
    statements: Mapping[int, ToldStatement],
    wanted: Sequence[int] | None,
) -> defaultdict[int, list[Pair]]:
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    shared = _Shared(load_levels(connection))
    for row in _rows(connection, PairRow, run, wanted):
        statement = statements[row.statement]
        found[row.claim].append(
            Pair(
                scored=_scored(row, shared.scores(row.scores)),
                claim=claims[row.claim].id,
                statement=statement.id,
                statement_version=statement.version.version,
                flag=row.flag,
                facets=shared.facets(row.facets),
                stance=row.stance,
                denies=row.denies,
                sentence=shared.text(row.sentence),
                decision=row.decision,
            )
        )
    return found


SHARED = 1 << 16
"""Values of each kind that are looked up before another like them is made."""


class _Shared:
    """What pairs have alike, made once. On a dense day in a dense town thousands of claims are each linked to a hundred
    statements in the same few ways: made anew for each pair, that would fill ten times the memory."""

    def __init__(self, levels: Mapping[int, Level]) -> None:
        self._levels = levels
        self._facets = lru_cache(SHARED)(self._made_facets)
        self._scores = lru_cache(SHARED)(self._made_scores)
        self.text = lru_cache(SHARED)(str)

    def facets(self, kept: Sequence[Any]) -> Mapping[Facet, FacetFinding]:
        listed = all(isinstance(told, list) for told in kept)
        return self._facets(tuple(map(tuple, kept))) if listed else self._made_facets(kept)

    def scores(self, kept: Sequence[Any]) -> tuple[ComparisonScore, ...]:
        written_out = kept and isinstance(kept[0], dict)
        return self._made_scores(kept) if written_out else self._scores(tuple(kept))

    def _made_facets(self, kept: Sequence[Any]) -> Mapping[Facet, FacetFinding]:
        return {Facet(told["facet"]): _facet(told) for told in whole_facets(kept)}

    def _made_scores(self, kept: Sequence[Any]) -> tuple[ComparisonScore, ...]:
        return tuple(ComparisonScore(**score) for score in whole_scores(kept, self._levels))


def _scored(row: Row[Any], scores: tuple[ComparisonScore, ...]) -> ScoredPair:
    return ScoredPair(
        claim_row=row.claim,
        statement_row=row.statement,
        role=row.role,
        weight=row.weight,
        margin=row.margin,
        scores=scores,
        distance_km=row.distance_km,
        days_apart=row.days_apart,
        failed=row.failed,
        rival_claim_row=row.rival_claim,
        rival_statement_row=row.rival_statement,
        close_call=row.close_call,
        candidates=row.candidates,
        coincidence=row.coincidence,
        machine_role=row.machine_role,
    )


def _facet(told: Mapping[str, Any]) -> FacetFinding:
    return FacetFinding(
        facet=Facet(told["facet"]),
        result=FacetResult(told["result"]),
        claim_says=told["claim_says"],
        statement_says=told["statement_says"],
        sentence=told["sentence"],
    )


def _issues(connection: Connection, kind: RecordKind, accounts: Sequence[Account[Any]]) -> tuple[Issue, ...]:
    """What ingest and normalising had to say of these versions, record by record."""
    found = remarks_at_ingest(connection, kind)
    return tuple(
        issue for account in accounts for issue in (*found.get(account.version.row, ()), *account.values.issues)
    )
