"""Deciding in the browser's forms: what is kept, what waits for a second person, what is refused, and the undo."""

import re
from typing import Any

import httpx
import pytest

from reconcile.domain import crowds
from reconcile.domain.decisions import DecisionKind, DecisionState, Subject
from reconcile.domain.people import AccessKind
from tests.serve.serving import Service, token_of

CASE = "/claims/jnim-tessalit-monday-a75d153a505b.html"
PAIR = Subject(kind=DecisionKind.PAIR, claim="jnim-tessalit-monday", statement="minusma-tessalit")
FLAG = Subject(kind=DecisionKind.FLAG, claim="jnim-tessalit-monday")
_FORM = re.compile(r'<form method="post" action="/decisions">.*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def form(page: str, kind: str, act: str = "decide", *, undo: bool = False) -> dict[str, str]:
    """The hidden fields of the first form of a page that asks about this kind and does this."""
    for found in _FORM.findall(page):
        fields = dict(_HIDDEN.findall(found))
        if fields["kind"] == kind and fields["act"] == act and ("verdict" in fields) == undo:
            return fields
    raise AssertionError(f"no form to {act} on a {kind}")


def enter(client: httpx.Client, page: str, kind: str, **fields: str) -> httpx.Response:
    return client.post("/decisions", data=form(page, kind) | fields)


def test_a_decision_is_kept_with_its_author_and_shown_to_everybody(service: Service) -> None:
    rosa, remi = service.browser_of("rosa"), service.browser_of("remi")
    answer = enter(rosa, rosa.get(CASE).text, "pair", verdict="same_event")
    assert answer.status_code == 303
    assert "Decision 1 is kept: same event." in rosa.get(answer.headers["location"]).text
    standing = service.database.standing(PAIR)
    assert standing is not None
    assert standing.in_force is not None
    assert (standing.in_force.author, standing.in_force.decided_at) == ("rosa", service.clock.now)
    assert "rosa decided: same event" in remi.get(CASE).text
    assert "rosa decided: same event" in remi.get("/decisions").text


def test_a_rejection_needs_its_reason(service: Service) -> None:
    rosa = service.browser_of("rosa")
    refused = enter(rosa, rosa.get(CASE).text, "pair", verdict="not_same")
    assert refused.status_code == 409
    assert "needs a reason" in refused.text
    assert service.database.standing(PAIR) is None
    assert enter(rosa, rosa.get(CASE).text, "pair", verdict="not_same", reason="A day apart.").status_code == 303


def test_an_override_waits_for_a_second_person(service: Service) -> None:
    rosa, remi = service.browser_of("rosa"), service.browser_of("remi")
    answer = enter(rosa, rosa.get(CASE).text, "flag", verdict="partial_match", reason="MINUSMA spoke of both.")
    assert "waits for a second person" in rosa.get(answer.headers["location"]).text
    closing = {"kind": "flag", "claim": FLAG.claim, "token": token_of(rosa.get("/queue").text), "act": "status"}
    closed = rosa.post("/cases", data=closing | {"value": "checked"})
    assert (closed.status_code, "confirm or refuse it first" in closed.text) == (409, True)
    own = rosa.post("/decisions", data=form(rosa.get(CASE).text, "flag", "confirm"))
    assert own.status_code == 409
    assert "another reviewer must confirm" in own.text
    assert remi.post("/decisions", data=form(remi.get(CASE).text, "flag", "confirm")).status_code == 303
    standing = service.database.standing(FLAG)
    assert standing is not None
    assert standing.authors == ("rosa", "remi")


def test_a_coder_proposes_and_a_reviewer_refuses(service: Service) -> None:
    cai, remi = service.browser_of("cai"), service.browser_of("remi")
    assert enter(cai, cai.get(CASE).text, "pair", verdict="same_event").status_code == 303
    standing = service.database.standing(PAIR)
    assert standing is not None
    assert standing.proposed is not None
    answer = form(remi.get(CASE).text, "pair", "confirm") | {"act": "refuse", "reason": "Another day."}
    assert cai.post("/decisions", data=answer | {"token": token_of(cai.get(CASE).text)}).status_code == 409
    assert remi.post("/decisions", data=answer).status_code == 303
    after = service.database.standing(PAIR)
    assert after is not None
    assert after.state(after.head) is DecisionState.REFUSED


def test_who_decides_on_an_old_page_is_shown_what_came_meanwhile(service: Service) -> None:
    rosa, remi = service.browser_of("rosa"), service.browser_of("remi")
    old = remi.get(CASE).text
    assert remi.get(f"{CASE}/state").json() == {"head": "0", "sentence": ""}
    assert enter(rosa, rosa.get(CASE).text, "pair", verdict="same_event").status_code == 303
    news: dict[str, Any] = remi.get(f"{CASE}/state").json()
    assert news["head"] == "1"
    assert "rosa entered decision 1 (same event)" in news["sentence"]
    refused = enter(remi, old, "pair", verdict="not_same", reason="Another day.")
    assert refused.status_code == 409
    assert "rosa decided" in refused.text
    assert len(service.database.decisions()) == 1


def test_the_undo_is_a_decision_of_its_own(service: Service) -> None:
    rosa = service.browser_of("rosa")
    enter(rosa, rosa.get(CASE).text, "pair", verdict="same_event")
    assert rosa.post("/decisions", data=form(rosa.get(CASE).text, "pair", undo=True)).status_code == 303
    standing = service.database.standing(PAIR)
    assert standing is not None
    assert standing.in_force is None
    assert [entry.verdict for entry in standing.log] == ["same_event", "open"]


def test_a_notice_speaks_of_ones_own_decisions_only(service: Service) -> None:
    rosa, remi = service.browser_of("rosa"), service.browser_of("remi")
    enter(rosa, rosa.get(CASE).text, "pair", verdict="same_event")
    assert "Decision 1 is kept" not in remi.get(f"{CASE}?entered=1").text
    assert "Decision 1 is kept" not in rosa.get(f"{CASE}?entered=<script>").text


def test_full_texts_are_shown_on_a_page_that_keeps_who_looked(service: Service) -> None:
    vera, ada = service.browser_of("vera"), service.browser_of("ada")
    assert "Full texts" in vera.get(f"{CASE}/texts").text
    (first, *_) = service.database.access_log()
    assert (first.kind, first.account, first.subject) == (AccessKind.TEXT, "vera", "claim jnim-tessalit-monday")
    assert not first.persons
    assert vera.get(f"{CASE}/texts?persons=shown").status_code == 400
    assert ada.get(f"{CASE}/texts?persons=shown").status_code == 200
    assert service.database.access_log(account="ada")[0].persons
    assert "claim jnim-tessalit-monday" in ada.get("/access").text
    assert vera.get("/access").status_code == 403


def test_claims_are_found_by_place_and_claimant(shared: Service) -> None:
    vera = shared.browser_of("vera")
    assert "16 of 16 claims" in vera.get("/claims").text
    found = vera.get("/claims", params={"q": "TESSALIT"}).text
    assert "jnim-tessalit-monday" in found
    assert "shabaab-halgan" not in found
    assert "0 of 16 claims" in vera.get("/claims", params={"q": "<zzz>%'"}).text


def test_the_queue_leads_to_cases_and_shrinks_as_they_are_decided(service: Service) -> None:
    rosa = service.browser_of("rosa")
    before = rosa.get("/queue").text
    assert "Is the flag" in before or "tell of" in before
    (number,) = re.findall(r"(\d+) open, 0 done", before)
    question = re.search(r'<h2 id="q-[0-9a-f]+"><a href="(claims/[^"]+)"', before)
    assert question is not None
    page = rosa.get(f"/{question[1]}").text
    kind = next(dict(_HIDDEN.findall(found))["kind"] for found in _FORM.findall(page))
    assert enter(rosa, page, kind, verdict="same_event").status_code == 303
    after = rosa.get("/queue").text
    open_now, done = re.findall(r"(\d+) open, (\d+) done", after)[0]
    assert int(open_now) + int(done) >= int(number)
    assert int(done) == 1
    assert "rosa 1" in after


def test_cases_are_handed_on_noted_and_filtered(service: Service) -> None:
    cai, vera = service.browser_of("cai"), service.browser_of("vera")
    page = cai.get("/queue").text
    found = re.search(r'<form method="post" action="/cases">(.*?)</form>', page, re.DOTALL)
    assert found is not None
    fields = dict(_HIDDEN.findall(found[1]))
    assert cai.post("/cases", data=fields | {"act": "assign", "value": "rosa"}).status_code == 303
    note = "=HYPERLINK(1) <script>alert(1)</script>"
    assert cai.post("/cases", data=fields | {"act": "note", "value": note}).status_code == 303
    mine = service.browser_of("rosa").get("/queue?whose=mine").text
    assert "1 case fits" in mine
    assert "<script>alert" not in mine
    assert "&lt;script&gt;alert" in mine
    assert "0 cases fit" in vera.get("/queue?whose=mine").text
    kind, other = fields["kind"], "pair" if fields["kind"] == "flag" else "flag"
    rosa = service.browser_of("rosa")
    assert "1 case fits" in rosa.get(f"/queue?whose=mine&kind={kind}&status=open").text
    assert "0 cases fit" in rosa.get(f"/queue?whose=mine&kind={other}").text
    assert "0 cases fit" in rosa.get("/queue?whose=mine&status=waiting").text
    assert "Assign, status, note" not in vera.get("/queue").text
    token = token_of(vera.get("/queue").text)
    assert vera.post("/cases", data=fields | {"token": token, "act": "note", "value": "x"}).status_code == 403
    for bad in ({"act": "assign", "value": "vera"}, {"act": "status", "value": "gone"}, {"act": "note", "value": " "}):
        assert cai.post("/cases", data=fields | bad).status_code == 409
    assert cai.post("/cases", data=fields | {"act": "decide", "value": "x"}).status_code == 400
    assert cai.get("/queue?part=99").status_code == 400


def test_a_statement_told_in_a_line_leads_to_itself_beside_the_claim(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "MOST_IN_FULL", 1)
    monkeypatch.setattr(crowds, "OF_MORE_IN_FULL", 1)
    rosa = service.browser_of("rosa")
    page = rosa.get("/claims/shabaab-halgan-fdd15fe94a0b.html").text
    assert "Further linked statements" in page
    assert "linked.html" not in page
    lines = page[page.index('id="further"') : page.index('id="others"')]
    beside = re.findall(r'href="([^"]+\?beside=[^"]+#deciding)"', lines)
    assert beside
    named = asked_about(page, "pair", "statement")
    assert len(named) == 1
    assert f"Of {len(beside)} more statement" in page, "the others are asked about one by one"
    assert asked_about(page, "record", "statement") == named
    other = rosa.get(beside[0]).text
    assert "The claim beside the record you asked for" in other
    wanted = asked_about(other, "pair", "statement")[0]
    assert wanted not in named
    assert f"beside={wanted}#" in beside[0]
    assert enter(rosa, other, "pair", verdict="same_event").status_code == 303
    again = rosa.get("/claims/shabaab-halgan-fdd15fe94a0b.html").text
    assert wanted in asked_about(again, "pair", "statement"), "what was decided is shown"


def asked_about(page: str, kind: str, field: str) -> list[str]:
    """The records of this field that the questions of a kind are on, in their order."""
    forms = [dict(_HIDDEN.findall(one)) for one in _FORM.findall(page)]
    return list(dict.fromkeys(one[field] for one in forms if one["kind"] == kind and field in one))


def test_relatives_of_a_crowd_are_told_in_a_line_each(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = next(one for one in service.database.load_outcome(1).findings if one.family)
    other, rosa = finding.family[0], service.browser_of("rosa")
    listed = re.findall(r"claims/[a-z0-9-]+\.html", rosa.get("/claims").text)
    address = next(one for one in listed if finding.claim in one)
    assert asked_about(rosa.get(f"/{address}").text, "family", "other") == list(finding.family)
    monkeypatch.setattr(crowds, "MOST_IN_FULL", 0)
    monkeypatch.setattr(crowds, "OF_MORE_IN_FULL", 0)
    page = rosa.get(f"/{address}").text
    assert asked_about(page, "family", "other") == []
    assert f"beside={other}#deciding" in page
    assert f"Claims that may tell of the same event ({len(finding.family)})" in page
    assert asked_about(rosa.get(f"/{address}?beside={other}").text, "family", "other") == [other]


def test_whoever_finds_what_the_comparison_missed_can_link_it(service: Service) -> None:
    rosa = service.browser_of("rosa")
    outcome = service.database.load_outcome(1)
    (finding,) = [one for one in outcome.findings if one.claim == PAIR.claim]
    near = {pair.statement for pair in finding.pairs}
    other = next(one.id for one in outcome.statements if one.id not in near)
    assert "Nothing in the latest run holds all these words" in rosa.get(CASE, params={"beside": "{{no such}}"}).text
    assert f"beside={other}#" in rosa.get(CASE, params={"beside": other[:-2].replace("-", " ")}).text, "by words"
    nearest = re.findall(r"\?beside=([a-z0-9-]+)#", rosa.get(CASE, params={"beside": ""}).text)
    assert "minusma-gourma-rharous" in nearest[:3], "by nearness in time, statements first"
    assert len(nearest) == 20
    page = rosa.get(CASE, params={"beside": other}).text
    assert "The claim beside the record you asked for" in page
    answer = enter(rosa, page, "pair", verdict="same_event")
    assert answer.status_code == 303
    assert form(rosa.get(answer.headers["location"]).text, "pair", undo=True)["statement"] == other, "shown unasked"
    linked = service.database.standing(Subject(kind=DecisionKind.PAIR, claim=PAIR.claim, statement=other))
    assert linked is not None
    claim = next(one.id for one in outcome.claims if one.id not in (PAIR.claim, *finding.family))
    page = rosa.get(CASE, params={"beside": claim}).text
    assert enter(rosa, page, "family", verdict="not_same", reason="Two camps.").status_code == 303
    assert service.database.decisions()[-1].subject == Subject(kind=DecisionKind.FAMILY, claim=PAIR.claim, other=claim)


def test_whoever_looked_and_found_nothing_says_so(service: Service) -> None:
    cai, vera = service.browser_of("cai"), service.browser_of("vera")
    case = "/claims/jnim-ke-macina-48473c8d64f4.html"
    assert "nothing was missed" not in vera.get(case).text
    before = cai.get("/queue").text
    assert "none looked at yet" in before
    forms = re.findall(r'<form method="post" action="/cases">(.*?)</form>', cai.get(case).text, re.DOTALL)
    answer = cai.post("/cases", data=dict(_HIDDEN.findall(forms[0])))
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    after = cai.get("/queue").text
    assert "1 looked at, 0 with a missed link" in after
    assert case.strip("/") in before
    assert case.strip("/") not in after
    assert case.strip("/") in cai.get("/queue?state=done&status=checked").text


def test_a_statement_is_marked_as_a_second_copy(service: Service) -> None:
    rosa = service.browser_of("rosa")
    page = rosa.get(CASE).text
    found = [dict(_HIDDEN.findall(one)) for one in _FORM.findall(page)]
    form_ = next(one for one in found if one["kind"] == "record" and "statement" in one)
    other = next(one.id for one in service.database.load_outcome(1).statements if one.id != form_["statement"])
    answer = rosa.post("/decisions", data=form_ | {"verdict": "duplicate", "duplicate_of": other, "reason": "A copy."})
    assert answer.status_code == 303, answer.text
    assert service.database.decisions()[-1].duplicate_of == other
