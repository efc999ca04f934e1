"""The shell of the service's pages: that of the report, with who is logged in and with the means to decide."""

from dataclasses import dataclass
from functools import cache

from starlette.responses import HTMLResponse, Response

from reconcile.domain.decisions import Account, Role
from reconcile.report.navigation import Stop
from reconcile.report.pages.shared import Frame
from reconcile.report.rendering import make_engine
from reconcile.report.shell import Shell, make_shell, own_file
from reconcile.serve.visits import Visit

WORK = (
    (Role.VIEWER, Stop(key="queue", address="queue", name="Queue")),
    (Role.VIEWER, Stop(key="claims", address="claims", name="Claims")),
    (Role.CODER, Stop(key="coding", address="coding", name="Blind coding")),
    (Role.VIEWER, Stop(key="drafts", address="drafts", name="Drafts")),
    (Role.VIEWER, Stop(key="decisions", address="decisions", name="Decisions")),
    (Role.ADMIN, Stop(key="access", address="access", name="Access log")),
)
"""The pages of the service and from which role on they are shown."""
FOOTER = "Everything decided here is kept with its author, time and reason."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFrame(Frame):
    """What surrounds a page of the service."""

    account: Account | None
    token: str
    """For the forms of the page."""
    entered: str | None = None
    """What became of the form that led here."""


def web_frame(
    visit: Visit, title: str, here: str, *, home: str = "", footer: str = FOOTER, entered: str | None = None
) -> WebFrame:
    """The frame of a page; `home` as in the report."""
    return WebFrame(
        title=title, home=home, here=here, footer=footer, account=visit.account, token=visit.token, entered=entered
    )


def stops(account: Account | None) -> tuple[Stop, ...]:
    """Where the navigation leads for this account; nowhere before logging in."""
    if account is None:
        return ()
    return tuple(stop for role, stop in WORK if account.role.at_least(role))


@cache
def web_shell() -> Shell:
    """Style and script of report and service together. The page may send forms and ask for news where it came from."""
    style = own_file("reconcile.report", "report.css") + "\n" + own_file("reconcile.serve", "serve.css")
    script = own_file("reconcile.report", "report.js") + "\n" + own_file("reconcile.serve", "serve.js")
    return make_shell(style, script, served=True)


def answer(template: str, page: object, account: Account | None, status: int = 200, **beside: object) -> Response:
    """The page in HTML, with the navigation that `account` has; `beside` are more names for its template."""
    engine = make_engine("reconcile.serve")
    html = engine.get_template(template).render(page=page, shell=web_shell(), stops=stops(account), **beside)
    return HTMLResponse(html, status_code=status)
