"""Files of places, plain or packed (.gz, .zip), unpacked while they are read and never beyond a limit."""

import io
import zipfile
import zlib
from collections.abc import Callable
from gzip import GzipFile
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from reconcile.errors import InputError
from reconcile.ingest.faults import shown
from reconcile.ingest.files import InputFile

LARGEST_UNPACKED = 4 * 2**30
"""Bytes. The largest table published of this kind, all places of GeoNames, has 1.7 GB."""
LARGEST_RATIO = 200
"""Unpacked to packed bytes; tables of places stay below 20."""
RATIO_FROM = 10 * 2**20
"""Bytes from which the ratio is looked at."""
MOST_MEMBERS = 1_000
_BUFFER = 2**18
_TABLES = (".txt", ".csv", ".tsv")
_BESIDE = ("readme", "iso-languagecodes")
"""Starts of the names of files that GeoNames packs beside its tables."""
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def table_name(path: Path) -> str:
    """The name of a file without the endings that say how it is packed: `wof-ML` of `wof-ML.csv.gz`."""
    name = path.name
    for suffix in (".gz", ".zip", *_TABLES):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            name = name[: -len(suffix)]
    return name


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class PlaceFile(InputFile):
    """An input file whose lines are those of the table packed in it. The digest is of the file as it lies there."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._packed = self.stream
        try:
            self.stream = _unpacked(path, self._packed)
        except BaseException:
            self._packed.close()
            raise

    def close(self) -> None:
        super().close()
        self._packed.close()


def _unpacked(path: Path, packed: io.BufferedReader) -> io.BufferedReader:
    start = packed.read(4)
    packed.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return _limited(path, packed, lambda: GzipFile(fileobj=packed, mode="rb"))
    if start.startswith(b"PK"):
        archive, member = _member(path, packed)
        return _limited(path, packed, lambda: archive.open(member))
    return packed


def _limited(path: Path, packed: BinaryIO, opened: Callable[[], _Readable]) -> io.BufferedReader:
    return io.BufferedReader(_Limited(path, packed, opened), _BUFFER)


def _member(path: Path, packed: BinaryIO) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
    """The one table in the archive; of several none is guessed."""
    try:
        archive = zipfile.ZipFile(packed)
        members = archive.infolist()
    except _FAULTS:
        raise InputError(f"{shown(path)} is no archive that can be read; copy or download it again.") from None
    tables = [m for m in members[:MOST_MEMBERS] if _is_table(m)]
    if len(tables) != 1:
        raise InputError(
            f"{shown(path)} holds {len(tables)} tables (.txt, .csv or .tsv); expected one: unpack it and name the file."
        )
    return archive, tables[0]


def _is_table(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename).name.lower()
    return name.endswith(_TABLES) and not name.startswith((".", *_BESIDE))


class _Limited(io.RawIOBase):
    """What comes out of `opened`, counted; faults of packing become sentences."""

    def __init__(self, path: Path, packed: BinaryIO, opened: Callable[[], _Readable]) -> None:
        super().__init__()
        self._path = path
        self._packed = packed
        self._opened = opened
        self._inner = self._begun()
        self._count = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Only from the start: what is packed is unpacked anew up to there."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the start")
        self._inner = self._begun()
        self._count = 0
        while self._count < offset and self._taken(offset - self._count):
            pass
        return self._count

    def tell(self) -> int:
        return self._count

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        data = self._taken(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _begun(self) -> _Readable:
        try:
            self._packed.seek(0)
            return self._opened()
        except _FAULTS:
            raise self._torn() from None

    def _taken(self, size: int) -> bytes:
        try:
            data = self._inner.read(size)
        except _FAULTS:
            raise self._torn() from None
        self._count += len(data)
        if self._beyond_measure():
            raise InputError(
                f"{shown(self._path)} unpacks to far more than its size or to over {LARGEST_UNPACKED // 2**30} GiB, as "
                "a zip bomb does; unpack it yourself if it is genuine."
            )
        return data

    def _beyond_measure(self) -> bool:
        if self._count > LARGEST_UNPACKED:
            return True
        return self._count > RATIO_FROM and self._count > LARGEST_RATIO * max(self._packed.tell(), 1)

    def _torn(self) -> InputError:
        return InputError(
            f"{shown(self._path)} is damaged, encrypted or packed in an unusual way; copy it again or unpack it."
        )
