"""The review on the command line and by spreadsheet, as people go through it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Command
from tests.conftest import BOTH, on_server, postgres_database
from tests.pipeline.desk import CLAIMS, STATEMENTS

SECRET = "correct horse battery"  # noqa: S105 - of a test
HOSTILE = {
    **CLAIMS[1], "id": "=cmd|' /C calc'!A0", "summary": "=HYPERLINK(\"http://evil.example\")", "claimant": "@JNIM",
    "event_date": "2017-05-30", "published": "2017-06-01", "killed_min": 25, "persons": "A Victim",
    "text": "The words of the group.",
}  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By kind of database: what is copied for each test, once it is made."""
    return {}


on_both = pytest.mark.parametrize("desk", BOTH, indirect=True)
"""For what the store does; what only the commands do is tried on SQLite alone."""


@pytest.fixture
def desk(
    request: pytest.FixtureRequest,
    reconcile: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    _kept: dict[str, str],
) -> Iterator[Command]:
    """Records, accounts and one run; made once and copied, since bringing in the places takes most of the time."""
    monkeypatch.setenv("RECONCILE_PASSWORD", SECRET)
    monkeypatch.setenv("RECONCILE_NEW_PASSWORD", SECRET)
    if getattr(request, "param", "sqlite") == "sqlite":
        if "sqlite" in _kept:
            shutil.copy(_kept["sqlite"], tmp_path / "reconcile.db")
        else:
            fill_desk(reconcile, tmp_path)
            _kept["sqlite"] = str(shutil.copy(tmp_path / "reconcile.db", tmp_path / "kept.db"))
        yield reconcile
        return
    address: str = request.getfixturevalue("postgres_address")
    if "postgresql" not in _kept:
        on_server(address, "CREATE DATABASE desk_of_reviewers")
        monkeypatch.setenv("RECONCILE_DATABASE_URL", address.format("desk_of_reviewers"))
        fill_desk(reconcile, tmp_path)
        _kept["postgresql"] = "desk_of_reviewers"
    for url in postgres_database(address, _kept["postgresql"]):
        monkeypatch.setenv("RECONCILE_DATABASE_URL", url)
        yield reconcile


def fill_desk(reconcile: Command, folder: Path) -> None:
    assert reconcile("db", "upgrade").code == 0
    assert reconcile("account", "add", "root", "--role", "admin").code == 0
    for name, role in (("ada", "reviewer"), ("ben", "reviewer"), ("kim", "coder"), ("vera", "viewer")):
        assert reconcile("account", "add", name, "--role", role, "--as", "root").code == 0
    assert reconcile("ingest", "claims", write(folder / "claims.jsonl", [*CLAIMS, HOSTILE])).code == 0
    assert reconcile("ingest", "statements", write(folder / "statements.jsonl", STATEMENTS)).code == 0
    assert reconcile("run").code == 0


def cases(desk: Command, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk("review", "list", "--json", "--limit", "0", *options).out)
    return found


