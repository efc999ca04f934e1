"""Which findings a run makes anew, what it must read for them, and what they are; all others hold on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from reconcile.domain.outcomes import Finding, Flag
from reconcile.domain.records import RecordKind
from reconcile.link import LinkedRecords
from reconcile.link.blocking import day_range
from reconcile.link.keeping import NO_ROW, KeptPairs
from reconcile.pipeline.seeing import Seen, rows_named
from reconcile.store import Database, NewRun, SeenVersion
from reconcile.verdict import ClaimOutline, Grounds, Ledger, PairOutline, Surroundings, reach_findings, replaced

A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What a run made anew, and what holds on."""

    findings: tuple[Finding, ...]
    """Made anew, by claim id; `AS_OF` still stands in them."""
    holding: frozenset[int]
    """Rows of the claims whose findings hold on."""
    bases: Mapping[int, str | None]
    """What the finding of each claim rests on, by row."""
    read: Mapping[RecordKind, frozenset[int]]
    """Rows of the versions that were read for it."""

    def flags(self, seen: Seen) -> dict[int, Flag | None]:
        """By row of every claim."""
        held = {} if seen.held is None else {row: seen.held.findings[row].flag for row in self.holding}
        return held | {finding.claim_row: finding.flag for finding in self.findings}


def renew(database: Database, seen: Seen, linked: LinkedRecords, ledger: Ledger, new: NewRun) -> Renewal:
    """Every finding that rests on something else than at the run before, with the accounts that tell of it."""
    grounds = _grounds(seen, linked, ledger, new)
    outlines = {claim.row: claim for claim in _outlines(seen)}
    bases = {row: grounds.basis(claim) for row, claim in outlines.items()}
    held = {} if seen.held is None else seen.held.findings
    holding = frozenset(
        row for row, basis in bases.items() if basis is not None and row in held and held[row].basis == basis
    )
    fresh = {row: claim for row, claim in outlines.items() if row not in holding}
    part = linked.of_claims(fresh)
    rival_claims, rival_statements = (set(rows[rows != NO_ROW].tolist()) for rows in part.pairs.rivals())
    claim_rows = rival_claims | _claims_needed(seen, grounds, fresh.keys())
    statement_rows = rival_statements | _statements_needed(seen, grounds, fresh)
    claims = database.load_tellings(RecordKind.CLAIM, sorted(claim_rows), new.reference_digest)
    statements = database.load_tellings(RecordKind.STATEMENT, sorted(statement_rows), new.reference_digest)
    findings = reach_findings(
        tuple(by_id(seen.versions[RecordKind.CLAIM], claims).values()),
        tuple(by_id(seen.versions[RecordKind.STATEMENT], statements).values()),
        part,
        ledger,
        grounds.around,
        seen.decisions,
        fresh.keys(),
    )
    read = {RecordKind.CLAIM: frozenset(claims), RecordKind.STATEMENT: frozenset(statements)}
    return Renewal(findings=findings, holding=holding, bases=bases, read=read)


def by_id(versions: Mapping[int, SeenVersion], accounts: Mapping[int, A]) -> dict[int, A]:
    """The accounts of what is seen, in the order of ids."""
    return {row: accounts[row] for row in versions if row in accounts}


def _grounds(seen: Seen, linked: LinkedRecords, ledger: Ledger, new: NewRun) -> Grounds:
    answered = _answered(linked.pairs)
    world = json.dumps({**new.digests, "program": new.program, "erasures": seen.erasures}, sort_keys=True)
    return Grounds(
        world=hashlib.sha256(world.encode()).hexdigest(),
        ledger=ledger,
        linked=linked,
        around=Surroundings(
            answered=answered,
            replaced_claims=_replaced(seen, RecordKind.CLAIM),
            replaced_statements=_replaced(seen, RecordKind.STATEMENT),
        ),
        evidence=linked.pairs.evidence(),
        pairs=_pairs(seen, linked.pairs),
        decided=frozenset(id_ for mark in seen.decisions for _, id_ in mark.decision.subject.records),
    )


def _answered(pairs: KeptPairs) -> dict[int, tuple[int, ...]]:
    """By row of each linked statement: the rows of the claims it is linked to, best first."""
    some = np.flatnonzero(pairs.linked)
    claims, statements = pairs.claim_rows[some], pairs.statement_rows[some]
    order = np.lexsort((claims, -pairs.weight[some]))
    found: defaultdict[int, list[int]] = defaultdict(list)
    for claim, statement in zip(claims[order].tolist(), statements[order].tolist(), strict=True):
        found[statement].append(claim)
    return {statement: tuple(rows) for statement, rows in found.items()}


def _replaced(seen: Seen, kind: RecordKind) -> dict[str, str]:
    return replaced((version.id, version.supersedes) for version in seen.versions[kind].values())


def _pairs(seen: Seen, pairs: KeptPairs) -> dict[int, list[PairOutline]]:
    versions = seen.versions[RecordKind.STATEMENT]
    found: defaultdict[int, list[PairOutline]] = defaultdict(list)
    rows = (pairs.claim_rows.tolist(), pairs.statement_rows.tolist(), pairs.linked.tolist())
    for claim, statement, linked in zip(*rows, strict=True):
        found[claim].append(PairOutline(statement, versions[statement].id, linked))
    return found


def _outlines(seen: Seen) -> Iterator[ClaimOutline]:
    claims, versions = seen.columns.claims, seen.versions[RecordKind.CLAIM]
    told = (claims.row, claims.competes, claims.stated, day_range(claims)[1])
    for row, competes, stated, last in zip(*(column.tolist() for column in told), strict=True):
        yield ClaimOutline(
            row=row,
            id=versions[row].id,
            known_from=versions[row].known_from,
            competes=competes,
            last_day=date.fromordinal(last) if stated else None,
        )


def _claims_needed(seen: Seen, grounds: Grounds, fresh: Collection[int]) -> set[int]:
    """Rows: the claims themselves, their families, those that the statements in their pairs are linked to,
    those that decisions speak of, and all that changed."""
    needed = set(fresh) | seen.changed(RecordKind.CLAIM)
    for row in fresh:
        needed.update(grounds.linked.families.get(row, ()))
        for pair in grounds.pairs.get(row, ()):
            needed.update(grounds.around.answered.get(pair.statement_row, ())[:1])
    return needed.union(rows_named(seen.decisions, RecordKind.CLAIM)) & seen.versions[RecordKind.CLAIM].keys()


def _statements_needed(seen: Seen, grounds: Grounds, fresh: Collection[int]) -> set[int]:
    """Rows: the statements in their pairs, those that decisions speak of, and all that changed."""
    needed = set(seen.changed(RecordKind.STATEMENT))
    for row in fresh:
        needed.update(pair.statement_row for pair in grounds.pairs.get(row, ()))
    return needed.union(rows_named(seen.decisions, RecordKind.STATEMENT)) & seen.versions[RecordKind.STATEMENT].keys()
