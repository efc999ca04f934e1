"""One cell of any file format to one value: what was written, or what is wrong with it.

Cells come as text (CSV), as JSON values, or as what a spreadsheet holds (every number a float, dates, booleans);
the same content must give the same value from all three.
"""

import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from reconcile.domain.fields import Field, FieldKind
from reconcile.domain.instants import parse_instant
from reconcile.ingest.faults import CellError

Parser = Callable[[object], object]
"""From a cell to its value; None: not stated. Raises CellError."""

LONGEST_TEXT = 1_000_000
"""Characters; longer cells are a file pasted into the wrong column."""
LONGEST_KEY = 500
"""Characters of ids and names by which records are looked up: the widest that every database can index."""
LARGEST_COUNT = 2**31 - 1
"""The largest whole number that every database column takes."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside are slips of the pen, and instants near the ends of the calendar cannot be reckoned with."""
DOUBTFUL_YEAR = 2100
"""Later years are kept with a warning."""

_KEYS = frozenset({"id", "document", "claimant", "issuer", "outlet"})
_GRADES = {"source_grade": "ABCDEF", "item_grade": "123456"}
_LIMITS = {"lat": 90.0, "lon": 180.0}

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE = re.compile(r"(-?)(\d+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+)(?:[.,]0)?")
_DECIMAL = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f]")
_SEPARATORS = re.compile(r"[,;]")
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def storable(text: str) -> bool:
    """Whether every database and every UTF-8 file can hold the text: no NUL, no half of a surrogate pair."""
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def as_text(cell: object) -> str | None:
    """The cell as text, trimmed; None where nothing is stated. A sheet's 5.0 reads 5, its dates read ISO.

    Raises CellError for text that is too long or cannot be stored.
    """
    written = (cell if isinstance(cell, str) else _written(cell)).strip()
    if not written:
        return None
    if not storable(written):
        if "\x00" in written:
            raise CellError("text-nul", "text without NUL characters")
        raise CellError("text-surrogate", "whole characters, not halves of surrogate pairs")
    if len(written) > LONGEST_TEXT:
        raise CellError("text-too-long", f"at most {LONGEST_TEXT:,} characters, not {len(written):,}")
    return written


