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
def shell(*, forms: bool = False) -> Shell:
    """The shell of a page that opens from disk; with `forms`, of one whose forms may be sent to where it came from.

    The policy names style and script by their SHA-256: whatever slipped through the escaping would neither run nor
    be applied, and nothing may be loaded from anywhere.
    """
    style, script = _own("report.css"), _own("report.js")
    receivers = "'self'" if forms else "'none'"
    policy = (
        f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; base-uri 'none'; "
        f"form-action {receivers}"
    )
    return Shell(style=style, script=script, policy=policy)


def _own(name: str) -> str:
    """A file of ours without indentation and lines that are comments: it goes out with every page."""
    text = files("reconcile.report").joinpath(f"templates/{name}").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _source(text: str) -> str:
    """As a browser computes it: over the bytes between the tags."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
