"""Rates of silence with their denominators, counted by hand."""

from dataclasses import replace

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.outcomes import Flag, Status
from reconcile.domain.proportions import Proportion
from reconcile.domain.records import ClaimKind
from reconcile.domain.tallies import MonthPart, SilenceTally
from tests.tally.building import collected, event, run_of, tallies_of
from tests.verdict.building import claim, killed, statement

LATE = "2017-05-18"
"""Fourteen days have not passed as of 20 May."""


def of(tallies: tuple[SilenceTally, ...], label: str) -> SilenceTally:
    return next(tally for tally in tallies if tally.label == label)


def answer(row: int, published: str = "2017-04-19", speaker: str | None = "minusma") -> StatementAccount:
    return statement(row, {"published": published}, speaker=speaker)


def test_a_rate_is_of_the_claims_that_may_be_judged() -> None:
    """Four claims: two silent, one answered, one still pending."""
    claims = [event(1), event(2), event(3), event(4, LATE)]
    tally = of(tallies_of(run_of(claims, [answer(1)], [(3, 1)])).by_issuer, "MINUSMA")
    assert (tally.expected, tally.judged) == (4, Proportion(part=2, whole=3))
    assert tally.apart[Status.PENDING] == Proportion(part=0, whole=1)


def test_an_early_answer_counts_in_no_rate_before_the_time_of_the_others_is_over() -> None:
    """Else every recent answer would lower the rate, and no recent silence could raise it."""
    tally = of(tallies_of(run_of([event(1), event(2, LATE)], [answer(1, LATE)], [(2, 1)])).by_issuer, "MINUSMA")
    assert tally.judged == Proportion(part=1, whole=1)
    assert tally.apart[Status.PENDING] == Proportion(part=1, whole=1)


def test_what_nobody_collected_stands_apart_answered_or_not() -> None:
    claims = [event(1, "2017-01-10"), event(2, "2017-01-11"), event(3)]
    tally = of(tallies_of(run_of(claims, [answer(1, "2017-01-12")], [(2, 1)])).by_issuer, "MINUSMA")
    assert tally.judged == Proportion(part=1, whole=1)
    assert tally.apart[Status.NOT_MONITORED] == Proportion(part=1, whole=2)


def test_without_declared_coverage_there_is_no_rate() -> None:
    tallies = tallies_of(run_of([event(1), event(2)], [answer(1)], [(1, 1)], coverage=()))
    assert tallies.all_claims.judged.share is None
    assert tallies.all_claims.apart[Status.COVERAGE_UNKNOWN] == Proportion(part=1, whole=2)
    assert tallies.delay.curve.followed == 0


def test_an_answer_of_somebody_else_is_no_answer_of_the_issuer_but_one_to_the_claim() -> None:
    tallies = tallies_of(run_of([event(1)], [answer(1, speaker="fr-defence-ministry")], [(1, 1)]))
    assert of(tallies.by_issuer, "MINUSMA").judged == Proportion(part=1, whole=1)
    assert tallies.all_claims.judged == Proportion(part=0, whole=1)


def test_days_not_collected_within_the_window_are_said() -> None:
    outcome = run_of([event(1), event(2, "2017-04-01")], coverage=[collected("minusma", "2017-04-05")])
    tally = of(tallies_of(outcome).by_issuer, "MINUSMA")
    assert (tally.judged.whole, tally.apart[Status.NOT_MONITORED].whole, tally.covered_in_part) == (1, 1, 1)


def test_denials_and_allegations_of_groups_are_counted_nowhere() -> None:
    denial = claim(2, {"claim_kind": ClaimKind.DENIAL})
    tallies = tallies_of(run_of([event(1), denial]))
    assert (tallies.claims, tallies.all_claims.expected) == (1, 1)


def test_strata_by_toll_keep_small_and_large_apart() -> None:
    claims = [event(1, tolls=killed(1, 1)), event(2, tolls=killed(25)), event(3, tolls=killed(0, 0)), event(4)]
    found = tallies_of(run_of(claims, [answer(1)], [(2, 1)])).by_toll
    assert [(tally.label, tally.judged.part, tally.judged.whole) for tally in found] == [
        ("0", 1, 1),
        ("1", 1, 1),
        ("20 or more", 0, 1),
        ("no figure", 1, 1),
    ]


def test_strata_name_issuer_region_and_band() -> None:
    ((labels, tally),) = tallies_of(run_of([event(1, tolls=killed(3, 3))])).strata
    assert labels == ("MINUSMA", "no region stated, Mali", "2 to 4")
    assert tally.judged == Proportion(part=1, whole=1)


