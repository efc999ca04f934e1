"""Withdrawals are links of the chain; days that statements show are tied to the batches that brought these.

Withdrawals that a database holds already are chained by the program right after this migration.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BEFORE = "kind IN ('batch', 'run', 'decision', 'erasure')"
AFTER = "kind IN ('batch', 'run', 'decision', 'erasure', 'withdrawal')"
SPAN = ["source", "first_day", "last_day", "basis"]
WITHOUT_BATCH = sa.text("batch IS NULL")
OLD_KEY = "uq_coverage_source_first_day_last_day_basis"
NEW_KEY = "uq_coverage_source_first_day_last_day_basis_batch"


def upgrade() -> None:
    with op.batch_alter_table("chain") as chain:
        chain.drop_constraint(op.f("ck_chain_kind_code"), type_="check")
        chain.create_check_constraint(op.f("ck_chain_kind_code"), AFTER)
    with op.batch_alter_table("coverage") as coverage:
        coverage.drop_constraint(op.f(OLD_KEY), type_="unique")
        coverage.create_unique_constraint(op.f(NEW_KEY), [*SPAN, "batch"])
    op.create_index(
        "uq_coverage_without_batch",
        "coverage",
        SPAN,
        unique=True,
        sqlite_where=WITHOUT_BATCH,
        postgresql_where=WITHOUT_BATCH,
    )
    op.add_column("runs", sa.Column("dated_withdrawals", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("runs", "dated_withdrawals")
    op.drop_index("uq_coverage_without_batch", "coverage")
    op.execute(
        "DELETE FROM coverage WHERE EXISTS (SELECT 1 FROM coverage AS earlier WHERE earlier.id < coverage.id AND "
        + " AND ".join(f"earlier.{name} = coverage.{name}" for name in SPAN)
        + ")"
    )
    with op.batch_alter_table("coverage") as coverage:
        coverage.drop_constraint(op.f(NEW_KEY), type_="unique")
        coverage.create_unique_constraint(op.f(OLD_KEY), SPAN)
    op.execute("DELETE FROM chain WHERE kind = 'withdrawal'")
    with op.batch_alter_table("chain") as chain:
        chain.drop_constraint(op.f("ck_chain_kind_code"), type_="check")
        chain.create_check_constraint(op.f("ck_chain_kind_code"), BEFORE)
