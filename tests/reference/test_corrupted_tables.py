"""Every table of the program, spoilt in every way that people spoil tables: a fault names its file and its line."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconcile.drafting.issuer_tables import WORDS, read_issuer_years, read_letterheads
from reconcile.reference import check_reference, load_reference
from reconcile.reference.loading import SHIPPED
from reconcile.reference.tables import Desk

LINES_KEPT = 60
"""Of long tables: each is read once for each way of spoiling it."""
LONG = ("lexicon.csv", "actor_names.csv", "units.csv", "places.csv", "bases.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a table can be spoilt; None: it has no such column."""

    number: str | None = None
    code: str | None = None
    """Of what another table, or the program, must know."""
    line: int = 2
    """The line that is spoilt: one in which these cells are not empty."""


REFERENCE = {
    "targets.csv": Columns(number="gtd", code="family", line=13),
    "attacks.csv": Columns(number="gtd", code="family", line=12),
    "lexicon.csv": Columns(code="code"),
    "actors.csv": Columns(code="kind"),
    "actor_names.csv": Columns(number="valid_from", code="code", line=3),
    "actor_relations.csv": Columns(number="valid_from", code="umbrella", line=3),
    "contingents.csv": Columns(code="mission", line=3),
    "countries.csv": Columns(code="code"),
    "services.csv": Columns(code="kind", line=3),
    "institutions.csv": Columns(code="role"),
    "sources.csv": Columns(number="window_days", code="speaks_for"),
    "source_names.csv": Columns(code="key"),
    "source_topics.csv": Columns(code="never_comments_on"),
    "units.csv": Columns(number="radius_km", code="country"),
    "bases.csv": Columns(number="lat", code="country"),
    "places.csv": Columns(number="lon", code="origin"),
    "place_origins.csv": Columns(number="retrieved"),
    "link_hosts.csv": Columns(code="kind"),
    "weights.csv": Columns(number="m", code="level"),
    "null_tail.csv": Columns(number="share"),
    "prior.csv": Columns(number="value", code="name"),
    "delays.csv": Columns(number="share", code="kind"),
    "grades.csv": Columns(),
}
DRAFTING = {
    "issuer_years.csv": Columns(number="since", code="issuer"),
    "letterheads.csv": Columns(code="source"),
}
TABLES = [*REFERENCE.items(), *DRAFTING.items()]
Cells = list[list[str]]


def test_every_table_is_spoilt_here() -> None:
    assert {path.name for path in SHIPPED.glob("*.csv")} == set(REFERENCE)
    assert {path.name for path in WORDS.glob("*.csv")} == set(DRAFTING)
    every = {path.name for path in Path(SHIPPED).parents[1].rglob("*.csv")}
    assert every == {*REFERENCE, *DRAFTING}, "a table in another room"


