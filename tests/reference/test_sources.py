"""Which source a name means, and who is expected to answer: the cases of tests/cases/sources.toml."""

from typing import Any

import pytest

from reconcile.domain.sources import IssuerRole, SourceKind
from reconcile.reference import load_reference
from tests.reference.toml_cases import cases

REFERENCE = load_reference(None)
SOURCES = REFERENCE.sources


@pytest.mark.parametrize("case", cases("sources.toml", "written"))
def test_a_source_is_found_as_it_is_written(case: dict[str, Any]) -> None:
    found = SOURCES.find(case["text"], case.get("country"))
    assert (found and found.key) == case.get("key")


@pytest.mark.parametrize("case", cases("sources.toml", "expected"))
def test_who_is_expected_to_answer(case: dict[str, Any]) -> None:
    expected = SOURCES.expected_for(case["victims"], case.get("country"))
    assert [source.key for source in expected] == case["keys"]
    assert all(source.role is IssuerRole.RESPONSIBLE for source in expected)


def test_every_listed_source_is_found_under_each_of_its_names() -> None:
    for source in SOURCES.all:
        assert SOURCES.get(source.key) == source
        for name in (source.name, *source.names):
            assert SOURCES.find(name) == source, name


def test_every_source_speaks_for_known_actors() -> None:
    for source in SOURCES.all:
        assert source.speaks_for, source.key
        assert all(code in REFERENCE.actors for code in source.speaks_for)
        assert source.country is None or source.country in REFERENCE.countries


def test_institutions_of_unlisted_countries_are_made_by_rule() -> None:
    made = SOURCES.get("gh-interior-ministry")
    assert made is not None
    assert (made.name, made.country, made.kind) == ("Ghanaian interior ministry", "GH", SourceKind.ISSUER)
    assert SOURCES.get("gh-circus") is None
    assert SOURCES.get("xx-army") is None
    assert SOURCES.get("GH-army") is None


def test_outlets_never_answer_for_anybody() -> None:
    assert SOURCES.expected_for(["JNIM"], None) == ()
