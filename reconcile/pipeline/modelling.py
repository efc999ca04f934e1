"""The linkage model: what is in force, and what the records in the database would make of it."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.columns import Columns
from reconcile.domain.weights import LinkageModel
from reconcile.errors import OutputError, ReconcileError
from reconcile.link.documents import bounded_by_documents
from reconcile.link.estimation import Estimate, estimate_model
from reconcile.link.null import compare_with_null
from reconcile.link.scoring import scoring_books
from reconcile.link.tables import link_tables
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.reference import Reference, load_reference
from reconcile.reference.weights import (
    CLAIMS,
    COLUMNS,
    DENIALS,
    PRIOR_COLUMNS,
    PRIOR_FILE,
    SHARE,
    TAIL_COLUMNS,
    TAIL_FILE,
    WEIGHTS_FILE,
)
from reconcile.report import write_output
from reconcile.settings import Settings
from reconcile.store import Database, open_database

SHIFTS = 12
"""Shifts by default: their spread tells how much the number of pairs owes to chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """The model in force beside the one the records suggest."""

    before: LinkageModel
    estimate: Estimate


def model_in_force(settings: Settings) -> LinkageModel:
    """The linkage model a run with these settings uses."""
    return load_reference(settings.reference_folder).model


def estimate_from_records(
    url: str,
    settings: Settings,
    now: datetime,
    *,
    shifts: int = SHIFTS,
    progress: Callable[[int], None] | None = None,
) -> Estimated:
    """Compares all records known now with their time-shifted null. Nothing in force changes.

    Raises ReconcileError where the records are too few or span too short a time to learn from.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        columns = columns_now(database, reference, settings, now)
    books = scoring_books(columns, reference.model, link_tables(columns.codes, reference), settings.link)
    try:
        null = compare_with_null(columns, books, shifts, progress)
        estimate = estimate_model(null, reference.model, settings.link.link_threshold_bits)
    except ValueError as error:
        raise ReconcileError(f"The records say too little to estimate weights from: {error}.") from error
    return Estimated(before=reference.model, estimate=estimate)


def columns_now(database: Database, reference: Reference, settings: Settings, now: datetime) -> Columns:
    """The comparable values of all records known now, as a run compares them; those that are missing are made."""
    bring_reference(database, reference, now)
    digest, marks = joined_digest(reference_digests(database, reference, settings)), database.marks()
    make_values(database, reference, settings, digest, now, marks, None)
    return bounded_by_documents(database.load_columns(now, digest, marks), settings.link)


def write_model(model: LinkageModel, folder: Path) -> list[Path]:
    """Writes the three tables of a model to `folder`, for use in an exported copy of the reference tables."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The model cannot be written to {folder}: {error.strerror}; name another folder.") from error
    claims = "" if model.prior_claims is None else f"{model.prior_claims:g}"
    prior = [
        (SHARE, f"{2.0**model.prior_bits:.6g}", model.comparisons[0].origin),
        (CLAIMS, claims, model.comparisons[0].origin),
        (DENIALS, f"{2.0 ** (model.prior_bits + model.denial_bits):.6g}", "as before, beside the share"),
    ]
    weights = [
        (comparison.name, level.key, level.label, f"{level.m:.6f}", f"{level.u:.6f}", comparison.origin)
        for comparison in model.comparisons
        for level in comparison.levels
    ]
    tail = [
        (f"{bits:g}", f"{share:.6g}", model.null_tail.origin)
        for bits, share in zip(model.null_tail.bits, model.null_tail.shares, strict=True)
    ]
    tables = {
        WEIGHTS_FILE: _csv(COLUMNS, weights),
        TAIL_FILE: _csv(TAIL_COLUMNS, tail),
        PRIOR_FILE: _csv(PRIOR_COLUMNS, prior),
    }
    for file, content in tables.items():
        write_output(folder / file, content)
    return [folder / file for file in tables]


def _csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
