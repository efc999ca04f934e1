"""Hostile text in every field of every record stays text, in pages and in exports."""

import csv
import io
import json
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

import pytest

from reconcile.domain.comparables import Account
from reconcile.domain.outcomes import Finding, Outcome
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import ClaimRecord, StatementRecord
from reconcile.report import export_csv, export_json, render_report
from reconcile.report.addresses import claim_page
from reconcile.verdict import compare_outcomes
from tests.report.building import Made, counted
from tests.report.reading import pages_of
from tests.tally.building import EXPECTED, run_of

R = TypeVar("R", ClaimRecord, StatementRecord)

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=http://evil.example/x onerror=alert(1)>",
    "attribute": "\" onmouseover='alert(1)' x=\"",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "full-width-formula": "＝1+1",
    "bidi": "abc\u202egpj.exe\u2066",
    "escape": "\x1b[31mred\x1b]8;;http://evil.example\x07link\x1b]8;;\x07",
    "javascript": "javascript:alert(document.domain)",
    "path": "../../../../etc/passwd",
    "template": "{{ 7*7 }}{% include 'x' %}${7*7}",
    "style": "</style><style>@import url(http://evil.example/x.css)</style>",
    "svg": "</text></svg><svg onload=alert(1)>",
    "rtl": "هجوم على قاعدة",
    "mixed-digits": "هجوم ١٢ on 34 و ٥٦ في 2019",
    "long": "x" * 300,
    "spaces": "\u2028\u2029\t \r\n",
}


def poisoned(outcome: Outcome, payload: str) -> Outcome:
    """The outcome with the payload before every text of every record, ids included."""
    claims = tuple(_account(account, payload) for account in outcome.claims)
    statements = tuple(_account(account, payload) for account in outcome.statements)
    return replace(
        outcome,
        claims=claims,
        statements=statements,
        findings=tuple(_finding(finding, payload) for finding in outcome.findings),
        issues=tuple(
            replace(issue, message=payload, file=payload, field=payload, found=payload, record_id=payload)
            for issue in outcome.issues
        ),
        coverage=tuple(replace(span, note=payload, source=payload + span.source) for span in outcome.coverage),
        sources=tuple(replace(source, name=payload + source.name) for source in outcome.sources),
    )


def _account(account: Account[R], payload: str) -> Account[R]:
    record = account.record
    texts = {f.name: payload + (getattr(record, f.name) or "") for f in fields(record) if "str" in str(f.type)}
    texts.pop("extra", None)
    places = tuple(_place(place, payload) for place in account.values.places)
    date = replace(account.values.date, text=payload)
    values = replace(
        account.values, places=places, date=date, country=payload, target=payload, target_actors=(payload,)
    )
    hostile = replace(record, **texts)  # type: ignore[arg-type]
    return replace(account, version=replace(account.version, record=hostile), values=values)


def _place(place: PlaceCandidate, payload: str) -> PlaceCandidate:
    return replace(place, name=payload + place.name, country=payload)


def _finding(finding: Finding, payload: str) -> Finding:
    pairs = tuple(
        replace(
            pair,
            claim=payload + pair.claim,
            statement=payload + pair.statement,
            sentence=payload + pair.sentence,
            facets={facet: replace(told, sentence=payload, claim_says=payload) for facet, told in pair.facets.items()},
        )
        for pair in finding.pairs
    )
    return replace(finding, claim=payload + finding.claim, reason=payload + finding.reason, pairs=pairs)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_pages_show_it_as_text(made: Made, tmp_path: Path, payload: str) -> None:
    outcome = poisoned(made.outcome, payload)
    labels = dict.fromkeys([payload, *made.books.labels], payload)
    render_report(
        outcome,
        replace(counted(outcome, made.books), labels=labels, changes=compare_outcomes(run_of([]), outcome, EXPECTED)),
        tmp_path / "out" / "r",
    )
    pages = pages_of(tmp_path / "out" / "r")
    assert {claim_page(claim.id) for claim in outcome.claims} <= set(pages)
    for name, page in pages.items():
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"img", "iframe", "object", "style", "embed"}, name
        home = "../" if name.startswith("claims/") else ""
        sheets = [attributes for tag, attributes in page.tags if tag == "link"]
        assert sheets == [{"rel": "stylesheet", "href": f"{home}report.css"}], name
        assert [tag for tag, _ in page.tags].count("script") == (not name.startswith("claims/")), name
        names = {attribute for _, attributes in page.tags for attribute in attributes}
        assert not [attribute for attribute in names if attribute.startswith("on")], name
        assert not [link for link in page.links if ":" in link or link.startswith(("/", "../.."))], name
        assert not set("\u202e\u2066\x1b\u2028\u2029\r\x07") & set(page.source), name
        assert "http://" not in page.source, name
        assert "7*7" in page.text or "7*7" not in payload or name in ("method.html", "search.html"), name


def test_nothing_is_written_outside_the_folder(made: Made, tmp_path: Path) -> None:
    outcome = poisoned(made.outcome, PAYLOADS["path"])
    render_report(outcome, counted(outcome, made.books), tmp_path / "deep" / "r")
    found = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert found
    assert all(path.startswith("deep/r/") for path in found)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_json_keeps_ids_exact_and_is_harmless_to_look_at(made: Made, payload: str) -> None:
    outcome = poisoned(made.outcome, payload)
    content = export_json(outcome)
    assert content.replace(b"\n", b"").isascii()
    assert all(byte >= 0x20 or byte == 0x0A for byte in content)
    told = json.loads(content)
    assert [claim["id"] for claim in told["claims"]] == sorted(claim.id for claim in outcome.claims)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_cell_of_a_table_can_be_taken_for_a_formula(made: Made, payload: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(export_csv(poisoned(made.outcome, payload))))
    for name in archive.namelist():
        text = archive.read(name).decode("utf-8")
        assert not set("\u202e\u2066\x1b\u2028\u2029\x07") & set(text), name
        assert "http://" not in text, name
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "＝", "＋", "＠", "\t", "\r", "\n")), name
                assert not cell.startswith("-") or float(cell) < 0, name
