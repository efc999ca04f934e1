"""The pages of a report, made in batches: one after another here, or where there are many, in processes of their own.

Either way the batches come in the same order with the same bytes; who asked for them writes them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice

from reconcile.domain.outcomes import Outcome
from reconcile.errors import OutputError
from reconcile.processes import cores, processes
from reconcile.report.addresses import numbered_page
from reconcile.report.books import ReportBooks
from reconcile.report.ledger import Ledger, open_ledger
from reconcile.report.pages.attention import Attention, attention
from reconcile.report.pages.changes import changes_pages
from reconcile.report.pages.claim import claim_page
from reconcile.report.pages.discrepancies import discrepancies_page
from reconcile.report.pages.index import index_page, listing_page, listing_parts
from reconcile.report.pages.issues import issues_page
from reconcile.report.pages.linked import linked_pages
from reconcile.report.pages.method import method_page
from reconcile.report.pages.official_only import official_only_page, official_only_parts
from reconcile.report.pages.profiles import profiles_page
from reconcile.report.pages.search import search_page
from reconcile.report.pages.silence import silence_page
from reconcile.report.rendering import render
from reconcile.report.shell import Shell

BATCH = 50
"""Claims whose pages are made at once: two megabytes on their way between processes, half a second's work."""
WORTH_WORKERS = 1_500
"""From so many claims on further processes save more time than their start takes (about two seconds each)."""
MOST_WORKERS = 4
"""With the process that writes the pages, which keeps no more than this busy; each holds the whole outcome."""
IN_HAND = 3
"""Batches that each further process has before it, so that none waits for the next."""
MOST_WAITING = 24
"""Batches under way or not yet written, so that memory stays bounded however slow the first of them is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Pages with their addresses."""

    pages: tuple[tuple[str, str], ...]
    claims: int = 0
    """How many of them are pages of claims."""


@dataclass(frozen=True, kw_only=True)
class Printer:
    """What pages are made from. It travels to other processes as it was given; what is derived is made anew there."""

    outcome: Outcome
    books: ReportBooks
    shell: Shell

    @cached_property
    def ledger(self) -> Ledger:
        return open_ledger(self.outcome, self.books)

    @cached_property
    def attention(self) -> Attention:
        return attention(self.ledger)

    def page(self, template: str, page: object) -> str:
        return render(template, page, self.shell)


Batch = Callable[[Printer], Printed]


def printed(printer: Printer, workers: int | None) -> Iterator[Printed]:
    """Every page, the first page first. Raises OutputError where a worker process was ended from outside."""
    many = workers_worth(len(printer.outcome.claims)) if workers is None else workers
    batches = _batches(printer)
    if many < 2:
        return (batch(printer) for batch in batches)
    return _in_processes(many, printer, batches)


def workers_worth(claims: int) -> int:
    return min(cores(), MOST_WORKERS) if claims >= WORTH_WORKERS else 1


def _batches(printer: Printer) -> list[Batch]:
    """The pages in the order of the report; each batch can be made alone."""
    outcome = printer.outcome
    claims = len(outcome.claims)
    parts = listing_parts(sum(account.record.is_claim for account in outcome.claims))
    unclaimed = sum(not answered for answered in outcome.answered_claims.values())
    return [
        _index,
        *(partial(_listing, number) for number in range(2, parts + 1)),
        *(partial(_official_only, number) for number in range(1, official_only_parts(unclaimed) + 1)),
        _tallies,
        _changes,
        _linked,
        _search,
        _basis,
        *(partial(_claims, first) for first in range(0, claims, BATCH)),
    ]


def _index(printer: Printer) -> Printed:
    page = index_page(printer.ledger, printer.attention)
    return Printed(pages=(("index.html", printer.page("index.html.j2", page)),))


def _listing(number: int, printer: Printer) -> Printed:
    page = listing_page(printer.ledger, number, printer.attention.by_claim)
    return Printed(pages=((numbered_page("claims", number), printer.page("listing.html.j2", page)),))


def _official_only(number: int, printer: Printer) -> Printed:
    page = official_only_page(printer.ledger, number)
    return Printed(pages=((numbered_page("official-only", number), printer.page("official_only.html.j2", page)),))


def _tallies(printer: Printer) -> Printed:
    ledger = printer.ledger
    return Printed(
        pages=(
            ("silence.html", printer.page("silence.html.j2", silence_page(ledger))),
            ("discrepancies.html", printer.page("discrepancies.html.j2", discrepancies_page(ledger))),
            ("profiles.html", printer.page("profiles.html.j2", profiles_page(ledger))),
        )
    )


def _changes(printer: Printer) -> Printed:
    return Printed(
        pages=tuple(
            (numbered_page("changes", number), printer.page("changes.html.j2", page))
            for number, page in changes_pages(printer.ledger)
        )
    )


def _linked(printer: Printer) -> Printed:
    return Printed(
        pages=tuple(
            (numbered_page("linked", number), printer.page("linked.html.j2", page))
            for number, page in linked_pages(printer.ledger)
        )
    )


def _search(printer: Printer) -> Printed:
    return Printed(pages=(("search.html", printer.page("search.html.j2", search_page(printer.ledger))),))


def _basis(printer: Printer) -> Printed:
    ledger = printer.ledger
    return Printed(
        pages=(
            ("method.html", printer.page("method.html.j2", method_page(ledger))),
            ("issues.html", printer.page("issues.html.j2", issues_page(ledger))),
        )
    )


def _claims(first: int, printer: Printer) -> Printed:
    ledger = printer.ledger
    entries = ledger.entries[first : first + BATCH]
    pages = tuple((entry.address, printer.page("claim.html.j2", claim_page(entry, ledger))) for entry in entries)
    return Printed(pages=pages, claims=len(entries))


def _made(printer: Printer, batch: Batch) -> Printed:
    return batch(printer)


def _as_given(printer: Printer) -> Printer:
    return printer


def _in_processes(workers: int, printer: Printer, batches: list[Batch]) -> Iterator[Printed]:
    """This process makes pages too where it would only wait: it has what they are made from and need not fetch them."""
    bare = Printer(outcome=printer.outcome, books=printer.books, shell=printer.shell)
    waiting: deque[Printed | Future[Printed]] = deque()
    left = iter(batches)
    try:
        with processes(workers - 1, partial(_as_given, bare)) as others:
            while True:
                room = IN_HAND * (workers - 1) - sum(map(_under_way, waiting))
                waiting.extend(others.submit(_made, batch) for batch in islice(left, room))
                if waiting and not _under_way(waiting[0]):
                    yield _result(waiting.popleft())
                elif len(waiting) < MOST_WAITING and (batch := next(left, None)) is not None:
                    waiting.append(batch(printer))
                elif waiting:
                    yield _result(waiting.popleft())
                else:
                    return
    except BrokenProcessPool as error:
        raise OutputError(
            "A process that makes pages ended before its work was done, likely for want of memory; choose fewer claims."
        ) from error


def _under_way(one: Printed | Future[Printed]) -> bool:
    return not isinstance(one, Printed) and not one.done()


def _result(one: Printed | Future[Printed]) -> Printed:
    return one if isinstance(one, Printed) else one.result()
