"""The generator of unrelated records: what it promises, on the project's own gazetteer."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks.noise import Noise, make_noise, window
from benchmarks.quality import rewritten
from benchmarks.vocabulary import Vocabulary, learn
from reconcile.reference import load_reference
from tests.pipeline.running import outcome_of

REFERENCE = load_reference(None)
DAYS = window(date(2022, 3, 1), 30)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return learn(REFERENCE, Path("/nowhere"))


@pytest.fixture(scope="module")
def noise(vocabulary: Vocabulary) -> Noise:
    return make_noise(vocabulary, REFERENCE, DAYS, 2_000, 1)


def test_the_same_seed_gives_the_same_records(vocabulary: Vocabulary, noise: Noise) -> None:
    assert make_noise(vocabulary, REFERENCE, DAYS, 2_000, 1) == noise
    assert make_noise(vocabulary, REFERENCE, DAYS, 2_000, 2) != noise


def test_kinds_and_wordings_are_mixed(noise: Noise) -> None:
    rows = [*noise.claims, *noise.statements]
    assert len(rows) == 2_000
    assert 900 < len(noise.claims) < 1_100
    assert len({row["id"] for row in rows}) == 2_000
    share = {
        "placed": sum("place" in row for row in rows) / 2_000,
        "undated": sum("event_date" not in row for row in rows) / 2_000,
        "with coordinates": sum("lat" in row for row in rows) / 2_000,
        "French": sum(row["language"] == "fr" for row in rows) / 2_000,
        "by distance": sum(" km " in row.get("place", "") for row in rows) / 2_000,
    }
    bounds = {"placed": (0.8, 0.97), "undated": (0.05, 0.2), "with coordinates": (0.15, 0.4), "French": (0.05, 0.3),
              "by distance": (0.02, 0.12)}  # fmt: skip
    assert {name: value for name, value in share.items() if not bounds[name][0] < value < bounds[name][1]} == {}
    assert Counter(row["country"] for row in rows).keys() == set(learn(REFERENCE, Path("/nowhere")).weights)


def test_records_are_read_without_rejects(noise: Noise, tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, noise.claims[:300], noise.statements[:300])
    assert len(outcome.claims) == len(outcome.statements) == 300


def test_coincidences_are_pairs_of_one_country_and_family(vocabulary: Vocabulary) -> None:
    crowded = make_noise(vocabulary, REFERENCE, window(date(2022, 3, 1), 2), 4_000, 1)
    claims = {row["id"]: row for row in crowded.claims}
    statements = {row["id"]: row for row in crowded.statements}
    assert crowded.coincidences
    for claim, statement in crowded.coincidences:
        assert claims[claim]["country"] == statements[statement]["country"]
    assert len(crowded.coincidences) > len(make_noise(vocabulary, REFERENCE, DAYS, 4_000, 1).coincidences)


def test_tables_are_rewritten_between_their_markers() -> None:
    page = "a\n<!-- made: by x -->\nold\n<!-- end of made -->\nb\n"
    expected = "a\n<!-- made: by x -->\nnew\n<!-- end of made -->\nb\n"
    assert rewritten(page, "made", ["new"]) == expected == rewritten(expected, "made", ["new"])
    with pytest.raises(SystemExit):
        rewritten(page, "other", ["new"])
