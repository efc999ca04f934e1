"""Findings: one per claim, with flag, status, stance and a sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from reconcile.domain.comparables import ClaimAccount
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.outcomes import ClaimStance, CloseCall, Finding, Flag, Linked, PairRole, ScoredPair, Status
from reconcile.domain.phrases import NAMED
from reconcile.domain.records import Attribution, ClaimKind, DatePrecision, Denied, Stance
from reconcile.domain.sources import Coverage, CoverageBasis
from reconcile.domain.tolls import TollSide
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger
from tests.verdict.building import claim, days, killed, linked, statement
from tests.whole_runs import whole_findings

REFERENCE = load_reference(None)
SPRING = DateInterval(date(2017, 3, 1), date(2017, 5, 31))
AS_OF = datetime(2017, 5, 20, tzinfo=UTC)
NOTHING = Linked(pairs=(), families={})


def ledger(*spans: Coverage, as_of: datetime = AS_OF) -> Ledger:
    return Ledger(reference=REFERENCE, coverage=spans, as_of=as_of, settings=VerdictSettings())


def minusma(first: str = "03-01", last: str = "05-31") -> Coverage:
    """Declared for these days of 2017."""
    days_ = DateInterval(date.fromisoformat(f"2017-{first}"), date.fromisoformat(f"2017-{last}"))
    return Coverage(source="minusma", days=days_)


def seen(first: str, last: str) -> Coverage:
    """What statements show to have been read."""
    return replace(minusma(first, last), basis=CoverageBasis.INFERRED)


def finding(
    one: ClaimAccount, *statements: object, pairs: tuple[ScoredPair, ...] = (), books: Ledger | None = None
) -> Finding:
    at = books or ledger(minusma())
    return whole_findings([one], statements, Linked(pairs=pairs, families={}), at)[0].as_told(at.as_of)  # type: ignore[arg-type]


def test_agreement_says_on_what() -> None:
    found = finding(claim(), statement(), pairs=(linked(),))
    assert (found.flag, found.status, found.stance) == (Flag.AGREEMENT, Status.CONCLUDED, ClaimStance.REPORTED)
    assert "agreement on date, place and target" in found.reason


def test_the_best_flag_of_the_links_counts() -> None:
    undated = statement(2, date=EventDate())
    found = finding(claim(), statement(1), undated, pairs=(linked(), linked(statement_row=2)))
    assert found.flag is Flag.AGREEMENT
    assert [pair.flag for pair in found.links] == [Flag.AGREEMENT, Flag.PARTIAL_MATCH]


def test_a_claim_without_date_is_a_partial_match_and_says_so() -> None:
    found = finding(claim(date=EventDate()), statement(), pairs=(linked(),))
    assert found.flag is Flag.PARTIAL_MATCH
    assert "the claim states no date" in found.reason


def test_the_toll_never_makes_the_flag() -> None:
    found = finding(claim(tolls=killed(100, 100)), statement(tolls=killed(0, 0)), pairs=(linked(),))
    assert found.flag is Flag.AGREEMENT
    assert "the claim gives 100 killed, officials give 0 killed" in found.reason


def test_a_denial_is_an_official_comment_and_stands_beside_the_flag() -> None:
    denying = statement(written={"issuer": "Government of Ethiopia", "stance": Stance.DENIES, "denies": (Denied.TOLL,)})
    found = finding(claim(), denying, pairs=(linked(),))
    assert (found.flag, found.stance) == (Flag.AGREEMENT, ClaimStance.DENIED)
    assert "Government of Ethiopia denies the toll" in found.reason


def test_some_deny() -> None:
    denying = statement(2, written={"stance": Stance.DENIES})
    found = finding(claim(), statement(1), denying, pairs=(linked(), linked(statement_row=2)))
    assert found.stance is ClaimStance.MIXED


@pytest.mark.parametrize(
    ("kind", "status"), [(ClaimKind.DENIAL, Status.GROUP_DENIES), (ClaimKind.ALLEGATION, Status.ALLEGATION)]
)
def test_denials_and_allegations_stand_apart(kind: ClaimKind, status: Status) -> None:
    found = finding(claim(written={"claim_kind": kind}))
    assert (found.flag, found.status, found.pairs) == (None, status, ())


OPENS = datetime(2017, 4, 19, tzinfo=UTC)
"""End of the event day in the tests' accounts; they were known before."""


