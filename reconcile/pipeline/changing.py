"""What changed from one run to another, from the outcomes the database kept."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from reconcile.domain.changes import ChangeLog
from reconcile.domain.outcomes import Outcome
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark
from reconcile.errors import NotFoundError
from reconcile.pipeline.renewing import by_id
from reconcile.pipeline.seeing import Held, Seen, rows_named
from reconcile.store import Database, open_database
from reconcile.verdict import compare_outcomes


def changes_since(url: str, since: int | datetime | None, run: int | None = None) -> ChangeLog:
    """What run `run` (None: the latest) says otherwise than run `since`, than the last run as of that instant, or
    (None) than the run before it. Raises NotFoundError where there is no such run."""
    with open_database(url) as database:
        outcome = database.load_outcome(database.number_of(run))
        if isinstance(since, int):
            return compare_outcomes(database.load_outcome(since), outcome)
        before = database.run_before(outcome.run, as_of=since)
        if before is None and since is not None:
            raise NotFoundError(
                "No earlier run is as of that instant or before; `reconcile runs` lists them, and `reconcile changes` "
                "without --since compares with the run before."
            )
        return _compared(database, before, outcome)


def changes_to(database: Database, outcome: Outcome, since: int | None = None) -> ChangeLog:
    """What a kept outcome says otherwise than run `since`, or (None) than the run it is compared with.

    Raises NotFoundError where there is no run `since` before it.
    """
    number = outcome.run.number
    if since is not None and since >= number:
        raise NotFoundError(f"Run {since} is not before run {number}; name an earlier one with --since-run.")
    return _compared(database, database.run_before(outcome.run) if since is None else since, outcome)


def changes_made(database: Database, outcome: Outcome) -> ChangeLog:
    """What a run changed: nothing where the run before found the same from the same."""
    return _compared(database, database.run_before(outcome.run, repeats=True), outcome)


def changes_from_held(database: Database, outcome: Outcome, seen: Seen, held: Held, reference_digest: str) -> ChangeLog:
    """The same for a run of which `outcome` holds no more than what it made anew: what holds on did not change.

    Both runs are given the records that only one of them saw, those whose findings were made anew or went, and what
    these speak of; all others are alike in both.
    """
    gone = held.findings.keys() - seen.versions[RecordKind.CLAIM].keys()
    touched = gone | {finding.claim_row for finding in outcome.findings} & held.findings.keys()
    paired = database.paired_statements(held.run, touched)
    frame = database.load_frame(held.run)
    claim_rows = _rows_in_question(
        seen, frame.decisions, RecordKind.CLAIM, {one.version.row for one in outcome.claims} | touched
    )
    statement_rows = _rows_in_question(
        seen, frame.decisions, RecordKind.STATEMENT, {one.version.row for one in outcome.statements} | paired
    )
    claims = {one.version.row: one for one in outcome.claims}
    claims |= database.load_accounts(RecordKind.CLAIM, sorted(claim_rows - claims.keys()), reference_digest)
    statements = {one.version.row: one for one in outcome.statements}
    statements |= database.load_accounts(
        RecordKind.STATEMENT, sorted(statement_rows - statements.keys()), reference_digest
    )
    before = replace(
        frame,
        claims=tuple(by_id(held.versions[RecordKind.CLAIM], claims).values()),
        statements=tuple(by_id(held.versions[RecordKind.STATEMENT], statements).values()),
        findings=database.findings_of(held.run, touched, claims, statements),
    )
    after = replace(
        outcome,
        claims=tuple(by_id(seen.versions[RecordKind.CLAIM], claims).values()),
        statements=tuple(by_id(seen.versions[RecordKind.STATEMENT], statements).values()),
    )
    return compare_outcomes(before, after)


def _rows_in_question(
    seen: Seen, decisions: tuple[DecisionMark, ...], kind: RecordKind, rows: Collection[int]
) -> set[int]:
    """These, what changed, what a record that changed says it replaces, and what was decided on at the run before."""
    changed = seen.changed(kind)
    versions = seen.versions[kind]
    replaced = {versions[row].supersedes for row in changed if row in versions} - {None}
    named = rows_named(decisions, kind)
    return {*rows, *changed, *named, *(row for row, version in versions.items() if replaced and version.id in replaced)}


def _compared(database: Database, before: int | None, outcome: Outcome) -> ChangeLog:
    return compare_outcomes(None if before is None else database.load_outcome_beside(before, outcome), outcome)
