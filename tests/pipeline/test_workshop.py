"""Other processes of a run: when there are any, and what is said where one is lost."""

import gc
from datetime import UTC, datetime

import pytest

from reconcile.errors import ClusterError
from reconcile.pipeline import workshop as places
from reconcile.pipeline.judging import Bench
from reconcile.pipeline.workshop import COLLECT_AFTER, SPREAD_FROM, Sight, Workshop, workshop
from reconcile.processes import Processes, processes
from reconcile.reference import load_reference
from reconcile.store import open_database
from tests.test_processes import kill_itself, nothing

NOWHERE = Bench(None, None, None)  # type: ignore[arg-type]
SIGHT = Sight(datetime(2030, 1, 1, tzinfo=UTC), "digest", None)  # type: ignore[arg-type]


def test_a_small_run_and_one_in_memory_start_no_processes(stocked_sqlite_url: str) -> None:
    reference = load_reference(None)
    for url, claims in ((stocked_sqlite_url, SPREAD_FROM - 1), ("sqlite://", SPREAD_FROM)):
        with open_database(url) as database, workshop(database, url, None, reference, 2) as shop:
            shop.expect(claims)
            assert shop.alone


def test_circles_of_objects_are_looked_for_less_often_in_a_large_run_alone(stocked_sqlite_url: str) -> None:
    reference, before = load_reference(None), gc.get_threshold()
    for claims, seldom in ((SPREAD_FROM - 1, False), (SPREAD_FROM, True)):
        with (
            open_database(stocked_sqlite_url) as database,
            workshop(database, stocked_sqlite_url, None, reference, 1) as shop,
        ):
            shop.expect(claims)
            assert (gc.get_threshold()[0] == COLLECT_AFTER) is seldom
        assert gc.get_threshold() == before


def test_processes_come_up_once_however_often_they_are_expected() -> None:
    brought: list[None] = []

    def bring() -> Processes:
        brought.append(None)
        return others

    with processes(1, nothing) as others:
        shop = Workshop(bring)
        for claims in (0, SPREAD_FROM, SPREAD_FROM):
            shop.expect(claims)
    assert (len(brought), shop.alone) == (1, False)


def test_a_process_that_ends_before_its_work_is_done_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_judged", kill_itself)
    monkeypatch.setattr(places, "_side", kill_itself)
    with processes(1, nothing) as others, pytest.raises(ClusterError, match="ended before its part of the run"):
        list(helped_by(others).judged(NOWHERE, [None]))  # type: ignore[list-item]
    with processes(1, nothing) as others:
        shop = helped_by(others)
        shop.begin_columns(SIGHT)
        with pytest.raises(ClusterError, match="ended before its part of the run"):
            shop.columns(None, SIGHT)  # type: ignore[arg-type]


def helped_by(others: Processes) -> Workshop:
    shop = Workshop(lambda: others)
    shop.expect(SPREAD_FROM)
    return shop
