"""Findings of a whole run from accounts at hand: the records given are all there are."""

from collections.abc import Sequence

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Finding, Linked, PairRole, ScoredPair
from reconcile.domain.staleness import DecisionMark
from reconcile.verdict import Ledger, Surroundings, reach_findings, replaced


def whole_findings(
    claims: Sequence[ClaimAccount],
    statements: Sequence[StatementAccount],
    linked: Linked,
    ledger: Ledger,
    decisions: Sequence[DecisionMark] = (),
) -> tuple[Finding, ...]:
    """One finding per claim, in the order of `claims`."""
    around = Surroundings(
        answered=_answered(linked.pairs),
        replaced_claims=replaced((one.id, one.record.supersedes) for one in claims),
        replaced_statements=replaced((one.id, one.record.supersedes) for one in statements),
    )
    return reach_findings(claims, statements, linked, ledger, around, decisions)


def _answered(pairs: Sequence[ScoredPair]) -> dict[int, tuple[int, ...]]:
    links = sorted((p for p in pairs if p.role is PairRole.LINKED), key=lambda pair: (-pair.weight, pair.claim_row))
    rows: dict[int, tuple[int, ...]] = {}
    for pair in links:
        rows[pair.statement_row] = (*rows.get(pair.statement_row, ()), pair.claim_row)
    return rows
