"""Wordings of places that were read before mean the same when they are met again."""

from typing import Any

from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.records import ClaimRecord
from reconcile.normalise import KnownPlaces, normalise_records, place_wording
from reconcile.reference import load_reference


def claim(number: int, **told: Any) -> ClaimRecord:
    return ClaimRecord(id=f"c{number}", claimant="JNIM", **told)


def test_a_known_wording_gives_the_same_values_and_names_its_own_record() -> None:
    reference, known = load_reference(None), KnownPlaces()
    records = [claim(number, place="Nowhere at all", country="ML") for number in (1, 2)]
    alone = [next(normalise_records([record], reference, NamedPlaces())) for record in records]
    together = list(normalise_records(records, reference, NamedPlaces(), known=known))
    assert together == alone
    assert len(known) == 1
    assert [value.issues[0].record_id for value in together if value.issues] == ["c1", "c2"]


def test_who_was_hit_is_part_of_the_wording_only_where_it_may_name_the_place() -> None:
    named = place_wording(claim(1, place="Inates", target_actor="Niger army"))
    site = place_wording(claim(1, place="camp", target_actor="army camp at Inates"))
    assert named.beside is None
    assert site.beside == "army camp at Inates"
    assert named == place_wording(claim(2, place="Inates", target_actor="MINUSMA"))
