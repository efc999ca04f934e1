"""The command line answers at once: what takes long to load is loaded by the command that needs it."""

import subprocess
import sys

HEAVY = (
    "multiprocessing",
    "numpy",
    "sqlalchemy",
    "alembic",
    "rapidfuzz",
    "jinja2",
    "rich",
    "starlette",
    "uvicorn",
    "reconcile.store",
)
SHOW = f"import sys, reconcile.cli; print(*(name for name in {HEAVY!r} if name in sys.modules))"


def test_nothing_heavy_is_loaded_to_read_a_command_line() -> None:
    found = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
