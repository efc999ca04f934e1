"""Day and month exchanged: said where two sides differ by nothing else, and nowhere else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import EventDate
from reconcile.domain.outcomes import ComparisonScore, Finding, Flag, Linked, PairRole, ScoredPair
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger
from reconcile.verdict.dates import EXCHANGED, compare_dates, exchanged
from reconcile.verdict.hearing import Heard
from tests.verdict.building import claim, days, spot, statement
from tests.whole_runs import whole_findings

REFERENCE = load_reference(None)
MAY, APRIL = days("2019-05-04"), days("2019-04-05")
"""4 May and 5 April: `04/05` in two orders."""


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (date(2019, 5, 4), date(2019, 4, 5)),
        (date(2019, 1, 12), date(2019, 12, 1)),
        (date(2019, 1, 13), None),
        (date(2019, 4, 4), None),
    ],
)
def test_the_day_with_day_and_month_exchanged(day: date, other: date | None) -> None:
    assert exchanged(day) == other


def sentence(one: EventDate, other: EventDate) -> str:
    return compare_dates(Heard(claim(date=one)), Heard(statement(date=other))).sentence


def test_the_sentence_says_that_the_order_alone_differs() -> None:
    assert sentence(MAY, APRIL) == f"JNIM says 4 May 2019; MINUSMA says 5 April 2019, 29 days apart; {EXCHANGED}."


@pytest.mark.parametrize("other", [days("2019-04-06"), days("2018-04-05"), days("2019-04-05", "2019-04-06"), MAY])
def test_the_sentence_says_nothing_of_other_differences(other: EventDate) -> None:
    assert EXCHANGED not in sentence(MAY, other)


def scored(role: PairRole, level: str) -> ScoredPair:
    date_score = ComparisonScore(comparison="date", level=level, label="as the weights have it", bits=-3.5)
    return ScoredPair(
        claim_row=1,
        statement_row=1,
        role=role,
        weight=1.5,
        margin=None,
        scores=(date_score,),
        distance_km=0.0,
        days_apart=29,
        failed=None if role is PairRole.LINKED else "date",
    )


def found(one: ClaimAccount, other: StatementAccount, role: PairRole, level: str = "exchanged") -> Finding:
    as_of = datetime(2020, 1, 1, tzinfo=UTC)
    ledger = Ledger(reference=REFERENCE, coverage=(), as_of=as_of, settings=VerdictSettings())
    (finding,) = whole_findings([one], [other], Linked(pairs=(scored(role, level),), families={}), ledger)
    return finding


def test_a_linked_pair_says_so_and_its_date_differs() -> None:
    finding = found(claim(date=MAY), statement(date=APRIL), PairRole.LINKED)
    assert finding.flag is Flag.PARTIAL_MATCH
    assert f"; the date differs; {EXCHANGED}; " in finding.reason
    assert f"the date differs; {EXCHANGED}" in finding.links[0].sentence


def test_a_silent_claim_is_told_of_the_statement() -> None:
    finding = found(claim(date=MAY), statement(date=APRIL), PairRole.NEAR_MISS)
    assert finding.flag is Flag.NO_OFFICIAL_COMMENT
    assert finding.reason.endswith(
        "MINUSMA's statement on an event of 5 April 2019 is not linked: its date lies 29 days from the one claimed, "
        f"but {EXCHANGED}."
    )


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (statement(date=APRIL, places=(spot("gao"),)), "exchanged"),
        (statement(date=APRIL, target="base", target_family="base"), "exchanged"),
        (statement(date=days("2019-04-06")), "too_far"),
    ],
    ids=["another place", "another target", "another day"],
)
def test_nothing_is_said_without_reason(other: StatementAccount, level: str) -> None:
    assert EXCHANGED not in found(claim(date=MAY), other, PairRole.NEAR_MISS, level).reason


def test_a_month_in_words_is_not_exchanged() -> None:
    worded = replace(MAY, rule="day-month-year"), replace(APRIL, rule="month-day-year")
    assert EXCHANGED not in sentence(*worded)
    assert EXCHANGED in sentence(worded[0], APRIL)
