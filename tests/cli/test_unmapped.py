"""`reconcile reference unmapped`."""

import json
from pathlib import Path

from tests.cli.conftest import Command

RECORD = {"id": "c1", "claimant": "JNIM", "country": "ML", "target_type": "zeppelin", "text": "secret"}


def test_values_are_listed_with_their_counts(ready: Command, tmp_path: Path) -> None:
    rows = [RECORD, RECORD | {"id": "c2"}, RECORD | {"id": "c3", "target_type": "\x1b[31mairship"}]
    (tmp_path / "claims.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    assert ready("ingest", "claims", "claims.jsonl").code == 0
    answer = ready("reference", "unmapped")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "target_type, 2 records: zeppelin\ntarget_type, 1 record: airship\n"
    told = json.loads(ready("reference", "unmapped", "--json").out)
    assert told[0] == {"field": "target_type", "value": "zeppelin", "records": 2}


def test_an_empty_database_has_none(ready: Command) -> None:
    assert ready("reference", "unmapped").out == "Every value maps to something.\n"
    assert json.loads(ready("reference", "unmapped", "--json").out) == []


def test_without_a_schema_the_command_that_mends_it_is_named(reconcile: Command) -> None:
    answer = reconcile("reference", "unmapped")
    assert answer.code == 2
    assert "reconcile db upgrade" in answer.err
