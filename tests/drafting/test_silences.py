"""Remarks that somebody had not commented: one for each body named, none for whom the sentence only tells of."""

# ruff: noqa: E501 - one case, one line

import pytest

from reconcile.domain.drafts import DraftKind
from tests.drafting.making import read

ENGLISH = "JNIM claimed an ambush on a convoy near Hombori, Mali. "
FRENCH = "Le GSIM a revendiqué une embuscade contre un convoi près de Hombori, au Mali. "
ARABIC = "أعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن كمين قرب هومبوري. "
CASES = [
    ("en", "Neither the Malian army nor the government had commented.", ["ml-army", "ml-government"]),
    ("en", "Neither the army nor the government had commented on it by Sunday.", ["ml-army", "ml-government"]),
    ("en", "Neither the defence ministry nor a spokesman for the army was available for comment.", ["ml-defence-ministry", "ml-army"]),
    ("en", "Neither the army nor JNIM had commented.", ["ml-army"]),
    ("en", "The Malian army and the government have not commented.", ["ml-army", "ml-government"]),
    ("en", "The army, the government and MINUSMA have not commented on the attack.", ["ml-army", "ml-government", "minusma"]),
    ("en", "There was no comment from the Malian army or the government.", ["ml-army", "ml-government"]),
    ("en", "No comment from the army, the government or MINUSMA.", ["ml-army", "ml-government", "minusma"]),
    ("en", "There was no comment from the army, which has a base near one of MINUSMA.", ["ml-army"]),
    ("en", "Jihadists attacked the Malian army near Gossi and the government has not commented.", ["ml-government"]),
    ("en", "The ambush killed nine soldiers, and the army has not commented.", ["ml-army"]),
    ("en", "The Malian army has not commented.", ["ml-army"]),
    ("fr", "Ni l'armée malienne ni le gouvernement n'ont réagi.", ["ml-army", "ml-government"]),
    ("fr", "L'armée et le gouvernement n'ont pas commenté.", ["ml-army", "ml-government"]),
    ("fr", "Aucun commentaire de l'armée malienne ni du gouvernement.", ["ml-army", "ml-government"]),
    ("ar", "لم يعلق الجيش المالي ولا الحكومة على الهجوم.", ["ml-army", "ml-government"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "silent"), CASES)
def test_one_remark_for_each_body_named(language: str, sentence: str, silent: list[str]) -> None:
    claim = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}[language]
    drafts = read(claim + sentence, publisher="A daily", language=language).drafts
    assert [draft.kind for draft in drafts] == [DraftKind.CLAIM] + [DraftKind.SILENCE] * len(silent)
    assert [draft.value("issuer_key") for draft in drafts[1:]] == silent
    assert {draft.value("about_draft") for draft in drafts[1:]} == {drafts[0].key}


def test_the_silence_of_somebody_unknown_is_of_nobody_else() -> None:
    text = ENGLISH + "The Malian army said three died. The energy company Total declined to comment."
    drafts = read(text, publisher="A daily").drafts
    assert [draft.kind for draft in drafts] == [DraftKind.CLAIM, DraftKind.STATEMENT]
    assert {draft.value("target_type") for draft in drafts} & {"company"} == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither the army nor the government confirmed the ambush near Hombori.",
        "The army neither confirmed nor denied the ambush near Hombori.",
        "The force neither commented.",
    ],
)
def test_what_neither_side_said_is_drafted_of_none(sentence: str) -> None:
    assert [draft.kind for draft in read(ENGLISH + sentence, publisher="A daily").drafts] == [DraftKind.CLAIM]
