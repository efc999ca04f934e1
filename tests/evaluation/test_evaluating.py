"""What an evaluation says of a run whose right and wrong links are known."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.outcomes import Flag, PairRole
from reconcile.evaluation import Evaluation, Measure, Truth, evaluate_outcome
from reconcile.reference import load_reference
from tests.cli.conftest import Command, reconcile
from tests.pipeline.running import outcome_of

__all__ = ["reconcile"]
CASES = Path(__file__).resolve().parents[2].parent / "shared" / "gold"
EVENT = {"event_date": "2019-03-17", "country": "ML", "place": "Dioura", "target_type": "camp",
         "target_actor": "Malian army", "attack_type": "assault", "published": "2019-03-18"}  # fmt: skip
ELSEWHERE = EVENT | {"place": "Menaka", "event_date": "2018-05-05", "published": "2018-05-06"}
CLAIMS: list[dict[str, Any]] = [
    EVENT | {"id": "right", "claimant": "JNIM", "killed_min": 60, "document": "d1"},
    ELSEWHERE | {"id": "silent", "claimant": "JNIM", "document": "d1"},
    EVENT | {"id": "unknown", "claimant": "JNIM", "event_date": "2015-01-01", "published": "2015-01-02"},
    {"id": "missed", "claimant": "JNIM", "country": "ML", "published": "2019-04-30"},
]
STATEMENTS: list[dict[str, Any]] = [
    EVENT | {"id": "s-right", "issuer": "Malian army", "own_killed_min": 10, "own_killed_max": 10},
    EVENT | {"id": "s-false", "issuer": "MINUSMA", "target_type": "base"},
    EVENT | {"id": "s-unknown", "issuer": "Malian army", "event_date": "2015-01-01", "published": "2015-01-02"},
    {"id": "s-missed", "issuer": "Malian government", "country": "ML", "published": "2019-05-20", "denies": ["event"],
     "stance": "denies"},
]  # fmt: skip
TRUTH = Truth(
    links={("right", "s-right"): Flag.AGREEMENT, ("missed", "s-missed"): Flag.PARTIAL_MATCH},
    flags={"right": Flag.AGREEMENT, "silent": Flag.NO_OFFICIAL_COMMENT, "missed": Flag.PARTIAL_MATCH},
    names={
        name: f"group-{name[-1]}/{name}" for name in ("right", "silent", "missed", "s-right", "s-false", "s-missed")
    },
    ignored=frozenset(),
)


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    outcome = outcome_of(tmp_path_factory.mktemp("run"), CLAIMS, STATEMENTS)
    return evaluate_outcome(outcome, TRUTH, load_reference(None))


def test_counts(evaluation: Evaluation) -> None:
    assert (evaluation.pairs_found, evaluation.pairs_true, evaluation.claims_scored) == (2, 2, 3)
    assert evaluation.groups == 3
    assert (evaluation.other_links, evaluation.other_claims, evaluation.other_links_per_1000) == (1, 1, 1000.0)


def test_figures(evaluation: Evaluation) -> None:
    assert evaluation.value(Measure.PRECISION) == 0.5
    assert evaluation.value(Measure.RECALL) == 0.5
    assert evaluation.value(Measure.FLAG_ACCURACY) == pytest.approx(2 / 3)
    assert evaluation.value(Measure.SILENCE_PRECISION) == 0.5
    assert evaluation.value(Measure.SILENCE_RECALL) == 1.0


def test_confusion(evaluation: Evaluation) -> None:
    counted = {cell: number for cell, number in evaluation.confusion.items() if number}
    assert counted == {
        (Flag.AGREEMENT, Flag.AGREEMENT): 1,
        (Flag.NO_OFFICIAL_COMMENT, Flag.NO_OFFICIAL_COMMENT): 1,
        (Flag.PARTIAL_MATCH, Flag.NO_OFFICIAL_COMMENT): 1,
    }
    assert len(evaluation.confusion) == 9


def test_wrong_pairs_are_explained(evaluation: Evaluation) -> None:
    false, missed = evaluation.wrong_pairs
    assert (false.claim, false.statement, false.expected, false.role) == ("right", "s-false", False, PairRole.LINKED)
    assert false.weight == pytest.approx(sum(bits for _, _, bits in false.scores), abs=0.01)
    assert "tell of the same event" in false.sentence
    assert (missed.claim, missed.statement, missed.expected) == ("missed", "s-missed", True)
    assert missed.sentence
    (flag,) = evaluation.wrong_flags
    assert (flag.claim, flag.expected, flag.given) == ("missed", Flag.PARTIAL_MATCH, Flag.NO_OFFICIAL_COMMENT)


def test_kinds_are_read_off_the_records(evaluation: Evaluation) -> None:
    kinds = {kind.key: kind for kind in evaluation.kinds}
    assert {key: (kind.pairs_true, kind.pairs_hit, kind.claims) for key, kind in kinds.items()} == {
        "undated_claim": (1, 0, 1),
        "undated_statement": (1, 0, 1),
        "no_place": (1, 0, 1),
        "several_events": (1, 1, 2),
        "unspecified_target": (1, 0, 1),
        "tolls_far_apart": (1, 1, 1),
        "denied": (1, 0, 1),
        **({"unlocated": (1, 1, 1)} if "unlocated" in kinds else {}),
    }
    assert kinds["several_events"].precision == 0.5
    assert kinds["undated_claim"].recall == 0.0
    assert kinds["undated_claim"].precision is None


def load(command: Command, folder: Path, claims: Path, statements: Path) -> None:
    assert command("db", "upgrade").code == 0
    assert command("ingest", "claims", claims).code == 0
    assert command("ingest", "statements", statements).code == 0
    assert command("run").code == 0


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def truth_file(path: Path) -> Path:
    content: Mapping[str, Any] = {
        "links": [[*pair, flag] for pair, flag in TRUTH.links.items()],
        "flags": TRUTH.flags,
        "names": TRUTH.names,
        "ignored": [],
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_the_command(reconcile: Command, tmp_path: Path, evaluation: Evaluation) -> None:
    key = truth_file(tmp_path / "truth.json")
    assert reconcile("db", "upgrade").code == 0
    early = reconcile("evaluate", "--truth", key)
    assert (early.code, early.err.count("\n")) == (2, 1)
    load(reconcile, tmp_path, lines(tmp_path / "c.jsonl", CLAIMS), lines(tmp_path / "s.jsonl", STATEMENTS))
    told = reconcile("evaluate", "--truth", key)
    assert told.code == 0
    for words in ("link precision", "95 %", "the claim states no date", "False link: group-t/right", "Missed link"):
        assert words in told.out
    found = json.loads(reconcile("evaluate", "--truth", key, "--json").out)
    assert found["precision"] == evaluation.value(Measure.PRECISION)
    assert [pair["claim"] for pair in found["wrong_pairs"]] == ["right", "missed"]
    missing = reconcile("evaluate", "--truth", tmp_path / "none.json")
    assert missing.code == 2
    assert "none.json" in missing.err


@pytest.mark.skipif(not CASES.is_dir(), reason="the real cases (../shared/gold) are not here")
def test_the_same_figures_as_the_cases_own_script(reconcile: Command, tmp_path: Path) -> None:
    subprocess.run([sys.executable, CASES / "to_records.py", CASES, tmp_path], check=True, capture_output=True)
    load(reconcile, tmp_path, tmp_path / "claims.jsonl", tmp_path / "statements.jsonl")
    assert reconcile("export", "--format", "json", "--output", "export.json").code == 0
    scored = subprocess.run(
        [sys.executable, CASES / "score.py", tmp_path / "export.json", tmp_path / "truth.json"],
        check=True,
        capture_output=True,
        text=True,
    )
    wanted = {name: float(value) for name, value in (line.split() for line in scored.stdout.splitlines())}
    found = json.loads(reconcile("evaluate", "--truth", tmp_path / "truth.json", "--json").out)
    assert {name: round(found[name], 3) for name in wanted} == wanted
    assert found["groups"] == len(list(CASES.glob("*.json")))