@pytest.mark.parametrize(
    ("spans", "as_of", "status"),
    [
        ((), AS_OF, Status.COVERAGE_UNKNOWN),
        ((minusma(),), AS_OF, Status.CONCLUDED),
        ((minusma(),), datetime(2017, 5, 3, tzinfo=UTC), Status.PENDING),
        ((minusma(),), datetime(2017, 5, 3, 0, 0, 1, tzinfo=UTC), Status.CONCLUDED),
        # the window: 19 April to 2 May, both included; every day of it must have been collected
        ((minusma("04-19", "05-02"),), AS_OF, Status.CONCLUDED),
        ((minusma("04-20", "05-02"),), AS_OF, Status.NOT_MONITORED),
        ((minusma("04-19", "05-01"),), AS_OF, Status.NOT_MONITORED),
        ((minusma("03-01", "04-18"),), AS_OF, Status.NOT_MONITORED),
        ((seen("04-19", "05-02"),), AS_OF, Status.CONCLUDED),
        ((seen("04-19", "05-01"),), AS_OF, Status.COVERAGE_UNKNOWN),
        ((seen("04-19", "05-01"), Coverage(source="ke-army", days=SPRING)), AS_OF, Status.NOT_MONITORED),
        ((seen("04-19", "04-25"), minusma("04-26", "05-02")), AS_OF, Status.CONCLUDED),
        # while the window is open, only the days that have ended are asked for
        ((minusma("03-01", "04-22"),), datetime(2017, 4, 23, tzinfo=UTC), Status.PENDING),
        ((minusma("03-01", "04-22"),), datetime(2017, 4, 23, 23, tzinfo=UTC), Status.PENDING),
        ((minusma("03-01", "04-21"),), datetime(2017, 4, 23, tzinfo=UTC), Status.NOT_MONITORED),
        # on its first day none has: whoever was collected until the day before, or is collected that day, is not missed
        ((minusma("03-01", "04-18"),), datetime(2017, 4, 19, 12, tzinfo=UTC), Status.PENDING),
        ((minusma("04-19", "04-19"),), datetime(2017, 4, 19, 12, tzinfo=UTC), Status.PENDING),
        ((minusma("03-01", "04-17"),), datetime(2017, 4, 19, 12, tzinfo=UTC), Status.NOT_MONITORED),
        ((Coverage(source="ke-army", days=SPRING),), AS_OF, Status.NOT_MONITORED),
        ((Coverage(source="ke-army", days=SPRING),), OPENS, Status.NOT_MONITORED),
    ],
)
def test_what_a_silence_rests_on(spans: tuple[Coverage, ...], as_of: datetime, status: Status) -> None:
    found = finding(claim(), books=ledger(*spans, as_of=as_of))
    assert (found.flag, found.status, found.stance) == (Flag.NO_OFFICIAL_COMMENT, status, None)


def test_each_status_has_its_own_words() -> None:
    concluded = finding(claim()).reason
    unknown = finding(claim(), books=ledger()).reason
    unmonitored = finding(claim(), books=ledger(Coverage(source="ke-army", days=SPRING))).reason
    assert concluded == "No official comment found as of 20 May 2017, 00:00 UTC in 1 monitored source."
    assert "nobody declared which sources were collected" in unknown
    assert "none of the issuers expected to answer (MINUSMA" in unmonitored


def test_a_gap_is_named_with_its_days() -> None:
    told = finding(claim(), books=ledger(minusma("03-01", "04-20"), minusma("05-01"))).reason
    assert told.endswith(
        "none of the issuers expected to answer (MINUSMA) was collected throughout the window of 19 April to "
        "3 May 2017; "
        "MINUSMA was not collected from 21 to 30 April 2017."
    )
    one_day = ledger(minusma("03-01", "04-20"), minusma("04-22"))
    assert "not collected on 21 April 2017." in finding(claim(), books=one_day).reason
    two = ledger(minusma("04-20", "04-25"), minusma("04-28"))
    assert finding(claim(), books=two).reason.endswith("on 19 April 2017 and from 26 to 27 April 2017.")


