"""Tables of what came in: batches, documents, texts, and the versions of claims and statements."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Date, Double, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from reconcile.domain.fields import FIELDS, Field, FieldKind
from reconcile.domain.issues import Severity
from reconcile.domain.records import RecordKind
from reconcile.store.column_types import WHOLE, Code, Words
from reconcile.store.schema import Schema, code_check, floor_check, order_check, range_check, words_check

DIGEST = String(64)
"""SHA-256 in hexadecimal."""

FIRST = 1


class BatchRow(Schema):
    """One reading of one file."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[RecordKind] = mapped_column(Code(RecordKind))
    file: Mapped[str]
    """Name without folder."""
    file_digest: Mapped[str] = mapped_column(DIGEST)
    ingested_at: Mapped[datetime]
    source: Mapped[str | None]
    """Where the file came from, in the words of whoever ingested it."""
    read: Mapped[int]
    new: Mapped[int]
    new_versions: Mapped[int]
    unchanged: Mapped[int]
    rejected: Mapped[int]

    __table_args__ = (
        code_check("kind", RecordKind),
        *(floor_check(count) for count in ("read", "new", "new_versions", "unchanged", "rejected")),
    )


class WithdrawalRow(Schema):
    """That a batch was taken back: its versions count as never ingested from here on. Appended, never edited."""

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch: Mapped[int] = mapped_column(ForeignKey("batches.id"), unique=True)
    withdrawn_at: Mapped[datetime]
    reason: Mapped[str | None]


class DataIssueRow(Schema):
    """Something that was not as it should be in a file that was read."""

    __tablename__ = "data_issues"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch: Mapped[int] = mapped_column(ForeignKey("batches.id"), index=True)
    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(Code(Severity))
    message: Mapped[str]
    file: Mapped[str | None]
    line: Mapped[int | None]
    field: Mapped[str | None]
    found: Mapped[str | None]
    record_id: Mapped[str | None]

    __table_args__ = (code_check("severity", Severity),)


class DocumentRow(Schema):
    """The text that records were taken from, as the first of them describes it."""

    __tablename__ = "documents"

    key: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str | None]
    archive_url: Mapped[str | None]
    publisher: Mapped[str | None]
    published: Mapped[str | None]
    retrieved: Mapped[str | None]
    language: Mapped[str | None]
    batch: Mapped[int] = mapped_column(ForeignKey("batches.id"))


class TextRow(Schema):
    """A text once, whatever cites it. An erased one leaves its digest, the time and the reason: a tombstone."""

    __tablename__ = "texts"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    content: Mapped[str | None]
    erased_at: Mapped[datetime | None]
    erased_why: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(content IS NULL) = (erased_at IS NOT NULL)", name="erased_or_held"),
        CheckConstraint("(erased_at IS NULL) = (erased_why IS NULL)", name="erased_with_reason"),
    )


class VersionedRow(Schema):
    """One version of one record; the columns of the contract are added from `reconcile.domain.fields`."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Given out in the order of ingest, under the write lock: what lies below a mark never changes."""
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(DIGEST)
    known_from: Mapped[datetime]
    batch: Mapped[int] = mapped_column(ForeignKey("batches.id"), index=True)
    line: Mapped[int]
    record_id: Mapped[str]
    extra: Mapped[dict[str, Any]] = mapped_column(JSON(none_as_null=True))


_KEPT_APART = ("text", "translation")
_TYPES: dict[FieldKind, TypeEngine[Any]] = {
    FieldKind.TEXT: Text(),
    FieldKind.INSTANT: Text(),
    FieldKind.DATE: Date(),
    FieldKind.NUMBER: Double(),
    FieldKind.COUNT: WHOLE,
    FieldKind.FLAG: Boolean(),
}


def column_name(field: Field) -> str:
    """Texts are kept apart, so the record holds their digest; `id` is the row's own."""
    if field.name in _KEPT_APART:
        return f"{field.name}_digest"
    return "record_id" if field.name == "id" else field.name


def _contract_columns(kind: RecordKind) -> dict[str, MappedColumn[Any]]:
    return {column_name(field): _contract_column(field) for field in FIELDS[kind] if field.name != "id"}


def _contract_column(field: Field) -> MappedColumn[Any]:
    if field.name in _KEPT_APART:
        return mapped_column(DIGEST, ForeignKey("texts.digest"), nullable=True)
    if field.name == "document":
        return mapped_column(Text(), ForeignKey("documents.key"), nullable=True)
    if field.kind is FieldKind.CODES:
        return mapped_column(Words(field.codes), nullable=False)
    kind = Code(field.codes) if field.codes is not None else _TYPES[field.kind]
    return mapped_column(kind, nullable=not field.required)


def _contract_checks(kind: RecordKind) -> list[CheckConstraint]:
    fields = FIELDS[kind]
    checks = [floor_check("version", FIRST), floor_check("line")]
    checks += [_code_check(field, field.codes) for field in fields if field.codes is not None]
    checks += [floor_check(field.name) for field in fields if field.kind is FieldKind.COUNT]
    lows = [field.name for field in fields if field.name.endswith("_min")]
    checks += [order_check(low, f"{low.removesuffix('_min')}_max") for low in lows]
    checks += [order_check("event_date_start", "event_date_end"), range_check("lat", -90, 90)]
    return [*checks, range_check("lon", -180, 180)]


def _code_check(field: Field, codes: type[StrEnum]) -> CheckConstraint:
    return words_check(field.name, codes) if field.kind is FieldKind.CODES else code_check(field.name, codes)


class ClaimRow(VersionedRow):
    __tablename__ = "claims"
    __table_args__ = (
        UniqueConstraint("record_id", "version"),
        *_contract_checks(RecordKind.CLAIM),
    )


class StatementRow(VersionedRow):
    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("record_id", "version"),
        *_contract_checks(RecordKind.STATEMENT),
    )


class ReadingRow(Schema):
    """What a batch shows of having been read: an issuer's own statement, published or retrieved on a day.

    As written, without the key of the source: which name means which source is reference data, and may be mended.
    """

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    batch: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    issuer: Mapped[str]
    country: Mapped[str | None]
    publisher: Mapped[str | None]
    """Who carried it, where somebody else did."""
    day: Mapped[date]


RECORD_ROWS: dict[RecordKind, type[VersionedRow]] = {RecordKind.CLAIM: ClaimRow, RecordKind.STATEMENT: StatementRow}

for _kind, _row in RECORD_ROWS.items():
    for _name, _column in _contract_columns(_kind).items():
        setattr(_row, _name, _column)
