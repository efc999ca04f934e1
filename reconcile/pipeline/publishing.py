"""From what a run found to pages, exports and explanations."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path

from reconcile import PROGRAM
from reconcile.domain.anchors import anchor_day
from reconcile.domain.cleantext import id_meant
from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.gazetteer import SHIPPED
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import Finding, Outcome, RunRecord
from reconcile.errors import NotFoundError
from reconcile.pipeline.changing import changes_to
from reconcile.pipeline.editions import WHOLE, Edition, edited, units_of
from reconcile.pipeline.preparing import reference_digests
from reconcile.pipeline.remarks import remarks_on_claims
from reconcile.reference import Reference, load_reference
from reconcile.reference.groups import armed_groups_named
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
from reconcile.review import coded_kinds
from reconcile.settings import WORDS, Settings
from reconcile.store import Database, open_database
from reconcile.store.gazetteers import KeptGazetteer
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
    run: int | None = None,
    *,
    edition: Edition = WHOLE,
    single_file: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """The pages of a run (None: the latest), or of the part of it that `edition` names; the path to open.

    They go into the folder `output`, or with `single_file` bound into that one file.
    Raises NotFoundError where there is no run, or the edition names what the run does not know.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        outcome = outcome_of(database, run)
        changes = changes_to(database, outcome, reference.sources.expected_for, edition.since_run)
        histories, decisions = database.load_histories(outcome.run.number), database.decisions()
        coded = coded_kinds(database.blind_samples(), database.codings())
        units = units_of(database) if edition.public else {}
        credited = credits_of(reference, database.gazetteers())
        otherwise = _otherwise(database, outcome.run, reference, settings)
        remarks = remarks_on_claims(database)
    shown = edited(outcome, changes, histories, decisions, edition, reference, units)
    books = replace(
        report_books(shown.outcome, reference, settings),
        changes=shown.changes,
        histories=shown.histories,
        decisions=shown.decisions,
        coded=coded,
        elsewhere=shown.elsewhere,
        lines=shown.lines,
        remarks=remarks,
        public=edition.public,
        groups=groups_named(outcome, reference),
        credits=credited,
        otherwise=otherwise,
    )
    write = render_single_file if single_file else render_report
    return write(shown.outcome, books, output, progress)


def changed_since(url: str, settings: Settings, run: int | None) -> tuple[str, ...]:
    """Names of what the pages describe as it is today and a run (None: the latest) used otherwise."""
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database:
        return _otherwise(database, database.run(database.number_of(run)), reference, settings)


def _otherwise(database: Database, run: RunRecord, reference: Reference, settings: Settings) -> tuple[str, ...]:
    today = {
        "settings": settings.digest,
        "model": reference.model.digest,
        **reference_digests(database, reference, settings),
    }
    changed = [name for name, digest in today.items() if run.digests.get(name) != digest]
    return (*changed, *(["program"] if run.program != PROGRAM else []))


def credits_of(reference: Reference, gazetteers: Sequence[KeptGazetteer]) -> tuple[tuple[str, str], ...]:
    """Each source of the tables and of the gazetteers in the database, with its licence, as they name them."""
    places = Counter(place.source for place in reference.places)
    shipped = [(source, f"{number:,} places of the reference tables") for source, number in sorted(places.items())]
    imported = [
        (f"{one.source} ({one.licence})", f"{one.places:,} places of the gazetteer '{one.name}'")
        for one in gazetteers
        if one.name != SHIPPED
    ]
    return ((reference.outline_credit, "outlines of countries"), *shipped, *imported)


def groups_named(outcome: Outcome, reference: Reference) -> dict[int, tuple[str, ...]]:
    """By row of a statement's version: labels of the armed groups that its summary names and does not say were hit."""
    found = {}
    for one in outcome.statements:
        codes = armed_groups_named(one.record.summary, reference.actors, anchor_day(one))
        told = [reference.actors.get(code).label for code in codes if code not in one.values.target_actors]
        if told:
            found[one.version.row] = tuple(dict.fromkeys(told))
    return found


def write_export(url: str, form: str, path: Path, run: int | None = None) -> None:
    """The results of a run (None: the latest) in one of the forms of `EXPORTS`."""
    with open_database(url) as database:
        outcome = outcome_of(database, run)
    write_output(path, EXPORTS[form](outcome))


def finding_of(url: str, claim_id: str, run: int | None = None) -> tuple[ClaimAccount, Finding, RunRecord]:
    """What a run (None: the latest) says of one claim. Raises NotFoundError where it knows none of this id."""
    with open_database(url) as database:
        outcome = outcome_of(database, run)
    meant = id_meant(claim_id, (claim.id for claim in outcome.claims))
    for claim, finding in zip(outcome.claims, outcome.findings, strict=True):
        if claim.id == meant:
            return claim, finding, outcome.run
    raise NotFoundError(
        f"{'The latest run' if run is None else f'Run {run}'} knows no claim {claim_id!r}; ids stand in the export "
        "(reconcile export --format json)."
    )


def issues_of(url: str, run: int | None = None) -> tuple[Issue, ...]:
    """What was not understood in the record versions that a run (None: the latest) used."""
    with open_database(url) as database:
        return outcome_of(database, run).issues


def run_records(url: str, limit: int | None) -> tuple[RunRecord, ...]:
    """The latest runs (None: all), from the latest, whatever became of them."""
    with open_database(url) as database:
        return database.runs(limit)


def outcome_of_latest(url: str) -> Outcome:
    """All that the latest run found."""
    with open_database(url) as database:
        return outcome_of(database)


def outcome_of(database: Database, run: int | None = None) -> Outcome:
    """Of a run (None: the latest). Raises NotFoundError where there is none, or it did not finish."""
    return database.load_outcome(database.number_of(run))


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
        (str(field.metadata[WORDS]), _in_words(getattr(getattr(settings, section), field.name)))
        for section in ("link", "verdict", "review")
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


def _in_words(value: object) -> str:
    """A setting as a reader would write it."""
    return ", ".join(str(part) for part in value) or "none" if isinstance(value, tuple) else str(value)
