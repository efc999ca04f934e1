"""What linked accounts say differently, and the profiles of who speaks."""

from typing import Any

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.proportions import Proportion
from reconcile.domain.records import Denied, Stance, TollScope
from reconcile.domain.tallies import Conflict, Discrepancies, PairRef
from reconcile.domain.tolls import TollSide
from tests.tally.building import run_of, tallies_of
from tests.verdict.building import claim, days, killed, spot, statement

FAR: tuple[PlaceCandidate, ...] = (spot("gao", lat=16.27, lon=-0.04),)


def said(row: int, issuer: str, written: dict[str, object] | None = None, **more: object) -> StatementAccount:
    return statement(row, {"issuer": issuer, "published": f"2017-04-{18 + row}"} | (written or {}), **more)


def found(claims: list, statements: list, links: list[tuple[int, int]], **scored: object) -> Discrepancies:  # type: ignore[type-arg]
    return tallies_of(run_of(claims, statements, links, **scored)).discrepancies  # type: ignore[arg-type]


def test_the_widest_gap_comes_first_in_either_direction() -> None:
    claims = [claim(row, tolls=killed(low, low)) for row, low in ((1, 60), (2, 5), (3, 20), (4, 10))]
    told = [said(row, "MINUSMA", tolls=killed(low, low)) for row, low in ((1, 20), (2, 50), (3, 0), (4, 9))]
    gaps = found(claims, told, [(n, n) for n in (1, 2, 3, 4)])
    assert [(gap.pair.claim, gap.ratio) for gap in gaps.tolls] == [("c3", None), ("c2", 0.1), ("c1", 3.0)]
    assert gaps.toll_pairs == 4


def test_attackers_are_never_compared() -> None:
    told = said(1, "MINUSMA", tolls=killed(2, 2, TollSide.ATTACKERS))
    gaps = found([claim(1, tolls=killed(60, 60))], [told], [(1, 1)])
    assert (gaps.toll_pairs, gaps.tolls) == (0, ())


def test_figures_of_another_scope_are_never_compared() -> None:
    told = said(1, "MINUSMA", tolls=killed(2, 2), toll_scope=TollScope.RUNNING_TOTAL)
    assert found([claim(1, tolls=killed(60, 60))], [told], [(1, 1)]).toll_pairs == 0


def test_civilians_are_compared_where_they_were_the_target() -> None:
    hit: dict[str, Any] = {"target": "civilians", "target_family": "civilians"}
    told = said(1, "MINUSMA", tolls=killed(9, 9, TollSide.CIVILIANS), **hit)
    (gap,) = found([claim(1, tolls=killed(60, 60), **hit)], [told], [(1, 1)]).tolls
    assert (gap.side, gap.official.low) == (TollSide.CIVILIANS, 9)


def test_targets_denials_days_and_places() -> None:
    claims = [claim(1), claim(2)]
    told = [
        said(1, "MINUSMA", target="base", target_family="base"),
        said(2, "Mali", {"stance": Stance.DENIES, "denies": (Denied.TOLL,)}, places=FAR, date=days("2017-04-20")),
    ]
    gaps = found(claims, told, [(1, 1), (2, 2)], days_apart=2, distance_km=460.0)
    assert gaps.targets == (PairRef(claim="c1", statement="s1"),)
    assert gaps.denials == (PairRef(claim="c2", statement="s2"),)
    assert gaps.places == ((PairRef(claim="c2", statement="s2"), 460.0),)
    assert [days_ for _, days_ in gaps.dates] == [2, 2]


def test_officials_who_differ_from_one_another() -> None:
    denied: dict[str, object] = {"denies": (Denied.EVENT,)}
    told = [
        said(1, "Malian army", speaker="ml-army", tolls=killed(3, 3)),
        said(2, "MINUSMA", denied, speaker="minusma", tolls=killed(30, 30), date=days("2017-04-25")),
        said(3, "France", speaker="fr-defence-ministry", target="base", target_family="base"),
    ]
    gaps = found([claim(1)], told, [(1, 1), (1, 2), (1, 3)])
    assert {(frozenset((c.one, c.other)), c.about) for c in gaps.officials} == {
        (frozenset(("s2", "s3")), Conflict.STANCE),
        (frozenset(("s2", "s3")), Conflict.DATE),
        (frozenset(("s2", "s3")), Conflict.TARGET),
        (frozenset(("s1", "s3")), Conflict.TARGET),
        (frozenset(("s1", "s2")), Conflict.STANCE),
        (frozenset(("s1", "s2")), Conflict.TOLL),
        (frozenset(("s1", "s2")), Conflict.DATE),
    }
    assert gaps.answered_twice == 1


