"""The service put together: which address leads where, from which role on, and what is said when something is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from reconcile.domain.decisions import Role
from reconcile.errors import InputError, NotFoundError, ReconcileError, RefusedError
from reconcile.serve.door import Door, Page
from reconcile.serve.headers import SecurityHeaders
from reconcile.serve.layout import WebFrame, answer
from reconcile.serve.openapi import Json, describe
from reconcile.serve.pages.access import access_page
from reconcile.serve.pages.case import case_page, case_state, decide
from reconcile.serve.pages.claims import claims_page
from reconcile.serve.pages.coding import add_coding, coding_page, draw, question_page, sample_page
from reconcile.serve.pages.decisions import decisions_page
from reconcile.serve.pages.drafts import decide_draft, draft_list, draft_page
from reconcile.serve.pages.login import HOME, log_in, log_out, login_page
from reconcile.serve.pages.queue import add_event, queue_page
from reconcile.serve.pages.texts import texts_page
from reconcile.serve.site import Site
from reconcile.serve.visits import BadRequestError, Visit

LARGEST_BODY = 256 * 1024
"""Bytes of a request: many times the longest form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    path: str
    page: Page
    role: Role | None
    """The least role that is let in; None: anybody."""
    method: str = "GET"


def describe_service() -> Json:
    """The service as an OpenAPI document."""
    return describe((one.method, one.path, one.role) for one in ADDRESSES)


def openapi_page(_: Visit) -> Response:
    return JSONResponse(describe_service())


ADDRESSES = (
    Address(path="/login", page=login_page, role=None),
    Address(path="/login", page=log_in, role=None, method="POST"),
    Address(path="/logout", page=log_out, role=None, method="POST"),
    Address(path="/queue", page=queue_page, role=Role.VIEWER),
    Address(path="/cases", page=add_event, role=Role.CODER, method="POST"),
    Address(path="/claims", page=claims_page, role=Role.VIEWER),
    Address(path="/claims/{name}.html", page=case_page, role=Role.VIEWER),
    Address(path="/claims/{name}.html/state", page=case_state, role=Role.VIEWER),
    Address(path="/claims/{name}.html/texts", page=texts_page, role=Role.VIEWER),
    Address(path="/coding", page=coding_page, role=Role.CODER),
    Address(path="/coding", page=draw, role=Role.REVIEWER, method="POST"),
    Address(path="/coding/{sample}", page=sample_page, role=Role.CODER),
    Address(path="/coding/{sample}/{place}", page=question_page, role=Role.CODER),
    Address(path="/codings", page=add_coding, role=Role.CODER, method="POST"),
    Address(path="/drafts", page=draft_list, role=Role.VIEWER),
    Address(path="/drafts", page=decide_draft, role=Role.CODER, method="POST"),
    Address(path="/drafts/{number}", page=draft_page, role=Role.VIEWER),
    Address(path="/openapi.json", page=openapi_page, role=Role.VIEWER),
    Address(path="/access", page=access_page, role=Role.ADMIN),
    Address(path="/decisions", page=decisions_page, role=Role.VIEWER),
    Address(path="/decisions", page=decide, role=Role.CODER, method="POST"),
)


def make_app(site: Site, hosts: tuple[str, ...]) -> Starlette:
    """The service. `hosts` are the names it answers to: a page elsewhere that resolves to us is answered by none."""
    door = Door(site=site)
    routes = [
        Route(one.path, door.to(one.page, one.role), methods=[one.method], name=f"{one.method} {one.path}")
        for one in ADDRESSES
    ]
    return Starlette(
        routes=[Route("/", _home), Route("/index.html", _home), *routes],
        middleware=[
            Middleware(SecurityHeaders, behind_tls=site.behind_tls),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
        ],
        exception_handlers={
            HTTPException: _refused,
            BadRequestError: _said(400, "This was not understood"),
            NotFoundError: _said(404, "Nothing here"),
            RefusedError: _said(409, "This was not done"),
            InputError: _said(409, "This was not done"),
            ReconcileError: _said(503, "This cannot be done now"),
        },
        max_body_size=LARGEST_BODY,
    )


async def _home(_: Request) -> Response:
    return RedirectResponse(HOME, status_code=303)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    frame: WebFrame
    heading: str
    sentence: str


HEADINGS = {
    403: "Not allowed",
    404: "Nothing here",
    405: "This was not understood",
    413: "Too much was sent",
}


def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what the handler is registered for
    heading = HEADINGS.get(error.status_code, "This cannot be done")
    return _error_page(error.status_code, heading, error.detail)


def _said(status: int, heading: str) -> Callable[[Request, Exception], Response]:
    def handler(_: Request, error: Exception) -> Response:
        return _error_page(status, heading, str(error))

    return handler


def _error_page(status: int, heading: str, sentence: str) -> Response:
    frame = WebFrame(title=heading, home="/", here="", footer="", account=None, token="")
    return answer("error.html.j2", ErrorPage(frame=frame, heading=heading, sentence=sentence), None, status)
