"""Erasing the texts of collected documents: the words go from the text, and from the drafts that were read from it."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from reconcile.domain.erasures import ErasableField
from reconcile.domain.fields import FIELDS
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.chunks import chunked
from reconcile.store.draft_tables import CollectedRow, DraftDecisionRow, DraftRow
from reconcile.store.engines import canonical_json
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.record_tables import TextRow
from reconcile.store.row_numbers import highest

_LEFT = ("key", "version", "digest", "text_digest", "format", "publisher", "published", "retrieved", "url", "edited")
"""What of a document stays: whose it was and where it stood."""
_KEPT = frozenset(field.name for fields in FIELDS.values() for field in fields) - frozenset(ErasableField)
"""Fields whose drafted values stay: what a finding may rest on."""


def texts_of_document(connection: Connection, key: str) -> set[str]:
    """Digests of the texts of all its versions. Raises NotFoundError where there is no such document."""
    found = set(connection.execute(select(CollectedRow.text_digest).where(CollectedRow.key == key)).scalars())
    if not found:
        raise NotFoundError(f"There is no collected document {key!r}; `reconcile draft list` names those with drafts.")
    return found


def last_collected(connection: Connection) -> dict[str, datetime]:
    """By digest of the text: when the last document with it came in."""
    came = func.max(CollectedRow.collected_at).label("came")
    found = connection.execute(select(CollectedRow.text_digest, came).group_by(CollectedRow.text_digest))
    return {row.text_digest: row.came for row in found}


def drafted_from(connection: Connection, kind: RecordKind, record_id: str) -> tuple[str, ...]:
    """Keys, sorted, of the documents that still hold their text and that drafts of this record were read from."""
    query = (
        select(CollectedRow.key)
        .join(DraftRow, DraftRow.document == CollectedRow.id)
        .join(DraftDecisionRow, DraftDecisionRow.draft == DraftRow.id)
        .join(TextRow, TextRow.digest == CollectedRow.text_digest)
        .where(DraftDecisionRow.record_id == record_id, DraftRow.kind == kind.value, TextRow.content.is_not(None))
    )
    return tuple(sorted(set(connection.execute(query).scalars())))


def erase_documents(
    connection: Connection, digests: Collection[str], author: str, now: datetime, why: str
) -> tuple[str, ...]:
    """Erase what documents with these texts say, and leave tombstones; the keys, sorted, of those it was erased of."""
    erased: set[str] = set()
    for chunk in chunked(sorted(digests)):
        rows = connection.execute(
            select(CollectedRow.__table__).where(CollectedRow.text_digest.in_(chunk)).order_by(CollectedRow.id)
        ).mappings()
        for row in rows.all():
            if not _has_tombstone(connection, row["id"]):
                _erase(connection, row, author, now, why)
                erased.add(row["key"])
    return tuple(sorted(erased))


def fits_tombstone(connection: Connection, stone: RowMapping) -> bool:
    """Whether what is left of an erased document is what was left of it."""
    row = (
        connection.execute(select(CollectedRow.__table__).where(CollectedRow.id == stone["document"])).mappings().one()
    )
    content = connection.execute(select(TextRow.content).where(TextRow.digest == row["text_digest"])).scalar()
    silent = content is None and row["title"] is None and not row["extra"]
    drafts = all(told == _without_words(told) for _, told in _drafted(connection, row["id"]))
    return silent and drafts and _remaining(row) == stone["remaining"]


def _has_tombstone(connection: Connection, document: int) -> bool:
    return connection.execute(select(ErasureRow.id).where(ErasureRow.document == document)).first() is not None


def _erase(connection: Connection, row: RowMapping, author: str, now: datetime, why: str) -> None:
    connection.execute(
        update(TextRow)
        .where(TextRow.digest == row["text_digest"], TextRow.erased_at.is_(None))
        .values(content=None, erased_at=now, erased_why=why)
    )
    connection.execute(update(CollectedRow).where(CollectedRow.id == row["id"]).values(title=None, extra={}))
    for draft, content in _drafted(connection, row["id"]):
        connection.execute(update(DraftRow).where(DraftRow.id == draft).values(content=_without_words(content)))
        _blank_corrections(connection, draft)
    number = highest(connection, ErasureRow.id) + 1
    connection.execute(
        insert(ErasureRow).values(
            id=number,
            document=row["id"],
            field=ErasableField.TEXT.value,
            erased=row["text_digest"],
            remaining=_remaining(row),
            author=author,
            erased_at=now,
            why=why,
        )
    )
    append_link(connection, ChainKind.ERASURE, number)


def _drafted(connection: Connection, document: int) -> Iterator[tuple[int, list[Any]]]:
    query = select(DraftRow.id, DraftRow.content).where(DraftRow.document == document).order_by(DraftRow.id)
    yield from ((number, content) for number, content in connection.execute(query).all())


def _without_words(content: Sequence[Any]) -> list[Any]:
    """Drafted values, each led by the name of its field, without those that repeat words of the text."""
    return [value for value in content if value[0] in _KEPT]


def _blank_corrections(connection: Connection, draft: int) -> None:
    query = select(DraftDecisionRow.id, DraftDecisionRow.corrections).where(
        DraftDecisionRow.draft == draft, DraftDecisionRow.corrections.is_not(None)
    )
    for number, corrections in connection.execute(query).all():
        left = {name: value for name, value in corrections.items() if name in _KEPT}
        connection.execute(update(DraftDecisionRow).where(DraftDecisionRow.id == number).values(corrections=left))


def _remaining(row: RowMapping) -> str:
    told = [str(row[name]) if row[name] is not None else None for name in _LEFT]
    return hashlib.sha256(canonical_json(told).encode("utf-8")).hexdigest()
