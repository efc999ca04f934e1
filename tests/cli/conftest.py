"""The command line as a person uses it: words in, exit code, stdout and stderr out."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reconcile.cli import main


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture
def reconcile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `reconcile WORDS` in an empty folder of its own, with no database named by the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("RECONCILE_DATABASE_URL", "RECONCILE_SETTINGS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["reconcile", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        code = ended.value.code
        return Answer(code if isinstance(code, int) else 0, told.out, told.err)

    return run


@pytest.fixture
def ready(reconcile: Command) -> Command:
    """The same, with a database at head in the folder."""
    assert reconcile("db", "upgrade").code == 0
    return reconcile
