"""JSON Lines: one object per line, lines ended by line feeds alone (texts hold other line separators)."""

import json
from collections.abc import Iterator

from reconcile.errors import InputError
from reconcile.ingest.faults import RowError, shown
from reconcile.ingest.files import InputFile
from reconcile.ingest.rows import LONGEST_LINE, RawRow, Table, folded

DEEPEST = 20
"""Levels of lists and objects within one value; deeper is no record but an attack on the reader."""

REJECT_KEYS = frozenset({"file", "line", "reasons", "row"})
"""The keys of a line of a rejects file: its `row` is read, so that a mended rejects file can be ingested."""


def read_json_lines(source: InputFile) -> Table:
    """The rows of a JSON Lines file. Raises InputError where the file is one JSON list."""
    if source.path.suffix.lower() == ".json" and source.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        raise InputError(f"{shown(source.path)} holds one JSON list; expected one JSON object per line.")
    return Table(rows=_rows(source))


def _rows(source: InputFile) -> Iterator[RawRow]:
    for number, line in source.lines():
        if line is None:
            yield RawRow(line=number, faults=(too_long().fault,))
        elif line.strip():
            yield _row(number, line)


def too_long() -> RowError:
    return RowError("row-too-long", f"The line is longer than {LONGEST_LINE // 2**20} MiB; split the record.")


def not_utf8(line: bytes, error: UnicodeDecodeError) -> RowError:
    """Names the place as people count: the first byte and the first character are number 1."""
    column = len(line[: error.start].decode()) + 1
    told = f"Byte {error.start + 1} of the line (column {column}) is 0x{line[error.start]:02x}, which is not UTF-8"
    return RowError("encoding-not-utf8", f"{told}; save the file as UTF-8.")


def _row(number: int, line: bytes) -> RawRow:
    try:
        return RawRow(line=number, cells=_record_of(_parsed(line)))
    except RowError as broken:
        text = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        return RawRow(line=number, raw=text, faults=(broken.fault,))


def _parsed(line: bytes) -> object:
    try:
        return _DECODER.decode(line.rstrip(b"\r\n").decode())
    except UnicodeDecodeError as error:
        raise not_utf8(line, error) from None
    except json.JSONDecodeError as error:
        raise RowError("json-broken", f"Not JSON at column {error.pos + 1}: {error.msg.removesuffix(' at')}.") from None
    except RecursionError:
        raise _too_deep() from None
    except RowError:
        raise
    except ValueError:
        # Python refuses to convert a number of more than 4,300 digits.
        raise RowError("integer-too-large", "The row holds an integer beyond 64 bits.") from None


def _record_of(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        kind = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")
        raise RowError("row-not-object", f"The line holds {kind}; expected one JSON object.")
    if value.keys() == REJECT_KEYS:
        return _record_of(value["row"])
    nested = [cell for cell in value.values() if isinstance(cell, (list, dict))]
    if any(_depth(cell) > DEEPEST for cell in nested):
        raise _too_deep()
    return value


def _too_deep() -> RowError:
    return RowError("nested-too-deep", f"The row nests lists or objects more than {DEEPEST} deep.")


def _depth(value: object) -> int:
    level, depth = [value], 0
    while level := [part for part in level if isinstance(part, (list, dict))]:
        depth += 1
        if depth > DEEPEST:
            break
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
    return depth


def _unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    unique = dict(pairs)
    if len(unique) == len(pairs):
        return unique
    names = [folded(name) for name, _ in pairs]
    repeated = next(name for name in names if names.count(name) > 1)
    raise RowError("key-repeated", "The row states one key twice; keep one of them.", field=repeated)


_DECODER = json.JSONDecoder(object_pairs_hook=_unrepeated)
