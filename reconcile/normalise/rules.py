"""Which state of the rules made a value: another one makes values anew."""

import hashlib
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def rules_digest() -> str:
    """SHA-256 over the files of this room: its rules are code and word lists, and either may change."""
    total = hashlib.sha256()
    for path in sorted((*_FOLDER.rglob("*.py"), *_FOLDER.rglob("*.toml"))):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(_FOLDER).as_posix()}\n{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