@pytest.fixture(scope="module")
def shortened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of all tables, the long ones cut short, with such places as lie in the units that are kept."""
    folder = tmp_path_factory.mktemp("tables")
    for path in (*SHIPPED.iterdir(), *WORDS.glob("*.csv")):
        (folder / path.name).write_bytes(path.read_bytes())
    for file in LONG:
        spoil(folder, file, lambda cells: cells.__setitem__(slice(None), _kept(cells, folder)))
    return folder


def _kept(cells: Cells, folder: Path) -> Cells:
    header, *rows = cells
    if "admin1" in header:
        with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
            units = {"", *(row[0] for row in csv.reader(file))}
        inside = [header.index(name) for name in ("admin1", "admin2") if name in header]
        rows = [row for row in rows if all(row[place] in units for place in inside)]
    return [header, *rows[: LINES_KEPT - 1]]


@pytest.fixture
def tables(shortened: Path, tmp_path: Path) -> Path:
    """A copy in which single files can be put in the place of others."""
    for path in shortened.iterdir():
        (tmp_path / path.name).symlink_to(path)
    return tmp_path


def faults(folder: Path, file: str) -> list[tuple[str | None, int | None, str | None]]:
    """File, line and column of every fault that is told of a folder of tables."""
    if file in REFERENCE:
        found = check_reference(folder)
    else:
        desk, sources = Desk(folder), load_reference(None).sources
        (read_issuer_years if file == "issuer_years.csv" else read_letterheads)(desk, sources)
        found = desk.faults
    return [(fault.file, fault.line, fault.field) for fault in found]


def spoil(folder: Path, file: str, how: Callable[[Cells], object]) -> None:
    path = folder / file
    cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    how(cells)
    path.unlink()
    with path.open("w", encoding="utf-8", newline="") as file_:
        csv.writer(file_, lineterminator="\n").writerows(cells)


def put(column: str, line: int, value: str) -> Callable[[Cells], None]:
    def how(cells: Cells) -> None:
        cells[line - 1][cells[0].index(column)] = value

    return how


def with_column(name: str) -> Iterator[object]:
    for file, columns in TABLES:
        if getattr(columns, name) is not None:
            yield pytest.param(file, columns, id=file)


every_table = pytest.mark.parametrize(("file", "columns"), [pytest.param(*one, id=one[0]) for one in TABLES])


@every_table
def test_as_they_are_they_have_no_fault(tables: Path, file: str, columns: Columns) -> None:
    assert faults(tables, file) == []


@pytest.mark.parametrize(("file", "columns"), list(with_column("number")))
def test_a_bad_number_or_day(tables: Path, file: str, columns: Columns) -> None:
    assert columns.number is not None
    spoil(tables, file, put(columns.number, columns.line, "12x"))
    assert (file, columns.line, columns.number) in faults(tables, file)


@pytest.mark.parametrize(("file", "columns"), list(with_column("code")))
def test_an_unknown_code(tables: Path, file: str, columns: Columns) -> None:
    assert columns.code is not None
    spoil(tables, file, put(columns.code, columns.line, "no such thing"))
    assert (file, columns.line) in [one[:2] for one in faults(tables, file)]


@every_table
def test_a_line_that_stands_there_twice(tables: Path, file: str, columns: Columns) -> None:
    lines = 0

    def again(cells: Cells) -> None:
        nonlocal lines
        cells.append(list(cells[columns.line - 1]))
        lines = len(cells)

    spoil(tables, file, again)
    assert (file, lines) in [one[:2] for one in faults(tables, file)]


@every_table
def test_a_missing_column(tables: Path, file: str, columns: Columns) -> None:
    def how(cells: Cells) -> None:
        for row in cells:
            del row[-1]

    spoil(tables, file, how)
    assert (file, 1) in [one[:2] for one in faults(tables, file)]


@every_table
def test_too_few_cells(tables: Path, file: str, columns: Columns) -> None:
    spoil(tables, file, lambda cells: cells[columns.line - 1].pop())
    assert (file, columns.line) in [one[:2] for one in faults(tables, file)]


@every_table
@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"], ids=["empty", "empty line", "byte order mark alone"])
def test_an_empty_file(tables: Path, file: str, columns: Columns, content: bytes) -> None:
    (tables / file).unlink()
    (tables / file).write_bytes(content)
    assert (file, 1) in [one[:2] for one in faults(tables, file)]


@every_table
def test_no_file(tables: Path, file: str, columns: Columns) -> None:
    (tables / file).unlink()
    assert file in [one[0] for one in faults(tables, file)]


@every_table
def test_semicolons(tables: Path, file: str, columns: Columns) -> None:
    content = (tables / file).read_bytes()
    (tables / file).unlink()
    (tables / file).write_bytes(content.replace(b",", b";"))
    assert (file, 1) in [one[:2] for one in faults(tables, file)]


@every_table
def test_windows_1252(tables: Path, file: str, columns: Columns) -> None:
    content = (tables / file).read_bytes()
    (tables / file).unlink()
    (tables / file).write_bytes(content + "é".encode("cp1252"))
    assert (file, content.count(b"\n") + 1) in [one[:2] for one in faults(tables, file)]


@every_table
def test_a_byte_order_mark_and_line_ends_of_an_office_program_are_no_fault(
    tables: Path, file: str, columns: Columns
) -> None:
    content = (tables / file).read_bytes()
    before = Desk(tables).digest(file)
    (tables / file).unlink()
    (tables / file).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert faults(tables, file) == []
    assert Desk(tables).digest(file) == before
