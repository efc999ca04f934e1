"""Where the parts of a comparison are done: in processes of this machine, or on a cluster of Dask."""

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any

from reconcile.errors import ClusterError
from reconcile.link import HERE, Partition, Work, score_partition
from reconcile.processes import WAITING, cores, processes

PAIR_BYTES = 250
"""Memory of a part for each of its candidate pairs, were all of them kept: fifteen columns of eight bytes, twice over
while they are put in order."""
BASE_BYTES = 300 * 1024**2
"""What a process holds before it has any work: the interpreter, the libraries, the books."""
LEAST_PAIRS = 100_000
GIGABYTE = 1024**3
ATTEMPTS = 5
"""How often a part is given out again when its worker is lost, before the run is given up."""
GIGABYTES_EACH = 2.0
"""Memory of a worker where nothing is said."""


def work_asked_for(workers: int | None, gigabytes: float | None, cluster: str | None) -> Work:
    """On a cluster `gigabytes` are those of each worker, here those of all together; with nothing asked for, threads.

    Raises ClusterError where that cannot be done.
    """
    if cluster is not None:
        if workers is not None:
            raise ClusterError(
                "--workers is for this machine alone; a cluster has the workers that were started for it."
            )
        return cluster_work(cluster, gigabytes or GIGABYTES_EACH)
    if workers is None and gigabytes is None:
        return HERE
    many = workers or cores()
    return local_work(many, gigabytes or GIGABYTES_EACH * many)


def local_work(workers: int, gigabytes: float) -> Work:
    """Parts in `workers` processes that together stay within a budget of memory.

    Raises ClusterError where the budget does not even hold the processes.
    """
    return Work(spread=partial(_in_processes, workers), pairs=pairs_within(gigabytes, workers))


def pairs_within(gigabytes: float, workers: int) -> int:
    """Candidate pairs of a part, so that all workers together stay within the budget."""
    each = gigabytes * GIGABYTE / workers - BASE_BYTES
    pairs = int(each / PAIR_BYTES)
    if pairs < LEAST_PAIRS:
        least = workers * (BASE_BYTES + LEAST_PAIRS * PAIR_BYTES) / GIGABYTE
        raise ClusterError(
            f"{gigabytes:g} GB are too few for {workers} workers; "
            f"give --memory {least:.1f} or more, or fewer --workers."
        )
    return pairs


def cluster_work(address: str, gigabytes: float) -> Work:
    """Parts on the workers of a Dask scheduler, each of which has `gigabytes` of memory.

    The workers need this program installed and nothing else: no database, no files, no password. They get their part
    from here and give its pairs back.
    """
    return Work(spread=partial(_on_cluster, address), pairs=pairs_within(gigabytes, 1))


def _as_they_are(books: object) -> object:
    return books


def _in_processes(workers: int, books: object, parts: Iterable[Partition]) -> Iterator[Any]:
    try:
        with processes(workers, partial(_as_they_are, books)) as some:
            yield from some.work(score_partition, parts)
    except BrokenProcessPool as error:
        raise ClusterError(
            "A worker process ended before its work was done, likely for want of memory; give --memory less or fewer "
            "--workers."
        ) from error


def _score_there(books: Any, part: bytes) -> Any:
    return score_partition(books, pickle.loads(part))  # noqa: S301 - written by the run that sent it


def _on_cluster(address: str, books: object, parts: Iterable[Partition]) -> Iterator[Any]:
    try:
        import dask
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise ClusterError("--cluster needs Dask; install it with pip install 'reconcile[cluster]'.") from error
    client = _connected(Client, address)
    # Parts travel with the graph on purpose: what was only scattered would be lost with its worker.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "4GiB"}):
        yield from _given_out(client, address, books, parts, KilledWorker)


def _given_out(
    client: Any, address: str, books: object, parts: Iterable[Partition], killed: type[Exception]
) -> Iterator[Any]:
    try:
        # Books go to every worker once, and with the graph of each part: a worker that comes later can still get them.
        held = client.submit(pickle.loads, pickle.dumps(books), pure=False, retries=ATTEMPTS)
        workers = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        waiting: deque[Any] = deque()
        for part in parts:
            waiting.append(client.submit(_score_there, held, pickle.dumps(part), pure=False, retries=ATTEMPTS))
            if len(waiting) >= WAITING * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except killed as error:
        raise ClusterError(
            f"A part of the comparison ended the workers of {address} {ATTEMPTS} times; give --memory less, so that "
            "parts are smaller."
        ) from error
    finally:
        client.close()


def _connected(client: Any, address: str) -> Any:
    try:
        found = client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address}; start one with `dask scheduler` and name its address."
        ) from error
    if not found.scheduler_info(n_workers=-1)["workers"]:
        found.close()
        raise ClusterError(f"The Dask scheduler at {address} has no workers; start some with `dask worker {address}`.")
    return found
