"""Word files: their paragraphs and tables, as they stand."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from reconcile.collect.entries import Entry, Report, issue
from reconcile.collect.limits import LARGEST_PAGE, LARGEST_RATIO, LARGEST_UNPACKED
from reconcile.domain.issues import Issue

_RATIO_FROM = 2**20


def read_word_file(content: bytes, name: str, report: Report) -> Iterator[Entry]:
    """The one document of a .docx. Bombs are told by what the archive says and by what it really unpacks to."""
    fault = _fault(content, name)
    if fault is not None:
        report(fault)
        return
    try:
        file = docx.Document(io.BytesIO(content))
        lines = [paragraph.text for paragraph in file.paragraphs]
        lines += [" | ".join(cell.text for cell in row.cells) for table in file.tables for row in table.rows]
        told = file.core_properties
        title, author, made = told.title or None, told.author or None, told.modified
    except (KeyError, ValueError, PackageNotFoundError, LxmlError, ParseError, AttributeError, zipfile.BadZipFile):
        report(issue("word-file-damaged", f"{name} is no whole Word file; open and save it again.", file=name))
        return
    yield Entry(
        key=name,
        content=content,
        text="\n".join(lines),
        title=title,
        publisher=None,
        extra={
            key: value for key, value in (("author", author), ("modified", made.isoformat() if made else None)) if value
        },
    )


def _fault(content: bytes, name: str) -> Issue | None:
    if len(content) > LARGEST_PAGE:
        return issue(
            "word-file-too-large", f"{name} is over {LARGEST_PAGE // 2**20} MB, too large for a text.", file=name
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = 0
            for part in archive.infolist():
                total += _unpacked(archive, part)
                if total > LARGEST_UNPACKED or _is_bomb(part):
                    return issue("zip-bomb", f"{name} unpacks to far more than its size; it is not opened.", file=name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        return issue("word-file-damaged", f"{name} is no whole Word file; open and save it again.", file=name)
    return None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Bytes a part really unpacks to, as far as they are allowed."""
    size = 0
    with archive.open(part) as stream:
        while piece := stream.read(2**20):
            size += len(piece)
            if size > LARGEST_UNPACKED:
                break
    return size
