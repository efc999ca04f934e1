"""Bytes to text, and text made fit to be kept: decoded, without mark-up and controls, no longer than allowed."""

import hashlib
import re
import unicodedata
from html.parser import HTMLParser

from reconcile.collect.limits import LONGEST_TEXT
from reconcile.domain.cleantext import visible

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_FALLBACKS = ("utf-8", "cp1252", "latin-1")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n\s*\n\s*")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "pre",
        "hr",
        "title",
    ]
)
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object"))


def digest(content: bytes) -> str:
    """SHA-256: 64 hexadecimal characters."""
    return hashlib.sha256(content).hexdigest()


def decoded(content: bytes, declared: str | None = None) -> tuple[str, bool]:
    """The text of some bytes, and whether some of them could not be read and were replaced.

    A byte-order mark goes before what is declared, that before UTF-8, that before Windows-1252. Parts in another
    encoding than the rest are replaced by U+FFFD, so that what can be read is kept.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lossy(content, encoding)
    told = declared or _declared(content[:2048])
    if told is not None:
        try:
            return content.decode(told), False
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError as error:
        mostly = content.decode("utf-8", "ignore")
        broken = (len(content) - len(mostly.encode("utf-8"))) / max(len(content), 1)
        if error.start and broken < _STRAY_SHARE:
            return _lossy(content, "utf-8")
    return _lossy(content, "cp1252")


_STRAY_SHARE = 0.02
"""Share of bytes outside UTF-8 up to which a text is UTF-8 with stray bytes rather than another encoding."""


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head)
    return None if found is None else found[1].decode("ascii")


def _lossy(content: bytes, encoding: str) -> tuple[str, bool]:
    text = content.decode(encoding, "replace")
    return text, "\ufffd" in text


def cleaned(text: str) -> tuple[str, bool]:
    """The text as it is kept (NFC, no controls, single spaces, at most one empty line), and whether it was cut."""
    cut = len(text) > LONGEST_TEXT * 2
    plain = visible(text[: LONGEST_TEXT * 2].translate(_ENDS))
    lines = _LINES.sub("\n\n", _SPACES.sub(" ", unicodedata.normalize("NFC", plain)))
    whole = "\n".join(line.strip() for line in lines.split("\n")).strip()
    return whole[:LONGEST_TEXT], cut or len(whole) > LONGEST_TEXT


_ENDS = {0x2028: "\n", 0x2029: "\n\n", 0x0B: "\n", 0x0C: "\n\n", 0x85: "\n"}


class _Stripper(HTMLParser):
    """Text of a page without its tags, whatever their nesting: nothing recurses and nothing is loaded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag in ("p", "h1", "h2", "h3", "blockquote") else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def without_tags(markup: str) -> str:
    """The words of a piece of HTML."""
    if "<" not in markup and "&" not in markup:
        return markup
    stripper = _Stripper()
    try:
        stripper.feed(markup)
        stripper.close()
    except (ValueError, AssertionError):  # html.parser on broken declarations
        return re.sub(r"<[^<>]*>", " ", markup)
    return "".join(stripper.parts)
