"""Tables of collected texts and of the drafts read from them. Drafts are no records: nothing else refers to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Double, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.domain.documents import DocumentFormat
from reconcile.domain.drafts import DraftKind, DraftState, Voice
from reconcile.store.column_types import Code
from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema, code_check, floor_check, order_check


class CollectedRow(Schema):
    """One version of one collected document. Its text is in `texts`, so that it can be erased there for good."""

    __tablename__ = "collected_documents"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str]
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(DIGEST)
    """Of the original bytes."""
    text_digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("texts.digest"))
    format: Mapped[DocumentFormat] = mapped_column(Code(DocumentFormat))
    title: Mapped[str | None]
    language: Mapped[str | None]
    publisher: Mapped[str | None]
    published: Mapped[str | None]
    retrieved: Mapped[str | None]
    url: Mapped[str | None]
    edited: Mapped[str | None]
    forwarded_from: Mapped[str | None]
    extra: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))
    sketch: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    """The smallest hashes of its runs of words, by which copies are found."""
    repeats: Mapped[str | None]
    """Key of the document it is a copy of."""
    likeness: Mapped[float | None] = mapped_column(Double())
    collected_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("key", "version"),
        code_check("format", DocumentFormat),
        floor_check("version", 1),
        CheckConstraint("(repeats IS NULL) = (likeness IS NULL)", name="repeats_with_likeness"),
    )


class DraftRow(Schema):
    """One draft as the rules read it. It is never changed; what people make of it stands in `draft_decisions`."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[int] = mapped_column(ForeignKey("collected_documents.id"), index=True)
    key: Mapped[str]
    kind: Mapped[DraftKind] = mapped_column(Code(DraftKind))
    voice: Mapped[Voice] = mapped_column(Code(Voice))
    first: Mapped[int]
    last: Mapped[int]
    """Characters of the passage."""
    content: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    notes: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    rules: Mapped[str] = mapped_column(DIGEST)
    """Of the state of rules and tables that read it."""
    drafted_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("document", "key", "rules"),
        code_check("kind", DraftKind),
        code_check("voice", Voice),
        floor_check("first"),
        order_check("first", "last"),
    )


class DraftReadings(Schema):
    """That a version of a document was read with a state of the rules, whether it gave drafts or none."""

    __tablename__ = "draft_readings"

    document: Mapped[int] = mapped_column(ForeignKey("collected_documents.id"), primary_key=True, autoincrement=False)
    rules: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    read_at: Mapped[datetime]


class DraftDecisionRow(Schema):
    """What somebody, or a newer reading, made of a draft: appended, never edited. The latest holds."""

    __tablename__ = "draft_decisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft: Mapped[int] = mapped_column(ForeignKey("drafts.id"), index=True)
    state: Mapped[DraftState] = mapped_column(Code(DraftState))
    decided_by: Mapped[str | None]
    reason: Mapped[str | None]
    record_id: Mapped[str | None]
    corrections: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """By field: what a person put in the place of the drafted value; null: taken out."""
    decided_at: Mapped[datetime]

    __table_args__ = (code_check("state", DraftState),)


class FetchRow(Schema):
    """What a configured address answered last, for the next conditional request."""

    __tablename__ = "fetches"

    address: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str | None]
    modified: Mapped[str | None]
    fetched_at: Mapped[datetime]
