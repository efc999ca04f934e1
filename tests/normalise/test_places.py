"""Places: the cases of tests/cases/places.toml, and what holds for every text."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reconcile.domain.gazetteer import NamedPlaces, PlaceQuery
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import LOCAL_LIMIT_KM, GazetteerPlace, PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import ClaimRecord
from reconcile.grammar.geodesy import distance_km
from reconcile.grammar.lookup import MOST_HOMONYMS, Finder, same_spelling
from reconcile.grammar.place_words import place_words
from reconcile.normalise.place_grammar import LONGEST, SegmentKind, read_place
from reconcile.normalise.places import place_candidates, place_query, place_wording

CASES = Path(__file__).parent.parent / "cases" / "places.toml"
WRITTEN = tomllib.loads(CASES.read_text(encoding="utf-8"))
MADE_FROM = {"r:menaka": "r:gao"}


def gazetteer_place(row: dict[str, Any]) -> GazetteerPlace:
    place_class = PlaceClass(row.get("class", "local"))
    lat, lon = row.get("at", (None, None))
    return GazetteerPlace(
        key=row["key"],
        name=row["name"],
        names=tuple(row.get("names", ())),
        place_class=place_class,
        country=row["country"],
        admin1=row["key"] if place_class is PlaceClass.REGION else row.get("admin1"),
        admin2=row["key"] if place_class is PlaceClass.DISTRICT else row.get("admin2"),
        lat=lat,
        lon=lon,
        radius_km=row.get("radius", 5.0),
        population=row.get("population"),
        source="cases",
    )


PLACES = tuple(gazetteer_place(row) for row in WRITTEN["gazetteer"])


def fetched(query: PlaceQuery) -> NamedPlaces:
    """What a store would return: nothing that was not asked for."""
    by_key: dict[str, list[GazetteerPlace]] = {}
    by_skeleton: dict[str, list[GazetteerPlace]] = {}
    for place in PLACES:
        names = (place.name, *place.names)
        for key in {name_key(name) for name in names} & query.keys:
            by_key.setdefault(key, []).append(place)
        for bones in {skeleton(name) for name in names} & query.skeletons:
            by_skeleton.setdefault(bones, []).append(place)
    return NamedPlaces(
        by_key={key: tuple(found) for key, found in by_key.items()},
        by_skeleton={bones: tuple(found) for bones, found in by_skeleton.items()},
    )


def claim(**fields: Any) -> ClaimRecord:
    return ClaimRecord(id="c1", claimant="JNIM", **fields)


def read(record: ClaimRecord) -> tuple[tuple[PlaceCandidate, ...], list[str]]:
    found, issues = place_candidates(record, Finder(fetched(place_query([place_wording(record)])), MADE_FROM), {})
    return found, sorted(issue.code for issue in issues)


def shown(case: dict[str, Any]) -> str:
    return " | ".join(str(case.get(name, "-")) for name in ("place", "country", "admin1", "lat", "target_actor"))


@pytest.mark.parametrize("case", WRITTEN["case"], ids=shown)
def test_case(case: dict[str, Any]) -> None:
    fields = {name: case[name] for name in ("place", "country", "admin1", "lat", "lon", "target_actor") if name in case}
    found, issues = read(claim(**fields))
    assert len(found) == len(case["expect"]), found
    for candidate, expected in zip(found, case["expect"], strict=True):
        assert_is(candidate, expected)
    assert issues == sorted(case.get("issues", []))


def assert_is(candidate: PlaceCandidate, expected: dict[str, Any]) -> None:
    told = {
        "name": candidate.name,
        "class": candidate.place_class.value,
        "shape": candidate.shape.value,
        "key": candidate.place_key or "",
        "part": candidate.part,
        "weight": candidate.weight,
        "admin1": candidate.admin1 or "",
        "admin2": candidate.admin2,
        "axis": list(candidate.axis_keys),
    }
    plain = {name: value for name, value in expected.items() if name not in ("radius", "at")}
    assert {name: told[name] for name in plain} == plain
    if "radius" in expected:
        assert candidate.radius_km == pytest.approx(expected["radius"], abs=0.5)
    if "at" in expected:
        assert candidate.lat is not None
        assert candidate.lon is not None
        assert distance_km((candidate.lat, candidate.lon), tuple(expected["at"])) < 3


WORDS = sorted(
    {
        *(place["name"] for place in WRITTEN["gazetteer"]),
        *place_words().nearness,
        *place_words().sites,
        *place_words().areas,
        *place_words().units,
        *place_words().bearings,
        *place_words().between,
        *place_words().roads,
        *place_words().conjunctions,
        *(
            "30 km",
            "one mile",
            "of",
            "from",
            ",",
            "(",
            ")",
            "-",
            "/",
            "towards",
            "border",
            "apart",
            "Nowhere",
            "ميناكا",
        ),
    }
)
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join) | st.text(min_size=1, max_size=80)
REGIONS = st.sampled_from([None, "Kidal", "Gao region", "Nowhere", "", "-"])
COUNTRIES = st.sampled_from([None, "ML", "NE", "PH"])
POINTS = st.sampled_from([(None, None), (16.9, -1.9), (90.0, 180.0), (-90.0, -180.0), (0.0, 0.0)])


@given(TEXTS, COUNTRIES, REGIONS, POINTS)
@example("and and and", "ML", None, (None, None))
@example("between and", "ML", None, (None, None))
@example("30 km of", None, None, (None, None))
@example("Gao and Kidal and Bamba", "ML", "Kidal", (16.9, -1.9))
@example("the", "ML", "-", (None, None))
def test_every_text_gives_sound_candidates(
    text: str, country: str | None, region: str | None, point: tuple[float | None, float | None]
) -> None:
    record = claim(place=text, country=country, admin1=region, lat=point[0], lon=point[1])
    found, issues = read(record)
    assert (found, issues) == read(record)
    assert [candidate.part for candidate in found] == sorted(candidate.part for candidate in found)
    for part in {candidate.part for candidate in found}:
        weights = [candidate.weight for candidate in found if candidate.part == part]
        assert sum(weights) == pytest.approx(1.0, abs=1e-9)
        assert 1 <= len(weights) <= MOST_HOMONYMS
        assert weights == sorted(weights, reverse=True)
        assert min(weights) > 0
    for candidate in found:
        assert_sound(candidate)


def assert_sound(candidate: PlaceCandidate) -> None:
    assert candidate.radius_km > 0
    assert (candidate.lat is None) == (candidate.lon is None)
    assert candidate.lat is None or -90 <= candidate.lat <= 90
    assert candidate.lon is None or -180 <= candidate.lon <= 180
    assert (candidate.shape is PlaceShape.AXIS) <= (len(candidate.axis_keys) == 2)
    assert list(candidate.axis_keys) == sorted(candidate.axis_keys)
    if candidate.place_class is PlaceClass.LOCAL:
        assert candidate.radius_km <= LOCAL_LIMIT_KM


@given(TEXTS)
def test_everything_looked_up_was_asked_for(text: str) -> None:
    """A store that returns more than was asked for changes nothing."""
    record = claim(place=text, country="ML", admin1="Kidal")
    everything = PlaceQuery(
        keys=frozenset(name_key(name) for place in PLACES for name in (place.name, *place.names)),
        skeletons=frozenset(skeleton(name) for place in PLACES for name in (place.name, *place.names)),
    )
    assert read(record)[0] == place_candidates(record, Finder(fetched(everything), MADE_FROM), {})[0]


@pytest.mark.parametrize(
    "text",
    ["near " * 20_000, "(" * 100_000, "a-" * 50_000 + " axis", "Gao and " * 12_500, "1 km of " * 12_500, "é" * 100_000],
    ids=lambda text: text[:10],
)
def test_a_hostile_text_is_read_only_at_its_beginning(text: str) -> None:
    found, issues = read(claim(place=text, country="ML"))
    assert "place-shortened" in issues
    assert found == read(claim(place=text[:LONGEST], country="ML"))[0]
    assert len(list(read_place(text).names())) < 300


def test_a_text_of_the_longest_length_is_read_whole() -> None:
    assert not read_place("x" * LONGEST).shortened
    assert read_place("x" * (LONGEST + 1)).shortened


@pytest.mark.parametrize(("first", "second"), [("Tessalit-Aguelhok axis", "between Aguelhok and Tessalit")])
def test_an_axis_is_the_same_from_either_end(first: str, second: str) -> None:
    (a,), (b,) = (read(claim(place=text, country="ML"))[0] for text in (first, second))
    assert (a.axis_keys, a.name_key, a.radius_km) == (b.axis_keys, b.name_key, b.radius_km)
    assert (a.lat, a.lon) == pytest.approx((b.lat, b.lon), abs=1e-4)


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", " – "])
def test_any_dash_joins_an_axis(dash: str) -> None:
    (found,) = read(claim(place=f"Gao{dash}Kidal road", country="ML"))[0]
    assert found.axis_keys == ("gao", "kidal")


@pytest.mark.parametrize(
    ("text", "radius", "place_class"),
    [
        ("20 km south of Gao", 5.0, PlaceClass.LOCAL),
        ("24 km south of Gao", 6.0, PlaceClass.LOCAL),
        ("120 km south of Gao", 30.0, PlaceClass.LOCAL),
        ("124 km south of Gao", 31.0, PlaceClass.DISTRICT),
        ("300 km south of Gao", 75.0, PlaceClass.DISTRICT),
        ("304 km south of Gao", 76.0, PlaceClass.REGION),
    ],
)
def test_the_radius_of_a_bearing_is_a_quarter_and_at_least_five(
    text: str, radius: float, place_class: PlaceClass
) -> None:
    (found,) = read(claim(place=text, country="ML"))[0]
    assert (found.radius_km, found.place_class) == (radius, place_class)


@pytest.mark.parametrize("text", ["Gao", "gao", "GAO", "Gao.", "  Gao ", "the Gao", "Gáo", "ville de Gao", "Gao\u200f"])
def test_spellings_of_a_key(text: str) -> None:
    assert read(claim(place=text, country="ML"))[0][0].place_key == "p:gao"


def test_short_skeletons_are_not_trusted() -> None:
    """Ga and Gao share the skeleton g, and would share it with half of the map."""
    assert read(claim(place="Ga", country="ML"))[1] == ["place-unknown"]


@pytest.mark.parametrize(
    ("a", "b", "same"), [("Boulkessi", "Boulikessy", True), ("Ghoubio", "Gubio", True), ("Gao", "Gossi", False)]
)
def test_spellings(a: str, b: str, same: bool) -> None:
    assert same_spelling(a, b) is same


def test_the_words_of_a_text_stay_in_its_name() -> None:
    (found,) = read(claim(place="near the village of Tin Zaouatène", country="ML"))[0]
    assert found.name == "Tin Zaouatène"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("near Tessalit", [SegmentKind.AREA]),
        ("8 km south of the camp, Tessalit", [SegmentKind.BEARING]),
        ("camp in the Gossi area", [SegmentKind.SITE, SegmentKind.AREA]),
        ("border town of Gao", [SegmentKind.NAME]),
        ("at the border with Niger", [SegmentKind.BORDER]),
        ("South Sudan", [SegmentKind.PART]),
        ("Far North", [SegmentKind.NAME]),
        ("two bases, about one mile apart", [SegmentKind.SITE, SegmentKind.SITE]),
        ("Gao (per the press)", [SegmentKind.NAME]),
        ("Gao (Camp One)", [SegmentKind.NAME]),
        ("Gao (Ber)", [SegmentKind.NAME, SegmentKind.NAME]),
    ],
)
def test_kinds_of_segments(text: str, kinds: list[SegmentKind]) -> None:
    assert [segment.kind for segment in read_place(text).segments] == kinds


def test_two_bearings_without_base_share_the_name_beside_them() -> None:
    found = read_place("8 km south of the camp, Tessalit, 3 km north of the camp")
    assert [segment.lookups for segment in found.segments] == [read_place("Tessalit").segments[0].lookups] * 2
    read_place("((n 0km/0km)da")  # a fuzzer's


def test_a_district_abroad_is_no_place_of_a_record_that_names_its_country() -> None:
    district = next(p for p in PLACES if p.place_class is PlaceClass.DISTRICT and p.country == "ML")
    (found,) = read(claim(place=f"{district.name} district", country="SO"))[0]
    assert (found.place_key, found.country, found.lat) == (None, "SO", None)
    (found,) = read(claim(place=f"{district.name} district", country="ML"))[0]
    assert found.place_key == district.key
