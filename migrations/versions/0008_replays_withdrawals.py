"""Replays beside the line of runs; batches that were taken back.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("batch", WHOLE, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_withdrawals_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
        sa.UniqueConstraint("batch", name=op.f("uq_withdrawals_batch")),
    )
    op.add_column("runs", sa.Column("last_withdrawal", WHOLE, nullable=True))
    op.add_column("runs", sa.Column("replay", WHOLE, nullable=True))
    for name in ("findings", "pairs"):
        op.add_column(name, sa.Column("replay", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for name in ("pairs", "findings"):
        op.drop_column(name, "replay")
    op.drop_column("runs", "replay")
    op.drop_column("runs", "last_withdrawal")
    op.drop_table("withdrawals")
