"""What a person must look at, in what order, and what became of it; sheets to fill in; how far coders agree."""

from reconcile.review.agreement import Agreement, agreement_of
from reconcile.review.estimating import MissEstimate, Progress, estimate_misses, progress_of
from reconcile.review.opening import blind_cases, open_cases
from reconcile.review.sheet_rows import SheetDraft, SheetFault, read_rows
from reconcile.review.sheets import cases_sheet

__all__ = [
    "Agreement",
    "MissEstimate",
    "Progress",
    "SheetDraft",
    "SheetFault",
    "agreement_of",
    "blind_cases",
    "cases_sheet",
    "estimate_misses",
    "open_cases",
    "progress_of",
    "read_rows",
]
