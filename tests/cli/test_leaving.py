"""What was erased is in nothing that leaves the program, packed or not; what stays is found by the same means."""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_commands import CLAIM, STATEMENT, write

TEXT, NAME, PLAIN = "erasable words", "Erasable Person", "summary that stays"
ERASABLE = {"text": f"{TEXT} of the group", "translation": f"{TEXT} in English", "persons": NAME, "summary": PLAIN}
OUTPUTS = {
    "report": ("report", "--output", "report"),
    "public report": ("report", "--public", "--output", "public"),
    "single file": ("report", "--single-file", "--output", "report.html"),
    **{
        form: ("export", "--format", form, "--output", f"findings.{form}")
        for form in ("json", "csv", "xlsx", "geojson", "parquet")
    },
}
WITH_TEXTS = {"report", "single file"}
"""Only they quote originals."""
WITH_SUMMARIES = {"report", "single file", "csv", "xlsx", "parquet"}


def pieces(name: str, content: bytes) -> Iterator[str]:
    """All text of a file: of archives that of their members, of Parquet that of its cells, of pages their index too."""
    if name.endswith(".parquet") and content[:4] == b"PAR1":
        parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
        table = parquet.read_table(io.BytesIO(content))
        yield f"{table.to_pylist()} {table.schema.metadata}"
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from pieces(member, archive.read(member))
    else:
        text = content.decode("utf-8")
        yield text
        for packed in re.findall(r'data-packed="([^"]*)"', text):
            yield zlib.decompress(base64.b64decode(packed)).decode("utf-8")


def said(path: Path) -> str:
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return "\n".join(piece for file in files for piece in pieces(file.name, file.read_bytes()))


def everything(command: Command, folder: Path, into: str) -> dict[str, str]:
    (folder / into).mkdir()
    told = {}
    for name, words in OUTPUTS.items():
        *first, output = words
        answer = command(*first, f"{into}/{output}")
        assert answer.code == 0, answer.err
        told[name] = said(folder / into / output)
    return told


def test_what_was_erased_is_in_no_page_index_export_or_mail(ready: Command, tmp_path: Path) -> None:
    ready("ingest", "claims", write(tmp_path / "claims.jsonl", CLAIM | ERASABLE))
    ready("ingest", "statements", write(tmp_path / "statements.jsonl", STATEMENT | ERASABLE))
    ready("run")
    before = everything(ready, tmp_path, "before")
    assert {name for name, told in before.items() if TEXT in told} == WITH_TEXTS
    assert {name for name, told in before.items() if PLAIN in told} == WITH_SUMMARIES
    for kind, record in (("claim", "c1"), ("statement", "s1")):
        assert ready("redact", kind, record, "--text", "--names", "--why", "asked for").code == 0
    for run_anew in (False, True):
        if run_anew:
            ready("run")
        after = everything(ready, tmp_path, f"after-{run_anew}")
        assert [name for name, told in after.items() if TEXT in told or NAME in told] == []
        assert {name for name, told in after.items() if PLAIN in told} == WITH_SUMMARIES
