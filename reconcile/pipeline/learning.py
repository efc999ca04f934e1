"""Weights learnt from pairs that people decided: those of a truth file, or the decisions in the database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from reconcile.domain.columns import Bools, Columns, Ints
from reconcile.domain.decisions import DecisionKind, Verdict
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.weights import LinkageModel
from reconcile.errors import ReconcileError
from reconcile.evaluation import Truth, read_truth
from reconcile.link.blocking import find_candidates
from reconcile.link.estimation import null_tail
from reconcile.link.learning import MOST_FOLDS, DecidedPairs, Learnt, learn_model
from reconcile.link.null import compare_with_null
from reconcile.link.scoring import scoring_books
from reconcile.link.tables import link_tables
from reconcile.pipeline.modelling import SHIFTS, columns_now
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import open_database

Progress = Callable[[int], None] | None
STEPS = MOST_FOLDS + 2
"""What `progress` is told of, the shifts aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relearnt:
    """The model in force beside the one that decided pairs suggest."""

    before: LinkageModel
    learnt: Learnt
    tail_measured: bool
    """Whether the chance of being coincidence was measured anew for the new weights, which takes a long enough time
    of records; else that of the model in force is kept."""


def learn_from_truth(
    url: str, settings: Settings, now: datetime, truth: Path, *, shifts: int = SHIFTS, progress: Progress = None
) -> Relearnt:
    """From every pair of records that the truth file knows and a run would compare. Nothing in force changes.

    Raises InputError where the file cannot be read, ReconcileError where it says too little to learn from.
    """
    key = read_truth(truth)
    with open_database(url) as database:
        reference = load_reference(settings.reference_folder)
        columns = columns_now(database, reference, settings, now)
        ids = {
            kind: {version.row: version.record_id for version in database.known_versions(kind, now)}
            for kind in RecordKind
        }
    pairs = _pairs_of_truth(columns, key, ids, settings)
    return _relearnt(columns, pairs, reference, settings, shifts, progress, chosen_sample=False)


def learn_from_decisions(
    url: str, settings: Settings, now: datetime, *, shifts: int = SHIFTS, progress: Progress = None
) -> Relearnt:
    """From what reviewers decided on pairs, as far as it still binds. Nothing in force changes.

    Raises ReconcileError where too little was decided to learn from.
    """
    with open_database(url) as database:
        reference = load_reference(settings.reference_folder)
        columns = columns_now(database, reference, settings, now)
        marks = database.decision_marks(now)
    pairs = _pairs_of_decisions(columns, marks)
    return _relearnt(columns, pairs, reference, settings, shifts, progress, chosen_sample=True)


def _relearnt(
    columns: Columns,
    pairs: DecidedPairs,
    reference: Reference,
    settings: Settings,
    shifts: int,
    progress: Progress,
    *,
    chosen_sample: bool,
) -> Relearnt:
    try:
        learnt = learn_model(columns, pairs, reference, settings.link, chosen_sample=chosen_sample, progress=progress)
    except ValueError as error:
        raise ReconcileError(f"What was decided says too little to learn weights from: {error}.") from error
    model = learnt.model
    books = scoring_books(columns, model, link_tables(columns.codes, reference), settings.link)
    try:
        null = compare_with_null(columns, books, shifts, progress)
    except ValueError:
        return Relearnt(before=reference.model, learnt=learnt, tail_measured=False)
    tail = null_tail(null, f"measured over {len(null.shifted)} shifts of the records by whole fortnights")
    return Relearnt(
        before=reference.model,
        learnt=replace(learnt, model=replace(model, null_tail=tail)),
        tail_measured=True,
    )


