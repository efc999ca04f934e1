"""Tables of runs and what they found.

A finding or pair is written when a run first finds it and closed when a run no longer does: `first_run` and
`last_run` say in which runs it held, an empty `last_run` that it still holds. No run copies what did not change.

A replay (a run that asks what was known before the latest run's as-of) stands beside that line of runs: it writes
all it found as rows of its own, closed at once. So it can be told again, and the line goes on from where it was.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.domain.outcomes import ClaimStance, CloseCall, Flag, PairRole, RunState, Status
from reconcile.domain.records import Denied, Stance
from reconcile.store.column_types import Code, Words
from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema, code_check, floor_check, order_check, words_check

_HOLDS = text("last_run IS NULL")


class RunRow(Schema):
    __tablename__ = "runs"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(DIGEST)
    state: Mapped[RunState] = mapped_column(Code(RunState))
    as_of: Mapped[datetime]
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    program: Mapped[str]
    model: Mapped[str]
    digests: Mapped[dict[str, Any]]
    counts: Mapped[dict[str, Any]]
    error: Mapped[str | None]
    last_claim: Mapped[int]
    """High-water mark: the run saw the versions up to this row."""
    last_statement: Mapped[int]
    last_coverage: Mapped[int]
    reference: Mapped[int] = mapped_column(ForeignKey("reference_states.id"))
    """State of the reference data whose values it used."""
    sources: Mapped[int] = mapped_column(ForeignKey("reference_states.id"))
    last_decision: Mapped[int | None]
    """None: a run of before there were decisions."""
    last_withdrawal: Mapped[int | None]
    """High-water mark: batches taken back later still count for it. None: there was no taking back yet. (A default
    would change what the chain says of runs before there was this column.)"""
    replay: Mapped[int | None]
    """None: it stands in the line of runs. Else the replay whose findings it tells: itself, or an earlier one with
    the same key."""
    dated_withdrawals: Mapped[bool | None]
    """A batch that was held at its as-of counts for it, whenever it was taken back, and a day that a statement shows
    counts only with its batch. None: a run of before that was so, for which every withdrawal below its mark counts and
    every day in the ledger. (No default, as for `last_withdrawal`.)"""

    __table_args__ = (
        code_check("state", RunState),
        CheckConstraint("(state = 'running') = (ended IS NULL)", name="ended_unless_running"),
        CheckConstraint("(state = 'failed') = (error IS NOT NULL)", name="failed_with_error"),
        floor_check("number", 1),
    )


class FindingRow(Schema):
    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    flag: Mapped[Flag | None] = mapped_column(Code(Flag))
    status: Mapped[Status] = mapped_column(Code(Status))
    stance: Mapped[ClaimStance | None] = mapped_column(Code(ClaimStance))
    reason: Mapped[str]
    family: Mapped[list[Any]]
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.number"))
    last_run: Mapped[int | None] = mapped_column(ForeignKey("runs.number"))
    machine_flag: Mapped[Flag | None] = mapped_column(Code(Flag))
    """What the comparison alone gives, where people decided otherwise."""
    decisions: Mapped[list[Any] | None]
    """Numbers of the decisions that bear on it; empty: none."""
    replay: Mapped[bool] = mapped_column(server_default=false())
    """Written by a replay: it held in no run of the line."""
    notes: Mapped[list[Any] | None]
    """What it says beside its flag; empty for findings of runs that did not look for it."""
    basis: Mapped[str | None] = mapped_column(String(32))
    """Digest of all it rests on: a run that comes to the same need not make it anew. Empty: it is always made anew."""
    contradictions: Mapped[list[Any] | None]
    """Accounts that contradict the claim; empty: there are none, or the run did not look for them."""

    __table_args__ = (
        code_check("flag", Flag),
        code_check("machine_flag", Flag),
        code_check("status", Status),
        code_check("stance", ClaimStance),
        order_check("first_run", "last_run"),
        Index("uq_findings_claim_holding", "claim", unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS),
        Index("ix_findings_runs", "first_run", "last_run"),
    )


class ComparisonLevelRow(Schema):
    """One level of a comparison as its scores tell it: the scores of pairs name it by its number."""

    __tablename__ = "comparison_levels"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    comparison: Mapped[str]
    level: Mapped[str]
    label: Mapped[str]

    __table_args__ = (UniqueConstraint("comparison", "level", "label"),)


class PairRow(Schema):
    """A kept pair of record versions: a link, a runner-up or a near miss."""

    __tablename__ = "pairs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claim: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    statement: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    role: Mapped[PairRole] = mapped_column(Code(PairRole))
    flag: Mapped[Flag | None] = mapped_column(Code(Flag))
    weight: Mapped[float]
    margin: Mapped[float | None]
    distance_km: Mapped[float | None]
    days_apart: Mapped[int | None]
    failed: Mapped[str | None]
    rival_claim: Mapped[int | None] = mapped_column(ForeignKey("claims.id"))
    rival_statement: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    close_call: Mapped[CloseCall | None] = mapped_column(Code(CloseCall))
    candidates: Mapped[int]
    coincidence: Mapped[float | None]
    stance: Mapped[Stance] = mapped_column(Code(Stance))
    denies: Mapped[tuple[Denied, ...]] = mapped_column(Words(Denied))
    sentence: Mapped[str]
    facets: Mapped[list[Any]]
    """As `pair_texts` keeps them, or written out: rows of before revision 0017. So are scores."""
    scores: Mapped[list[Any]]
    digest: Mapped[str] = mapped_column(DIGEST)
    """Over all that the run found, without empty columns of decisions: whether a run found the same again."""
    first_run: Mapped[int] = mapped_column(ForeignKey("runs.number"))
    last_run: Mapped[int | None] = mapped_column(ForeignKey("runs.number"))
    machine_role: Mapped[PairRole | None] = mapped_column(Code(PairRole))
    """What the comparison alone makes of it, where people decided otherwise."""
    decision: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    replay: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        code_check("role", PairRole),
        code_check("machine_role", PairRole),
        code_check("close_call", CloseCall),
        code_check("flag", Flag),
        code_check("stance", Stance),
        words_check("denies", Denied),
        CheckConstraint("(role = 'linked') = (flag IS NOT NULL)", name="flag_of_links"),
        floor_check("days_apart"),
        floor_check("candidates"),
        CheckConstraint("coincidence >= 0 AND coincidence <= 1", name="coincidence_share"),
        order_check("first_run", "last_run"),
        Index("uq_pairs_holding", "claim", "statement", unique=True, sqlite_where=_HOLDS, postgresql_where=_HOLDS),
        Index("ix_pairs_runs", "first_run", "last_run"),
    )