def fill(path: Path, answers: dict[str, dict[str, str | None]]) -> Path:
    """Writes into the row of each claim id (or case key) the cells given, by heading."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        key = sheet.cell(row, headings["case"]).value
        for heading, value in answers.get(str(key), {}).items():
            sheet.cell(row, headings[heading]).value = value
    book.save(path)
    return path


def found(desk: Command, claim: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(desk("explain", claim, "--json").out)
    return told


def case_of(desk: Command, claim: str, kind: str, *options: str) -> str:
    return next(str(c["case"]) for c in cases(desk, *options) if (c["claim"], c["kind"]) == (claim, kind))


@on_both
def test_the_queue_asks_for_what_matters(desk: Command) -> None:
    listed = cases(desk)
    reasons = {(case["claim"], case["kind"]): case["reasons"] for case in listed}
    assert reasons["c2", "flag"] == ["sample"]
    assert reasons[HOSTILE["id"], "flag"] == ["high_toll", "sample"]
    assert [case["worth"] for case in listed] == sorted((case["worth"] for case in listed), reverse=True)
    assert listed[0]["claim"] == HOSTILE["id"]
    text = desk("review", "show", listed[0]["case"]).out
    assert "Does the flag of the claim by @JNIM" in text
    assert "A Victim" not in text
    assert "The words of the group" not in text


def test_deciding_needs_a_proven_account(desk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("review", "decide", "same_event", "--kind", "pair", "--claim", "c2", "--statement", "s2")
    assert "--as ACCOUNT" in desk(*words).err
    assert "vera is a viewer" in desk(*words, "--as", "vera").err
    monkeypatch.setenv("RECONCILE_PASSWORD", "another long sentence")
    assert "do not fit together" in desk(*words, "--as", "ada").err
    monkeypatch.delenv("RECONCILE_PASSWORD")
    told = desk(*words, "--as", "ada")
    assert (told.code, "No password was given" in told.err) == (2, True)
    assert json.loads(desk("review", "history", "--json").out) == []


@on_both
def test_decided_bound_taken_back(desk: Command) -> None:
    words = ("--kind", "pair", "--claim", "c1", "--statement", "s1", "--as", "ada")
    assert "needs a reason" in desk("review", "decide", "not_same", *words).err
    rehearsed = desk("review", "decide", "not_same", *words, "--reason", "Another base.", "--dry-run", "--json")
    assert json.loads(rehearsed.out)["verdict"] == "not_same"
    assert desk("review", "decide", "not_same", *words, "--reason", "Another base.").code == 0
    assert desk("run").code == 0
    told = found(desk, "c1")
    assert (told["flag"], told["machine_flag"], told["decisions"]) == ("no_official_comment", "agreement", [1])
    assert "Another base." in desk("review", "history", "--record", "s1").out
    assert desk("review", "decide", "open", *words, "--reason", "The same base after all.").code == 0
    assert desk("run").code == 0
    assert found(desk, "c1")["flag"] == "agreement"
    log = json.loads(desk("review", "history", "--json").out)
    assert [(entry["verdict"], entry["supersedes"]) for entry in log] == [("not_same", None), ("open", 1)]


@on_both
def test_a_coder_proposes_and_a_reviewer_confirms_or_refuses(desk: Command) -> None:
    words = ("--kind", "pair", "--claim", "c2", "--statement", "s2")
    told = desk("review", "decide", "same_event", *words, "--as", "kim")
    assert "review confirm 1" in told.err
    (waiting,) = cases(desk, "--reason", "proposed")
    assert (waiting["proposed"]["author"], waiting["done"]) == ("kim", False)
    assert cases(desk)[0]["case"] == waiting["case"]
    assert "at least a reviewer" in desk("review", "confirm", "1", "--as", "kim").err
    assert "needs a reason" in desk("review", "refuse", "1", "--as", "ada").err
    assert desk("review", "confirm", "1", "--as", "ada").code == 0
    assert desk("run").code == 0
    assert found(desk, "c2")["flag"] == "partial_match"
    assert cases(desk, "--reason", "proposed") == []


@on_both
def test_handed_on_noted_and_checked(desk: Command) -> None:
    key = case_of(desk, "c2", "flag")
    assert desk("review", "assign", key, "kim", "--as", "ada").code == 0
    assert desk("review", "note", key, "Ask for the French text.", "--as", "kim").code == 0
    assert [case["case"] for case in cases(desk, "--assignee", "kim")] == [key]
    assert "Ask for the French text." in desk("review", "show", key).out
    assert "cannot be given a case" in desk("review", "assign", key, "vera", "--as", "ada").err
    assert "no account 'eve'" in desk("review", "assign", key, "eve", "--as", "ada").err
    before = json.loads(desk("review", "progress", "--json").out)
    assert before["sample"]["looked_at"] == 0
    assert desk("review", "status", key, "checked", "--as", "kim").code == 0
    after = json.loads(desk("review", "progress", "--json").out)
    assert (after["done"], after["sample"]["looked_at"], after["sample"]["missed"]) == (before["done"] + 1, 1, 0)
    assert "95 % interval" in desk("review", "progress").out


@on_both
def test_a_full_round_by_spreadsheet(desk: Command, tmp_path: Path) -> None:
    assert desk("review", "decide", "same_event", "--kind", "pair", "--claim", "c2", "--statement", "s2",
                "--as", "kim").code == 0  # fmt: skip
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    pair, high = case_of(desk, "c2", "pair"), case_of(desk, HOSTILE["id"], "flag")
    fill(sheet, {pair: {"decision": "confirm"}})
    dry = desk("review", "import", sheet, "--as", "ada", "--dry-run")
    assert "confirm same event on the pair of claim c2 and statement s2" in dry.out
    assert len(json.loads(desk("review", "history", "--json").out)) == 1
    fill(sheet, {high: {"decision": "agreement"}})
    told = desk("review", "import", sheet, "--as", "ada")
    assert (told.code, "refused: 'agreement'" in told.out, "needs a reason" in told.out) == (2, True, True)
    assert len(json.loads(desk("review", "history", "--json").out)) == 1, "all or nothing"
    fill(sheet, {high: {"decision": None}})
    assert desk("review", "import", sheet, "--as", "ada").code == 0
    assert desk("run").code == 0
    assert found(desk, "c2")["flag"] == "partial_match"

    amended = write(tmp_path / "amended.jsonl", [{**STATEMENTS[1], "own_killed_min": 3}])
    assert desk("ingest", "statements", amended).code == 0
    assert desk("run").code == 0
    (stale,) = cases(desk, "--reason", "stale")
    assert (stale["case"], stale["decision"]["binds"]) == (pair, True)
    assert [change["field"] for change in stale["decision"]["changes"]] == ["own_killed_min"]
    assert "made before a record changed" in found(desk, "c2")["reason"]

    assert desk("review", "export", sheet).code == 0
    fill(sheet, {pair: {"decision": "open", "reason": "Another convoy after all."}})
    assert desk("review", "import", sheet, "--as", "ben").code == 0
    assert desk("run").code == 0
    assert found(desk, "c2")["flag"] == "no_official_comment"
    assert cases(desk, "--reason", "stale") == []


@on_both
def test_rows_whose_records_changed_are_refused_by_number(desk: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    keys = {claim: case_of(desk, claim, "flag") for claim in ("c2", HOSTILE["id"])}
    fill(sheet, {key: {"decision": "no_official_comment", "reason": "Looked."} for key in keys.values()})
    assert desk("ingest", "claims", write(tmp_path / "more.jsonl", [{**CLAIMS[1], "place": "Gao"}])).code == 0
    told = desk("review", "import", sheet, "--as", "ada")
    assert told.code == 2
    refused = [line for line in told.out.splitlines() if "refused" in line]
    assert len(refused) == 1
    row = next(r for r in openpyxl.load_workbook(sheet).worksheets[0].iter_rows(min_row=2) if r[0].value == keys["c2"])
    assert refused[0].startswith(f"Row {row[0].row} refused: The claim 'c2' has changed")
    assert json.loads(desk("review", "history", "--json").out) == []


@on_both
def test_somebody_was_faster(desk: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    key = case_of(desk, "c2", "flag")
    fill(sheet, {key: {"decision": "no_official_comment", "reason": "Looked."}})
    assert desk("review", "import", sheet, "--as", "ben").code == 0
    told = desk("review", "import", sheet, "--as", "ada")
    assert (told.code, "ben decided" in told.out) == (2, True)


def test_sheets_carry_no_formulas_names_or_texts(desk: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    book = openpyxl.load_workbook(sheet)
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    told = [str(cell.value) for cell in cells]
    assert not [text for text in told if text.startswith(("=", "+", "-", "@"))]
    assert not [text for text in told if "A Victim" in text or "The words of the group" in text]
    rules = book.worksheets[0].data_validations.dataValidation
    assert any("same_event" in str(rule.formula1) or "agreement" in str(rule.formula1) for rule in rules)
    assert book.sheetnames == ["Cases", "Further decisions", "Records", "Lists", "Instructions"]
    log = json.loads(desk("access", "list", "--json").out)
    assert [(entry["kind"], entry["subject"]) for entry in log] == [("export", "review sheet")]


@pytest.mark.parametrize("heading", ["case", "decision", "claim id"])
def test_what_is_no_sheet_of_cases(desk: Command, tmp_path: Path, heading: str) -> None:
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    book = openpyxl.load_workbook(sheet)
    next(cell for cell in book.worksheets[0][1] if cell.value == heading).value = "other"
    book.save(sheet)
    assert f"no column {heading!r}" in desk("review", "import", sheet, "--as", "ada").err
    assert "is not there" in desk("review", "import", tmp_path / "none.xlsx", "--as", "ada").err


def test_cells_that_somebody_shifted_are_refused(desk: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "cases.xlsx"
    assert desk("review", "export", sheet).code == 0
    key = case_of(desk, "c2", "flag")
    fill(sheet, {key: {"decision": "agreement", "reason": "x", "case": "000000000000"}})
    assert "are not those of its case" in desk("review", "import", sheet, "--as", "ada").out


def test_words_and_names_are_shown_only_where_asked_for_and_logged(desk: Command) -> None:
    key = case_of(desk, HOSTILE["id"], "flag")
    assert "A Victim" not in desk("review", "show", key, "--text").out
    assert "A Victim" in desk("review", "show", key, "--with-persons").out
    assert json.loads(desk("review", "show", key, "--text", "--json").out)["records"][0]["text"] == HOSTILE["text"]
    log = json.loads(desk("access", "list", "--json").out)
    assert [(entry["kind"], entry["persons"]) for entry in log] == [("text", False), ("text", True), ("text", False)]
    assert "with names of persons" in desk("access", "list").out


@on_both
def test_blind_coding_by_two(desk: Command, tmp_path: Path) -> None:
    assert desk("review", "decide", "same_event", "--kind", "pair", "--claim", "c2", "--statement", "s2",
                "--as", "ada").code == 0  # fmt: skip
    assert desk("run").code == 0
    assert "Nobody has answered" in desk("review", "agreement").out
    sheet = tmp_path / "sample.xlsx"
    assert desk("review", "sample", sheet, "--size", "4", "--kind", "pair").code == 0
    page = openpyxl.load_workbook(sheet).worksheets[0]
    headings = [str(cell.value) for cell in page[1]]
    assert headings == ["case", "question", "claim", "statement", "decision", "reason", "sample"]
    keys = [str(row[0].value) for row in page.iter_rows(min_row=2)]
    assert len(keys) == 2
    for name, second in (("kim", "not_same"), ("ben", "same_event")):
        shutil.copy(sheet, tmp_path / f"{name}.xlsx")
        fill(tmp_path / f"{name}.xlsx", {keys[0]: {"decision": "same_event"}, keys[1]: {"decision": second}})
    assert "takes at least a coder" in desk("review", "code", tmp_path / "kim.xlsx", "--as", "vera").err
    dry = desk("review", "code", tmp_path / "kim.xlsx", "--as", "kim", "--dry-run")
    assert (dry.code, "nothing was kept" in dry.err) == (0, True)
    for name in ("kim", "ben"):
        assert desk("review", "code", tmp_path / f"{name}.xlsx", "--as", name).code == 0
    told = json.loads(desk("review", "agreement", "--json").out)
    assert [{k: one[k] for k in ("kind", "questions", "coders", "percent", "kappa", "alpha")} for one in told] == [
        {"kind": "pair", "questions": 2, "coders": 2, "percent": 0.5, "kappa": 0.0, "alpha": 0.0}
    ]
    assert told[0]["proposed"]["answers"] + told[0]["controls"]["answers"] == 4
    assert "Krippendorff" in desk("review", "agreement", "--sample", "1").out
    assert "no blind sample 9" in desk("review", "agreement", "--sample", "9").err
    (sample,) = json.loads(desk("review", "samples", "--json").out)
    assert (sample["sample"], sample["answered"]) == (1, {"ben": 2, "kim": 2})
    again = desk("review", "code", tmp_path / "kim.xlsx", "--as", "kim")
    assert (again.code, "answers stand" in again.out) == (2, True)
    assert desk("report", "--output", tmp_path / "report").code == 0
    method = (tmp_path / "report" / "method.html").read_text(encoding="utf-8")
    assert "Agreement by kind of decision" in method
    assert "flag, denied, false_claim" in method, "which decisions take two persons"


def test_blind_sheets_that_somebody_spoilt(desk: Command, tmp_path: Path) -> None:
    sheet = tmp_path / "sample.xlsx"
    assert desk("review", "sample", sheet, "--size", "4").code == 0
    key = str(openpyxl.load_workbook(sheet).worksheets[0].cell(2, 1).value)
    shutil.copy(sheet, tmp_path / "good.xlsx")
    fill(sheet, {key: {"decision": "same_event", "sample": "7"}})
    assert "No sample '7' has" in desk("review", "code", sheet, "--as", "kim").out
    assert "no column 'sample'" in desk("review", "code", cases_sheet(desk, tmp_path), "--as", "kim").err
    assert desk("review", "sample", sheet, "--size", "4").code == 0
    assert len(json.loads(desk("review", "samples", "--json").out)) == 1, "the same draw is the same sample"
    assert "blind sample 5" in desk("review", "sample", sheet, "--number", "5").err
    assert desk("review", "sample", tmp_path / "again.xlsx", "--number", "1").code == 0
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "good.xlsx").read_bytes()


def further(path: Path, rows: list[dict[str, str]]) -> Path:
    """Fills the sheet of further decisions from its first row on; earlier rows are emptied."""
    book = openpyxl.load_workbook(path)
    page = book["Further decisions"]
    headings = {str(cell.value): place for place, cell in enumerate(page[1], start=1)}
    for row in range(2, max(page.max_row, len(rows) + 1) + 1):
        told = rows[row - 2] if row - 2 < len(rows) else {}
        for heading, place in headings.items():
            page.cell(row, place).value = told.get(heading)
    book.save(path)
    return path


def log_of(desk: Command) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk("review", "history", "--json").out)
    return found


STARTED = [
    {"kind": "pair", "claim id": "c2", "statement id": "s2", "decision": "same_event"},
    {"kind": "flag", "claim id": "c1", "decision": "partial_match", "reason": "Another hour."},
    {"kind": "stance", "claim id": "c1", "decision": "denied", "reason": "The army said so by telephone."},
    {"kind": "family", "claim id": "c2", "other claim id": "c1", "decision": "not same", "reason": "Ten days apart."},
    {"kind": "record", "claim id": "c2", "decision": "duplicate", "duplicate of": "c1", "reason": "The same text."},
    {"kind": "record", "statement id": "s2", "decision": "withdrawn", "reason": "Taken off the page."},
    {"kind": "grade", "claim id": "'" + HOSTILE["id"], "decision": "doubtful", "reason": "Nobody else tells of it."},
]
"""One of each kind, as people write them: with blanks for underscores, and ids as the sheet shows them."""


@on_both
def test_every_kind_of_decision_is_started_from_a_sheet(desk: Command, tmp_path: Path) -> None:
    sheet = further(cases_sheet(desk, tmp_path), STARTED)
    dry = desk("review", "import", sheet, "--as", "ada", "--dry-run")
    assert dry.code == 0, dry.out
    assert "Row 3 of 'Further decisions': decide partial match on the flag of claim c1 (proposed)" in dry.out
    assert "7 decisions would be taken" in dry.err
    assert log_of(desk) == []
    assert desk("review", "import", sheet, "--as", "ada").code == 0
    made = log_of(desk)
    assert [(one["kind"], one["verdict"], one["takes_two"]) for one in made] == [
        ("pair", "same_event", False),
        ("flag", "partial_match", True),
        ("stance", "denied", True),
        ("family", "not_same", False),
        ("record", "duplicate", False),
        ("record", "withdrawn", False),
        ("grade", "doubtful", False),
    ]
    assert {one["author"] for one in made} == {"ada"}
    assert (made[3]["claim"], made[3]["other"], made[4]["duplicate_of"]) == ("c1", "c2", "c1")
    again = desk("review", "import", sheet, "--as", "ben")
    assert (again.code, again.out.count("ada decided on the")) == (2, 7)
    assert len(log_of(desk)) == 7
    assert desk("review", "export", sheet).code == 0
    waiting: dict[str, dict[str, str | None]] = {
        case_of(desk, "c1", kind, "--reason", "proposed"): {"decision": "confirm"} for kind in ("flag", "stance")
    }
    fill(sheet, waiting)
    further(sheet, [STARTED[0] | {"decision": "open", "reason": "Another convoy."}])
    assert "two-person rule" in desk("review", "import", sheet, "--as", "ada").out
    assert len(log_of(desk)) == 7, "one sheet's faults hold back the other's rows"
    assert desk("review", "import", sheet, "--as", "ben").code == 0
    assert [(one["act"], one["verdict"]) for one in log_of(desk)[7:]] == [
        ("confirm", "partial_match"), ("confirm", "denied"), ("decide", "open")
    ]  # fmt: skip


@on_both
def test_further_rows_that_cannot_be_taken_are_named_and_nothing_is(desk: Command, tmp_path: Path) -> None:
    sheet = cases_sheet(desk, tmp_path)
    assert desk("ingest", "claims", write(tmp_path / "more.jsonl", [{**CLAIMS[1], "place": "Gao"}])).code == 0
    good = STARTED[6]
    faulty = {
        "The claim 'c2' has changed since": STARTED[0],
        "'flags' is no kind of decision": STARTED[1] | {"kind": "Flags"},
        "A decision on a pair names a claim and a statement": STARTED[0] | {"statement id": ""},
        "lists no claim 'c9'": STARTED[1] | {"claim id": "c9"},
        "'confirm' is no verdict on a flag": STARTED[1] | {"decision": "confirm"},
        "needs a reason": STARTED[2] | {"reason": ""},
        "There is no record 'c9' of the same kind": STARTED[4] | {"claim id": "c1", "duplicate of": "c9"},
    }
    told = desk("review", "import", further(sheet, [good, *faulty.values()]), "--as", "ada")
    assert told.code == 2
    refused = [line for line in told.out.splitlines() if "refused" in line]
    assert len(refused) == len(faulty)
    for row, why in enumerate(faulty, start=3):
        (line,) = [line for line in refused if line.startswith(f"Row {row} of 'Further decisions' refused: ")]
        assert why in line
    assert log_of(desk) == []
    assert desk("review", "import", further(sheet, [good, good]), "--as", "ada").code == 2, "the same subject twice"
    assert "vera is a viewer" in desk("review", "import", further(sheet, [good]), "--as", "vera").err
    book = openpyxl.load_workbook(sheet)
    del book["Records"]
    book.save(sheet)
    assert "'Records' lists no claim" in desk("review", "import", sheet, "--as", "ada").out
    book = openpyxl.load_workbook(sheet)
    del book["Further decisions"]
    book.save(sheet)
    assert "no row has a decision" in desk("review", "import", sheet, "--as", "ada").err


def test_lists_of_the_further_sheet_follow_the_kind(desk: Command, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(cases_sheet(desk, tmp_path))
    rules = {str(rule.sqref).split(":")[0]: str(rule.formula1) for rule in
             book["Further decisions"].data_validations.dataValidation}  # fmt: skip
    assert "pair,flag,stance,family,record,grade" in rules["A2"]
    assert rules["E2"] == 'INDIRECT("lists_"&$A2)'
    named = {name: next(iter(one.destinations)) for name, one in book.defined_names.items()}
    lists = {name: [row[0].value for row in book[page][cells]] for name, (page, cells) in named.items()}
    assert lists["lists_stance"] == ["denied", "false_claim", "open"]
    assert lists["lists_record"] == ["withdrawn", "duplicate", "open"]
    assert lists["lists_grade"][-1] == "open"
    records = [(row[0].value, row[1].value) for row in book["Records"].iter_rows(min_row=2)]
    first, last = (int(cell) for cell in rules["B2"].replace("$B$", "").split("!")[1].split(":"))
    assert records[first - 2 : last - 1] == [one for one in records if one[0] == "claim"]
    assert book["Lists"].sheet_state == "hidden"


def cases_sheet(desk: Command, folder: Path) -> Path:
    assert desk("review", "export", folder / "cases.xlsx").code == 0
    return folder / "cases.xlsx"


def test_whoever_takes_a_report_or_an_export_is_written_down(desk: Command, tmp_path: Path) -> None:
    assert desk("export", "--format", "json", "--output", tmp_path / "findings.json").code == 0
    assert desk("report", "--public", "--output", tmp_path / "report").code == 0
    assert desk("export", "--run", "99", "--format", "json", "--output", tmp_path / "none.json").code == 2
    log = json.loads(desk("access", "list", "--json").out)
    told = [(entry["kind"], entry["subject"]) for entry in log]
    assert told == [("export", "json of the latest run"), ("report", "public report of the latest run")]


def test_numbers_in_the_progress_agree_with_their_words(desk: Command) -> None:
    assert (
        desk(
            "review", "decide", "same_event", "--kind", "pair", "--claim", "c2", "--statement", "s2", "--as", "ada"
        ).code
        == 0
    )
    assert "by ada: 1 entry in the log" in desk("review", "progress").out
