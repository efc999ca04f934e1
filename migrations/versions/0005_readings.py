"""What batches show of having been read; those of earlier batches are found by the program after its migration.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("batch", WHOLE, nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_readings_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )


def downgrade() -> None:
    op.drop_table("readings")
