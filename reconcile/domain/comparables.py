"""What was made of one record version: values that can be compared, beside what was written."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Generic, TypeVar

from reconcile.domain.dates import EventDate
from reconcile.domain.issues import Issue
from reconcile.domain.light_values import light_value
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import ClaimRecord, StatementRecord, TollScope
from reconcile.domain.tolls import CountRange, Harm, TollSide


@light_value(frozen=True, slots=True, kw_only=True)
class Comparable:
    """The comparable values of one record version, made with one state of the reference data."""

    country: str | None
    date: EventDate
    places: tuple[PlaceCandidate, ...]
    target: str | None
    """Code of the target taxonomy; None: not stated or not understood."""
    target_family: str | None
    attack: str | None
    """Code of the attack taxonomy."""
    target_actors: tuple[str, ...]
    """Codes of the actors hit, sorted; empty: not stated or not understood."""
    speaker: str | None
    """Code of the claimant in the actor table, or key of the issuer in the source table; None: unknown there."""
    tolls: Mapping[tuple[TollSide, Harm], CountRange] = field(default_factory=dict)
    """For a claim, `own` holds the losses it says it inflicted, `attackers` its own losses."""
    toll_scope: TollScope = TollScope.EVENT
    events: int = 1
    issues: tuple[Issue, ...] = ()


R = TypeVar("R", ClaimRecord, StatementRecord)


@light_value(frozen=True, slots=True, kw_only=True)
class RecordVersion(Generic[R]):
    """One version of one record as the store keeps it."""

    row: int
    """Primary key of the version in the store."""
    version: int
    """Counted from 1 per record id."""
    digest: str
    known_from: datetime
    """Instant (UTC) from which it was known."""
    record: R
    erased: Mapping[str, datetime] = field(default_factory=dict)
    """By name of the field: when its content was erased; it reads as not stated."""


@light_value(frozen=True, slots=True, kw_only=True)
class Account(Generic[R]):
    """A record version and what was made of it: what verdict and report read."""

    version: RecordVersion[R]
    values: Comparable

    @property
    def record(self) -> R:
        return self.version.record

    @property
    def id(self) -> str:
        return self.version.record.id


ClaimAccount = Account[ClaimRecord]
StatementAccount = Account[StatementRecord]
