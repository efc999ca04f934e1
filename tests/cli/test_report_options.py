"""Filters, the public edition and the run a report is compared with, as a person asks for them."""

import re
import shutil
from pathlib import Path

import pytest

from reconcile.domain.instants import parse_instant
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file, upgrade_schema
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from tests.cli.conftest import Command
from tests.cli.test_commands import CLAIM, STATEMENT, load, write
from tests.pipeline.running import NOW

WORDS = "words of the text itself"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs over three claims: one of Mali is answered, one of Somalia is not, the last is younger."""
    folder = tmp_path_factory.mktemp("runs")
    url = f"sqlite:///{folder / 'reconcile.db'}"
    place = {"lat": 19.9871, "lon": 1.2345, "persons": "Captain Example", "text": WORDS, "place": "near Tessalit"}
    somalia = {"claimant": "Al-Shabaab", "country": "SO", "place": "Halgan", "target_actor": "AMISOM"}
    claims = [
        {**CLAIM, **place},
        {**CLAIM, **somalia, "id": "c2", "event_date": "2017-04-01"},
        {**CLAIM, "id": "c3", "event_date": "2017-05-10", "published": "2017-05-10"},
    ]
    upgrade_schema(url)
    ingest_file(url, RecordKind.CLAIM, write(folder / "claims.jsonl", *claims), NOW)
    ingest_file(url, RecordKind.STATEMENT, write(folder / "statements.jsonl", STATEMENT), NOW)
    for as_of in ("2017-05-01", "2017-05-20"):
        run_reconciliation(url, Settings(), parse_instant(as_of), NOW)
    return folder / "reconcile.db"


@pytest.fixture
def run(reconcile: Command, tmp_path: Path, database: Path) -> Command:
    shutil.copy(database, tmp_path / "reconcile.db")
    return reconcile


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def claims(folder: Path) -> set[str]:
    return {path.name.split("-")[0] for path in (folder / "claims").iterdir()}


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--claimant", "jnim"], {"c1", "c3"}),
        (["--country", "so"], {"c2"}),
        (["--issuer", "MINUSMA"], {"c1", "c3"}),
        (["--from", "2017-04-10", "--to", "2017-04-30"], {"c1"}),
        (["--claimant", "JNIM", "--from", "2017-05-01"], {"c3"}),
    ],
)
def test_a_filter_is_said_on_every_page(run: Command, tmp_path: Path, options: list[str], kept: set[str]) -> None:
    assert run("report", "--output", "r", *options).code == 0
    assert claims(tmp_path / "r") == kept
    for name, page in pages(tmp_path / "r").items():
        assert f"It holds {len(kept)} of 3 claims" in page, name


def test_the_same_filter_gives_the_same_bytes(run: Command, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert run("report", "--output", folder, "--claimant", "JNIM", "--public").code == 0
    assert pages(tmp_path / "a") == pages(tmp_path / "b")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--claimant", "Nobody"], "claimant 'Nobody'; there are: Al-Shabaab and JNIM."),
        (["--issuer", "Nobody"], "issuer 'Nobody'; there are: MINUSMA."),
        (["--country", "FR"], "country 'FR'; there are: ML and SO."),
        (["--from", "2017-05-01", "--to", "2017-04-01"], "exchange them"),
        (["--from", "May"], "no date"),
        (["--delay-days", "3"], "add --public"),
        (["--since-run", "2"], "name an earlier one"),
        (["--since-run", "77"], "77"),
    ],
)
def test_what_cannot_be_asked_for_is_said(run: Command, tmp_path: Path, options: list[str], said: str) -> None:
    answer = run("report", "--output", "r", *options)
    assert answer.code == 2
    assert said in answer.err
    assert not (tmp_path / "r").exists()


def test_the_change_log_is_set_beside_the_run_asked_for(run: Command, tmp_path: Path) -> None:
    assert run("report", "--output", "r", "--since-run", "1").code == 0
    page = pages(tmp_path / "r")["changes.html"]
    assert "beside run 1 as of 2 May 2017" in page
    assert "Claim c3 is new" in page


def test_the_public_edition_holds_no_coordinate_word_or_name(run: Command, tmp_path: Path) -> None:
    assert run("report", "--output", "whole").code == 0
    assert any(WORDS in page for page in pages(tmp_path / "whole").values())
    assert run("report", "--output", "r", "--public").code == 0
    for name, page in pages(tmp_path / "r").items():
        assert "Public edition" in page, name
        assert not re.search(r"19\.9[89]|1\.23|Captain Example|near Tessalit", page), name
        assert WORDS not in page, name


def test_a_delay_leaves_out_what_is_young(run: Command, tmp_path: Path) -> None:
    assert run("report", "--output", "r", "--public", "--delay-days", "14").code == 0
    assert len(list((tmp_path / "r" / "claims").iterdir())) == 2
    assert "the last 14 days before the data cut-off" in pages(tmp_path / "r")["index.html"]
    assert "10 May 2017" not in pages(tmp_path / "r")["changes.html"]


def test_where_a_person_watches_the_pages_are_counted_against_their_number(
    ready: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(ready, tmp_path)
    ready("run")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "Writing pages" in (told := ready("report", "--output", "report").err)
    assert "1/1" in told