@pytest.mark.parametrize(("until", "since"), [("04-08", "04-19"), ("05-02", "05-13")])
def test_a_gap_before_or_after_the_window_is_none(until: str, since: str) -> None:
    found = finding(claim(), books=ledger(minusma("03-01", until), minusma(since)))
    assert (found.status, "not collected" in found.reason) == (Status.CONCLUDED, False)


def test_a_gap_that_lasts_is_told_alike_every_day() -> None:
    until = minusma("03-01", "04-20")
    told = [finding(claim(), books=ledger(until, as_of=datetime(2017, 4, n, tzinfo=UTC))) for n in (23, 24)]
    assert told[0].status is told[1].status is Status.NOT_MONITORED
    assert told[0].reason == told[1].reason
    assert told[0].reason.endswith("MINUSMA was not collected since 21 April 2017.")


def test_the_one_day_that_ended_is_not_made_up_for_by_the_next() -> None:
    """The window opened on 19 April; MINUSMA was collected from the 20th on."""
    late = ledger(minusma("04-20", "05-31"), as_of=datetime(2017, 4, 20, 12, tzinfo=UTC))
    found = finding(claim(), books=late)
    assert (found.status, found.reason.endswith("since 19 April 2017.")) == (Status.NOT_MONITORED, True)


def test_days_to_come_are_not_told_as_missed() -> None:
    """A claim published ahead of the day it names, or with a slip of the year."""
    ahead = claim(date=days("2030-04-18"))
    read = finding(ahead, books=ledger(minusma("03-01", "05-19")))
    assert (read.status, "not collected" in read.reason) == (Status.PENDING, False)
    told = [
        finding(ahead, books=ledger(minusma("03-01", "05-10"), as_of=datetime(2017, 5, n, tzinfo=UTC)))
        for n in (20, 25)
    ]
    assert told[0].status is Status.NOT_MONITORED
    assert told[0].reason.endswith("MINUSMA was not collected since 11 May 2017.")
    assert told[0].reason == told[1].reason


def test_an_undated_claim_waits_from_when_it_was_known() -> None:
    undated = claim(date=EventDate())
    last = datetime(2017, 5, 2, 20, tzinfo=UTC)
    assert finding(undated, books=ledger(minusma(), as_of=last)).status is Status.PENDING
    later = last.replace(second=1)
    assert finding(undated, books=ledger(minusma(), as_of=later)).status is Status.CONCLUDED


def test_a_silence_names_the_nearest_and_the_test_it_failed() -> None:
    other = claim(2, date=days("2017-04-18"))
    beaten = linked(
        role=PairRole.RUNNER_UP, failed="competition", rival_claim_row=2, margin=-5.0, days_apart=2, weight=3.0
    )
    won = linked(claim_row=2)
    sunday = claim(1, date=days("2017-04-16"))
    found = whole_findings([sunday, other], [statement()], Linked(pairs=(beaten, won), families={}), ledger(minusma()))[
        0
    ]
    assert found.flag is Flag.NO_OFFICIAL_COMMENT
    assert found.reason.endswith(
        "the nearest: MINUSMA's statement on an event of 18 April 2017 lies 2 days from the date claimed "
        "and fits JNIM's claim of 18 April 2017 better by 5.0 bits."
    )


@pytest.mark.parametrize(
    ("attribution", "told"),
    [
        (Attribution.ANONYMOUS, "comes from an unnamed official"),
        (Attribution.QUOTED_BY_CLAIMANT, "is known only through the claimant"),
    ],
)
def test_what_nobody_says_in_its_own_name_ends_no_silence(attribution: Attribution, told: str) -> None:
    quoted = linked(role=PairRole.RUNNER_UP, failed="attribution")
    found = finding(claim(), statement(written={"attribution": attribution}), pairs=(quoted,))
    assert found.flag is Flag.NO_OFFICIAL_COMMENT
    assert found.reason.endswith(f"{told}; it is shown but does not end a silence.")


def test_pairs_stand_links_first_then_by_weight() -> None:
    near = linked(statement_row=2, role=PairRole.NEAR_MISS, weight=-2.0, failed="weight")
    runner = linked(statement_row=3, role=PairRole.RUNNER_UP, weight=12.0, failed="competition")
    light = replace(linked(statement_row=4), weight=3.0)
    found = finding(claim(), *(statement(n) for n in (1, 2, 3, 4)), pairs=(near, runner, light, linked()))
    assert [pair.statement for pair in found.pairs] == ["s1", "s4", "s3", "s2"]


