"""The hash chain over batches, runs, decisions, tombstones and withdrawals.

Each link holds a digest of its subject and of the link before. Links are added inside `writing`, whose lock lets one
writer in at a time, so the chain cannot fork.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from reconcile.domain.outcomes import RunState
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.engines import canonical_json
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.fetching import Query, fetch_chunks
from reconcile.store.record_tables import RECORD_ROWS, BatchRow, WithdrawalRow
from reconcile.store.review_tables import DecisionRow
from reconcile.store.run_tables import FindingRow, PairRow, RunRow

START = "0" * 64
"""What the first link names as the one before."""
_FIRST_TOLD = ("id", "claim", "flag", "status", "stance", "reason", "family", "first_run")


def append_link(connection: Connection, kind: ChainKind, subject: int) -> None:
    """Chain what stands in the database now under this number; it must not change from here on."""
    last = connection.execute(select(ChainRow.number, ChainRow.link).order_by(ChainRow.number.desc()).limit(1)).first()
    number, previous = (1, START) if last is None else (last.number + 1, last.link)
    content = content_of(connection, kind, subject)
    if content is None:
        raise ValueError(f"there is no {kind.value} {subject} to chain")
    told: dict[str, Any] = {
        "number": number,
        "kind": kind,
        "subject": subject,
        "content": content,
        "previous": previous,
    }
    connection.execute(insert(ChainRow).values(**told, link=link_digest(**told)))


def chain_unchained(connection: Connection, kinds: Iterable[ChainKind] = ChainKind) -> None:
    """Chain all that a database held before it chained these kinds: batches first, then ended runs, …, by number."""
    for kind in kinds:
        for subject in subjects(connection, kind):
            append_link(connection, kind, subject)


def link_digest(*, number: int, kind: ChainKind, subject: int, content: str, previous: str) -> str:
    return _digest([number, kind.value, subject, content, previous])


def content_of(connection: Connection, kind: ChainKind, subject: int) -> str | None:
    """The digest of what stands there now; None where there is no such thing (a run under way is none yet)."""
    return _CONTENTS[kind](connection, subject)


def earlier_content_of(connection: Connection, kind: ChainKind, subject: int) -> str | None:
    """The same as programs digested it that brought a database to 0004 to 0008, and to 0009 at first; None where they
    digested it as now.

    They told fewer columns of findings. A link that tells of all of them is not weakened by this: what it holds is
    no digest of the few.
    """
    return _run_content(connection, subject, _first_findings) if kind is ChainKind.RUN else None


def subjects(connection: Connection, kind: ChainKind) -> list[int]:
    """The numbers of all that must be in the chain, ascending."""
    query = {
        ChainKind.BATCH: select(BatchRow.id),
        ChainKind.RUN: select(RunRow.number).where(RunRow.state != RunState.RUNNING),
        ChainKind.DECISION: select(DecisionRow.id),
        ChainKind.ERASURE: select(ErasureRow.id),
        ChainKind.WITHDRAWAL: select(WithdrawalRow.id),
    }[kind]
    return sorted(connection.execute(query).scalars())


def _row_content(row: RowMapping) -> dict[str, Any]:
    """A row as it is digested: empty columns left out, so that a column added later does not change what was."""
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _own_content(
    connection: Connection, table: type[DecisionRow] | type[ErasureRow] | type[WithdrawalRow], number: int
) -> str | None:
    row = connection.execute(select(table.__table__).where(table.id == number)).mappings().first()
    return None if row is None else _digest(_row_content(row))


def _batch_content(connection: Connection, number: int) -> str | None:
    """Of a batch its file and the versions it brought; what is counted or marked later stays out."""
    batch = connection.execute(select(BatchRow.kind, BatchRow.file_digest).where(BatchRow.id == number)).first()
    if batch is None:
        return None
    table = RECORD_ROWS[batch.kind]
    told = (table.id, table.record_id, table.version, table.digest, table.known_from)
    versions = _stream(connection, select(*told).where(table.batch == number).order_by(table.id))
    return _digest([batch.kind.value, batch.file_digest, versions])


def _run_content(
    connection: Connection, number: int, findings: Callable[[Connection, int], str] | None = None
) -> str | None:
    """The record of the run, the findings and pairs it opened, and which it closed.

    What run N closes ends with the last run that was done before it, so those are the rows of that last run.
    """
    row = connection.execute(select(RunRow.__table__).where(RunRow.number == number)).mappings().first()
    if row is None or row["state"] is RunState.RUNNING:
        return None
    before = connection.execute(
        select(func.max(RunRow.number)).where(RunRow.number < number, RunRow.state == RunState.DONE)
    ).scalar()
    told: list[Any] = [_row_content(row)]
    if row["state"] is RunState.DONE:
        pairs = select(PairRow.id, PairRow.digest)
        told += [
            (findings or _findings)(connection, number),
            _stream(connection, pairs.where(PairRow.first_run == number).order_by(PairRow.id)),
            *(_closed_after(connection, table, before) for table in (FindingRow, PairRow)),
        ]
    return _digest(told)


def _findings(connection: Connection, run: int) -> str:
    """What a finding rests on may become known later; what it says, never."""
    query = select(*(column for column in FindingRow.__table__.c if column.name not in ("last_run", "basis")))
    return _stream(connection, query.where(FindingRow.first_run == run).order_by(FindingRow.id), named=True)


def _first_findings(connection: Connection, run: int) -> str:
    query = select(*(getattr(FindingRow, name) for name in _FIRST_TOLD))
    return _stream(connection, query.where(FindingRow.first_run == run).order_by(FindingRow.id))


def _closed_after(connection: Connection, table: type[FindingRow] | type[PairRow], before: int | None) -> str:
    if before is None:
        return hashlib.sha256().hexdigest()
    return _stream(connection, select(table.id).where(table.last_run == before).order_by(table.id))


_CONTENTS: dict[ChainKind, Callable[[Connection, int], str | None]] = {
    ChainKind.BATCH: _batch_content,
    ChainKind.RUN: _run_content,
    ChainKind.DECISION: lambda connection, number: _own_content(connection, DecisionRow, number),
    ChainKind.ERASURE: lambda connection, number: _own_content(connection, ErasureRow, number),
    ChainKind.WITHDRAWAL: lambda connection, number: _own_content(connection, WithdrawalRow, number),
}


def _stream(connection: Connection, query: Query, *, named: bool = False) -> str:
    """One digest over many rows, each as the list of its values, never all in memory.

    `named`: each value after the name of its column, by name and without empty ones, so that a column added later does
    not change what was.
    """
    names = [column.name for column in query.selected_columns]
    order = sorted(range(len(names)), key=names.__getitem__) if named else range(len(names))
    told = hashlib.sha256()
    for columns in fetch_chunks(connection, query):
        parts = [_parts(columns[place], names[place] if named else None) for place in order]
        for row in zip(*parts, strict=True):
            told.update(f"[{','.join(filter(None, row))}]".encode())
    return told.hexdigest()


def _parts(column: tuple[Any, ...], name: str | None) -> list[str | None]:
    """What stands of each value of a column in its row: as JSON, after the name where there is one."""
    if name is None:
        return [_json(value) for value in column]
    start = f'"{name}",'
    return [None if value is None else start + _json(value) for value in column]


def _json(value: Any) -> str:
    """What `canonical_json` makes of a value, without its detour where it is plain."""
    if isinstance(value, str):
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    return "[]" if value == [] else canonical_json(_plain(value))


def _digest(content: object) -> str:
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, (datetime, date)) else value
