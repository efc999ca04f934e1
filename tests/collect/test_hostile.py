"""Files made to hurt: each is read within bounds of memory and time, or refused in a sentence, and its neighbours are
kept."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile.collect import read_bytes, read_documents
from reconcile.domain.documents import DocumentFormat
from reconcile.errors import InputError
from tests.cli.conftest import Command, reconcile  # noqa: F401 - a fixture

MEGABYTE = 2**20
MEMORY = 1100
"""Megabytes of address space that a process may take; the interpreter and the libraries take some 400 of them."""
SECONDS = 120
"""A hang is what this is against: on an idle machine each takes a few seconds."""

_READ = """
import resource, sys
from reconcile.collect import read_bytes
content = open(sys.argv[1], "rb").read()
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
found = read_bytes(content, sys.argv[1], None, {}, None)
print(len(found.documents), *(issue.code for issue in found.issues))
"""


def word_file(document: bytes, **parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            b'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Target="word/document.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
            b"</Relationships>",
        )
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _post() -> bytes:
    text = "attack " * (50 * MEGABYTE // 7)
    return json.dumps({"name": "C", "id": 1, "messages": [{"id": 1, "type": "message", "text": text}]}).encode()


def _nested_page() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + b"Two soldiers were killed." + b"</div>" * 100_000


def _entities() -> bytes:
    rungs = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return (
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'lol'>" + rungs + b"]><rss version='2.0'><channel>"
        b"<item><guid>1</guid><title>&e11;</title></item></channel></rss>"
    )


def _entities_in_word() -> bytes:
    rungs = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    return word_file(
        b"<!DOCTYPE d [<!ENTITY e0 'lol'>"
        + rungs
        + b"]><w:document "
        + W
        + b"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r>"
        b"</w:p></w:body></w:document>"
    )


def _word_bomb_that_lies() -> bytes:
    size = 90 * MEGABYTE
    whole = word_file(b" " * size)
    return whole.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def _deep_json() -> bytes:
    return b'{"data": ' + b"[" * 500_000


def _endless_feed() -> bytes:
    return b"<rss version='2.0'><channel>" + b"<item><title>x</title>" * 200_000


@pytest.mark.parametrize(
    ("make", "name", "codes"),
    [
        (_post, "result.json", {"document-shortened"}),
        (_nested_page, "deep.html", {"page-not-extracted"}),
        (_entities, "bomb.xml", {"feed-declarations"}),
        (_entities_in_word, "bomb.docx", {"word-file-damaged", "document-empty"}),
        (_word_bomb_that_lies, "lies.docx", {"zip-bomb", "word-file-damaged"}),
        (_deep_json, "deep.json", {"json-broken"}),
        (_endless_feed, "endless.xml", {"feed-too-long"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_is_read_within_bounds_and_said(tmp_path: Path, make: Callable[[], bytes], name: str, codes: set[str]) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    words = [sys.executable, "-c", _READ, str(path), str(MEMORY * MEGABYTE)]
    told = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert told.returncode == 0, told.stderr[-800:]
    assert codes & set(told.stdout.split()[1:])


def test_a_spreadsheet_bomb_is_no_text(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (80 * MEGABYTE))
    found = read_bytes(packed.getvalue(), "bomb.xlsx", None, {}, None)
    assert (found.documents, [one.code for one in found.issues]) == ([], ["zip-bomb"])


def test_a_feed_that_names_a_file_does_not_get_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", encoding="utf-8")
    feed = f"<!DOCTYPE r [<!ENTITY x SYSTEM 'file://{secret}'>]><rss version='2.0'><channel><item><guid>1</guid><title>A &x; B</title></item></channel></rss>"  # noqa: E501 - what others write
    found = read_bytes(feed.encode(), "f.xml", None, {}, None)
    assert "s3cret" not in "".join(one.text for one in found.documents)
    word = word_file(
        f"<!DOCTYPE d [<!ENTITY x SYSTEM 'file://{secret}'>]>".encode()
        + b"<w:document "
        + W
        + b"><w:body><w:p><w:r><w:t>A &x; B</w:t></w:r></w:p></w:body></w:document>"
    )
    found = read_bytes(word, "f.docx", DocumentFormat.DOCX, {}, None)
    assert "s3cret" not in "".join(one.text for one in found.documents)


def test_what_never_ends_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="no file"):
        read_documents(tmp_path / "pipe", None, {}, None)


def test_its_neighbours_are_kept(reconcile: Command, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    (tmp_path / "good.txt").write_text("Two soldiers were killed near Gao.", encoding="utf-8")
    (tmp_path / "bomb.docx").write_bytes(word_file(b" " * (8 * MEGABYTE)))
    reconcile("db", "upgrade")
    answer = reconcile("collect", tmp_path / "none.txt", tmp_path / "bomb.docx", tmp_path / "good.txt")
    assert answer.code != 0
    assert "none.txt cannot be read" in answer.err
    assert "unpacks to far more than its size" in answer.err
    drafted = reconcile("draft", "read", "good.txt")
    assert drafted.code == 0, drafted.err
