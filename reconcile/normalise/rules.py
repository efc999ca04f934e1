"""Which state of the rules made a value: another one makes values anew."""

import hashlib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "grammar", _PACKAGE / "normalise")


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """SHA-256 over the files of this room and of its grammar: code and word lists, and either may change."""
    total = hashlib.sha256()
    files = (path for folder in _FOLDERS for pattern in ("*.py", "*.toml") for path in folder.rglob(pattern))
    for path in sorted(files):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(_PACKAGE).as_posix()}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
