"""Which findings a run makes anew, and what must be read for them; all others hold on."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np

from reconcile.domain.columns import Columns, Ints, SideColumns
from reconcile.domain.records import RecordKind
from reconcile.link import LinkedRecords
from reconcile.link.blocking import day_range
from reconcile.link.keeping import NO_ROW, KeptPairs, PairColumns
from reconcile.pipeline.judging import Part
from reconcile.pipeline.seeing import Seen, rows_named
from reconcile.store import NewRun, SeenVersion
from reconcile.verdict import FORM, ClaimOutline, Grounds, Ledger, PairOutline, Surroundings, replaced

A = TypeVar("A")


PART_CLAIMS = 5_000
"""Claims whose findings are made together: their accounts are read at once and fill some 50 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What a run makes anew, and what holds on."""

    parts: Iterable[Part]
    """Claims whose findings are made anew, near days together; once, and each as it is asked for."""
    anew: frozenset[int]
    """Rows of these claims."""
    holding: frozenset[int]
    """Rows of the claims whose findings hold on."""


def renew(seen: Seen, columns: Columns, linked: LinkedRecords, ledger: Ledger, new: NewRun) -> Renewal:
    """Every finding that rests on something else than at the run before."""
    grounds = _grounds(seen, linked, ledger, new)
    outlines = {claim.row: claim for claim in _outlines(seen, columns)}
    held = {} if seen.held is None else seen.held.findings
    holding = frozenset(
        row
        for row, one in held.items()
        if one.basis is not None and row in outlines and one.basis == grounds.basis(outlines[row])
    )
    anew = frozenset(outlines.keys() - holding)
    part_of = _numbered(columns.claims, anew)
    parts = _parts(seen, linked.pairs.columns(), grounds, [outlines[row] for row in _by_id(seen, anew)], part_of)
    return Renewal(parts=parts, anew=anew, holding=holding)


def _by_id(seen: Seen, anew: frozenset[int]) -> list[int]:
    return [row for row in seen.versions[RecordKind.CLAIM] if row in anew]


def _parts(
    seen: Seen, pairs: PairColumns, grounds: Grounds, claims: Sequence[ClaimOutline], part_of: Ints
) -> Iterator[Part]:
    """Claims of near days together, since these speak of the same statements."""
    of_pairs = part_of[pairs.claim_row]
    order = np.argsort(of_pairs, kind="stable")
    of_claims: list[list[ClaimOutline]] = [[] for _ in range(part_of.max(initial=-1) + 1)]
    for claim in claims:
        of_claims[part_of[claim.row]].append(claim)
    ends = np.searchsorted(of_pairs[order], np.arange(len(of_claims) + 1))
    for number, some in enumerate(of_claims):
        yield _part(seen, grounds, some, pairs.where(order[ends[number] : ends[number + 1]]))


def _numbered(claims: SideColumns, anew: frozenset[int]) -> Ints:
    """(highest row + 1,) number of the part that each claim is in, by its row; -1: in none."""
    wanted = np.flatnonzero(np.isin(claims.row, np.fromiter(anew, dtype=np.int64, count=len(anew))))
    ordered = wanted[np.lexsort((claims.row[wanted], day_range(claims)[0][wanted]))]
    numbers = np.full(claims.row.max(initial=0) + 1, -1, dtype=np.int64)
    numbers[claims.row[ordered]] = np.arange(len(ordered)) // PART_CLAIMS
    return numbers


def _part(seen: Seen, grounds: Grounds, outlines: Sequence[ClaimOutline], pairs: PairColumns) -> Part:
    claims = [claim.row for claim in outlines]
    also, statements = _claims_needed(seen, grounds, claims, pairs), _statements_needed(seen, pairs)
    around, linked = grounds.around, grounds.linked
    return Part(
        claims=tuple(claims),
        also=tuple(sorted(also - set(claims))),
        statements=tuple(sorted(statements)),
        pairs=pairs,
        families=_of(linked.families, claims),
        alternatives=tuple(replace(one, links=_of(one.links, claims)) for one in linked.alternatives),
        around=replace(around, answered=_of(around.answered, statements)),
        bases={claim.row: grounds.basis(claim) for claim in outlines},
    )


def _of(told: Mapping[int, A], rows: Iterable[int]) -> dict[int, A]:
    return {row: told[row] for row in rows if row in told}


def by_id(versions: Mapping[int, SeenVersion], accounts: Mapping[int, A]) -> dict[int, A]:
    """The accounts of what is seen, in the order of ids."""
    return {row: accounts[row] for row in versions if row in accounts}


def _grounds(seen: Seen, linked: LinkedRecords, ledger: Ledger, new: NewRun) -> Grounds:
    answered = _answered(linked.pairs)
    told = {**new.digests, "program": new.program, "form": str(FORM), "erasures": seen.erasures}
    world = json.dumps(told, sort_keys=True)
    return Grounds(
        world=hashlib.sha256(world.encode()).hexdigest(),
        ledger=ledger,
        linked=linked,
        around=Surroundings(
            answered=answered,
            replaced_claims=replaced_in(seen, RecordKind.CLAIM),
            replaced_statements=replaced_in(seen, RecordKind.STATEMENT),
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


def replaced_in(seen: Seen, kind: RecordKind) -> dict[str, str]:
    """By id of a record: the id of the last one that says it replaces it."""
    return replaced((version.id, version.supersedes) for version in seen.versions[kind].values())


def _pairs(seen: Seen, pairs: KeptPairs) -> dict[int, list[PairOutline]]:
    versions = seen.versions[RecordKind.STATEMENT]
    found: defaultdict[int, list[PairOutline]] = defaultdict(list)
    rows = (pairs.claim_rows.tolist(), pairs.statement_rows.tolist(), pairs.linked.tolist())
    for claim, statement, linked in zip(*rows, strict=True):
        found[claim].append(PairOutline(statement, versions[statement].id, linked))
    return found


def _outlines(seen: Seen, columns: Columns) -> Iterator[ClaimOutline]:
    claims, versions = columns.claims, seen.versions[RecordKind.CLAIM]
    told = (claims.row, claims.competes, claims.stated, day_range(claims)[1])
    for row, competes, stated, last in zip(*(column.tolist() for column in told), strict=True):
        yield ClaimOutline(
            row=row,
            id=versions[row].id,
            known_from=versions[row].known_from,
            competes=competes,
            last_day=date.fromordinal(last) if stated else None,
        )


def _claims_needed(seen: Seen, grounds: Grounds, claims: Sequence[int], pairs: PairColumns) -> set[int]:
    """Rows: the claims themselves, their families and rivals, those that the statements in their pairs are linked to,
    and those that decisions speak of."""
    needed = {*claims, *_rows(pairs.rival_claim)}
    for row in claims:
        needed.update(grounds.linked.families.get(row, ()))
    for row in _rows(pairs.statement_row):
        needed.update(grounds.around.answered.get(row, ())[:1])
    return needed.union(rows_named(seen.decisions, RecordKind.CLAIM)) & seen.versions[RecordKind.CLAIM].keys()


def _statements_needed(seen: Seen, pairs: PairColumns) -> set[int]:
    """Rows: the statements in their pairs, the rivals of these, and those that decisions speak of."""
    needed = {*_rows(pairs.statement_row), *_rows(pairs.rival_statement)}
    return needed.union(rows_named(seen.decisions, RecordKind.STATEMENT)) & seen.versions[RecordKind.STATEMENT].keys()


def _rows(rows: Ints) -> set[int]:
    return set(rows[rows != NO_ROW].tolist())
