"""Silence, discrepancies and profiles: what is counted stands on the page with its denominator, beside its figure."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.domain.outcomes import Outcome
from reconcile.domain.proportions import Proportion
from reconcile.domain.records import Denied
from reconcile.domain.tallies import DelayTally
from reconcile.domain.tolls import CountRange
from reconcile.report import render_report, tally_words
from reconcile.report.figures.curves import draw_curve
from reconcile.report.figures.gaps import Gap, draw_gaps
from reconcile.report.figures.months import MOST_COLUMNS, draw_months
from reconcile.report.figures.ratios import draw_ratios
from reconcile.report.figures.scales import LogScale, StraightScale
from reconcile.tally.survival import delay_curve
from tests.report.building import books, counted
from tests.report.reading import Page, pages_of
from tests.tally.building import collected, event, run_of, tallies_of
from tests.verdict.building import claim, days, killed, statement


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Five claims that may be judged and one that was not monitored; three answered, two officials who differ."""
    claims = [event(row, f"2017-04-{row:02}", tolls=killed(10 * row, 10 * row)) for row in range(1, 6)]
    claims.append(event(6, "2015-04-01"))
    denial = {"published": "2017-04-04", "denies": (Denied.EVENT,)}
    told = [
        statement(1, {"published": "2017-04-02"}, speaker="minusma", tolls=killed(2, 2), date=days("2017-04-01")),
        statement(2, denial, speaker="minusma", date=days("2017-04-02")),
        statement(
            3,
            {"published": "2017-04-05", "issuer": "French Ministry of Defence"},
            speaker="fr-defence-ministry",
            date=days("2017-04-02"),
        ),
    ]
    april = [collected("minusma"), collected("fr-defence-ministry")]
    return run_of(claims, told, [(1, 1), (2, 2), (2, 3)], coverage=april)


@pytest.fixture(scope="module")
def counted_pages(outcome: Outcome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("counted") / "r"
    render_report(outcome, counted(outcome, books()), folder)
    return pages_of(folder)


def text(page: Page) -> str:
    return re.sub(r"\s+", " ", " ".join(page.texts))


def test_every_rate_names_its_denominator_in_words(counted_pages: dict[str, Page]) -> None:
    said = text(counted_pages["silence.html"])
    assert "Of 6 claims that MINUSMA is expected to answer" in said
    assert "may be judged; 3 of these had no comment found as of 20 May 2017." in said


def test_what_was_not_monitored_stands_apart(counted_pages: dict[str, Page]) -> None:
    said = text(counted_pages["silence.html"])
    assert "1 not monitored" in said
    assert "4 not monitored" not in said


def test_the_delay_is_told_by_median_and_ninetieth_percentile(counted_pages: dict[str, Page]) -> None:
    said = text(counted_pages["silence.html"])
    assert "Of 5 claims that could be followed, 2 had a first official comment" in said
    assert "fewer than half had one within" in said
    assert "Left out: 1 claim whose issuers were not collected" in said


@pytest.mark.parametrize("name", ["silence.html", "discrepancies.html", "profiles.html"])
def test_every_figure_has_a_title_a_description_and_a_table(counted_pages: dict[str, Page], name: str) -> None:
    source = counted_pages[name].source
    figures = re.findall(
        r'<figure class="charts">.*?</figure>(.*?)(?:<figure class="charts">|</main>)', source, re.DOTALL
    )
    assert figures
    assert all("<table" in after for after in figures)
    for svg in re.findall(r'<svg class="chart \w+" viewBox="[^"]*" role="img"[^>]*>.*?</svg>', source, re.DOTALL):
        assert re.search(r"<title id=\"[^\"]+\">[^<]+</title>\s*<desc id=\"[^\"]+\">[^<]+</desc>", svg)


def test_gaps_officials_and_denials_lead_to_their_claims(counted_pages: dict[str, Page]) -> None:
    page = counted_pages["discrepancies.html"]
    said = text(page)
    assert "Of 1 linked pair with figures on both sides that count the same, 1 gives figures that do not agree" in said
    assert "French Ministry of Defence speaks of the event; MINUSMA denies the event." in said
    assert "1 claim is answered by two or more institutions; in 1 of these they differ" in said
    assert "The official side denies something in 1 of 3 linked pairs." in said
    assert {link for link in page.links if link.startswith("claims/")} <= set(counted_pages)


def test_a_claimant_is_told_with_denominators(counted_pages: dict[str, Page]) -> None:
    said = text(counted_pages["profiles.html"])
    assert "2 of 5 that may be judged (40 %)" in said
    assert "Of 1 claim of JNIM with an official figure that counts the same, 1 gives more dead than officials" in said
    assert "1 of 2 linked (50 %)" in said


def test_who_answers_whom_is_told_with_denominators_and_intervals(counted_pages: dict[str, Page]) -> None:
    rows = counted_pages["profiles.html"].table("Claimants and the issuers that answer them, most claims first")
    assert rows["JNIM"][0] in ("MINUSMA", "French ministry of defence")
    said = text(counted_pages["profiles.html"])
    assert "MINUSMA 2 of 6 claims (33 %) 2 of 2 answered (100 %) 95 % interval 34 to 100 % 1 of 2 answered" in said


def test_nothing_to_count(tmp_path: Path) -> None:
    nothing = run_of([])
    render_report(nothing, counted(nothing, books()), tmp_path / "r")
    said = text(pages_of(tmp_path / "r")["silence.html"])
    assert "There are no claims to reconcile." in said
    assert "No claim could be followed" in said


@pytest.mark.parametrize(
    ("part", "whole", "share", "interval"),
    [
        (9, 12, "75\u00a0%", "47 to 91\u00a0%"),
        (0, 0, "no rate", ""),
        (0, 5, "0\u00a0%", "0 to 43\u00a0%"),
        (1, 8, "13\u00a0%", "2 to 47\u00a0%"),
    ],
)
def test_shares_in_words(part: int, whole: int, share: str, interval: str) -> None:
    value = Proportion(part=part, whole=whole)
    assert (tally_words.percent(value), tally_words.interval(value)) == (share, interval)


def test_a_curve_that_reaches_both_quantiles_says_so() -> None:
    curve = delay_curve([(0, True)] * 6 + [(3, True)] * 4)
    (_, said) = tally_words.delay_sentences(DelayTally(curve=curve, not_followed=0, never_answered=0))
    assert said == (
        "By the estimate below, half had one by the last day of the event (median) and nine in ten by 3 days after "
        "the event (90th percentile)."
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((), "–"), ((1,), "1 day (1 case)"), ((0, 2, 4, 10), "3 days (middle half 1.5 to 5.5; 4 cases)")],
)
def test_a_spread_says_how_many_cases(numbers: tuple[int, ...], said: str) -> None:
    assert tally_words.spread(numbers, "day") == said


