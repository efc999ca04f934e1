"""The codes of others in our taxonomies against their own lists, where those lie beside the project."""

import csv
import json
from pathlib import Path

import pytest

from reconcile.reference import load_reference
from reconcile.reference.taxonomy import SUB_EVENTS

REFERENCE = load_reference(None)
LISTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "taxonomies"
beside = pytest.mark.skipif(not LISTS.is_dir(), reason="the code lists (../shared/data/taxonomies) are not here")


def rows(file: str) -> list[dict[str, str]]:
    with (LISTS / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def target_codes() -> set[str]:
    return {code for entry in REFERENCE.targets.entries.values() for code in entry.gtd}


@beside
def test_every_gtd_target_code_is_one_and_stands_under_its_type() -> None:
    types = {row["label"]: row["code"] for row in rows("gtd_target_types.csv")}
    # The two lists word five of the types differently.
    types |= {"Government": "2", "Food and Water Supply": "9", "Maritime": "11", "Transportation": "19"}
    types |= {"Terrorist/Non-State Militia": "17"}
    subtypes = {
        f"{types[row['type_label_in_source']]}.{row['subtype_code']}" for row in rows("gtd_target_subtypes.csv")
    }
    assert target_codes() - subtypes - set(types.values()) == set()


@beside
def test_every_gtd_target_type_and_subtype_stands_for_something() -> None:
    ours = target_codes()
    types = {code.partition(".")[0] for code in ours}
    subtypes = {code.partition(".")[2] for code in ours}
    assert {row["code"] for row in rows("gtd_target_types.csv")} - types == set()
    assert {row["subtype_code"] for row in rows("gtd_target_subtypes.csv")} - subtypes == set()


@beside
def test_every_gtd_attack_type_stands_for_something_and_no_other_code_does() -> None:
    known = json.loads((LISTS / "gtd_other_codes.json").read_text(encoding="utf-8"))["attacktype"]
    assert {code for entry in REFERENCE.attacks.entries.values() for code in entry.gtd} == set(known)


@beside
def test_the_sub_events_are_those_of_acled() -> None:
    assert {row["sub_event_type"] for row in rows("acled_event_categories.csv")} == SUB_EVENTS


def test_every_sub_event_of_acled_stands_for_something() -> None:
    ours = [name for entry in REFERENCE.attacks.entries.values() for name in entry.acled]
    assert set(ours) == SUB_EVENTS


def test_no_code_stands_for_the_same_twice() -> None:
    for taxonomy in (REFERENCE.targets, REFERENCE.attacks):
        for entry in taxonomy.entries.values():
            assert len(set(entry.gtd)) == len(entry.gtd), entry.code
            assert len(set(entry.acled)) == len(entry.acled), entry.code
