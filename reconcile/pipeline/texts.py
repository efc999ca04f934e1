"""From files and addresses to documents in the database, and from documents to drafts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reconcile.collect import Collected, Fetcher, FetchLimits, Seen, read_bytes, read_documents
from reconcile.domain.documents import Document, DocumentFormat, StoredDocument
from reconcile.domain.drafts import Draft
from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.issues import Issue
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace
from reconcile.drafting import (
    SKETCH_SIZE,
    Drafted,
    Shingles,
    draft_document,
    drafting_digest,
    near_duplicate,
    shingles,
)
from reconcile.errors import InputError
from reconcile.pipeline.preparing import bring_reference, joined_digest
from reconcile.pipeline.text_readers import WORTH_PROCESSES, TextReaders, text_readers
from reconcile.processes import cores
from reconcile.reference import Reference, load_reference
from reconcile.settings import CollectSettings, Settings
from reconcile.store import Database, Sketched, open_database

CHUNK = 200
"""Documents whose names are looked up in the gazetteer at a time."""
Progress = Callable[[int], None] | None
WIRE_COPY = "wire-copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectResult:
    """What became of the documents of one file or address."""

    name: str
    counts: Mapping[str, int]
    """read, new, new versions, unchanged, copies, rejected."""
    issues: tuple[Issue, ...]
    keys: tuple[str, ...]
    """Of the documents read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftResult:
    """What reading some documents gave."""

    counts: Mapping[str, int]
    issues: tuple[Issue, ...]


def collect_file(
    url: str, path: Path, now: datetime, *, kind: DocumentFormat | None = None, told: Mapping[str, str] | None = None
) -> CollectResult:
    """Keeps the documents of one file. Raises InputError where it cannot be read at all."""
    found = read_documents(path, kind, told or {}, now.isoformat())
    with open_database(url) as database:
        return _keep(database, path.name, found, now)


def collect_address(url: str, settings: Settings, address: str, now: datetime) -> CollectResult:
    """Fetches a configured address, if it changed since the last time, and keeps its documents."""
    fetcher = Fetcher(settings.collect.addresses, _limits(settings.collect))
    with open_database(url) as database:
        seen = Seen(**dict(zip(("etag", "modified"), database.last_seen(address), strict=True)))
        answer = fetcher.fetch(address, seen)
        if answer.content is None:
            none = dict.fromkeys(("read", "new", "new versions", "unchanged", "copies", "rejected"), 0)
            return CollectResult(name=address, counts=none, issues=(), keys=())
        found = read_bytes(answer.content, address, None, {}, now.isoformat())
        result = _keep(database, address, found, now)
        # Remembered last: if keeping fails, the next request asks for everything again.
        database.remember_fetch(address, answer.seen.etag, answer.seen.modified, now)
        return result


def _limits(collect: CollectSettings) -> FetchLimits:
    return FetchLimits(
        largest=collect.largest_megabytes * 2**20, seconds=collect.seconds, allow_private=collect.allow_private
    )


def _keep(database: Database, name: str, found: Collected, now: datetime) -> CollectResult:
    sketched = _sketched(database, found.documents)
    counts = database.add_documents(sketched, now)
    return CollectResult(
        name=name,
        counts={
            "read": len(found.documents) + found.rejected,
            "new": counts.new,
            "new versions": counts.new_versions,
            "unchanged": counts.unchanged,
            "copies": sum(one.repeats is not None for one in sketched),
            "rejected": found.rejected,
        },
        issues=tuple(found.issues),
        keys=tuple(document.key for document in found.documents),
    )


