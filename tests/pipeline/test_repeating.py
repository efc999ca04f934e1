"""A run that sees nothing new compares nothing, and tells all the same which silences the time concluded."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.erasures import ErasableField
from reconcile.domain.outcomes import Finding, Status
from reconcile.domain.records import RecordKind
from reconcile.pipeline import seeing
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.guarding import redact_record
from reconcile.pipeline.publishing import outcome_of_latest
from reconcile.pipeline.results import RunResult
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from reconcile.store import Order, open_database

START = datetime(2019, 3, 10, tzinfo=UTC)
LATER = START + timedelta(days=60)
CLAIMS: list[dict[str, Any]] = [
    {
        "id": "answered", "published": "2019-03-02", "country": "ML", "claimant": "JNIM", "event_date": "2019-03-01",
        "place": "Kidal", "target_type": "base",
    },
    {
        "id": "silent", "published": "2019-03-06", "country": "ML", "claimant": "JNIM", "event_date": "2019-03-05",
        "place": "Gao", "target_type": "base", "summary": "An attack on a base.",
    },
    {
        "id": "denial", "published": "2019-03-06", "country": "ML", "claimant": "JNIM", "event_date": "2019-03-05",
        "place": "Mopti", "target_type": "base", "claim_kind": "denial",
    },
]  # fmt: skip
STATEMENTS: list[dict[str, Any]] = [
    {
        "id": "s", "published": "2019-03-02", "country": "ML", "issuer": "MINUSMA", "event_date": "2019-03-01",
        "place": "Kidal", "target_type": "base", "stance": "reports",
    },
]  # fmt: skip


@pytest.fixture
def url(stocked_url: str, tmp_path: Path) -> str:
    for kind, rows in ((RecordKind.CLAIM, CLAIMS), (RecordKind.STATEMENT, STATEMENTS)):
        path = tmp_path / f"{kind.plural}.jsonl"
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        assert ingest_file(stocked_url, kind, path, START).counts["rejected"] == 0
    path = tmp_path / "coverage.csv"
    collected = "".join(f"{source},2019-01-01,2019-12-31\n" for source in ("minusma", "ml-army", "ml-government"))
    path.write_text(f"source,from,to\n{collected}", encoding="utf-8")
    assert not ingest_coverage(stocked_url, path, Settings())[1]
    run(stocked_url, START)
    return stocked_url


def run(url: str, when: datetime, **more: Any) -> RunResult:
    return run_reconciliation(url, Settings(), when, when, **more)


def findings(url: str) -> dict[str, Finding]:
    return {finding.claim: finding for finding in outcome_of_latest(url).findings}


@pytest.fixture
def no_comparing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*asked: object) -> None:
        raise AssertionError("everything was compared once more")

    monkeypatch.setattr("reconcile.pipeline.finding.link_records", never)


@pytest.mark.usefixtures("no_comparing")
def test_a_silence_is_concluded_though_nothing_is_compared(url: str) -> None:
    before = findings(url)
    assert before["silent"].status is Status.PENDING
    first = run(url, START + timedelta(hours=1))
    assert (first.log.claims, first.run.counts["links"]) == ((), 1)
    result = run(url, LATER)
    assert [change.claim for change in result.log.claims] == ["silent"]
    after = findings(url)
    assert after["silent"].status is Status.CONCLUDED
    assert "9 May 2019" in after["silent"].reason
    assert {claim: after[claim] for claim in ("answered", "denial")} == {
        claim: before[claim] for claim in ("answered", "denial")
    }
    with open_database(url) as database:
        assert not database.verify().faults


def test_it_is_told_as_if_everything_had_been_compared(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(url, LATER, dry_run=True)
    with monkeypatch.context() as patch:
        patch.setattr(seeing, "_held", lambda *_: None)
        compared = run(url, LATER, dry_run=True)
    assert (told.log, told.run, told.needing_decision) == (compared.log, compared.run, compared.needing_decision)


@pytest.mark.usefixtures("no_comparing")
def test_what_is_new_is_compared(url: str, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps(STATEMENTS[0] | {"id": "more", "place": "Gao"}) + "\n", encoding="utf-8")
    ingest_file(url, RecordKind.STATEMENT, path, LATER)
    with pytest.raises(AssertionError, match="compared once more"):
        run(url, LATER)


@pytest.mark.usefixtures("no_comparing")
def test_other_settings_compare_anew(url: str) -> None:
    settings = replace(Settings(), link=replace(Settings().link, link_threshold_bits=1.0))
    with pytest.raises(AssertionError, match="compared once more"):
        run_reconciliation(url, settings, LATER, LATER)


@pytest.mark.usefixtures("no_comparing")
def test_what_was_erased_is_compared_without_it(url: str) -> None:
    order = Order(author="ada", why="A court ordered it.", now=LATER)
    redact_record(url, RecordKind.CLAIM, "silent", [ErasableField.SUMMARY], order)
    with pytest.raises(AssertionError, match="compared once more"):
        run(url, LATER)


def test_a_silence_that_people_decided_on_is_compared_anew(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = Subject(kind=DecisionKind.PAIR, claim="silent", statement="s")
    draft = Draft(act=Act.DECIDE, subject=subject, verdict="cannot_tell", reason="Compared by hand.")
    with open_database(url) as database:
        database.add_account("ada", Role.REVIEWER, "no hash", START)
        database.decide([draft], "ada", ReviewRules(two_person=frozenset(), grades=()), START)
    run(url, START + timedelta(hours=1))
    result = run(url, LATER)
    assert findings(url)["silent"].status is Status.CONCLUDED
    assert [change.claim for change in result.log.claims] == ["silent"]
    with monkeypatch.context() as patch:
        patch.setattr(seeing, "_held", lambda *_: None)
        assert run(url, LATER + timedelta(days=1)).log.claims == ()
