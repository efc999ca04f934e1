"""Accounts made by hand, for tests of the verdict room."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from reconcile.domain.comparables import Account, ClaimAccount, Comparable, RecordVersion, StatementAccount
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.outcomes import PairRole, ScoredPair
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import ClaimRecord, DatePrecision, StatementRecord
from reconcile.domain.tolls import CountRange, Harm, TollSide

KNOWN = datetime(2017, 4, 18, 20, tzinfo=UTC)


def days(first: str, last: str | None = None, precision: DatePrecision = DatePrecision.DAY) -> EventDate:
    interval = DateInterval(date.fromisoformat(first), date.fromisoformat(last or first))
    return EventDate(intervals=(interval,), precision=precision)


def spot(name: str = "tessalit", **more: Any) -> PlaceCandidate:
    told: dict[str, Any] = {
        "part": 0,
        "weight": 1.0,
        "name": name.title(),
        "name_key": name,
        "place_class": PlaceClass.LOCAL,
        "shape": PlaceShape.POINT,
        "radius_km": 5.0,
        "country": "ML",
    }
    return PlaceCandidate(**told | more)


def values(**more: Any) -> Comparable:
    told: dict[str, Any] = {
        "country": "ML",
        "date": days("2017-04-18"),
        "places": (spot(lat=20.2, lon=1.01),),
        "target": "convoy",
        "target_family": "convoy",
        "attack": "ied",
        "target_actors": ("UN_MINUSMA",),
        "speaker": None,
    }
    return Comparable(**told | more)


def claim(row: int = 1, written: dict[str, Any] | None = None, **made: Any) -> ClaimAccount:
    told: dict[str, Any] = {"id": f"c{row}", "claimant": "JNIM", "country": "ML", "place": "near Tessalit"}
    told |= {"target_type": "convoy", "target_actor": "MINUSMA"}
    record = ClaimRecord(**told | (written or {}))
    return Account(
        version=RecordVersion(row=row, version=1, digest="0" * 64, known_from=KNOWN, record=record),
        values=values(**made),
    )


def statement(row: int = 1, written: dict[str, Any] | None = None, **made: Any) -> StatementAccount:
    told: dict[str, Any] = {"id": f"s{row}", "issuer": "MINUSMA", "country": "ML", "place": "30 km south of Tessalit"}
    told |= {"target_type": "convoy", "target_actor": "MINUSMA convoy"}
    record = StatementRecord(**told | (written or {}))
    return Account(
        version=RecordVersion(row=row, version=1, digest="1" * 64, known_from=KNOWN, record=record),
        values=values(**made),
    )


def killed(low: int | None, high: int | None = None, side: TollSide = TollSide.OWN) -> dict[Any, CountRange]:
    return {(side, Harm.KILLED): CountRange(low, high)}


def linked(claim_row: int = 1, statement_row: int = 1, **more: Any) -> ScoredPair:
    base = ScoredPair(
        claim_row=claim_row,
        statement_row=statement_row,
        role=PairRole.LINKED,
        weight=9.0,
        margin=None,
        scores=(),
        distance_km=None,
        days_apart=0,
    )
    return replace(base, **more)
