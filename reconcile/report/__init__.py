"""The report room: pages and exports of one run."""

from reconcile.report.books import ReportBooks
from reconcile.report.exports import export_csv, export_json
from reconcile.report.output import write_output
from reconcile.report.site import render_report

__all__ = ["ReportBooks", "export_csv", "export_json", "render_report", "write_output"]
