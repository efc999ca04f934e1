"""What every answer tells the browser: run nothing and load nothing that is not ours, keep nothing, frame nothing."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reconcile.serve.layout import web_shell

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # not no-referrer: browsers would then send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
"""Pages hold what only people with an account may read: nothing is kept in caches (OWASP Secure Headers, 2025)."""

STRICT_TRANSPORT = "max-age=31536000"
"""One year, as browsers' preload lists ask for. Sent only where a proxy answers over TLS."""


class SecurityHeaders:
    """Adds the headers above to every answer, errors included."""

    def __init__(self, app: ASGIApp, behind_tls: bool) -> None:
        self._app = app
        # by header as well as in the page, since only a header can forbid frames
        policy = {"Content-Security-Policy": f"{web_shell().policy}; frame-ancestors 'none'"}
        self._headers = HEADERS | policy | ({"Strict-Transport-Security": STRICT_TRANSPORT} if behind_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)
