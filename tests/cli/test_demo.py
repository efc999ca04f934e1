"""The table of April 2017, out of `reconcile demo` and the public commands."""

import csv
import json
import tomllib
from pathlib import Path

import pytest

from reconcile.locations import fixtures
from tests.cli.conftest import Command

PLAN = tomllib.loads((fixtures() / "demo.toml").read_text(encoding="utf-8"))


def expected() -> dict[str, dict[str, str]]:
    rows = {}
    for case in PLAN["cases"]:
        if not (fixtures() / case / "claims.csv").exists() and not (fixtures() / case / "claims.jsonl").exists():
            continue
        with (fixtures() / case / "expected.csv").open(encoding="utf-8", newline="") as stream:
            rows.update({row["claim"]: row for row in csv.DictReader(stream)})
    return rows


@pytest.fixture
def exported(reconcile: Command, tmp_path: Path) -> dict[str, dict[str, object]]:
    assert reconcile("demo", "--output", "demo").code == 0
    file = tmp_path / "findings.json"
    answer = reconcile("--database", tmp_path / "demo" / "demo.db", "export", "--format", "json", "--output", file)
    assert answer.code == 0, answer.err
    return {claim["id"]: claim for claim in json.loads(file.read_text(encoding="utf-8"))["claims"]}


def test_every_claim_has_the_expected_flag_status_and_statements(exported: dict[str, dict[str, object]]) -> None:
    found = {
        record_id: {
            "flag": claim["flag"],
            "status": claim["status"],
            "statements": "; ".join(sorted(link["statement"] for link in claim["links"])),  # type: ignore[attr-defined]
        }
        for record_id, claim in exported.items()
    }
    wanted = {
        record_id: {name: row[name] for name in ("flag", "status", "statements")}
        for record_id, row in expected().items()
    }
    assert found == wanted


def test_three_issuers_answer_gourma_rharous_with_tolls_that_differ(exported: dict[str, dict[str, object]]) -> None:
    claim = exported["jnim-gourma-rharous"]
    assert "the claim states no date" in str(claim["reason"])
    assert "officials give 4 or 5 killed" in str(claim["reason"])


def test_a_denial_stands_beside_the_agreement(exported: dict[str, dict[str, object]]) -> None:
    claim = exported["shabaab-halgan"]
    assert (claim["flag"], claim["stance"]) == ("agreement", "mixed")
    assert "Government of Ethiopia denies the toll" in str(claim["reason"])


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("jnim-taghlit", "is not linked: its date lies 2 days from the one claimed, and it is linked to JNIM's claim"),
        ("jnim-tessalit-monday", "lies 1 day from the date claimed and fits JNIM's claim of 18 April 2017 better"),
    ],
)
def test_the_nearest_miss_is_named_with_its_reason(reconcile: Command, tmp_path: Path, claim: str, told: str) -> None:
    assert reconcile("demo", "--output", "demo").code == 0
    answer = reconcile("--database", tmp_path / "demo" / "demo.db", "explain", claim)
    assert answer.code == 0
    assert f"MINUSMA's statement on an event of 18 April 2017 {told}" in answer.out
    assert "minusma-tessalit" in answer.out


def test_statements_that_nobody_claims_stay_apart(reconcile: Command, tmp_path: Path) -> None:
    assert "4 official-only" in reconcile("demo", "--output", "demo").out


def test_the_demo_tells_where_its_report_is_and_adds_up(reconcile: Command, tmp_path: Path) -> None:
    answer = reconcile("demo", "--output", "demo")
    assert f"Report: {Path('demo') / 'report' / 'index.html'}" in answer.out
    assert (tmp_path / "demo" / "report" / "index.html").is_file()
    claims = len(expected())
    assert f"{claims} claims:" in answer.out


def test_the_demo_keeps_to_its_folder_whatever_the_environment_says(
    reconcile: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECONCILE_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert reconcile("demo").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reconcile-demo"]


def test_a_second_demo_finds_nothing_new_and_writes_the_same_pages(reconcile: Command, tmp_path: Path) -> None:
    def pages() -> dict[str, bytes]:
        folder = tmp_path / "demo" / "report"
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.html"))}

    assert reconcile("demo", "--output", "demo").code == 0
    first = pages()
    assert reconcile("demo", "--output", "demo").code == 0
    second = pages()
    assert first.keys() == second.keys()
    index = "claims"
    assert [p for p in first if p.startswith(index) and first[p] != second[p]] == []


def test_a_demo_where_nothing_can_be_written(reconcile: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    answer = reconcile("demo", "--output", "file")
    assert answer.code == 2
    assert "file" in answer.err
    assert answer.out == ""
