"""A document to its drafts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reconcile.domain.documents import Document
from reconcile.domain.drafts import Draft, DraftKind, DraftValue
from reconcile.domain.gazetteer import NamedPlaces, PlaceQuery
from reconcile.domain.issues import Issue, Severity
from reconcile.drafting.building import DraftBuilder
from reconcile.drafting.captures import captures
from reconcile.drafting.circular import circular_notes
from reconcile.drafting.enumerations import taken_apart
from reconcile.drafting.events import EventReader, Told
from reconcile.drafting.overviews import spread
from reconcile.drafting.own_texts import own_speaker
from reconcile.drafting.page import Page, read_page
from reconcile.drafting.places import PlaceReader, names_to_look_up
from reconcile.drafting.scenes import Scene, read_scene
from reconcile.drafting.tolls import TollReader
from reconcile.drafting.voices import UNSIGNED, VoiceReader
from reconcile.drafting.when import calendar_of
from reconcile.grammar.lookup import Finder
from reconcile.reference import Reference

LONGEST = 60_000
"""Characters of a text that are read; what stands behind them is kept and not drafted from."""


_PLAIN = str.maketrans(
    {"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\r": "\n", "\u00a0": " ", "\u202f": " "}
)
"""One character for one, so that spans still count the characters of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The drafts of one document in the order of its text, and what a person should know beside them."""

    drafts: tuple[Draft, ...]
    issues: tuple[Issue, ...]
    asked: frozenset[tuple[str, str]]
    """Countries and skeletons of other spellings that were looked for."""


def place_names_of(documents: Iterable[Document]) -> PlaceQuery:
    """Everything that drafting from these documents looks up in the gazetteer."""
    keys: set[str] = set()
    skeletons: set[str] = set()
    for document in documents:
        query = names_to_look_up(document.text[:LONGEST])
        keys |= query.keys
        skeletons |= query.skeletons
    return PlaceQuery(keys=frozenset(keys), skeletons=frozenset(skeletons))


def draft_document(document: Document, reference: Reference, places: NamedPlaces) -> Drafted:
    """The events a document tells of, as drafts of claims and statements, and its remarks that somebody was silent.

    Nothing is raised for a text that is not understood: it gives no drafts.
    """
    text = document.text[:LONGEST].translate(_PLAIN)
    finder = Finder(places, reference.made_from)
    page = read_page(text, reference, None)
    page.taken = captures(page, reference.targets)
    page.attacks = sorted([*page.attacks, *page.taken], key=lambda term: term.start)
    scene = read_scene(page, reference, finder, _publishers_country(document, reference))
    own = own_speaker(document, text, reference)
    calendar = calendar_of(document, text, scene.country, None if own is None else own.key)
    page.dates = calendar.dates
    places_of_page = PlaceReader(page, finder, scene.by_unit)

    def told_by(voices: VoiceReader) -> Told:
        tolls = TollReader(page, reference.actors)
        return EventReader(page, reference, voices, calendar, places_of_page, tolls).read()

    told = told_by(VoiceReader(page, reference, scene.by_unit, own))
    if not told.events and not told.silences and document.publisher is None:
        told = told_by(VoiceReader(page, reference, scene.by_unit, own or UNSIGNED))
    builder = DraftBuilder(page, document, reference, calendar)
    events = [part for event in spread(told.events) for part in taken_apart(event)]
    drafts = [builder.draft(event, number) for number, event in enumerate(events, start=1)]
    keys = {id(event): draft.key for event, draft in zip(events, drafts, strict=True)}
    silences = [
        builder.silence(remark, len(drafts) + number, keys.get(id(remark[3])))
        for number, remark in enumerate(told.silences, start=1)
    ]
    noted = circular_notes([*drafts, *silences], text)
    ordered = sorted(noted, key=lambda draft: (draft.start, draft.end, draft.kind))
    return Drafted(
        drafts=tuple(_with_country(draft, page, scene) for draft in ordered),
        issues=tuple(_issues(document, ordered)),
        asked=frozenset(finder.asked),
    )


def _publishers_country(document: Document, reference: Reference) -> str | None:
    if document.publisher is None:
        return None
    source = reference.sources.find(document.publisher)
    return None if source is None else source.country


def _with_country(draft: Draft, page: Page, scene: Scene) -> Draft:
    """The country its passage tells of, where the draft names none."""
    number = next((unit.number for unit in page.units if unit.start <= draft.start < unit.end), None)
    country = scene.country if number is None else scene.by_unit[number]
    if country is None or draft.kind is DraftKind.SILENCE or draft.value("country") is not None:
        return draft
    value = DraftValue(field="country", value=country, start=None, end=None, confidence=0.7, rule="document")
    return replace(draft, values=(*draft.values, value))


def _issues(document: Document, drafts: list[Draft]) -> Iterable[Issue]:
    if len(document.text) > LONGEST:
        yield Issue(
            code="document-shortened",
            severity=Severity.WARNING,
            message=f"{document.key} is longer than {LONGEST:,} characters; only these are read for drafts.",
            file=document.key,
        )
    if not drafts:
        yield Issue(
            code="document-without-events",
            severity=Severity.WARNING,
            message=f"{document.key} tells of no event that the rules read; code it by hand if it does.",
            file=document.key,
        )
