"""A close call of its own where two dates would be the same with day and month exchanged.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ck_pairs_close_call_code"
BEFORE = "close_call IN ('margin', 'threshold', 'episode')"
AFTER = "close_call IN ('margin', 'threshold', 'episode', 'exchanged')"


def upgrade() -> None:
    with op.batch_alter_table("pairs") as pairs:
        pairs.drop_constraint(op.f(NAME), type_="check")
        pairs.create_check_constraint(op.f(NAME), AFTER)


def downgrade() -> None:
    # The program of before knows no such call. `reconcile verify` names these rows: they are no longer as they were made.
    op.execute("UPDATE pairs SET close_call = 'threshold' WHERE close_call = 'exchanged'")
    with op.batch_alter_table("pairs") as pairs:
        pairs.drop_constraint(op.f(NAME), type_="check")
        pairs.create_check_constraint(op.f(NAME), BEFORE)
