"""Sheets beside the cases on which any decision can be started: what is asked by nobody, and the records to name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reconcile.domain.cleantext import quoted, spreadsheet_safe
from reconcile.domain.decisions import Act, DecisionKind, Draft, Subject, verdicts_of
from reconcile.domain.records import RecordKind
from reconcile.domain.standing import Standing
from reconcile.review.sheet_rows import Cells, SheetDraft, SheetFault, SheetPlace, as_written

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FURTHER = "Further decisions"
RECORDS = "Records"
_LISTS = "Lists"
PREPARED_ROWS = 200
"""Rows with drop-downs; those added below are read all the same."""
LONGEST_TOLD = 500
"""Characters told of a record, enough to know it by."""

_COLUMNS = (
    ("kind", 12, "What is decided on, from the list."),
    (
        "claim id",
        26,
        "For a pair, flag, stance, family or grade, and for the record of a claim: its id, from 'Records'.",
    ),
    ("statement id", 26, "For a pair, and for the record of a statement: its id, from 'Records'."),
    ("other claim id", 26, "For a family: id of the second claim."),
    ("decision", 24, "Your decision, from the list that belongs to the kind."),
    ("reason", 60, "Why. Needed for every decision but 'same_event'."),
    ("duplicate of", 26, "For 'duplicate': id of the record that is kept."),
)
TOLD_OF_COLUMNS = tuple((name, told) for name, _, told in _COLUMNS)
NEEDED = tuple(name for name, _, _ in _COLUMNS)
RECORD_COLUMNS = ("record", "id", "says", "version", "log")

INSTRUCTIONS = (
    f"What is not asked on the first sheet is started on '{FURTHER}': choose what it is about, and name the records by",
    f"their ids, which stand on '{RECORDS}' with what each says. All rows of both sheets are taken together, or none.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecord:
    """A record that can be named, as it was when the sheet was written."""

    kind: RecordKind
    id: str
    says: str
    """In a sentence; never `text` or `persons`."""
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What the further sheets hold."""

    records: Sequence[SheetRecord]
    log: int
    """The latest entry of the log of decisions; 0: there is none."""
    grades: Sequence[str]


def write_further(book: "Workbook", further: Further, heading: "Format", to_fill: "Format", plain: "Format") -> None:
    """Adds the sheets to a book; every cell is text, so that nothing in it is a formula."""
    records = sorted(further.records, key=lambda one: (one.kind.value, one.id))
    _write_form(book, records, heading=to_fill, plain=plain)
    _write_records(book, records, further.log, heading, plain)
    _write_lists(book, further.grades)


def _write_form(book: "Workbook", records: Sequence[SheetRecord], *, heading: "Format", plain: "Format") -> None:
    sheet = book.add_worksheet(FURTHER)
    sheet.freeze_panes(1, 0)
    for place, (name, width, _) in enumerate(_COLUMNS):
        sheet.write_string(0, place, name, heading)
        sheet.set_column(place, place, width, plain)
    claims = sum(one.kind is RecordKind.CLAIM for one in records)
    ids = {
        "claim id": _ids(1, claims),
        "statement id": _ids(1 + claims, len(records) - claims),
        "other claim id": _ids(1, claims),
    }
    sources: dict[str, object] = {
        "kind": [kind.value for kind in DecisionKind],
        # a list whose name depends on the cell beside it: every spreadsheet program knows this way of doing it
        "decision": f'=INDIRECT("{_LISTS.lower()}_"&$A2)',
        **{name: source for name, source in ids.items() if source is not None},
    }
    for place, (name, _, _) in enumerate(_COLUMNS):
        if name in sources:
            sheet.data_validation(1, place, PREPARED_ROWS, place, {"validate": "list", "source": sources[name]})


def _ids(first: int, count: int) -> str | None:
    """The cells of the ids, counted from the row below the headings; None: there are none."""
    return f"='{RECORDS}'!$B${first + 1}:$B${first + count}" if count else None


