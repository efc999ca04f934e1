"""The commands of gazetteers, as words."""

import gzip
import json
from pathlib import Path

from tests.cli.conftest import Command

HEAD = "key,name,class,country,admin1,lat,lon,names\n"
GOOD = "my:1,Camp Firhoun,,ML,Gao,16.26,-0.02,Firhoun|Firoun\n"
BAD = "my:2,Nowhere,,ML,Gao,north,-0.02,\n"


def write(path: Path, text: str) -> Path:
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_import_tells_counts_and_rejected_rows(ready: Command, tmp_path: Path) -> None:
    answer = ready("gazetteer", "import", write(tmp_path / "mine.csv.gz", HEAD + GOOD + BAD), "--format", "csv")
    assert answer.code == 65
    assert answer.out == "read 2, places 1, names 3, left out 0, rejected 1\n"
    assert "mine.csv.gz, line 3: lat is 'north'" in answer.err
    (rejected,) = (tmp_path / "mine.csv.gz.rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(rejected)["row"]["key"] == "my:2"


def test_the_same_file_again_says_so(ready: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", HEAD + GOOD)
    assert ready("gazetteer", "import", file, "--format", "csv").code == 0
    answer = ready("gazetteer", "import", file, "--format", "csv", "--json")
    assert answer.code == 0
    assert json.loads(answer.out) == [
        {"name": "mine", "unchanged": True, "replaced": False,
         "read": 0, "places": 0, "names": 0, "left_out": 0, "rejected": 0}
    ]  # fmt: skip
    assert "in the database already" in answer.err


def test_several_files_are_several_gazetteers(ready: Command, tmp_path: Path) -> None:
    files = [write(tmp_path / f"{name}.csv", HEAD + GOOD.replace("my", name)) for name in ("a", "b")]
    assert ready("gazetteer", "import", *files, "--format", "csv").code == 0
    assert [one["name"] for one in json.loads(ready("gazetteer", "list", "--json").out)] == ["a", "b"]
    assert ready("gazetteer", "import", *files, "--format", "csv", "--name", "c").code == 2


def test_list_and_remove(ready: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", HEAD + GOOD)
    ready("gazetteer", "import", file, "--format", "csv", "--source", "a map", "--licence", "ours")
    listed = ready("gazetteer", "list").out
    assert "mine" in listed
    assert "a map" in listed
    assert "ours" in listed
    assert ready("gazetteer", "remove", "mine").out == "mine removed, places 1\n"
    assert json.loads(ready("gazetteer", "list", "--json").out) == []
    answer = ready("gazetteer", "remove", "mine")
    assert answer.code == 2
    assert "reconcile gazetteer list" in answer.err
    assert ready("gazetteer", "remove", "shipped").code == 2


def test_what_cannot_be_read_is_one_sentence(ready: Command, tmp_path: Path) -> None:
    for file, form in ((tmp_path / "missing.csv", "csv"), (write(tmp_path / "x.csv", HEAD + GOOD), "wof")):
        answer = ready("gazetteer", "import", file, "--format", form)
        assert answer.code == 2
        assert answer.err.count("\n") == 1
    assert ready("gazetteer", "import", tmp_path / "x.csv").code == 2


def test_without_a_schema_it_names_the_command_that_mends_it(reconcile: Command, tmp_path: Path) -> None:
    answer = reconcile("gazetteer", "import", write(tmp_path / "x.csv", HEAD + GOOD), "--format", "csv")
    assert answer.code == 2
    assert "reconcile db upgrade" in answer.err


def test_an_imported_place_is_used_by_the_next_run(ready: Command, tmp_path: Path) -> None:
    row = {"country": "ML", "event_date": "2017-04-18", "published": "2017-04-18", "place": "Camp Firhoun"}
    for kind, who in (("claims", {"id": "c", "claimant": "JNIM"}), ("statements", {"id": "s", "issuer": "MINUSMA"})):
        path = tmp_path / f"{kind}.jsonl"
        path.write_text(json.dumps(row | who) + "\n", encoding="utf-8")
        assert ready("ingest", kind, path).code == 0
    before = json.loads(ready("run", "--json").out)
    assert ready("gazetteer", "import", write(tmp_path / "mine.csv", HEAD + GOOD), "--format", "csv").code == 0
    after = json.loads(ready("run", "--json").out)
    assert before["run"] != after["run"]
