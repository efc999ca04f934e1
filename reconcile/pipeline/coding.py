"""Blind coding: samples drawn, handed out, answered in browser or spreadsheet, and how far the coders agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.codings import CODED_KINDS, BlindQuestion, BlindSample, CodedKind, Coding, standing_codings
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import DecisionKind
from reconcile.domain.outcomes import Outcome
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError, NotFoundError, RefusedError
from reconcile.ingest import read_plain_sheet
from reconcile.pipeline.publishing import outcome_of
from reconcile.pipeline.review_sheets import summaries
from reconcile.pipeline.reviewing import review_rules
from reconcile.reference import load_reference
from reconcile.report import write_output
from reconcile.review import (
    SheetFault,
    SheetPlace,
    blind_question,
    blind_sheet,
    coded_kinds,
    draw_blind,
    read_answers,
)
from reconcile.settings import Settings
from reconcile.store import Database, open_database

LARGEST_SAMPLE = 1_000
"""Questions of a kind: more than anybody codes twice."""
NEEDED = ("case", "decision", "sample")


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleProgress:
    """A sample and how many of its questions each coder has answered."""

    sample: BlindSample
    answered: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSheet:
    """What became of a filled-in blind sheet, or would."""

    codings: tuple[tuple[int, Coding], ...]
    """Row of the sheet and answer."""
    faults: tuple[SheetFault, ...]
    """By row; with any of them nothing was taken."""
    taken: bool


def draw_sample(
    database: Database,
    outcome: Outcome,
    now: datetime,
    *,
    size: int,
    seed: int,
    kinds: Sequence[DecisionKind] = CODED_KINDS,
    account: str | None = None,
) -> BlindSample:
    """A sample of the outcome, kept; drawing the same again gives the one that is there.

    Raises NotFoundError where the run holds nothing that could be asked, RefusedError for an unfit size.
    """
    if not 2 <= size <= LARGEST_SAMPLE:
        raise RefusedError(f"A sample is of 2 to {LARGEST_SAMPLE} questions of a kind, not of {size}.")
    drawn = draw_blind(outcome, kinds, size, seed)
    if not drawn:
        raise NotFoundError("The latest run has nothing to draw questions from; `reconcile run` makes one.")
    return database.add_blind_sample(drawn, run=outcome.run.number, seed=seed, size=size, drawn_by=account, now=now)


def write_blind_sample(
    url: str,
    settings: Settings,
    path: Path,
    now: datetime,
    *,
    size: int,
    seed: int,
    kinds: Sequence[DecisionKind] = CODED_KINDS,
    number: int | None = None,
) -> BlindSample:
    """A new sample, or the one of this `number`, as a spreadsheet to be coded. Logged as an export."""
    with open_database(url) as database:
        outcome = outcome_of(database)
        if number is None:
            sample = draw_sample(database, outcome, now, size=size, seed=seed, kinds=kinds)
        else:
            sample = sample_numbered(database, number)
        accounts: dict[tuple[RecordKind, str], ClaimAccount | StatementAccount] = {
            **{(RecordKind.CLAIM, one.id): one for one in outcome.claims},
            **{(RecordKind.STATEMENT, one.id): one for one in outcome.statements},
        }
        asked = {one.subject: blind_question(one, accounts) for one in sample.questions}
        grades = load_reference(settings.reference_folder).grades
        write_output(path, blind_sheet(sample, asked, summaries(outcome), grades))
        database.log_access(
            [Access(kind=AccessKind.EXPORT, account=None, at=now, subject=f"blind sample {sample.number}")]
        )
    return sample


def sample_numbered(database: Database, number: int) -> BlindSample:
    """Raises NotFoundError where there is none."""
    for sample in database.blind_samples():
        if sample.number == number:
            return sample
    raise NotFoundError(f"There is no blind sample {number}; `reconcile review samples` lists them.")


def take_codings(
    url: str, settings: Settings, path: Path, coder: str, now: datetime, *, dry_run: bool = False
) -> CodedSheet:
    """Keeps what a filled-in blind sheet answers, as `coder`; all rows or, where one may not be taken, none.

    Raises InputError where the file is no such sheet.
    """
    headings, rows = read_plain_sheet(path)
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        raise InputError(
            f"{path.name} is no blind sample: it has no column {missing[0]!r}; `reconcile review sample` writes one."
        )
    grades = review_rules(settings).grades
    with open_database(url) as database:
        drafts, faults = read_answers(rows, {one.number: one for one in database.blind_samples()})
        considered = database.consider_codings([draft for _, draft in drafts], coder, now, grades)
        refused = {refusal.place: refusal.reason for refusal in considered.refusals}
        faults += [
            SheetFault(place=SheetPlace(row=drafts[place][0]), message=reason) for place, reason in refused.items()
        ]
        coded = considered.codings
        if taken := not (faults or dry_run or not drafts):
            coded = database.code([draft for _, draft in drafts], coder, now, grades)
    kept = [row for place, (row, _) in enumerate(drafts) if place not in refused]
    return CodedSheet(
        codings=tuple(zip(kept, coded, strict=True)),
        faults=tuple(sorted(faults, key=lambda fault: fault.place)),
        taken=taken,
    )


def sample_progress(database: Database) -> tuple[SampleProgress, ...]:
    """All samples with who has answered how much, oldest first."""
    held = standing_codings(database.codings())
    found = []
    for sample in database.blind_samples():
        coders = [coder for number, _, coder in held if number == sample.number]
        found.append(SampleProgress(sample=sample, answered={one: coders.count(one) for one in sorted(set(coders))}))
    return tuple(found)


def samples_of(url: str) -> tuple[SampleProgress, ...]:
    """The same of a database that is not open."""
    with open_database(url) as database:
        return sample_progress(database)


def agreement_of_codings(database: Database, sample: int | None = None) -> tuple[CodedKind, ...]:
    """How far those who coded blind agree, by kind of question; of all samples, or of one."""
    samples = database.blind_samples() if sample is None else (sample_numbered(database, sample),)
    return coded_kinds(samples, database.codings())


def agreement_at(url: str, sample: int | None = None) -> tuple[CodedKind, ...]:
    """The same of a database that is not open."""
    with open_database(url) as database:
        return agreement_of_codings(database, sample)


def question_in_words(asked: BlindQuestion, accounts: Sequence[ClaimAccount | StatementAccount]) -> str:
    """What is asked of the accounts that are shown, in the words of the sheets."""
    shown = {(kind, id_): account for (kind, id_, _), account in zip(asked.shown, accounts, strict=True)}
    return blind_question(asked, shown)
