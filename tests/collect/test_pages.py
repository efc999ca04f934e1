"""Pages as institutions lay them out: the statement and its day come out, menus, comments and related links do not.

The pages in `pages/` are of our own writing, in the manner of mission blogs, ministries' content systems, a page laid
out by tables, a form-driven press office and a headquarters' archive of releases.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from reconcile.collect import read_bytes
from reconcile.domain.documents import Document
from reconcile.reference import load_reference
from tests.drafting.making import draft_of

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    published: str
    publisher: str | None
    holds: tuple[str, ...]
    lacks: tuple[str, ...]


WANTED = {
    "army-table-layout": Wanted(
        published="2018-09-02",
        publisher=None,
        holds=("Attack on patrol base repelled", "Three soldiers were killed", "remains in control of the town."),
        lacks=("Tenders", "Webmaster", "|"),
    ),
    "headquarters-nigeria-blog": Wanted(
        published="2019-11-28",
        publisher="Defence Headquarters Nigeria",
        holds=("foiled an attempt", "four soldiers sustained injuries", "remain steadfast."),
        lacks=("Archives", "December 2019"),
    ),
    "headquarters-short-note": Wanted(
        published="2019-01-20",
        publisher=None,
        holds=("ten peacekeepers from Chad were killed",),
        lacks=("First Committee", "Third Committee", "Most read"),
    ),
    "ministry-french-drupal": Wanted(
        published="2017-04-12",  # 12/04/2017 on a French page: the day stands first
        publisher="Ministère des Armées",
        holds=("Le 5 avril", "Un militaire français a été tué", "trois frontières."),
        lacks=("Mentions légales", "À lire aussi"),
    ),
    "mission-wordpress": Wanted(
        published="2017-04-19",
        publisher="MINUSMA",
        holds=("25 kilometres south of Tessalit", "No group had claimed the attack"),
        lacks=("cookies", "Share this", "water tower", "Copyright"),
    ),
    "newsroom-comments": Wanted(
        published="2020-01-07",  # written under the heading; the page was changed on the 9th
        publisher=None,
        holds=("Two police officers were wounded", "A search is under way."),
        lacks=("nine officers", "newsletter", "LIVE"),
    ),
    "public-relations-aspnet": Wanted(
        published="2022-02-03",
        publisher=None,
        holds=("at Panjgur and Naushki", "Three soldiers embraced martyrdom"),
        lacks=("__VIEWSTATE", "Passing-out parade", "Visitors"),
    ),
    "spokesman-arabic": Wanted(
        published="2018-02-10",
        publisher="القوات المسلحة المصرية",
        holds=("عبوة ناسفة انفجرت", "بحثا عن المنفذين."),
        lacks=("اتصل بنا", "افتتاح مستشفى", "جميع الحقوق"),
    ),
}


def page(name: str) -> Document:
    found = read_bytes((PAGES / f"{name}.html").read_bytes(), f"{name}.html", None, {}, "2026-01-01T00:00:00Z")
    assert not found.issues
    (document,) = found.documents
    return document


@pytest.mark.parametrize("name", WANTED)
def test_a_page_gives_its_statement_alone(name: str) -> None:
    document, wanted = page(name), WANTED[name]
    assert document.published is not None
    assert (document.published[:10], document.publisher) == (wanted.published, wanted.publisher)
    assert [words for words in wanted.holds if words not in document.text] == []
    assert [words for words in wanted.lacks if words in document.text] == []


def test_every_page_has_its_wanted_text() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(WANTED)


@pytest.mark.parametrize(
    ("name", "speaker", "place", "day", "killed"),
    [
        ("headquarters-short-note", "un-secretary-general", "Aguelhok", "2019-01-20", "10"),
        ("mission-wordpress", "minusma", "some 25 kilometres south of Tessalit", "2017-04-19", "2"),
        ("ministry-french-drupal", "fr-defence-ministry", "au sud-est de Tessalit", "2017-04-05", "1"),
        ("spokesman-arabic", "eg-army", "رفح", "2018-02-09", "2"),
    ],
)
def test_where_the_wounded_were_brought_is_no_event(name: str, speaker: str, place: str, day: str, killed: str) -> None:
    """Gao, a helicopter, a military hospital: told of those who were hurt, not of the attack."""
    (draft,) = draft_of(page(name), load_reference(None)).drafts
    assert draft.value("speaker_key") == speaker
    assert (draft.value("place"), draft.value("event_date_start")) == (place, day)
    assert draft.value("own_killed_min") == killed
    assert draft.value("target_type") not in ("helicopter", "hospital")


def test_attackers_come_in_vehicles_and_fall() -> None:
    """`Several were neutralised` are militants; their trucks, captured ones too, are no target."""
    (draft,) = draft_of(page("headquarters-nigeria-blog"), load_reference(None)).drafts
    assert (draft.value("attackers_killed_min"), draft.value("own_killed_min")) == ("3", None)
    assert (draft.value("own_wounded_min"), draft.value("target_type")) == ("4", "armed_group")


def test_two_places_in_one_sentence_and_one_by_one_are_two_events() -> None:
    naushki, panjgur = draft_of(page("public-relations-aspnet"), load_reference(None)).drafts
    told = [
        (d.value("place"), d.value("target_type"), d.value("own_killed_min"), d.value("attackers_killed_min"))
        for d in (naushki, panjgur)
    ]
    assert told == [("Naushki", "camp", "4", "9"), ("Panjgur", "camp", "3", "4")]
