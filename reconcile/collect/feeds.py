"""RSS and Atom. An entry that was updated is a new version of its document."""

import calendar
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import feedparser

from reconcile.collect.cleaning import decoded, without_tags
from reconcile.collect.entries import Entry, Report, instant, issue
from reconcile.collect.limits import MOST_ENTRIES

_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENDS = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>", re.IGNORECASE)


_ENTRY = re.compile(rb"<(?:[a-z0-9]{1,20}:)?(?:item|entry)[\s/>]", re.IGNORECASE)


def read_feed(content: bytes, name: str, report: Report) -> Iterator[Entry]:
    """The entries of a feed. Declarations of entities are taken out unread: no feed needs them, and bombs are made of
    them. A feed that breaks off gives the entries before the break."""
    declared = _ENTITIES.search(content[:65536])
    if declared is not None:
        content = _ENTITIES.sub(b"", content[:65536]) + content[65536:]
        report(
            issue("feed-declarations", f"{name} declares a document type or entities; they are not read.", file=name)
        )
    beyond = next(islice(_ENTRY.finditer(content), MOST_ENTRIES, None), None)
    if beyond is not None:
        content = content[: beyond.start()]
        report(
            issue(
                "feed-too-long",
                f"{name} holds over {MOST_ENTRIES:,} entries; the first are read. Collect it more often, or split it.",
                file=name,
            )
        )
    parsed: Any = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    if parsed.get("bozo") or _ENDS.search(content[-4096:]) is None:
        report(issue("feed-broken", f"{name} is not well formed; entries up to the fault are kept.", file=name))
    channel = parsed.get("feed", {})
    for number, item in enumerate(parsed.get("entries", ()), start=1):
        yield _entry(item, channel, name, number)


def _entry(item: Any, channel: Any, name: str, number: int) -> Entry:
    bodies = [part.get("value") or "" for part in item.get("content", ())] or [item.get("summary") or ""]
    body = max(bodies, key=len)
    title = without_tags(item.get("title") or "").strip() or None
    text = without_tags(body).strip()
    published, updated = _moment(item, "published_parsed"), _moment(item, "updated_parsed")
    key = item.get("id") or item.get("link") or f"{name}#{number}"
    return Entry(
        key=key,
        content="\n".join((key, title or "", body)).encode("utf-8", "replace"),
        text=f"{title}\n\n{text}" if title else text,
        title=title,
        language=(item.get("title_detail", {}).get("language") or channel.get("language") or None),
        publisher=without_tags(item.get("author") or channel.get("title") or "").strip() or None,
        published=published or updated,
        url=item.get("link"),
        edited=updated if updated != published else None,
    )


def _moment(item: Any, field: str) -> str | None:
    """What feedparser read, which is in UTC."""
    found = item[field] if dict.__contains__(item, field) else None  # `get` gives one date for the other
    if found is None:
        return None
    try:
        return instant(calendar.timegm(found))
    except (ValueError, OverflowError, TypeError):
        return None


def looks_like_feed(head: bytes) -> bool:
    """Whether the first element is that of a feed, whatever is declared before it."""
    text, _ = decoded(_ENTITIES.sub(b"", head))
    return re.match(r"\ufeff?\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", text, re.IGNORECASE) is not None
