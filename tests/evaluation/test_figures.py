"""Shares and their intervals."""

import pytest

from reconcile.evaluation.figures import Figure, Measure, Tally, figures

PERFECT = Tally(hit=2, found=2, true=2, right=3, scored=3, silent_hit=1, silent_said=1, silent_true=1)
POOR = Tally(hit=1, found=4, true=2, right=1, scored=4, silent_hit=0, silent_said=2, silent_true=1)


def by_measure(*tallies: Tally, draws: int = 500, seed: int = 1) -> dict[Measure, Figure]:
    return {figure.measure: figure for figure in figures(tallies, draws=draws, seed=seed)}


def test_shares_are_taken_over_all_groups() -> None:
    found = by_measure(PERFECT, POOR)
    expected = {
        Measure.PRECISION: 3 / 6,
        Measure.RECALL: 3 / 4,
        Measure.F1: 2 * 0.5 * 0.75 / 1.25,
        Measure.FLAG_ACCURACY: 4 / 7,
        Measure.SILENCE_PRECISION: 1 / 3,
        Measure.SILENCE_RECALL: 1 / 2,
    }
    assert {measure: figure.value for measure, figure in found.items()} == pytest.approx(expected)


def test_an_interval_reaches_from_the_worse_to_the_better_group() -> None:
    figure = by_measure(PERFECT, POOR)[Measure.PRECISION]
    assert (figure.low, figure.high) == (1 / 4, 1.0)


def test_one_group_or_equal_groups_leave_no_room() -> None:
    for tallies in ([POOR], [POOR, POOR, POOR]):
        for figure in by_measure(*tallies).values():
            assert figure.low == pytest.approx(figure.value) == pytest.approx(figure.high)


def test_the_same_seed_gives_the_same_interval_and_another_may_not() -> None:
    many = [Tally(hit=hit, found=5, true=5, right=1, scored=1) for hit in range(6)]
    assert figures(many, draws=50, seed=3) == figures(many, draws=50, seed=3)
    assert figures(many, draws=50, seed=3) != figures(many, draws=50, seed=4)


def test_nothing_found_and_nothing_true_is_no_error() -> None:
    assert {figure.value for figure in by_measure(Tally()).values()} == {0.0}
