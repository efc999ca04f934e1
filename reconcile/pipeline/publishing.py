"""From what a run found to pages, exports and explanations."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import Finding, Outcome, RunRecord
from reconcile.errors import NotFoundError
from reconcile.pipeline.changing import changes_of
from reconcile.pipeline.editions import WHOLE, Edition, edited, units_of
from reconcile.reference import Reference, load_reference
from reconcile.report import (
    ReportBooks,
    export_csv,
    export_geojson,
    export_json,
    export_parquet,
    export_xlsx,
    render_report,
    render_single_file,
    write_output,
)
from reconcile.settings import WORDS, Settings
from reconcile.store import Database, open_database
from reconcile.tally import tally_outcome

EXPORTS = {
    "json": export_json,
    "csv": export_csv,
    "geojson": export_geojson,
    "xlsx": export_xlsx,
    "parquet": export_parquet,
}


def write_report(
    url: str,
    settings: Settings,
    output: Path,
    *,
    edition: Edition = WHOLE,
    single_file: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Path:
    """The pages of the latest run, or of the part of it that `edition` names; the path to open.

    They go into the folder `output`, or with `single_file` bound into that one file.
    Raises NotFoundError where there is no run, or the edition names what the run does not know.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        outcome = latest_outcome(database)
        changes = changes_of(database, outcome, edition.since_run)
        histories, decisions = database.load_histories(outcome.run.number), database.decisions()
        units = units_of(database) if edition.public else {}
    shown = edited(outcome, changes, histories, decisions, edition, reference, units)
    books = replace(
        report_books(shown.outcome, reference, settings),
        changes=shown.changes,
        histories=shown.histories,
        decisions=shown.decisions,
        elsewhere=shown.elsewhere,
        lines=shown.lines,
    )
    write = render_single_file if single_file else render_report
    return write(shown.outcome, books, output, progress)


def write_export(url: str, form: str, path: Path) -> None:
    """The results of the latest run in one of the forms of `EXPORTS`."""
    with open_database(url) as database:
        outcome = latest_outcome(database)
    write_output(path, EXPORTS[form](outcome))


def latest_finding(url: str, claim_id: str) -> tuple[ClaimAccount, Finding, RunRecord]:
    """What the latest run says of one claim. Raises NotFoundError where it knows none of this id."""
    with open_database(url) as database:
        outcome = latest_outcome(database)
    for claim, finding in zip(outcome.claims, outcome.findings, strict=True):
        if claim.id == claim_id:
            return claim, finding, outcome.run
    raise NotFoundError(
        f"The latest run knows no claim {claim_id!r}; ids stand in the export (reconcile export --format json)."
    )


def latest_issues(url: str) -> tuple[Issue, ...]:
    """What was not understood in the record versions that the latest run used."""
    with open_database(url) as database:
        return latest_outcome(database).issues


def outcome_of_latest(url: str) -> Outcome:
    """All that the latest run found."""
    with open_database(url) as database:
        return latest_outcome(database)


def latest_outcome(database: Database) -> Outcome:
    """Raises NotFoundError where no run was ever finished."""
    latest = database.latest_run()
    if latest is None:
        raise NotFoundError("Nothing was compared yet; run `reconcile run` first.")
    return database.load_outcome(latest.number)


def report_books(outcome: Outcome, reference: Reference, settings: Settings) -> ReportBooks:
    """Words for the codes in use, outlines, model and settings for the pages."""
    targets, attacks = reference.targets, reference.attacks
    values = [claim.values for claim in outcome.claims] + [statement.values for statement in outcome.statements]
    actors = {code for value in values for code in value.target_actors}
    labels = {
        **{code: targets.label(code) for code in targets.codes},
        **{code: attacks.label(code) for code in attacks.codes},
        **{code: reference.actors.get(code).label for code in sorted(actors) if code in reference.actors},
    }
    told = tuple(
        (str(field.metadata[WORDS]), str(getattr(getattr(settings, section), field.name)))
        for section in ("link", "verdict")
        for field in fields(getattr(settings, section))
    )
    return ReportBooks(
        labels=labels,
        outlines=reference.outlines,
        model=reference.model,
        settings=told,
        hosts=reference.link_hosts,
        tallies=tally_outcome(outcome, reference, settings.verdict.pending_days),
    )