def test_one_claimant_under_two_spellings_is_one() -> None:
    spelt = [claim(row, {"claimant": name}, speaker="JNIM") for row, name in ((1, "JNIM"), (2, "Jama'at Nusrat"))]
    assert [tally.expected for tally in tallies_of(run_of(spelt)).by_claimant] == [2]


def test_rates_rest_on_what_verdicts_rest_on() -> None:
    """A silent claim counts as silent in the rate exactly where its status says concluded."""
    claims = [event(1), event(2, LATE), event(3, "2017-01-10")]
    outcome = run_of(claims)
    silent = [f for f in outcome.findings if f.flag is Flag.NO_OFFICIAL_COMMENT and f.status is Status.CONCLUDED]
    assert tallies_of(outcome).all_claims.judged.part == len(silent) == 1


def test_delays_run_from_the_last_day_of_the_event() -> None:
    claims = [event(1, "2017-04-10"), event(2, "2017-04-11"), event(3, "2017-04-12")]
    outcome = run_of(claims, [answer(1, "2017-04-13"), answer(2, "2017-04-10")], [(1, 1), (2, 2)])
    curve = tallies_of(outcome).delay.curve
    assert [(step.day, step.answered) for step in curve.steps] == [(0, 1), (3, 1)]
    assert curve.censored == ((38, 1),), "followed from 12 April until the data cut-off on 20 May"


def test_a_claim_is_followed_no_longer_than_somebody_collected() -> None:
    outcome = run_of([event(1)], coverage=[collected("minusma", last="2017-04-30")])
    assert tallies_of(outcome).delay.curve.censored == ((20, 1),)


def test_collecting_that_goes_on_without_a_gap_is_one() -> None:
    spans = [collected("minusma", last="2017-04-30"), collected("minusma", "2017-05-01", "2017-05-05")]
    assert tallies_of(run_of([event(1)], coverage=spans)).delay.curve.censored == ((25, 1),)
    gap = [collected("minusma", last="2017-04-30"), collected("minusma", "2017-05-02", "2017-05-05")]
    assert tallies_of(run_of([event(1)], coverage=gap)).delay.curve.censored == ((20, 1),)


def test_an_answer_after_the_last_day_collected_is_one_nobody_was_sure_to_see() -> None:
    outcome = run_of(
        [event(1)], [answer(1, "2017-05-02")], [(1, 1)], coverage=[collected("minusma", last="2017-04-30")]
    )
    curve = tallies_of(outcome).delay.curve
    assert (curve.answered, curve.censored) == (0, ((20, 1),))


def test_a_claim_not_collected_for_from_its_first_day_is_no_part_of_the_curve() -> None:
    delay = tallies_of(run_of([event(1)], coverage=[collected("minusma", "2017-04-12")])).delay
    assert (delay.curve.followed, delay.not_followed) == (0, 1)


def test_every_claim_is_in_one_month_and_months_without_claims_are_shown() -> None:
    claims = [event(1, "2017-03-10"), event(2, "2017-03-12"), event(3, LATE)]
    months = tallies_of(run_of(claims, [answer(1)], [(1, 1)])).months
    assert [(month.month.month, month.claims) for month in months] == [(3, 2), (4, 0), (5, 1)]
    assert months[0].parts[MonthPart.PARTIAL_MATCH] == months[0].parts[MonthPart.SILENT] == 1
    assert months[2].parts[MonthPart.PENDING] == 1


def test_a_record_dated_a_century_off_fills_no_figure_with_empty_months() -> None:
    assert len(tallies_of(run_of([event(1, "1917-03-10"), event(2)])).months) == 2


def test_no_claims() -> None:
    tallies = tallies_of(run_of([]))
    assert (tallies.claims, tallies.by_issuer, tallies.months, tallies.all_claims.judged.share) == (0, (), (), None)


def test_the_order_of_records_changes_nothing() -> None:
    claims = [event(row, f"2017-04-{row:02}", tolls=killed(row, row)) for row in range(1, 9)]
    told = [answer(row) for row in (1, 2, 3)]
    outcome = run_of(claims, told, [(2, 1), (4, 2), (6, 3)])
    turned = replace(
        outcome,
        claims=outcome.claims[::-1],
        findings=outcome.findings[::-1],
        statements=outcome.statements[::-1],
    )
    assert tallies_of(turned) == tallies_of(outcome)
