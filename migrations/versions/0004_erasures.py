"""Tombstones of what was erased; texts erased before this get theirs by the program, right after its migration.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BEFORE = "kind IN ('batch', 'run', 'decision')"
AFTER = "kind IN ('batch', 'run', 'decision', 'erasure')"


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("claim", WHOLE, nullable=True),
        sa.Column("statement", WHOLE, nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("erased", sa.String(length=64), nullable=False),
        sa.Column("remaining", sa.String(length=64), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint("(claim IS NULL) <> (statement IS NULL)", name=op.f("ck_erasures_of_one_version")),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name=op.f("fk_erasures_claim")),
        sa.ForeignKeyConstraint(["statement"], ["statements.id"], name=op.f("fk_erasures_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sa.UniqueConstraint("claim", "field", name=op.f("uq_erasures_claim_field")),
        sa.UniqueConstraint("statement", "field", name=op.f("uq_erasures_statement_field")),
    )
    with op.batch_alter_table("chain") as chain:
        chain.drop_constraint(op.f("ck_chain_kind_code"), type_="check")
        chain.create_check_constraint(op.f("ck_chain_kind_code"), AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM chain WHERE kind = 'erasure'")
    with op.batch_alter_table("chain") as chain:
        chain.drop_constraint(op.f("ck_chain_kind_code"), type_="check")
        chain.create_check_constraint(op.f("ck_chain_kind_code"), BEFORE)
    op.drop_table("erasures")
