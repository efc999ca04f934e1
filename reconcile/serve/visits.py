"""One request, as the pages see it: who asks, with which cookie, and what was sent along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.decisions import Account
from reconcile.serve.site import Site
from reconcile.serve.tokens import form_token

LONGEST_VALUE = 4000
"""Characters of one field of a form or an address: twice the longest reason."""
MOST_FIELDS = 40
MOST_DIGITS = 18
"""Of a number: what both databases hold."""
_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9._~/?&=%+-]*")
"""A page of ours: no other host (`//elsewhere`), no scheme, nothing that browsers read as a slash."""


class BadRequestError(Exception):
    """What was sent is not what our pages send; the text says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a page is made from."""

    site: Site
    now: datetime
    path: Mapping[str, str]
    """Parts of the address."""
    query: Mapping[str, str]
    form: Mapping[str, str]
    """Empty unless a form was sent."""
    secret: str
    """Of the cookie: of the session, or before logging in of the browser."""
    account: Account | None
    """Who is logged in."""
    address: str
    """Where the request came from, as the server saw it."""

    @property
    def token(self) -> str:
        """What the forms of the page send back."""
        return form_token(self.secret)

    @property
    def someone(self) -> Account:
        """Who is logged in. Only for pages that are shown to nobody else."""
        if self.account is None:
            raise BadRequestError("This page is for people who are logged in.")
        return self.account


def checked_values(values: Mapping[str, object]) -> dict[str, str]:
    """The fields of a form or an address, each a text of reasonable length. Raises BadRequestError."""
    if len(values) > MOST_FIELDS:
        raise BadRequestError(f"{len(values)} fields were sent, at most {MOST_FIELDS} are read.")
    return {name: _checked(name, value) for name, value in values.items()}


def whole_number(text: str) -> int | None:
    """A number as our pages write it into addresses and forms; None where it is none that any row could have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def local_address(wanted: str | None, otherwise: str) -> str:
    """`wanted` where it is a page of ours, so that nobody is led elsewhere after logging in."""
    return wanted if wanted is not None and _LOCAL.fullmatch(wanted) else otherwise


def _checked(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadRequestError(f"The field {name[:40]!r} is a file; only text is read.")
    if len(value) > LONGEST_VALUE or len(name) > LONGEST_VALUE:
        raise BadRequestError(f"The field {name[:40]!r} is longer than {LONGEST_VALUE} characters.")
    if "\0" in value:
        raise BadRequestError(f"The field {name[:40]!r} holds a character that no text has.")
    return value
