"""Many documents read for drafts: here, or in processes of this machine, with the same drafts in the same order."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from reconcile.domain.documents import Document
from reconcile.domain.gazetteer import NamedPlaces, PlaceQuery
from reconcile.domain.places import GazetteerPlace
from reconcile.drafting import Drafted, draft_document, place_names_of
from reconcile.errors import ClusterError
from reconcile.processes import Processes, processes
from reconcile.reference import Reference, load_reference

AT_A_TIME = 20
"""Documents given to a process in one go."""
WORTH_PROCESSES = 100
"""Documents from which processes of their own pay: each takes a second or two until it can read the first."""

Spellings = Callable[[frozenset[tuple[str, str]]], dict[str, tuple[GazetteerPlace, ...]]]
"""The places that bear a name spelt otherwise, by skeleton; asked with countries and skeletons."""
R = TypeVar("R")


class TextReaders:
    """Reads documents for drafts, in processes where there are any."""

    def __init__(self, reference: Reference, others: Processes | None) -> None:
        self._reference = reference
        self._others = others

    def names(self, documents: Sequence[Document]) -> PlaceQuery:
        """What all of them look up in the gazetteer."""
        asked = self._spread(_names, documents)
        return PlaceQuery(
            keys=frozenset[str]().union(*(one.keys for one in asked)),
            skeletons=frozenset[str]().union(*(one.skeletons for one in asked)),
        )

    def drafts(self, documents: Sequence[Document], places: NamedPlaces, respelt: Spellings) -> list[Drafted]:
        """The drafts of each. Other spellings are asked for once the country of each text is known; a text for which
        any is found is read again with it."""
        read = self._read(documents, places)
        asked = frozenset(question for one in read for question in one.asked)
        found = respelt(asked) if asked else {}
        again = [number for number, one in enumerate(read) if any(bones in found for _, bones in one.asked)]
        if again:
            better = self._read([documents[number] for number in again], replace(places, by_skeleton=found))
            for number, one in zip(again, better, strict=True):
                read[number] = one
        return read

    def _read(self, documents: Sequence[Document], places: NamedPlaces) -> list[Drafted]:
        return [one for some in self._spread(partial(_drafts, places), documents) for one in some]

    def _spread(self, work: Callable[[Reference, Sequence[Document]], R], documents: Sequence[Document]) -> list[R]:
        if self._others is None:
            return [work(self._reference, documents)]
        try:
            return list(self._others.work(work, _batches(documents)))
        except BrokenProcessPool as error:
            raise ClusterError(
                "A process ended while it read texts, likely for want of memory; give fewer --workers."
            ) from error


@contextmanager
def text_readers(reference: Reference, folder: Path | None, workers: int) -> Iterator[TextReaders]:
    """Readers in so many processes; with one worker here. `folder`: of the reference tables.

    Raises ClusterError where a process ends before its work is done.
    """
    if workers == 1:
        yield TextReaders(reference, None)
        return
    with processes(workers, partial(load_reference, folder)) as others:
        yield TextReaders(reference, others)


def _names(reference: Reference, documents: Sequence[Document]) -> PlaceQuery:
    return place_names_of(documents)


def _drafts(places: NamedPlaces, reference: Reference, documents: Sequence[Document]) -> list[Drafted]:
    return [draft_document(one, reference, places) for one in documents]


def _batches(documents: Sequence[Document]) -> list[Sequence[Document]]:
    return [documents[start : start + AT_A_TIME] for start in range(0, len(documents), AT_A_TIME)]
