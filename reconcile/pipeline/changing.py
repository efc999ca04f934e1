"""What changed from one run to another, from the outcomes the database kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from reconcile.domain.changes import ChangeLog, FindingGist, gist_of
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import Outcome, RunRecord
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import ExpectedFor
from reconcile.domain.staleness import DecisionMark
from reconcile.errors import NotFoundError
from reconcile.pipeline.renewing import Renewal, by_id
from reconcile.pipeline.seeing import Held, Seen, Versions, rows_named
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import Database, NewRun, SeenVersion, open_database
from reconcile.verdict import IdOf, compare_findings, compare_outcomes, everything_new, ids_of, retold


def changes_since(url: str, settings: Settings, since: int | datetime | None, run: int | None = None) -> ChangeLog:
    """What run `run` (None: the latest) says otherwise than run `since`, than the last run as of that instant, or
    (None) than the run before it. Raises NotFoundError where there is no such run."""
    expected_for = load_reference(settings.reference_folder).sources.expected_for
    with open_database(url) as database:
        outcome = database.load_outcome(database.number_of(run))
        if isinstance(since, int):
            return compare_outcomes(database.load_outcome(since), outcome, expected_for)
        before = database.run_before(outcome.run, as_of=since)
        if before is None and since is not None:
            raise NotFoundError(
                "No earlier run is as of that instant or before; `reconcile runs` lists them, and `reconcile changes` "
                "without --since compares with the run before."
            )
        return _compared(database, before, outcome, expected_for)


def changes_to(database: Database, outcome: Outcome, expected_for: ExpectedFor, since: int | None = None) -> ChangeLog:
    """What a kept outcome says otherwise than run `since`, or (None) than the run it is compared with.

    Raises NotFoundError where there is no run `since` before it.
    """
    number = outcome.run.number
    if since is not None and since >= number:
        raise NotFoundError(f"Run {since} is not before run {number}; name an earlier one with --since-run.")
    before = database.run_before(outcome.run) if since is None else since
    return _compared(database, before, outcome, expected_for)


def changes_made(
    database: Database,
    run: RunRecord,
    seen: Seen,
    renewal: Renewal,
    found: Sequence[FindingGist],
    new: NewRun,
    expected_for: ExpectedFor,
) -> ChangeLog:
    """What a run changed that sees `seen` and found these anew: nothing where the run before found the same from the
    same. Whole accounts are read here, of those records alone whose changes may be told."""
    after = Outcome(
        run=run,
        claims=(),
        statements=(),
        findings=(),
        coverage=seen.coverage,
        sources=tuple(new.sources),
        decisions=seen.decisions,
    )
    if seen.held is not None:
        return _changes_from_held(database, after, seen, seen.held, renewal, found, new.reference_digest, expected_for)
    if seen.before is None:
        return everything_new(after, found, {kind: _numbers(seen.versions[kind]) for kind in RecordKind})
    claims, statements = (sorted(seen.versions[kind]) for kind in RecordKind)
    after = _with_accounts(
        after,
        seen.versions,
        database.load_accounts(RecordKind.CLAIM, claims, new.reference_digest),
        database.load_accounts(RecordKind.STATEMENT, statements, new.reference_digest),
    )
    return _beside(database, seen.before, after, found, expected_for)


def _numbers(versions: Mapping[int, SeenVersion]) -> dict[str, int]:
    """By id of the record: the number of its version."""
    return {one.id: one.version for one in versions.values()}


def _with_accounts(
    outcome: Outcome,
    versions: Versions,
    claims: Mapping[int, ClaimAccount],
    statements: Mapping[int, StatementAccount],
) -> Outcome:
    """With those of the accounts that are among the versions."""
    return replace(
        outcome,
        claims=tuple(by_id(versions[RecordKind.CLAIM], claims).values()),
        statements=tuple(by_id(versions[RecordKind.STATEMENT], statements).values()),
    )


def _changes_from_held(
    database: Database,
    after: Outcome,
    seen: Seen,
    held: Held,
    renewal: Renewal,
    found: Sequence[FindingGist],
    reference_digest: str,
    expected_for: ExpectedFor,
) -> ChangeLog:
    """The same for a run that made only a part of its findings anew: what holds on did not change.

    Both runs are given the records that only one of them saw and those that decisions speak of; all others are alike in
    both. Where days of collecting are others, the claims whose silence is told anew come along.
    """
    gone = held.findings.keys() - seen.versions[RecordKind.CLAIM].keys()
    touched = gone | renewal.anew & held.findings.keys()
    frame = database.load_frame(held.run)
    decisions = (*frame.decisions, *seen.decisions)
    gists = list(database.gists_of(held.run, touched, held.versions))
    claims, statements = (_rows_in_question(seen, decisions, kind) for kind in RecordKind)
    if frame.coverage != seen.coverage:
        claims |= _retold(gists, found)
    accounts = (
        database.load_accounts(RecordKind.CLAIM, sorted(claims), reference_digest),
        database.load_accounts(RecordKind.STATEMENT, sorted(statements), reference_digest),
    )
    return compare_findings(
        _with_accounts(frame, held.versions, *accounts),
        _with_accounts(after, seen.versions, *accounts),
        gists,
        found,
        _id_in(seen.versions, held.versions),
        expected_for,
    )


def _retold(held: Iterable[FindingGist], found: Iterable[FindingGist]) -> set[int]:
    """Rows of the claims on which both runs tell of a silence, with another status."""
    before = {one.claim: one for one in held}
    return {one.claim_row for one in found if one.claim in before and retold(before[one.claim], one)}


def _id_in(*seen: Versions) -> IdOf:
    def id_of(kind: RecordKind, row: int) -> str | None:
        return next((versions[kind][row].id for versions in seen if row in versions[kind]), None)

    return id_of


def _rows_in_question(seen: Seen, decisions: tuple[DecisionMark, ...], kind: RecordKind) -> set[int]:
    """What changed, what a record that changed says it replaces, and what decisions speak of."""
    changed = seen.changed(kind)
    versions = seen.versions[kind]
    replaced = {versions[row].supersedes for row in changed if row in versions} - {None}
    named = rows_named(decisions, kind)
    return {*changed, *named, *(row for row, version in versions.items() if replaced and version.id in replaced)}


def _compared(database: Database, before: int | None, outcome: Outcome, expected_for: ExpectedFor) -> ChangeLog:
    if before is None:
        return compare_outcomes(None, outcome, expected_for)
    return _beside(database, before, outcome, [gist_of(finding) for finding in outcome.findings], expected_for)


def _beside(
    database: Database, before: int, after: Outcome, found: Iterable[FindingGist], expected_for: ExpectedFor
) -> ChangeLog:
    """Beside a run that is kept: only of the findings that differ is more read than that they do."""
    outcome, shared = database.load_outcome_beside(before, after)
    apart = [finding for finding in found if finding.claim_row not in shared]
    held = map(gist_of, outcome.findings)
    return compare_findings(outcome, after, held, apart, ids_of(outcome, after), expected_for)
