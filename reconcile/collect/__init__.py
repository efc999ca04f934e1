"""Files and addresses to documents: feeds, channels, pages and texts, each with digest, publisher and day."""

from reconcile.collect.event_tables import TableFormat, statement_rows
from reconcile.collect.fetching import Answer, Fetcher, FetchLimits, Seen
from reconcile.collect.reading import Collected, file_content, read_bytes, read_documents

__all__ = [
    "Answer",
    "Collected",
    "FetchLimits",
    "Fetcher",
    "Seen",
    "TableFormat",
    "file_content",
    "read_bytes",
    "read_documents",
    "statement_rows",
]
