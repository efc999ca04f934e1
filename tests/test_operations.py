"""Every `sh` block of docs/operations.md, run as it stands."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres_server import _find_binaries

PROJECT = Path(__file__).resolve().parent.parent
PAGE = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(<!-- PostgreSQL -->\n)?```sh\n(.*?)```", re.DOTALL)


def script(*, postgres: bool) -> str:
    """The blocks of one database, in their order, as one shell would run them; each command is told before it runs."""
    blocks = [found[2] for found in BLOCK.finditer(PAGE) if bool(found[1]) is postgres]
    assert len(blocks) >= 3
    return "set -eux\n" + "\n".join(blocks)


def run(folder: Path, text: str, **environment: str) -> str:
    (folder / "deploy").symlink_to(PROJECT / "deploy")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RECONCILE_", "PG"))}
    path = f"{Path(sys.executable).parent}:{environment.pop('more_path', '')}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", text],
        cwd=folder,
        env=kept | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_on_sqlite(tmp_path: Path) -> None:
    told = run(tmp_path, script(postgres=False))
    assert "1 agreement" in told
    assert '"before": "agreement"' in (tmp_path / "told.jsonl").read_text(encoding="utf-8")
    assert "Erased: persons 2, text 2; in 1 record." in told
    assert (tmp_path / "report" / "index.html").exists()


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    """With the tools of the server itself: pg_dump refuses a server newer than itself."""
    try:
        told = run(
            tmp_path, script(postgres=True), RECONCILE_DATABASE_URL=postgres_url, more_path=str(_find_binaries())
        )
    finally:
        drop = "DROP ROLE IF EXISTS reconcile_hourly"
        subprocess.run([str(_find_binaries() / "psql"), postgres_url, "--command", drop], check=False)
    assert "pg_dump --format=custom" in told
    assert "chain 0, texts 0" in told


def test_every_command_of_the_page_was_among_them() -> None:
    """What is said in running text as a command, too."""
    run_here = script(postgres=False) + script(postgres=True)
    for command in ("db upgrade", "db check", "db backup", "verify", "redact", "coverage list", "coverage add", "run"):
        assert f"reconcile {command}" in run_here or f" {command}" in run_here, command
