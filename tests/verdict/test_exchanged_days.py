"""Day and month exchanged: said where two sides differ by nothing else, and nowhere else."""

from datetime import UTC, date, datetime

import pytest

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.dates import EventDate
from reconcile.domain.outcomes import Flag, Linked
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger, reach_findings
from reconcile.verdict.dates import EXCHANGED, compare_dates, exchanged
from tests.verdict.building import claim, days, spot, statement

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
    return compare_dates(claim(date=one), statement(date=other)).sentence


def test_the_sentence_says_that_the_order_alone_differs() -> None:
    assert sentence(MAY, APRIL) == f"JNIM says 4 May 2019; MINUSMA says 5 April 2019, 29 days apart; {EXCHANGED}."


@pytest.mark.parametrize("other", [days("2019-04-06"), days("2018-04-05"), days("2019-04-05", "2019-04-06"), MAY])
def test_the_sentence_says_nothing_of_other_differences(other: EventDate) -> None:
    assert EXCHANGED not in sentence(MAY, other)


def reason(one: ClaimAccount, other: StatementAccount) -> str:
    as_of = datetime(2020, 1, 1, tzinfo=UTC)
    ledger = Ledger(reference=REFERENCE, coverage=(), as_of=as_of, settings=VerdictSettings())
    (found,) = reach_findings([one], [other], Linked(pairs=(), families={}), ledger)
    assert found.flag is Flag.NO_OFFICIAL_COMMENT
    return found.reason


def test_a_silent_claim_is_told_of_the_statement() -> None:
    told = reason(claim(date=MAY), statement(date=APRIL))
    assert told.endswith(f"; MINUSMA's statement on 5 April 2019 names the same place, and {EXCHANGED}.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (claim(date=MAY), statement(date=APRIL, places=(spot("gao"),))),
        (claim(date=MAY), statement(date=APRIL, target="base", target_family="base")),
        (claim(date=MAY), statement(date=days("2019-04-06"))),
        (claim(date=APRIL), statement(date=days("2019-05-05"))),
    ],
    ids=["another place", "another target", "another day", "dates that are the same in both orders"],
)
def test_nothing_is_said_without_reason(one: ClaimAccount, other: StatementAccount) -> None:
    assert EXCHANGED not in reason(one, other)
