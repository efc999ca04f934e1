"""Arabic words and their forms, and that the Arabic rows of the tables are found in a text."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.domain.names import plain
from reconcile.reference import TermKind, load_reference
from reconcile.reference.arabic import arabic_folds, is_arabic, is_definite
from reconcile.reference.loading import SHIPPED
from reconcile.reference.wording import PhraseBook, phrase, words

REFERENCE = load_reference(None)
LETTERS = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤءـَُِّْ ،x1٣", max_size=40)


def rows(file: str, language: str) -> list[dict[str, str]]:
    with (SHIPPED / file).open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["language"] == language]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قوات", "القوات"),
        ("قوات", "والقوّات"),
        ("قوات", "للقوات"),
        ("عبوة", "العبوات"),
        ("مسلح", "مسلحون"),
        ("مسلحين", "المسلحون"),
        ("فرنسي", "الفرنسية"),
        ("فرنسي", "الفرنسيين"),
        ("دورية", "دوريات"),
        ("ألغام", "الألغام"),
        ("مستشفى", "مستشفي"),
        ("إفريقيا", "أفريقيا"),
        ("كمين", "كمينًا"),
        ("كمين", "كميـــن"),
        ("١٢", "12"),
        ("۱۲", "12"),
    ],
)
def test_forms_of_one_word_fold_alike(one: str, other: str) -> None:
    assert phrase(one) == phrase(other) != ()


@pytest.mark.parametrize(("one", "other"), [("قوات", "قوة"), ("قرية", "قرى"), ("قنص", "قنصل"), ("سد", "مسدس")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert phrase(one) != phrase(other)


@pytest.mark.parametrize("written", ["والي", "إلى", "ألغام", "لغم", "الى"])
def test_letters_of_the_word_itself_are_no_article(written: str) -> None:
    assert not is_definite(written)
    assert arabic_folds(written)[0] == plain(written)


@pytest.mark.parametrize("written", ["بعبوة", "وعبوة", "لعبوة", "وبعبوة", "فعبوة", "كعبوة"])
def test_particles_come_off_where_the_word_is_known_without_them(written: str) -> None:
    book = PhraseBook([("عبوة", 1)])
    assert [hit.value for hit in book.find(words(written))] == [1]


def test_a_word_that_starts_like_a_particle_is_read_whole_first() -> None:
    book = PhraseBook([("وزارة", 1), ("زارة", 2)])
    assert [hit.value for hit in book.find(words("وزارة"))] == [1]
    assert [hit.value for hit in book.find(words("زارة"))] == [2]


def test_vowel_signs_do_not_part_a_word() -> None:
    text = "هَجَمَ المُسَلَّحون"
    assert [text[word.start : word.end] for word in words(text)] == text.split()


@given(LETTERS)
def test_any_text_gives_words_in_order(text: str) -> None:
    found = words(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(word.fold for word in found)
    assert all(is_arabic(word.fold) for word in found if word.bare)


@pytest.mark.parametrize("written", ["Mali", "l'armée", "12", ""])
def test_other_scripts_are_not_arabic(written: str) -> None:
    assert not is_arabic(written)


@pytest.mark.parametrize("kind", list(TermKind))
@pytest.mark.parametrize("before", ["", "و", "ب", "في "])
def test_every_arabic_term_is_found_as_its_code(kind: TermKind, before: str) -> None:
    terms = [row for row in rows("lexicon.csv", "ar") if row["kind"] == kind and row["code"] != "-"]
    assert len(terms) > 200
    lost = [t["term"] for t in terms if REFERENCE.lexicon.code(before + t["term"], kind) != t["code"]]
    # From a word of two letters no particle is taken: سد would be read into every other word.
    assert [term for term in lost if not before.strip() or len(term.split()[0]) > 2] == []


@pytest.mark.parametrize("before", ["", "و"])
def test_every_arabic_name_is_found_as_its_actor_or_a_part_of_it(before: str) -> None:
    actors = REFERENCE.actors
    names = [row for row in rows("actor_names.csv", "ar") if not row["valid_from"] and not row["valid_to"]]
    assert len(names) > 100
    lost = [
        row["name"]
        for row in names
        if not any(row["code"] in actors.part_of(code, None) for code in actors.find(before + row["name"]))
    ]
    assert lost == []


LOADED = ("apostate", "crusader", "infidel", "martyr", "khawarij", "terrorist", "puppet", "neutrali", "liquidat")


def test_labels_never_hold_a_loaded_word() -> None:
    """What the report prints: labels of targets, attacks, actors and services, in all states a country may have."""
    labels = [entry.label for entry in (*REFERENCE.targets.entries.values(), *REFERENCE.attacks.entries.values())]
    labels += [*REFERENCE.targets.families.values(), *REFERENCE.attacks.families.values()]
    labels += [actor.label for actor in REFERENCE.actors.all]
    with (Path(SHIPPED) / "services.csv").open(encoding="utf-8", newline="") as lines:
        labels += [row["label"] for row in csv.DictReader(lines)]
    assert [label for label in labels if any(word in label.casefold() for word in LOADED)] == []
