"""What a run finds is the same wherever its parts are compared; a lost worker loses nothing."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.synthetic import draw_synthetic, write_files
from reconcile.domain.records import RecordKind
from reconcile.errors import ClusterError
from reconcile.link import HERE, Work
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.publishing import write_export
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.spreading import cluster_work, local_work, pairs_within, work_asked_for
from reconcile.reference import load_reference
from reconcile.settings import Settings
from tests.pipeline.running import NOW


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    write_files(folder, draw_synthetic(load_reference(None), 400))
    return folder


def export_of(records: Path, folder: Path, work: Work) -> bytes:
    url = f"sqlite:///{folder / 'run.db'}"
    upgrade_schema(url)
    for kind in RecordKind:
        ingest_file(url, kind, records / f"{kind.plural}.jsonl", NOW)
    run_reconciliation(url, Settings(), NOW, NOW, work=work)
    write_export(url, "json", folder / "out.json")
    return (folder / "out.json").read_bytes()


@pytest.fixture(scope="module")
def whole(records: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    found = export_of(records, tmp_path_factory.mktemp("whole"), HERE)
    assert json.loads(found)["claims"]
    return found


def smaller(work: Work, pairs: int) -> Work:
    return Work(spread=work.spread, pairs=pairs)


def test_processes_find_the_same(records: Path, whole: bytes, tmp_path: Path) -> None:
    assert export_of(records, tmp_path, smaller(local_work(2, 4.0), 3_000)) == whole


class Cluster:
    """A scheduler and its workers, each a process of its own on loopback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def start(self, workers: int) -> None:
        file = self._folder / "scheduler.json"
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        self._start(*scheduler)
        self._until(file.exists)
        self.address = json.loads(file.read_text())["address"]
        self.workers = [self._worker() for _ in range(workers)]

    def _start(self, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dask", *words]
        with (self._folder / "talk.txt").open("ab") as talk:
            started = subprocess.Popen(command, stdout=talk, stderr=talk, cwd=self._folder)
        self._started.append(started)
        return started

    def _worker(self) -> "subprocess.Popen[bytes]":
        options = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")
        return self._start("worker", self.address, *options)

    def wait_for_workers(self, many: int) -> None:
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(many, timeout=180)

    def _until(self, ready: object) -> None:
        end = time.monotonic() + 180
        while not ready():  # type: ignore[operator]
            assert time.monotonic() < end, (self._folder / "talk.txt").read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        for one in reversed(self._started):
            one.terminate()
        for one in self._started:
            try:
                one.wait(timeout=30)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    started = Cluster(tmp_path)
    try:
        started.start(3)
        started.wait_for_workers(3)
        yield started
    finally:
        started.stop()


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_finds_the_same(
    records: Path, whole: bytes, tmp_path: Path, cluster: Cluster
) -> None:
    work = smaller(cluster_work(cluster.address, 2.0), 1_500)
    given = 0

    def spread(books: object, parts: object) -> Iterator[object]:
        nonlocal given
        assert work.spread is not None
        for scored in work.spread(books, parts):  # type: ignore[arg-type]
            given += 1
            if given == 2:
                cluster.workers[0].kill()
            yield scored

    found = export_of(records, tmp_path, Work(spread=spread, pairs=work.pairs))  # type: ignore[arg-type]
    assert cluster.workers[0].wait(timeout=30) != 0
    assert given > 6
    assert found == whole


def test_no_scheduler_is_said_plainly(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    work = cluster_work("tcp://127.0.0.1:1", 2.0)
    assert work.spread is not None
    with pytest.raises(ClusterError, match="No Dask scheduler answers at tcp"):
        list(work.spread(None, []))  # type: ignore[arg-type]


def test_a_budget_sets_the_size_of_parts() -> None:
    assert pairs_within(4.0, 2) == pairs_within(2.0, 1)
    assert pairs_within(2.0, 1) > pairs_within(1.0, 1) > 1_000_000
    with pytest.raises(ClusterError, match=r"give --memory 1\.3 or more"):
        pairs_within(0.5, 4)


def test_nothing_asked_for_is_done_here() -> None:
    assert work_asked_for(None, None, None) is HERE
    with pytest.raises(ClusterError, match="this machine alone"):
        work_asked_for(2, None, "tcp://127.0.0.1:8786")
