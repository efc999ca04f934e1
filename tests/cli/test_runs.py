"""What a scheduler and whoever keeps the runs sees: exit codes, summaries, lists, batches taken back."""

import json
from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.test_commands import CLAIM, STATEMENT, load, write


def test_exit_codes_of_a_run(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    assert ready("run", "--as-of", "2030-01-01", "--dry-run", "--exit-code").code == 10
    assert ready("run", "--as-of", "2030-01-01", "--exit-code").code == 10
    assert ready("run", "--as-of", "2030-01-02", "--exit-code").code == 0
    rival = CLAIM | {"id": "c2", "document": "d", "event_date": "2017-04-18", "claimant": "JNIM"}
    ready("ingest", "claims", write(tmp_path / "more.jsonl", CLAIM | {"document": "d"}, rival))
    answer = ready("run", "--as-of", "2030-01-03", "--exit-code", "--json")
    assert answer.code == 20
    assert json.loads(answer.out)["needing_decision"] > 0
    assert ready("run", "--as-of", "2030-01-04").code == 0


def test_the_summary_and_the_list_of_runs(ready: Command, tmp_path: Path) -> None:
    assert ready("runs").out == "No run yet.\n"
    load(ready, tmp_path)
    summary = json.loads(ready("run", "--as-of", "2030-01-01", "--json").out)
    assert (summary["number"], summary["since"], summary["flags_changed"], summary["drift"]) == (1, None, 1, [])
    assert summary["ended"] >= summary["started"]
    assert "as of 2030-01-02T00:00:00Z: 1 claim, 1 agreement" in ready("runs").out
    (record,) = json.loads(ready("runs", "--json").out)
    assert record["run"] == summary["run"]
    assert record["marks"]["claims"] == record["marks"]["statements"] == 1
    assert {"settings", "model", "gazetteer", "lexicon", "actors"} <= record["digests"].keys()
    assert {"claims", "links", "agreement", "changed"} <= record["counts"].keys()


def test_a_denial_is_counted_apart_wherever_a_run_is_told(ready: Command, tmp_path: Path) -> None:
    denial = {"id": "d1", "claimant": "JNIM", "claim_kind": "denial"}
    (tmp_path / "denials.jsonl").write_text(json.dumps(denial), encoding="utf-8")
    assert ready("ingest", "claims", "denials.jsonl").code == 0
    assert (
        "0 claims: 0 agreement, 0 partial match, 0 no official comment (and 1 denial or allegation, listed apart)"
        in (ready("run").out)
    )
    assert ": 0 claims, 0 agreement, 0 partial match, 0 no official comment; 0 flags changed" in ready("runs").out


def test_a_run_can_be_told_again(ready: Command, tmp_path: Path) -> None:
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM))
    ready("run", "--as-of", "2030-01-01")
    ready("export", "--format", "json", "--output", "then.json")
    ready("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT))
    ready("run", "--as-of", "2030-01-02")
    assert "agreement" in ready("explain", "c1").out
    assert "no official comment" in ready("explain", "c1", "--run", "1").out
    ready("export", "--format", "json", "--output", "again.json", "--run", "1")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "then.json").read_bytes()
    assert ready("issues", "--run", "1").code == 0
    for words in (["explain", "c1"], ["report", "--output", "r"], ["issues"], ["changes"]):
        answer = ready(*words, "--run", "9")
        assert (answer.code, answer.err) == (2, "reconcile: There is no run 9.\n")


def test_what_is_still_declared_is_told_when_a_batch_is_taken_back(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    (tmp_path / "days.csv").write_text("source,from,to\nminusma,2017-03-01,2017-05-31\n", encoding="utf-8")
    ready("coverage", "add", "days.csv")
    assert ready("ingest", "withdraw", "2").err == (
        "reconcile: Still declared as collected: MINUSMA (1 March to 31 May 2017).\n"
        "reconcile: Until the right file is in, a claim that only this batch answers reads as silence of theirs; "
        "`reconcile ingest withdraw 2 --with-declared`, before the next run, takes these days back.\n"
    )
    assert ready("ingest", "withdraw", "2", "--with-declared").err == (
        "reconcile: Batch 2 (statements.jsonl) had been taken back before; its records stay as they were.\n"
        "reconcile: No longer declared as collected: MINUSMA (1 March to 31 May 2017).\n"
        "reconcile: Declare with `reconcile coverage add` those of these days that were collected all the same.\n"
    )
    assert "declared" not in ready("coverage", "list").out.replace("nothing declared", "").replace(
        "Nobody declared", ""
    )
    ready("coverage", "add", "days.csv")
    ready("run")
    late = ready("ingest", "withdraw", "2", "--with-declared")
    assert (late.code, late.err.count("\n")) == (2, 1)
    assert "a past run stays as it was" in late.err


def test_a_batch_is_taken_back(ready: Command, tmp_path: Path) -> None:
    assert ready("ingest", "list").out == "No batch yet.\n"
    load(ready, tmp_path)
    ready("run", "--as-of", "2030-01-01")
    assert "statements.jsonl: read 1, new 1" in ready("ingest", "list").out
    answer = ready("ingest", "withdraw", "2", "--reason", "wrong file")
    assert answer.out == "versions 1, records gone 1, earlier versions restored 0\n"
    again = ready("ingest", "withdraw", "2")
    assert (again.code, again.out) == (0, answer.out)
    assert "had been taken back before" in again.err
    assert json.loads(ready("ingest", "list", "--json").out)[1]["withdrawn_at"] is not None
    told = ready("run", "--as-of", "2030-01-02").out
    assert "so none holds" in told
    assert "agreement, reported -> no official comment" in told
    missing = ready("ingest", "withdraw", "7")
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    assert "reconcile ingest list" in missing.err
