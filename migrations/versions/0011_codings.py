"""Blind samples, their questions and what people answered.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "kind IN ('pair', 'flag', 'stance', 'family', 'record', 'grade')"


def upgrade() -> None:
    op.create_table(
        "blind_samples",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("drawn_by", sa.Text(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run", WHOLE, nullable=False),
        sa.Column("seed", WHOLE, nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.CheckConstraint("size >= 1", name=op.f("ck_blind_samples_size_floor")),
        sa.ForeignKeyConstraint(["drawn_by"], ["accounts.name"], name=op.f("fk_blind_samples_drawn_by")),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_blind_samples_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_samples")),
    )
    op.create_table(
        "blind_questions",
        sa.Column("sample", WHOLE, autoincrement=False, nullable=False),
        sa.Column("place", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("control", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_blind_questions_kind_code")),
        sa.CheckConstraint("place >= 1", name=op.f("ck_blind_questions_place_floor")),
        sa.CheckConstraint(
            "claim IS NOT NULL OR statement IS NOT NULL", name=op.f("ck_blind_questions_about_something")
        ),
        sa.ForeignKeyConstraint(["sample"], ["blind_samples.id"], name=op.f("fk_blind_questions_sample")),
        sa.PrimaryKeyConstraint("sample", "place", name=op.f("pk_blind_questions")),
    )
    op.create_table(
        "codings",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("sample", WHOLE, nullable=False),
        sa.Column("place", WHOLE, nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["coder"], ["accounts.name"], name=op.f("fk_codings_coder")),
        sa.ForeignKeyConstraint(
            ["sample", "place"],
            ["blind_questions.sample", "blind_questions.place"],
            name=op.f("fk_codings_sample_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
    )
    op.create_index("ix_codings_question", "codings", ["sample", "place"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_codings_question", table_name="codings")
    op.drop_table("codings")
    op.drop_table("blind_questions")
    op.drop_table("blind_samples")
