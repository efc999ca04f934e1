"""JSON written piece by piece: what a large run changed is hundreds of megabytes as one text, and more as objects."""

import json
from collections.abc import Iterator
from json.encoder import encode_basestring


def pieces(value: object) -> Iterator[str]:
    """What `json.dumps` makes of a value with an indent of 1, in pieces.

    Where an iterator stands in for a list as a value of the outermost mapping, its items are taken one by one.
    """
    if not isinstance(value, dict) or not value:
        yield _text(value, 0)
        return
    before = "{"
    for name, item in value.items():
        yield f"{before}\n {_name(name)}: "
        if isinstance(item, Iterator):
            yield from _items(item)
        else:
            yield _text(item, 1)
        before = ","
    yield "\n}"


def _items(items: Iterator[object]) -> Iterator[str]:
    before = "["
    for item in items:
        yield f"{before}\n  {_text(item, 2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _text(value: object, depth: int) -> str:
    """`depth`: of the brackets it stands in."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    if isinstance(value, dict) and value:
        parts = [f"{_name(name)}: {_text(item, depth + 1)}" for name, item in value.items()]
        return _bracketed("{", parts, "}", depth)
    if isinstance(value, (list, tuple)) and value:
        return _bracketed("[", [_text(item, depth + 1) for item in value], "]", depth)
    return json.dumps(value)


def _bracketed(opens: str, parts: list[str], closes: str, depth: int) -> str:
    start = "\n" + " " * depth
    return f"{opens}{start} {f',{start} '.join(parts)}{start}{closes}"


def _name(name: object) -> str:
    """As JSON has it: names are texts."""
    return encode_basestring(name) if isinstance(name, str) else f'"{json.dumps(name)}"'
