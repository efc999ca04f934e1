"""Opening a file that somebody else wrote: every way in which that fails becomes one sentence."""

import codecs
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

from reconcile.errors import InputError
from reconcile.ingest.faults import shown
from reconcile.ingest.rows import LONGEST_LINE

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK\x03\x04"

T = TypeVar("T")


class InputFile:
    """A regular file, opened once and digested before it is read, so that the digest is of the bytes read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stream: BufferedReader = self._try(self._open)
        try:
            self._before = self._try(self._state)
            self.digest = self._try(lambda: hashlib.file_digest(self.stream, "sha256").hexdigest())
            self.rewind()
        except BaseException:
            self.stream.close()
            raise

    def rewind(self) -> None:
        self._try(lambda: self.stream.seek(0))

    def read(self, size: int) -> bytes:
        return self._try(lambda: self.stream.read(size))

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Line number and bytes, split at line feeds alone; None for a line longer than LONGEST_LINE.

        A byte-order mark is taken off. Raises InputError for text that is not meant to be UTF-8.
        """
        self.rewind()
        first = self.read(4)
        if first.startswith(_UTF16):
            raise InputError(f"{shown(self.path)} is UTF-16 text; save it as UTF-8.")
        if first == _ZIP:
            raise InputError(
                f"{shown(self.path)} is a spreadsheet or archive, not text; a spreadsheet's name ends in .xlsx."
            )
        self._try(lambda: self.stream.seek(3 if first.startswith(codecs.BOM_UTF8) else 0))
        number = 0
        while line := self._try(lambda: self.stream.readline(LONGEST_LINE)):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                self._skip_line()
                yield number, None
            else:
                yield number, line

    def assert_unchanged(self) -> None:
        """Raises InputError where the file was written to, replaced or removed since it was opened."""
        after = self._try(self.path.stat)
        if _identity(after) != _identity(self._before):
            raise InputError(f"{shown(self.path)} changed while it was read; ingest it again once it is complete.")

    def close(self) -> None:
        self.stream.close()

    def _open(self) -> BufferedReader:
        state = self.path.stat()
        if not stat.S_ISREG(state.st_mode):
            kind = "a folder" if stat.S_ISDIR(state.st_mode) else "not a regular file"
            raise InputError(f"{shown(self.path)} is {kind}; name the files to read.")
        if state.st_size == 0:
            raise InputError(f"{shown(self.path)} is empty; expected column headings or JSON objects, one per line.")
        return self.path.open("rb")

    def _state(self) -> os.stat_result:
        return os.fstat(self.stream.fileno())

    def _skip_line(self) -> None:
        while line := self._try(lambda: self.stream.readline(LONGEST_LINE)):
            if line.endswith(b"\n"):
                return

    def _try(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except FileNotFoundError:
            raise InputError(f"{shown(self.path)} is not there; check the name, or whether it was moved.") from None
        except PermissionError:
            raise InputError(f"{shown(self.path)} may not be read by this user; change its permissions.") from None
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or "its name is no file name"
            raise InputError(f"{shown(self.path)} cannot be read: {told}.") from None


def _identity(state: os.stat_result) -> tuple[int, int, int, int]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
