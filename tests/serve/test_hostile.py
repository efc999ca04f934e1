"""Text that means harm in every field of every record: on every page of the service it is text."""

import html
import json
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote

import pytest

from reconcile.domain.records import ClaimRecord, RecordKind, StatementRecord
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.running import run_reconciliation
from reconcile.report.addresses import claim_page
from reconcile.settings import Settings
from tests.pipeline.desk import CLAIMS, STATEMENTS
from tests.serve.serving import Service, token_of

HARM = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'{{ 7*7 }}${7*7}'; DROP TABLE claims; --"
KEPT = {
    "source_grade",
    "item_grade",
    "country",
    "language",
    "event_date",
    "published",
    "retrieved",
    "reported",
    "event_date_start",
    "event_date_end",
}
"""Fields that hold nothing but codes and days: anything else is refused before it is kept."""


@pytest.fixture
def poisoned(service: Service, tmp_path: Path) -> str:
    """The claim's id."""
    for kind, made, row in (
        (RecordKind.CLAIM, ClaimRecord, CLAIMS[0]),
        (RecordKind.STATEMENT, StatementRecord, STATEMENTS[0]),
    ):
        texts = {one.name for one in fields(made) if str(one.type) in ("str", "str | None")} - KEPT
        harmful = {name: f"{HARM} {row.get(name, '')}" for name in texts}
        path = tmp_path / f"{kind.plural}.jsonl"
        path.write_text(json.dumps({**row, **harmful, "id": f"{HARM}{row['id']}"}) + "\n", encoding="utf-8")
        taken = ingest_file(service.url, kind, path, service.clock())
        assert taken.counts["rejected"] == 0, taken.issues
    run_reconciliation(service.url, Settings(), service.clock(), service.clock())
    return f"{HARM}c1"


def test_every_page_shows_it_as_text(service: Service, poisoned: str) -> None:
    ada = service.browser_of("ada")
    case = "/" + quote(claim_page(poisoned))
    page = ada.get(case).text
    token = token_of(page)
    subject = {"kind": "flag", "claim": poisoned, "token": token}
    noted = ada.post("/cases", data=subject | {"act": "note", "value": HARM})
    assert noted.status_code == 303
    decided = ada.post(
        "/decisions", data=subject | {"act": "decide", "verdict": "agreement", "reason": HARM, "seen": ""}
    )
    assert decided.status_code == 303, decided.text
    assert ada.post("/coding", data={"token": token, "size": "40", "seed": "1"}).status_code == 303
    paths = [case, f"{case}?beside=", f"{case}?beside={quote(HARM)}", f"{case}?beside={quote(HARM + 's1')}"]
    paths += [f"{case}/texts?persons=shown", "/queue", "/claims", "/decisions", "/access", "/coding/1"]
    paths += [f"/coding/1/{one.place}?texts=shown" for one in service.database.blind_samples()[0].questions]
    told = 0
    for path in paths:
        answer = ada.get(path)
        assert answer.status_code == 200, path
        main = answer.text.split("<body", 1)[1]
        assert "<img" not in main, path
        assert "<script>alert" not in main, path
        assert "49" not in html.unescape(main).replace("7*7", "").split("onerror", 1)[-1][:60], path
        told += "&lt;img" in main
    assert told > 4, "the words themselves are there"
