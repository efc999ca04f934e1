"""Files and folders written whole or not at all, and never over what is not ours."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from reconcile.errors import OutputError

MARKER = ".reconcile-report"
"""Lists the files of a report folder, one per line, so that the next report removes these and no others."""


@contextmanager
def _in_words(path: Path, kind: str) -> Iterator[None]:
    """What the system says against writing to `path`, as a sentence with what mends it."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; choose another {kind}.") from error


def write_output(path: Path, content: bytes) -> None:
    """Write `content` to `path`: beside it first, then renamed, so that no reader sees half a file.

    Raises OutputError where `path` is a folder or a device, or cannot be written.
    """
    with _in_words(path, "file"):
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise OutputError(f"{path} is not a file; name a file to write to.")
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name[:80]}.{os.getpid()}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise


class ReportFolder:
    """A report folder in the making.

    Pages are written into a new folder beside the target; `publish` puts it in the target's place. Files that
    somebody else laid into an older report are carried over; used as a context, it leaves nothing behind on failure.
    """

    def __init__(self, folder: Path) -> None:
        with _in_words(folder, "folder"):
            if folder.is_symlink():
                raise OutputError(f"{folder} is a link; name the folder itself.")
            self.target = folder.resolve()
            self.kept = _foreign_files(self.target)
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self.workshop = Path(tempfile.mkdtemp(prefix=".reconcile-", dir=self.target.parent))
            # a folder inside, because mkdtemp makes folders that nobody else may read
            self.fresh = self.workshop / "new"
            self.fresh.mkdir()
        self.written: list[str] = []

    def __enter__(self) -> "ReportFolder":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.workshop, ignore_errors=True)

    def write(self, name: str, text: str) -> None:
        """Write the page `name` (relative, with forward slashes)."""
        path = self.fresh / name
        with _in_words(self.target, "folder"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        self.written.append(name)

    def publish(self) -> None:
        """Swap the new report in. Raises OutputError where a file that is not ours is in the way."""
        for name in self.kept:
            if _taken(self.fresh, name):
                raise OutputError(
                    f"{self.target / name} was not written by reconcile; move it or choose another folder."
                )
        marker = "".join(f"{name}\n" for name in sorted([*self.written, MARKER]))
        with _in_words(self.target, "folder"):
            (self.fresh / MARKER).write_text(marker, encoding="utf-8", newline="\n")
            self._swap()

    def _swap(self) -> None:
        old = self.workshop / "old"
        if not self.target.exists():
            self.fresh.rename(self.target)
            return
        self.target.rename(old)
        try:
            for name in self.kept:
                (self.fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (old / name).rename(self.fresh / name)
            self.fresh.rename(self.target)
        except OSError:
            for name in self.kept:
                if _there(self.fresh / name):
                    (self.fresh / name).rename(old / name)
            old.rename(self.target)
            raise


def _foreign_files(folder: Path) -> tuple[str, ...]:
    """The files in an existing report folder that the report did not write; raises OutputError if it is none."""
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder.")
    marker = folder / MARKER
    found = sorted(_files_below(folder))
    if not found:
        return ()
    if marker.is_symlink() or not marker.is_file():
        raise OutputError(f"{folder} holds files that reconcile did not write; name an empty or new folder.")
    ours = set(marker.read_text(encoding="utf-8", errors="replace").splitlines())
    return tuple(name for name in found if name not in ours)


def _files_below(folder: Path) -> Iterator[str]:
    """Everything but real folders, relative and with forward slashes; links are named, never followed."""
    for root, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        for name in [*files, *links]:
            yield (Path(root) / name).relative_to(folder).as_posix()


def _taken(fresh: Path, name: str) -> bool:
    """Whether `name`, or one of the folders it lies in, is already a page of the new report."""
    parents = [parent for parent in PurePosixPath(name).parents if str(parent) != "."]
    return _there(fresh / name) or any((fresh / parent).is_file() for parent in parents)


def _there(path: Path) -> bool:
    return path.is_symlink() or path.exists()
