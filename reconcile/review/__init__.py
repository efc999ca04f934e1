"""What a person must look at, in what order, and what became of it; sheets to fill in; how far coders agree."""

from reconcile.review.agreement import coded_kinds
from reconcile.review.blind import draw_blind
from reconcile.review.blind_sheets import blind_sheet, read_answers
from reconcile.review.estimating import MissEstimate, Progress, estimate_misses, progress_of
from reconcile.review.further_sheets import FURTHER, RECORDS, Further, SheetRecord, read_further
from reconcile.review.opening import asked_claims, open_cases, waiting_cases
from reconcile.review.questions import blind_question
from reconcile.review.sheet_rows import SheetDraft, SheetFault, SheetPlace, read_rows
from reconcile.review.sheets import cases_sheet

__all__ = [
    "FURTHER",
    "RECORDS",
    "Further",
    "MissEstimate",
    "Progress",
    "SheetDraft",
    "SheetFault",
    "SheetPlace",
    "SheetRecord",
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
    "read_further",
    "read_rows",
    "waiting_cases",
]
