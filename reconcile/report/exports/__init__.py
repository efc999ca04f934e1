"""The results of a run for other programs."""

from reconcile.report.exports.columnar import export_parquet
from reconcile.report.exports.places import export_geojson
from reconcile.report.exports.spreadsheet import export_xlsx
from reconcile.report.exports.tables import export_csv
from reconcile.report.exports.tree import export_json

__all__ = ["export_csv", "export_geojson", "export_json", "export_parquet", "export_xlsx"]
