"""Work in other processes: in order, and with no process left behind."""

import gc
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from reconcile.errors import RefusedError
from reconcile.processes import processes

PARENT = """
import sys, time
from reconcile.processes import processes
from tests.test_processes import nothing, pid_of
if __name__ == "__main__":
    with processes(2, nothing) as some:
        print(*set(some.work(pid_of, range(8))), flush=True)
        time.sleep(600)
"""


def nothing() -> None:
    """What work needs that needs nothing."""


def seven() -> int:
    return 7


def pid_of(opened: None, part: int) -> int:
    return os.getpid()


def kill_itself(opened: None, part: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def added(opened: int, part: int) -> tuple[int, tuple[int, int, int]]:
    return opened + part, gc.get_threshold()


def test_results_come_in_the_order_of_the_parts() -> None:
    with processes(2, seven) as some:
        assert [number for number, _ in some.work(added, range(20))] == list(range(7, 27))


def test_processes_look_for_circles_as_seldom_as_this_one() -> None:
    with processes(1, seven) as some:
        assert list(some.work(added, [0])) == [(7, gc.get_threshold())]


def test_a_process_that_is_killed_is_noticed() -> None:
    with processes(2, nothing) as some, pytest.raises(BrokenProcessPool):
        list(some.work(kill_itself, [1]))


def refuse() -> None:
    raise RefusedError("The tables changed.")


def test_what_cannot_be_opened_is_told_as_what_it_was() -> None:
    with processes(1, refuse) as some, pytest.raises(RefusedError, match="The tables changed"):
        list(some.work(added, [1]))


def test_processes_end_with_the_one_that_started_them() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert workers
    patience = time.monotonic() + 20
    while any(map(_runs, workers)):
        assert time.monotonic() < patience, "a process outlived the one that gave it work"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
