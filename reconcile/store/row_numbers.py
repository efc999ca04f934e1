"""Row numbers: given out by the program under the write lock, so both databases count alike."""

from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute


def highest(connection: Connection, column: InstrumentedAttribute[int]) -> int:
    """The highest number given out so far; 0 where there is none."""
    found: Any = connection.execute(select(func.max(column))).scalar()
    return found or 0
