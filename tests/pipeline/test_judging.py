"""Findings are the same however many are made at once, and wherever they are made."""

from pathlib import Path

import pytest

from benchmarks.synthetic import draw_synthetic, write_files
from reconcile.domain.records import RecordKind
from reconcile.pipeline import renewing, workshop
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.publishing import write_export
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database, upgrade_database
from tests.pipeline.running import NOW


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    write_files(folder, draw_synthetic(load_reference(None), 300))
    return folder


def reconciled(url: str, records: Path, made_in: int) -> RunResult:
    for kind in RecordKind:
        ingest_file(url, kind, records / f"{kind.plural}.jsonl", NOW)
    return run_reconciliation(url, Settings(), NOW, NOW, processes=made_in)


def exported(url: str, folder: Path) -> bytes:
    write_export(url, "json", folder / "out.json")
    return (folder / "out.json").read_bytes()


@pytest.fixture(scope="module")
def whole(records: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[RunResult, bytes]:
    """What one process finds that makes all findings at once."""
    folder = tmp_path_factory.mktemp("whole")
    url = f"sqlite:///{folder / 'whole.db'}"
    upgrade_database(url)
    return reconciled(url, records, 1), exported(url, folder)


def test_parts_find_what_the_whole_finds(
    stocked_sqlite_url: str,
    records: Path,
    whole: tuple[RunResult, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renewing, "PART_CLAIMS", 23)
    found, export = whole
    again = reconciled(stocked_sqlite_url, records, 1)
    assert exported(stocked_sqlite_url, tmp_path) == export
    assert (again.log, again.needing_decision) == (found.log, found.needing_decision)


def test_other_processes_find_what_this_one_finds(
    stocked_url: str, records: Path, whole: tuple[RunResult, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "PART_CLAIMS", 23)
    monkeypatch.setattr(workshop, "SPREAD_FROM", 1)
    found, export = whole
    again = reconciled(stocked_url, records, 2)
    assert exported(stocked_url, tmp_path) == export
    assert (again.log, again.needing_decision) == (found.log, found.needing_decision)
    with open_database(stocked_url) as database:
        assert not database.verify().faults
        assert not database.faults()
