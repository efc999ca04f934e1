"""`result.json` of Telegram Desktop, streamed: one chat, or all chats of an account."""

import io
import json
from collections.abc import Iterator
from typing import Any

import ijson

from reconcile.collect.entries import Entry, Report, instant, issue, text_of

_ITEMS = ("messages.item", "chats.list.item.messages.item")
_NAMES = {"name": "", "chats.list.item.name": "", "id": "", "chats.list.item.id": ""}
_PIECE = 8 * 2**20
"""Bytes parsed at a time: a text that spans many pieces is copied once for each of them."""


def read_telegram(content: bytes, name: str, report: Report) -> Iterator[Entry]:
    """The messages of an export in their order. `text_entities` goes before `text`, `date_unixtime` before `date`,
    which bears no offset. An edited message has the same key and is a new version. No media are read."""
    told = dict(_NAMES)
    builder: Any = None
    inside = ""
    try:
        for prefix, event, value in ijson.parse(io.BytesIO(content), use_float=True, buf_size=_PIECE):
            if builder is not None:
                builder.event(event, value)
                if prefix == inside and event == "end_map":
                    made = builder.value
                    builder = None
                    entry = _entry(made, told, inside)
                    if entry is not None:
                        yield entry
            elif prefix in _ITEMS and event == "start_map":
                builder, inside = ijson.ObjectBuilder(), prefix
                builder.event(event, value)
            elif prefix in told and event in ("string", "number"):
                told[prefix] = str(value)
    except (ijson.JSONError, ValueError, RecursionError) as error:
        fault = type(error).__name__
        report(
            issue("json-broken", f"{name} is no whole JSON; messages up to the fault are kept.", file=name, found=fault)
        )


def _entry(message: Any, told: dict[str, str], inside: str) -> Entry | None:
    if not isinstance(message, dict) or message.get("type") != "message":
        return None
    text = _text(message.get("text_entities")) or _text(message.get("text"))
    if not text.strip():
        return None
    whole = inside == _ITEMS[0]
    channel, number = (
        (told["name"], told["id"]) if whole else (told["chats.list.item.name"], told["chats.list.item.id"])
    )
    key = f"telegram:{number or channel}/{message.get('id')}"
    forwarded = text_of(message.get("forwarded_from")) or text_of(message.get("saved_from"))
    return Entry(
        key=key,
        content=json.dumps(message, sort_keys=True, ensure_ascii=False, default=str).encode("utf-8", "replace"),
        text=text,
        publisher=forwarded or channel or text_of(message.get("from")),
        published=instant(message.get("date_unixtime")) or text_of(message.get("date")),
        edited=instant(message.get("edited_unixtime")) or text_of(message.get("edited")),
        forwarded_from=forwarded,
        extra={"channel": channel} if forwarded and channel else {},
    )


def _text(written: Any) -> str:
    """Both forms: one string, or a list of strings and of pieces with a type."""
    if isinstance(written, str):
        return written
    if not isinstance(written, list):
        return ""
    pieces = []
    for piece in written:
        if isinstance(piece, str):
            pieces.append(piece)
        elif isinstance(piece, dict) and isinstance(piece.get("text"), str):
            pieces.append(piece["text"])
    return "".join(pieces)
