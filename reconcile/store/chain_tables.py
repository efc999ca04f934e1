"""The table that ties what was decided, run and brought in to one another, so that a later change shows."""

from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.store.column_types import Code
from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema, code_check, floor_check


class ChainKind(StrEnum):
    """What a link of the chain stands for."""

    BATCH = "batch"
    """The record versions that one file brought."""
    RUN = "run"
    """The record of a run that ended, with what it opened and closed."""
    DECISION = "decision"
    ERASURE = "erasure"
    """A tombstone."""
    WITHDRAWAL = "withdrawal"
    """That a batch was taken back."""


class ChainRow(Schema):
    """One link: the digest of something that must not change, and of the link before. Appended, never edited.

    A chain of its own rather than a column in each table: it orders decisions, runs and batches among one another,
    and a row taken out of any of them is missed.
    """

    __tablename__ = "chain"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[ChainKind] = mapped_column(Code(ChainKind))
    subject: Mapped[int]
    """Number of the batch, run, decision, tombstone or withdrawal."""
    content: Mapped[str] = mapped_column(DIGEST)
    """What stood there when the link was made."""
    previous: Mapped[str] = mapped_column(DIGEST, unique=True)
    """The `link` before; unique, so that a chain cannot fork."""
    link: Mapped[str] = mapped_column(DIGEST)
    """SHA-256 over the other columns."""

    __table_args__ = (
        UniqueConstraint("kind", "subject"),
        code_check("kind", ChainKind),
        floor_check("number", 1),
    )
