"""Batches taken back: from then on what they brought counts as never ingested, and what held before holds again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, not_, select

from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage
from reconcile.errors import NotFoundError, RefusedError
from reconcile.store.chain import append_link
from reconcile.store.chain_tables import ChainKind
from reconcile.store.chunks import chunked
from reconcile.store.record_tables import RECORD_ROWS, BatchRow, WithdrawalRow
from reconcile.store.row_numbers import highest
from reconcile.store.run_tables import RunRow
from reconcile.store.sources import tie_declared


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalCounts:
    """What became of the records of a batch that was taken back."""

    batch: int
    file: str
    already: bool
    """It had been taken back before: nothing was written."""
    versions: int
    """Versions it had brought."""
    gone: int
    """Records of which no version is left."""
    restored: int
    """Records whose version before holds again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBatch:
    """One reading of one file."""

    number: int
    kind: RecordKind
    file: str
    ingested_at: datetime
    source: str | None
    read: int
    new: int
    new_versions: int
    unchanged: int
    rejected: int
    withdrawn_at: datetime | None


def kept_batches(connection: Connection) -> tuple[KeptBatch, ...]:
    """By number."""
    names = [name for name in KeptBatch.__dataclass_fields__ if name not in ("number", "withdrawn_at")]
    query = (
        select(BatchRow.id.label("number"), *(getattr(BatchRow, name) for name in names), WithdrawalRow.withdrawn_at)
        .outerjoin_from(BatchRow, WithdrawalRow, WithdrawalRow.batch == BatchRow.id)
        .order_by(BatchRow.id)
    )
    return tuple(KeptBatch(**row) for row in connection.execute(query).mappings())


def withdrawn_batches(
    connection: Connection, mark: int | None = None, as_of: datetime | None = None
) -> tuple[int, ...]:
    """The batches that were taken back, ascending; withdrawals above `mark` count as not there.

    `as_of`: those that were held at that instant, ingested by then and not yet taken back, count as not taken back:
    what was known then stays known. One that came in later with records of before it is taken back for that instant,
    too, for nobody held it then.
    """
    query = select(WithdrawalRow.batch).order_by(WithdrawalRow.batch)
    if mark is not None:
        query = query.where(WithdrawalRow.id <= mark)
    if as_of is not None:
        query = query.join(BatchRow, BatchRow.id == WithdrawalRow.batch)
        query = query.where(not_(and_(BatchRow.ingested_at <= as_of, WithdrawalRow.withdrawn_at > as_of)))
    return tuple(connection.execute(query).scalars())


def withdraw_batch(
    connection: Connection, batch: int, now: datetime, reason: str | None, declared: Collection[Coverage] = ()
) -> WithdrawalCounts:
    """`declared`: spans that people declared, taken back with it. One that was taken back stays so.

    Raises NotFoundError where there is no such batch, RefusedError where spans are to go with one that a run has seen
    taken back without them.
    """
    found = connection.execute(select(BatchRow.kind, BatchRow.file).where(BatchRow.id == batch)).first()
    if found is None:
        raise NotFoundError(f"There is no batch {batch}; `reconcile ingest list` lists them.")
    withdrawn = withdrawn_batches(connection)
    already = batch in withdrawn
    others = tuple(number for number in withdrawn if number != batch)
    versions, gone, restored = _consequences(connection, found.kind, batch, others)
    if not already:
        number = highest(connection, WithdrawalRow.id) + 1
        row = {"id": number, "batch": batch, "withdrawn_at": now, "reason": reason}
        connection.execute(insert(WithdrawalRow).values(**row))
        append_link(connection, ChainKind.WITHDRAWAL, number)
    elif declared:
        _require_unseen(connection, batch)
    tie_declared(connection, declared, batch)
    return WithdrawalCounts(
        batch=batch, file=found.file, already=already, versions=versions, gone=gone, restored=restored
    )


def _require_unseen(connection: Connection, batch: int) -> None:
    """That no run saw the batch taken back: what such a run tells of collecting stays as it was."""
    seen = (
        select(func.min(RunRow.number))
        .join(WithdrawalRow, WithdrawalRow.id <= RunRow.last_withdrawal)
        .where(WithdrawalRow.batch == batch)
    )
    run = connection.execute(seen).scalar_one()
    if run is not None:
        raise RefusedError(
            f"Run {run} saw batch {batch} taken back and these days declared, and a past run stays as it was: declared "
            "days can go with a batch until the next run only. `reconcile ingest` the right file instead."
        )


def _consequences(
    connection: Connection, kind: RecordKind, batch: int, withdrawn: Collection[int]
) -> tuple[int, int, int]:
    """Of a batch without which the others that are not withdrawn remain: versions, records gone, records restored."""
    table = RECORD_ROWS[kind]
    own = connection.execute(select(table.record_id, table.version).where(table.batch == batch)).all()
    brought: dict[str, int] = {}
    for record, version in own:
        brought[record] = max(version, brought.get(record, 0))
    left: dict[str, int] = {}
    for chunk in chunked(sorted(brought)):
        query = select(table.record_id, table.version).where(
            table.record_id.in_(chunk), table.batch != batch, table.batch.not_in(withdrawn)
        )
        for record, version in connection.execute(query):
            left[record] = max(version, left.get(record, 0))
    restored = sum(left.get(record, version) < version for record, version in brought.items())
    return len(own), len(brought.keys() - left.keys()), restored