class _Copies:
    """Earlier texts by the hashes of their sketches, so that a new one is compared with few."""

    def __init__(self, held: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        self._sketches: dict[str, Shingles] = {}
        self._by_hash: dict[int, list[str]] = defaultdict(list)
        for key, hashes in held:
            self.add(key, Shingles(hashes, len(hashes) < SKETCH_SIZE))

    def add(self, key: str, sketch: Shingles) -> None:
        self._sketches[key] = sketch
        for one in sketch.hashes[:_PROBES]:
            self._by_hash[one].append(key)

    def of(self, key: str, sketch: Shingles) -> tuple[str, float] | None:
        near = {k for one in sketch.hashes[:_PROBES] for k in self._by_hash.get(one, ())[:_MOST]} - {key}
        return near_duplicate(sketch, [(k, self._sketches[k]) for k in sorted(near)])


_PROBES = 48
"""Smallest hashes by which candidates are found: two texts that share six tenths of their words share some of these."""
_MOST = 50


def _sketched(database: Database, documents: Sequence[Document]) -> list[Sketched]:
    """Each document with its sketch and the earlier one it repeats."""
    copies = _Copies(database.sketches())
    found = []
    for document in documents:
        sketch = shingles(document.text)
        copy = copies.of(document.key, sketch)
        copies.add(document.key, sketch)
        repeats, likeness = copy or (None, None)
        found.append(Sketched(document=document, sketch=sketch.hashes, repeats=repeats, likeness=likeness))
    return found


# Drafting


def draft_collected(
    url: str,
    settings: Settings,
    now: datetime,
    *,
    keys: Sequence[str] | None = None,
    workers: int | None = None,
    progress: Progress = None,
) -> DraftResult:
    """Reads the collected documents that these rules have not read yet, and keeps what they propose as drafts.

    `workers`: processes that read; None: one for each core where there are many documents. The drafts are the same.
    """
    reference = load_reference(settings.reference_folder)
    with open_database(url) as database, database.run_lock():
        bring_reference(database, reference, now)
        rules = rules_of(database, reference)
        rows = database.undrafted(rules, keys)
        kept, issues = 0, []
        many = workers or (cores() if len(rows) >= WORTH_PROCESSES else 1)
        with text_readers(reference, settings.reference_folder, many) as readers:
            for start in range(0, len(rows), CHUNK):
                stored = database.load_documents(rows[start : start + CHUNK])
                drafted = list(zip(stored, _read(database, readers, stored), strict=True))
                issues += [issue for _, read in drafted for issue in read.issues]
                kept += database.add_drafts(rules, [(one.row, _noted(one, read)) for one, read in drafted], now)
                if progress is not None:
                    progress(len(stored))
    return DraftResult(counts={"documents": len(rows), "drafts": kept}, issues=tuple(issues))


def _read(database: Database, readers: TextReaders, stored: Sequence[StoredDocument]) -> list[Drafted]:
    documents = [one.document for one in stored]
    places = database.places_named(readers.names(documents).keys)
    return readers.drafts(documents, places, database.places_respelt)


def _noted(stored: StoredDocument, read: Drafted) -> Sequence[Draft]:
    """The drafts, with a note where their text is a copy of another."""
    if stored.repeats is None:
        return read.drafts
    return [replace(draft, notes=(*draft.notes, WIRE_COPY)) for draft in read.drafts]


def rules_of(database: Database, reference: Reference) -> str:
    """One digest over the rules, the tables and the gazetteers that drafts depend on."""
    books = {name: reference.digests[name] for name in ("lexicon", "actors", "sources", "targets", "attacks")}
    return joined_digest(
        books | {"rules": drafting_digest(), "gazetteers": str(sorted(database.gazetteer_digests().items()))}
    )


def draft_files(
    paths: Sequence[Path], settings: Settings, told: Mapping[str, str], now: datetime
) -> list[tuple[Document, Drafted]]:
    """The documents of files with their drafts, without any database: places are those of the shipped tables."""
    reference = load_reference(settings.reference_folder)
    places = places_in_memory(reference.places)
    read = []
    for path in paths:
        found = read_documents(path, None, told, now.isoformat())
        if not found.documents:
            raise InputError(found.issues[0].message if found.issues else f"{path} holds no text.")
        read += [(document, draft_document(document, reference, places)) for document in found.documents]
    return read


def places_in_memory(listed: Sequence[GazetteerPlace]) -> NamedPlaces:
    """A gazetteer without a database."""
    by_key: dict[str, dict[str, GazetteerPlace]] = defaultdict(dict)
    by_skeleton: dict[str, dict[str, GazetteerPlace]] = defaultdict(dict)
    for place in listed:
        for name in (place.name, *place.names):
            by_key[name_key(name)][place.key] = place
            by_skeleton[skeleton(name)][place.key] = place
    return NamedPlaces(
        by_key={key: tuple(found.values()) for key, found in by_key.items()},
        by_skeleton={key: tuple(found.values()) for key, found in by_skeleton.items()},
    )
