"""The outlines of the map."""

from pathlib import Path

import pytest

from reconcile.errors import ReferenceDataError
from reconcile.reference import load_reference
from reconcile.reference.outlines import read_outlines

REFERENCE = load_reference(None)


def test_outlines_are_closed_rings_within_the_world() -> None:
    for outline in REFERENCE.outlines:
        assert outline.country in REFERENCE.countries
        assert outline.rings
        for ring in outline.rings:
            assert ring[0] == ring[-1]
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)


def test_countries_of_the_places_are_drawn() -> None:
    drawn = {outline.country for outline in REFERENCE.outlines}
    assert {place.country for place in REFERENCE.places} <= drawn


def test_the_credit_names_the_source() -> None:
    assert "Natural Earth" in REFERENCE.outline_credit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"countries": {"ML": {"name": "Mali", "rings": [[0, 0, 1, 1]]}}}',
        '{"countries": {"ML": {"rings": []}}}',
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "outlines.json").write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"outlines\.json"):
        read_outlines(tmp_path)
