"""Who is named, and who can be the same victim or claimant: the cases of tests/cases/actors.toml."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reference import ActorKind, load_reference
from tests.reference.toml_cases import cases

ACTORS = load_reference(None).actors
CODES = st.sampled_from([actor.code for actor in ACTORS.all] + ["ML_ARMY", "TD_FORCES", "UN_MINUSMA.TD", "KE_POLICE"])


@pytest.mark.parametrize("case", cases("actors.toml", "named"))
def test_names_in_a_text_give_actors(case: dict[str, Any]) -> None:
    assert list(ACTORS.find(case["text"], case.get("on"))) == case["codes"]


@pytest.mark.parametrize("case", cases("actors.toml", "inferred"))
def test_plain_words_mean_the_services_of_the_country_at_hand(case: dict[str, Any]) -> None:
    assert ACTORS.find(case["text"]) == ()
    assert list(ACTORS.infer(case["text"], case["country"])) == case["codes"]


@pytest.mark.parametrize("case", cases("actors.toml", "victims"))
def test_victims_are_compatible_or_not(case: dict[str, Any]) -> None:
    a = ACTORS.find(case["a"]) or ACTORS.infer(case["a"], "ML")
    b = ACTORS.find(case["b"])
    assert ACTORS.compatible(a, b, None) is case.get("compatible")
    assert ACTORS.compatible(b, a, None) is case.get("compatible")


@pytest.mark.parametrize("case", cases("actors.toml", "claimants"))
def test_claimants_are_related_on_a_day(case: dict[str, Any]) -> None:
    assert ACTORS.groups_related(case["a"], case["b"], case["on"]) is case["related"]
    assert ACTORS.groups_related(case["b"], case["a"], case["on"]) is case["related"]


@given(CODES, CODES)
def test_relations_hold_both_ways(a: str, b: str) -> None:
    assert ACTORS.groups_related(a, a, None)
    assert ACTORS.groups_related(a, b, None) == ACTORS.groups_related(b, a, None)


@given(st.text(max_size=60))
def test_any_text_gives_known_codes_in_order(text: str) -> None:
    found = ACTORS.find(text)
    assert list(found) == sorted(set(found))
    assert all(code in ACTORS for code in found)


def test_every_code_and_every_umbrella_can_be_resolved() -> None:
    for actor in ACTORS.all:
        assert ACTORS.get(actor.code) == actor
        assert all(umbrella.code in ACTORS for umbrella in actor.umbrellas)


def test_every_name_is_found_as_its_actor_or_a_part_of_it() -> None:
    lost = [
        (name, actor.code)
        for actor in ACTORS.all
        for name in actor.names
        if not any(actor.code in ACTORS.part_of(code, None) for code in ACTORS.find(name))
        and not any(code in ACTORS.part_of(actor.code, None) for code in ACTORS.find(name))
    ]
    assert lost == []


def test_services_and_contingents_are_made_by_rule() -> None:
    service, contingent = ACTORS.get("TG_GENDARMERIE"), ACTORS.get("UN_MINUSMA.TG")
    assert (service.label, service.kind, service.country) == ("Togolese gendarmerie", ActorKind.STATE_FORCE, "TG")
    assert contingent.label == "Togolese contingent of MINUSMA"
    assert {u.code for u in contingent.umbrellas} == {"UN_MINUSMA", "TG_STATE"}


@pytest.mark.parametrize("code", ["", "XX_ARMY", "ML_CIRCUS", "UN_MINUSMA.XX", "JNIM.TD", "ml_army"])
def test_other_codes_are_refused(code: str) -> None:
    assert code not in ACTORS
    with pytest.raises(KeyError):
        ACTORS.get(code)
