"""What all tables share: naming of constraints, types of Python values, and the checks that repeat."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, Double, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from reconcile.store.column_types import WHOLE, UtcDateTime


class Schema(DeclarativeBase):
    """All tables of the store. Rows never leave it: what goes in and out are values of the domain."""

    # Constraints need names of their own: a migration can drop only what it can name.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - declared as a plain dict by SQLAlchemy
        str: Text(),
        int: WHOLE,
        float: Double(),
        date: Date(),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }


def code_check(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """The column holds one code of the closed list."""
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_code")


def words_check(column: str, codes: Iterable[StrEnum]) -> CheckConstraint:
    """The column holds codes of the closed list, separated by spaces (both databases can do no more than replace)."""
    left = column
    for code in codes:
        left = f"replace({left}, '{code.value}', '')"
    return CheckConstraint(f"replace({left}, ' ', '') = ''", name=f"{column}_codes")


def floor_check(column: str, floor: int = 0) -> CheckConstraint:
    return CheckConstraint(f"{column} >= {floor}", name=f"{column}_floor")


def order_check(low: str, high: str) -> CheckConstraint:
    """`low` is not above `high`, where both are known."""
    return CheckConstraint(f"{low} <= {high}", name=f"{low}_order")


def range_check(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")
