"""Logging in and out."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from reconcile.domain.sessions import Session
from reconcile.errors import RefusedError
from reconcile.pipeline.accounts import authenticate
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.tokens import digest_of, new_secret
from reconcile.serve.visits import Visit, local_address

HOME = "/queue"
WRONG = "Name and password do not fit, or the account is disabled."
"""One sentence for all: which of them it was would tell a stranger which names there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    frame: WebFrame
    name: str
    wanted: str
    """The page to go to afterwards."""
    problem: str | None


def login_page(visit: Visit) -> Response:
    """The form; whoever is logged in already is led on."""
    wanted = local_address(visit.query.get("next"), HOME)
    if visit.account is not None:
        return RedirectResponse(wanted, status_code=303)
    return _form(visit, "", wanted, None, 200)


def log_in(visit: Visit) -> Response:
    """A new session with a new secret, so that a cookie planted beforehand is worth nothing (session fixation)."""
    name, wanted = visit.form.get("name", "").strip(), local_address(visit.form.get("next"), HOME)
    wait = visit.site.throttle.wait(name, visit.address, visit.now)
    if wait is not None:
        minutes = max(1, round(wait.total_seconds() / 60))
        answered = _form(visit, name, wanted, f"Too many tries; try again in {minutes} minutes.", 429)
        answered.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return answered
    try:
        account = authenticate(visit.site.database, name, visit.form.get("password", ""))
    except RefusedError:
        visit.site.throttle.failed(name, visit.address, visit.now)
        return _form(visit, name, wanted, WRONG, 401)
    visit.site.throttle.succeeded(name, visit.address)
    _end(visit)
    secret = new_secret()
    visit.site.database.open_session(
        Session(digest=digest_of(secret), account=account.name, opened_at=visit.now, seen_at=visit.now, ended_at=None)
    )
    answered = RedirectResponse(wanted, status_code=303)
    visit.site.give_cookie(answered, secret)
    return answered


def log_out(visit: Visit) -> Response:
    """Ends the session in the database, not only in this browser."""
    _end(visit)
    answered = RedirectResponse("/login", status_code=303)
    visit.site.take_cookie(answered)
    return answered


def _end(visit: Visit) -> None:
    if visit.account is not None:
        visit.site.database.end_session(digest_of(visit.secret), visit.now)


def _form(visit: Visit, name: str, wanted: str, problem: str | None, status: int) -> Response:
    page = LoginPage(frame=web_frame(visit, "Log in", "login"), name=name, wanted=wanted, problem=problem)
    return answer("login.html.j2", page, None, status)
