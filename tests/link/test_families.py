"""Which claims may tell of one event."""

from collections.abc import Mapping

from reconcile.link.families import SERIES_NEIGHBOURS, claim_families
from reconcile.link.scoring import scoring_books
from reconcile.link.tables import link_tables
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.building import Spot, Told, columns, on
from tests.link.ways import way as way

REFERENCE = load_reference(None)
DAY = 736_437
GAO, KIDAL = Spot(lat=16.27, lon=-0.04), Spot(lat=18.44, lon=1.41)


def families(*claims: Told) -> Mapping[int, tuple[int, ...]]:
    sides = columns(claims, [])
    return claim_families(
        sides, scoring_books(sides, REFERENCE.model, link_tables(sides.codes, REFERENCE), LinkSettings())
    )


def base(day: int = DAY, **more: object) -> Told:
    told: dict[str, object] = {"spots": [GAO], "target": 0, "attack": 2, "actors": 1}
    return on(day, **told | more)


def test_a_repeat_is_of_the_family() -> None:
    assert families(base(), base()) == {1: (2,), 2: (1,)}


def test_a_claim_of_the_week_joins_either_day_but_not_one_to_the_other() -> None:
    week = Told(days=[(DAY - 3, DAY + 3)], spots=[GAO], target=0, attack=2, actors=1)
    found = families(base(DAY), base(DAY + 1), week)
    assert found[3] == (1, 2)
    assert (found[1], found[2]) == ((3,), (3,))


def test_one_communique_tells_of_two_events() -> None:
    assert families(base(document=0), base(document=0)) == {}


def test_other_places_days_and_targets_are_other_events() -> None:
    assert families(base(), base(spots=[KIDAL])) == {}
    assert families(base(), base(DAY + 2)) == {}
    assert families(base(), base(target=1, attack=0, actors=0)) == {}


def test_a_correction_is_of_the_family_however_far_it_moves_the_event() -> None:
    first, corrected = base(series=0), base(DAY + 20, spots=[KIDAL], series=0)
    assert families(first, base(DAY + 40), corrected, base()) == {1: (3, 4), 3: (1,), 4: (1,)}
    assert families(base(document=0, series=0), base(document=0, series=0)) == {1: (2,), 2: (1,)}
    assert families(base(series=0), base(DAY + 20, series=1)) == {}


def test_a_long_series_makes_no_more_pairs_for_each_correction() -> None:
    # Days apart, so that nothing but the series makes them of one family.
    chain = [base(DAY + 40 * n, spots=[GAO if n % 2 else KIDAL], series=0) for n in range(2 * SERIES_NEIGHBOURS + 20)]
    found = families(*chain)
    middle = SERIES_NEIGHBOURS + 10
    assert sorted(found[middle]) == [
        row for row in range(middle - SERIES_NEIGHBOURS, middle + SERIES_NEIGHBOURS + 1) if row != middle
    ]
    assert found[1] == tuple(range(2, SERIES_NEIGHBOURS + 2))
    assert families(*chain[: SERIES_NEIGHBOURS + 1])[1] == tuple(range(2, SERIES_NEIGHBOURS + 2))


def test_denials_have_no_family() -> None:
    assert families(base(), base(competes=False)) == {}


def test_no_claims() -> None:
    assert families() == {}
