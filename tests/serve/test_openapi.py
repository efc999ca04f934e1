"""The service's own OpenAPI document names every address, and nothing made from it breaks a page."""

import os
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import content_type_conformance, not_a_server_error, status_code_conformance
from starlette.routing import Route

from reconcile.serve.app import ADDRESSES, describe_service, make_app
from reconcile.serve.openapi import FORMS, QUERIES
from tests.serve.serving import Service, token_of

EXAMPLES = int(os.environ.get("RECONCILE_FUZZ_EXAMPLES", "5"))
"""By address; `make fuzz-serve` asks for many more."""
schema: Any = schemathesis.openapi.from_dict(describe_service())


def test_every_address_is_told(shared: Service) -> None:
    told = {(method.upper(), path) for path, methods in describe_service()["paths"].items() for method in methods}
    assert told == {(one.method, one.path) for one in ADDRESSES}
    assert {one.path for one in ADDRESSES if one.method == "POST"} == set(FORMS)
    assert set(QUERIES) <= {one.path for one in ADDRESSES if one.method == "GET"}
    served = shared.browser_of("vera").get("/openapi.json").json()
    assert served == describe_service()


def test_no_address_is_served_that_is_not_told(shared: Service) -> None:
    from reconcile.serve.running import make_site
    from reconcile.settings import Settings

    site = make_site(shared.database, shared.url, Settings(), shared.clock, behind_tls=False)
    app = make_app(site, ("127.0.0.1",))
    served = {route.path for route in app.routes if isinstance(route, Route)}
    assert served - {"/", "/index.html"} == {one.path for one in ADDRESSES}


@pytest.fixture(scope="module")
def held(shared: Service) -> tuple[str, dict[str, str], str]:
    """Address, cookie and token of an admin, to whom every address is open."""
    client = shared.browser_of("ada")
    return shared.address, {"reconcile": client.cookies["reconcile"]}, token_of(client.get("/decisions").text)


@schema.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_breaks_a_page(case: Any, held: tuple[str, dict[str, str], str]) -> None:
    address, cookies, token = held
    if case.path == "/logout":
        cookies = {}  # else the others would be strangers from then on
    if isinstance(case.body, dict):
        case.body = {**case.body, "token": token}
    with requests.Session() as session:
        answer = case.call(base_url=address, session=session, cookies=cookies, allow_redirects=False, timeout=60)
    case.validate_response(answer, checks=[not_a_server_error, status_code_conformance, content_type_conformance])
    assert "Traceback" not in answer.text
    as_a_form = isinstance(case.body, dict) and "Content-Type" not in (case.headers or {})
    if case.method == "POST" and cookies and as_a_form:
        assert answer.status_code != 403, "what was made up got past the token, to the page itself"
