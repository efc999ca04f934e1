"""Tables of what was made of record versions: one value row per version and state of the reference data.

All are keyed (reference, record, …), so that the values of one state of the reference data lie together and are
read in order without a further index. The two kinds of record have tables of their own, alike but for their keys.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from reconcile.domain.issues import Severity
from reconcile.domain.places import PlaceClass, PlaceShape
from reconcile.domain.records import DatePrecision, RecordKind, TollScope
from reconcile.domain.tolls import Harm, TollSide
from reconcile.store.column_types import Code, Words
from reconcile.store.schema import Schema, code_check, floor_check, order_check, range_check

_CLUSTERED = {"sqlite_with_rowid": False}


class ValueRow(Schema):
    """The single comparable values of one version."""

    __abstract__ = True

    reference: Mapped[int] = mapped_column(ForeignKey("reference_states.id"), primary_key=True)
    record: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str | None]
    date_precision: Mapped[DatePrecision] = mapped_column(Code(DatePrecision))
    date_text: Mapped[str | None]
    date_rule: Mapped[str | None]
    bounds_first: Mapped[date | None]
    bounds_last: Mapped[date | None]
    weekday: Mapped[int | None]
    target: Mapped[str | None]
    target_family: Mapped[str | None]
    attack: Mapped[str | None]
    target_actors: Mapped[tuple[str, ...]] = mapped_column(Words())
    speaker: Mapped[str | None]
    toll_scope: Mapped[TollScope] = mapped_column(Code(TollScope))
    events: Mapped[int]


def _value_arguments(records: str) -> tuple[SchemaItem | dict[str, bool], ...]:
    return (
        ForeignKeyConstraint(["record"], [f"{records}.id"]),
        code_check("date_precision", DatePrecision),
        code_check("toll_scope", TollScope),
        CheckConstraint("(bounds_first IS NULL) = (bounds_last IS NULL)", name="bounds_both"),
        order_check("bounds_first", "bounds_last"),
        range_check("weekday", 0, 6),
        floor_check("events"),
        _CLUSTERED,
    )


class PartRow(Schema):
    """One of the 0..n parts of a value row."""

    __abstract__ = True

    reference: Mapped[int] = mapped_column(primary_key=True)
    record: Mapped[int] = mapped_column(primary_key=True)


class OrderedPartRow(PartRow):
    __abstract__ = True

    ordinal: Mapped[int] = mapped_column(primary_key=True)


def _part_arguments(values: str, *items: SchemaItem) -> tuple[SchemaItem | dict[str, bool], ...]:
    whole = [f"{values}.reference", f"{values}.record"]
    return (ForeignKeyConstraint(["reference", "record"], whole, ondelete="CASCADE"), *items, _CLUSTERED)


class DateRow(OrderedPartRow):
    """Days that the record may mean: one interval, or several where the wording is ambiguous."""

    __abstract__ = True

    first_day: Mapped[date]
    last_day: Mapped[date]


class PlaceRow(OrderedPartRow):
    """One reading of a part of the place that the record names."""

    __abstract__ = True

    part: Mapped[int]
    weight: Mapped[float]
    name: Mapped[str]
    name_key: Mapped[str]
    place_class: Mapped[PlaceClass] = mapped_column(Code(PlaceClass))
    shape: Mapped[PlaceShape] = mapped_column(Code(PlaceShape))
    radius_km: Mapped[float]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    place_key: Mapped[str | None]
    """No foreign key: the shipped gazetteer is a file, and places of an old import may be gone."""
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    admin2: Mapped[str | None]
    axis_keys: Mapped[tuple[str, ...]] = mapped_column(Words())


def _place_checks() -> tuple[SchemaItem, ...]:
    return (
        code_check("place_class", PlaceClass),
        code_check("shape", PlaceShape),
        floor_check("part"),
        floor_check("radius_km"),
        range_check("weight", 0, 1),
        range_check("lat", -90, 90),
        range_check("lon", -180, 180),
    )


class TollRow(PartRow):
    __abstract__ = True

    side: Mapped[TollSide] = mapped_column(Code(TollSide), primary_key=True)
    harm: Mapped[Harm] = mapped_column(Code(Harm), primary_key=True)
    low: Mapped[int | None]
    high: Mapped[int | None]


def _toll_checks() -> tuple[SchemaItem, ...]:
    stated = CheckConstraint("low IS NOT NULL OR high IS NOT NULL", name="stated")
    return (
        code_check("side", TollSide),
        code_check("harm", Harm),
        stated,
        floor_check("low"),
        floor_check("high"),
        order_check("low", "high"),
    )


class IssueRow(OrderedPartRow):
    """Something found while the values were made."""

    __abstract__ = True

    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(Code(Severity))
    message: Mapped[str]
    file: Mapped[str | None]
    line: Mapped[int | None]
    field: Mapped[str | None]
    found: Mapped[str | None]
    record_id: Mapped[str | None]


class ClaimValueRow(ValueRow):
    __tablename__ = "claim_values"
    __table_args__ = _value_arguments("claims")


class ClaimDateRow(DateRow):
    __tablename__ = "claim_dates"
    __table_args__ = _part_arguments("claim_values", order_check("first_day", "last_day"))


class ClaimPlaceRow(PlaceRow):
    __tablename__ = "claim_places"
    __table_args__ = _part_arguments("claim_values", *_place_checks())


class ClaimTollRow(TollRow):
    __tablename__ = "claim_tolls"
    __table_args__ = _part_arguments("claim_values", *_toll_checks())


class ClaimIssueRow(IssueRow):
    __tablename__ = "claim_issues"
    __table_args__ = _part_arguments("claim_values", code_check("severity", Severity))


class StatementValueRow(ValueRow):
    __tablename__ = "statement_values"
    __table_args__ = _value_arguments("statements")


class StatementDateRow(DateRow):
    __tablename__ = "statement_dates"
    __table_args__ = _part_arguments("statement_values", order_check("first_day", "last_day"))


class StatementPlaceRow(PlaceRow):
    __tablename__ = "statement_places"
    __table_args__ = _part_arguments("statement_values", *_place_checks())


class StatementTollRow(TollRow):
    __tablename__ = "statement_tolls"
    __table_args__ = _part_arguments("statement_values", *_toll_checks())


class StatementIssueRow(IssueRow):
    __tablename__ = "statement_issues"
    __table_args__ = _part_arguments("statement_values", code_check("severity", Severity))


VALUE_ROWS: dict[RecordKind, type[ValueRow]] = {
    RecordKind.CLAIM: ClaimValueRow,
    RecordKind.STATEMENT: StatementValueRow,
}
DATE_ROWS: dict[RecordKind, type[DateRow]] = {
    RecordKind.CLAIM: ClaimDateRow,
    RecordKind.STATEMENT: StatementDateRow,
}
PLACE_ROWS: dict[RecordKind, type[PlaceRow]] = {
    RecordKind.CLAIM: ClaimPlaceRow,
    RecordKind.STATEMENT: StatementPlaceRow,
}
TOLL_ROWS: dict[RecordKind, type[TollRow]] = {
    RecordKind.CLAIM: ClaimTollRow,
    RecordKind.STATEMENT: StatementTollRow,
}
ISSUE_ROWS: dict[RecordKind, type[IssueRow]] = {
    RecordKind.CLAIM: ClaimIssueRow,
    RecordKind.STATEMENT: StatementIssueRow,
}
