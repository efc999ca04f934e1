"""Findings and pairs keep what the comparison alone gives and which decisions bear on them; runs, how far they read.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAGS = "machine_flag IN ('agreement', 'partial_match', 'no_official_comment')"
ROLES = "machine_role IN ('linked', 'runner_up', 'near_miss')"


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        # Empty for runs of before: a value would not be what their links in the chain were made over.
        runs.add_column(sa.Column("last_decision", WHOLE, nullable=True))
    with op.batch_alter_table("findings") as findings:
        findings.add_column(sa.Column("machine_flag", sa.String(length=32), nullable=True))
        findings.add_column(sa.Column("decisions", sa.JSON(none_as_null=True), nullable=True))
        findings.create_check_constraint(op.f("ck_findings_machine_flag_code"), FLAGS)
    with op.batch_alter_table("pairs") as pairs:
        pairs.add_column(sa.Column("machine_role", sa.String(length=32), nullable=True))
        pairs.add_column(sa.Column("decision", WHOLE, nullable=True))
        pairs.create_check_constraint(op.f("ck_pairs_machine_role_code"), ROLES)
        pairs.create_foreign_key(op.f("fk_pairs_decision"), "decisions", ["decision"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("pairs") as pairs:
        pairs.drop_constraint(op.f("fk_pairs_decision"), type_="foreignkey")
        pairs.drop_constraint(op.f("ck_pairs_machine_role_code"), type_="check")
        pairs.drop_column("decision")
        pairs.drop_column("machine_role")
    with op.batch_alter_table("findings") as findings:
        findings.drop_constraint(op.f("ck_findings_machine_flag_code"), type_="check")
        findings.drop_column("decisions")
        findings.drop_column("machine_flag")
    with op.batch_alter_table("runs") as runs:
        runs.drop_column("last_decision")
