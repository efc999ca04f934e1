"""One reconciliation run, in the order of the work."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from reconcile import __version__
from reconcile.domain.comparables import StatementAccount
from reconcile.domain.outcomes import Finding, Flag, RunRecord, RunState, flag_changes
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage, Source
from reconcile.link import HERE, Work, link_records
from reconcile.pipeline.binding import constraints_of
from reconcile.pipeline.journal import known_run, stage
from reconcile.pipeline.monitoring import bring_readings
from reconcile.pipeline.preparing import bring_reference, joined_digest, make_values, reference_digests
from reconcile.pipeline.results import RunResult
from reconcile.reference import Reference, load_reference
from reconcile.settings import Settings
from reconcile.store import Database, Marks, NewRun, open_database
from reconcile.verdict import Ledger, reach_findings

Progress = Callable[[int], None] | None


def run_reconciliation(
    url: str,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    *,
    dry_run: bool = False,
    progress: Progress = None,
    work: Work = HERE,
) -> RunResult:
    """Compares everything known at `as_of` and keeps what was found; a dry run keeps no findings.

    Raises LockedError while another run holds the database. A run that fails is marked so in its record.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database, database.run_lock():
        with stage("prepare"):
            bring_reference(database, reference, now)
            bring_readings(database, reference)
        digests = reference_digests(database, reference, settings)
        marks = database.marks()
        with stage("values"):
            make_values(database, reference, settings, joined_digest(digests), as_of, marks, progress)
        new = _new_run(database, reference, settings, as_of, now, digests, marks)
        known_run(new.key)
        if dry_run:
            return _rehearsed(database, reference, settings, new, progress, work)
        return _carried_out(database, reference, settings, new, progress, work)


def _new_run(
    database: Database,
    reference: Reference,
    settings: Settings,
    as_of: datetime,
    now: datetime,
    digests: Mapping[str, str],
    marks: Marks,
) -> NewRun:
    model = reference.model
    told = {
        **digests,
        "settings": settings.digest,
        "model": model.digest,
    }
    inputs = database.digest_of_inputs(as_of, marks)
    key = json.dumps({**told, "inputs": inputs, "as_of": as_of.isoformat(), "program": __version__}, sort_keys=True)
    return NewRun(
        key=hashlib.sha256(key.encode()).hexdigest(),
        as_of=as_of,
        started=now,
        program=f"reconcile {__version__}",
        model=model.name,
        digests=told,
        reference_digest=joined_digest(digests),
        sources=_sources(reference, database.coverage()),
        marks=marks,
    )


def _sources(reference: Reference, coverage: Sequence[Coverage]) -> tuple[Source, ...]:
    """The source table, and the sources made by rule that coverage was declared for."""
    by_rule = {span.source: reference.sources.get(span.source) for span in coverage}
    listed = {source.key: source for source in reference.sources.all}
    made = {key: source for key, source in by_rule.items() if source is not None}
    return tuple(source for _, source in sorted((listed | made).items()))


def _carried_out(
    database: Database, reference: Reference, settings: Settings, new: NewRun, progress: Progress, work: Work
) -> RunResult:
    number = database.start_run(new)
    try:
        findings, statements = _found(database, reference, settings, new, progress, work)
        with stage("write"):
            changes = database.finish_run(number, findings, _counts(findings, statements), new.started)
    except BaseException as error:
        database.fail_run(number, type(error).__name__, new.started)
        raise
    return RunResult(run=database.run(number), changes=changes.flags, dry_run=False)


def _rehearsed(
    database: Database, reference: Reference, settings: Settings, new: NewRun, progress: Progress, work: Work
) -> RunResult:
    findings, statements = _found(database, reference, settings, new, progress, work)
    record = RunRecord(
        number=0,
        key=new.key,
        state=RunState.DONE,
        as_of=new.as_of,
        started=new.started,
        ended=None,
        program=new.program,
        model=new.model,
        digests=new.digests,
        counts=_counts(findings, statements),
    )
    found = {finding.claim: finding.flag for finding in findings}
    return RunResult(run=record, changes=flag_changes(database.flags_in_force(), found), dry_run=True)


def _found(
    database: Database, reference: Reference, settings: Settings, new: NewRun, progress: Progress, work: Work
) -> tuple[tuple[Finding, ...], list[StatementAccount]]:
    marks = database.decision_marks(new.as_of, new.marks)
    decided = constraints_of(marks)
    with stage("link") as counts:
        columns = database.load_columns(new.as_of, new.reference_digest, new.marks)
        linked = link_records(columns, reference.model, reference, settings.link, decided, progress, work)
        counts["pairs"] = len(linked.pairs)
    claim_rows, statement_rows = columns.claims.row.tolist(), columns.statements.row.tolist()
    claims = database.load_accounts(RecordKind.CLAIM, claim_rows, new.reference_digest)
    statements = database.load_accounts(RecordKind.STATEMENT, statement_rows, new.reference_digest)
    ordered = [claims[row] for row in claim_rows], [statements[row] for row in statement_rows]
    ledger = Ledger(reference=reference, coverage=database.coverage(), as_of=new.as_of, settings=settings.verdict)
    return reach_findings(*ordered, linked, ledger, marks), ordered[1]


def _counts(findings: Sequence[Finding], statements: Sequence[StatementAccount]) -> dict[str, int]:
    """Counts that add up: claims by flag with those listed apart; statements linked and official-only."""
    flags = Counter(finding.flag for finding in findings)
    linked = {pair.statement for finding in findings for pair in finding.links}
    return {
        "claims": len(findings),
        **{flag.value: flags[flag] for flag in Flag},
        "listed_apart": flags[None],
        "statements": len(statements),
        "linked": len(linked),
        "official_only": len(statements) - len(linked),
    }
