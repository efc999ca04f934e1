"""The review by spreadsheet: out, filled in by people, and back; all rows are taken or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reconcile.domain.cases import Case, case_key
from reconcile.domain.cleantext import one_line
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import Decision, Subject
from reconcile.domain.outcomes import Outcome
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.records import RecordKind
from reconcile.errors import InputError, RefusedError
from reconcile.ingest import read_named_sheets, read_plain_sheet
from reconcile.pipeline.publishing import outcome_of
from reconcile.pipeline.reviewing import Queue, queue_of, review_rules
from reconcile.report import write_output
from reconcile.review import (
    FURTHER,
    RECORDS,
    Further,
    SheetDraft,
    SheetFault,
    SheetPlace,
    SheetRecord,
    cases_sheet,
    read_further,
    read_rows,
)
from reconcile.settings import Settings
from reconcile.store import Database, open_database

REQUIRED = ("case", "decision", "reason", "kind", "claim id", "statement id", "other claim id", "seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetResult:
    """What became of a filled-in sheet, or would."""

    decisions: tuple[tuple[SheetPlace, Decision], ...]
    """Where each stands, and the decision. What would be taken, where it was rehearsed or there are faults."""
    faults: tuple[SheetFault, ...]
    """By row; with any of them nothing was taken."""
    taken: bool


def write_cases(
    url: str,
    settings: Settings,
    path: Path,
    now: datetime,
    *,
    account: str | None = None,
    with_done: bool = False,
    limit: int = 0,
) -> int:
    """The open cases (the first `limit`, 0: all) as a spreadsheet; how many. Logged as an export."""
    with open_database(url) as database:
        queue = queue_of(database, outcome_of(database), settings, now)
        cases = [case for case in queue.cases if with_done or not case.done][: limit or None]
        write_output(path, sheet_of(queue, cases, review_rules(settings).grades))
        database.log_access([Access(kind=AccessKind.EXPORT, account=account, at=now, subject="review sheet")])
    return len(cases)


def sheet_of(queue: Queue, cases: Sequence[Case], grades: Sequence[str]) -> bytes:
    """The bytes of the spreadsheet."""
    flags = {
        finding.claim: "listed apart" if finding.flag is None else finding.flag.words
        for finding in queue.outcome.findings
    }
    told = summaries(queue.outcome)
    further = Further(
        records=[
            SheetRecord(kind=kind, id=one.id, says=told[kind, one.id], digest=one.version.digest)
            for kind, accounts in (
                (RecordKind.CLAIM, queue.outcome.claims),
                (RecordKind.STATEMENT, queue.outcome.statements),
            )
            for one in accounts
        ],
        log=max((entry.number for standing in queue.standings.values() for entry in standing.log), default=0),
        grades=grades,
    )
    return cases_sheet(cases, told, flags, further)


def summaries(outcome: Outcome) -> Mapping[tuple[RecordKind, str], str]:
    """What a sheet shows of each record: never its text, never names of persons."""
    told = {(RecordKind.CLAIM, one.id): _summary(one) for one in outcome.claims}
    return told | {(RecordKind.STATEMENT, one.id): _summary(one) for one in outcome.statements}


def _summary(account: ClaimAccount | StatementAccount) -> str:
    record = account.record
    parts = [
        record.speaker,
        record.date_text or record.event_date or "no date",
        record.place or record.admin1 or "no place",
        record.target_type or "no target",
        record.summary or "",
    ]
    return "; ".join(one_line(part) for part in parts if part)


def take_cases(
    url: str, settings: Settings, path: Path, author: str, now: datetime, *, dry_run: bool = False
) -> SheetResult:
    """Decides what a filled-in sheet says, as `author`; all rows or, where one may not be taken, none.

    Raises InputError where the file is no such sheet.
    """
    with open_database(url) as database:
        queue = queue_of(database, outcome_of(database), settings, now)
        drafts, faults = read_rows(_rows(path), _known(queue))
        more, further_faults = _further(path, queue)
        drafts, faults = drafts + more, faults + further_faults
        considered = database.consider([one.draft for one in drafts], author, review_rules(settings), now)
        refused = {refusal.place: refusal.reason for refusal in considered.refusals}
        faults += [SheetFault(place=drafts[place].place, message=reason) for place, reason in refused.items()]
        places = [one.place for place, one in enumerate(drafts) if place not in refused]
        decided = considered.decisions
        if taken := not (faults or dry_run or not drafts):
            decided = _taken(database, settings, drafts, author, now)
    return SheetResult(
        decisions=tuple(zip(places, decided, strict=True)),
        faults=tuple(sorted(faults, key=lambda fault: fault.place)),
        taken=taken,
    )


def _taken(
    database: Database, settings: Settings, drafts: list[SheetDraft], author: str, now: datetime
) -> tuple[Decision, ...]:
    """Judged once more under the write lock: somebody may have been faster since."""
    try:
        return database.decide([one.draft for one in drafts], author, review_rules(settings), now)
    except RefusedError as error:
        raise RefusedError(f"Nothing was taken, because somebody was faster: {error}") from error


def _known(queue: Queue) -> dict[str, Subject]:
    """By key: whatever can be asked now or was decided before."""
    subjects = [*queue.standings, *(case.subject for case in queue.cases)]
    return {case_key(subject): subject for subject in subjects}


def _further(path: Path, queue: Queue) -> tuple[list[SheetDraft], list[SheetFault]]:
    """What the sheet of further decisions asks for; nothing where somebody took it out."""
    sheets = read_named_sheets(path, (FURTHER, RECORDS))
    if FURTHER not in sheets:
        return [], []
    return read_further(sheets[FURTHER], sheets.get(RECORDS, ()), queue.standings)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    headings, rows = read_plain_sheet(path)
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise InputError(
            f"{path.name} is no sheet of cases: it has no column {missing[0]!r}; `reconcile review export` writes one."
        )
    yield from rows
