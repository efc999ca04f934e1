"""The service with a login to PostgreSQL that has the role of reviewers alone: everything people do there works."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from reconcile.domain.decisions import DecisionKind, Subject
from reconcile.domain.drafts import DraftState
from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.pipeline.guarding import redact_record, verify_database
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.texts import collect_file, draft_collected
from reconcile.report.addresses import claim_page
from reconcile.settings import Settings
from reconcile.store import Order, open_database
from tests.deploy.test_roles import LATER, NOW, as_role, runner
from tests.serve.serving import PASSWORD, Service, add_people, log_in, serving, token_of
from tests.serve.test_deciding import enter, form

__all__ = ["as_role", "runner"]
pytestmark = pytest.mark.postgres

CASE = f"/{claim_page('c1')}"
PAIR = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
TEXT = (
    "JNIM claimed that its fighters attacked a base of the Malian army at Tessalit on 18 April 2017.\n\n"
    "JNIM claimed that its fighters attacked a base of the Malian army at Aguelhok on 19 April 2017.\n\n"
    "JNIM claimed that its fighters attacked a base of the Malian army at Kidal on 20 April 2017."
)
PAGES = ("/queue", "/claims", CASE, f"{CASE}/texts", f"{CASE}?beside=s1", "/drafts", "/drafts/1", "/decisions")


@pytest.fixture
def service(runner: str, as_role: Callable[[str], str], postgres_url: str, tmp_path: Path) -> Iterator[Service]:
    """A run and three drafts by the runner, accounts by the owner; served as the reviewer."""
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    collect_file(runner, tmp_path / "article.txt", NOW, told={"published": "2017-04-21", "language": "en"})
    draft_collected(runner, Settings(), NOW)
    with open_database(postgres_url) as owner:
        add_people(owner)
    with serving(as_role("reconcile_reviewer")) as running:
        yield running


def test_a_day_of_reviewing(service: Service, runner: str) -> None:
    rosa, remi, cai = (service.browser_of(name) for name in ("rosa", "remi", "cai"))
    assert enter(rosa, rosa.get(CASE).text, "pair", verdict="not_same", reason="Another convoy.").status_code == 303
    undo = form(remi.get(CASE).text, "pair", undo=True)
    assert remi.post("/decisions", data=undo).status_code == 303
    assert enter(rosa, rosa.get(CASE).text, "flag", verdict="partial_match", reason="By the hour.").status_code == 303
    assert remi.post("/decisions", data=form(remi.get(CASE).text, "flag", "confirm")).status_code == 303
    standing = service.database.standing(Subject(kind=DecisionKind.FLAG, claim="c1"))
    assert standing is not None
    assert standing.authors == ("rosa", "remi")
    for act, value in (("assign", "cai"), ("status", "in_work"), ("note", "Ask for the French text.")):
        fields = {"token": token_of(cai.get("/queue").text), "kind": "flag", "claim": "c1", "act": act, "value": value}
        assert cai.post("/cases", data=fields).status_code == 303, act
    assert "Ask for the French text." in rosa.get("/queue?state=done").text
    run_reconciliation(runner, Settings(), LATER, LATER)
    assert "Decision 3 of people" in rosa.get(CASE).text, "the run of the runner binds what the reviewer's role wrote"
    assert verify_database(runner).faults == ()


def test_blind_coding(service: Service) -> None:
    rosa, cai = service.browser_of("rosa"), service.browser_of("cai")
    drawn = rosa.post("/coding", data={"token": token_of(rosa.get("/coding").text), "size": "2", "seed": "1"})
    assert drawn.headers["location"] == "/coding/1", drawn.text
    for client in (rosa, cai):
        for one in service.database.blind_samples()[0].questions:
            page = client.get(f"/coding/1/{one.place}").text
            answer = page.split('name="answer" value="')[1].split('"')[0]
            told = {"token": token_of(page), "sample": "1", "place": str(one.place), "answer": answer}
            assert client.post("/codings", data=told).status_code == 303
    assert "Agreement by kind of decision" in rosa.get("/coding").text


def test_drafts_become_records_even_of_what_was_erased(service: Service, postgres_url: str, runner: str) -> None:
    redact_record(postgres_url, RecordKind.CLAIM, "c1", [ErasableField.TEXT], Order(author="o", now=NOW, why="asked"))
    cai = service.browser_of("cai")
    first, second, third = (one.row for one in service.database.list_drafts((DraftState.WAITING,)))
    corrected = {"value-place": "Kidal", "added": "text", "added_value": "words"}
    for number, act, told in (
        (first, "accept", {}),
        (second, "correct", corrected),
        (third, "reject", {"reason": "Told before."}),
    ):
        form_ = {"token": token_of(cai.get("/drafts").text), "number": str(number), "act": act, **told}
        answer = cai.post("/drafts", data=form_)
        assert answer.status_code == 303, answer.text
    states = [service.database.find_draft(number).state for number in (first, second, third)]
    assert states == [DraftState.ACCEPTED, DraftState.CORRECTED, DraftState.REJECTED]
    assert verify_database(runner).faults == ()


@pytest.mark.parametrize("name", ["vera", "ada"])
def test_everybody_reads_and_whoever_looks_is_kept(service: Service, name: str) -> None:
    client = service.browser_of(name)
    for path in (*PAGES, *(("/access",) if name == "ada" else ())):
        assert client.get(path).status_code == 200, path
    assert {one.account for one in service.database.access_log(account=name)} == {name}
    client.post("/logout", data={"token": token_of(client.get("/queue").text)})
    assert client.get("/queue").status_code == 303
    wrong: httpx.Response = log_in(client, name, PASSWORD + "!")
    assert wrong.status_code == 401
