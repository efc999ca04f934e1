"""How the parts of a stretch of records are found by their keys."""

from sqlalchemy import ColumnElement, Connection, func, select

from reconcile.store.column_types import Code
from reconcile.store.value_tables import PartRow


def any_part(connection: Connection, table: type[PartRow]) -> list[ColumnElement[bool]]:
    """That a part is one of those there are, as conditions to be joined by AND.

    The keys of parts begin with what tells the parts of one record apart, before the state of the reference data and
    the record: where its values are named, a database finds the parts of a state or of some records by the key, and
    does not read the whole table.
    """
    conditions: list[ColumnElement[bool]] = []
    for column in table.__table__.primary_key:
        if column.name == "ordinal":
            last = connection.execute(select(func.max(column))).scalar()
            conditions.append(column.in_(range(0 if last is None else last + 1)))
        elif isinstance(column.type, Code):
            conditions.append(column.in_(list(column.type.codes)))
    return conditions
