"""What contradicts a claim: findings of their own, in sentences that take nobody's part."""

from typing import Any

import pytest

from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.outcomes import Flag, Linked, PairRole
from reconcile.domain.records import Denied, RecordKind, Stance
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger
from tests.verdict.building import KNOWN, claim, days, linked, spot, statement
from tests.whole_runs import whole_findings

LEDGER = Ledger(reference=load_reference(None), coverage=(), as_of=KNOWN, settings=VerdictSettings())
JNIM = claim(1, speaker="JNIM")
IS = claim(2, {"claimant": "Islamic State"}, speaker="IS")


def found(linked_: Linked, claims: list[Any], statements: list[Any]) -> tuple[Contradiction, ...]:
    return whole_findings(claims, statements, linked_, LEDGER)[0].contradictions


def test_rival_groups_are_named_and_branches_of_one_are_not() -> None:
    claims = [
        JNIM,
        IS,
        claim(3, {"claimant": "JNIM media"}, speaker="JNIM"),
        claim(4, {"claimant": "someone"}, speaker=None),
    ]
    (one,) = found(Linked(pairs=(), families={1: (2, 3, 4)}), claims, [])
    assert (one.kind, one.record, one.id, one.groups) == (
        ContradictionKind.COMPETING_CLAIM, RecordKind.CLAIM, "c2", ("IS",)
    )  # fmt: skip
    assert one.sentence == "JNIM and Islamic State each claim what may be the same event."


@pytest.mark.parametrize(
    ("denies", "said"),
    [
        ((Denied.EVENT,), "MINUSMA denies the attack as a whole"),
        ((Denied.TOLL, Denied.OUTCOME), "MINUSMA denies the toll and the outcome"),
        ((), "MINUSMA denies the claim, without saying which part of it"),
    ],
)
def test_what_an_institution_denies(denies: tuple[Denied, ...], said: str) -> None:
    other = statement(1, {"stance": Stance.DENIES, "denies": denies})
    finding = whole_findings([JNIM], [other], Linked(pairs=(linked(),), families={}), LEDGER)[0]
    (one,) = finding.contradictions
    assert finding.flag is Flag.AGREEMENT
    assert (one.kind, one.linked, one.denies, one.groups) == (ContradictionKind.DENIED, True, denies, ())
    assert one.sentence == f"JNIM claims the event; {said}."


def test_a_statement_that_names_another_group() -> None:
    other = statement(1, {"summary": "The army says Islamic State fighters attacked the convoy."})
    (one,) = found(Linked(pairs=(linked(),), families={}), [JNIM], [other])
    assert (one.kind, one.id, one.linked) == (ContradictionKind.ATTRIBUTED_ELSEWHERE, "s1", True)
    assert one.sentence == "JNIM claims the event; MINUSMA names Islamic State for it."


def test_a_statement_that_denies_who_is_said_to_be_behind_it() -> None:
    told = {"summary": "The army says Islamic State fighters attacked the convoy.", "denies": (Denied.ATTRIBUTION,)}
    (one,) = found(Linked(pairs=(linked(),), families={}), [JNIM], [statement(1, told | {"stance": Stance.DENIES})])
    assert one.kind is ContradictionKind.OTHER_CLAIM_DENIED
    assert one.sentence.endswith("MINUSMA names Islamic State and denies who is said to be behind it.")


def test_a_statement_that_names_the_claimant_or_nobody_contradicts_nothing() -> None:
    for summary in ("The army says JNIM attacked, not the Islamic State.", "A convoy was attacked.", None):
        one = statement(1, {"summary": summary})
        assert found(Linked(pairs=(linked(),), families={}), [JNIM], [one]) == ()
    unknown = statement(1, {"summary": "Islamic State fighters attacked."})
    assert found(Linked(pairs=(linked(),), families={}), [claim(1, speaker=None)], [unknown]) == ()


def unlinked(**more: Any) -> tuple[Contradiction, ...]:
    """Beside a claim of JNIM, a statement that is not linked and denies what the Islamic State is said to claim."""
    told = {"summary": "The army denies the attack that the Islamic State claimed.", "stance": Stance.DENIES}
    other = statement(1, told, **more)
    return found(Linked(pairs=(linked(role=PairRole.NEAR_MISS),), families={}), [JNIM], [other])


def test_a_denial_of_another_groups_claim_that_is_not_linked() -> None:
    (one,) = unlinked()
    assert (one.kind, one.linked, one.groups) == (ContradictionKind.OTHER_CLAIM_DENIED, False, ("IS",))
    assert one.sentence == (
        "JNIM claims the event; MINUSMA, in a statement that is not linked and may tell of the same event, names "
        "Islamic State and denies the claim, without saying which part of it."
    )


def test_a_statement_of_another_day_place_or_claim_says_nothing() -> None:
    assert unlinked(date=days("2017-05-19")) == ()
    assert unlinked(places=(spot("gao"),)) == ()
    told = {"summary": "The army denies the attack that the Islamic State claimed."}
    pairs = (linked(role=PairRole.NEAR_MISS), linked(claim_row=2))
    assert found(Linked(pairs=pairs, families={}), [JNIM, IS], [statement(1, told)]) == ()
    kinds = [one.kind for one in found(Linked(pairs=pairs, families={1: (2,)}), [JNIM, IS], [statement(1, told)])]
    assert kinds == [ContradictionKind.ATTRIBUTED_ELSEWHERE, ContradictionKind.COMPETING_CLAIM]


def test_a_denial_that_answers_a_rival_claim_is_one_of_that_claim() -> None:
    """It names no group; the claim it answers is another group's, of what may be the same event."""
    denial = statement(1, {"summary": "Nothing of the kind happened.", "stance": Stance.DENIES})
    pairs = (linked(role=PairRole.NEAR_MISS), linked(claim_row=2))
    one, rival = found(Linked(pairs=pairs, families={1: (2,)}), [JNIM, IS], [denial])
    assert (one.kind, one.groups, one.linked) == (ContradictionKind.OTHER_CLAIM_DENIED, ("IS",), False)
    assert rival.kind is ContradictionKind.COMPETING_CLAIM
    both = (linked(), linked(claim_row=2))
    assert found(Linked(pairs=both, families={1: (2,)}), [JNIM, IS], [denial])[0].kind is ContradictionKind.DENIED
