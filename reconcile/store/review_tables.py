"""Tables of people: their accounts, what they decided, how cases were passed around, and what was looked at."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.domain.cases import CaseAct
from reconcile.domain.decisions import Act, DecisionKind, Role
from reconcile.domain.people import AccessKind
from reconcile.store.column_types import Code
from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema, code_check


class AccountRow(Schema):
    """Never removed: decisions name their author."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(Code(Role))
    password_hash: Mapped[str]
    """Argon2id, with its salt and parameters."""
    active: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (code_check("role", Role),)


class DecisionRow(Schema):
    """One entry of the log. Appended, never edited: a later one names the one it supersedes or answers."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[Act] = mapped_column(Code(Act))
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    claim: Mapped[str | None]
    """Record ids: a decision outlives the versions it was made on, whose digests are beside it."""
    statement: Mapped[str | None]
    other: Mapped[str | None]
    """Second claim of a family."""
    verdict: Mapped[str]
    duplicate_of: Mapped[str | None]
    reason: Mapped[str | None]
    author: Mapped[str] = mapped_column(ForeignKey("accounts.name"))
    decided_at: Mapped[datetime]
    claim_digest: Mapped[str | None] = mapped_column(DIGEST)
    statement_digest: Mapped[str | None] = mapped_column(DIGEST)
    other_digest: Mapped[str | None] = mapped_column(DIGEST)
    takes_two: Mapped[bool]
    supersedes: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)
    answers: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True)

    __table_args__ = (
        code_check("act", Act),
        code_check("kind", DecisionKind),
        CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name="about_something"),
        CheckConstraint("kind <> 'pair' OR (claim IS NOT NULL AND statement IS NOT NULL)", name="pair_of_both"),
        CheckConstraint("(kind = 'family') = (other IS NOT NULL)", name="family_of_two"),
        CheckConstraint("(claim IS NULL) = (claim_digest IS NULL)", name="claim_with_digest"),
        CheckConstraint("(statement IS NULL) = (statement_digest IS NULL)", name="statement_with_digest"),
        CheckConstraint("(other IS NULL) = (other_digest IS NULL)", name="other_with_digest"),
        CheckConstraint("(verdict = 'duplicate') = (duplicate_of IS NOT NULL)", name="duplicate_of_something"),
        CheckConstraint("(act = 'decide') = (answers IS NULL)", name="answer_to_something"),
        Index("ix_decisions_subject", "claim", "statement"),
    )


class CaseEventRow(Schema):
    """Who was asked to look at a case, how far it is, and what was noted. Appended, never edited."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[CaseAct] = mapped_column(Code(CaseAct))
    kind: Mapped[DecisionKind] = mapped_column(Code(DecisionKind))
    claim: Mapped[str | None]
    statement: Mapped[str | None]
    other: Mapped[str | None]
    value: Mapped[str]
    """Name of an account, a status, or the words of a note; empty: nobody."""
    author: Mapped[str] = mapped_column(ForeignKey("accounts.name"))
    at: Mapped[datetime]

    __table_args__ = (
        code_check("act", CaseAct),
        code_check("kind", DecisionKind),
        CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name="about_something"),
    )


class AccessRow(Schema):
    """Who looked at a full text or at names of persons, or took an export, and when. Appended, never edited."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[AccessKind] = mapped_column(Code(AccessKind))
    account: Mapped[str | None] = mapped_column(ForeignKey("accounts.name"))
    """None: an operator of the machine, who needs no account to read the database."""
    at: Mapped[datetime]
    subject: Mapped[str]
    """Which record, or which export."""
    persons: Mapped[bool]
    """Whether names of victims or captives were in it."""

    __table_args__ = (code_check("kind", AccessKind), Index("ix_access_log_at", "at"))
