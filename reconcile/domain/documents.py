"""Texts as they were collected: what a reader proposes records from."""

from dataclasses import dataclass, field
from enum import StrEnum


class DocumentFormat(StrEnum):
    """Kinds of file that documents are collected from."""

    FEED = "feed"
    """RSS or Atom."""
    TELEGRAM = "telegram"
    """`result.json` of Telegram Desktop."""
    RELIEFWEB = "reliefweb"
    """JSON of the ReliefWeb API, version 1 or 2."""
    HTML = "html"
    DOCX = "docx"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text of one publisher. None means *not stated*."""

    key: str
    """The collector's own key: address, message number, or name of the file. The same key with another text is a new
    version of the document."""
    digest: str
    """SHA-256 of the original bytes of the entry (of the file, where it holds one text): 64 hexadecimal characters."""
    text: str
    """Cleaned of mark-up and control characters. Spans of drafts count its characters."""
    format: DocumentFormat
    title: str | None = None
    language: str | None = None
    """ISO 639-1."""
    publisher: str | None = None
    published: str | None = None
    """ISO date or date-time."""
    retrieved: str | None = None
    url: str | None = None
    edited: str | None = None
    """When this version was made, where the source says so."""
    forwarded_from: str | None = None
    """The channel whose post this repeats."""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A version of a document in the database."""

    row: int
    version: int
    document: Document
    repeats: str | None = None
    """Key of the earlier document of which this is a near-duplicate."""
    likeness: float | None = None
    """Share of the text that both have, 0 to 1."""
