"""The edition anybody may read: districts instead of places, no original words, no names of persons.

What must not go out is taken out of the values before any page is made, so that no map, attribute, export or forgotten
field can show it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from reconcile.domain.cleantext import quoted
from reconcile.domain.comparables import Account, Comparable
from reconcile.domain.issues import Issue
from reconcile.domain.names import name_key
from reconcile.domain.outcomes import Facet, FacetFinding, FacetResult, Finding, Outcome, Pair
from reconcile.domain.places import GazetteerPlace, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import ClaimRecord, StatementRecord

R = TypeVar("R", ClaimRecord, StatementRecord)

_DISTANCE = re.compile(r"its place lies [0-9][0-9,.]* km from the one claimed")
NO_DISTANCE = "its place lies too far from the one claimed"
WITHHELD = "Not shown in the public edition."
WITHHELD_PLACE = "place not shown"
_TAKEN_OUT = (
    "document", "event_date", "date_text", "place", "lat", "lon", "attack_type", "target_type", "target_actor",
    "summary", "text", "language", "translation", "persons",
)  # fmt: skip
"""Fields that hold words of the text, places finer than a district, or names."""
_OF_CLAIMS = ("url", "archive_url", "captured")
"""Of claims besides: no way to militant media goes out, and what was captured is told in the group's words."""
_COMPARED = {
    Facet.PLACE: {
        FacetResult.AGREES: "{a} and {b} name places that fit together.",
        FacetResult.COARSER: "{a} and {b} name places of which one is less exact than the other.",
        FacetResult.DIFFERS: "{a} and {b} name places that do not fit together.",
        FacetResult.NOT_STATED: "{a} and {b} name no two places that can be compared.",
    },
    Facet.TARGET: {
        FacetResult.AGREES: "{a} and {b} name targets that fit together.",
        FacetResult.COARSER: "{a} and {b} name targets of which one is less exact than the other.",
        FacetResult.DIFFERS: "{a} and {b} name targets that do not fit together.",
        FacetResult.NOT_STATED: "{a} and {b} name no two targets that can be compared.",
    },
}


def public_outcome(outcome: Outcome, units: Mapping[str, GazetteerPlace]) -> Outcome:
    """The outcome for the public edition; `units` are districts and regions by key."""
    speakers = {one.id: one.record.speaker for one in outcome.claims}
    issuers = {one.id: one.record.speaker for one in outcome.statements}
    return replace(
        outcome,
        claims=public_accounts(outcome.claims, units),
        statements=public_accounts(outcome.statements, units),
        findings=tuple(_finding(finding, speakers, issuers) for finding in outcome.findings),
        issues=tuple(_issue(issue) for issue in outcome.issues),
        decisions=(),
    )


def public_accounts(accounts: Iterable[Account[R]], units: Mapping[str, GazetteerPlace]) -> tuple[Account[R], ...]:
    return tuple(
        replace(
            one,
            version=replace(one.version, record=_record(one.version.record)),
            values=_values(one.values, units),
        )
        for one in accounts
    )


def _record(record: R) -> R:
    gone: dict[str, Any] = dict.fromkeys(_TAKEN_OUT)
    if isinstance(record, ClaimRecord):
        gone |= dict.fromkeys(_OF_CLAIMS)
    return replace(record, extra={}, **gone)


def _values(values: Comparable, units: Mapping[str, GazetteerPlace]) -> Comparable:
    return replace(
        values,
        date=replace(values.date, text=None, rule=None),
        places=_merged([_candidate(place, units) for place in values.places]),
        issues=tuple(_issue(issue) for issue in values.issues),
    )


def _candidate(place: PlaceCandidate, units: Mapping[str, GazetteerPlace]) -> PlaceCandidate:
    """The district it lies in, else the region, else no position at all; what is wider than that stays.

    A district goes out by name alone: gazetteers place it at its chief town, and an event in the town would be drawn
    where it is said to have been.
    """
    wide = place.place_class in (PlaceClass.REGION, PlaceClass.WIDER) and place.shape is not PlaceShape.COORDINATES
    if wide:
        return place
    unit = units.get(place.admin2 or "") or units.get(place.admin1 or "")
    if unit is None:
        return replace(
            place,
            name=WITHHELD_PLACE,
            name_key="",
            place_class=PlaceClass.WIDER,
            shape=PlaceShape.UNIT,
            lat=None,
            lon=None,
            place_key=None,
            axis_keys=(),
        )
    return replace(
        place,
        name=unit.name,
        name_key=name_key(unit.name),
        place_class=unit.place_class,
        shape=PlaceShape.UNIT,
        radius_km=unit.radius_km,
        lat=None if unit.place_class is PlaceClass.DISTRICT else unit.lat,
        lon=None if unit.place_class is PlaceClass.DISTRICT else unit.lon,
        place_key=unit.key,
        country=unit.country,
        admin1=unit.admin1,
        admin2=unit.admin2,
        axis_keys=(),
    )


def _merged(places: Sequence[PlaceCandidate]) -> tuple[PlaceCandidate, ...]:
    """Readings that are one district are one reading."""
    found: dict[tuple[int, str, str | None], PlaceCandidate] = {}
    for place in places:
        at = place.part, place.name, place.place_key
        held = found.get(at)
        found[at] = place if held is None else replace(held, weight=held.weight + place.weight)
    return tuple(found.values())


def _finding(finding: Finding, claimants: Mapping[str, str], issuers: Mapping[str, str]) -> Finding:
    return replace(
        finding,
        reason=_without_distance(finding.reason),
        pairs=tuple(_pair(pair, claimants[pair.claim], issuers[pair.statement]) for pair in finding.pairs),
    )


def _pair(pair: Pair, claimant: str, issuer: str) -> Pair:
    return replace(
        pair,
        scored=replace(pair.scored, distance_km=None),
        facets={facet: _facet(found, claimant, issuer) for facet, found in pair.facets.items()},
        sentence=_without_distance(pair.sentence),
    )


def _facet(found: FacetFinding, claimant: str, issuer: str) -> FacetFinding:
    told = _COMPARED.get(found.facet)
    if told is None:
        return found
    sentence = told[found.result].format(a=quoted(claimant), b=quoted(issuer))
    return replace(found, claim_says=None, statement_says=None, sentence=sentence)


def _without_distance(sentence: str) -> str:
    return _DISTANCE.sub(NO_DISTANCE, sentence)


def _issue(issue: Issue) -> Issue:
    """That there is an issue goes out; what was found, and in which file, does not."""
    return replace(issue, message=WITHHELD, found=None, file=None, line=None)
