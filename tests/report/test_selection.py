"""A part of a run reads like a whole: denominators are of the part, findings stay what they are."""

from dataclasses import replace
from datetime import date

import pytest

from reconcile.domain.outcomes import Outcome
from reconcile.errors import NotFoundError
from reconcile.report import Selection, select_changes, select_outcome
from reconcile.verdict import compare_outcomes
from tests.tally.building import EXPECTED, REFERENCE, event, run_of
from tests.verdict.building import claim, days, statement


def outcome() -> Outcome:
    """JNIM and ISGS in Mali, Shabaab in Somalia; s1 answers c1, s2 answers c3, s3 and s4 answer nobody."""
    claims = [
        event(1, "2017-04-01"),
        claim(2, {"claimant": "ISGS", "published": "2017-04-10"}, date=days("2017-04-10")),
        claim(
            3,
            {"claimant": "Al-Shabaab", "published": "2017-04-20"},
            date=days("2017-04-20"),
            country="SO",
            target_actors=("AMISOM",),
        ),
    ]
    told = [
        statement(1, {"published": "2017-04-02"}, speaker="minusma"),
        statement(2, {"published": "2017-04-21", "issuer": "AMISOM"}, speaker="amisom", country="SO"),
        statement(3, {"published": "2017-05-01", "issuer": "Malian army"}, speaker="ml-army", date=days("2017-05-01")),
        statement(4, {"published": "2017-04-22", "issuer": "AMISOM"}, speaker="amisom", country="SO"),
    ]
    return run_of(claims, told, [(1, 1), (3, 2)])


def part(**asked: object) -> tuple[list[str], list[str], list[str]]:
    """Ids of claims, statements and statements from elsewhere."""
    found = select_outcome(outcome(), Selection(**asked), REFERENCE.sources.expected_for)  # type: ignore[arg-type]
    chosen = found.outcome
    assert [finding.claim for finding in chosen.findings] == [one.id for one in chosen.claims]
    return ids(chosen.claims), ids(chosen.statements), ids(found.elsewhere)


def ids(accounts: object) -> list[str]:
    return [account.id for account in accounts]  # type: ignore[attr-defined]


def test_everything_is_everything() -> None:
    assert select_outcome(outcome(), Selection(), REFERENCE.sources.expected_for).outcome == outcome()


@pytest.mark.parametrize(
    ("asked", "claims", "statements"),
    [
        ({"claimants": ("jnim",)}, ["c1"], ["s1"]),
        ({"claimants": ("JNIM", "isgs")}, ["c1", "c2"], ["s1"]),
        ({"countries": ("so",)}, ["c3"], ["s2", "s4"]),
        ({"issuers": ("MINUSMA",)}, ["c1", "c2"], ["s1"]),
        ({"issuers": ("amisom",)}, ["c3"], ["s2", "s4"]),
        ({"first": date(2017, 4, 10)}, ["c2", "c3"], ["s2", "s3", "s4"]),
        ({"last": date(2017, 4, 9)}, ["c1"], ["s1"]),
        ({"first": date(2017, 4, 10), "last": date(2017, 4, 10), "countries": ("ML",)}, ["c2"], []),
    ],
)
def test_what_is_asked_for(asked: dict[str, object], claims: list[str], statements: list[str]) -> None:
    assert part(**asked)[:2] == (claims, statements)


def test_an_issuer_that_is_expected_but_silent_can_be_asked_for() -> None:
    """Its silence is what one asks about, and no statement of the run bears its name."""
    militia = claim(1, {"published": "2017-04-01"}, date=days("2017-04-01"), target_actors=())
    (silent, *_) = REFERENCE.sources.expected_for((), "ML")
    asked = Selection(issuers=(silent.name.upper(),))
    chosen = select_outcome(run_of([militia, event(2)]), asked, REFERENCE.sources.expected_for)
    assert ids(chosen.outcome.claims) == ["c1"]


def test_a_finding_stays_what_it_is() -> None:
    whole = outcome()
    chosen = select_outcome(whole, Selection(claimants=("JNIM",)), REFERENCE.sources.expected_for).outcome
    assert chosen.findings == whole.findings[:1]


def test_a_statement_that_answers_a_claim_left_out_is_never_official_only() -> None:
    """It has a claim, only not one of those asked for."""
    _, statements, _ = part(first=date(2017, 4, 10), countries=("ML",))
    assert "s1" not in statements


def test_claims_of_a_family_left_out_are_not_named() -> None:
    whole = outcome()
    findings = tuple(replace(one, family=("c2", "c3")) if one.claim == "c1" else one for one in whole.findings)
    related = replace(whole, findings=findings)
    chosen = select_outcome(related, Selection(countries=("ML",)), REFERENCE.sources.expected_for).outcome
    assert chosen.findings[0].family == ("c2",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"claimants": ("JMIN",)}, "claimant 'JMIN'; there are: Al-Shabaab, ISGS and JNIM."),
        ({"issuers": ("Atlantis",)}, "issuer 'Atlantis'; there are: AMISOM, MINUSMA and Malian army."),
        ({"countries": ("xx",)}, "country 'XX'; there are: ML and SO."),
    ],
)
def test_what_the_run_does_not_know(asked: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(NotFoundError, match=said):
        part(**asked)


def test_what_is_too_young_is_left_out_with_all_that_rests_on_it() -> None:
    """c1 is old, but the statement that answers it is not: its flag would tell of it."""
    claims, statements, elsewhere = part(hidden_after=date(2017, 4, 17))
    assert claims == ["c2"]
    assert not {"s2", "s3", "s4"} & set(statements + elsewhere)


def test_changes_are_those_of_the_part() -> None:
    whole = outcome()
    log = compare_outcomes(run_of([]), whole, EXPECTED)
    found = select_outcome(whole, Selection(claimants=("JNIM",)), REFERENCE.sources.expected_for)
    chosen = select_changes(log, found)
    assert [change.claim for change in chosen.claims] == ["c1"]
    assert [cause.id for cause in chosen.records] == ["c1", "s1"]
