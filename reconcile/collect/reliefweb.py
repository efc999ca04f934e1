"""JSON of the ReliefWeb API, versions 1 and 2: `data[].fields`."""

import json
from collections.abc import Iterator
from typing import Any

from reconcile.collect.cleaning import decoded, without_tags
from reconcile.collect.entries import Entry, Report, issue, text_of


def read_reliefweb(content: bytes, name: str, report: Report) -> Iterator[Entry]:
    """The reports of an answer. One without a body gives its title alone, and that is said."""
    text, _ = decoded(content)
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        report(issue("json-broken", f"{name} is not JSON; save the answer of the API as it came.", file=name))
        return
    listed = parsed.get("data", parsed.get("results")) if isinstance(parsed, dict) else parsed
    if not isinstance(listed, list):
        report(issue("reliefweb-unknown", f"{name} holds no list `data` as answers of ReliefWeb do.", file=name))
        return
    for number, item in enumerate(listed, start=1):
        entry = _entry(item, name, number, report)
        if entry is not None:
            yield entry


def _entry(item: Any, name: str, number: int, report: Report) -> Entry | None:
    fields = item.get("fields", item) if isinstance(item, dict) else None
    if not isinstance(fields, dict):
        report(issue("reliefweb-unknown", f"Entry {number} of {name} is no report; it is left out.", file=name))
        return None
    title = text_of(fields.get("title"))
    body = text_of(fields.get("body")) or without_tags(text_of(fields.get("body-html")) or "").strip()
    if not body:
        report(issue("document-without-body", f"Entry {number} of {name} has no body; ask the API for it.", file=name))
    told = fields.get("date")
    dates: dict[str, Any] = told if isinstance(told, dict) else {}
    number_told = text_of(item.get("id")) or text_of(fields.get("id")) or str(number)
    return Entry(
        key=f"reliefweb:{number_told}",
        content=json.dumps(item, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace"),
        text="\n\n".join(part for part in (title, body) if part),
        title=title,
        language=_first(fields.get("language"), "code"),
        publisher=_first(fields.get("source"), "name") or _first(fields.get("source"), "shortname"),
        published=text_of(dates.get("original")) or text_of(dates.get("created")),
        url=text_of(fields.get("origin")) or text_of(fields.get("url_alias")) or text_of(fields.get("url")),
        edited=text_of(dates.get("changed")),
    )


def _first(listed: Any, field: str) -> str | None:
    first = listed[0] if isinstance(listed, list) and listed else listed
    return text_of(first.get(field)) if isinstance(first, dict) else None
