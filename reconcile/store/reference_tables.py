"""Tables of reference data: states by digest, sources, actors, gazetteers with their places, coverage."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from reconcile.domain.places import PlaceClass
from reconcile.domain.sources import CoverageBasis, IssuerRole, SourceKind
from reconcile.store.column_types import Code, Words
from reconcile.store.record_tables import DIGEST
from reconcile.store.schema import Schema, code_check, floor_check, order_check, range_check

_WITHOUT_BATCH = text("batch IS NULL")
"""Two rows without a batch are never the same to a constraint: empty columns are equal to nothing."""


class ReferenceKind(StrEnum):
    """What a digest of reference data stands for."""

    VALUES = "values"
    """Everything that normalised values depend on."""
    SOURCES = "sources"
    ACTORS = "actors"


class ReferenceStateRow(Schema):
    """One state of reference data. Old states stay, because past runs used them."""

    __tablename__ = "reference_states"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[ReferenceKind] = mapped_column(Code(ReferenceKind))
    digest: Mapped[str] = mapped_column(DIGEST)

    __table_args__ = (UniqueConstraint("kind", "digest"), code_check("kind", ReferenceKind))


class SourceRow(Schema):
    __tablename__ = "sources"

    state: Mapped[int] = mapped_column(ForeignKey("reference_states.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    name: Mapped[str]
    kind: Mapped[SourceKind] = mapped_column(Code(SourceKind))
    country: Mapped[str | None]
    role: Mapped[IssuerRole] = mapped_column(Code(IssuerRole))
    window_days: Mapped[int | None]
    never_comments_on: Mapped[tuple[str, ...]] = mapped_column(Words())

    __table_args__ = (
        UniqueConstraint("state", "key"),
        code_check("kind", SourceKind),
        code_check("role", IssuerRole),
        floor_check("window_days"),
    )


class SourceNameRow(Schema):
    __tablename__ = "source_names"

    state: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["state", "source"], ["sources.state", "sources.ordinal"]),)


class SourceActorRow(Schema):
    """An actor that a source speaks for."""

    __tablename__ = "source_actors"

    state: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[int] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["state", "source"], ["sources.state", "sources.ordinal"]),)


class ActorRow(Schema):
    __tablename__ = "actors"

    state: Mapped[int] = mapped_column(ForeignKey("reference_states.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str]
    kind: Mapped[str]
    country: Mapped[str | None]


class ActorNameRow(Schema):
    __tablename__ = "actor_names"

    state: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    __table_args__ = (ForeignKeyConstraint(["state", "actor"], ["actors.state", "actors.code"]),)


class ActorUmbrellaRow(Schema):
    """An actor that this one belongs to, and since when until when (open where not known)."""

    __tablename__ = "actor_umbrellas"

    state: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    umbrella: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(["state", "actor"], ["actors.state", "actors.code"]),
        ForeignKeyConstraint(["state", "umbrella"], ["actors.state", "actors.code"]),
        order_check("valid_from", "valid_to"),
    )


class CoverageRow(Schema):
    """That a source was collected for some days. Only added to, so a run remembers the last row it saw; a declared span
    is tied to a batch when it is taken back with it, which runs that see the batch do not notice.

    The source is the key that people declare, without foreign key: the source table is a file that people edit.
    """

    __tablename__ = "coverage"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    basis: Mapped[CoverageBasis] = mapped_column(Code(CoverageBasis))
    note: Mapped[str | None]
    batch: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    """The batch that shows an inferred day, or with which a declared span was taken back. None: declared and in force;
    or inferred before days were tied to batches, and then only for the runs of that time."""

    __table_args__ = (
        UniqueConstraint("source", "first_day", "last_day", "basis", "batch"),
        Index(
            "uq_coverage_without_batch",
            *("source", "first_day", "last_day", "basis"),
            unique=True,
            sqlite_where=_WITHOUT_BATCH,
            postgresql_where=_WITHOUT_BATCH,
        ),
        code_check("basis", CoverageBasis),
        order_check("first_day", "last_day"),
    )


class GazetteerRow(Schema):
    __tablename__ = "gazetteers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    licence: Mapped[str]
    file_digest: Mapped[str] = mapped_column(DIGEST)
    imported_at: Mapped[datetime]
    places: Mapped[int]

    __table_args__ = (floor_check("places"),)


class GazetteerPlaceRow(Schema):
    __tablename__ = "places"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gazetteer: Mapped[int] = mapped_column(ForeignKey("gazetteers.id"))
    key: Mapped[str]
    name: Mapped[str]
    place_class: Mapped[PlaceClass] = mapped_column(Code(PlaceClass), index=True)
    country: Mapped[str]
    admin1: Mapped[str | None]
    admin2: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    radius_km: Mapped[float]
    population: Mapped[int | None]
    source: Mapped[str]

    __table_args__ = (
        UniqueConstraint("gazetteer", "key"),
        code_check("place_class", PlaceClass),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="both_coordinates"),
        range_check("lat", -90, 90),
        range_check("lon", -180, 180),
        floor_check("radius_km"),
        floor_check("population"),
    )


class PlaceNameRow(Schema):
    """One spelling of a place; ordinal 0 is its name, the others its further names."""

    __tablename__ = "place_names"

    place: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    skeleton: Mapped[str] = mapped_column(index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)
