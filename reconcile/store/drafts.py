"""Collected documents, the drafts read from them, and what became of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from reconcile.domain.documents import Document, StoredDocument
from reconcile.domain.drafts import Draft, DraftKind, DraftState, DraftValue, StoredDraft
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store.bulk import add_rows, known_keys
from reconcile.store.draft_tables import CollectedRow, DraftDecisionRow, DraftReadings, DraftRow, FetchRow
from reconcile.store.record_tables import TextRow
from reconcile.store.records import text_digest
from reconcile.store.row_numbers import highest

_PLAIN = (
    "digest",
    "format",
    "title",
    "language",
    "publisher",
    "published",
    "retrieved",
    "url",
    "edited",
    "forwarded_from",
    "extra",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """A document with the sketch of its text and what it was found to repeat."""

    document: Document
    sketch: tuple[int, ...]
    repeats: str | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectCounts:
    new: int
    new_versions: int
    unchanged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """What becomes of a draft."""

    draft: int
    state: DraftState
    decided_by: str | None = None
    reason: str | None = None
    record_id: str | None = None
    corrections: Mapping[str, str | None] | None = None


def sketches(connection: Connection) -> list[tuple[str, tuple[int, ...]]]:
    """Key and sketch of the latest version of every document, in the order they came."""
    latest = select(func.max(CollectedRow.id)).group_by(CollectedRow.key)
    rows = connection.execute(
        select(CollectedRow.key, CollectedRow.sketch).where(CollectedRow.id.in_(latest)).order_by(CollectedRow.id)
    )
    return [(key, tuple(sketch)) for key, sketch in rows]


def add_documents(connection: Connection, sketched: Sequence[Sketched], now: datetime) -> CollectCounts:
    """Keep documents; the same key with the same text is unchanged, with another it is a new version."""
    latest = _latest(connection, {one.document.key for one in sketched})
    number = highest(connection, CollectedRow.id)
    counts = {"new": 0, "new_versions": 0, "unchanged": 0}
    rows: list[dict[str, Any]] = []
    for one in sketched:
        digest = text_digest(one.document.text)
        version, held = latest.get(one.document.key, (0, None))
        if held == digest:
            counts["unchanged"] += 1
            continue
        counts["new_versions" if version else "new"] += 1
        latest[one.document.key] = (version + 1, digest)
        number += 1
        row = {name: getattr(one.document, name) for name in _PLAIN}
        row |= {"id": number, "key": one.document.key, "version": version + 1, "text_digest": digest}
        row |= {"sketch": list(one.sketch), "repeats": one.repeats, "likeness": one.likeness, "collected_at": now}
        rows.append(row)
    if rows:
        _add_texts(connection, [one.document.text for one in sketched])
        _leave_out_erased(connection, rows)
        connection.execute(insert(CollectedRow), rows)
    return CollectCounts(**counts)


def _add_texts(connection: Connection, written: Iterable[str]) -> None:
    """Texts not held yet; one that was erased stays erased."""
    texts = {text_digest(text): text for text in written}
    known = known_keys(connection, TextRow.digest, texts.keys())
    add_rows(connection, TextRow, [{"digest": key, "content": text} for key, text in texts.items() if key not in known])


def _leave_out_erased(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Of documents whose text was erased before nothing comes back that repeats its words."""
    digests = {row["text_digest"] for row in rows}
    erased = select(TextRow.digest).where(TextRow.digest.in_(digests), TextRow.erased_at.is_not(None))
    gone = set(connection.execute(erased).scalars())
    for row in rows:
        if row["text_digest"] in gone:
            row |= {"title": None, "extra": {}}


def _latest(connection: Connection, keys: Iterable[str]) -> dict[str, tuple[int, str | None]]:
    rows = connection.execute(
        select(CollectedRow.key, CollectedRow.version, CollectedRow.text_digest)
        .where(CollectedRow.key.in_(sorted(keys)))
        .order_by(CollectedRow.version)
    )
    return {key: (version, digest) for key, version, digest in rows}


def undrafted(connection: Connection, rules: str, keys: Sequence[str] | None) -> list[int]:
    """Row numbers of the latest versions that these rules have not read; `keys` narrows them to some documents."""
    latest = select(func.max(CollectedRow.id)).group_by(CollectedRow.key)
    drafted = select(DraftReadings.document).where(DraftReadings.rules == rules)
    wanted = select(CollectedRow.id).where(CollectedRow.id.in_(latest), CollectedRow.id.not_in(drafted))
    if keys is not None:
        wanted = wanted.where(CollectedRow.key.in_(list(keys)))
    return list(connection.execute(wanted.order_by(CollectedRow.id)).scalars())


def load_documents(connection: Connection, rows: Sequence[int]) -> list[StoredDocument]:
    """The documents of these rows, in their order; an erased text is empty."""
    found = connection.execute(
        select(CollectedRow.__table__, TextRow.content)
        .join(TextRow, TextRow.digest == CollectedRow.text_digest)
        .where(CollectedRow.id.in_(list(rows)))
        .order_by(CollectedRow.id)
    ).mappings()
    return [
        StoredDocument(
            row=row["id"],
            version=row["version"],
            document=Document(key=row["key"], text=row["content"] or "", **{name: row[name] for name in _PLAIN}),
            repeats=row["repeats"],
            likeness=row["likeness"],
        )
        for row in found
    ]


