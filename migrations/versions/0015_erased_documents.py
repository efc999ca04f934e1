"""Tombstones of collected documents, beside those of record versions.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_ONE = "ck_erasures_of_one_version"
BEFORE = "(claim IS NULL) <> (statement IS NULL)"
AFTER = (
    "CASE WHEN claim IS NULL THEN 0 ELSE 1 END + CASE WHEN statement IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN document IS NULL THEN 0 ELSE 1 END = 1"
)


def upgrade() -> None:
    with op.batch_alter_table("erasures") as erasures:
        erasures.add_column(sa.Column("document", WHOLE, nullable=True))
        erasures.drop_constraint(op.f(OF_ONE), type_="check")
        erasures.create_check_constraint(op.f(OF_ONE), AFTER)
        erasures.create_foreign_key(op.f("fk_erasures_document"), "collected_documents", ["document"], ["id"])
        erasures.create_unique_constraint(op.f("uq_erasures_document_field"), ["document", "field"])


def downgrade() -> None:
    # What was erased stays erased; the program of before knows no tombstone for it, and `verify` says so.
    op.execute("DELETE FROM chain WHERE kind = 'erasure' AND subject IN (SELECT id FROM erasures WHERE document > 0)")
    op.execute("DELETE FROM erasures WHERE document IS NOT NULL")
    with op.batch_alter_table("erasures") as erasures:
        erasures.drop_constraint(op.f("uq_erasures_document_field"), type_="unique")
        erasures.drop_constraint(op.f("fk_erasures_document"), type_="foreignkey")
        erasures.drop_constraint(op.f(OF_ONE), type_="check")
        erasures.create_check_constraint(op.f(OF_ONE), BEFORE)
        erasures.drop_column("document")
