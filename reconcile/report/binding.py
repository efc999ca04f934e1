"""The pages of a report bound into one file, for mailing: links between pages become links within it."""

import posixpath
import re
from collections.abc import Iterable, Sequence

from reconcile.errors import OutputError

LIMIT_MB = 20
"""What most mail systems take; a larger file is refused rather than bounced."""
_MAIN = re.compile(r"(<main\b[^>]*>)(.*)(</main>)", re.DOTALL)
_NAMED = re.compile(r' (id|href|for|aria-labelledby|aria-describedby)="([^"]*)"')
"""Attributes that name something on a page. Text of records cannot look like one: its quotes are escaped."""
_OUTSIDE = re.compile(r"[a-z]+:", re.IGNORECASE)


def bind(pages: Iterable[tuple[str, str]]) -> str:
    """One HTML page of many: `pages` are addresses within the report with their HTML, the first page first.

    The head, navigation, script and foot are those of the first page. A page `claims/x.html` becomes the article
    `claims/x`; what was called `toll` on it is `claims/x:toll`. Raises OutputError where the file gets too large.
    """
    bound: list[tuple[str, str]] = []
    size = 0
    for address, html in pages:
        bound.append((address, html if not bound else _content(html)))
        size += len(bound[-1][1].encode("utf-8"))
        if size > LIMIT_MB * 1_000_000:
            raise OutputError(
                f"The report takes more than {LIMIT_MB} MB in one file; choose fewer claims, or send the folder."
            )
    return _bound(bound)


def _bound(pages: Sequence[tuple[str, str]]) -> str:
    known = {address for address, _ in pages}
    address, first = pages[0]
    found = _MAIN.search(first)
    if found is None:
        raise ValueError(f"{address} has no main part")
    articles = [_article(address, found[2], known)]
    articles += [_article(other, content, known) for other, content in pages[1:]]
    head, foot = first[: found.start(2)], first[found.end(2) :]
    return _linked(head, address, known, "") + "\n".join(articles) + _linked(foot, address, known, "")


def _content(html: str) -> str:
    found = _MAIN.search(html)
    if found is None:
        raise ValueError("a page has no main part")
    return found[2]


def _article(address: str, content: str, known: set[str]) -> str:
    name = _name(address)
    return f'<article class="bound" id="{name}">{_linked(content, address, known, f"{name}:")}</article>'


def _name(address: str) -> str:
    return address.removesuffix(".html")


def _linked(html: str, address: str, known: set[str], prefix: str) -> str:
    def renamed(found: re.Match[str]) -> str:
        attribute, value = found[1], found[2]
        if attribute == "href":
            return f' href="{_link(value, address, known, prefix)}"'
        return f' {attribute}="{" ".join(prefix + name for name in value.split())}"'

    return _NAMED.sub(renamed, html)


def _link(value: str, address: str, known: set[str], prefix: str) -> str:
    if _OUTSIDE.match(value):
        return value
    page, _, anchor = value.partition("#")
    if not page:
        return f"#{prefix}{anchor}"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), page))
    if target not in known:
        return value
    return f"#{_name(target)}:{anchor}" if anchor else f"#{_name(target)}"
