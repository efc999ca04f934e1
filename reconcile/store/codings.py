"""Blind samples and what people answered: drawn once, answered under the write lock, read back whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from reconcile.domain.codings import (
    BlindQuestion,
    BlindSample,
    Coding,
    CodingDraft,
    CodingState,
    admit_coding,
    coding_state,
)
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store.coding_tables import BlindQuestionRow, BlindSampleRow, CodingRow
from reconcile.store.decisions import Refusal, present_digests, subject_of
from reconcile.store.people import find_account
from reconcile.store.row_numbers import highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What would become of answers, in their order."""

    codings: tuple[Coding, ...]
    refusals: tuple[Refusal, ...]


def add_sample(
    connection: Connection,
    questions: Sequence[BlindQuestion],
    *,
    run: int,
    seed: int,
    size: int,
    drawn_by: str | None,
    now: datetime,
) -> BlindSample:
    """Keep a draw. The same questions about the same versions are the sample that is there already."""
    for sample in load_samples(connection):
        if sample.questions == tuple(questions):
            return sample
    number = highest(connection, BlindSampleRow.id) + 1
    connection.execute(
        insert(BlindSampleRow).values(id=number, drawn_by=drawn_by, drawn_at=now, run=run, seed=seed, size=size)
    )
    connection.execute(
        insert(BlindQuestionRow),
        [
            {
                "sample": number,
                "place": one.place,
                "kind": one.subject.kind,
                "claim": one.subject.claim,
                "statement": one.subject.statement,
                "other": one.subject.other,
                "control": one.control,
                "shown": [[kind.value, id_, digest] for kind, id_, digest in one.shown],
            }
            for one in questions
        ],
    )
    return find_sample(connection, number)


def load_samples(connection: Connection, number: int | None = None) -> tuple[BlindSample, ...]:
    """All samples, or the one of this number; oldest first."""
    heads = select(BlindSampleRow.__table__).order_by(BlindSampleRow.id)
    rows = select(BlindQuestionRow.__table__).order_by(BlindQuestionRow.sample, BlindQuestionRow.place)
    if number is not None:
        heads = heads.where(BlindSampleRow.id == number)
        rows = rows.where(BlindQuestionRow.sample == number)
    questions: dict[int, list[BlindQuestion]] = {}
    for row in connection.execute(rows):
        shown = tuple((RecordKind(kind), id_, digest) for kind, id_, digest in row.shown)
        questions.setdefault(row.sample, []).append(
            BlindQuestion(place=row.place, subject=subject_of(row), control=row.control, shown=shown)
        )
    return tuple(
        BlindSample(
            number=row.id,
            drawn_by=row.drawn_by,
            drawn_at=row.drawn_at,
            run=row.run,
            seed=row.seed,
            size=row.size,
            questions=tuple(questions.get(row.id, ())),
        )
        for row in connection.execute(heads)
    )


def find_sample(connection: Connection, number: int) -> BlindSample:
    """Raises NotFoundError where there is none of this number."""
    for sample in load_samples(connection, number):
        return sample
    raise NotFoundError(f"There is no blind sample {number}; `reconcile review samples` lists them.")


def load_codings(connection: Connection, sample: int | None = None) -> tuple[Coding, ...]:
    """All answers, or those to one sample; oldest first."""
    query = select(CodingRow.__table__).order_by(CodingRow.id)
    if sample is not None:
        query = query.where(CodingRow.sample == sample)
    return tuple(
        Coding(
            sample=row.sample,
            place=row.place,
            coder=row.coder,
            answer=row.answer,
            remark=row.remark,
            coded_at=row.coded_at,
        )
        for row in connection.execute(query)
    )


def state_of(connection: Connection, sample: BlindSample, coder: str) -> CodingState:
    """How far an account is with a sample, on the records as they are now."""
    records = sorted({(kind, id_) for one in sample.questions for kind, id_, _ in one.shown})
    return coding_state(sample, load_codings(connection, sample.number), coder, present_digests(connection, records))


def consider_codings(
    connection: Connection, drafts: Sequence[CodingDraft], coder: str, now: datetime, grades: Sequence[str]
) -> Coded:
    """What would become of the answers as they stand. Raises NotFoundError where there is no such account or sample."""
    account = find_account(connection, coder)
    states = {
        number: state_of(connection, find_sample(connection, number), coder)
        for number in sorted({draft.sample for draft in drafts})
    }
    admitted: list[Coding] = []
    refusals: list[Refusal] = []
    answered: set[tuple[int, int]] = set()
    for place, draft in enumerate(drafts):
        key = (draft.sample, draft.place)
        if key in answered:
            reason = f"Question {draft.place} of sample {draft.sample} is answered twice; keep one."
            refusals.append(Refusal(place=place, reason=reason))
            continue
        try:
            admitted.append(admit_coding(draft, states[draft.sample], account, now, grades))
        except RefusedError as error:
            refusals.append(Refusal(place=place, reason=str(error)))
        else:
            answered.add(key)
    return Coded(codings=tuple(admitted), refusals=tuple(refusals))


def append_codings(connection: Connection, codings: Sequence[Coding]) -> None:
    """Under the write lock, so that the numbers are those just read."""
    for number, coding in enumerate(codings, highest(connection, CodingRow.id) + 1):
        connection.execute(
            insert(CodingRow).values(
                id=number,
                sample=coding.sample,
                place=coding.place,
                coder=coding.coder,
                answer=coding.answer,
                remark=coding.remark,
                coded_at=coding.coded_at,
            )
        )
