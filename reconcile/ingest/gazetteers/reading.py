"""Reading one file of places, row by row: what is kept, what is left out by rule, what is rejected."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType

from reconcile.domain.cleantext import quoted
from reconcile.domain.gazetteer import GazetteerFormat
from reconcile.domain.issues import Issue
from reconcile.domain.places import GazetteerPlace
from reconcile.errors import InputError
from reconcile.ingest.faults import Fault, RowError, shown
from reconcile.ingest.gazetteers.acled import Acled
from reconcile.ingest.gazetteers.atlas import Atlas
from reconcile.ingest.gazetteers.cod import CommonOperational
from reconcile.ingest.gazetteers.formats import PlaceReader
from reconcile.ingest.gazetteers.geonames import GeoNames
from reconcile.ingest.gazetteers.geonames_names import GeoNamesNames
from reconcile.ingest.gazetteers.packed import PlaceFile
from reconcile.ingest.gazetteers.plain import PlainPlaces
from reconcile.ingest.gazetteers.wof import WhosOnFirst
from reconcile.ingest.reading import PROGRESS_STEP, RejectedRow
from reconcile.ingest.rows import RawRow

_READERS: Mapping[GazetteerFormat, Callable[[Atlas], PlaceReader]] = {
    GazetteerFormat.GEONAMES: GeoNames,
    GazetteerFormat.WOF: WhosOnFirst,
    GazetteerFormat.COD: CommonOperational,
    GazetteerFormat.ACLED: Acled,
    GazetteerFormat.CSV: PlainPlaces,
}


class GazetteerReading:
    """The places of one file, read as they are asked for: iterate once, then look at the counts.

    The file is closed at the end of the iteration, or by `close` (also as a context manager). Iterating raises
    InputError where the file is damaged, changes meanwhile or holds no place at all; what was yielded before must then
    not be kept.
    """

    def __init__(self, path: Path, reader: PlaceReader, progress: Callable[[int], None] | None) -> None:
        self.path = path
        self.source, self.licence = reader.source, reader.licence
        self.read = 0
        """Rows with content so far: kept, left out and rejected."""
        self.places = 0
        """Places given out so far; units are given out at the end, however many rows told of them."""
        self.left_out = 0
        """Rows left out by the rule of their format, or told of together with others."""
        self.rejected: list[RejectedRow] = []
        self._reader = reader
        self._progress = progress
        self._keys: set[str] = set()
        self._file = PlaceFile(path)
        self.file_digest = self._file.digest
        """SHA-256 of the bytes of the file as it lies there: 64 hexadecimal characters."""
        try:
            self._rows = reader.rows(self._file)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "GazetteerReading":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[GazetteerPlace]:
        try:
            yield from self._places()
            self._file.assert_unchanged()
            if not self.places:
                raise InputError(
                    f"{shown(self.path)} gives no place that could be imported; was the right --format named?"
                )
        finally:
            self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Why rows were rejected, in the order of the file."""
        return tuple(issue for row in self.rejected for issue in row.issues)

    def _places(self) -> Iterator[GazetteerPlace]:
        for row in self._rows:
            self.read += 1
            if self._progress is not None and self.read % PROGRESS_STEP == 0:
                self._progress(PROGRESS_STEP)
            if (place := self._place(row)) is not None:
                self.places += 1
                yield place
        for place in self._reader.rest():
            self.places += 1
            yield place

    def _place(self, row: RawRow) -> GazetteerPlace | None:
        if row.faults or row.cells is None:
            self._reject(row, row.faults)
            return None
        try:
            place = self._reader.place({name: str(cell) for name, cell in row.cells.items()})
        except RowError as error:
            self._reject(row, (error.fault,))
            return None
        if place is None:
            self.left_out += 1
        elif place.key in self._keys:
            message = f"The key '{quoted(place.key)}' stands in an earlier row; expected each place once."
            self._reject(row, (Fault(code="key-repeated", message=message),))
            return None
        else:
            self._keys.add(place.key)
        return place

    def _reject(self, row: RawRow, faults: Iterable[Fault]) -> None:
        issues = tuple(fault.issue(self.path.name, row.line) for fault in faults)
        told = row.raw if row.cells is None else dict(row.cells)
        self.rejected.append(RejectedRow(file=self.path.name, line=row.line, row=told, issues=issues))


def read_gazetteer(
    path: Path, form: GazetteerFormat, atlas: Atlas, progress: Callable[[int], None] | None = None
) -> GazetteerReading:
    """Opens a file of places (plain, .gz or .zip) to be iterated.

    Raises InputError, one sentence, where the file as a whole cannot be read; bad rows are in `rejected` instead.
    Alternate names are read by `read_alternate_names`.
    """
    return GazetteerReading(path, _READERS[form](atlas), progress)


def read_alternate_names(
    path: Path, known: Mapping[str, GazetteerPlace], progress: Callable[[int], None] | None = None
) -> GazetteerReading:
    """The same for alternate names of GeoNames: the places of `known` (by key) that the file has new names for."""
    return GazetteerReading(path, GeoNamesNames(known), progress)
