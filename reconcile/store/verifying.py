"""Whether what stands in the database is what was put there: the chain, and every digest over its content."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from reconcile.domain.digests import version_digest
from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.store.chain import START, content_of, earlier_content_of, link_digest, subjects
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.chunks import CHUNK, chunked
from reconcile.store.document_erasing import fits_tombstone
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.pair_texts import Level, load_levels, whole_facets, whole_scores
from reconcile.store.record_tables import RECORD_ROWS, TextRow
from reconcile.store.run_rows import digested
from reconcile.store.run_tables import PairRow
from reconcile.store.sources import content_digest
from reconcile.store.versions import load_versions

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A row that does not fit."""

    table: str
    row: int | str
    message: str
    """A sentence that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was recomputed, and the first fault of each part; none: all fits."""

    counts: Mapping[str, int]
    """By part: chain, texts, claims, statements, pairs, documents (those with a tombstone): rows looked at."""
    links: frozenset[str]
    """Every link of the chain."""
    head: str
    """The last link; `START` where there is none. Kept elsewhere, it shows later that nothing was cut off."""
    faults: tuple[Fault, ...]


def rows_to_verify(connection: Connection) -> int:
    """How many rows `verify` reports progress on."""
    records = (RECORD_ROWS[kind].id for kind in RecordKind)
    columns = (ChainRow.number, TextRow.digest, *records, PairRow.id, ErasureRow.document)
    return sum(connection.execute(select(func.count(column))).scalar_one() for column in columns)


def verify(connection: Connection, progress: Progress) -> Verified:
    """Recompute the chain and the digests of texts, record versions and pairs.

    Values made of records have no digest: they are made anew whenever the reference data change. Findings are in the
    content of the run that wrote them.
    """
    links = connection.execute(select(ChainRow.link).order_by(ChainRow.number)).scalars().all()
    parts: dict[str, Callable[[Connection], Iterator[Fault | None]]] = {
        "chain": _chain_faults,
        "texts": _text_faults,
        "claims": lambda at: _version_faults(at, RecordKind.CLAIM),
        "statements": lambda at: _version_faults(at, RecordKind.STATEMENT),
        "pairs": _pair_faults,
        "documents": _document_faults,
    }
    counts: dict[str, int] = {}
    faults: list[Fault] = []
    for name, part in parts.items():
        first = None
        counts[name] = 0
        for fault in part(connection):
            counts[name] += 1
            progress(1)
            first = first or fault
        if first is not None:
            faults.append(first)
    faults += _unchained(connection)
    return Verified(counts=counts, links=frozenset(links), head=links[-1] if links else START, faults=tuple(faults))


def _chain_faults(connection: Connection) -> Iterator[Fault | None]:
    """One item a link, in order: None where it fits."""
    previous, expected = START, 1
    for link in connection.execute(select(ChainRow.__table__).order_by(ChainRow.number)).all():
        yield _link_fault(connection, link, previous, expected)
        previous, expected = link.link, link.number + 1


def _link_fault(connection: Connection, link: Any, previous: str, expected: int) -> Fault | None:
    told = {name: link._mapping[name] for name in ("number", "kind", "subject", "content", "previous")}
    if link.number != expected:
        return Fault(table="chain", row=expected, message=f"Link {expected} of the chain is missing.")
    if link.previous != previous or link.link != link_digest(**told):
        return Fault(table="chain", row=link.number, message=f"Link {link.number} of the chain was changed.")
    found = content_of(connection, link.kind, link.subject)
    if link.content == found or link.content == earlier_content_of(connection, link.kind, link.subject):
        return None
    what = f"{link.kind.value} {link.subject}"
    gone = f"The {what} is gone" if found is None else f"The {what} is not what it was"
    return Fault(table=_TABLES[link.kind], row=link.subject, message=f"{gone} when link {link.number} was made.")


_TABLES = {
    ChainKind.BATCH: "batches",
    ChainKind.RUN: "runs",
    ChainKind.DECISION: "decisions",
    ChainKind.ERASURE: "erasures",
    ChainKind.WITHDRAWAL: "withdrawals",
}


