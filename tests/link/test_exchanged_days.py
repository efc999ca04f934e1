"""Day and month exchanged: found by the day itself, weighed as a level of its own, put before a person."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from reconcile.domain.dates import RULES_IN_FIGURES
from reconcile.domain.outcomes import CloseCall, PairRole, ScoredPair
from reconcile.grammar.date_calendar import CALENDAR_RULES
from reconcile.link import link_records
from reconcile.link.blocking import find_candidates
from reconcile.link.crowds import count_crowds
from reconcile.link.exchanged_days import NO_DAY, exchanged, single_days
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from reconcile.verdict import dates as sentences
from tests.link.building import Spot, Told, columns, on, side
from tests.link.ways import way as way

REFERENCE = load_reference(None)
SETTINGS = LinkSettings()
MAY, APRIL = date(2019, 5, 4).toordinal(), date(2019, 4, 5).toordinal()
"""4 May and 5 April: `04/05` in two orders."""
GAO = Spot(lat=16.27, lon=-0.04, name=0, key=0)
ALIKE = {"spots": [GAO], "target": 0, "attack": 2, "actors": 1}


def test_every_day_of_four_years_is_exchanged_as_the_calendar_has_it() -> None:
    days = np.arange(date(2019, 1, 1).toordinal(), date(2023, 1, 1).toordinal())
    wanted = [sentences.exchanged(date.fromordinal(day)) for day in days.tolist()]
    assert exchanged(days).tolist() == [NO_DAY if day is None else day.toordinal() for day in wanted]


def test_a_day_before_numpy_counts_and_no_day() -> None:
    days = np.array([date(1950, 2, 1).toordinal(), NO_DAY, 0], dtype=np.int64)
    assert exchanged(days).tolist() == [date(1950, 1, 2).toordinal(), NO_DAY, NO_DAY]


def test_only_one_stated_day_counts() -> None:
    ambiguous = Told(days=[(APRIL, APRIL), (MAY, MAY)])
    records = side([on(MAY), Told(days=[(MAY, MAY + 1)]), ambiguous, Told(bounds=(MAY, MAY))])
    assert single_days(records).tolist() == [MAY, NO_DAY, NO_DAY, NO_DAY]


def test_the_rules_in_figures_are_rules() -> None:
    assert {rule.name for rule in CALENDAR_RULES} | {"iso-day", "numeric-day-first"} >= RULES_IN_FIGURES


def only_pair(claim: Told, statement: Told, settings: LinkSettings = SETTINGS) -> ScoredPair | None:
    pairs = list(link_records(columns([claim], [statement]), REFERENCE.model, REFERENCE, settings).pairs)
    assert len(pairs) <= 1
    return pairs[0] if pairs else None


@pytest.mark.parametrize("figures", [(True, True), (True, False), (False, True)])
def test_where_all_else_agrees_the_pair_is_linked_and_put_before_a_person(figures: tuple[bool, bool]) -> None:
    found = only_pair(on(MAY, numeric=figures[0], **ALIKE), on(APRIL, numeric=figures[1], **ALIKE))
    assert found is not None
    assert (found.role, found.close_call, found.days_apart) == (PairRole.LINKED, CloseCall.EXCHANGED, MAY - APRIL)
    assert found.days_exchanged


@pytest.mark.parametrize(
    ("claim", "statement"),
    [
        (on(MAY, numeric=False, **ALIKE), on(APRIL, numeric=False, **ALIKE)),
        (on(MAY, **ALIKE), on(APRIL + 1, **ALIKE)),
        (on(MAY, **ALIKE), Told(days=[(APRIL, APRIL + 1)], **ALIKE)),  # type: ignore[arg-type]
        (on(date(2019, 5, 5).toordinal(), **ALIKE), on(date(2019, 4, 5).toordinal(), **ALIKE)),
    ],
    ids=["months in words", "another day", "two days", "the same in both orders"],
)
def test_other_accounts_weeks_apart_are_not_compared(claim: Told, statement: Told) -> None:
    assert only_pair(claim, statement) is None


def test_another_place_keeps_them_apart() -> None:
    elsewhere = {**ALIKE, "spots": [Spot(lat=18.44, lon=1.41, name=1, key=1)]}
    found = only_pair(on(MAY, **ALIKE), on(APRIL, **elsewhere))
    assert found is None or found.role is PairRole.NEAR_MISS


def test_an_account_of_the_day_itself_is_better() -> None:
    sides = columns([on(MAY, **ALIKE)], [on(APRIL, **ALIKE), on(MAY, **ALIKE)])
    found = {pair.statement_row: pair.role for pair in link_records(sides, REFERENCE.model, REFERENCE, SETTINGS).pairs}
    assert found == {1: PairRole.RUNNER_UP, 2: PairRole.LINKED}


def test_they_are_no_accounts_to_choose_from() -> None:
    sides = columns([on(MAY)], [on(APRIL), on(MAY), on(MAY + 1)])
    candidates = find_candidates(sides.claims, sides.statements, SETTINGS)
    assert sum(len(i) for i, _ in candidates.slices()) == 3
    assert count_crowds(sides, candidates).claims.tolist() == [2]


def test_within_a_wide_slack_they_are_days_apart_like_others() -> None:
    found = only_pair(on(MAY, **ALIKE), on(APRIL, **ALIKE), LinkSettings(date_slack_days=40, keep_threshold_bits=-60.0))
    assert found is not None
    assert [score.level for score in found.scores if score.comparison == "date"] == ["many_days"]


def test_no_setting_of_the_sweep_unlinks_them_for_the_days_between() -> None:
    linked = link_records(columns([on(MAY, **ALIKE)], [on(APRIL, **ALIKE)]), REFERENCE.model, REFERENCE, SETTINGS)
    assert [one.setting for one in linked.alternatives if one.setting.startswith("date_slack")] == []


def test_leap_days() -> None:
    first, second = date(2020, 2, 12).toordinal(), date(2020, 12, 2).toordinal()
    assert exchanged(np.array([first, second])).tolist() == [second, first]
    assert all(one < other for one, other in pairwise((first, second)))


def test_many_days_are_exchanged_as_each_alone() -> None:
    days = np.append(np.arange(MAY - 400, MAY + 400), [NO_DAY, MAY])
    assert exchanged(days).tolist() == [int(exchanged(np.array([day]))[0]) for day in days.tolist()]
