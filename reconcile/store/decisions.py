"""The log of decisions: appended under the write lock, read back whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select

from reconcile.domain.admitting import ReviewRules, Situation, admit
from reconcile.domain.decisions import Act, Decision, DecisionKind, Digests, Draft, Subject
from reconcile.domain.records import RecordKind
from reconcile.domain.standing import Standing, fold
from reconcile.errors import RefusedError
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.chunks import chunked
from reconcile.store.people import find_account
from reconcile.store.record_tables import RECORD_ROWS
from reconcile.store.review_tables import DecisionRow
from reconcile.store.row_numbers import highest
from reconcile.store.versions import Sight, is_latest_known
from reconcile.store.withdrawals import withdrawn_batches

_EVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Whatever its date of publication says, a version that is there is there for whoever decides."""
_PLACES = (("claim", RecordKind.CLAIM), ("statement", RecordKind.STATEMENT), ("other", RecordKind.CLAIM))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A draft that may not be made, and why."""

    place: int
    """Its place among the drafts, from 0."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What would become of drafts, in their order."""

    decisions: tuple[Decision, ...]
    refusals: tuple[Refusal, ...]


def load_decisions(connection: Connection, mark: int | None = None) -> tuple[Decision, ...]:
    """The log in its order, up to entry number `mark`."""
    query = select(DecisionRow.__table__).order_by(DecisionRow.id)
    if mark is not None:
        query = query.where(DecisionRow.id <= mark)
    return tuple(_decision(row) for row in connection.execute(query))


def load_decision(connection: Connection, number: int) -> Decision | None:
    row = connection.execute(select(DecisionRow.__table__).where(DecisionRow.id == number)).one_or_none()
    return None if row is None else _decision(row)


def load_decisions_about(connection: Connection, claim: str, statements: Sequence[str]) -> tuple[Decision, ...]:
    """What the log holds of a claim, of its pairs and families, and of these statements as records; oldest first."""
    on_claim = or_(DecisionRow.claim == claim, DecisionRow.other == claim)
    found: dict[int, Decision] = {}
    for chunk in chunked(sorted(statements)) if statements else ([],):
        on_statement = and_(DecisionRow.kind == DecisionKind.RECORD, DecisionRow.statement.in_(chunk))
        query = select(DecisionRow.__table__).where(or_(on_claim, on_statement))
        found |= {row.id: _decision(row) for row in connection.execute(query)}
    return tuple(found[number] for number in sorted(found))


def load_standing(connection: Connection, subject: Subject) -> Standing | None:
    query = select(DecisionRow.__table__).order_by(DecisionRow.id)
    for name in ("kind", "claim", "statement", "other"):
        column, value = getattr(DecisionRow, name), getattr(subject, name)
        query = query.where(column.is_(None) if value is None else column == value)
    return fold(_decision(row) for row in connection.execute(query)).get(subject)


def consider(
    connection: Connection, drafts: Sequence[Draft], author: str, rules: ReviewRules, now: datetime
) -> Admitted:
    """What would become of the drafts as they stand; each is judged as if those before it were made.

    Raises NotFoundError where there is no such account.
    """
    account = find_account(connection, author)
    number = highest(connection, DecisionRow.id) + 1
    admitted: list[Decision] = []
    refusals: list[Refusal] = []
    decided: set[Subject] = set()
    for place, draft in enumerate(drafts):
        if draft.subject in decided:
            refusals.append(Refusal(place=place, reason=f"The {draft.subject.words} is decided on twice; keep one."))
            continue
        try:
            entry = admit(draft, account, _situation(connection, draft), rules, number + len(admitted), now)
        except RefusedError as error:
            refusals.append(Refusal(place=place, reason=str(error)))
        else:
            admitted.append(entry)
            decided.add(draft.subject)
    return Admitted(decisions=tuple(admitted), refusals=tuple(refusals))


def append_decisions(connection: Connection, decisions: Iterable[Decision]) -> None:
    """The one way into the log: what is not chained here is a fault to `reconcile verify`.

    Under the write lock, so that numbers and predecessors are those just read.
    """
    for decision in decisions:
        connection.execute(insert(DecisionRow).values(**_columns(decision)))
        append_link(connection, ChainKind.DECISION, decision.number)


def present_digests(connection: Connection, records: Iterable[tuple[RecordKind, str]]) -> Digests:
    """Of the latest version of each of these records; those that are not there are missing."""
    found: dict[tuple[RecordKind, str], str] = {}
    sight = Sight(as_of=_EVER, withdrawn=withdrawn_batches(connection))
    for kind, record in records:
        table = RECORD_ROWS[kind]
        query = select(table.digest).where(table.record_id == record, is_latest_known(kind, sight))
        digest = connection.execute(query).scalar()
        if digest is not None:
            found[kind, record] = digest
    return found


def _situation(connection: Connection, draft: Draft) -> Situation:
    known = True
    if draft.duplicate_of is not None:
        kind = draft.subject.records[0][0]
        known = bool(present_digests(connection, [(kind, draft.duplicate_of)]))
    return Situation(
        standing=load_standing(connection, draft.subject),
        digests=present_digests(connection, draft.subject.records),
        duplicate_known=known,
    )


def _columns(decision: Decision) -> dict[str, Any]:
    subject = decision.subject
    digests = {
        f"{place}_digest": None if (record := getattr(subject, place)) is None else decision.digests[kind, record]
        for place, kind in _PLACES
    }
    return {
        "id": decision.number,
        "act": decision.act,
        "kind": subject.kind,
        "claim": subject.claim,
        "statement": subject.statement,
        "other": subject.other,
        "verdict": decision.verdict,
        "duplicate_of": decision.duplicate_of,
        "reason": decision.reason,
        "author": decision.author,
        "decided_at": decision.decided_at,
        **digests,
        "takes_two": decision.takes_two,
        "supersedes": decision.supersedes,
        "answers": decision.answers,
    }


def subject_of(row: Any) -> Subject:
    return Subject(kind=row.kind, claim=row.claim, statement=row.statement, other=row.other)


def _decision(row: Any) -> Decision:
    digests = {
        (kind, getattr(row, place)): getattr(row, f"{place}_digest")
        for place, kind in _PLACES
        if getattr(row, place) is not None
    }
    return Decision(
        number=row.id,
        act=Act(row.act),
        subject=subject_of(row),
        verdict=row.verdict,
        reason=row.reason,
        duplicate_of=row.duplicate_of,
        author=row.author,
        decided_at=row.decided_at,
        digests=digests,
        takes_two=row.takes_two,
        supersedes=row.supersedes,
        answers=row.answers,
    )
