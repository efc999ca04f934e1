"""What each finding rests on, as a digest: a run makes only those anew whose basis is another.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("findings") as findings:
        findings.add_column(sa.Column("basis", sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("findings") as findings:
        findings.drop_column("basis")
