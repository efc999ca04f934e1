"""The report as a folder of linked pages, or as one file."""

from collections.abc import Callable, Iterator
from pathlib import Path

from reconcile.domain.outcomes import Outcome
from reconcile.report.addresses import numbered_page
from reconcile.report.binding import bind
from reconcile.report.books import ReportBooks
from reconcile.report.ledger import Ledger, open_ledger
from reconcile.report.output import ReportFolder, write_output
from reconcile.report.pages.changes import changes_pages
from reconcile.report.pages.claim import claim_page
from reconcile.report.pages.discrepancies import discrepancies_page
from reconcile.report.pages.index import index_page, listing_pages
from reconcile.report.pages.issues import issues_page
from reconcile.report.pages.method import method_page
from reconcile.report.pages.official_only import official_only_pages
from reconcile.report.pages.profiles import profiles_page
from reconcile.report.pages.silence import silence_page
from reconcile.report.rendering import render


def render_report(
    outcome: Outcome, books: ReportBooks, folder: Path, progress: Callable[[int], None] | None = None
) -> Path:
    """Write the report of one run into `folder` and return the path of its first page.

    The folder is new, empty or holds an older report; it is replaced as a whole when every page is written.
    `progress` is called with the number of claims whose pages were just written. Raises OutputError where the folder
    is not ours to write to.
    """
    with ReportFolder(folder) as target:
        for name, text in _pages(open_ledger(outcome, books), progress):
            target.write(name, text)
        target.publish()
    return folder / "index.html"


def render_single_file(
    outcome: Outcome, books: ReportBooks, file: Path, progress: Callable[[int], None] | None = None
) -> Path:
    """Write the same pages into one HTML file, for mailing, and return its path.

    Raises OutputError where it gets too large for a mail, or `file` cannot be written.
    """
    write_output(file, bind(_pages(open_ledger(outcome, books), progress)).encode("utf-8"))
    return file


def _pages(ledger: Ledger, progress: Callable[[int], None] | None) -> Iterator[tuple[str, str]]:
    """Every page with its address, the first page first."""
    yield from _lists(ledger)
    for entry in ledger.entries:
        yield entry.address, render("claim.html.j2", claim_page(entry, ledger))
        if progress is not None:
            progress(1)


def _lists(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """The pages that are not of one claim, with their addresses."""
    yield "index.html", render("index.html.j2", index_page(ledger))
    for number, listing in listing_pages(ledger):
        yield numbered_page("claims", number), render("listing.html.j2", listing)
    for number, statements in official_only_pages(ledger):
        yield numbered_page("official-only", number), render("official_only.html.j2", statements)
    yield "silence.html", render("silence.html.j2", silence_page(ledger))
    yield "discrepancies.html", render("discrepancies.html.j2", discrepancies_page(ledger))
    yield "profiles.html", render("profiles.html.j2", profiles_page(ledger))
    for number, changes in changes_pages(ledger):
        yield numbered_page("changes", number), render("changes.html.j2", changes)
    yield "method.html", render("method.html.j2", method_page(ledger))
    yield "issues.html", render("issues.html.j2", issues_page(ledger))