def _write_records(
    book: "Workbook", records: Sequence[SheetRecord], log: int, heading: "Format", plain: "Format"
) -> None:
    sheet = book.add_worksheet(RECORDS)
    sheet.freeze_panes(1, 2)
    for place, (name, width) in enumerate(zip(RECORD_COLUMNS, (11, 30, 100, 12, 8), strict=True)):
        sheet.write_string(0, place, name, heading)
        sheet.set_column(place, place, width, plain, {"hidden": name in ("version", "log")})
    for row, one in enumerate(records, start=1):
        says = one.says if len(one.says) <= LONGEST_TOLD else f"{one.says[: LONGEST_TOLD - 1]}…"
        cells = (one.kind.value, spreadsheet_safe(one.id), spreadsheet_safe(says), one.digest, str(log))
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, plain)


def _write_lists(book: "Workbook", grades: Sequence[str]) -> None:
    sheet = book.add_worksheet(_LISTS)
    sheet.hide()
    for place, kind in enumerate(DecisionKind):
        verdicts = verdicts_of(kind, grades)
        for row, verdict in enumerate(verdicts):
            sheet.write_string(row, place, verdict)
        column = chr(ord("A") + place)
        book.define_name(f"{_LISTS.lower()}_{kind.value}", f"='{_LISTS}'!${column}$1:${column}${len(verdicts)}")


def read_further(
    rows: Iterable[tuple[int, Cells]], records: Iterable[tuple[int, Cells]], standings: Mapping[Subject, Standing]
) -> tuple[list[SheetDraft], list[SheetFault]]:
    """The drafts of all rows with a decision, and what is wrong with the others.

    `rows`, `records`: of the two sheets, with their numbers; `standings`: the log as it is now.
    """
    listed = {(cells.get("record", "").strip(), as_written(cells.get("id", ""))): cells for _, cells in records}
    drafts: list[SheetDraft] = []
    faults: list[SheetFault] = []
    for number, cells in rows:
        if not cells.get("decision", "").strip():
            continue
        place = SheetPlace(sheet=FURTHER, row=number)
        try:
            drafts.append(SheetDraft(place=place, draft=_draft(cells, listed, standings)))
        except ValueError as error:
            faults.append(SheetFault(place=place, message=f"{str(error)[:1].upper()}{str(error)[1:]}."))
    return drafts, faults


def _draft(cells: Cells, listed: Mapping[tuple[str, str], Cells], standings: Mapping[Subject, Standing]) -> Draft:
    subject = _subject(cells)
    named = {}
    for kind, id_ in subject.records:
        if (kind.value, id_) not in listed:
            raise ValueError(f"the sheet '{RECORDS}' lists no {kind.value} {quoted(id_)!r}; take its id from there")
        named[kind, id_] = listed[kind.value, id_]
    log = min(_number(record.get("log", "")) for record in named.values())
    return Draft(
        act=Act.DECIDE,
        subject=subject,
        verdict=cells["decision"].strip().casefold().replace(" ", "_"),
        reason=as_written(cells.get("reason", "")) or None,
        duplicate_of=as_written(cells.get("duplicate of", "")) or None,
        seen=_seen(standings.get(subject), log),
        digests={key: _version(record) for key, record in named.items()},
    )


def _subject(cells: Cells) -> Subject:
    written = cells.get("kind", "").strip().casefold()
    if written not in [kind.value for kind in DecisionKind]:
        raise ValueError(f"{quoted(written)!r} is no kind of decision; choose one from the list")
    claim, statement, other = (
        as_written(cells.get(name, "")) or None for name in ("claim id", "statement id", "other claim id")
    )
    return Subject(kind=DecisionKind(written), claim=claim, statement=statement, other=other)


def _seen(standing: Standing | None, log: int) -> int | None:
    """The latest decision on the subject that was there when the sheet was written."""
    numbers = [one.number for one in standing.decisions if one.number <= log] if standing is not None else []
    return max(numbers, default=None)


def _version(record: Cells) -> str:
    digest = record.get("version", "").strip()
    if not digest:
        raise ValueError(f"the column 'version' of '{RECORDS}' is empty; leave it alone, also where it is hidden")
    return digest


def _number(cell: str) -> int:
    text = cell.strip().removesuffix(".0")
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"the column 'log' of '{RECORDS}' holds {quoted(cell)!r}; leave it alone")
    return int(text)
