"""Real cases with known answers, where they lie beside the project: no error, and no worse than before."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command, reconcile

__all__ = ["reconcile"]
CASES = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
FLOORS = {"precision": 0.90, "recall": 0.85, "f1": 0.90, "flag_accuracy": 0.85}
"""Below what a release reaches (the figures stand in docs/matching.md), so that a slip is seen and noise is not."""

WITHIN = 0.03
"""By how much weights fitted without a group may do worse on it than those in force."""


@pytest.mark.skipif(not CASES.is_dir(), reason="the real cases (../shared/gold) are not here")
def test_real_cases(reconcile: Command, tmp_path: Path) -> None:
    subprocess.run([sys.executable, CASES / "to_records.py", CASES, tmp_path], check=True, capture_output=True)
    assert reconcile("db", "upgrade").code == 0
    for kind in ("claims", "statements"):
        answer = reconcile("ingest", kind, tmp_path / f"{kind}.jsonl")
        assert answer.code == 0, answer.err
    assert reconcile("run").code == 0
    assert reconcile("export", "--format", "json", "--output", "export.json").code == 0
    scored = subprocess.run(
        [sys.executable, CASES / "score.py", tmp_path / "export.json", tmp_path / "truth.json"],
        check=True,
        capture_output=True,
        text=True,
    )
    found = {name: float(value) for name, value in (line.split() for line in scored.stdout.splitlines())}
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}
    held_out = json.loads(reconcile("model", "estimate", "--truth", "truth.json", "--shifts", "4", "--json").out)[
        "held_out"
    ]
    assert {name: held_out["after"][name] for name in FLOORS if held_out["after"].get(name, 1) < FLOORS[name]} == {}
    assert held_out["after"]["f1"] >= held_out["before"]["f1"] - WITHIN
    claims = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))["claims"]
    assert len(claims) == len((tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines())
