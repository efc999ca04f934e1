"""Logging in: what lets people in, and what does not."""

import pytest

from reconcile.domain.sessions import IDLE, LONGEST
from reconcile.pipeline.accounts import hash_password
from reconcile.serve.throttle import TRIES
from tests.serve.serving import PASSWORD, Service, log_in, token_of


def test_nobody_sees_anything_without_logging_in(shared: Service) -> None:
    client = shared.client()
    for path in ("/decisions?part=1", "/claims/nothing.html"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?next=/")


def test_after_logging_in_one_is_where_one_wanted_to_be(shared: Service) -> None:
    client = shared.client()
    led = client.get("/decisions?part=1").headers["location"]
    page = client.get(led).text
    assert 'name="next" value="/decisions?part=1"' in page
    data = {"token": token_of(page), "name": "vera", "password": PASSWORD, "next": "/decisions?part=1"}
    answer = client.post("/login", data=data)
    assert answer.headers["location"] == "/decisions?part=1"
    assert "Nobody has decided" in client.get("/decisions?part=1").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_elsewhere(shared: Service, elsewhere: str) -> None:
    client = shared.client()
    token = token_of(client.get("/login").text)
    data = {"token": token, "name": "vera", "password": PASSWORD, "next": elsewhere}
    assert client.post("/login", data=data).headers["location"] == "/queue"


def test_wrong_name_and_wrong_password_are_told_alike(shared: Service) -> None:
    wrong = log_in(shared.client(), "vera", "not the password")
    unknown = log_in(shared.client(), "nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    said = "Name and password do not fit"
    assert said in wrong.text
    assert said in unknown.text


def test_guessing_is_stopped_and_the_right_password_then_waits_too(service: Service) -> None:
    client = service.client()
    for _ in range(TRIES):
        assert log_in(client, "vera", "guess").status_code == 401
    refused = log_in(client, "vera")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    service.clock.forward(minutes=16)
    assert log_in(client, "vera").status_code == 303


def test_a_planted_cookie_is_worth_nothing_after_logging_in(service: Service) -> None:
    planted = "planted-by-somebody-else"
    client = service.client_with(planted)
    assert log_in(client, "vera").status_code == 303
    assert client.cookies["reconcile"] != planted
    assert service.client_with(planted).get("/decisions").status_code == 303


def test_logging_out_ends_the_session_everywhere(service: Service) -> None:
    client = service.browser_of("vera")
    secret = client.cookies["reconcile"]
    token = token_of(client.get("/decisions").text)
    assert client.post("/logout", data={"token": token}).status_code == 303
    assert service.client_with(secret).get("/decisions").status_code == 303


def test_sessions_end_when_idle_and_after_a_day_of_work(service: Service) -> None:
    client = service.browser_of("vera")
    service.clock.now += IDLE * 0.9
    assert client.get("/decisions").status_code == 200
    service.clock.now += IDLE * 0.9
    assert client.get("/decisions").status_code == 200
    service.clock.now += IDLE * 1.1
    assert client.get("/decisions").status_code == 303
    busy = service.browser_of("vera")
    for _ in range(int(LONGEST / (IDLE * 0.5)) - 1):
        service.clock.now += IDLE * 0.5
        assert busy.get("/decisions").status_code == 200
    service.clock.now += IDLE * 0.6
    assert busy.get("/decisions").status_code == 303


def test_a_changed_password_or_a_disabled_account_ends_sessions(service: Service) -> None:
    client = service.browser_of("rosa")
    service.clock.forward(minutes=1)
    service.database.change_account("rosa", service.clock(), password_hash=hash_password("another long password"))
    assert client.get("/decisions").status_code == 303
    other = service.browser_of("remi")
    service.database.change_account("remi", service.clock(), active=False)
    assert other.get("/decisions").status_code == 303
    assert log_in(service.client(), "remi").status_code == 401


def test_the_secret_is_not_in_the_database(service: Service) -> None:
    client = service.browser_of("vera")
    secret = client.cookies["reconcile"]
    assert service.database.session(secret) is None
    cookie = log_in(service.client(), "vera").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
