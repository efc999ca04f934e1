"""The results as GeoJSON (RFC 7946): one feature per claim and per statement, no point where none is known."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reconcile.domain.cleantext import defanged
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.instants import iso_instant
from reconcile.domain.outcomes import Finding, Outcome
from reconcile.domain.places import PlaceCandidate, PlaceClass
from reconcile.report import readings
from reconcile.report.exports.tree import erased
from reconcile.report.figures.projection import KM_PER_DEGREE

DEGREE_DIGITS = 5
KM_DIGITS = 1
CORNERS = 48
"""Of the ring that stands for a district."""

Json = str | int | float | None | list["Json"] | dict[str, "Json"]
Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """What is known of a place, and the shape that stands for it."""

    geometry: dict[str, Json] | None
    precision: str | None
    radius_km: float | None


def export_geojson(outcome: Outcome) -> bytes:
    """Claims, then statements, each by id in code-point order; `radius_km` and `precision` among the properties.

    A village or base is a point (several places: a multi-point) with its radius, a district a ring as wide as it may
    be. Where only a region or a wider area is known, or no position at all, the geometry is null: a point in the
    middle of a region would say more than anybody said.
    """
    run, answered = outcome.run, outcome.answered_claims
    findings = {finding.claim: finding for finding in outcome.findings}
    claims = [_claim(one, findings[one.id]) for one in sorted(outcome.claims, key=lambda one: one.id)]
    statements = [_statement(one, answered[one.id]) for one in sorted(outcome.statements, key=lambda one: one.id)]
    told = {
        "type": "FeatureCollection",
        "run": {"id": run.key, "as_of": iso_instant(run.as_of), "program": run.program, "model": run.model},
        "features": [*claims, *statements],
    }
    return (json.dumps(told, indent=1, allow_nan=False) + "\n").encode("ascii")


def _claim(account: ClaimAccount, finding: Finding) -> Json:
    told: dict[str, Json] = {
        "claimant": _text(account.record.claimant),
        "flag": None if finding.flag is None else finding.flag.value,
        "status": finding.status.value,
        "stance": None if finding.stance is None else finding.stance.value,
        "reason": _text(finding.reason),
        "statements": _ids(pair.statement for pair in finding.links),
    }
    return _feature("claim", account, told)


def _statement(account: StatementAccount, claims: tuple[str, ...]) -> Json:
    record = account.record
    told: dict[str, Json] = {
        "issuer": _text(record.issuer),
        "stance": None if record.stance is None else record.stance.value,
        "denies": _ids(sorted(thing.value for thing in record.denies)),
        "claims": _ids(claims),
    }
    return _feature("statement", account, told)


def _feature(kind: str, account: Either, told: Mapping[str, Json]) -> Json:
    where, span = _where(account), account.values.date.span
    return {
        "type": "Feature",
        "id": f"{kind}:{account.id}",
        "geometry": where.geometry,
        "properties": {
            "kind": kind,
            "id": account.id,
            "version": account.version.version,
            **told,
            "event_first": None if span is None else span.start.isoformat(),
            "event_last": None if span is None else span.end.isoformat(),
            "date_precision": account.values.date.precision.value,
            "published": account.record.published,
            "country": account.values.country,
            "admin1": _text(account.record.admin1),
            "place": _text(account.record.place),
            "precision": where.precision,
            "radius_km": where.radius_km,
            "erased": dict(erased(account)),
        },
    }


def _ids(ids: Iterable[str]) -> Json:
    return list(ids)


def _text(text: str | None) -> str | None:
    return None if text is None else defanged(text)


def _where(account: Either) -> _Where:
    located = readings.located(account)
    local = [place for place in located if place.place_class is PlaceClass.LOCAL]
    district = [place for place in located if place.place_class is PlaceClass.DISTRICT]
    named = local or district or list(located) or list(account.values.places)
    if not named:
        return _Where(geometry=None, precision=None, radius_km=None)
    return _Where(
        geometry=_points(local) if local else _ring(district[0]) if district else None,
        precision=named[0].place_class.value,
        radius_km=round(max(place.radius_km for place in (local or named[:1])), KM_DIGITS),
    )


def _points(places: list[PlaceCandidate]) -> dict[str, Json] | None:
    at: list[Json] = [
        [round(place.lon, DEGREE_DIGITS), round(place.lat, DEGREE_DIGITS)]
        for place in places
        if place.lat is not None and place.lon is not None
    ]
    return {"type": "Point", "coordinates": at[0]} if len(at) == 1 else {"type": "MultiPoint", "coordinates": at}


def _ring(place: PlaceCandidate) -> dict[str, Json] | None:
    """Counter-clockwise and closed; None where it would reach over a pole or the 180th meridian."""
    if place.lat is None or place.lon is None:
        return None
    high = place.radius_km / KM_PER_DEGREE
    if abs(place.lat) + high >= 90.0:
        return None
    wide = high / math.cos(math.radians(place.lat))
    if abs(place.lon) + wide >= 180.0:
        return None
    turns = [2 * math.pi * number / CORNERS for number in range(CORNERS)]
    ring: list[Json] = [
        [
            round(place.lon + wide * math.cos(turn), DEGREE_DIGITS),
            round(place.lat + high * math.sin(turn), DEGREE_DIGITS),
        ]
        for turn in turns
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
