"""One file to its documents: the format told or recognised, every entry cleaned, what is wrong said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reconcile.collect.cleaning import cleaned, decoded, digest
from reconcile.collect.entries import Entry, Reader, Report, issue
from reconcile.collect.feeds import looks_like_feed, read_feed
from reconcile.collect.limits import LARGEST_FILE, LARGEST_MARKUP, MOST_DOCUMENTS
from reconcile.collect.pages import read_page
from reconcile.collect.reliefweb import read_reliefweb
from reconcile.collect.telegram import read_telegram
from reconcile.collect.word_files import read_word_file
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.issues import Issue, Severity
from reconcile.errors import InputError

_KEY_LIMIT = 500
_ADDRESS_LIMIT = 8000
"""Characters of an address. Web servers refuse longer request lines (Apache: 8,190 bytes unless told otherwise)."""
_HEAD = 65_536


@dataclass(slots=True, kw_only=True)
class Collected:
    """The documents of one file in its order, and what was not as it should be."""

    documents: list[Document] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return sum(issue.severity is Severity.ERROR for issue in self.issues)


def _read_text(content: bytes, name: str, _report: Report) -> Iterator[Entry]:
    text, damaged = decoded(content)
    yield Entry(key=name, content=content, text=text, damaged=damaged)


_READERS: Mapping[DocumentFormat, Reader] = {
    DocumentFormat.FEED: read_feed,
    DocumentFormat.TELEGRAM: read_telegram,
    DocumentFormat.RELIEFWEB: read_reliefweb,
    DocumentFormat.HTML: read_page,
    DocumentFormat.DOCX: read_word_file,
    DocumentFormat.TEXT: _read_text,
}


def read_documents(
    path: Path, kind: DocumentFormat | None, told: Mapping[str, str], retrieved: str | None
) -> Collected:
    """The documents of a file. `told` (publisher, published, url, language) completes what the file does not say.

    Raises InputError, one sentence, where the file cannot be opened or is larger than any limit allows.
    """
    return read_bytes(file_content(path), path.name, kind, told, retrieved)


def file_content(path: Path) -> bytes:
    """The bytes of a file. Raises InputError, one sentence, where it cannot be opened or is larger than any limit
    allows, or is no file at all (a pipe has no end)."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise InputError(f"{path} is no file; name the files to collect from.")
        if size > LARGEST_FILE:
            raise InputError(f"{path} is over {LARGEST_FILE // 2**20} MB; split it, or export a shorter period.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def read_bytes(
    content: bytes, name: str, kind: DocumentFormat | None, told: Mapping[str, str], retrieved: str | None
) -> Collected:
    """The documents of some bytes; `name` stands in messages, and is the key of a file that holds one text."""
    found = Collected()
    chosen = kind or recognised(content, name)
    if chosen in (DocumentFormat.FEED, DocumentFormat.RELIEFWEB) and len(content) > LARGEST_MARKUP:
        found.issues.append(
            issue("file-too-large", f"{name} is over {LARGEST_MARKUP // 2**20} MB; collect it more often.", file=name)
        )
        return found
    for entry in _READERS[chosen](content, name, found.issues.append):
        if len(found.documents) >= MOST_DOCUMENTS:
            message = f"{name} holds over {MOST_DOCUMENTS:,} documents; split it, the rest is not read."
            found.issues.append(issue("too-many-documents", message, file=name))
            break
        document = _document(entry, chosen, name, told, retrieved, found.issues)
        if document is not None:
            found.documents.append(document)
    if not found.documents and not found.issues:
        found.issues.append(issue("file-without-documents", f"{name} holds no text.", file=name))
    return found


def recognised(content: bytes, name: str) -> DocumentFormat:
    """The format by what stands in the file; by its name where that says nothing."""
    head = content[:_HEAD].lstrip()
    if head.startswith(b"PK\x03\x04"):
        return DocumentFormat.DOCX
    if looks_like_feed(head):
        return DocumentFormat.FEED
    if head.startswith((b"{", b"[", b"\xef\xbb\xbf{")):
        return DocumentFormat.TELEGRAM if b'"messages"' in head or b'"chats"' in head else _json_kind(head, name)
    lowered = head[:4096].lower()
    if b"<html" in lowered or b"<!doctype html" in lowered or name.lower().endswith((".html", ".htm")):
        return DocumentFormat.HTML
    return DocumentFormat.TEXT


def _json_kind(head: bytes, name: str) -> DocumentFormat:
    if b'"fields"' in head or b"reliefweb" in head or name.lower().endswith(".json"):
        return DocumentFormat.RELIEFWEB
    return DocumentFormat.TEXT


def _document(
    entry: Entry,
    kind: DocumentFormat,
    name: str,
    told: Mapping[str, str],
    retrieved: str | None,
    issues: list[Issue],
) -> Document | None:
    text, cut = cleaned(entry.text)
    if not text:
        issues.append(issue("document-empty", f"{entry.key[:80]} in {name} holds no text.", file=name))
        return None
    for happened, code, message in (
        (cut, "document-shortened", "is longer than any text of the field; its beginning is kept"),
        (entry.damaged, "document-damaged", "holds bytes that are no text; they are marked in it"),
    ):
        if happened:
            told_of = f"{entry.key[:80]} in {name} {message}."
            issues.append(issue(code, told_of, file=name, severity=Severity.WARNING))
    return Document(
        key=cleaned(entry.key)[0][:_KEY_LIMIT].replace("\n", " "),
        digest=digest(entry.content),
        text=text,
        format=kind,
        title=_line(entry.title),
        language=(told.get("language") or entry.language or "")[:2].lower() or None,
        publisher=_line(told.get("publisher") or entry.publisher),
        published=told.get("published") or entry.published,
        retrieved=retrieved,
        url=_line(told.get("url") or entry.url, longest=_ADDRESS_LIMIT),
        edited=entry.edited,
        forwarded_from=_line(entry.forwarded_from),
        extra=dict(entry.extra),
    )


def _line(text: str | None, *, longest: int = _KEY_LIMIT) -> str | None:
    return None if text is None else " ".join(cleaned(text)[0].split())[:longest] or None