def add_drafts(
    connection: Connection, rules: str, drafted: Sequence[tuple[int, Sequence[Draft]]], now: datetime
) -> int:
    """Keep the drafts of some documents (by row). What earlier rules, or an earlier version of the document, drafted
    and nobody decided is replaced. Returns how many are new."""
    number = highest(connection, DraftRow.id)
    rows: list[dict[str, Any]] = []
    for document, drafts in drafted:
        for draft in drafts:
            number += 1
            rows.append(
                {
                    "id": number,
                    "document": document,
                    "key": draft.key,
                    "kind": draft.kind,
                    "voice": draft.voice,
                    "first": draft.start,
                    "last": draft.end,
                    "content": [_packed(value) for value in draft.values],
                    "notes": list(draft.notes),
                    "rules": rules,
                    "drafted_at": now,
                }
            )
    _replace_older(connection, [document for document, _ in drafted], now)
    if rows:
        connection.execute(insert(DraftRow), rows)
    readings = [{"document": document, "rules": rules, "read_at": now} for document, _ in drafted]
    if readings:
        connection.execute(insert(DraftReadings), readings)
    return len(rows)


def _packed(value: DraftValue) -> list[Any]:
    return [value.field, value.value, value.start, value.end, value.confidence, value.rule]


def _replace_older(connection: Connection, documents: Sequence[int], now: datetime) -> None:
    keys = select(CollectedRow.key).where(CollectedRow.id.in_(list(documents)))
    of_same = select(CollectedRow.id).where(CollectedRow.key.in_(keys))
    waiting = connection.execute(_drafts().where(DraftRow.document.in_(of_same))).all()
    decisions = [NewDecision(draft=row.id, state=DraftState.REPLACED) for row in waiting if row.state is None]
    decide(connection, decisions, now)


def require_waiting(connection: Connection, numbers: Sequence[int]) -> None:
    """Under the write lock, so that of two who decide on a draft at once the second is told of the first.

    Raises NotFoundError where there is no such draft, RefusedError where it waits no longer or is named twice.
    """
    for place, number in enumerate(numbers):
        if number in numbers[:place]:
            raise RefusedError(f"Draft {number} is decided on twice; name it once.")
        stored = find_draft(connection, number)
        if stored.state is not DraftState.WAITING:
            by = "" if stored.decided_by is None else f", by {stored.decided_by}"
            raise RefusedError(
                f"Draft {number} is {stored.state.value} already{by}; `reconcile draft list` shows those that wait."
            )


def decide(connection: Connection, decisions: Sequence[NewDecision], now: datetime) -> None:
    """Append what became of drafts that wait, which the caller has made sure of."""
    number = highest(connection, DraftDecisionRow.id)
    rows = [
        {
            "id": number + place,
            "draft": one.draft,
            "state": one.state,
            "decided_by": one.decided_by,
            "reason": one.reason,
            "record_id": one.record_id,
            "corrections": None if one.corrections is None else dict(one.corrections),
            "decided_at": now,
        }
        for place, one in enumerate(decisions, start=1)
    ]
    if rows:
        connection.execute(insert(DraftDecisionRow), rows)


def _drafts() -> Select[Any]:
    """Drafts with their latest decision."""
    newest = select(DraftDecisionRow.draft, func.max(DraftDecisionRow.id).label("id")).group_by(DraftDecisionRow.draft)
    last = newest.subquery()
    return (
        select(
            DraftRow.__table__,
            CollectedRow.key.label("document_key"),
            DraftDecisionRow.state,
            DraftDecisionRow.decided_by,
            DraftDecisionRow.reason,
            DraftDecisionRow.record_id,
            DraftDecisionRow.corrections,
        )
        .join(CollectedRow, CollectedRow.id == DraftRow.document)
        .outerjoin(last, last.c.draft == DraftRow.id)
        .outerjoin(DraftDecisionRow, DraftDecisionRow.id == last.c.id)
    )


def list_drafts(
    connection: Connection, states: Sequence[DraftState], documents: Sequence[str] | None
) -> list[StoredDraft]:
    """Drafts in these states, by document and place in it."""
    wanted = _drafts()
    if documents is not None:
        wanted = wanted.where(CollectedRow.key.in_(list(documents)))
    rows = connection.execute(wanted.order_by(DraftRow.document, DraftRow.first, DraftRow.id)).all()
    return [one for one in map(_stored, rows) if one.state in states]


def find_draft(connection: Connection, number: int) -> StoredDraft:
    """Raises NotFoundError where there is none."""
    row = connection.execute(_drafts().where(DraftRow.id == number)).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no draft {number}; `reconcile draft list` shows those that wait.")
    return _stored(row)


def _stored(row: Row[Any]) -> StoredDraft:
    told = row._mapping
    values = tuple(
        DraftValue(field=f, value=v, start=s, end=e, confidence=c, rule=r) for f, v, s, e, c, r in told["content"]
    )
    return StoredDraft(
        row=told["id"],
        document_row=told["document"],
        draft=Draft(
            key=told["key"],
            document=told["document_key"],
            kind=DraftKind(told["kind"]),
            voice=told["voice"],
            start=told["first"],
            end=told["last"],
            values=values,
            notes=tuple(told["notes"]),
        ),
        state=told["state"] or DraftState.WAITING,
        decided_by=told["decided_by"],
        reason=told["reason"],
        record_id=told["record_id"],
        corrections=told["corrections"],
    )


def last_seen(connection: Connection, address: str) -> tuple[str | None, str | None]:
    """What an address answered with last: its ETag and when it was modified."""
    row = connection.execute(select(FetchRow.etag, FetchRow.modified).where(FetchRow.address == address)).one_or_none()
    return (None, None) if row is None else (row.etag, row.modified)


def remember_fetch(connection: Connection, address: str, etag: str | None, modified: str | None, now: datetime) -> None:
    table = FetchRow.__table__
    connection.execute(table.delete().where(FetchRow.address == address))  # type: ignore[attr-defined]
    connection.execute(insert(FetchRow).values(address=address, etag=etag, modified=modified, fetched_at=now))
