"""The door of every page: cookie, session, role and form token are looked at here, once, before a page is made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reconcile.domain.decisions import Account, Role
from reconcile.serve.site import Site
from reconcile.serve.tokens import digest_of, is_form_token, new_secret
from reconcile.serve.visits import LONGEST_VALUE, MOST_FIELDS, BadRequestError, Visit, checked_values

Page = Callable[[Visit], Response]
OURS = frozenset({"same-origin", "none"})
"""`Sec-Fetch-Site` of what our own pages send, and of what a person typed; other sites send something else."""
FORBIDDEN = (
    "This form did not come from a page of ours, or the page is too old; go back, load it again and send it again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Lets requests in to pages."""

    site: Site

    def to(self, page: Page, role: Role | None) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that shows `page` to accounts of at least `role`; None: to anybody."""

        async def endpoint(request: Request) -> Response:
            form = await _form(request) if request.method == "POST" else {}
            return await run_in_threadpool(self._answer, request, form, page, role)

        return endpoint

    def _answer(self, request: Request, form: Mapping[str, str], page: Page, role: Role | None) -> Response:
        held = request.cookies.get(self.site.cookie)
        secret = held or new_secret()
        account = None if held is None else self._account(held)
        if request.method == "POST":
            _require_own_form(request, form, held)
        if role is not None:
            if account is None:
                return _to_login(request)
            if not account.role.at_least(role):
                raise HTTPException(403, f"{account.name} is a {account.role.value}; this takes a {role.value}.")
        visit = Visit(
            site=self.site,
            now=self.site.clock(),
            path=checked_values(request.path_params),
            query=checked_values(request.query_params),
            form=form,
            secret=secret,
            account=account,
            address=request.client.host if request.client is not None else "",
        )
        answer = page(visit)
        if held is None:
            self.site.give_cookie(answer, secret)
        return answer

    def _account(self, secret: str) -> Account | None:
        now = self.site.clock()
        session = self.site.database.session(digest_of(secret))
        if session is None:
            return None
        account = self.site.database.account(session.account)
        if not session.holds(account, now):
            return None
        if session.to_be_touched(now):
            self.site.database.touch_session(session.digest, now)
        return account


async def _form(request: Request) -> dict[str, str]:
    try:
        async with request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=4 * LONGEST_VALUE) as form:
            return checked_values(form)
    except HTTPException as error:
        raise BadRequestError(error.detail) from error


def _require_own_form(request: Request, form: Mapping[str, str], secret: str | None) -> None:
    """Against forged requests: the form's token must fit the cookie, and the browser must not name another site."""
    if request.headers.get("sec-fetch-site", "same-origin") not in OURS:
        raise HTTPException(403, FORBIDDEN)
    if secret is None or not is_form_token(secret, form.get("token", "")):
        raise HTTPException(403, FORBIDDEN)


def _to_login(request: Request) -> Response:
    if request.method == "POST":
        return RedirectResponse("/login", status_code=303)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(wanted)}", status_code=303)
