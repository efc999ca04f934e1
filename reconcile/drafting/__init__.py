"""Texts to drafts: events told, on whose word, when, where, what was hit and with what losses."""

from reconcile.drafting.building import YEAR_NOT_STATED
from reconcile.drafting.drafting import Drafted, draft_document, place_names_of
from reconcile.drafting.likeness import SKETCH_SIZE, Shingles, near_duplicate, shingles
from reconcile.drafting.rules import drafting_digest

__all__ = [
    "SKETCH_SIZE",
    "YEAR_NOT_STATED",
    "Drafted",
    "Shingles",
    "draft_document",
    "drafting_digest",
    "near_duplicate",
    "place_names_of",
    "shingles",
]
