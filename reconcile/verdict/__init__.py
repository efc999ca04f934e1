"""How the accounts of a claim's event compare: facet by facet, with the sentence that says why."""

from reconcile.verdict.bases import FORM, ClaimOutline, Grounds, PairOutline
from reconcile.verdict.changes import IdOf, compare_findings, compare_outcomes, everything_new, ids_of
from reconcile.verdict.drift import RECENT_DAYS, find_drift
from reconcile.verdict.findings import Surroundings, reach_findings, replaced, silence_told_again
from reconcile.verdict.silence import Ledger
from reconcile.verdict.silence_changes import retold

__all__ = [
    "FORM",
    "RECENT_DAYS",
    "ClaimOutline",
    "Grounds",
    "IdOf",
    "Ledger",
    "PairOutline",
    "Surroundings",
    "compare_findings",
    "compare_outcomes",
    "everything_new",
    "find_drift",
    "ids_of",
    "reach_findings",
    "replaced",
    "retold",
    "silence_told_again",
]
