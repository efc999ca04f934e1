"""Cases an analyst would try first, as files to read: tests/cases/convincing/*.toml.

A file holds records as they would come in (`claims`, `statements`, `later`: records read in a second file), what was
collected (`coverage`), and for one or more instants what a run must say of each claim, what has changed since the one
before (`changes_say`), where officials contradict one another (`officials_differ`: claim and point at issue) and after
how many days the first comment came (`delays`).

Files 01 to 11 are cases of that number among the thirteen an analyst would ask for. Twelve and thirteen are of the
program and not of claims: tests/cli/test_commands.py (same bytes), tests/pipeline/test_binding.py (one stale decision),
tests/report/test_hostile.py.
"""

import csv
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.change_phrases import change_in_words
from reconcile.domain.instants import parse_instant
from reconcile.domain.outcomes import Facet, Finding, Outcome
from reconcile.domain.records import RecordKind
from reconcile.pipeline.changing import changes_to
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.publishing import outcome_of_latest
from reconcile.pipeline.running import run_reconciliation
from reconcile.reference import load_reference
from reconcile.settings import Settings
from reconcile.store import open_database
from reconcile.tally import tally_outcome
from tests.pipeline.running import NOW

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "convincing"
REFERENCE = load_reference(None)
FILES = sorted(FOLDER.glob("*.toml"))
Rows = Sequence[Mapping[str, Any]]


def ingest(url: str, folder: Path, kind: RecordKind, name: str, rows: Rows) -> None:
    if rows:
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(dict(row)) + "\n" for row in rows), encoding="utf-8")
        counts = ingest_file(url, kind, path, NOW).counts
        assert counts["rejected"] == 0, counts


def declare(url: str, folder: Path, spans: Rows) -> None:
    if spans:
        path = folder / "coverage.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(["source", "from", "to"])
            table.writerows([source, span["from"], span["to"]] for span in spans for source in span["sources"])
        _, issues = ingest_coverage(url, path, Settings())
        assert issues == ()


def lay_out(url: str, folder: Path, case: Mapping[str, Any]) -> None:
    for kind in RecordKind:
        ingest(url, folder, kind, kind.plural, case.get(kind.plural, ()))
        rows = [row for row in case.get("later", ()) if row["kind"] == kind.plural]
        later = [{name: value for name, value in row.items() if name != "kind"} for row in rows]
        ingest(url, folder, kind, f"{kind.plural}-later", later)
    declare(url, folder, case.get("coverage", ()))


def told(finding: Finding, expected: Mapping[str, Any]) -> dict[str, Any]:
    """What the finding says in the words of the expectation; sentences as whether they hold what is expected."""
    links = finding.links
    found: dict[str, Any] = {
        "claim": finding.claim,
        "flag": None if finding.flag is None else finding.flag.value,
        "links": sorted(pair.statement for pair in links),
        "status": finding.status.value,
        "stance": None if finding.stance is None else finding.stance.value,
    }
    facets = {name: {pair.facets[Facet(name)].result.value for pair in links} for name in expected.get("facets", ())}
    found["facets"] = {name: "/".join(sorted(results)) for name, results in facets.items()}
    if "reason_says" in expected:
        found["reason_says"] = expected["reason_says"] if expected["reason_says"] in finding.reason else finding.reason
    if "toll_says" in expected:
        sentence = links[0].facets[Facet.TOLL].sentence if links else ""
        found["toll_says"] = expected["toll_says"] if expected["toll_says"] in sentence else sentence
    if "family" in expected:
        found["family"] = sorted(finding.family)
    optional = {name for name in ("status", "stance") if name not in expected}
    return {name: value for name, value in found.items() if name not in optional}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_case(path: Path, tmp_path: Path, sqlite_url: str) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    lay_out(sqlite_url, tmp_path, case)
    for run in case["runs"]:
        run_reconciliation(sqlite_url, Settings(), parse_instant(run["as_of"]), NOW)
        outcome = outcome_of_latest(sqlite_url)
        findings = {finding.claim: finding for finding in outcome.findings}
        expected = [{"flag": None, "links": [], "facets": {}, **wanted} for wanted in run["expect"]]
        assert [told(findings[wanted["claim"]], wanted) for wanted in expected] == expected, run["as_of"]
        assert set(findings) == {wanted["claim"] for wanted in expected}
        assert_told_beside(sqlite_url, outcome, run)


def assert_told_beside(url: str, outcome: Outcome, run: Mapping[str, Any]) -> None:
    """What a run must say beside its findings."""
    if "changes_say" in run:
        with open_database(url) as database:
            log = changes_to(database, outcome, REFERENCE.sources.expected_for)
        told = "\n".join(change_in_words(change) for change in log.claims)
        assert [words for words in run["changes_say"] if words not in told] == [], told
    tallies = tally_outcome(outcome, REFERENCE, Settings().verdict.pending_days)
    if "officials_differ" in run:
        differing = [[one.claim, one.about.value] for one in tallies.discrepancies.officials]
        assert differing == run["officials_differ"]
    if "delays" in run:
        steps = [[step.day, step.answered] for step in tallies.delay.curve.steps]
        assert steps == run["delays"]


def test_there_are_cases() -> None:
    assert len(FILES) >= 10
