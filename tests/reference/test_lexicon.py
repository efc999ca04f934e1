"""Terms and codes: the cases of tests/cases/lexicon.toml, and where terms are found in a text."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reference import TermKind, load_reference
from tests.reference.toml_cases import cases

REFERENCE = load_reference(None)
LEXICON = REFERENCE.lexicon
TAXONOMIES = {TermKind.TARGET: REFERENCE.targets, TermKind.ATTACK: REFERENCE.attacks}


@pytest.mark.parametrize("case", cases("lexicon.toml", "field"))
def test_a_field_means_a_code(case: dict[str, Any]) -> None:
    assert LEXICON.code(case["written"], TermKind(case["kind"])) == case.get("code")


@pytest.mark.parametrize("kind", list(TermKind))
def test_every_code_means_itself_with_spaces_or_underscores(kind: TermKind) -> None:
    for code in TAXONOMIES[kind].codes:
        assert LEXICON.code(code, kind) == code
        assert LEXICON.code(code.replace("_", " ").upper(), kind) == code


def test_terms_are_found_in_their_order_with_their_place() -> None:
    text = "Fighters stormed the post, then a suicide car bomb hit l'embuscade."
    found = LEXICON.find(text, TermKind.ATTACK)
    assert [(term.code, term.text) for term in found] == [
        ("raid", "stormed"),
        ("suicide_vehicle", "suicide car bomb"),
        ("ambush", "embuscade"),
    ]
    assert all(text[term.start : term.end] == term.text for term in found)


@given(st.text(alphabet="abceimnorst '-,éط", max_size=80), st.sampled_from(list(TermKind)))
def test_terms_never_overlap(text: str, kind: TermKind) -> None:
    found = LEXICON.find(f"mine {text} base", kind)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(term.code in TAXONOMIES[kind] for term in found)


@pytest.mark.parametrize("kind", list(TermKind))
def test_taxonomies_have_two_levels_and_a_code_that_says_nothing(kind: TermKind) -> None:
    taxonomy = TAXONOMIES[kind]
    assert taxonomy.other in taxonomy
    assert list(taxonomy.codes) == sorted(taxonomy.codes)
    for code in taxonomy.codes:
        assert taxonomy.label(code)
        assert taxonomy.family_label(taxonomy.family(code))
    alone = [code for code in taxonomy.codes if taxonomy.family(code) == taxonomy.family(taxonomy.other)]
    assert alone == [taxonomy.other], "a code that says something must not share the family of the one that does not"


@pytest.mark.parametrize("one", ["base", "camp", "barracks", "outpost", "post", "position", "military_airfield"])
def test_installations_are_one_family(one: str) -> None:
    assert REFERENCE.targets.family(one) == "base"


@pytest.mark.parametrize("one", ["convoy", "patrol", "vehicle", "escort"])
def test_forces_on_the_move_are_another(one: str) -> None:
    assert REFERENCE.targets.family(one) == "convoy"


@pytest.mark.parametrize("code", ["base", "ied"])
def test_unknown_codes_raise(code: str) -> None:
    other = REFERENCE.attacks if code == "base" else REFERENCE.targets
    with pytest.raises(KeyError):
        other.family(code)
