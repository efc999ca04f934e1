"""Collected documents, the drafts read from them and what became of each; what configured addresses answered last.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "fetches",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_fetches")),
    )
    op.create_table(
        "collected_documents",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("edited", sa.Text(), nullable=True),
        sa.Column("forwarded_from", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("sketch", sa.JSON(), nullable=False),
        sa.Column("repeats", sa.Text(), nullable=True),
        sa.Column("likeness", sa.Double(), nullable=True),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "format IN ('feed', 'telegram', 'reliefweb', 'html', 'docx', 'text')",
            name=op.f("ck_collected_documents_format_code"),
        ),
        sa.CheckConstraint(
            "(repeats IS NULL) = (likeness IS NULL)", name=op.f("ck_collected_documents_repeats_with_likeness")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_collected_documents_version_floor")),
        sa.ForeignKeyConstraint(["text_digest"], ["texts.digest"], name=op.f("fk_collected_documents_text_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collected_documents")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_collected_documents_key_version")),
    )
    op.create_table(
        "draft_readings",
        sa.Column("document", WHOLE, autoincrement=False, nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["collected_documents.id"], name=op.f("fk_draft_readings_document")),
        sa.PrimaryKeyConstraint("document", "rules", name=op.f("pk_draft_readings")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("document", WHOLE, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("voice", sa.String(length=32), nullable=False),
        sa.Column("first", WHOLE, nullable=False),
        sa.Column("last", WHOLE, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("rules", sa.String(length=64), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('claim', 'statement', 'silence')", name=op.f("ck_drafts_kind_code")),
        sa.CheckConstraint("voice IN ('own', 'quoted', 'paraphrased')", name=op.f("ck_drafts_voice_code")),
        sa.CheckConstraint("first <= last", name=op.f("ck_drafts_first_order")),
        sa.CheckConstraint("first >= 0", name=op.f("ck_drafts_first_floor")),
        sa.ForeignKeyConstraint(["document"], ["collected_documents.id"], name=op.f("fk_drafts_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("document", "key", "rules", name=op.f("uq_drafts_document_key_rules")),
    )
    op.create_index(op.f("ix_drafts_document"), "drafts", ["document"], unique=False)
    op.create_table(
        "draft_decisions",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        sa.Column("draft", WHOLE, nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Text(), nullable=True),
        sa.Column("corrections", sa.JSON(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'accepted', 'corrected', 'rejected', 'replaced')",
            name=op.f("ck_draft_decisions_state_code"),
        ),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name=op.f("fk_draft_decisions_draft")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_decisions")),
    )
    op.create_index(op.f("ix_draft_decisions_draft"), "draft_decisions", ["draft"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_decisions_draft"), table_name="draft_decisions")
    op.drop_table("draft_decisions")
    op.drop_index(op.f("ix_drafts_document"), table_name="drafts")
    op.drop_table("drafts")
    op.drop_table("draft_readings")
    op.drop_table("collected_documents")
    op.drop_table("fetches")
