"""What normalising reads of a record: half of what a record has fields for, so that hundreds of thousands can be read.

Names are those of the contract, so that what reads records reads these too. Tuples, since they are made in a fraction
of the time that frozen dataclasses take.
"""

from datetime import date
from typing import NamedTuple

from reconcile.domain.records import DatePrecision, Record, TollScope


class WrittenClaim(NamedTuple):
    """Fields of a claim."""

    id: str
    claimant: str
    published: str | None
    reported: str | None
    event_date: str | None
    event_date_start: date | None
    event_date_end: date | None
    date_precision: DatePrecision | None
    date_text: str | None
    language: str | None
    country: str | None
    admin1: str | None
    place: str | None
    lat: float | None
    lon: float | None
    attack_type: str | None
    target_type: str | None
    target_actor: str | None
    events: int | None
    toll_scope: TollScope | None
    killed_min: int | None
    killed_max: int | None
    wounded_min: int | None
    wounded_max: int | None
    own_killed_min: int | None
    own_killed_max: int | None

    @property
    def speaker(self) -> str:
        return self.claimant


class WrittenStatement(NamedTuple):
    """Fields of a statement."""

    id: str
    issuer: str
    published: str | None
    reported: str | None
    event_date: str | None
    event_date_start: date | None
    event_date_end: date | None
    date_precision: DatePrecision | None
    date_text: str | None
    language: str | None
    country: str | None
    admin1: str | None
    place: str | None
    lat: float | None
    lon: float | None
    attack_type: str | None
    target_type: str | None
    target_actor: str | None
    events: int | None
    toll_scope: TollScope | None
    own_killed_min: int | None
    own_killed_max: int | None
    own_wounded_min: int | None
    own_wounded_max: int | None
    civilians_killed_min: int | None
    civilians_killed_max: int | None
    civilians_wounded_min: int | None
    civilians_wounded_max: int | None
    attackers_killed_min: int | None
    attackers_killed_max: int | None
    attackers_wounded_min: int | None
    attackers_wounded_max: int | None

    @property
    def speaker(self) -> str:
        return self.issuer


Written = Record | WrittenClaim | WrittenStatement
"""Whatever normalising can read."""
