"""What is fuzzed, and what must hold whatever comes in: nothing is raised but what is documented, nothing is lost
without a word, every character span lies in its text, and the same bytes give the same answer twice."""

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from benchmarks.articles import shipped_places
from reconcile.collect import TableFormat, read_bytes, statement_rows
from reconcile.collect.limits import LONGEST_TEXT
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.records import RecordKind
from reconcile.drafting import draft_document, near_duplicate, place_names_of, shingles
from reconcile.drafting.likeness import likeness
from reconcile.errors import InputError
from reconcile.grammar.date_finding import find_dates
from reconcile.grammar.date_rules import read_date
from reconcile.ingest import read_records
from reconcile.normalise.place_grammar import read_place
from reconcile.normalise.weekday_hints import weekday_hint
from reconcile.reference import Reference, load_reference

Target = Callable[[bytes], None]
SLOWEST = 10.0
"""Seconds in which any input of some kilobytes must be read, of the processor."""
_DAY = date(2019, 3, 28)


class FaultError(AssertionError):
    """Something that must hold did not."""


def _must(held: bool, what: str) -> None:
    if not held:
        raise FaultError(what)


@contextlib.contextmanager
def _in_time(what: str) -> Iterator[None]:
    began = time.process_time()
    yield
    _must(time.process_time() - began < SLOWEST, f"{what} took over {SLOWEST:.0f} s")


@cache
def _reference() -> Reference:
    return load_reference(None)


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


# Files and addresses


def collected(kind: DocumentFormat | None) -> Target:
    """Reading bytes as one format, or as whichever is recognised."""

    def read(content: bytes) -> None:
        name = f"fuzzed.{kind.value if kind else 'bin'}"
        with _in_time(name):
            found = read_bytes(content, name, kind, {}, None)
        _must(bool(found.documents or found.issues), "neither a document nor an issue")
        for one in found.documents:
            _must(0 < len(one.text) <= LONGEST_TEXT and bool(one.key), "a document without text or key")
            told = (one.text, one.key, one.title, one.publisher, one.url, one.published, one.forwarded_from)
            for value in told:
                (value or "").encode("utf-8")  # raises for halves of pairs, which no database takes
                _must("\x00" not in (value or ""), "a zero byte is kept")
        again = read_bytes(content, name, kind, {}, None)
        _must(again.documents == found.documents, "the same bytes are read otherwise the second time")

    return read


def tables(content: bytes) -> None:
    """ACLED and GED tables."""
    for kind in TableFormat:
        with contextlib.suppress(InputError), _in_time(kind.value):
            for row in statement_rows(content, "fuzzed.csv", kind, lambda name: name[:2].upper()):
                _must(bool(row["id"]), "a statement without id")


def records(suffix: str) -> Target:
    """Record files of the contract."""

    def read(content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"fuzzed{suffix}"
            path.write_bytes(content)
            for kind in RecordKind:
                with contextlib.suppress(InputError), _in_time(suffix), read_records(path, kind) as reading:
                    kept = sum(1 for _ in reading)
                    whole = kept + reading.repeated + len(reading.rejected)
                    _must(whole == reading.read, "rows that are neither kept nor rejected")

    return read


# Wordings


def dates(content: bytes) -> None:
    """The grammar of dates, over wordings and over running text."""
    text = _text(content)
    for day_first in (True, False):
        for anchor in (None, _DAY, date.min, date.max):
            with _in_time("read_date"):
                read_date(text[:300], anchor, day_first=day_first)
        with _in_time("find_dates"):
            found = find_dates(text, _DAY, day_first=day_first)
        for one in found:
            _must(0 <= one.start < one.end <= len(text), "a date outside its text")
            _must(one.days[0] <= one.days[1], "a date that ends before it begins")
        _must(all(a.end <= b.start for a, b in pairwise(found)), "dates that overlap")
    weekday_hint(text[:300])


def places(content: bytes) -> None:
    """The grammar of places, and the keys under which names are looked up."""
    text = _text(content)[:400]
    with _in_time("read_place"):
        read_place(text)
        _must(name_key(name_key(text)) == name_key(text), "the key of a key is another")
        skeleton(text)


def drafted(language: str) -> Target:
    """Reading a text for drafts."""

    def read(content: bytes) -> None:
        found = read_bytes(content, "fuzzed.txt", DocumentFormat.TEXT, {"language": language}, None)
        for publisher in (None, "JNIM", "Malian Ministry of Defence"):
            for one in found.documents:
                document = Document(
                    key=one.key,
                    digest=one.digest,
                    text=one.text[:20_000],
                    format=one.format,
                    language=language,
                    publisher=publisher,
                    published="2019-03-28",
                )
                _drafts_hold(document)

    return read


def _drafts_hold(document: Document) -> None:
    place_names_of([document])
    with _in_time("draft_document"):
        found = draft_document(document, _reference(), shipped_places())
    length = len(document.text)
    for draft in found.drafts:
        _must(0 <= draft.start < draft.end <= length, "a passage outside its text")
        fields = [value.field for value in draft.values]
        _must(len(fields) == len(set(fields)), "a field twice")
        for value in draft.values:
            _must(bool(value.value.strip()) and 0 < value.confidence <= 1, f"an empty or unsure {value.field}")
            if value.start is not None and value.end is not None:
                _must(0 <= value.start < value.end <= length, f"the characters of {value.field} are outside the text")
        first, last = draft.value("event_date_start"), draft.value("event_date_end")
        _must(first is None or last is None or first <= last, "an event that ends before it begins")
        for stem in ("killed", "wounded", "own_killed", "attackers_killed", "civilians_killed"):
            low, high = draft.value(f"{stem}_min"), draft.value(f"{stem}_max")
            _must(low is None or high is None or int(low) <= int(high), f"{stem} from more to fewer")
    again = draft_document(document, _reference(), shipped_places())
    _must(again.drafts == found.drafts, "the same text is drafted otherwise the second time")


def likenesses(content: bytes) -> None:
    """Near-duplicates."""
    text = _text(content)
    half = shingles(text[: len(text) // 2])
    whole = shingles(text)
    _must(likeness(half, whole) >= 0.0 and likeness(half, whole) == likeness(whole, half), "likeness has a direction")
    near_duplicate(whole, [("half", half)])


TARGETS: Mapping[str, Target] = {
    "any": collected(None),
    **{f"collect-{kind.value}": collected(kind) for kind in DocumentFormat},
    "tables": tables,
    "records-csv": records(".csv"),
    "records-jsonl": records(".jsonl"),
    "records-xlsx": records(".xlsx"),
    "dates": dates,
    "places": places,
    "draft-en": drafted("en"),
    "draft-fr": drafted("fr"),
    "draft-ar": drafted("ar"),
    "likeness": likenesses,
}
