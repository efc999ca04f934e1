"""Cases a domain person can read, from tests/cases."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "cases"


def cases(file: str, table: str) -> list[Any]:
    """The cases of one table as parameters, each named by its own words."""
    told = tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))[table]
    return [pytest.param(case, id=" / ".join(str(value) for value in case.values())[:60]) for case in told]
