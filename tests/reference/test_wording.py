"""Words with their place, plurals, and the longest phrase."""

import pytest

from reconcile.reference.wording import PhraseBook, phrase, singular, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("armoured vehicles", ("armoured", "vehicle")),
        ("l'armée malienne", ("l", "armee", "malienne")),
        ("U.S. base", ("us", "base")),
        ("Aguel'hoc", ("aguelhoc",)),
        ("army's posts", ("army", "post")),
        ("Ke-Macina", ("ke", "macina")),
        ("ISIS", ("isis",)),
        ("BASES", ("base",)),
        ("", ()),
        ("—", ()),
    ],
)
def test_words_are_folded(written: str, folded: tuple[str, ...]) -> None:
    assert phrase(written) == folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("gas", "gas"),
        ("mines", "mine"),
        ("pass", "pass"),
        ("batteries", "battery"),
        ("ties", "tie"),
        ("ambushes", "ambush"),
        ("buses", "bus"),
        ("obus", "obus"),
        ("houses", "house"),
    ],
)
def test_plurals_lose_their_ending(word: str, expected: str) -> None:
    assert singular(word) == expected


@pytest.mark.parametrize(("one", "many"), [("complexe", "complexes"), ("minibus", "minibuses"), ("cache", "caches")])
def test_a_singular_in_e_meets_its_plural(one: str, many: str) -> None:
    assert singular(one) == singular(many)


def test_a_word_knows_where_it_stands() -> None:
    text = "près de l'armée"
    assert [text[word.start : word.end] for word in words(text)] == ["près", "de", "l'", "armée"]


def test_the_longest_phrase_wins_even_where_it_starts_later() -> None:
    book = PhraseBook([("army base", 1), ("base camp hospital", 2), ("army", 3)])
    assert [hit.value for hit in book.find(words("the army base camp hospital"))] == [3, 2]


def test_short_acronyms_need_capitals_and_long_ones_do_not() -> None:
    book = PhraseBook([("IS", 1), ("JNIM", 2)])
    assert [hit.value for hit in book.find(words("is it jnim or IS"))] == [2, 1]


def test_exact_needs_the_whole() -> None:
    book = PhraseBook([("Al Zallaqa", 1)])
    assert book.exact("al-zallaqa") == 1
    assert book.exact("al-zallaqa video") is None
    assert book.exact("") is None
