"""The report room: pages and exports of one run."""

from reconcile.report.books import ReportBooks
from reconcile.report.exports import export_csv, export_geojson, export_json, export_parquet, export_xlsx
from reconcile.report.neutral_ids import neutral_ids
from reconcile.report.output import write_output
from reconcile.report.publicity import public_outcome
from reconcile.report.rendering import render_drafts
from reconcile.report.selection import Selected, Selection, select_changes, select_outcome
from reconcile.report.site import render_report, render_single_file

__all__ = [
    "ReportBooks",
    "Selected",
    "Selection",
    "export_csv",
    "export_geojson",
    "export_json",
    "export_parquet",
    "export_xlsx",
    "neutral_ids",
    "public_outcome",
    "render_drafts",
    "render_report",
    "render_single_file",
    "select_changes",
    "select_outcome",
    "write_output",
]
