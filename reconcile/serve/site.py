"""What all pages share: the database, the clock, the latest run as it was last read, and how cookies are given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from starlette.responses import Response

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.grades import Grade
from reconcile.serve.desk import Desk
from reconcile.serve.throttle import LoginThrottle
from reconcile.store import Database

COOKIE = "reconcile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One service over one database."""

    database: Database
    url: str
    """Its address, for what opens it by itself."""
    desk: Desk
    clock: Callable[[], datetime]
    behind_tls: bool
    """Whether people reach it through a proxy that speaks TLS: cookies are then never sent without."""
    rules: ReviewRules
    grades: tuple[Grade, ...]
    throttle: LoginThrottle = field(default_factory=LoginThrottle)

    @property
    def cookie(self) -> str:
        """With the prefix `__Host-` a browser lets no other host of the domain set the cookie; it asks for TLS."""
        return f"__Host-{COOKIE}" if self.behind_tls else COOKIE

    def give_cookie(self, answer: Response, secret: str) -> None:
        """Out of reach of scripts, and not sent along with forms of other sites. It ends with the browser."""
        answer.set_cookie(self.cookie, secret, httponly=True, secure=self.behind_tls, samesite="lax", path="/")

    def take_cookie(self, answer: Response) -> None:
        answer.delete_cookie(self.cookie, httponly=True, secure=self.behind_tls, samesite="lax", path="/")
