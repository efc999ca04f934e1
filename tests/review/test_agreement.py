"""Agreement among coders, against published worked examples."""

import pytest

from reconcile.review.agreement import (
    agreement_of,
    cohen_kappa,
    interval_distance,
    krippendorff_alpha,
    percent_agreement,
)

A = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
B = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
C = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
D = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
UNITS = [[value for value in given if value is not None] for given in zip(A, B, C, D, strict=True)]
"""Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve units."""


def test_alpha_of_four_coders_with_missing_answers() -> None:
    assert krippendorff_alpha(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert krippendorff_alpha(UNITS, interval_distance) == pytest.approx(0.849, abs=0.0005)


def test_alpha_of_two_coders_and_two_answers() -> None:
    """The same paper, section A: ten articles, binary."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(list(zip(one, other, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_fifty_grant_proposals() -> None:
    """Readers who say yes or no to 50 proposals: 20 both yes, 5 and 10 differ, 15 both no; kappa 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert percent_agreement(pairs) == pytest.approx(0.7)


def test_kappa_of_chance_and_of_contradiction() -> None:
    assert cohen_kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == pytest.approx(0.0)
    assert cohen_kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1.0)


def test_nothing_to_compare_gives_nothing() -> None:
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")] * 3) is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([["a"], ["b"]]) is None
    assert krippendorff_alpha([["a", "a"]] * 3) is None
    assert percent_agreement([["a"]]) is None


def test_a_kind_of_question() -> None:
    answers = {"1": {"kim": "same_event", "lou": "same_event"}, "2": {"kim": "not_same", "lou": "same_event"},
               "3": {"kim": "not_same", "lou": "not_same"}, "4": {"kim": "not_same"}}  # fmt: skip
    found = agreement_of("pair", answers)
    assert (found.units, found.coders) == (3, 2)
    assert found.percent == pytest.approx(2 / 3)
    assert found.kappa == pytest.approx(0.4)
    assert agreement_of("pair", {}).percent is None
