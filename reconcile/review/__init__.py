"""What a person must look at, in what order, and what became of it; sheets to fill in; how far coders agree."""

from reconcile.review.agreement import coded_kinds
from reconcile.review.blind import draw_blind
from reconcile.review.blind_sheets import blind_sheet, read_answers
from reconcile.review.estimating import MissEstimate, Progress, estimate_misses, progress_of
from reconcile.review.opening import asked_claims, open_cases, waiting_cases
from reconcile.review.questions import blind_question
from reconcile.review.sheet_rows import SheetDraft, SheetFault, read_rows
from reconcile.review.sheets import cases_sheet

__all__ = [
    "MissEstimate",
    "Progress",
    "SheetDraft",
    "SheetFault",
    "asked_claims",
    "blind_question",
    "blind_sheet",
    "cases_sheet",
    "coded_kinds",
    "draw_blind",
    "estimate_misses",
    "open_cases",
    "progress_of",
    "read_answers",
    "read_rows",
    "waiting_cases",
]
