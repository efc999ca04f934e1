"""Tables of blind coding: samples, their questions, and what each person answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.domain.decisions import DecisionKind
from reconcile.store.column_types import Code
from reconcile.store.schema import Schema, code_check, floor_check


class BlindSampleRow(Schema):
    """Questions drawn together. Never changed once drawn."""

    __tablename__ = "blind_samples"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    drawn_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.name"))
    """None: an operator of the machine."""
    drawn_at: Mapped[datetime]
    run: Mapped[int] = mapped_column(ForeignKey("runs.number"))
    seed: Mapped[int]
    size: Mapped[int]

    __table_args__ = (floor_check("size", 1),)


class BlindQuestionRow(Schema):
    """One question of a sample."""

    __tablename__ = "blind_questions"

    sample: Mapped[int] = mapped_column(ForeignKey("blind_samples.id"), primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    claim: Mapped[str | None]
    statement: Mapped[str | None]
    other: Mapped[str | None]
    control: Mapped[bool]
    """Whether it is a near miss. Shown to nobody who codes."""
    shown: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    """Kind, id and version digest of each record shown with it."""

    __table_args__ = (
        code_check("kind", DecisionKind),
        floor_check("place", 1),
        CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name="about_something"),
    )


class CodingRow(Schema):
    """One answer of one person. Appended, never edited: the latest of a person to a question holds."""

    __tablename__ = "codings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sample: Mapped[int]
    place: Mapped[int]
    coder: Mapped[str] = mapped_column(ForeignKey("accounts.name"))
    answer: Mapped[str]
    remark: Mapped[str | None]
    coded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["sample", "place"], ["blind_questions.sample", "blind_questions.place"]),
        Index("ix_codings_question", "sample", "place"),
    )
