"""docs/records.md says what the program does."""

import re
from pathlib import Path

import reconcile.ingest
from reconcile.domain.records import RecordKind

from .record_tables import PAGE, marked_tables, regenerated
from .writing import read_all

SOURCES = Path(reconcile.ingest.__file__).parent


def test_the_tables_of_columns_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert marked_tables(page) == ["both", "claim", "statement"]
    assert page == regenerated(page), "run `python -m tests.ingest.record_tables`"


def test_every_code_is_explained_and_none_that_does_not_exist() -> None:
    told = re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.read_text(encoding="utf-8").split("## Codes")[1], re.MULTILINE)
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.py")))
    raised = set(re.findall(r'(?:CellError\(|RowError\(|code=)\s*"([a-z0-9-]+)"', source))

    assert told == sorted(raised)


def test_the_example_of_the_page_is_read_as_it_stands(tmp_path: Path) -> None:
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "claims.jsonl"
    path.write_text(blocks[0], encoding="utf-8")

    records, reading = read_all(path, RecordKind.CLAIM)

    assert len(records) == len(blocks[0].splitlines()) == 2
    assert reading.issues == []
