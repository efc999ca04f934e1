"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reconcile.errors import OutputError
from reconcile.ingest.faults import shown


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of `path` once the block ends well.

    Raises OutputError where the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".reconcile-", suffix=".part")
    except OSError as error:
        raise OutputError(f"{shown(path)} cannot be written: {error.strerror}.") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise OutputError(f"{shown(path)} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """The permissions that new files shall lack; it can only be read by setting it."""
    current = os.umask(0o077)
    os.umask(current)
    return current
