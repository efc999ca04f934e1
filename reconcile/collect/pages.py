"""HTML pages of institutions: the article without what stands around it. Nothing a page names is loaded."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura

from reconcile.collect.cleaning import decoded, without_tags
from reconcile.collect.entries import Entry, Report, issue
from reconcile.collect.limits import DEEPEST_PAGE, LARGEST_EXTRACTED, LARGEST_PAGE

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = frozenset((b"br", b"img", b"input", b"meta", b"link", b"hr", b"area", b"base", b"col", b"source", b"wbr"))


def read_page(content: bytes, name: str, report: Report) -> Iterator[Entry]:
    """The one document of a page. A page too long or too deep for the extractor is stripped of its tags instead."""
    if len(content) > LARGEST_PAGE:
        report(issue("page-too-large", f"{name} is over {LARGEST_PAGE // 2**20} MB, too large for a page.", file=name))
        return
    text, damaged = decoded(content)
    found: Any = None
    if len(content) <= LARGEST_EXTRACTED and _depth(content) <= DEEPEST_PAGE:
        found = _extracted(text)
    else:
        report(
            issue(
                "page-not-extracted", f"{name} is nested or long as no article is; its tags are taken out.", file=name
            )
        )
    body = (found or {}).get("text") or without_tags(text)
    told = found or {}
    title = told.get("title") or None
    yield Entry(
        key=told.get("url") or name,
        content=content,
        text=f"{title}\n\n{body}" if title and title not in body[:400] else body,
        title=title,
        language=told.get("language") or _language(text),
        publisher=told.get("sitename") or None,
        published=told.get("date") or None,
        url=told.get("url") or None,
        damaged=damaged,
    )


_CHANGED = re.compile(r"<meta\b[^<>]*\b(?:updated|modified)[^<>]*>", re.IGNORECASE)
"""When a page was last changed, which the extractor takes for its day of publication where it finds no better."""
_LAYOUT = re.compile(r"</?(?:table|tbody|thead|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_LAYOUT_CELL = 300
"""Characters of a table's cell from which on it is a column of the page, and no cell of a list."""


def _extracted(text: str) -> dict[str, Any] | None:
    """What the extractor finds; pages laid out by tables, as old ones are, are read as if by blocks."""
    page = _CHANGED.sub("", text)
    found = _bare(page)
    if found is not None and any(len(cell) > _LAYOUT_CELL for cell in _cells(found.get("text") or "")):
        return _bare(_LAYOUT.sub(lambda tag: "</div>" if tag[0][1] == "/" else "<div>", page)) or found
    return found


def _cells(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.startswith("|"):
            yield from line.split("|")


def _bare(text: str) -> dict[str, Any] | None:
    try:
        found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=True)
    except (ValueError, RecursionError, AttributeError, TypeError):  # pages that the extractor cannot take
        return None
    if found is None:
        return None
    return found if isinstance(found, dict) else dict(found.as_dict())


def _depth(content: bytes) -> int:
    """How many elements stand within one another at most."""
    deepest = depth = 0
    for found in _TAG.finditer(content):
        if found[3] or found[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _language(text: str) -> str | None:
    found = re.search(r"<html[^>]*\blang=[\"']?([a-zA-Z]{2})", text[:4096], re.IGNORECASE)
    return None if found is None else found[1].lower()