def test_an_issuer_that_revises_itself_is_no_conflict_of_officials() -> None:
    told = [said(row, "MINUSMA", speaker="minusma", tolls=killed(n, n)) for row, n in ((1, 25), (2, 89))]
    gaps = found([claim(1)], told, [(1, 1), (1, 2)])
    assert (gaps.officials, gaps.answered_twice) == ((), 0)


def test_a_claimant_is_measured_by_the_latest_official_figure() -> None:
    """Chinagodrar 2020: 100 claimed; 25 in the first bulletin, 89 in the last."""
    told = [said(row, "Niger", speaker="ne-defence-ministry", tolls=killed(n, n)) for row, n in ((1, 25), (2, 89))]
    (claimant,) = tallies_of(run_of([claim(1, tolls=killed(100, 100))], told, [(1, 1), (1, 2)])).claimants
    ((times, pair),) = claimant.ratios
    assert (round(times, 2), pair.statement) == (1.12, "s2")


def test_a_claimant_profile_has_denominators() -> None:
    claims = [claim(row, {"published": "2017-04-21"}, date=days("2017-04-18")) for row in (1, 2, 3)]
    told = [said(1, "MINUSMA", {"denies": (Denied.TOLL,)}), said(2, "MINUSMA")]
    (claimant,) = tallies_of(run_of(claims, told, [(1, 1), (2, 2)])).claimants
    assert (claimant.label, claimant.claims, claimant.judged) == ("JNIM", 3, Proportion(part=2, whole=3))
    assert (claimant.denied, claimant.agreement) == (Proportion(part=1, whole=2), Proportion(part=2, whole=2))
    assert claimant.delays == (3, 3, 3)


def test_no_ratio_to_nobody() -> None:
    told = [said(1, "MINUSMA", tolls=killed(0, 0))]
    (claimant,) = tallies_of(run_of([claim(1, tolls=killed(7, 7))], told, [(1, 1)])).claimants
    assert (claimant.ratios, claimant.official_zero) == ((), 1)


def test_an_issuer_profile() -> None:
    told = [said(1, "MINUSMA", speaker="minusma"), said(2, "MINUSMA", speaker="minusma")]
    (issuer,) = tallies_of(run_of([claim(1), claim(2)], told, [(1, 1), (2, 1)])).issuers
    assert (issuer.label, issuer.statements, issuer.linked, issuer.claims) == ("MINUSMA", 2, 1, 2)
    assert issuer.delays == (1, 2)


def test_who_answers_whose_claims() -> None:
    """A claim that one issuer answers twice counts once for it; one that two issuers answer counts for each."""
    claims = [claim(1), claim(2), claim(3), claim(4, {"claimant": "Islamic State"}, speaker="is-sahel")]
    told = [
        statement(1, speaker="minusma"),
        statement(2, {"denies": (Denied.TOLL,)}, speaker="minusma"),
        statement(3, {"issuer": "French Ministry of Defence"}, speaker="fr-defence-ministry"),
    ]
    links = [(1, 1), (1, 2), (2, 1), (1, 3), (4, 3)]
    found = {(one.claimant, one.issuer): one for one in tallies_of(run_of(claims, told, links)).overlaps}
    assert len(found) == 3
    (jnim,) = {claimant for claimant, issuer in found if issuer == "MINUSMA"}
    minusma = found[jnim, "MINUSMA"]
    assert (minusma.answered.part, minusma.answered.whole) == (2, 3)
    assert (minusma.denied.part, minusma.denied.whole) == (1, 2)
    assert minusma.agreement.whole == 2
    assert next(iter(found.values())) is minusma
