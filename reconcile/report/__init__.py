"""The report room: pages and exports of one run."""

from reconcile.report.books import ReportBooks
from reconcile.report.exports import export_csv, export_geojson, export_json, export_xlsx
from reconcile.report.output import write_output
from reconcile.report.site import render_report

__all__ = ["ReportBooks", "export_csv", "export_geojson", "export_json", "export_xlsx", "render_report", "write_output"]
