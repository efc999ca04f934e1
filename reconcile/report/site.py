"""The report as a folder of linked pages, or as one file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from reconcile.domain.outcomes import Outcome
from reconcile.report.binding import bind
from reconcile.report.books import ReportBooks
from reconcile.report.output import ReportFolder, write_output
from reconcile.report.printing import Printed, Printer, printed
from reconcile.report.shell import STYLE_FILE, folder_shell, shell, style_sheet

Progress = Callable[[int, int], None]


def render_report(
    outcome: Outcome,
    books: ReportBooks,
    folder: Path,
    progress: Progress | None = None,
    *,
    workers: int | None = None,
) -> Path:
    """Write the report of one run into `folder` and return the path of its first page.

    The folder is new, empty or holds an older report; it is replaced as a whole when every page is written.
    `progress` is called with the number of claims whose pages were just written, and of all claims. `workers` are the
    processes that make the pages; None: as many as the size of the report is worth. Raises OutputError where the folder
    is not ours to write to.
    """
    printer = Printer(outcome=outcome, books=books, shell=folder_shell())
    with ReportFolder(folder) as target:
        target.write(STYLE_FILE, style_sheet())
        for name, text in _told(printed(printer, workers), progress, len(outcome.claims)):
            target.write(name, text)
        target.publish()
    return folder / "index.html"


def render_single_file(outcome: Outcome, books: ReportBooks, file: Path, progress: Progress | None = None) -> Path:
    """Write the same pages into one HTML file, for mailing, and return its path.

    Raises OutputError where it gets too large for a mail, or `file` cannot be written.
    """
    printer = Printer(outcome=outcome, books=books, shell=shell())
    write_output(file, bind(_told(printed(printer, 1), progress, len(outcome.claims))).encode("utf-8"))
    return file


def _told(batches: Iterator[Printed], progress: Progress | None, claims: int) -> Iterator[tuple[str, str]]:
    if progress is not None:
        progress(0, claims)
    for batch in batches:
        yield from batch.pages
        if progress is not None and batch.claims:
            progress(batch.claims, claims)
