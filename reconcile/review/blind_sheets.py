"""Blind samples as spreadsheets that coders fill in, and back."""

from collections.abc import Iterable, Mapping, Sequence

from reconcile.domain.cases import case_key
from reconcile.domain.cleantext import quoted
from reconcile.domain.codings import BlindSample, CodingDraft, answers_of
from reconcile.domain.decisions import Subject
from reconcile.domain.grades import Grade
from reconcile.domain.records import RecordKind
from reconcile.review.sheet_rows import Cells, SheetFault, SheetPlace, as_written
from reconcile.review.sheets import COLUMNS, SAMPLE, TELLING, SheetRow, write_sheet

CODING_COLUMNS = ("case", "question", "claim", "statement", "decision", "reason", SAMPLE)
INSTRUCTIONS = (
    "One row is one question. Answer by yourself: what others, or the program, say of it is left out on purpose.",
    "Some questions are about accounts with little in common; that a question is asked says nothing of its answer.",
    "Choose the answer from the list of the cell 'decision'. 'reason' may stay empty. Leave the other columns.",
    "Flag 'agreement': a statement tells of the same event, and date, place and target all agree.",
    "Flag 'partial match': of the same event, but one of the three does not agree, is less exact or is not stated.",
    "Flag 'no official comment': none of the statements beside the claim tells of the same event.",
    "Stance 'denied': a statement denies the event, its toll, its outcome or who did it.",
    "Stance 'false_claim': the accounts speak against the claim as a whole. 'neither': none of both.",
    "Record 'duplicate': the same words of the same side once more. 'withdrawn': its side took it back.",
    "Save as .xlsx and hand it in: reconcile review code FILE --as YOUR_ACCOUNT. Who you are stands in no cell.",
    "All rows are taken, or none. An answer can be changed until all questions are answered; from then on it stands.",
)
Summaries = Mapping[tuple[RecordKind, str], str]


def blind_sheet(
    sample: BlindSample, questions: Mapping[Subject, str], summaries: Summaries, grades: Sequence[Grade]
) -> bytes:
    """The bytes of an .xlsx file. `questions`: in words, by subject; `summaries`: what to show of each record."""
    keys = [grade.key for grade in grades]
    named = {column.name: column for column in COLUMNS if column.name not in TELLING}
    rows = [
        SheetRow(
            cells={
                "case": case_key(one.subject),
                "question": questions[one.subject],
                "claim": summaries.get((one.shown[0][0], one.shown[0][1]), ""),
                "statement": "\n".join(f"• {summaries.get((kind, id_), '')}" for kind, id_, _ in one.shown[1:]),
                SAMPLE: str(sample.number),
            },
            choices=answers_of(one.subject.kind, keys),
        )
        for one in sample.questions
    ]
    told = (*INSTRUCTIONS, *(f"Grade '{grade.key}': {grade.rule}" for grade in grades))
    return write_sheet("Blind sample", [named[name] for name in CODING_COLUMNS], rows, told)


def read_answers(
    rows: Iterable[tuple[int, Cells]], samples: Mapping[int, BlindSample]
) -> tuple[list[tuple[int, CodingDraft]], list[SheetFault]]:
    """The answers of all rows that have one, with the number of their row; and what is wrong with the others."""
    places = {
        (number, case_key(one.subject)): one.place for number, sample in samples.items() for one in sample.questions
    }
    drafts: list[tuple[int, CodingDraft]] = []
    faults: list[SheetFault] = []
    for row, cells in rows:
        answer = cells.get("decision", "").strip().casefold().replace(" ", "_")
        if not answer:
            continue
        written = cells.get(SAMPLE, "").strip().removesuffix(".0")
        number = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else 0
        place = places.get((number, cells.get("case", "").strip()))
        if place is None:
            told = f"No sample {quoted(written)!r} has the question of this row; leave 'case' and 'sample' alone."
            faults.append(SheetFault(place=SheetPlace(row=row), message=told))
            continue
        remark = as_written(cells.get("reason", "")) or None
        drafts.append((row, CodingDraft(sample=number, place=place, answer=answer, remark=remark)))
    return drafts, faults
