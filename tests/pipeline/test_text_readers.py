"""Texts read in processes of their own give the drafts that they give here."""

from dataclasses import replace

from benchmarks.articles import articles, shipped_places
from reconcile.domain.places import GazetteerPlace
from reconcile.pipeline.text_readers import text_readers
from reconcile.reference import load_reference


def _none_respelt(_asked: frozenset[tuple[str, str]]) -> dict[str, tuple[GazetteerPlace, ...]]:
    return {}


def test_processes_give_the_same_drafts() -> None:
    reference, places = load_reference(None), shipped_places()
    documents = [one.document for one in articles("before")] * 3
    with text_readers(reference, None, 1) as here, text_readers(reference, None, 2) as there:
        assert there.names(documents) == here.names(documents)
        found = there.drafts(documents, places, _none_respelt)
        assert found == here.drafts(documents, places, _none_respelt)
    assert sum(len(one.drafts) for one in found) > 50
    assert [one.drafts[0].document for one in found] == [document.key for document in documents]


def test_other_spellings_are_asked_for_once_and_read_with() -> None:
    reference, places = load_reference(None), shipped_places()
    told = "The army of Mali says that gunmen attacked one of its posts in the Tombuktou region on 3 March 2024."
    documents = [replace(articles("before")[0].document, text=told)] * 2
    asked: list[frozenset[tuple[str, str]]] = []

    def respelt(questions: frozenset[tuple[str, str]]) -> dict[str, tuple[GazetteerPlace, ...]]:
        asked.append(questions)
        return {bones: places.by_skeleton.get(bones, ()) for _, bones in questions}

    with text_readers(reference, None, 1) as readers:
        found = readers.drafts(documents, places, respelt)
    assert asked == [frozenset({("ML", "tmbkt")})]
    assert [draft.value("admin1") for one in found for draft in one.drafts] == ["Tombuktou"] * 2
