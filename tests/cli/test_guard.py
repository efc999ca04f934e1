"""Verifying and redacting as a person would, and the ledger of collected days."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Command
from tests.cli.test_commands import CLAIM, STATEMENT, load, write


def test_a_database_that_fits_says_what_was_checked_and_the_last_link(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    ready("run")
    answer = ready("verify")
    assert answer.code == 0
    assert "chain 3, texts 0, claims 1, statements 1, pairs 1" in answer.out
    link = answer.out.split()[-1]
    assert ready("verify", "--head", link).code == 0
    found = json.loads(ready("verify", "--json").out)
    assert (found["head"], found["faults"]) == (link, [])


def test_a_row_that_does_not_fit_is_named(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    with closing(sqlite3.connect(tmp_path / "reconcile.db")) as database, database:
        database.execute("UPDATE claims SET place = 'Gao'")
    answer = ready("verify")
    assert answer.code == 2
    assert "The claim 'c1', version 1 (row 1) is not what it was." in answer.err
    assert "restore a backup" in answer.err


def test_a_chain_without_the_link_kept_elsewhere_is_cut(ready: Command) -> None:
    answer = ready("verify", "--head", "e" * 64)
    assert answer.code == 2
    assert "cut off or made anew" in answer.err


def test_a_text_is_erased_and_verify_accepts_the_tombstone(ready: Command, tmp_path: Path) -> None:
    told = CLAIM | {"text": "canary words", "persons": "canary name"}
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", told))
    answer = ready("redact", "claim", "c1", "--text", "--names", "--why", "asked for", "--by", "ana")
    assert (answer.code, answer.out) == (0, "Erased: persons 1, text 1; in 1 record.\n")
    assert "backups still hold it" in answer.err
    assert b"canary" not in (tmp_path / "reconcile.db").read_bytes()
    assert ready("verify").code == 0
    ready("run")
    ready("report", "--output", "report")
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "report").rglob("*.html"))
    assert "Names of persons and text erased on " in pages
    assert "canary" not in pages
    assert "nothing to erase" in ready("redact", "claim", "c1", "--text", "--why", "again").out
    assert ready("redact", "claim", "c2", "--text", "--why", "x").code == 2


def test_a_collected_document_is_erased(ready: Command, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(
        "JNIM claimed the canary attack on 3 May 2019 near Gao in Mali.", encoding="utf-8"
    )
    assert ready("collect", "files", "post.txt").code == 0
    with closing(sqlite3.connect(tmp_path / "reconcile.db")) as database, database:
        ((key,),) = database.execute("SELECT key FROM collected_documents").fetchall()
    assert ready("redact", "document", key, "--text", "--names", "--why", "x").code == 2
    answer = ready("redact", "document", key, "--text", "--why", "asked for", "--by", "ana")
    assert (answer.code, answer.out) == (0, "Erased: text; in 1 collected document.\n")
    assert b"canary" not in (tmp_path / "reconcile.db").read_bytes()
    assert ready("verify").code == 0
    missing = ready("redact", "document", "none", "--text", "--why", "x")
    assert (missing.code, "no collected document" in missing.err) == (2, True)


def test_redact_asks_for_what_it_needs(ready: Command, tmp_path: Path) -> None:
    load(ready, tmp_path)
    for words in (["claim", "c1", "--text"], ["claim", "c1", "--why", "x"], [], ["claim", "c1", "--expired"]):
        answer = ready("redact", *words)
        assert answer.code == 2, words
        assert ready("verify").code == 0


def test_texts_go_when_their_time_is_up(ready: Command, tmp_path: Path) -> None:
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM | {"text": "canary words"}))
    settings = tmp_path / "settings.toml"
    settings.write_text("[retention]\ntext_days = 30\n", encoding="utf-8")
    rule = ("--settings", settings, "redact", "--expired")
    assert "Nothing to erase" in ready(*rule).out
    with closing(sqlite3.connect(tmp_path / "reconcile.db")) as database, database:
        database.execute("UPDATE batches SET ingested_at = '2001-01-01 00:00:00.000000'")
    assert "Would erase 1 text of 12 characters" in ready(*rule, "--dry-run").out
    assert b"canary" in (tmp_path / "reconcile.db").read_bytes()
    assert "Erased 1 text of 12 characters" in ready(*rule).out
    assert b"canary" not in (tmp_path / "reconcile.db").read_bytes()
    assert ready("verify").code == 0
    without = ready("redact", "--expired")
    assert (without.code, "text_days" in without.err) == (2, True)


def test_the_ledger_is_listed_with_its_gaps(ready: Command, tmp_path: Path) -> None:
    assert "Nobody declared" in ready("coverage", "list").out
    assert json.loads(ready("coverage", "list", "--json").out) == []
    days = "source,from,to\nminusma,2017-03-01,2017-03-31\nminusma,2017-04-11,2017-05-31\n"
    (tmp_path / "days.csv").write_text(days, encoding="utf-8")
    ready("coverage", "add", "days.csv")
    ready("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT | {"published": "2017-04-05"}))
    told = ready("coverage", "list").out
    assert told.startswith(
        "MINUSMA (minusma): declared March 2017 and 11 April to 31 May 2017; "
        "statements show it was read on 5 April 2017; "
        "not collected 1 to 4 April 2017 and 6 to 10 April 2017; last day 31 May 2017, "
    )
    (found,) = json.loads(ready("coverage", "list", "--json").out)
    assert found["gaps"] == [{"from": "2017-04-01", "to": "2017-04-04"}, {"from": "2017-04-06", "to": "2017-04-10"}]
