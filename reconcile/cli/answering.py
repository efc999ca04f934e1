"""How the program speaks: data on stdout, talk on stderr, progress only where a person watches."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from reconcile.cli.json_pieces import pieces
from reconcile.domain.cleantext import one_line
from reconcile.domain.issues import Issue

EXIT_CANNOT = 2
EXIT_CHANGED = 10
EXIT_DECISION = 20
EXIT_REJECTED = 65
EXIT_LOCKED = 75
SHOWN_ISSUES = 10


def say(text: str) -> None:
    """A line of data, on stdout. Escape sequences, control and bidi characters are taken out."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    sys.stdout.write(f"{indent}{one_line(text)}\n")


def talk(text: str) -> None:
    """A line of talk, on stderr."""
    sys.stderr.write(f"reconcile: {one_line(text)}\n")


def talk_issues(file: str, issues: Sequence[Issue]) -> None:
    """The first few issues of a file, a line each, and how many more there are."""
    for issue in issues[:SHOWN_ISSUES]:
        talk(f"{file}, line {issue.line}: {issue.message}")
    if len(issues) > SHOWN_ISSUES:
        talk(f"{len(issues) - SHOWN_ISSUES} more issues.")


def say_json(value: object) -> None:
    """One JSON document on stdout, a line for each value."""
    write = sys.stdout.write
    for piece in pieces(value):
        write(piece)
    write("\n")


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> None:
    """A table on stdout, fitted to the terminal; 100 columns wide where there is none.

    `shares` of the width by column; 0 for figures, which stay on one line and take what they need.
    """
    from rich.console import Console  # rich takes longer to load than --help may
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False)
    table = Table(expand=True, show_lines=True)
    for heading, share in zip(headings, shares, strict=True):
        table.add_column(Text(heading), overflow="fold", ratio=share or None, no_wrap=not share)
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    console.print(table)


def say_counts(counts: Mapping[str, int]) -> None:
    """`read 12, new 10, …` on stdout."""
    say(", ".join(f"{name} {number}" for name, number in counts.items()))


class Progress(Protocol):
    """To be called with the number of items just finished and, once it is known, of all there are."""

    def __call__(self, done: int, total: int | None = None, /) -> None: ...


@contextmanager
def progress_bar(what: str, total: int | None = None) -> Iterator[Progress | None]:
    """None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)

        def told(done: int, known: int | None = total, /) -> None:
            bar.update(task, advance=done, total=known)

        yield told
