"""Words from which a field was read, marked where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from reconcile.report.spans import Span, excerpt_of, spans


def marked(text: str, **wordings: str) -> list[tuple[str, str]]:
    found = spans(text, {field: [wording] for field, wording in wordings.items()})
    return [(span.mark, span.text) for span in found if span.mark is not None]


def test_words_are_found_without_regard_to_case_and_accents() -> None:
    assert marked("Près de MÉNAKA, dimanche", place="menaka", date="Dimanche") == [
        ("place", "MÉNAKA"),
        ("date", "dimanche"),
    ]


def test_only_whole_words_count() -> None:
    assert marked("The Gaoua road", place="Gao") == []
    assert marked("Gao, then Gao.", place="Gao") == [("place", "Gao"), ("place", "Gao")]


def test_the_longer_wording_wins() -> None:
    assert marked("near Tessalit airport", place="Tessalit", target="Tessalit airport") == [
        ("target", "Tessalit airport")
    ]


def test_arabic_is_marked_with_its_vowel_signs() -> None:
    assert marked("قُرْبَ تيساليت أمس", place="قرب تيساليت") == [("place", "قُرْبَ تيساليت")]


def test_letters_that_fold_to_several_keep_their_place() -> None:
    assert marked("Der Großangriff ﬁel aus in Gao", place="gao") == [("place", "Gao")]


@given(text=st.text(max_size=80), wording=st.text(max_size=6))
def test_nothing_is_lost_or_made_up(text: str, wording: str) -> None:
    assert "".join(span.text for span in spans(text, {"date": [wording]})) == text


def test_an_excerpt_shows_the_first_marked_words_with_some_context() -> None:
    text = "word " * 200 + "near Tessalit " + "more " * 200
    cut = excerpt_of(spans(text, {"place": ["near Tessalit"]}), 300)
    shown = "".join(span.text for span in cut)
    assert Span(text="near Tessalit", mark="place") in cut
    assert shown.startswith("…word")
    assert shown.endswith("…")
    assert len(shown) <= 300


@given(text=st.text(alphabet="ab ", min_size=301, max_size=900), at=st.integers(0, 800))
def test_an_excerpt_is_never_longer_than_the_limit(text: str, at: int) -> None:
    placed = text[:at] + " Gao " + text[at:]
    assert sum(len(span.text) for span in excerpt_of(spans(placed, {"place": ["Gao"]}), 300)) <= 300


def test_a_short_text_is_shown_whole() -> None:
    pieces = spans("In Gao.", {"place": ["Gao"]})
    assert excerpt_of(pieces, 300) == pieces
