"""Links under settings a little off: the same competition over the pairs at hand."""

from dataclasses import replace
from typing import Any

from reconcile.domain.columns import Columns
from reconcile.domain.outcomes import Alternative, Linked, PairRole
from reconcile.link import link_records
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, columns, on

REFERENCE = load_reference(None)
DAY = 736_437
GAO = Spot(lat=16.27, lon=-0.04, name=0, key=0)
NEAR_GAO = Spot(lat=16.27, lon=0.75, name=1, key=1)
"""85 km east."""


def found(sides: Columns, **settings: Any) -> Linked:
    return link_records(sides, REFERENCE.model, REFERENCE, replace(LinkSettings(), **settings))


def by_setting(linked: Linked) -> dict[str, Alternative]:
    return {one.setting: one for one in linked.alternatives}


def pair(gap: int = 0, spot: Spot = GAO) -> Columns:
    alike = {"target": 0, "attack": 2, "actors": 1}
    return columns([on(DAY, spots=[GAO], **alike)], [on(DAY + gap, spots=[spot], **alike)])


def test_a_sure_pair_is_linked_under_every_setting() -> None:
    linked = found(pair())
    assert [one.role for one in linked.pairs] == [PairRole.LINKED]
    assert linked.alternatives == ()


def test_a_pair_near_the_threshold_turns_either_way() -> None:
    sides = pair()
    weight = next(iter(found(sides).pairs)).weight
    linked = by_setting(found(sides, link_threshold_bits=weight - 0.5))
    assert linked[f"link_threshold_bits={weight + 0.5:g}"].links == {1: ()}
    unlinked = by_setting(found(sides, link_threshold_bits=weight + 0.5))
    assert unlinked[f"link_threshold_bits={weight - 0.5:g}"].links == {1: (1,)}


def test_a_pair_days_apart_needs_the_slack() -> None:
    linked = found(pair(gap=5), link_threshold_bits=-20.0, keep_threshold_bits=-30.0)
    assert by_setting(linked)["date_slack_days=3"].links == {1: ()}
    assert "date_slack_days=3" not in by_setting(
        found(pair(gap=3), link_threshold_bits=-20.0, keep_threshold_bits=-30.0)
    )


def test_a_pair_far_apart_needs_the_limit() -> None:
    linked = found(pair(spot=NEAR_GAO), link_threshold_bits=-20.0, keep_threshold_bits=-30.0)
    assert by_setting(linked)["place_limit_km=50"].links == {1: ()}


def test_a_pair_beyond_the_slack_would_be_linked_with_more_days() -> None:
    beyond = by_setting(found(pair(gap=7), link_threshold_bits=-3.0))
    assert beyond["date_slack_days=7"].links == {1: (1,)}
    assert beyond["date_slack_days=7"].words == "stated dates could lie up to 7 days from one another"
    assert "date_slack_days=7" not in by_setting(found(pair(gap=8), link_threshold_bits=-3.0))
    assert "date_slack_days=7" not in by_setting(found(pair(gap=7), link_threshold_bits=5.0))


def test_a_pair_beyond_the_limit_would_be_linked_with_more_kilometres() -> None:
    farther = Spot(lat=16.27, lon=1.2, name=1, key=1)
    """133 km east."""
    beyond = by_setting(found(pair(spot=farther), link_threshold_bits=1.0))
    assert beyond["place_limit_km=150"].links == {1: (1,)}
    assert beyond["place_limit_km=150"].words == "places could lie up to 150 km beyond what their descriptions allow"
    too_far = Spot(lat=16.27, lon=1.5, name=1, key=1)
    assert "place_limit_km=150" not in by_setting(found(pair(spot=too_far), link_threshold_bits=1.0))


def test_a_claim_would_lose_its_statement_to_one_a_week_off() -> None:
    alike = {"target": 0, "attack": 2, "actors": 1}
    sides = columns(
        [on(DAY, target=0), on(DAY + 7, spots=[GAO], **alike)],
        [on(DAY, spots=[GAO], **alike)],
    )
    linked = found(sides, link_threshold_bits=-3.0)
    assert [(p.claim_row, p.role) for p in linked.pairs if p.role is PairRole.LINKED] == [(1, PairRole.LINKED)]
    assert by_setting(linked)["date_slack_days=7"].links == {1: (), 2: (1,)}


def test_many_claims_have_too_many_to_choose_from() -> None:
    """Nothing is searched for records that no pair beyond the slack could link."""
    alike = {"target": 0, "attack": 2, "actors": 1}
    sides = columns([on(DAY, spots=[GAO], **alike)], [on(DAY + gap, spots=[GAO], **alike) for gap in (7, *([3] * 200))])
    assert "date_slack_days=7" not in by_setting(found(sides))


def test_another_setting_is_what_a_run_with_it_finds() -> None:
    """A rival that only stands under the looser threshold takes nothing from a better one."""
    alike = {"target": 0, "attack": 2, "actors": 1}
    sides = columns(
        [on(DAY, spots=[GAO], **alike), on(DAY + 3, spots=[GAO], **alike), on(DAY + 40, spots=[GAO], **alike)],
        [on(DAY, spots=[GAO], **alike), on(DAY + 41, spots=[GAO], target=1, attack=2, actors=1)],
    )
    for threshold in (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0):
        linked = found(sides, link_threshold_bits=threshold)
        for one in linked.alternatives:
            name, value = one.setting.split("=")
            kind = int if name == "date_slack_days" else float
            links: dict[int, tuple[int, ...]] = {}
            for kept in found(sides, **{"link_threshold_bits": threshold} | {name: kind(value)}).pairs:
                if kept.role is PairRole.LINKED:
                    links[kept.claim_row] = (*links.get(kept.claim_row, ()), kept.statement_row)
            assert {row: links.get(row, ()) for row in one.links} == one.links


def test_more_days_are_what_a_run_with_them_finds() -> None:
    """Where neither the prior nor the number of accounts to choose from follows the setting."""
    model = replace(REFERENCE.model, prior_claims=None)
    alike = {"target": 0, "attack": 2, "actors": 1}
    sides = columns(
        [on(DAY, spots=[GAO], **alike), on(DAY + 3, spots=[GAO], **alike), on(DAY + 40, spots=[NEAR_GAO], **alike)],
        [on(DAY + 9, spots=[GAO], **alike), on(DAY + 47, spots=[NEAR_GAO], **alike)],
    )

    def run(**settings: Any) -> Linked:
        flat = LinkSettings(crowding_bits=0.0, link_threshold_bits=1.0, **settings)
        return link_records(sides, model, REFERENCE, flat)

    def links(linked: Linked) -> dict[int, tuple[int, ...]]:
        rows: dict[int, tuple[int, ...]] = {1: (), 2: (), 3: ()}
        for kept in linked.pairs:
            if kept.role is PairRole.LINKED:
                rows[kept.claim_row] = (*rows[kept.claim_row], kept.statement_row)
        return rows

    now, then = links(run()), links(run(date_slack_days=7))
    assert by_setting(run())["date_slack_days=7"].links == {row: then[row] for row in now if now[row] != then[row]}


def test_no_records() -> None:
    assert found(columns([], [])).alternatives == ()
