"""The delay curve against published results and by hand."""

import pytest

from reconcile.domain.tallies import DelayCurve
from reconcile.tally.survival import delay_curve

# Remission times in weeks of leukaemia patients (Freireich and others 1963; Cox and Oakes 1984, table 1.1); `+` is
# censored. The estimates below are those of Kleinbaum and Klein, Survival Analysis, chapter 2, and of Stata's sts list.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def curve(times: str) -> DelayCurve:
    return delay_curve((int(time.rstrip("+")), not time.endswith("+")) for time in times.split())


@pytest.mark.parametrize(
    ("week", "at_risk", "answered", "estimate", "low", "high"),
    [
        (6, 21, 3, 0.8571, 0.6197, 0.9516),
        (7, 17, 1, 0.8067, 0.5631, 0.9228),
        (10, 15, 1, 0.7529, 0.5032, 0.8894),
        (13, 12, 1, 0.6902, 0.4316, 0.8491),
        (16, 11, 1, 0.6275, 0.3675, 0.8049),
        (22, 7, 1, 0.5378, 0.2678, 0.7468),
        (23, 6, 1, 0.4482, 0.1881, 0.6801),
    ],
)
def test_the_treated_group(week: int, at_risk: int, answered: int, estimate: float, low: float, high: float) -> None:
    step = next(step for step in curve(TREATED).steps if step.day == week)
    assert (step.at_risk, step.answered) == (at_risk, answered)
    assert (step.unanswered, step.low, step.high) == pytest.approx((estimate, low, high), abs=0.0001)


def test_medians_of_both_groups() -> None:
    assert (curve(TREATED).median, curve(PLACEBO).median) == (23, 8)


def test_a_quantile_the_curve_does_not_reach_is_not_stated() -> None:
    assert curve(TREATED).ninetieth is None
    assert curve(PLACEBO).ninetieth == 17


def test_without_censoring_it_is_the_share_still_waiting() -> None:
    steps = {step.day: step.unanswered for step in curve(PLACEBO).steps}
    assert steps[1] == pytest.approx(19 / 21)
    assert steps[8] == pytest.approx(8 / 21)
    assert steps[23] == 0.0


def test_counts_add_up() -> None:
    found = curve(TREATED)
    assert (found.followed, found.answered, sum(number for _, number in found.censored)) == (21, 9, 12)
    assert found.last_day == 35


def test_the_median_is_no_mean_of_the_answered() -> None:
    """One issuer answers two claims at once and eight never: its median delay is not a day."""
    found = curve("1 1 30+ 30+ 30+ 30+ 30+ 30+ 30+ 30+")
    assert found.median is None
    assert found.steps[-1].unanswered == pytest.approx(0.8)


def test_nobody_answers() -> None:
    found = curve("10+ 20+")
    assert (found.steps, found.median, found.last_day, found.followed) == ((), None, 20, 2)


def test_nobody_was_followed() -> None:
    assert delay_curve(()) == DelayCurve(steps=(), censored=(), followed=0, answered=0)


def test_an_answer_on_the_day_of_the_event() -> None:
    found = curve("0 0 3+")
    assert (found.steps[0].day, found.steps[0].at_risk) == (0, 3)
    assert found.median == 0


def test_who_was_last_followed_on_the_day_of_an_answer_was_at_risk() -> None:
    assert curve("5+ 5 9+").steps[0].at_risk == 3


def test_all_are_answered() -> None:
    last = curve("1 2").steps[-1]
    assert (last.unanswered, last.low, last.high) == (0.0, 0.0, 0.0)


def test_a_claim_is_not_followed_backwards() -> None:
    with pytest.raises(ValueError, match="-1 days"):
        curve("-1")
