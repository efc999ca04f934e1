"""Whose own text a document is: by its publisher, its letterhead, or the name at its head."""

import re
from collections.abc import Iterable

from reconcile.domain.documents import Document
from reconcile.domain.sources import Source, SourceKind
from reconcile.drafting.issuer_tables import letterheads
from reconcile.drafting.missions import issuer_of_mission
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.vocabulary import vocabulary
from reconcile.drafting.voices import UNSIGNED, Party, Speaker, of_source
from reconcile.reference import ActorKind, Reference
from reconcile.reference.wording import words

_HEAD = 600
_FIRST_NAMES = 2000
"""Characters in which a text names whose it is."""
_LONGEST_LETTERHEAD = 60
_RELEASE = re.compile(
    rf"{either(WordList.RELEASE_HEADS)}|^\s*(?:{either(WordList.RELEASE_LINES)})",
    re.IGNORECASE | re.MULTILINE,
)
_PRESS = re.compile(rf"\b(?:{either(WordList.PRESS)})\b", re.IGNORECASE)
"""`UN News`: it reports what missions and officials say, though it bears the name of an institution."""
_DATELINED = re.compile(r"^\s*[A-ZÉÈ][A-ZÉÈ' -]+,\s+[A-Z]\w+\s+\([A-Z]\w{2,8}\.?\s+\d", re.MULTILINE)


def own_speaker(document: Document, text: str, reference: Reference) -> Speaker | None:
    """Whose own text it is; None for a text that reports what others say."""
    if document.publisher is not None:
        named = _publisher(document.publisher, text, reference)
        if named is not None:
            return named
    head = text[:_HEAD]
    for pattern, key in letterheads():
        found = pattern.search(head)
        source = reference.sources.get(key)
        if found is not None and source is not None:
            return Speaker(party=Party.INSTITUTION, key=key, written=source.name, start=found.start(), end=found.end())
    headed = _headed(head, reference) if document.publisher is None else None
    if headed is not None:
        return headed
    if _RELEASE.search(head) or (document.publisher is None and _DATELINED.search(head)):
        source = reference.sources.find(head[:200])
        if source is not None and source.kind is SourceKind.ISSUER:
            return Speaker(party=Party.INSTITUTION, key=source.key, written=source.name, start=None, end=None)
        return UNSIGNED
    return None


def _headed(head: str, reference: Reference) -> Speaker | None:
    """A line that is nothing but the name of an institution, as letterheads are."""
    at = 0
    for line in head.split("\n")[:6]:
        bare = line.strip(" -–—\t")
        if 2 < len(bare) <= _LONGEST_LETTERHEAD:
            source = reference.sources.find(bare)
            speech = vocabulary()
            seen = words(bare)
            if (
                source is not None
                and source.kind is SourceKind.ISSUER
                and not (speech.cues.find(seen) or speech.fates.find(seen))
            ):
                return Speaker(
                    party=Party.INSTITUTION, key=source.key, written=source.name, start=at, end=at + len(line)
                )
        at += len(line) + 1
    return None


def _publisher(publisher: str, text: str, reference: Reference) -> Speaker | None:
    source = issuer_of_mission(reference.actors.find(publisher), reference) or reference.sources.find(publisher)
    if source is not None and source.kind is SourceKind.ISSUER and _PRESS.search(publisher) is not None:
        return None
    if source is not None:
        speaker = of_source(
            source, publisher if source.kind is SourceKind.ISSUER else source.name, None, None, reference
        )
        return speaker if speaker is None or speaker.outlet is None else _self_named(speaker, text, source, reference)
    groups = _groups(reference.actors.find(publisher), reference)
    if len(groups) == 1 and not _of_others(groups[0], text, reference):
        return Speaker(party=Party.GROUP, key=groups[0], written=publisher, start=None, end=None)
    return None


def _of_others(group: str, text: str, reference: Reference) -> bool:
    """Whether a text names armed groups and not this one: a paper that bears a group's name, and not the group."""
    named = _groups(reference.actors.find(text[:_FIRST_NAMES]), reference)
    return bool(named) and group not in named


def _self_named(speaker: Speaker, text: str, source: Source, reference: Reference) -> Speaker:
    """Of an outlet of several groups the one that its text names."""
    named = _groups(reference.actors.find(text[:_FIRST_NAMES]), reference)
    named = [code for code in named if code in source.speaks_for]
    if len(named) != 1 or named[0] == speaker.key:
        return speaker
    label = reference.actors.get(named[0]).label
    return Speaker(party=Party.GROUP, key=named[0], written=label, start=None, end=None, outlet=speaker.outlet)


def _groups(codes: Iterable[str], reference: Reference) -> list[str]:
    return [code for code in codes if reference.actors.get(code).kind is ActorKind.ARMED_GROUP]
