"""Scores of pairs name their comparison level by number: its words stand once in a table. Rows of before stay as they
are, written out.

Revision ID: 0017
Revises: 0016
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comparison_levels",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_levels")),
        sa.UniqueConstraint("comparison", "level", "label", name=op.f("uq_comparison_levels_comparison_level_label")),
    )


def downgrade() -> None:
    _write_out()
    op.drop_table("comparison_levels")


def _write_out() -> None:
    """The program of before reads facets and scores in full alone."""
    connection = op.get_bind()
    levels = {
        number: {"comparison": comparison, "level": level, "label": label}
        for number, comparison, level, label in connection.execute(
            sa.text("SELECT id, comparison, level, label FROM comparison_levels")
        )
    }
    last = 0
    while rows := connection.execute(PAIRS, {"last": last}).all():
        last = rows[-1].id
        changed = [
            {"of": row.id, "facets": _facets(row.facets), "scores": _scores(row.scores, levels)}
            for row in rows
            if (row.scores and not isinstance(row.scores[0], dict)) or (row.facets and isinstance(row.facets[0], list))
        ]
        if changed:
            connection.execute(WRITTEN_OUT, changed)


PAIR = sa.table(
    "pairs",
    sa.column("id", sa.BigInteger()),
    sa.column("facets", sa.JSON(none_as_null=True)),
    sa.column("scores", sa.JSON(none_as_null=True)),
)
PAIRS = sa.select(PAIR).where(PAIR.c.id > sa.bindparam("last")).order_by(PAIR.c.id).limit(2_000)
WRITTEN_OUT = (
    sa.update(PAIR)
    .where(PAIR.c.id == sa.bindparam("of"))
    .values(facets=sa.bindparam("facets"), scores=sa.bindparam("scores"))
)


def _facets(kept: list[Any]) -> list[Any]:
    return [
        told
        if isinstance(told, dict)
        else {
            "claim_says": told[2],
            "facet": told[0],
            "result": told[1],
            "sentence": _sentence(told[4], told[2] or "", told[3] or ""),
            "statement_says": told[3],
        }
        for told in kept
    ]


def _sentence(kept: str, claim: str, statement: str) -> str:
    if kept.startswith("{=}"):
        return kept.removeprefix("{=}")
    return kept.replace("{s}", statement).replace("{c}", claim)


def _scores(kept: list[Any], levels: dict[int, dict[str, str]]) -> list[Any]:
    if kept and isinstance(kept[0], dict):
        return kept
    return [{"bits": bits, **levels[number]} for number, bits in zip(kept[::2], kept[1::2], strict=True)]
