"""Drift is told with figures, and only where there is enough to tell it from chance."""

from datetime import UTC, datetime
from typing import Any

import pytest

from reconcile.domain.outcomes import RunRecord, RunState
from reconcile.settings import DriftSettings
from reconcile.verdict import find_drift

AT = datetime(2020, 1, 1, tzinfo=UTC)
USUAL = {"claims": 100, "links": 50, "candidates": 400, "recent_claims": 40, "recent_silent": 20}


def record(key: str, state: RunState = RunState.DONE, *, replay: bool = False, **counts: int) -> RunRecord:
    return RunRecord(
        number=1,
        key=key,
        state=state,
        as_of=AT,
        started=AT,
        ended=AT,
        program="",
        model="",
        digests={},
        counts=USUAL | counts,
        replay=replay,
    )


EARLIER = [record("a"), record("b"), record("c")]


def codes(run: RunRecord, earlier: list[RunRecord]) -> list[str]:
    return [issue.code for issue in find_drift(run, earlier, DriftSettings())]


def test_a_run_like_the_others_says_nothing() -> None:
    assert codes(record("now"), EARLIER) == []


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"links": 75}, None),
        ({"links": 76}, "drift-links"),
        ({"links": 33}, "drift-links"),
        ({"candidates": 601}, "drift-candidates"),
        ({"candidates": 0}, "drift-candidates"),
        ({"recent_silent": 26}, None),
        ({"recent_silent": 27}, "drift-silence"),
        ({"recent_silent": 13}, "drift-silence"),
        ({"claims": 19, "links": 0, "candidates": 0}, None),
        ({"recent_claims": 19, "recent_silent": 19}, None),
    ],
)
def test_both_sides_of_each_bound(counts: dict[str, Any], code: str | None) -> None:
    assert codes(record("now", **counts), EARLIER) == ([] if code is None else [code])


def test_the_figures_are_told() -> None:
    (issue,) = find_drift(record("now", recent_silent=36), EARLIER, DriftSettings())
    assert "90%, where the middle of 3 earlier runs is 50%" in issue.message


def test_only_other_finished_runs_of_the_line_count() -> None:
    broken = record("now", links=0)
    assert codes(broken, EARLIER[:2]) == []
    others = [record("d", RunState.FAILED), record("e", replay=True), record("now"), record("a")]
    assert codes(broken, [*EARLIER[:2], *others]) == []
    assert codes(broken, [*EARLIER[:2], *others, record("f")]) == ["drift-links"]