def _pairs_of_truth(
    columns: Columns, truth: Truth, ids: Mapping[RecordKind, Mapping[int, str]], settings: Settings
) -> DecidedPairs:
    """Every pair of named records that a run compares, and the true links that none does; ignored claims left out."""
    claims = [ids[RecordKind.CLAIM].get(row, "") for row in columns.claims.row.tolist()]
    statements = [ids[RecordKind.STATEMENT].get(row, "") for row in columns.statements.row.tolist()]
    numbers = {group: at for at, group in enumerate(sorted({_group(name) for name in truth.names.values()}))}
    claim_group = _groups((None if one in truth.ignored else truth.names.get(one) for one in claims), numbers)
    statement_group = _groups((truth.names.get(one) for one in statements), numbers)
    width = len(statements)
    compared = [_named(i, j, claim_group, statement_group, width) for i, j in _slices(columns, settings)]
    claim_at, statement_at = {one: at for at, one in enumerate(claims)}, {one: at for at, one in enumerate(statements)}
    true = np.array(
        [
            claim_at[claim] * width + statement_at[statement]
            for claim, statement in truth.links
            if claim in claim_at and statement in statement_at and claim not in truth.ignored
        ],
        dtype=np.int64,
    )
    code = np.unique(np.concatenate([*compared, true]))
    claim, statement = code // max(width, 1), code % max(width, 1)
    return DecidedPairs(
        claim=claim,
        statement=statement,
        same=np.isin(code, true),
        claim_group=claim_group[claim],
        statement_group=statement_group[statement],
    )


def _slices(columns: Columns, settings: Settings) -> Iterable[tuple[Ints, Ints]]:
    return find_candidates(columns.claims, columns.statements, settings.link).slices()


def _named(i: Ints, j: Ints, claim_group: Ints, statement_group: Ints, width: int) -> Ints:
    """Codes of the pairs of which both records have a group."""
    both = (claim_group[i] >= 0) & (statement_group[j] >= 0)
    found: Ints = i[both] * width + j[both]
    return found


def _group(name: str) -> str:
    return name.partition("/")[0]


def _groups(names: Iterable[str | None], numbers: Mapping[str, int]) -> Ints:
    """-1 for records without a name."""
    return np.array([-1 if name is None else numbers[_group(name)] for name in names], dtype=np.int64)


def _pairs_of_decisions(columns: Columns, marks: Iterable[DecisionMark]) -> DecidedPairs:
    """The pairs decided to be of one event or not; those left open or called doubtful teach nothing."""
    verdicts = {Verdict.SAME_EVENT.value: True, Verdict.NOT_SAME.value: False}
    binding = [
        (*mark.rows, verdicts[mark.decision.verdict])
        for mark in marks
        if mark.binds and mark.decision.subject.kind is DecisionKind.PAIR and mark.decision.verdict in verdicts
    ]
    decided = np.array(sorted(binding), dtype=np.int64).reshape(-1, 3)
    claim, claim_there = _places(columns.claims.row, decided[:, 0])
    statement, statement_there = _places(columns.statements.row, decided[:, 1])
    there = claim_there & statement_there
    claim, statement = claim[there], statement[there]
    groups = hanging_together(columns, claim, statement)
    return DecidedPairs(
        claim=claim,
        statement=statement,
        same=decided[there, 2].astype(np.bool_),
        claim_group=groups,
        statement_group=groups,
    )


def _places(rows: Ints, wanted: Ints) -> tuple[Ints, Bools]:
    """Where each of the wanted rows stands, and whether it is there at all."""
    order = np.argsort(rows)
    at = np.searchsorted(rows, wanted, sorter=order)
    at = order[np.minimum(at, len(rows) - 1)] if len(rows) else np.zeros(len(wanted), dtype=np.int64)
    return at, np.isin(wanted, rows)


def hanging_together(columns: Columns, claim: Ints, statement: Ints) -> Ints:
    """(n,) the group of each decided pair, from 0: pairs that share a record or a text are of one."""
    ends = (
        claim,
        statement,
        *(np.where(text >= 0, text, -1 - at) for text, at in (
            (columns.claims.document[claim], claim),
            (columns.statements.document[statement], statement),
        )),
    )  # fmt: skip
    shared = [np.unique(end, return_inverse=True)[1].reshape(-1) for end in ends]
    group = np.arange(len(claim))
    while True:
        before = group
        for end in shared:
            least = np.full(int(end.max(initial=-1)) + 1, len(claim), dtype=np.int64)
            np.minimum.at(least, end, group)
            group = least[end]
        if np.array_equal(group, before):
            return np.unique(group, return_inverse=True)[1].reshape(-1).astype(np.int64)
