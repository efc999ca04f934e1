"""The hash chain over batches, runs and decisions.

What a database holds already is chained by the program right after its migration.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chain",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", WHOLE, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('batch', 'run', 'decision')", name=op.f("ck_chain_kind_code")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_chain_number_floor")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chain")),
        sa.UniqueConstraint("kind", "subject", name=op.f("uq_chain_kind_subject")),
        sa.UniqueConstraint("previous", name=op.f("uq_chain_previous")),
    )


def downgrade() -> None:
    op.drop_table("chain")
