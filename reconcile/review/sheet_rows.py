"""A filled-in sheet back into drafts. Who filled it in is asked elsewhere and stands in no cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.domain.cases import case_key
from reconcile.domain.cleantext import quoted
from reconcile.domain.decisions import Act, DecisionKind, Digests, Draft, Subject
from reconcile.domain.records import RecordKind

ANSWERS = (Act.CONFIRM.value, Act.REFUSE.value)
"""What may be chosen beside the verdicts where a proposal waits."""
NEEDED = ("case", "decision", "reason", "kind", "claim id", "statement id", "other claim id", "seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlace:
    """A row of a book."""

    row: int
    sheet: str = ""
    """Empty: the first."""

    @property
    def words(self) -> str:
        return f"Row {self.row} of '{self.sheet}'" if self.sheet else f"Row {self.row}"

    def __lt__(self, other: "SheetPlace") -> bool:
        return (self.sheet, self.row) < (other.sheet, other.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDraft:
    """A draft and where it stands."""

    place: SheetPlace
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFault:
    """Why a row cannot be taken."""

    place: SheetPlace
    message: str


Cells = Mapping[str, str]


def read_rows(
    rows: Iterable[tuple[int, Cells]], known: Mapping[str, Subject]
) -> tuple[list[SheetDraft], list[SheetFault]]:
    """The drafts of all rows with a decision, and what is wrong with the others.

    `rows`: number in the sheet and cells by heading, as text. `known`: the subjects of the cases there are, by key.
    """
    drafts: list[SheetDraft] = []
    faults: list[SheetFault] = []
    for number, cells in rows:
        if not cells.get("decision", "").strip():
            continue
        place = SheetPlace(row=number)
        try:
            drafts.append(SheetDraft(place=place, draft=_draft(cells, known)))
        except ValueError as error:
            faults.append(SheetFault(place=place, message=f"{str(error)[:1].upper()}{str(error)[1:]}."))
    return drafts, faults


def _draft(cells: Cells, known: Mapping[str, Subject]) -> Draft:
    subject = known.get(cells.get("case", "").strip()) or _subject(cells)
    decision = cells["decision"].strip().casefold().replace(" ", "_")
    return Draft(
        act=Act(decision) if decision in ANSWERS else Act.DECIDE,
        subject=subject,
        verdict=decision,
        reason=as_written(cells.get("reason", "")) or None,
        duplicate_of=as_written(cells.get("duplicate of", "")) or None,
        seen=_seen(cells.get("seen", "")),
        digests=_digests(cells, subject),
    )


def _subject(cells: Cells) -> Subject:
    """From the ids, for a case that is no longer in the queue; its key shows whether somebody shifted them."""
    try:
        kind = DecisionKind(cells.get("kind", "").strip())
    except ValueError:
        raise ValueError(f"{quoted(cells.get('kind', ''))!r} is no kind of decision; leave that column alone") from None
    claim, statement, other = (
        as_written(cells.get(name, "")) or None for name in ("claim id", "statement id", "other claim id")
    )
    subject = Subject(kind=kind, claim=claim, statement=statement, other=other)
    if case_key(subject) != cells.get("case", "").strip():
        raise ValueError("the ids of the row are not those of its case; leave these columns alone")
    return subject


def as_written(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from reading a formula."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and len(text) > 1 else text


def _seen(cell: str) -> int | None:
    text = cell.strip().removesuffix(".0")
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"the column 'seen' holds {quoted(cell)!r} where a number was written; leave it alone")
    return int(text)


def _digests(cells: Cells, subject: Subject) -> Digests:
    found = {}
    for name, kind, id_ in versions_named(subject):
        if id_ is not None:
            digest = cells.get(name, "").strip()
            if not digest:
                raise ValueError(f"the column {name!r} is empty; leave that column alone, also where it is hidden")
            found[kind, id_] = digest
    return found


def versions_named(subject: Subject) -> tuple[tuple[str, RecordKind, str | None], ...]:
    """Column of the version, kind and id, for each place a subject has."""
    return (
        ("claim version", RecordKind.CLAIM, subject.claim),
        ("statement version", RecordKind.STATEMENT, subject.statement),
        ("other version", RecordKind.CLAIM, subject.other),
    )