def test_a_log_scale_multiplies_and_keeps_zero_apart() -> None:
    scale = LogScale(first=1, last=100, left=100, right=300, zero=70)
    assert [scale.at(value) for value in (0, 1, 10, 100, 1000)] == [70, 100, 200, 300, 300]
    assert [tick.label for tick in scale.ticks()] == ["0", "1", "2", "5", "10", "20", "50", "100"]


def test_a_straight_scale_has_round_ticks() -> None:
    assert [tick.label for tick in StraightScale(last=61, left=0, right=100).ticks(8)] == [
        "0", "10", "20", "30", "40", "50", "60",
    ]  # fmt: skip


def test_a_gap_is_drawn_as_ranges_with_open_ends() -> None:
    figure = draw_gaps(
        [Gap(label="1", claimed=CountRange(60, None), official=CountRange(None, 4), ratio="×15")],
        key="g", title="t", description="d",
    )  # fmt: skip
    assert figure is not None
    claimed, official = figure.rows[0].ranges
    assert (claimed.open_right, claimed.open_left, official.open_left, official.open_right) == (
        True,
        False,
        True,
        False,
    )
    assert official.start < claimed.start
    assert draw_gaps([], key="g", title="t", description="d") is None


def test_a_curve_falls_where_claims_are_answered() -> None:
    figure = draw_curve(delay_curve([(2, True), (5, False)]), key="k", title="t", description="d", axis="days")
    assert figure is not None
    assert figure.line.count("V") == 1
    assert len(figure.strokes) == 1
    assert [guide.label for guide in figure.guides] == ["half"]
    assert draw_curve(delay_curve([]), key="k", title="t", description="d", axis="days") is None


def test_many_months_become_years_and_no_claim_is_lost() -> None:
    claims = [claim(row, date=days(f"{2000 + row}-03-01")) for row in range(1, 9)]
    months = tallies_of(run_of(claims)).months
    assert len(months) > MOST_COLUMNS
    figure = draw_months(months, key="m", title="t", description="d")
    assert figure is not None
    assert [column.total for column in figure.columns] == ["1"] * 8


def test_ratios_lie_around_one() -> None:
    figure = draw_ratios([("JNIM", (0.5, 1.0, 4.0), 1.0)], key="r", title="t", description="d")
    assert figure is not None
    (low, _), (even, _), (high, _) = figure.rows[0].dots
    assert low < even == figure.even < high
    assert round(figure.even - low, 1) == round((high - figure.even) / 2, 1), "half is as far from 1 as double"


def test_the_order_of_the_run_changes_no_byte(outcome: Outcome, tmp_path: Path) -> None:
    turned = replace(
        outcome, claims=outcome.claims[::-1], findings=outcome.findings[::-1], statements=outcome.statements[::-1]
    )
    for name, one in (("a", outcome), ("b", turned)):
        render_report(one, counted(one, books()), tmp_path / name)
    for name in ("silence.html", "discrepancies.html", "profiles.html"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