def _unchained(connection: Connection) -> list[Fault]:
    """The first of each kind that never came through the program, or whose link was cut off."""
    faults = []
    for kind in ChainKind:
        chained = set(connection.execute(select(ChainRow.subject).where(ChainRow.kind == kind)).scalars())
        loose = next((number for number in subjects(connection, kind) if number not in chained), None)
        if loose is not None:
            message = f"The {kind.value} {loose} is not in the chain."
            faults.append(Fault(table=_TABLES[kind], row=loose, message=message))
    return faults


def _text_faults(connection: Connection) -> Iterator[Fault | None]:
    digests = connection.execute(select(TextRow.digest).order_by(TextRow.digest)).scalars().all()
    for chunk in chunked(digests, CHUNK):
        stones = set(connection.execute(select(ErasureRow.erased).where(ErasureRow.erased.in_(chunk))).scalars())
        rows = select(TextRow.digest, TextRow.content).where(TextRow.digest.in_(chunk)).order_by(TextRow.digest)
        for digest, content in connection.execute(rows):
            yield _text_fault(digest, content, erased=digest in stones)


def _text_fault(digest: str, content: str | None, *, erased: bool) -> Fault | None:
    if content is None:
        told = f"The text {digest} is gone and has no tombstone."
        return None if erased else Fault(table="texts", row=digest, message=told)
    if hashlib.sha256(content.encode("utf-8")).hexdigest() == digest:
        return None
    return Fault(table="texts", row=digest, message=f"The text {digest} is not what it was.")


def _version_faults(connection: Connection, kind: RecordKind) -> Iterator[Fault | None]:
    table = RECORD_ROWS[kind]
    column = ErasureRow.claim if kind is RecordKind.CLAIM else ErasureRow.statement
    rows = connection.execute(select(table.id).order_by(table.id)).scalars().all()
    for chunk in chunked(rows, CHUNK):
        stones = connection.execute(
            select(column, ErasureRow.field, ErasureRow.remaining).where(column.in_(chunk)).order_by(ErasureRow.id)
        ).all()
        left = {row: remaining for row, _, remaining in stones}
        erased = {(row, ErasableField(field)) for row, field, _ in stones}
        for version in load_versions(connection, kind, chunk):
            expected = left.get(version.row, version.digest)
            back = next(
                (f for f in ErasableField if (version.row, f) in erased and getattr(version.record, f.value)), None
            )
            name = f"{kind.value} {version.record.id!r}, version {version.version} (row {version.row})"
            if back is not None:
                yield Fault(
                    table=kind.plural, row=version.row, message=f"The {back.value} of {name} was erased and is back."
                )
            elif version_digest(version.record) != expected:
                yield Fault(table=kind.plural, row=version.row, message=f"The {name} is not what it was.")
            else:
                yield None


def _pair_faults(connection: Connection) -> Iterator[Fault | None]:
    aside = ("id", "digest", "first_run", "last_run", "replay")
    # A level that somebody removed fits no digest.
    levels = defaultdict(lambda: Level("", "", ""), load_levels(connection))
    for row in connection.execute(select(PairRow.__table__).order_by(PairRow.id)).mappings():
        told = {name: value for name, value in row.items() if name not in aside}
        told |= {"facets": list(whole_facets(row["facets"])), "scores": list(whole_scores(row["scores"], levels))}
        fits = content_digest(digested(told)) == row["digest"]
        message = f"The pair of claim row {row['claim']} and statement row {row['statement']} is not what it was."
        yield None if fits else Fault(table="pairs", row=row["id"], message=message)


def _document_faults(connection: Connection) -> Iterator[Fault | None]:
    """Of collected documents those that were erased: what is left of them, and nothing is back."""
    stones = select(ErasureRow.document, ErasureRow.remaining).where(ErasureRow.document.is_not(None))
    for stone in connection.execute(stones.order_by(ErasureRow.id)).mappings().all():
        row = stone["document"]
        message = f"The collected document of row {row} was erased and is not what was left of it."
        fits = fits_tombstone(connection, stone)
        yield None if fits else Fault(table="collected_documents", row=row, message=message)
