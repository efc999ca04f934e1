"""Reading the word lists that travel with the program: TOML files, checked when they are loaded.

Whoever extends one sees what is wrong with it by file and line, not by an exception in a text that is read much later.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from reconcile.errors import ReferenceDataError

_AT = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")
Written = Mapping[str, Any]
"""As the file has it: lists of words by name, or by section and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a section of a file holds: lists of words by name."""

    required: Collection[str] = ()
    allowed: Collection[str] | Callable[[str], object] | None = None
    """Further names, or what makes a value of a name and raises ValueError where it is none; None: no others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a file of word lists must hold, and no more."""

    lists: Collection[str] = ()
    """Names of lists of words."""
    series: Mapping[str, int] = field(default_factory=dict)
    """Names of lists of as many lists of words: one for each month."""
    sections: Mapping[str, Section] = field(default_factory=dict)


def read_word_lists(path: Path, shape: Shape) -> Written:
    """The lists of a file. Raises ReferenceDataError with file and line of the first fault."""
    told = _Told(path)
    written = told.parsed()
    for name, at in told.unknown(written, {*shape.lists, *shape.series, *shape.sections}):
        told.fault(at, f"holds {name!r}, of which nothing knows")
    for name in shape.lists:
        told.words(written, name)
    for name, number in shape.series.items():
        runs = told.value(written, name)
        if not isinstance(runs, list) or len(runs) != number or not all(_are_words(run) for run in runs):
            told.fault(told.line(name), f"{name!r} must be a list of {number} lists of words")
    for name, section in shape.sections.items():
        told.section(written, name, section)
    return written


def read_sentences(path: Path) -> Mapping[str, Mapping[str, str]]:
    """A file of sections that hold sentences by name. Raises ReferenceDataError with file and line of a fault."""
    told = _Told(path)
    written = told.parsed()
    if not written:
        told.fault(1, "is empty")
    for section, sentences in written.items():
        if not isinstance(sentences, dict):
            told.fault(told.line(section), f"{section!r} must be a section")
        for name, said in sentences.items():
            if not isinstance(said, str) or not said.strip():
                told.fault(told.line(name, section), f"{name!r} must be a text")
    return written


class _Told:
    """A file, and where in it something stands."""

    def __init__(self, path: Path) -> None:
        self._file = path.name
        try:
            content = path.read_bytes()
            self._text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise ReferenceDataError(f"{path.name}: cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            self.fault(content.count(b"\n", 0, error.start) + 1, "is not UTF-8; save it as UTF-8")

    def fault(self, line: int, message: str) -> NoReturn:
        raise ReferenceDataError(f"{self._file}, line {line}: {message}.")

    def parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            at = _AT.search(str(error))
            line = self._text.count("\n") + 1 if at is None or at[1] is None else int(at[1])
            self.fault(line, f"is not TOML: {_AT.sub('', str(error))}")

    def line(self, name: str, section: str | None = None) -> int:
        """Where a name stands; where it does not, the head of its section; else the first line."""
        head = re.escape(section) if section else None
        begins = 0
        if head and (found := re.search(rf"^\[{head}\]", self._text, re.MULTILINE)):
            begins = found.start()
        told = re.compile(rf'^(?:"?{re.escape(name)}"?\s*=|\[+{re.escape(name)}\])', re.MULTILINE)
        at = told.search(self._text, begins)
        return self._text.count("\n", 0, begins if at is None else at.start()) + 1

    def unknown(
        self, written: Written, known: Collection[str], section: str | None = None
    ) -> Iterator[tuple[str, int]]:
        return ((name, self.line(name, section)) for name in written if name not in known)

    def value(self, written: Written, name: str, section: str | None = None) -> Any:
        if name not in written:
            self.fault(self.line(section) if section else 1, f"lacks {name!r}")
        return written[name]

    def words(self, written: Written, name: str, section: str | None = None) -> None:
        if not _are_words(self.value(written, name, section)):
            self.fault(self.line(name, section), f"{name!r} must be a list of words")

    def section(self, written: Written, name: str, section: Section) -> None:
        lists = self.value(written, name)
        if not isinstance(lists, dict):
            self.fault(self.line(name), f"{name!r} must be a section")
        for key in (*section.required, *lists):
            self.words(lists, key, name)
        for key, at in self.unknown(lists, section.required, name):
            if not _fits(key, section.allowed):
                self.fault(at, f"holds {key!r} in the section {name!r}, of which nothing knows")


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _fits(key: str, allowed: Collection[str] | Callable[[str], object] | None) -> bool:
    if allowed is None:
        return False
    if not callable(allowed):
        return key in allowed
    try:
        allowed(key)
    except ValueError:
        return False
    return True
