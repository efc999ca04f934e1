"""All tables in one place, for migrations to compare with."""

from reconcile.store import (
    chain_tables,
    coding_tables,
    draft_tables,
    erasure_tables,
    record_tables,
    reference_tables,
    review_tables,
    run_tables,
    session_tables,
    value_tables,
)
from reconcile.store.schema import Schema

__all__ = [
    "METADATA",
    "chain_tables",
    "coding_tables",
    "draft_tables",
    "erasure_tables",
    "record_tables",
    "reference_tables",
    "review_tables",
    "run_tables",
    "session_tables",
    "value_tables",
]

METADATA = Schema.metadata
