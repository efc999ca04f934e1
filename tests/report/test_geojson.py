"""The map data, read as JSON and held against RFC 7946."""

import json
import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from reconcile.domain.outcomes import Outcome
from reconcile.domain.places import PlaceClass
from reconcile.domain.spheres import great_circle_km
from reconcile.report import export_geojson
from tests.report.building import BORDER, GOURMA, HOMBORI, SEGOU, UNKNOWN, Made
from tests.report.test_hostile import PAYLOADS, poisoned


def features(outcome: Outcome) -> dict[str, Any]:
    told = json.loads(export_geojson(outcome))
    assert told["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in told["features"]}


def placed(made: Made, *places: object) -> Any:
    """The feature of the first claim, were it placed so."""
    account = made.outcome.claims[0]
    moved = replace(account, values=replace(account.values, places=places))  # type: ignore[arg-type]
    outcome = replace(made.outcome, claims=(moved, *made.outcome.claims[1:]))
    return features(outcome)[f"claim:{account.id}"]


def test_every_claim_and_statement_is_there_once(made: Made) -> None:
    told = json.loads(export_geojson(made.outcome))
    ids = [feature["id"] for feature in told["features"]]
    claims = sorted(f"claim:{claim.id}" for claim in made.outcome.claims)
    statements = sorted(f"statement:{one.id}" for one in made.outcome.statements)
    assert ids == claims + statements
    assert told["run"]["id"] == made.outcome.run.key
    for feature in told["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties"} <= set(feature)
        assert {"radius_km", "precision"} <= set(feature["properties"])


def test_a_village_is_a_point_with_its_radius(made: Made) -> None:
    feature = placed(made, GOURMA)
    assert feature["geometry"] == {"type": "Point", "coordinates": [-1.924, 16.88]}
    assert (feature["properties"]["precision"], feature["properties"]["radius_km"]) == ("local", 5.0)


def test_several_villages_are_several_points(made: Made) -> None:
    feature = placed(made, GOURMA, replace(HOMBORI, part=1, radius_km=25.0))
    assert feature["geometry"] == {"type": "MultiPoint", "coordinates": [[-1.924, 16.88], [-1.7, 15.28]]}
    assert feature["properties"]["radius_km"] == 25.0


def test_a_district_is_a_ring_as_wide_as_it_may_be(made: Made) -> None:
    feature = placed(made, BORDER)
    (ring,) = feature["geometry"]["coordinates"]
    assert feature["geometry"]["type"] == "Polygon"
    assert ring[0] == ring[-1]
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert area > 0  # counter-clockwise
    for lon, lat in ring:
        assert math.isclose(great_circle_km(BORDER.lat or 0, BORDER.lon or 0, lat, lon), 90.0, rel_tol=0.02)


@pytest.mark.parametrize("wide", [PlaceClass.REGION, PlaceClass.WIDER])
def test_a_region_is_no_point(made: Made, wide: PlaceClass) -> None:
    feature = placed(made, replace(SEGOU, place_class=wide))
    assert feature["geometry"] is None
    assert (feature["properties"]["precision"], feature["properties"]["radius_km"]) == (wide.value, 170.0)


def test_an_unknown_place_is_no_point(made: Made) -> None:
    assert placed(made, UNKNOWN)["geometry"] is None
    bare = placed(made)
    assert (bare["geometry"], bare["properties"]["precision"], bare["properties"]["radius_km"]) == (None, None, None)


@pytest.mark.parametrize(("lat", "lon"), [(89.9, 0.0), (10.0, 179.9), (10.0, -179.9)])
def test_a_ring_over_the_edge_of_the_map_is_left_out(made: Made, lat: float, lon: float) -> None:
    feature = placed(made, replace(BORDER, lat=lat, lon=lon))
    assert feature["geometry"] is None
    assert feature["properties"]["radius_km"] == 90.0


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_texts_of_records_are_harmless(made: Made, payload: str) -> None:
    content = export_geojson(poisoned(made.outcome, payload))
    assert content.isascii()
    for feature in json.loads(content)["features"]:
        told = {name: value for name, value in feature["properties"].items() if name in ("place", "reason", "issuer")}
        assert "http://" not in str(told)
        assert not set("\u202e\u2066\x1b\u2028") & set(str(told))


def test_no_text_and_no_name_of_a_person_leaves(made: Made) -> None:
    account = made.outcome.claims[0]
    record = replace(account.record, persons="Jane Q. Captive", text="Original words", translation="Translated words")
    changed = replace(account, version=replace(account.version, record=record))
    content = export_geojson(replace(made.outcome, claims=(changed, *made.outcome.claims[1:])))
    assert b"Captive" not in content
    assert b" words" not in content
