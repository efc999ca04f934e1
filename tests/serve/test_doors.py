"""What strangers, and people with a lesser role, try."""

import pytest

from reconcile.domain.decisions import DecisionKind, Subject
from reconcile.serve.app import ADDRESSES
from tests.serve.serving import PEOPLE, Service, token_of

PAIR = {"kind": "pair", "claim": "jnim-taghlit", "statement": "minusma-tessalit"}
DECISION = {"act": "decide", "verdict": "not_same", "reason": "Another place.", "seen": "", **PAIR}
SUBJECT = Subject(kind=DecisionKind.PAIR, claim="jnim-taghlit", statement="minusma-tessalit")


def test_a_form_without_its_token_changes_nothing(shared: Service) -> None:
    client = shared.browser_of("rosa")
    assert client.post("/decisions", data=DECISION).status_code == 403
    assert client.post("/decisions", data=DECISION | {"token": "0" * 64}).status_code == 403
    others = token_of(shared.browser_of("remi").get("/decisions").text)
    assert client.post("/decisions", data=DECISION | {"token": others}).status_code == 403
    assert shared.database.standing(SUBJECT) is None


def test_a_form_sent_from_another_site_changes_nothing(shared: Service) -> None:
    client = shared.browser_of("rosa")
    token = token_of(client.get("/decisions").text)
    for site in ("cross-site", "same-site"):
        answer = client.post("/decisions", data=DECISION | {"token": token}, headers={"sec-fetch-site": site})
        assert answer.status_code == 403
    assert shared.database.standing(SUBJECT) is None


def test_viewers_decide_nothing(shared: Service) -> None:
    client = shared.browser_of("vera")
    token = token_of(client.get("/decisions").text)
    answer = client.post("/decisions", data=DECISION | {"token": token})
    assert answer.status_code == 403
    assert "vera is a viewer" in answer.text
    assert shared.database.standing(SUBJECT) is None


def test_nobody_gets_further_than_their_role(shared: Service) -> None:
    """Every address, by everybody who is less than it asks for, and by strangers."""
    places = {"name": "x", "sample": "1", "place": "1", "number": "1"}
    clients = {name: shared.browser_of(name) for name in PEOPLE}
    tokens = {name: token_of(client.get("/decisions").text) for name, client in clients.items()}
    tried = 0
    for one in ADDRESSES:
        if one.role is None:
            continue
        path = one.path.format(**places)
        for name, role in PEOPLE.items():
            if not role.at_least(one.role):
                tried += 1
                form = {"token": tokens[name]} if one.method == "POST" else None
                answer = clients[name].request(one.method, path, data=form)
                assert answer.status_code == 403, (one, name)
                assert f"this takes a {one.role.value}" in answer.text
        stranger = shared.client().request(one.method, path)
        assert stranger.status_code == (303 if one.method == "GET" else 403), one
    assert tried > 10


def test_a_coder_puts_nothing_in_force(service: Service) -> None:
    cai, rosa = service.browser_of("cai"), service.browser_of("rosa")
    token = token_of(cai.get("/decisions").text)
    flag = {"kind": "flag", "claim": "jnim-taghlit", "token": token}
    made = cai.post("/decisions", data=flag | {"act": "decide", "verdict": "agreement", "reason": "x", "seen": ""})
    assert made.status_code == 303
    for act in ("confirm", "refuse"):
        answer = cai.post("/decisions", data=flag | {"act": act, "seen": "1", "reason": "x"})
        assert answer.status_code == 409
        assert f"to {act} takes a reviewer" in answer.text
    assert rosa.get("/decisions").text.count("waits for a second person") == 1


def test_the_author_is_the_account_whatever_the_form_says(service: Service) -> None:
    client = service.browser_of("rosa")
    token = token_of(client.get("/decisions").text)
    answer = client.post("/decisions", data=DECISION | {"token": token, "author": "ada", "account": "ada"})
    assert answer.status_code == 303, answer.text
    standing = service.database.standing(SUBJECT)
    assert standing is not None
    assert standing.head.author == "rosa"


@pytest.mark.parametrize(
    "path",
    [
        "/claims/..%2f..%2fetc%2fpasswd.html",
        "/claims/../../../../etc/passwd",
        "/claims/%2e%2e/%2e%2e/reconcile.db",
        "/static/../app.py",
        "/claims/{{7*7}}.html",
        "/claims/'%20OR%201=1--.html",
        "/claims/%00.html",
        "/claims/" + "a" * 3000 + ".html",
    ],
)
def test_addresses_lead_nowhere_but_to_pages(shared: Service, path: str) -> None:
    answer = shared.browser_of("vera").get(path)
    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text
    assert "49" not in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "nothing"},
        {"act": "destroy"},
        {"seen": "1; DROP TABLE decisions"},
        {"seen": "9" * 40},
        {"claim": ""},
        {"claim": "a\0b"},
        {"reason": "x" * 5000},
        {f"field{number}": "x" for number in range(60)},
    ],
    ids=["kind", "act", "sql", "huge", "empty", "nul", "long", "many"],
)
def test_malformed_forms_are_answered_with_a_sentence(shared: Service, fields: dict[str, str]) -> None:
    client = shared.browser_of("rosa")
    token = token_of(client.get("/decisions").text)
    answer = client.post("/decisions", data=DECISION | {"token": token} | fields)
    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


def test_unknown_records_and_verdicts_are_refused_with_a_sentence(shared: Service) -> None:
    client = shared.browser_of("rosa")
    token = token_of(client.get("/decisions").text)
    for fields in ({"claim": "'; DROP TABLE claims; --"}, {"verdict": "{{7*7}}"}, {"reason": ""}):
        answer = client.post("/decisions", data=DECISION | {"token": token} | fields)
        assert answer.status_code == 409
        assert "49" not in answer.text.split("<main")[1]


def test_bodies_beyond_any_form_are_not_read(shared: Service) -> None:
    client = shared.browser_of("rosa")
    assert client.post("/decisions", content=b"a=" + b"x" * 400_000).status_code in (400, 413)
    many = {"content-type": "multipart/form-data; boundary=x"}
    assert client.post("/decisions", content=b"--x\r\nbroken", headers=many).status_code in (400, 403)
    files = {"file": ("a.txt", b"x" * 10)}
    assert client.post("/decisions", files=files).status_code == 400


def test_other_host_names_are_not_answered(shared: Service) -> None:
    assert shared.client().get("/login", headers={"host": "evil.example"}).status_code == 400


def test_every_answer_carries_the_headers(shared: Service) -> None:
    client = shared.browser_of("vera")
    for path in ("/login", "/decisions", "/nowhere", "/claims/nothing.html"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_methods_that_no_page_has_are_refused(shared: Service) -> None:
    client = shared.browser_of("ada")
    assert client.put("/decisions").status_code == 405
    assert client.delete("/decisions").status_code == 405
    assert client.get("/logout").status_code == 405