def test_a_silence_that_holds_is_told_alike_until_the_instant_is_put_in() -> None:
    early, late = (ledger(minusma(), as_of=datetime(2018, 1, day, tzinfo=UTC)) for day in (1, 2))
    one, other = (whole_findings([claim()], [], NOTHING, at)[0] for at in (early, late))
    assert one == other
    assert "1 January 2018, 00:00 UTC" in one.as_told(early.as_of).reason


def test_who_never_acknowledges_losses_is_structurally_silent_on_claims_of_losses() -> None:
    hit: dict[str, Any] = {"target_actors": ("AMISOM",), "country": "SO"}
    books = ledger(Coverage(source="amisom", days=SPRING))
    silent = finding(claim(**hit, tolls=killed(20, 20)), books=books)
    assert silent.status is Status.STRUCTURALLY_SILENT
    assert "the issuers expected to answer (AMISOM) never comment on such" in silent.reason
    for tolls in (killed(None, 0), {}, killed(20, 20, TollSide.ATTACKERS)):
        assert finding(claim(**hit, tolls=tolls), books=books).status is Status.CONCLUDED
    unread = ledger(Coverage(source="ke-army", days=SPRING))
    assert finding(claim(**hit, tolls=killed(20, 20)), books=unread).status is Status.NOT_MONITORED


def test_no_claims() -> None:
    assert whole_findings([], [statement()], NOTHING, ledger()) == ()


def test_claims_that_may_tell_of_one_event_name_one_another() -> None:
    linked = Linked(pairs=(), families={1: (2,), 2: (1,)})
    found = whole_findings([claim(1), claim(2), claim(3)], [], linked, ledger())
    assert [finding.family for finding in found] == [("c2",), ("c1",), ()]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (days("2017-04-18", "2017-04-20", DatePrecision.RANGE), CloseCall.EPISODE),
        (days("2017-04-18", "2017-04-19", DatePrecision.RANGE), None),
        (days("2017-04-17", "2017-04-23", DatePrecision.WEEK), None),
    ],
)
def test_a_battle_of_days_beside_an_attack_of_one_goes_to_a_person(told: EventDate, expected: CloseCall | None) -> None:
    found = finding(claim(date=told), statement(), pairs=(linked(),))
    assert found.links[0].scored.close_call is expected


MANY = range(101, NAMED + 104)


def test_of_many_issuers_the_reason_names_the_first_and_counts_the_others() -> None:
    pairs = tuple(linked(statement_row=n) for n in MANY)
    found = finding(claim(), *[statement(n, {"issuer": f"Office {n}"}) for n in MANY], pairs=pairs)
    first = ", ".join(f"Office {n}" for n in MANY[: NAMED - 1])
    assert found.reason.startswith(f"JNIM and {first} and 4 others tell of the same event; agreement")
    assert len(found.links) == len(MANY)


def test_many_denials_are_told_together_by_what_is_denied() -> None:
    pairs = tuple(linked(statement_row=n) for n in MANY)
    told = [{"issuer": f"Office {n}", "denies": (Denied.TOLL if n > 101 else Denied.EVENT,)} for n in MANY]
    found = finding(claim(), *[statement(n, one) for n, one in zip(MANY, told, strict=True)], pairs=pairs)
    assert "; Office 101 denies the attack as a whole; Office 102, Office 103, " in found.reason
    assert "Office 112 and 3 others deny the toll;" in found.reason
    few = finding(claim(), *[statement(n, one) for n, one in zip(MANY[:3], told[:3], strict=True)], pairs=pairs[:3])
    assert "; Office 102 denies the toll; Office 103 denies the toll;" in few.reason


def test_of_many_figures_the_first_are_given() -> None:
    pairs = tuple(linked(statement_row=n) for n in MANY)
    found = finding(claim(tolls=killed(1)), *[statement(n, tolls=killed(n)) for n in MANY], pairs=pairs)
    assert "officials give at least 101 or at least 102 or " in found.reason
    assert found.reason.endswith(" or at least 111 killed, or one of 4 other figures.")
