"""Accounts, what was looked at, cases; decisions gain their second person, families and grades.

Decisions that a database holds already are kept, each in force as it was. Their authors get accounts that nobody can
log in to: viewers, disabled, with a hash that no password has.

Revision ID: 0002
Revises: 0001
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('pair', 'flag', 'stance', 'family', 'record', 'grade')"


OLD = sa.table(
    "decisions",
    sa.column("id"),
    sa.column("kind"),
    sa.column("claim"),
    sa.column("statement"),
    sa.column("verdict"),
    sa.column("author"),
    sa.column("decided_at", sa.DateTime(timezone=True)),
    sa.column("reason"),
    sa.column("claim_digest"),
    sa.column("statement_digest"),
    sa.column("supersedes"),
)


def upgrade() -> None:
    kept = [dict(row) for row in op.get_bind().execute(sa.select(OLD).order_by(OLD.c.id)).mappings()]
    op.drop_table("decisions")
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('viewer', 'coder', 'reviewer', 'admin')", name=op.f("ck_accounts_role_code")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("duplicate_of", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim_digest", sa.String(length=64), nullable=True),
        sa.Column("statement_digest", sa.String(length=64), nullable=True),
        sa.Column("other_digest", sa.String(length=64), nullable=True),
        sa.Column("takes_two", sa.Boolean(), nullable=False),
        sa.Column("supersedes", WHOLE, nullable=True),
        sa.Column("answers", WHOLE, nullable=True),
        sa.CheckConstraint("(act = 'decide') = (answers IS NULL)", name=op.f("ck_decisions_answer_to_something")),
        sa.CheckConstraint("(claim IS NULL) = (claim_digest IS NULL)", name=op.f("ck_decisions_claim_with_digest")),
        sa.CheckConstraint("(kind = 'family') = (other IS NOT NULL)", name=op.f("ck_decisions_family_of_two")),
        sa.CheckConstraint("(other IS NULL) = (other_digest IS NULL)", name=op.f("ck_decisions_other_with_digest")),
        sa.CheckConstraint(
            "(statement IS NULL) = (statement_digest IS NULL)", name=op.f("ck_decisions_statement_with_digest")
        ),
        sa.CheckConstraint(
            "(verdict = 'duplicate') = (duplicate_of IS NOT NULL)", name=op.f("ck_decisions_duplicate_of_something")
        ),
        sa.CheckConstraint("act IN ('decide', 'confirm', 'refuse')", name=op.f("ck_decisions_act_code")),
        sa.CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name=op.f("ck_decisions_about_something")),
        sa.CheckConstraint(
            "kind <> 'pair' OR (claim IS NOT NULL AND statement IS NOT NULL)", name=op.f("ck_decisions_pair_of_both")
        ),
        sa.CheckConstraint(KINDS, name=op.f("ck_decisions_kind_code")),
        sa.ForeignKeyConstraint(["answers"], ["decisions.id"], name=op.f("fk_decisions_answers")),
        sa.ForeignKeyConstraint(["author"], ["accounts.name"], name=op.f("fk_decisions_author")),
        sa.ForeignKeyConstraint(["supersedes"], ["decisions.id"], name=op.f("fk_decisions_supersedes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("answers", name=op.f("uq_decisions_answers")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_decisions_supersedes")),
    )
    op.create_index("ix_decisions_subject", "decisions", ["claim", "statement"])
    _bring_over(kept)
    op.create_table(
        "case_events",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act IN ('assign', 'status', 'note')", name=op.f("ck_case_events_act_code")),
        sa.CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name=op.f("ck_case_events_about_something")),
        sa.CheckConstraint(KINDS, name=op.f("ck_case_events_kind_code")),
        sa.ForeignKeyConstraint(["author"], ["accounts.name"], name=op.f("fk_case_events_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
    )
    op.create_table(
        "access_log",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("persons", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'export', 'report')", name=op.f("ck_access_log_kind_code")),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name=op.f("fk_access_log_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])


def _bring_over(kept: list[dict[str, Any]]) -> None:
    accounts = sa.table(
        "accounts",
        sa.column("name"),
        sa.column("role"),
        sa.column("password_hash"),
        sa.column("active", sa.Boolean()),
        sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    decisions = sa.table(
        "decisions", *(sa.column(column.name, column.type) for column in OLD.c), sa.column("act"), sa.column("takes_two", sa.Boolean())
    )
    since: dict[str, Any] = {}
    for row in kept:
        since[row["author"]] = min(row["decided_at"], since.get(row["author"], row["decided_at"]))
    for name, moment in sorted(since.items()):
        told = {"name": name, "role": "viewer", "password_hash": "none", "active": False}
        op.execute(sa.insert(accounts).values(**told, created_at=moment, changed_at=moment))
    for row in kept:
        op.execute(sa.insert(decisions).values(**row, act="decide", takes_two=False))


def downgrade() -> None:
    op.drop_table("access_log")
    op.drop_table("case_events")
    op.drop_table("decisions")
    op.drop_table("accounts")
    op.create_table(
        "decisions",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("claim_digest", sa.String(length=64), nullable=True),
        sa.Column("statement_digest", sa.String(length=64), nullable=True),
        sa.Column("supersedes", WHOLE, nullable=True),
        sa.CheckConstraint(
            "kind <> 'pair' OR (claim IS NOT NULL AND statement IS NOT NULL)", name=op.f("ck_decisions_pair_of_both")
        ),
        sa.CheckConstraint("kind IN ('pair', 'flag', 'family', 'record')", name=op.f("ck_decisions_kind_code")),
        sa.CheckConstraint("(claim IS NULL) = (claim_digest IS NULL)", name=op.f("ck_decisions_claim_with_digest")),
        sa.CheckConstraint(
            "(statement IS NULL) = (statement_digest IS NULL)", name=op.f("ck_decisions_statement_with_digest")
        ),
        sa.CheckConstraint("claim IS NOT NULL OR statement IS NOT NULL", name=op.f("ck_decisions_about_something")),
        sa.ForeignKeyConstraint(["supersedes"], ["decisions.id"], name=op.f("fk_decisions_supersedes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("supersedes", name=op.f("uq_decisions_supersedes")),
    )
