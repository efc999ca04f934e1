"""Tables of GeoNames: no headings, cells parted by tabs, quotes without meaning."""

from collections.abc import Iterator, Sequence

from reconcile.ingest.faults import RowError
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.jsonlines import not_utf8, too_long
from reconcile.ingest.rows import RawRow


def tabbed_rows(file: PlaceFile, names: Sequence[str], optional: int = 0) -> Iterator[RawRow]:
    """The lines with cells; the last `optional` of the names may be missing from a line."""
    for number, line in file.lines():
        if line is None:
            yield RawRow(line=number, faults=(too_long().fault,))
        elif line.strip():
            yield _row(number, line, names, optional)


def _row(number: int, line: bytes, names: Sequence[str], optional: int) -> RawRow:
    try:
        text = line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raw = line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        return RawRow(line=number, raw=raw, faults=(not_utf8(line, error).fault,))
    cells = text.split("\t")
    if not len(names) - optional <= len(cells) <= len(names):
        message = f"The row has {len(cells)} cells parted by tabs; expected {len(names)}."
        return RawRow(line=number, raw=text, faults=(RowError("row-cells", message).fault,))
    return RawRow(line=number, cells=dict(zip(names, cells, strict=False)))
