"""What every page brings along instead of loading it: a style sheet, a script, and the policy that allows no other."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Style, script and Content-Security-Policy of a page."""

    style: str
    script: str
    policy: str


@cache
def shell() -> Shell:
    """The shell of a page that opens from disk."""
    return make_shell(own_file("reconcile.report", "report.css"), own_file("reconcile.report", "report.js"))


def make_shell(style: str, script: str, *, served: bool = False) -> Shell:
    """A shell of this style and script.

    The policy names both by their SHA-256: whatever slipped through the escaping would neither run nor be applied, and
    nothing may be loaded from anywhere. A `served` page may send forms, and its script may ask, where it came from.
    """
    policy = f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; base-uri 'none'; "
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
