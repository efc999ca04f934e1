"""Commands, one after the other, with good input, bad input and none."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Command

CLAIM = {"id": "c1", "claimant": "JNIM", "event_date": "2017-04-18", "country": "ML", "place": "near Tessalit",
         "published": "2017-04-18", "target_type": "convoy", "target_actor": "MINUSMA",
         "attack_type": "IED"}  # fmt: skip
STATEMENT = {"id": "s1", "issuer": "MINUSMA", "event_date": "2017-04-18", "country": "ML", "published": "2017-04-18",
             "place": "Tessalit", "target_type": "convoy", "target_actor": "MINUSMA",
             "attack_type": "IED"}  # fmt: skip


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def load(command: Command, tmp_path: Path) -> None:
    assert command("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM)).code == 0
    assert command("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT)).code == 0


def test_without_a_schema_each_command_names_the_one_that_mends_it(reconcile: Command, tmp_path: Path) -> None:
    for words in (["run"], ["report", "--output", "r"], ["explain", "c1"]):
        answer = reconcile(*words)
        assert answer.code == 2
        assert "reconcile db upgrade" in answer.err
        assert answer.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_a_run_nothing_can_be_read(ready: Command) -> None:
    for words in (["report", "--output", "r"], ["explain", "c1"], ["export", "--format", "json", "--output", "x"]):
        answer = ready(*words)
        assert answer.code == 2
        assert "reconcile run" in answer.err


def test_the_same_file_twice_changes_nothing(ready: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "claims.jsonl", CLAIM)
    assert "read 1, new 1, new versions 0, unchanged 0, rejected 0" in ready("ingest", "claims", file).out
    assert "read 1, new 0, new versions 0, unchanged 1, rejected 0" in ready("ingest", "claims", file).out


def test_other_content_is_a_new_version(ready: Command, tmp_path: Path) -> None:
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM))
    other = write(tmp_path / "claims.jsonl", CLAIM | {"killed_min": 5})
    assert "new versions 1" in ready("ingest", "claims", other).out


def test_bad_rows_are_written_out_and_good_ones_kept(ready: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "claims.jsonl", CLAIM, "{broken", CLAIM | {"id": "c2", "lat": 95, "lon": 0})
    answer = ready("ingest", "claims", file)
    assert answer.code == 65
    assert "read 3, new 1, new versions 0, unchanged 0, rejected 2" in answer.out
    assert "line 2" in answer.err
    assert "line 3" in answer.err
    rejects = [json.loads(line) for line in (tmp_path / "claims.jsonl.rejects.jsonl").read_text().splitlines()]
    assert [row["line"] for row in rejects] == [2, 3]
    assert rejects[1]["row"]["id"] == "c2"


def test_rejects_can_be_named(ready: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "claims.jsonl", CLAIM, "{broken")
    assert ready("ingest", "claims", file, "--rejects", "bad.jsonl").code == 65
    assert (tmp_path / "bad.jsonl").exists()
    assert not (tmp_path / "claims.jsonl.rejects.jsonl").exists()
    assert ready("ingest", "claims", file, file, "--rejects", "bad.jsonl").code == 2


@pytest.mark.parametrize("name", ["missing.jsonl", "folder.jsonl", "empty.jsonl", "notes.docx"])
def test_files_that_cannot_be_read(ready: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "notes.docx").write_bytes(b"PK")
    answer = ready("ingest", "claims", name)
    assert answer.code == 2
    assert answer.err.startswith("reconcile: ")
    assert name in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look like one" * 20, b"x"])
def test_a_file_that_is_no_database(reconcile: Command, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "notes.txt").write_bytes(content)
    for words in (["run"], ["db", "upgrade"]):
        answer = reconcile("--database", tmp_path / "notes.txt", *words)
        assert answer.code == 2
        assert "notes.txt" in answer.err
    assert (tmp_path / "notes.txt").read_bytes() == content


def test_a_database_that_is_not_ours(reconcile: Command, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other, other:
        other.execute("create table films (id integer)")
    for words in (["run"], ["db", "upgrade"]):
        answer = reconcile("--database", tmp_path / "other.db", *words)
        assert answer.code == 2
        assert answer.err.count("\n") == 1


def test_an_empty_database_gives_an_empty_run_report_and_export(ready: Command, tmp_path: Path) -> None:
    assert ready("run").err == ""
    answer = ready("run")
    assert answer.code == 0
    assert "0 claims" in answer.out
    assert ready("report", "--output", "report").code == 0
    assert (tmp_path / "report" / "index.html").exists()
    assert ready("export", "--format", "json", "--output", "all.json").code == 0
    assert json.loads((tmp_path / "all.json").read_text())["claims"] == []


def test_the_whole_line(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    answer = ready("run", "--as-of", "2017-05-20", "--json")
    told = json.loads(answer.out)
    assert told["as_of"] == "2017-05-21T00:00:00Z"
    (change,) = told["changes"]
    assert (change["claim"], change["before"], change["after"]["flag"]) == ("c1", None, "agreement")
    again = json.loads(ready("run", "--as-of", "2017-05-20", "--json").out)
    assert (again["run"], again["changes"]) == (told["run"], [])


def test_a_dry_run_says_what_would_change_and_keeps_nothing(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    answer = ready("run", "--dry-run")
    assert "c1: not known -> agreement" in answer.out
    assert ready("explain", "c1").code == 2
    assert "c1: not known -> agreement" in ready("run").out


def test_as_of_leaves_out_what_was_not_known(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    before = ready("run", "--as-of", "2017-04-17")
    assert "0 claims" in before.out
    assert "sees none of the records in the database as of 2017-04-18T00:00:00Z" in before.err
    assert "sees none" not in ready("run", "--as-of", "2017-04-19").err
    assert ready("run", "--as-of", "Tuesday").code == 2


def test_the_same_database_settings_and_as_of_give_the_same_bytes(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    for name in ("one", "two"):
        assert ready("run", "--as-of", "2017-05-20").code == 0
        for form in ("json", "csv"):
            assert ready("export", "--format", form, "--output", f"{name}.{form}").code == 0
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_the_csv_export_is_a_zip_of_tables(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run")
    ready("export", "--format", "csv", "--output", "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as tables:
        assert {"claims.csv", "links.csv", "statements.csv"} <= set(tables.namelist())
        rows = list(csv.DictReader(io.TextIOWrapper(tables.open("links.csv"), encoding="utf-8-sig", newline="")))
    assert [(row["claim"], row["statement"]) for row in rows] == [("c1", "s1")]


def test_explain_tells_flag_reason_facets_and_weights(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run")
    answer = ready("explain", "c1")
    for told in ("Flag: agreement", "Reason: ", "Linked statements: 1", "s1", "date: agrees", "weight: prior -3.5"):
        assert told in answer.out
    told = json.loads(ready("explain", "c1", "--json").out)
    assert sum(told["pairs"][0]["weights"].values()) == pytest.approx(told["pairs"][0]["match_weight"], abs=0.01)


def test_explain_of_an_unknown_claim(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run")
    answer = ready("explain", "../x")
    assert answer.code == 2
    assert "../x" in answer.err


def test_terminal_output_is_harmless_and_never_quotes_texts_or_persons(ready: Command, tmp_path: Path) -> None:
    hostile = CLAIM | {"claimant": "J\u202eN\x1b[31mIM", "text": "SECRET WORDS", "persons": "A NAME",
                       "place": "x" * 500}  # fmt: skip
    assert ready("ingest", "claims", write(tmp_path / "claims.jsonl", hostile)).code == 0
    ready("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT))
    out = ready("run").out + ready("explain", "c1").out
    for bad in ("\x1b", "\u202e", "SECRET", "A NAME", "x" * 81):
        assert bad not in out
    assert "JNIM" in out


def test_the_report_can_be_one_file_for_mailing(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    assert ready("run").code == 0
    answer = ready("report", "--single-file", "--output", tmp_path / "r.html")
    assert answer.code == 0
    assert answer.out.strip().endswith("r.html")
    assert (tmp_path / "r.html").read_text(encoding="utf-8").count("<h1>") > 5
    folder = ready("report", "--single-file", "--output", tmp_path)
    assert folder.code == 2
    assert "is not a file" in folder.err


def test_results_go_out_as_workbook_and_as_map_data(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    assert ready("run").code == 0
    for form in ("xlsx", "geojson"):
        assert ready("export", "--format", form, "--output", tmp_path / f"out.{form}").code == 0
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")
    told = json.loads((tmp_path / "out.geojson").read_text())
    assert [feature["id"] for feature in told["features"]] == ["claim:c1", "statement:s1"]


def test_the_report_refuses_a_folder_it_did_not_write(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    answer = ready("report", "--output", "mine")
    assert answer.code == 2
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"
    assert ready("report", "--output", "fresh").code == 0
    assert ready("report", "--output", "fresh").code == 0


@pytest.mark.parametrize("kind", ["claims", "statements"])
def test_templates(ready: Command, tmp_path: Path, kind: str) -> None:
    assert ready("template", kind).out.strip() == f"{kind}.xlsx"
    assert (tmp_path / f"{kind}.xlsx").exists()
    answer = ready("ingest", kind, f"{kind}.xlsx")
    assert answer.code == 2


def test_coverage_names_what_it_cannot_take(ready: Command, tmp_path: Path) -> None:
    table = "source,from,to,note\nminusma,2017-03-01,2017-05-31,\nnobody,2017-03-01,2017-05-31,\n"
    (tmp_path / "coverage.csv").write_text(table)
    answer = ready("coverage", "add", "coverage.csv")
    assert answer.code == 65
    assert "declared 1" in answer.out
    assert "nobody" in answer.err


def test_edited_reference_tables_are_used_and_recorded(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    before = json.loads(ready("run", "--as-of", "2017-05-20", "--json").out)
    assert ready("reference", "export", "tables").code == 0
    assert ready("reference", "check", "tables").code == 0
    targets = tmp_path / "tables" / "targets.csv"
    targets.write_text(targets.read_text(encoding="utf-8").replace("convoy,convoy,convoy", "convoy,convoy,column"))
    (tmp_path / "my.toml").write_text('reference_folder = "tables"\n')
    after = json.loads(ready("--settings", "my.toml", "run", "--as-of", "2017-05-20", "--json").out)
    assert after["run"] != before["run"]


def test_a_fault_in_a_reference_table_is_named_by_file_and_line(ready: Command, tmp_path: Path) -> None:
    ready("reference", "export", "tables")
    targets = tmp_path / "tables" / "targets.csv"
    lines = targets.read_text(encoding="utf-8").splitlines()
    lines[20] = lines[20].replace(",base,", ",nofamily,", 1)
    targets.write_text("\n".join(lines) + "\n", encoding="utf-8")
    answer = ready("reference", "check", "tables")
    assert answer.code == 2
    assert "targets.csv, line 21" in answer.out
    (tmp_path / "my.toml").write_text('reference_folder = "tables"\n')
    assert "line 21" in ready("--settings", "my.toml", "run").err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[link]\nunknown = 1\n", "unknown"),
        ("[link]\ndate_slack_days = 'five'\n", "whole number"),
        ("colour = 1\n", "colour"),
        ("[link\n", "not TOML"),
    ],
)
def test_settings_that_are_not_understood(ready: Command, tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "my.toml").write_text(content)
    answer = ready("--settings", "my.toml", "run")
    assert answer.code == 2
    assert told in answer.err


def test_help_names_every_command(reconcile: Command) -> None:
    told = reconcile("--help").out
    for command in (
        "demo",
        "db",
        "template",
        "ingest",
        "coverage",
        "reference",
        "run",
        "report",
        "export",
        "explain",
        "model",
    ):
        assert command in told


def test_an_unknown_command_is_a_usage_error(reconcile: Command) -> None:
    assert reconcile("reconcile-all").code == 2


def test_the_model_is_a_table(ready: Command) -> None:
    told = ready("model", "show").out
    for words in ("both name the same place", "+3.5", "assessed"):
        assert words in told
    model = json.loads(ready("model", "show", "--json").out)
    assert [comparison["name"] for comparison in model["comparisons"]] == ["date", "place", "target", "actor", "attack"]


def test_too_few_records_teach_nothing(ready: Command, tmp_path: Path) -> None:
    assert ready("model", "estimate").code == 2
    load(ready, tmp_path)
    answer = ready("model", "estimate", "--output", "learnt")
    assert answer.code == 2
    assert "too little" in answer.err
    assert not (tmp_path / "learnt").exists()


def test_few_decided_pairs_teach_nothing(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    key = {"links": [["c1", "s1", "agreement"]], "flags": {"c1": "agreement"}, "names": {"c1": "g/c", "s1": "g/s"}}
    (tmp_path / "truth.json").write_text(json.dumps(key), encoding="utf-8")
    for source in (("--truth", "truth.json"), ("--from-decisions",)):
        answer = ready("model", "estimate", *source, "--output", "learnt")
        assert answer.code == 2
        assert "decided pairs are of one event" in answer.err
    assert ready("model", "estimate", "--truth", "truth.json", "--from-decisions").code == 2
    assert ready("model", "estimate", "--truth", "nowhere.json").code == 2
    assert not (tmp_path / "learnt").exists()


def test_issues_name_what_was_not_understood(ready: Command, tmp_path: Path) -> None:
    odd = CLAIM | {"id": "c2", "place": "Nosuchvillage", "target_type": "zeppelin"}
    assert ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM, odd)).code == 0
    assert ready("issues").code == 2
    before = ready("issues", "--unmatched").out
    assert ready("runs").out == "No run yet.\n"
    assert ready("issues", "--unmatched", "--run", "1").code == 2
    ready("run")
    told = ready("issues").out
    assert told == before
    assert "target-unknown: 1 record" in told
    assert "zeppelin" in told
    codes = {issue["code"] for issue in json.loads(ready("issues", "--json").out)}
    assert {"target-unknown", "place-unknown"} <= codes


def test_changes_say_what_and_why(ready: Command, tmp_path: Path) -> None:
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM))
    assert ready("changes").code == 2
    ready("run", "--as-of", "2030-01-01")
    assert "From no earlier run to run 1" in ready("changes").out
    ready("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT))
    ready("run", "--as-of", "2030-01-02")
    told = ready("changes").out
    assert "1 claim changed, flags of 1; 1 record new" in told
    assert "c1: no official comment (coverage unknown) -> agreement, reported; linked to s1" in told
    assert "because statement s1 is new" in told
    (change,) = json.loads(ready("changes", "--since", "1", "--json").out)["claims"]
    assert change["causes"] == [{"kind": "new_statement", "record": "statement", "id": "s1", "version_after": 1}]
    assert ready("changes", "--since", "2030-01-01").out == told
    assert "0 claims changed" in ready("changes", "--since", "2").out
    for unknown in ("7", "2029-01-01", "yesterday"):
        assert ready("changes", "--since", unknown).code == 2


def test_a_run_done_twice_tells_the_same_changes(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run", "--as-of", "2030-01-01")
    first = ready("changes", "--json").out
    ready("run", "--as-of", "2030-01-01")
    again = json.loads(ready("changes", "--json").out)
    assert again.pop("after")["number"] == 2
    assert again == {name: told for name, told in json.loads(first).items() if name != "after"}


def test_a_path_that_the_machine_refuses_is_told_in_a_sentence(reconcile: Command) -> None:
    answer = reconcile("--database", f"sqlite:///{'a' * 300}.db", "runs")
    assert (answer.code, answer.out) == (2, "")
    assert "cannot be used" in answer.err


def test_a_record_is_found_by_its_id_as_it_is_shown(ready: Command, tmp_path: Path) -> None:
    """Marks that nobody sees or types stand in ids that were copied from right-to-left pages."""
    marked = {**CLAIM, "id": "\u200fc 1\u200f", "text": "words"}
    write(tmp_path / "marked.jsonl", marked)
    assert ready("ingest", "claims", "marked.jsonl").code == 0
    assert ready("run").code == 0
    assert ready("explain", "c 1").out.startswith("Claim c 1, version 1")
    assert ready("redact", "claim", "c 1", "--text", "--why", "asked for").out.startswith("Erased")


def test_nothing_is_kept_where_the_rejects_file_is_somebody_elses(ready: Command, tmp_path: Path) -> None:
    write(tmp_path / "c.jsonl", CLAIM)
    (tmp_path / "c.jsonl.rejects.jsonl").write_text("half mended {", encoding="utf-8")
    told = ready("ingest", "claims", "c.jsonl")
    assert (told.code, "is no rejects file" in told.err) == (2, True)
    assert ready("ingest", "list").out == "No batch yet.\n"


@pytest.mark.parametrize("place", [".", "..", "/"])
def test_a_folder_without_a_name_is_told_as_a_folder(ready: Command, place: str) -> None:
    answer = ready("ingest", "claims", place)
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "is a folder; name the files to read." in answer.err


def test_where_nothing_was_missed_it_is_said_of_which_records(ready: Command, tmp_path: Path) -> None:
    told = "Nothing in the records known now was left not understood.\n"
    assert ready("issues", "--unmatched").out == told
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM))
    ready("run")
    assert ready("issues").out == told.replace("known now", "of the latest run")
    assert ready("issues", "--run", "1").out == told.replace("known now", "of run 1")
