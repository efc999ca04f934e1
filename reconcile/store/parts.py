"""Parts of what a run saw and found: for a later run that leaves most of it as it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, exists, select

from reconcile.domain.changes import FindingGist, PairGist, in_order
from reconcile.domain.outcomes import Facet, FacetResult, Finding, Flag, Outcome, PairRole
from reconcile.domain.records import Denied, RecordKind, Stance
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.store.chunks import among, chunked
from reconcile.store.contradictions import contradiction_from
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.fetching import fetch_rows
from reconcile.store.outcomes import decisions_of, done_run, held_when_ended, load_findings
from reconcile.store.pair_texts import whole_facets
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.row_numbers import highest
from reconcile.store.run_tables import FindingRow, PairRow
from reconcile.store.runs import run_coverage, run_record, run_sight
from reconcile.store.sources import load_sources
from reconcile.store.versions import Sight, is_latest_known


class SeenVersion(NamedTuple):
    """A record version that a run sees, without what stands in it."""

    row: int
    id: str
    known_from: datetime
    supersedes: str | None
    """Id of the record that it says it replaces."""
    version: int
    digest: str


def seen_versions(connection: Connection, kind: RecordKind, sight: Sight) -> dict[int, SeenVersion]:
    """By row, in the order of record ids."""
    table = RECORD_ROWS[kind]
    columns = table.__table__.c
    query = select(table.id, table.record_id, table.known_from, columns.supersedes, table.version, table.digest)
    found = map(SeenVersion._make, fetch_rows(connection, query.where(is_latest_known(kind, sight))))
    return {version.row: version for version in sorted(found, key=attrgetter("id"))}


def seen_by_run(connection: Connection, kind: RecordKind, number: int) -> dict[int, SeenVersion]:
    """What a kept run saw. Raises NotFoundError where it did not finish."""
    return seen_versions(connection, kind, run_sight(connection, kind, done_run(connection, number)))


def load_frame(connection: Connection, number: int) -> Outcome:
    """The outcome of a run without records and findings. Raises NotFoundError where it did not finish."""
    run = done_run(connection, number)
    return Outcome(
        run=run_record(run),
        claims=(),
        statements=(),
        findings=(),
        coverage=run_coverage(connection, run),
        sources=load_sources(connection, run.sources),
        decisions=decisions_of(connection, run),
    )


def paired_statements(connection: Connection, number: int, claims: Collection[int]) -> frozenset[int]:
    """Rows of the statements in the pairs that a run kept of these claims (by row)."""
    run = done_run(connection, number)
    query = select(PairRow.statement).where(held_when_ended(PairRow, run))
    return frozenset(
        row
        for chunk in chunked(sorted(claims))
        for row in connection.execute(query.where(PairRow.claim.in_(chunk))).scalars()
    )


def findings_of(
    connection: Connection,
    number: int,
    wanted: Collection[int],
    claims: Mapping[int, ToldClaim],
    statements: Mapping[int, ToldStatement],
) -> tuple[Finding, ...]:
    """What a run said of the claims `wanted` (by row), as it told it, in the order of their ids. `claims` and
    `statements` hold what they tell and what all statements in their pairs tell."""
    run = done_run(connection, number)
    found = load_findings(connection, run, claims, statements, sorted(wanted))
    return tuple(finding.as_told(run.as_of) for finding in sorted(found.values(), key=lambda finding: finding.claim))


def gists_of(
    connection: Connection,
    number: int,
    wanted: Collection[int],
    versions: Mapping[RecordKind, Mapping[int, SeenVersion]],
) -> tuple[FindingGist, ...]:
    """What of the findings on the claims `wanted` (by row) makes others of them. `versions`: all that the run saw."""
    run = done_run(connection, number)
    pairs: defaultdict[int, list[PairGist]] = defaultdict(list)
    found: list[FindingGist] = []
    of_pairs = select(
        PairRow.claim, PairRow.statement, PairRow.role, PairRow.flag, PairRow.stance, PairRow.denies, PairRow.facets,
        PairRow.rival_claim, PairRow.rival_statement,
    ).where(held_when_ended(PairRow, run))  # fmt: skip
    of_findings = select(
        FindingRow.claim, FindingRow.flag, FindingRow.status, FindingRow.stance, FindingRow.family,
        FindingRow.contradictions,
    ).where(held_when_ended(FindingRow, run))  # fmt: skip
    claims, statements = versions[RecordKind.CLAIM], versions[RecordKind.STATEMENT]
    for chunk in chunked(sorted(wanted)):
        for claim, *told in fetch_rows(connection, of_pairs.where(among(PairRow.claim, chunk))):
            pairs[claim].append(_pair_gist(statements, *told))
        for claim, flag, status, stance, family, contradictions in fetch_rows(
            connection, of_findings.where(among(FindingRow.claim, chunk))
        ):
            if claim in wanted:
                of_claim = claims[claim]
                against = tuple(contradiction_from(told) for told in contradictions or ())
                found.append(
                    FindingGist(
                        of_claim.id, claim, of_claim.version, flag, status, stance, tuple(family), against,
                        in_order(pairs.pop(claim, ())),
                    )
                )  # fmt: skip
    return tuple(found)


def _pair_gist(
    statements: Mapping[int, SeenVersion],
    statement: int,
    role: PairRole,
    flag: Flag | None,
    stance: Stance,
    denies: tuple[Denied, ...],
    facets: Sequence[Any],
    rival_claim: int | None,
    rival_statement: int | None,
) -> PairGist:
    linked = role is PairRole.LINKED
    compared = {
        Facet(told["facet"]): (FacetResult(told["result"]), told["claim_says"], told["statement_says"])
        for told in (whole_facets(facets) if linked else ())
    }
    return PairGist(statements[statement].id, linked, flag, stance, denies, compared, rival_claim, rival_statement)


def erasures(connection: Connection) -> int:
    """Number of the last erasure; 0: nothing was erased."""
    return highest(connection, ErasureRow.id)


def erased_since(connection: Connection, instant: datetime) -> bool:
    """Whether anything was erased then or later."""
    return bool(connection.execute(select(exists().where(ErasureRow.erased_at >= instant))).scalar())
