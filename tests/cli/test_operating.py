"""A run under a scheduler: its log, its figures for Prometheus, and the command it calls."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from reconcile.domain.fields import FIELDS, FieldKind
from reconcile.domain.records import RecordKind
from tests.cli.conftest import Command
from tests.cli.test_commands import CLAIM, STATEMENT, load, write

CANARY = "canary"
WORDS = (FieldKind.TEXT,)


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def figures(path: Path) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(path.read_text(encoding="utf-8"))
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value for family in families for sample in family.samples
    }


STAGES = ["prepare", "values", "read", "columns", "link", "judge", "write"]


class TestLog:
    def test_events_carry_the_key_of_the_run_with_counts_and_seconds(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        told = json.loads(ready("--log-file", "log", "run", "--json").out)
        found = events(tmp_path / "log")
        assert [event["event"] for event in found] == ["run.started", *["stage.finished"] * len(STAGES), "run.finished"]
        assert {event["run"] for event in found} == {told["run"]}
        assert [event["stage"] for event in found[1:-1]] == STAGES
        assert all(event["seconds"] >= 0 for event in found[1:])
        assert (found[-1]["claims"], found[-1]["agreement"], found[-1]["changed"]) == (1, 1, 1)
        assert all(event["time"].endswith("Z") and event["level"] == "info" for event in found)

    def test_lines_are_added_and_the_environment_names_the_file(
        self, ready: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("RECONCILE_LOG", "log")
        load(ready, tmp_path)
        before = events(tmp_path / "log")
        assert [(event["event"], event["read"], event["new"]) for event in before] == [("ingest.finished", 1, 1)] * 2
        (tmp_path / "log").rename(tmp_path / "log.1")
        ready("run", "--dry-run")
        after = events(tmp_path / "log")
        assert (after[0]["event"], after[0]["dry_run"], after[-1]["number"]) == ("run.started", True, None)

    def test_on_stderr_as_text(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        answer = ready("--log-file", "-", "--log-format", "text", "run")
        assert " info run.finished process=" in answer.err
        assert "No flag changed" not in answer.err

    def test_no_place_no_word(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        assert ready("run").err == ""

    def test_a_place_that_cannot_be_written_is_said(self, ready: Command) -> None:
        answer = ready("--log-file", "nowhere/log", "run")
        assert (answer.code, "nowhere/log" in answer.err) == (2, True)

    def test_nothing_of_what_records_say_is_in_it(self, ready: Command, tmp_path: Path) -> None:
        def full(kind: RecordKind, row: dict[str, Any]) -> dict[str, Any]:
            """The word in every field that takes words, and in a column of its own."""
            free = [field.name for field in FIELDS[kind] if field.kind in WORDS and field.codes is None]
            kept = ("country", "source_grade", "item_grade", "language", "document", "url", "archive_url")
            return row | {name: f"{CANARY} {row.get(name, '')}" for name in free if name not in kept} | {CANARY: CANARY}

        claims = write(tmp_path / "claims.jsonl", full(RecordKind.CLAIM, CLAIM), {"id": CANARY}, f"{{{CANARY}")
        bad = full(RecordKind.STATEMENT, STATEMENT) | {"id": "bad", "published": CANARY}
        statements = write(tmp_path / "statements.jsonl", full(RecordKind.STATEMENT, STATEMENT), bad)
        (tmp_path / "settings.toml").write_text("reference_folder = 'nowhere'\n", encoding="utf-8")
        log = ("--log-file", "log")
        for words in (
            ("ingest", "claims", claims),
            ("ingest", "statements", statements),
            ("run", "--metrics", "figures.prom"),
            ("report", "--output", "report"),
            ("verify",),
            ("redact", "claim", f"{CANARY} c1", "--text", "--names", "--why", CANARY),
        ):
            ready(*log, *words)
        assert ready(*log, "--settings", "settings.toml", "run").code == 2
        with closing(sqlite3.connect(tmp_path / "reconcile.db")) as database, database:
            assert database.execute("SELECT count(*) FROM claims WHERE claimant LIKE 'canary%'").fetchone() == (1,)
        assert events(tmp_path / "log")[-1]["event"] == "run.failed"
        for name in ("log", "figures.prom"):
            assert CANARY not in (tmp_path / name).read_text(encoding="utf-8")


class TestMetrics:
    def test_what_is_told(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        days = "source,from,to\nminusma,2017-03-01,2017-05-31\n"
        (tmp_path / "days.csv").write_text(days, encoding="utf-8")
        ready("coverage", "add", "days.csv")
        ready("run", "--metrics", "figures.prom")
        found = figures(tmp_path / "figures.prom")
        assert found["reconcile_last_run_success",] == 1
        assert found["reconcile_last_success_timestamp_seconds",] == found["reconcile_last_run_timestamp_seconds",]
        assert found["reconcile_last_run_duration_seconds",] > 0
        assert found["reconcile_claims", "agreement", "concluded"] == 1
        assert (found["reconcile_statements", "yes"], found["reconcile_statements", "no"]) == (1, 0)
        assert found["reconcile_source_last_day_timestamp_seconds", "minusma"] == 1496188800
        assert (found["reconcile_pending_overdue",], found["reconcile_changed_flags",]) == (0, 1)
        assert found["reconcile_review_backlog",] == 0
        assert [path.name for path in tmp_path.glob("figures*")] == ["figures.prom"]

    def test_a_run_that_fails_tells_so_and_when_the_last_one_did_not(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        ready("run", "--metrics", "figures.prom")
        before = figures(tmp_path / "figures.prom")
        (tmp_path / "settings.toml").write_text("reference_folder = 'nowhere'\n", encoding="utf-8")
        answer = ready("--settings", "settings.toml", "run", "--metrics", "figures.prom")
        after = figures(tmp_path / "figures.prom")
        assert (answer.code, after["reconcile_last_run_success",]) == (2, 0)
        success = "reconcile_last_success_timestamp_seconds"
        assert after[success,] == before[success,]
        (tmp_path / "reconcile.db").unlink()
        assert ready("run", "--metrics", "figures.prom").code == 2
        assert figures(tmp_path / "figures.prom")[success,] == before[success,]

    def test_pending_claims_that_no_run_has_looked_at_since(self, ready: Command, tmp_path: Path) -> None:
        silent = CLAIM | {"place": "Gao"}
        ready("ingest", "claims", write(tmp_path / "claims.jsonl", silent))
        (tmp_path / "days.csv").write_text("source,from,to\nminusma,2017-03-01,2017-05-31\n", encoding="utf-8")
        ready("coverage", "add", "days.csv")
        ready("run", "--as-of", "2017-04-20", "--metrics", "figures.prom")
        found = figures(tmp_path / "figures.prom")
        assert found["reconcile_claims", "no_official_comment", "pending"] == 1
        assert found["reconcile_pending_overdue",] == 1

    def test_a_file_that_cannot_be_written_is_a_warning(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        answer = ready("run", "--metrics", "nowhere/figures.prom")
        assert (answer.code, "metrics cannot be written" in answer.err) == (0, True)


class TestHook:
    KEEP = "import sys; open('told.json', 'a').write(sys.stdin.read() + chr(10))"

    def settings(self, folder: Path, code: str, on: str = '["flag_changed", "failed"]', more: str = "") -> Path:
        path = folder / "settings.toml"
        command = json.dumps([sys.executable, "-c", code])
        path.write_text(f"{more}\n[notify]\ncommand = {command}\non = {on}\ntimeout_seconds = 20\n", encoding="utf-8")
        return path

    def told(self, folder: Path) -> list[dict[str, Any]]:
        return events(folder / "told.json") if (folder / "told.json").exists() else []

    def test_it_gets_ids_and_counts_of_what_changed(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        at = ("--settings", self.settings(tmp_path, self.KEEP))
        run = json.loads(ready(*at, "run", "--json").out)
        (told,) = self.told(tmp_path)
        assert (told["event"], told["run"], told["number"]) == ("run_finished", run["run"], 1)
        assert told["changes"] == [{"claim": "c1", "before": None, "after": "agreement"}]
        assert told["counts"]["claims"] == 1
        ready(*at, "run")
        assert len(self.told(tmp_path)) == 1, "nothing changed"

    @pytest.mark.parametrize(("on", "calls"), [('["no_official_comment"]', 0), ('["agreement"]', 1), ('["run"]', 1)])
    def test_only_for_what_was_chosen(self, ready: Command, tmp_path: Path, on: str, calls: int) -> None:
        load(ready, tmp_path)
        ready("--settings", self.settings(tmp_path, self.KEEP, on), "run")
        assert len(self.told(tmp_path)) == calls

    def test_it_hears_of_a_run_that_failed_and_of_no_dry_one(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        ready("--settings", self.settings(tmp_path, self.KEEP), "run", "--dry-run")
        assert self.told(tmp_path) == []
        broken = self.settings(tmp_path, self.KEEP, more="reference_folder = 'nowhere'")
        assert ready("--settings", broken, "run").code == 2
        (told,) = self.told(tmp_path)
        assert (told["event"], told["error"], told["changes"]) == ("run_failed", "ReferenceDataError", [])

    @pytest.mark.parametrize("code", ["raise SystemExit(3)", "import sys; sys.stdin.close()"])
    def test_a_hook_that_fails_or_does_not_listen_fails_no_run(self, ready: Command, tmp_path: Path, code: str) -> None:
        load(ready, tmp_path)
        answer = ready("--settings", self.settings(tmp_path, code), "run")
        assert answer.code == 0
        assert ("ended with 3" in answer.err) == ("SystemExit" in code)

    def test_a_hook_that_is_not_there_or_hangs_fails_no_run(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        path = tmp_path / "settings.toml"
        path.write_text('[notify]\ncommand = ["no-such-command"]\non = ["run"]\n', encoding="utf-8")
        answer = ready("--settings", path, "run")
        assert (answer.code, "cannot be started" in answer.err) == (0, True)
        sleep = json.dumps([sys.executable, "-c", "import time; time.sleep(60)"])
        path.write_text(f'[notify]\ncommand = {sleep}\non = ["run"]\ntimeout_seconds = 0.2\n', encoding="utf-8")
        answer = ready("--settings", path, "run")
        assert (answer.code, "took longer than 0.2 seconds" in answer.err) == (0, True)

    def test_no_shell_reads_the_command(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        path = tmp_path / "settings.toml"
        path.write_text('[notify]\ncommand = ["echo x > shell.txt"]\non = ["run"]\n', encoding="utf-8")
        ready("--settings", path, "run")
        assert not (tmp_path / "shell.txt").exists()

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ('command = "mail"', "list of texts"),
            ('command = ["mail"]\non = ["everything"]', "knows no 'everything'"),
            ("timeout_seconds = 0", "above 0"),
        ],
    )
    def test_settings_that_mean_nothing_are_refused(
        self, ready: Command, tmp_path: Path, written: str, said: str
    ) -> None:
        (tmp_path / "settings.toml").write_text(f"[notify]\n{written}\n", encoding="utf-8")
        answer = ready("--settings", "settings.toml", "run")
        assert (answer.code, said in answer.err) == (2, True)


class TestBackup:
    def test_a_backup_holds_all_and_is_checked(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        ready("run")
        assert ready("db", "backup", "copy.db").out == "copy.db\n"
        link = ready("verify").out.split()[-1]
        assert ready("--database", "copy.db", "verify").out.split()[-1] == link
        assert ready("--database", "copy.db", "db", "check").code == 0
        assert [path.name for path in tmp_path.glob(".*")] == []

    def test_it_writes_over_nothing(self, ready: Command, tmp_path: Path) -> None:
        (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
        answer = ready("db", "backup", "copy.db")
        assert (answer.code, "is there already" in answer.err) == (2, True)
        assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"
        assert ready("db", "backup", "nowhere/copy.db").code == 2
        assert [path.name for path in tmp_path.glob(".*")] == []

    def test_of_an_unsound_database_there_is_none(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        with closing(sqlite3.connect(tmp_path / "reconcile.db")) as database, database:
            database.execute("DELETE FROM batches WHERE id = 1")
        check = ready("db", "check")
        assert check.code == 2
        assert "1 rows of claims refer to rows of batches that are not there" in check.err
        assert "batches holds 1 rows numbered 2 to 2; expected 1 to 1: rows are gone." in check.err
        answer = ready("db", "backup", "copy.db")
        assert (answer.code, "not sound" in answer.err) == (2, True)
        assert not (tmp_path / "copy.db").exists()

    def test_a_damaged_file_is_told(self, ready: Command, tmp_path: Path) -> None:
        load(ready, tmp_path)
        path = tmp_path / "reconcile.db"
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_claims_batch'").fetchone()
        content = bytearray(path.read_bytes())
        content[(page - 1) * 4096 : (page - 1) * 4096 + 64] = b"\x7f" * 64
        path.write_bytes(content)
        assert ready("db", "check").code == 2

    def test_for_postgresql_it_is_the_line_of_its_own_tool(self, reconcile: Command) -> None:
        url = "postgresql://ana:secret@db.example:5433/reconcile"
        line = reconcile("--database", url, "db", "backup", "a file.dump").out.strip()
        assert line == "pg_dump --format=custom '--file=a file.dump' postgresql://ana@db.example:5433/reconcile"
