"""What every page brings along: a style sheet, a script, and the policy that allows no other."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STYLE_FILE = "report.css"
"""Beside the first page of a report folder: ten thousand pages need not carry the same style each."""
_OWN_FILES = "'self' file:"
"""For a browser, a page opened from disk has no origin: Firefox finds no `'self'` there, so the scheme is named too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Style, script and Content-Security-Policy of a page."""

    style: str | None
    """None: the page is styled by `STYLE_FILE` in the report folder."""
    script: str
    policy: str


@cache
def shell() -> Shell:
    """The shell of a page that stands alone."""
    return make_shell(style_sheet(), own_file("reconcile.report", "report.js"))


@cache
def folder_shell() -> Shell:
    """The shell of a page in a report folder, beside the style sheet that all its pages share."""
    return make_shell(None, own_file("reconcile.report", "report.js"))


def style_sheet() -> str:
    return own_file("reconcile.report", STYLE_FILE)


def make_shell(style: str | None, script: str, *, served: bool = False) -> Shell:
    """A shell of this style (None: the one in the report folder) and script.

    The policy names both by their SHA-256: whatever slipped through the escaping would neither run nor be applied, and
    nothing may be loaded from anywhere, save style sheets of the report folder where that has one. A `served` page may
    send forms, and its script may ask, where it came from.
    """
    styles = _OWN_FILES if style is None else f"'{_source(style)}'"
    policy = f"default-src 'none'; style-src {styles}; script-src '{_source(script)}'; base-uri 'none'; "
    policy += "form-action 'self'; connect-src 'self'" if served else "form-action 'none'"
    return Shell(style=style, script=script, policy=policy)


def own_file(package: str, name: str) -> str:
    """A file among the templates of `package`, without indentation and comments: it goes out with every page."""
    text = files(package).joinpath(f"templates/{name}").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _source(text: str) -> str:
    """As a browser computes it: over the bytes between the tags."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
