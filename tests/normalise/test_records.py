"""Whole records, with the shipped reference data."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.comparables import Comparable
from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace
from reconcile.domain.records import ClaimRecord, Record, StatementRecord, TollScope
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.written_records import WrittenClaim, WrittenStatement
from reconcile.grammar.geodesy import Point, distance_km
from reconcile.grammar.local_days import local_day
from reconcile.normalise import DateBounds, normalise_records, place_names
from reconcile.normalise.faults import FAULTS
from reconcile.reference import Reference, load_reference

OWN, CIVILIANS, ATTACKERS = TollSide.OWN, TollSide.CIVILIANS, TollSide.ATTACKERS


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(None)


def claim(**fields: Any) -> ClaimRecord:
    return ClaimRecord(**{"id": "c1", "claimant": "JNIM", **fields})


def statement(**fields: Any) -> StatementRecord:
    return StatementRecord(**{"id": "s1", "issuer": "MINUSMA", **fields})


def made(record: Record, reference: Reference) -> Comparable:
    """Whether it is read whole or as far as normalising needs it, a record has the same values."""
    kind = WrittenClaim if isinstance(record, ClaimRecord) else WrittenStatement
    written = kind(**{name: getattr(record, name) for name in kind._fields})
    values, same = normalise_records([record, written], reference, NamedPlaces())
    assert values == same
    return values


def codes(values: Comparable) -> list[str]:
    return [issue.code for issue in values.issues]


# Targets and attacks


@pytest.mark.parametrize(
    ("written", "attack", "target"),
    [("IED", "ied", "logistics convoy"), ("ambush", "ambush", "patrol"), ("embuscade", "ambush", "patrouille")],
)
def test_words_of_the_lexicon(written: str, attack: str, target: str, reference: Reference) -> None:
    values = made(claim(attack_type=written, target_type=target), reference)
    assert values.attack == attack
    assert values.target_family == reference.targets.family("convoy")


def test_without_a_target_type_the_words_for_the_actor_serve(reference: Reference) -> None:
    assert made(claim(target_actor="logistics convoy of MINUSMA"), reference).target_family == "convoy"


@pytest.mark.parametrize("code", ["base", "outpost", "convoy", "patrol", "civilians", "checkpoint"])
def test_a_target_code_is_itself(code: str, reference: Reference) -> None:
    values = made(claim(target_type=code), reference)
    assert (values.target, values.target_family) == (code, reference.targets.family(code))


def test_other_stays_other_whatever_the_actor_hints_at(reference: Reference) -> None:
    values = made(claim(target_type="other", target_actor="Malian army convoy"), reference)
    assert values.target == "other"


@pytest.mark.parametrize(
    ("target", "actor", "code"),
    [
        ("headquarters", "militants", "armed_group"),
        ("مقر", "مسلحون", "armed_group"),
        ("village", "local fighters", "village"),
        ("headquarters", "Malian army", "headquarters"),
        ("headquarters", "CMA fighters", "headquarters"),
        ("headquarters", "nobody known", "headquarters"),
        ("other", "militants", "other"),
    ],
)
def test_what_officials_raid_is_no_base_of_an_army(target: str, actor: str, code: str, reference: Reference) -> None:
    values = made(claim(target_type=target, target_actor=actor, country="ML"), reference)
    assert (values.target, values.target_family) == (code, reference.targets.family(code))


def test_a_target_that_is_not_understood_is_said(reference: Reference) -> None:
    values = made(claim(target_type="zzyzx"), reference)
    assert (values.target, values.target_family, codes(values)) == (None, None, ["target-unknown"])


def test_nothing_stated_is_no_fault(reference: Reference) -> None:
    values = made(claim(), reference)
    assert (values.target, values.attack, values.target_actors, values.places, codes(values)) == (
        None,
        None,
        (),
        (),
        [],
    )


def test_an_attack_that_is_not_understood_is_said(reference: Reference) -> None:
    assert codes(made(claim(attack_type="zzyzx"), reference)) == ["attack-unknown"]


# Actors and speakers


def test_actors_hit(reference: Reference) -> None:
    values = made(claim(target_actor="MINUSMA (Chad)"), reference)
    assert values.target_actors == ("UN_MINUSMA", "UN_MINUSMA.TD")


def test_peoples_that_are_named_among_civilians_are_no_forces(reference: Reference) -> None:
    people = {"target_actor": "Français et Nigériens", "country": "NE"}
    assert made(claim(target_type="civilians", **people), reference).target_actors == ("CIVILIANS",)
    assert made(claim(target_type="convoy", **people), reference).target_actors == ("FR_FORCES", "NE_FORCES")
    assert made(
        claim(target_type="civilians", target_actor="Malian security forces", country="ML"), reference
    ).target_actors == ("ML_FORCES",)
    mixed = claim(target_type="civilians", target_actor="Malian army", country="ML")
    assert made(mixed, reference).target_actors == ("ML_ARMY",)


def test_actors_that_the_words_mean_in_the_country(reference: Reference) -> None:
    here, there = (made(claim(target_actor="gendarmerie post", country=c), reference) for c in ("ML", "NE"))
    assert (here.target_actors, there.target_actors) == (("ML_GENDARMERIE",), ("NE_GENDARMERIE",))


def test_forces_beside_a_militia_that_is_named(reference: Reference) -> None:
    both = made(claim(target_actor="unités militaires et VDP", country="BF"), reference)
    assert both.target_actors == ("BF_FORCES", "BF_VDP")
    assert made(claim(target_actor="VDP", country="BF"), reference).target_actors == ("BF_VDP",)


def test_a_claimant_is_not_its_own_victim(reference: Reference) -> None:
    values = made(claim(target_actor="Malian soldiers held by JNIM", country="ML"), reference)
    assert values.target_actors == ("ML_FORCES",)


def test_an_actor_that_is_not_understood_is_said(reference: Reference) -> None:
    assert codes(made(claim(target_actor="zzyzx", country="ML"), reference)) == ["actor-unknown"]


def test_speakers(reference: Reference) -> None:
    assert made(claim(), reference).speaker == "JNIM"
    assert made(statement(), reference).speaker == "minusma"
    assert made(statement(issuer="Ministry of Defence", country="ML"), reference).speaker == "ml-defence-ministry"


def test_a_group_speaks_before_others_that_are_named_beside_it(reference: Reference) -> None:
    assert made(claim(claimant="ISGS (Abu Walid al-Sahrawi)"), reference).speaker == "ISGS"


def test_an_outlet_alone_claims_for_its_group(reference: Reference) -> None:
    assert made(claim(claimant="وكالة أعماق"), reference).speaker == "IS"


def test_an_unknown_speaker_is_said(reference: Reference) -> None:
    assert codes(made(claim(claimant="Zzyzx"), reference)) == ["speaker-unknown"]
    assert codes(made(statement(issuer="Zzyzx"), reference)) == ["speaker-unknown"]


# Tolls


def test_tolls_of_a_claim(reference: Reference) -> None:
    values = made(claim(killed_min=9, killed_max=9, wounded_min=3, own_killed_max=1), reference)
    assert dict(values.tolls) == {
        (OWN, Harm.KILLED): CountRange(9, 9),
        (OWN, Harm.WOUNDED): CountRange(3, None),
        (ATTACKERS, Harm.KILLED): CountRange(None, 1),
    }


def test_tolls_of_a_statement(reference: Reference) -> None:
    told = statement(own_killed_min=0, own_killed_max=0, civilians_wounded_min=2, attackers_killed_min=5)
    assert dict(made(told, reference).tolls) == {
        (OWN, Harm.KILLED): CountRange(0, 0),
        (CIVILIANS, Harm.WOUNDED): CountRange(2, None),
        (ATTACKERS, Harm.KILLED): CountRange(5, None),
    }


def test_a_toll_the_wrong_way_round_is_not_used(reference: Reference) -> None:
    values = made(claim(killed_min=10, killed_max=9), reference)
    assert (dict(values.tolls), codes(values)) == ({}, ["toll-reversed"])


@pytest.mark.parametrize(("written", "read"), [(None, 1), (0, 1), (1, 1), (5, 5)])
def test_events(written: int | None, read: int, reference: Reference) -> None:
    assert made(claim(events=written), reference).events == read


def test_toll_scope(reference: Reference) -> None:
    assert made(claim(), reference).toll_scope is TollScope.EVENT
    assert made(claim(toll_scope=TollScope.SEVERAL), reference).toll_scope is TollScope.SEVERAL


# Whole records


def test_values_come_in_the_order_of_the_records(reference: Reference) -> None:
    records = [claim(id=str(number), killed_min=number) for number in range(20)]
    made_of = normalise_records(iter(records), reference, NamedPlaces())
    assert [values.tolls[OWN, Harm.KILLED].low for values in made_of] == list(range(20))


def test_country_stands_although_no_place_does(reference: Reference) -> None:
    assert made(claim(country="ML"), reference).country == "ML"


def test_bounds_are_passed_on(reference: Reference) -> None:
    (values,) = normalise_records(
        [claim(published="2017-04-18")], reference, NamedPlaces(), bounds=DateBounds(claim_days=1, after_days=0)
    )
    assert values.date.bounds is not None
    assert values.date.bounds.start == date(2017, 4, 17)


def test_a_query_asks_for_places_and_regions() -> None:
    query = place_names([claim(place="near Tessalit", admin1="Kidal region"), statement(place="Gao-Kidal road")])
    assert {"tessalit", "kidal", "gao"} <= query.keys
    assert "kdl" in query.skeletons
    assert "g" not in query.skeletons


TEXTS = st.none() | st.text(max_size=60)
COUNTS = st.none() | st.integers(0, 50)


@st.composite
def records(draw: st.DrawFn) -> Record:
    told = (
        "published",
        "reported",
        "event_date",
        "date_text",
        "country",
        "admin1",
        "place",
        "attack_type",
        "target_type",
    )
    fields: dict[str, Any] = {name: draw(TEXTS) for name in (*told, "target_actor")}
    fields["event_date_start"] = draw(st.none() | st.dates())
    fields["event_date_end"] = draw(st.none() | st.dates())
    fields["lat"], fields["lon"] = draw(st.none() | st.floats(-90, 90)), draw(st.none() | st.floats(-180, 180))
    speaker = draw(st.text(max_size=40))
    if draw(st.booleans()):
        return claim(claimant=speaker, killed_min=draw(COUNTS), killed_max=draw(COUNTS), **fields)
    return statement(issuer=speaker, own_killed_min=draw(COUNTS), own_killed_max=draw(COUNTS), **fields)


@given(records())
@settings(deadline=None)
def test_any_record_is_made_comparable_the_same_way_twice(record: Record) -> None:
    reference = load_reference(None)
    values = made(record, reference)
    assert values == made(record, reference)
    assert all(interval.start <= interval.end for interval in values.date.intervals)
    assert {issue.code for issue in values.issues} <= set(FAULTS)
    assert {issue.record_id for issue in values.issues} <= {record.id}
    assert all(issue.found is None or len(issue.found) <= 80 for issue in values.issues)


def test_hostile_lengths_everywhere(reference: Reference) -> None:
    long = "Malian army near Gao, " * 5_000
    group = "JNIM " * 20_000
    values = made(claim(claimant=group, target_actor=long, target_type=long, attack_type=long, admin1=long), reference)
    assert values.speaker == "JNIM"
    assert values.target_actors == ("ML_ARMY",)
    assert all(issue.found is None or len(issue.found) <= 80 for issue in values.issues)


# Local days


@pytest.mark.parametrize(
    ("written", "country", "day"),
    [
        ("2019-01-20", "AF", "2019-01-20"),
        ("2019-01-20T19:29:59Z", "AF", "2019-01-20"),
        ("2019-01-20T19:30:00Z", "AF", "2019-01-21"),
        ("2019-01-20T19:30:00+00:00", "AF", "2019-01-21"),
        ("2019-01-20T23:59:00+02:00", "AF", "2019-01-20"),
        ("2019-01-20T23:59:00", "AF", "2019-01-20"),
        ("2019-01-20T23:59:00Z", "ML", "2019-01-20"),
        ("2019-01-20T23:59:00Z", None, "2019-01-20"),
    ],
)
def test_local_day(written: str, country: str | None, day: str) -> None:
    assert local_day(written, country).isoformat() == day


@pytest.mark.parametrize("written", ["", "in April", "2017-13-01", "2017-04-18T99:00:00Z"])
def test_no_day(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        local_day(written, "ML")


# The shipped gazetteer


def fetched(reference: Reference, asked: Record) -> NamedPlaces:
    """What a store would return for one record."""
    query = place_names([asked])
    by_key: dict[str, list[GazetteerPlace]] = {}
    by_skeleton: dict[str, list[GazetteerPlace]] = {}
    for place in reference.places:
        names = (place.name, *place.names)
        for key in {name_key(name) for name in names} & query.keys:
            by_key.setdefault(key, []).append(place)
        for bones in {skeleton(name) for name in names} & query.skeletons:
            by_skeleton.setdefault(bones, []).append(place)
    return NamedPlaces(
        by_key={key: tuple(found) for key, found in by_key.items()},
        by_skeleton={bones: tuple(found) for bones, found in by_skeleton.items()},
    )


@pytest.mark.parametrize(
    ("place", "country", "at", "shape", "place_class"),
    [
        ("near Tessalit, Kidal region", "ML", (20.20, 1.01), "area", "local"),
        ("Timbuktu city", "ML", (16.77, -3.01), "point", "local"),
        ("about 30 km south of Tessalit", "ML", (19.93, 1.01), "bearing", "local"),
        ("Tessalit-Aguelhok axis", "ML", (19.83, 0.94), "axis", "district"),
        ("military HQ, Ouagadougou", "BF", (12.37, -1.53), "point", "local"),
        ("town of Baidoa, Bay region", "SO", (3.11, 43.65), "point", "local"),
        ("Garissa", "KE", (-0.46, 39.65), "point", "local"),
    ],
)
def test_well_known_places(
    place: str, country: str, at: Point, shape: str, place_class: str, reference: Reference
) -> None:
    record = claim(place=place, country=country)
    (values,) = normalise_records([record], reference, fetched(reference, record))
    found = values.places[0]
    assert (found.shape, found.place_class, found.country or country) == (shape, place_class, country)
    assert found.lat is not None
    assert found.lon is not None
    assert distance_km((found.lat, found.lon), at) < 10


@pytest.mark.parametrize(
    ("admin1", "country"), [("Gao", "ML"), ("Kidal region", "ML"), ("Borno State", "NG"), ("Lamu", "KE")]
)
def test_regions(admin1: str, country: str, reference: Reference) -> None:
    record = claim(admin1=admin1, country=country)
    (values,) = normalise_records([record], reference, fetched(reference, record))
    (found,) = values.places
    assert (found.place_class, found.shape, codes(values)) == ("region", "unit", [])
    assert found.admin1 == found.place_key
