"""Gazetteers that others publish, one module a format: their rows as places under our keys."""

from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.packed import table_name
from reconcile.ingest.gazetteers.reading import GazetteerReading, read_alternate_names, read_gazetteer

__all__ = ["Atlas", "GazetteerReading", "read_alternate_names", "read_gazetteer", "table_name"]
