"""Blind coding in the browser: nothing of what the machine or others say, answers kept, agreement from the database."""

import re

import httpx

from reconcile.domain.codings import Coding
from reconcile.domain.people import AccessKind
from tests.serve.serving import Service, token_of

QUESTION = "/coding/1/{}"
_CHOICES = re.compile(r'name="answer" value="([^"]+)"')


def drawn(service: Service, size: int = 4) -> httpx.Client:
    rosa = service.browser_of("rosa")
    token = token_of(rosa.get("/coding").text)
    answer = rosa.post("/coding", data={"token": token, "size": str(size), "seed": "1"})
    assert (answer.status_code, answer.headers.get("location")) == (303, "/coding/1"), answer.text
    return rosa


def code_all(service: Service, client: httpx.Client, pick: int = 0) -> None:
    for question in service.database.blind_samples()[0].questions:
        page = client.get(QUESTION.format(question.place)).text
        choice = _CHOICES.findall(page)[pick]
        fields = {"token": token_of(page), "sample": "1", "place": str(question.place), "answer": choice}
        assert client.post("/codings", data=fields | {"remark": "seen"}).status_code == 303


def test_two_code_and_their_agreement_is_told(service: Service) -> None:
    rosa = drawn(service)
    cai = service.browser_of("cai")
    code_all(service, cai)
    assert "you have answered all" in cai.get("/coding/1").text.lower()
    code_all(service, rosa, pick=1)
    held: tuple[Coding, ...] = service.database.codings()
    assert {one.coder for one in held} == {"cai", "rosa"}
    told = rosa.get("/coding").text
    assert "Agreement by kind of decision" in told
    assert "0.0 %" in told, "one always said the first answer, the other the second"
    assert "Agreement by kind of decision" not in cai.get("/coding").text, "figures lead coders"
    late = {"token": token_of(cai.get("/coding/1").text), "sample": "1", "place": "1", "answer": held[0].answer}
    assert "answers stand" in cai.post("/codings", data=late).text


def test_no_page_tells_links_from_near_misses_nor_what_others_said(service: Service) -> None:
    rosa = drawn(service, 40)
    code_all(service, rosa)
    cai = service.browser_of("cai")
    outcome = service.database.load_outcome(1)
    reasons = {pair.sentence for finding in outcome.findings for pair in finding.pairs}
    reasons |= {finding.reason for finding in outcome.findings}
    forms: dict[str, set[str]] = {}
    for question in service.database.blind_samples()[0].questions:
        page = cai.get(QUESTION.format(question.place)).text
        main = page.split("<main", 1)[1].split("</main>")[0]
        assert not [told for told in reasons if told in main]
        for word in ("near miss", "runner-up", "probability", "bits", "rosa", "seen</textarea>", " checked", "control"):
            assert word not in main, (word, question)
        form = re.search(r'<form method="post" action="/codings">.*?</form>', main, re.DOTALL)
        assert form is not None
        forms.setdefault(question.subject.kind, set()).add(re.sub(r'name="place" value="[0-9]+"', "", form[0]))
    assert all(len(made) == 1 for made in forms.values()), "all questions of a kind have one form"


def test_who_may_code_and_draw(service: Service) -> None:
    drawn(service)
    vera, cai = service.browser_of("vera"), service.browser_of("cai")
    assert vera.get("/coding").status_code == 403
    fields = {"token": token_of(vera.get("/queue").text), "sample": "1", "place": "1", "answer": "same_event"}
    assert vera.post("/codings", data=fields).status_code == 403
    draw = {"token": token_of(cai.get("/coding/1").text), "size": "4", "seed": "2"}
    assert cai.post("/coding", data=draw).status_code == 403
    token = draw["token"]
    for bad in ({"sample": "9"}, {"place": "99"}, {"answer": "open"}, {"answer": "{{7*7}}"}):
        asked = {"token": token, "sample": "1", "place": "1", "answer": "same_event"} | bad
        assert cai.post("/codings", data=asked).status_code in (404, 409), bad
    assert cai.post("/codings", data={"token": token, "sample": "x", "place": "1"}).status_code == 400
    for path in ("/coding/9", "/coding/x", "/coding/1/99", "/coding/1/x"):
        assert cai.get(path).status_code == 404
    assert service.database.codings() == ()


def test_full_texts_of_a_question_are_kept_and_hold_no_names(service: Service) -> None:
    drawn(service)
    cai = service.browser_of("cai")
    before = len(service.database.access_log())
    cai.get(QUESTION.format(1))
    assert len(service.database.access_log()) == before
    assert "kept in the access log" in cai.get(f"{QUESTION.format(1)}?texts=shown").text
    kept = service.database.access_log()[before:]
    assert {(one.kind, one.account, one.persons) for one in kept} == {(AccessKind.TEXT, "cai", False)}
