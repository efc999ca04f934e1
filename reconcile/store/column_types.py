"""Column types that are the same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both; on SQLite spelled INTEGER, so that a primary key is the rowid."""

CODE_LENGTH = 32


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive times, gives back aware UTC (SQLite keeps no offset, PostgreSQL its session's)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs an offset, found {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Code(TypeDecorator[StrEnum]):
    """One member of a closed list, as text. The CHECK stands in the table (`schema.code_check`)."""

    impl = String(CODE_LENGTH)
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes
        self._members = {code.value: code for code in codes}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.codes(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._members[value]


class Words(TypeDecorator[tuple[str, ...]]):
    """Codes or keys without white space, in their order, separated by spaces; none is the empty text."""

    impl = Text()
    cache_ok = True

    def __init__(self, codes: type[StrEnum] | None = None) -> None:
        super().__init__()
        self.codes = codes

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str:
        words = [str(word) for word in value or ()]
        if any(word.split() != [word] for word in words):
            raise ValueError(f"a code must be one word, found {words!r}")
        return " ".join(words)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...]:
        words = (value or "").split(" ") if value else []
        return tuple(words) if self.codes is None else tuple(self.codes(word) for word in words)
