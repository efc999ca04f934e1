"""Looking into a spreadsheet file before a reader unpacks it: zip bombs, and sheets that span more than they hold.

The spreadsheet reader keeps a sheet as one dense block and a copy of each shared text per cell, so a file of a few
kilobytes could ask for terabytes, which ends the process. Sizes written in the archive are claims; what counts here is
what really comes out of it, piece by piece and never kept.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from reconcile.errors import InputError
from reconcile.ingest.faults import shown
from reconcile.ingest.files import InputFile

LARGEST_UNPACKED = 2**30
"""Bytes of all parts together."""
LARGEST_RATIO = 200
"""Unpacked to packed bytes; real sheets stay below 30, repeated rows of zeros come near 100."""
RATIO_FROM = 10 * 2**20
"""Bytes from which the ratio is looked at; small parts may shrink to nothing."""
MOST_PARTS = 10_000
MOST_CELLS = 20_000_000
"""Cells in the rectangle that holds all of a sheet's content: 300,000 rows of 60 columns, near 1 GB in the reader."""
MOST_TEXT = 2**30
"""Bytes of all shared texts once each cell has its own copy."""

_CHUNK = 2**20
_LONGEST_PIECE = 8 * 2**20
_TAG = re.compile(rb"<(?:\w+:)?(c|row)(?=[\s/>])([^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*)>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*\$?([A-Za-z]*)\$?(\d*)")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*(\d{1,10})(?!\d)")
_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_LOCAL_HEADER = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(slots=True)
class _Extent:
    """The rectangle of a sheet's cells with content, and the shared texts they name."""

    rows: int = 0
    columns: int = 0
    text: int = 0
    """Bytes of the shared texts, counted once for each cell that names one."""
    lengths: list[int] = field(default_factory=list)
    """Bytes of each shared text."""
    _row: int = 0
    _column: int = 0

    def look_at(self, piece: bytes) -> None:
        for tag in _TAG.finditer(piece):
            reference = _REFERENCE.search(tag[2])
            if tag[1] == b"row":
                self._row = int(reference[2][:10] or b"0") if reference else self._row + 1
                self._column = 0
            else:
                self._place(reference, empty=tag[2].endswith(b"/"))
        for value in _VALUE.finditer(piece):
            index = int(value[1])
            if index < len(self.lengths):
                self.text += self.lengths[index]

    def _place(self, reference: re.Match[bytes] | None, *, empty: bool) -> None:
        """Cells may leave out where they stand: then each follows the one before."""
        self._column = _column(reference[1]) if reference else self._column + 1
        row = int(reference[2][:10] or b"0") if reference else self._row
        if not empty:
            self.columns = max(self.columns, self._column)
            self.rows = max(self.rows, row)


def assert_harmless(source: InputFile) -> None:
    """Raises InputError for a file that is no spreadsheet, or one that would grow beyond all measure."""
    source.rewind()
    try:
        with zipfile.ZipFile(source.stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        raise InputError(
            f"{shown(source.path)} is not an .xlsx spreadsheet; save it as one from a spreadsheet program."
        ) from None
    _assert_sizes(source, parts)
    lengths: list[int] = []
    total = 0
    # Shared texts first: the sheets refer to them.
    for part in sorted(parts, key=lambda part: "sharedstrings" not in part.filename.lower()):
        extent = _Extent(lengths=lengths)
        for piece in _pieces(source, part):
            total += len(piece)
            if total > LARGEST_UNPACKED:
                raise _too_large(source)
            if "sharedstrings" in part.filename.lower():
                _measure(lengths, piece)
            else:
                extent.look_at(piece)
        _assert_extent(source, extent)


def _assert_sizes(source: InputFile, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _too_large(source)
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > LARGEST_RATIO * max(part.compress_size, 1):
            raise _too_large(source)
        if part.flag_bits & 1 or part.compress_type not in _METHODS:
            raise InputError(
                f"{shown(source.path)} is encrypted or packed in an unusual way; save it again without password."
            )


def _too_large(source: InputFile) -> InputError:
    limit = LARGEST_UNPACKED // 2**30
    return InputError(
        f"{shown(source.path)} unpacks to far more than its size or to over {limit} GiB, as a zip bomb does; "
        "save its records as CSV if it is genuine."
    )


def _assert_extent(source: InputFile, extent: _Extent) -> None:
    if extent.rows * extent.columns > MOST_CELLS:
        raise InputError(
            f"A sheet of {shown(source.path)} spans {extent.rows:,} rows by {extent.columns:,} columns, more than "
            f"{MOST_CELLS:,} cells; delete stray cells far out or save it as CSV."
        )
    if extent.text > MOST_TEXT:
        raise InputError(f"The texts of {shown(source.path)} fill more than {MOST_TEXT // 2**30} GiB; save it as CSV.")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _measure(lengths: list[int], piece: bytes) -> None:
    """Adds up the bytes of each shared text, mark-up included, over pieces that may split one."""
    starts = [found.start() for found in _ITEM.finditer(piece)]
    ends = [*starts, len(piece)]
    if lengths:
        lengths[-1] += ends[0]
    lengths.extend(end - start for start, end in zip(starts, ends[1:], strict=True))


def _pieces(source: InputFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What the part unpacks to, cut before a `<` so that no tag and no value is split."""
    rest = b""
    for chunk in _unpacked(source, part):
        data = rest + chunk
        cut = data.rfind(b"<")
        if cut < 0 or len(data) - cut > _LONGEST_PIECE:
            cut = len(data)
        rest = data[cut:]
        yield data[:cut]
    yield rest


def _unpacked(source: InputFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpacks all packed bytes, whatever size the archive states."""
    if part.header_offset < 0:
        raise _torn(source)
    source.stream.seek(part.header_offset)
    header = source.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER:
        raise _torn(source)
    source.read(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"))
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    left = part.compress_size
    while left > 0 and (packed := source.read(min(left, _CHUNK))):
        left -= len(packed)
        yield from (packed,) if unpacker is None else _inflated(source, unpacker, packed)


def _inflated(source: InputFile, unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while packed and not unpacker.eof:
        try:
            yield unpacker.decompress(packed, _CHUNK)
        except zlib.error:
            raise _torn(source) from None
        packed = unpacker.unconsumed_tail


def _torn(source: InputFile) -> InputError:
    return InputError(f"{shown(source.path)} is damaged; copy or save it again.")
