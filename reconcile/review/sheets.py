"""Cases as a spreadsheet that people fill in: drop-downs, instructions, and what was seen, to be checked later."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reconcile.domain.cases import Case
from reconcile.domain.cleantext import spreadsheet_safe
from reconcile.domain.decisions import verdicts_of
from reconcile.domain.records import RecordKind
from reconcile.review import further_sheets
from reconcile.review.further_sheets import Further, write_further
from reconcile.review.sheet_rows import ANSWERS, versions_named

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SHEET = "Cases"
LONGEST_CELL = 2_000
"""Characters shown of a text; a spreadsheet takes 32,767."""
LONGEST_LIST = 255
"""Characters that a drop-down can hold (Excel); longer lists are explained instead."""
_CREATED = datetime(2017, 1, 1, tzinfo=UTC)
"""A fixed date: the same cases give the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    name: str
    width: int
    told: str
    """What it holds, for the instructions."""
    filled: bool = False
    """Whether a person fills it in."""
    hidden: bool = False


SAMPLE = "sample"
"""Column that blind sheets alone have."""
COLUMNS = (
    SheetColumn(name="case", width=14, told="Key of the case. Leave it as it is."),
    SheetColumn(name="question", width=46, told="What is asked."),
    SheetColumn(name="why asked", width=24, told="Why it is in the queue."),
    SheetColumn(name="claim", width=40, told="What the claim says, in one sentence."),
    SheetColumn(name="statement", width=40, told="What the statement says, or the other claim."),
    SheetColumn(name="as compared", width=50, told="What the comparison says of the two."),
    SheetColumn(name="flag", width=18, told="The flag in force."),
    SheetColumn(name="decided so far", width=30, told="What stands or waits for a second person."),
    SheetColumn(name="changed since", width=40, told="What is otherwise in the records than when that was decided."),
    SheetColumn(name="decision", width=22, told="Your decision, from the list. Empty: no decision.", filled=True),
    SheetColumn(
        name="reason",
        width=46,
        told="Why. Needed for every decision but 'same_event' and 'confirm'.",
        filled=True,
    ),
    SheetColumn(name="duplicate of", width=18, told="For 'duplicate': id of the record that is kept.", filled=True),
    SheetColumn(name=SAMPLE, width=8, told="Number of the blind sample. Leave it as it is."),
    SheetColumn(name="kind", width=10, told="What is decided on."),
    SheetColumn(name="claim id", width=18, told="Id of the claim."),
    SheetColumn(name="statement id", width=18, told="Id of the statement."),
    SheetColumn(name="other claim id", width=18, told="Id of the second claim of a family."),
    SheetColumn(name="seen", width=8, told="The latest decision when this file was written.", hidden=True),
    SheetColumn(name="claim version", width=12, told="Digest of the version that was compared.", hidden=True),
    SheetColumn(name="statement version", width=12, told="Digest of the version that was compared.", hidden=True),
    SheetColumn(name="other version", width=12, told="Digest of the version that was compared.", hidden=True),
)
TELLING = ("why asked", "as compared", "flag", "decided so far", "changed since", "duplicate of", "seen")
"""Columns that a blind sheet leaves out: what the machine or somebody else says of it, and what decisions need."""
INSTRUCTIONS = (
    "One row is one question. Fill in the coloured columns 'decision', 'reason' and 'duplicate of'; leave the others.",
    "Choose the decision from the list of its cell. A row without a decision is passed over.",
    "Say why, in a sentence. A decision against, on a flag, or that nobody can tell, is refused without a reason.",
    "'open' takes back what was decided: what the comparison gives stands again.",
    "Where a proposal waits for a second person, 'confirm' puts it in force and 'refuse' drops it; not your own.",
    "Save as .xlsx and hand it in: reconcile review import FILE --as YOUR_ACCOUNT --dry-run shows what would be done.",
    "Who you are is asked at the import and stands in no cell. All rows are taken, or none.",
    "A row is refused when a record has changed, or somebody else has decided, since this file was written.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One question: cells by heading, and what may be chosen as its decision."""

    cells: Mapping[str, str]
    choices: Sequence[str]


def cases_sheet(
    cases: Sequence[Case],
    summaries: Mapping[tuple[RecordKind, str], str],
    flags: Mapping[str, str],
    further: Further,
) -> bytes:
    """The bytes of an .xlsx file.

    `summaries`: what to show of each record; never `text` or `persons`. `flags`: in words, by claim id. `further`: for
    decisions that no case asks for.
    """
    columns = [column for column in COLUMNS if column.name != SAMPLE]
    rows = [SheetRow(cells=_cells(case, summaries, flags), choices=_choices(case, further.grades)) for case in cases]
    return write_sheet("Cases for review", columns, rows, INSTRUCTIONS, further)


def write_sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[SheetRow],
    instructions: Sequence[str],
    further: Further | None = None,
) -> bytes:
    """Questions and instructions as an .xlsx file; the same rows give the same bytes."""
    # A run opens cases but writes no sheet.
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "created": _CREATED})
        heading = book.add_format({"bold": True, "bg_color": "#E4E8EE", "bottom": 1})
        to_fill = book.add_format({"bold": True, "bg_color": "#F6DDC6", "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, to_fill if column.filled else heading)
            sheet.set_column(place, place, column.width, plain, {"hidden": column.hidden})
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(columns):
                sheet.write_string(number, place, _cell(row.cells.get(column.name, "")), plain)
            _drop_down(sheet, number, [one.name for one in columns].index("decision"), row.choices)
        told = [(column.name, column.told) for column in columns]
        if further is not None:
            write_further(book, further, heading, to_fill, plain)
            instructions = (*instructions, *further_sheets.INSTRUCTIONS)
            told += [(f"{further_sheets.FURTHER}: {name}", words) for name, words in further_sheets.TOLD_OF_COLUMNS]
        _instructions(book.add_worksheet("Instructions"), told, instructions, heading, plain)
    return stream.getvalue()


def _cells(case: Case, summaries: Mapping[tuple[RecordKind, str], str], flags: Mapping[str, str]) -> dict[str, str]:
    subject = case.subject
    second = (RecordKind.CLAIM, subject.other) if subject.other else (RecordKind.STATEMENT, subject.statement)
    return {
        "case": case.key,
        "question": case.question,
        "why asked": "; ".join(reason.words for reason in case.reasons),
        "claim": summaries.get((RecordKind.CLAIM, subject.claim or ""), ""),
        "statement": summaries.get((second[0], second[1] or ""), ""),
        "as compared": case.told,
        "flag": flags.get(subject.claim or "", ""),
        "decided so far": _decided(case),
        "changed since": "; ".join(change.words for change in case.changes),
        "kind": subject.kind.value,
        "claim id": subject.claim or "",
        "statement id": subject.statement or "",
        "other claim id": subject.other or "",
        "seen": "" if case.seen is None else str(case.seen),
        **{name: case.digests.get((kind, id_), "") for name, kind, id_ in versions_named(subject) if id_ is not None},
    }


def _decided(case: Case) -> str:
    told = []
    for mark, words in ((case.mark, "decided"), (case.proposed, "proposed")):
        if mark is not None:
            decision = mark.decision
            state = "" if words == "proposed" else f", {mark.state.words}"
            told.append(
                f"{decision.verdict.replace('_', ' ')}, {words} by {decision.author} ({decision.number}{state})"
            )
    return "; ".join(told)


def _cell(text: str) -> str:
    shown = spreadsheet_safe(text)
    return shown if len(shown) <= LONGEST_CELL else f"{shown[: LONGEST_CELL - 1]}…"


def _choices(case: Case, grades: Sequence[str]) -> list[str]:
    return [*verdicts_of(case.subject.kind, grades), *(ANSWERS if case.proposed is not None else ())]


def _drop_down(sheet: "Worksheet", row: int, place: int, choices: Sequence[str]) -> None:
    if len(",".join(choices)) <= LONGEST_LIST:
        sheet.data_validation(row, place, row, place, {"validate": "list", "source": list(choices)})


def _instructions(
    sheet: "Worksheet", columns: Sequence[tuple[str, str]], sentences: Sequence[str], heading: "Format", plain: "Format"
) -> None:
    sheet.set_column(0, 0, 34, plain)
    sheet.set_column(1, 1, 100, plain)
    sheet.write_string(0, 0, "How to fill this in", heading)
    for row, sentence in enumerate(sentences, start=1):
        sheet.write_string(row, 1, sentence, plain)
    start = len(sentences) + 2
    sheet.write_string(start, 0, "Column", heading)
    sheet.write_string(start, 1, "Meaning", heading)
    for row, (name, told) in enumerate(columns, start=start + 1):
        sheet.write_string(row, 0, name, plain)
        sheet.write_string(row, 1, told, plain)
