"""Pages read back: tags, links, texts and tables, with a check that every tag is closed where it must be."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "summary", "caption", "title", "text", "desc"}
VOID = {"meta", "br", "hr", "img", "input", "link", "source", "wbr"}


@dataclass
class Table:
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)


class Page(HTMLParser):
    """One parsed page. Raises AssertionError on a tag closed out of order or never."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.tables: list[Table] = []
        self._open: list[str] = []
        self._inside: list[Table] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)
        self.close()
        assert self._open == [], f"{path.name}: never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "table":
            self._inside.append(Table())
            self.tables.append(self._inside[-1])
        elif tag == "tr":
            self._inside[-1].rows.append([])
        elif tag in ("td", "th"):
            self._inside[-1].rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{self.path.name}: </{tag}> closes nothing"
        assert self._open[-1] == tag, f"{self.path.name}: </{tag}> closes <{self._open[-1]}> at {self.getpos()}"
        self._open.pop()
        if tag in BLOCKS:
            self.texts.append(" ")
        if tag == "table":
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self._open or "script" in self._open:
            return
        self.texts.append(data)
        if self._inside and "caption" in self._open:
            self._inside[-1].caption += data
        elif (
            self._inside and self._open[-1] not in ("tr", "thead", "tbody", "tfoot", "table") and self._inside[-1].rows
        ):
            self._inside[-1].rows[-1][-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    @property
    def links(self) -> list[str]:
        return [value for tag, attrs in self.tags if tag == "a" and (value := attrs.get("href")) is not None]

    @property
    def ids(self) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get("id")) is not None]

    def table(self, caption: str) -> dict[str, list[str]]:
        """The rows of the table with this caption: first cell (its first words) to the others."""
        found = next(table for table in self.tables if table.caption.strip() == caption)
        return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in found.rows}


def pages_of(folder: Path) -> dict[str, Page]:
    """All pages of a report by their address."""
    return {path.relative_to(folder).as_posix(): Page(path) for path in sorted(folder.rglob("*.html"))}
