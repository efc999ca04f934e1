"""Runs migrations on the connection that the program holds, or on the address a developer gives.

No `fileConfig`: it would take over the program's logging.
"""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from reconcile.store.addresses import parse_address
from reconcile.store.column_types import Code, UtcDateTime, Words
from reconcile.store.engines import make_engine
from reconcile.store.revisions import VERSION_TABLE
from reconcile.store.tables import METADATA


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | bool:
    """Spell our column types in plain SQLAlchemy: a revision must not import the program it migrates."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Code):
        return "sa.String(length=32)"
    if isinstance(item, Words):
        return "sa.Text()"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        version_table=VERSION_TABLE,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


held: Connection | None = context.config.attributes.get("connection")
if held is not None:
    migrate(held)
else:
    engine = make_engine(parse_address(context.get_x_argument(as_dictionary=True).get("database", "reconcile.db")))
    with engine.begin() as opened:
        migrate(opened)
    engine.dispose()
