"""Page names are safe on every disk, whatever an id holds, and never change."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.report.addresses import SLUG_LIMIT, claim_page, slug

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(max_size=400))
def test_any_id_gives_a_safe_name(record_id: str) -> None:
    name = slug(record_id, "claim")
    assert SAFE.fullmatch(name)
    assert len(name) <= SLUG_LIMIT + 13


@given(st.text(max_size=50), st.text(max_size=50))
def test_different_ids_give_names_that_differ_without_regard_to_case(one: str, other: str) -> None:
    assert (slug(one, "claim").lower() == slug(other, "claim").lower()) is (one == other)


@pytest.mark.parametrize(
    ("record_id", "starts"),
    [
        ("JNIM-2017-04/5", "jnim-2017-04-5-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("Ménaka été", "menaka-ete-"),
        ("", "claim-"),
        ("   ", "claim-"),
        ("بيان", "claim-"),
        ("CON", "con-"),
        (".htaccess", "htaccess-"),
        ("x" * 300, "x" * SLUG_LIMIT + "-"),
    ],
)
def test_the_readable_part(record_id: str, starts: str) -> None:
    assert slug(record_id, "claim").startswith(starts)


def test_twins_in_case_have_two_pages() -> None:
    assert claim_page("Claim-1").lower() != claim_page("claim-1").lower()


def test_addresses_are_permanent() -> None:
    assert claim_page("c-tessalit-18") == "claims/c-tessalit-18-99d615161e0e.html"
