"""What a run found, put together again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from reconcile.domain.comparables import Account, ClaimAccount, StatementAccount
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import (
    ComparisonScore,
    Facet,
    FacetFinding,
    FacetResult,
    Finding,
    Outcome,
    Pair,
    PairRole,
    RunState,
    ScoredPair,
)
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError
from reconcile.store.accounts import load_accounts
from reconcile.store.batches import issue_from
from reconcile.store.decision_marks import decision_marks
from reconcile.store.record_tables import RECORD_ROWS, DataIssueRow
from reconcile.store.run_tables import FindingRow, PairRow
from reconcile.store.runs import find_run, run_record
from reconcile.store.sources import load_coverage, load_sources
from reconcile.store.versions import known_versions

_ROLES = {role: place for place, role in enumerate(PairRole)}


def load_outcome(connection: Connection, number: int) -> Outcome:
    """Raises NotFoundError where there is no such run or it did not finish."""
    run = find_run(connection, number)
    if run.state is not RunState.DONE:
        raise NotFoundError(f"Run {number} did not finish, so it has no results.")
    claims: dict[int, ClaimAccount] = _accounts(connection, RecordKind.CLAIM, run, run.last_claim)
    statements: dict[int, StatementAccount] = _accounts(connection, RecordKind.STATEMENT, run, run.last_statement)
    findings = _findings(connection, number, claims, statements)
    return Outcome(
        run=run_record(run),
        claims=tuple(claims.values()),
        statements=tuple(statements.values()),
        findings=tuple(findings[row].as_told(run.as_of) for row in claims),
        coverage=load_coverage(connection, run.last_coverage),
        sources=load_sources(connection, run.sources),
        issues=(
            *_issues(connection, RecordKind.CLAIM, list(claims.values())),
            *_issues(connection, RecordKind.STATEMENT, list(statements.values())),
        ),
        decisions=decision_marks(
            connection,
            run.as_of,
            {RecordKind.CLAIM: run.last_claim, RecordKind.STATEMENT: run.last_statement},
            run.last_decision or 0,
        ),
    )


def _accounts(connection: Connection, kind: RecordKind, run: Row[Any], mark: int) -> dict[int, Account[Any]]:
    """By row, in the order of record ids."""
    known = known_versions(connection, kind, run.as_of, mark)
    accounts = load_accounts(connection, kind, [version.row for version in known], run.reference)
    return {version.row: accounts[version.row] for version in known}


R = TypeVar("R", FindingRow, PairRow)


def _held(table: type[R], number: int) -> ColumnElement[bool]:
    """That a row held when this run ended."""
    return (table.first_run <= number) & or_(table.last_run.is_(None), table.last_run >= number)


def _findings(
    connection: Connection,
    number: int,
    claims: Mapping[int, ClaimAccount],
    statements: Mapping[int, StatementAccount],
) -> dict[int, Finding]:
    pairs = _pairs(connection, number, claims, statements)
    found: dict[int, Finding] = {}
    for row in connection.execute(select(FindingRow.__table__).where(_held(FindingRow, number))):
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
            pairs=tuple(sorted(pairs[row.claim], key=_rank)),
        )
    return found


def _rank(pair: Pair) -> tuple[int, float, str]:
    """Links first, then runner-ups, then near misses, each by falling weight, then record id."""
    return _ROLES[pair.scored.role], -pair.scored.weight, pair.statement


def _pairs(
    connection: Connection,
    number: int,
    claims: Mapping[int, ClaimAccount],
    statements: Mapping[int, StatementAccount],
) -> defaultdict[int, list[Pair]]:
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for row in connection.execute(select(PairRow.__table__).where(_held(PairRow, number))):
        statement = statements[row.statement]
        found[row.claim].append(
            Pair(
                scored=_scored(row),
                claim=claims[row.claim].id,
                statement=statement.id,
                statement_version=statement.version.version,
                flag=row.flag,
                facets={Facet(told["facet"]): _facet(told) for told in row.facets},
                stance=row.stance,
                denies=row.denies,
                sentence=row.sentence,
                decision=row.decision,
            )
        )
    return found


def _scored(row: Row[Any]) -> ScoredPair:
    return ScoredPair(
        claim_row=row.claim,
        statement_row=row.statement,
        role=row.role,
        weight=row.weight,
        margin=row.margin,
        scores=tuple(ComparisonScore(**score) for score in row.scores),
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
    table = RECORD_ROWS[kind]
    found: defaultdict[int, list[Issue]] = defaultdict(list)
    at_ingest = connection.execute(
        select(table.id.label("row"), DataIssueRow.__table__)
        .join_from(table, DataIssueRow, (DataIssueRow.batch == table.batch) & (DataIssueRow.line == table.line))
        .order_by(DataIssueRow.id)
    )
    for row in at_ingest.mappings():
        found[row["row"]].append(issue_from(row))
    return tuple(issue for account in accounts for issue in (*found[account.version.row], *account.values.issues))