def parser_of(field: Field) -> Parser:
    """How the cells of a column are read."""
    if field.name in _KEYS:
        return _key
    if field.name in _GRADES:
        return _grade(_GRADES[field.name])
    if field.name == "country":
        return _country
    if field.kind is FieldKind.NUMBER:
        return _number(_LIMITS[field.name])
    if field.codes is not None:
        return _codes(field.codes) if field.kind is FieldKind.CODES else _code(field.codes)
    if field.kind is FieldKind.COUNT:
        return _count(1 if field.name == "events" else 0)
    return {
        FieldKind.INSTANT: _instant,
        FieldKind.DATE: _date,
        FieldKind.FLAG: _flag,
    }.get(field.kind, _text)


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, (int, timedelta)):
        return str(cell)
    try:
        return json.dumps(cell, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except ValueError:
        raise CellError("number-not-finite", "numbers that JSON knows, not NaN or Infinity") from None


def _text(cell: object) -> str | None:
    if isinstance(cell, str):
        return as_text(cell)
    if isinstance(cell, dict):
        raise CellError("text-nested", "text, not an object")
    if isinstance(cell, list):
        if any(isinstance(part, (dict, list)) for part in cell):
            raise CellError("text-nested", "text or a flat list of texts")
        return as_text("; ".join(part for part in map(as_text, cell) if part))
    return as_text(cell)


def _key(cell: object) -> str | None:
    if isinstance(cell, (dict, list)):
        raise CellError("text-nested", "text, not a list or object")
    written = as_text(cell)
    if written is not None and len(written) > LONGEST_KEY:
        raise CellError("key-too-long", f"at most {LONGEST_KEY} characters, not {len(written):,}")
    return written


def _grade(allowed: str) -> Parser:
    told = f"one of {', '.join(allowed)}"

    def parse(cell: object) -> str | None:
        written = _text(cell)
        if written is None:
            return None
        if len(written) != 1 or written.upper() not in allowed:
            raise CellError("grade-unknown", told)
        return written.upper()

    return parse


def _country(cell: object) -> str | None:
    written = _text(cell)
    if written is None:
        return None
    if not (len(written) == 2 and written.isascii() and written.isalpha()):
        raise CellError("country-not-iso", "a two-letter ISO 3166 code such as ML")
    return written.upper()


def _instant(cell: object) -> str | None:
    written = _text(cell)
    return None if written is None else _checked_instant(written)


def _date(cell: object) -> date | None:
    written = _text(cell)
    return None if written is None else _checked_date(written)


# A file states the same days over and over.
@lru_cache(maxsize=4096)
def _checked_instant(written: str) -> str:
    told = "an ISO date or date-time such as 2017-04-18 or 2017-04-18T09:30:00+00:00"
    if not _ISO_DAY.match(written):
        raise CellError("date-not-iso", told)
    _checked_year(int(written[:4]))
    try:
        parse_instant(written)
    except ValueError:
        raise CellError("date-impossible", told) from None
    return written


@lru_cache(maxsize=4096)
def _checked_date(written: str) -> date:
    told = "an ISO date such as 2017-04-18"
    if not _ISO_DAY.fullmatch(written):
        raise CellError("date-not-iso", told)
    _checked_year(int(written[:4]))
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CellError("date-impossible", f"a day that exists, as {told}") from None


def _checked_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("date-out-of-range", f"a year from {FIRST_YEAR} to {LAST_YEAR}")


def _number(limit: float) -> Parser:
    told = f"degrees from -{limit:g} to {limit:g}"

    def parse(cell: object) -> float | None:
        number = _float(cell, told)
        if number is None:
            return None
        if not -limit <= number <= limit:
            raise CellError("number-out-of-range", told)
        return number + 0.0  # -0.0 and 0.0 are one coordinate and must give one digest

    return parse


def _float(cell: object, told: str) -> float | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _finite(cell, told)
    written = None if isinstance(cell, bool) else _text(cell)
    if written is None:
        if isinstance(cell, bool):
            raise CellError("number-unreadable", told)
        return None
    if not _DECIMAL.fullmatch(written):
        raise CellError("number-unreadable", told)
    return _finite(float(written.replace(",", ".")), told)


def _finite(number: float, told: str) -> float:
    if not math.isfinite(number):
        raise CellError("number-out-of-range", told)
    return float(number)


def _count(least: int) -> Parser:
    told = f"a whole number from {least}, or an empty cell where nothing is stated"

    def parse(cell: object) -> int | None:
        number = _whole(cell, told)
        if number is None:
            return None
        if number < 0:
            raise CellError("count-negative", told)
        if number < least:
            raise CellError("count-too-small", told)
        if number > LARGEST_COUNT:
            raise CellError("count-too-large", f"at most {LARGEST_COUNT:,}")
        return number

    return parse


def _whole(cell: object, told: str) -> int | None:
    if isinstance(cell, bool):
        raise CellError("count-not-whole", told)
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        if not cell.is_integer():
            raise CellError("count-not-whole", told)
        return int(cell)
    written = _text(cell)
    if written is None:
        return None
    found = _WHOLE.fullmatch(written)
    if found is None:
        raise CellError("count-not-whole", told)
    digits = _THOUSANDS.sub("", found[2])
    # len() first: Python refuses to convert thousands of digits, with another error.
    return (-1 if found[1] else 1) * (int(digits) if len(digits) < 20 else LARGEST_COUNT + 1)


def _flag(cell: object) -> bool | None:
    written = _text(cell)
    if written is None:
        return None
    told = written.casefold()
    if told in _TRUE:
        return True
    if told in _FALSE:
        return False
    raise CellError("flag-unreadable", "true or false (yes, no, 1 and 0 are understood)")


def _code(codes: type[StrEnum]) -> Parser:
    told = f"one of {', '.join(codes)}"

    def parse(cell: object) -> StrEnum | None:
        written = _text(cell)
        return None if written is None else _member(codes, written, told)

    return parse


def _codes(codes: type[StrEnum]) -> Parser:
    told = f"any of {', '.join(codes)}"

    def parse(cell: object) -> tuple[StrEnum, ...] | None:
        written = _text(cell)
        if written is None:
            return None
        parts = [part for part in map(str.strip, _SEPARATORS.split(written)) if part]
        return tuple(dict.fromkeys(_member(codes, part, told) for part in parts)) or None

    return parse


def _member(codes: type[StrEnum], written: str, told: str) -> StrEnum:
    try:
        return codes(written.casefold().replace(" ", "_").replace("-", "_"))
    except ValueError:
        raise CellError("code-unknown", told) from None
