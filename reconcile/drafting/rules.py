"""Which state of the rules made a draft: another one drafts anew."""

import hashlib
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "grammar", _PACKAGE / "drafting")


@lru_cache(maxsize=1)
def drafting_digest() -> str:
    """SHA-256 over the code and the word lists of this room and of its grammar."""
    total = hashlib.sha256()
    files = (path for folder in _FOLDERS for pattern in ("*.py", "*.toml", "*.csv") for path in folder.rglob(pattern))
    for path in sorted(files):
        total.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()
