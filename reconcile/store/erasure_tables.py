"""Tombstones: what was erased of a record version or a document, by whom, when and why, and what was left."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema


class ErasureRow(Schema):
    """One field of one version, or the text of one document, that was erased. Appended and chained, never edited."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim: Mapped[int | None] = mapped_column(ForeignKey("claims.id"))
    statement: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    """Row of the version."""
    field: Mapped[str]
    erased: Mapped[str] = mapped_column(DIGEST)
    """SHA-256 of what was erased: whoever has it elsewhere can show that it was this."""
    remaining: Mapped[str] = mapped_column(DIGEST)
    """Digest of the version, or of what tells of the document, without it: what is left cannot change unseen."""
    author: Mapped[str]
    erased_at: Mapped[datetime]
    why: Mapped[str]
    document: Mapped[int | None] = mapped_column(ForeignKey("collected_documents.id"))
    """Row of the version of a collected document. One of the three."""

    __table_args__ = (
        CheckConstraint(
            " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("claim", "statement", "document"))
            + " = 1",
            name="of_one_version",
        ),
        UniqueConstraint("claim", "field"),
        UniqueConstraint("statement", "field"),
        UniqueConstraint("document", "field"),
    )
