"""Wordings of agencies, dailies and analysts that the reading of real texts showed to be misread.

All sentences are of our own writing; the texts that showed the faults are others' and are not kept (docs/drafting.md).
"""

# ruff: noqa: E501 - one case, one line

import pytest

from tests.drafting.making import only, read, told

ENGLISH: list[tuple[str, list[tuple[str, str]]]] = [
    # whose friend somebody is
    ("An al-Qaeda-linked group, JNIM, claimed an ambush near Gossi, Mali.", [("JNIM", "claim")]),
    ("Somalia's al-Qaeda-linked al-Shabaab said it killed five soldiers near Afgoye.", [("AL_SHABAAB", "claim")]),
    ("A group loyal to Islamic State claimed an attack on a camp near Inates, Niger.", []),
    ("Al Qaeda's Group for the Support of Islam (JNIM) claimed an ambush near Gossi, Mali.", [("JNIM", "claim")]),
    ("JNIM claimed an ambush near Gossi, Mali. The al Qaeda group said it killed nine soldiers.", [("JNIM", "claim")]),
    # who is spoken of
    ("Kenya has rejected claims by al-Shabaab that it killed 12 officers near Garissa.", [("AL_SHABAAB", "claim")]),
    ("Two police officers reported missing near Garissa, Kenya, were found.", []),
    ("In March the United States linked the ADF to IS and added it to its list of terrorist groups in Congo.", []),
    ('"We struck the police post near Garissa in Kenya," Ali Farah, al-Shabaab\'s operations spokesman, told Reuters.', [("AL_SHABAAB", "claim")]),
    ("Kofi Mensah, a spokesman for the UN mission in Mali, said forces were hit by a mine near Gossi.", [("minusma", "reports")]),
    ("A doctor in Gossi, Mali, gave a higher toll for the army, saying nine soldiers died.", []),
    ("Nine soldiers died in a JNIM attack on a base near Gossi, Mali, media reported.", []),
    ("The attack hit a military base near Gossi, Mali, a broadcaster said.", []),
    ("According to UN figures, JNIM has killed more than 500 people in Mali since October 2017.", []),
    ("Amadou Diallo, a spokesman for the Malian army, said a camp near Gossi was hit. Four soldiers were killed, Diallo said.", [("ml-army", "reports")]),
    ("JNIM claimed an ambush near Gossi, Mali. The army has not said anything on it.", [("JNIM", "claim"), ("ml-army", "silence")]),
    ("Troops clashed with JNIM fighters near Gossi in Mali, said Amadou Diallo, a spokesman for the Malian army.", [("ml-army", "reports")]),
    ("A bomb hit a JNIM convoy near Gossi in Mali and killed nine, said Amadou Diallo, who lives there.", []),
    ('"We condemn the attack on a camp near Gossi," Malian army spokesman Amadou Diallo said. According to Diallo, four soldiers were killed.', [("ml-army", "reports")]),
    # who is no known body, and says what others are named in
    ("JNIM claimed an ambush near Gossi, Mali. Seven JNIM fighters were killed, ABC said.", [("JNIM", "claim")]),
    ("JNIM claimed an ambush near Gossi, Mali. Acme said nine soldiers were killed in Mopti.", [("JNIM", "claim")]),
    ("Acme said JNIM claimed an ambush near Gossi, Mali.", [("JNIM", "claim")]),
    ("Rights groups say government must do more to protect the civilians of Gossi in Mali from attacks.", []),
    # a heading and the text below it
    ("JNIM claims attack on a town near Bamako\n\nJNIM said on Monday that it struck a camp in Gossi.", [("JNIM", "claim")]),
    # what a claim is further told of
    ("JNIM claimed a raid that killed nine soldiers.\n\n\"Our men stormed the barracks in the village of Gossi,\" JNIM said.", [("JNIM", "claim")]),
    ("JNIM said it killed nine soldiers in Mopti region, Mali.\n\nIn a statement JNIM claimed the attack on a village near Gossi.", [("JNIM", "claim")]),
    ("JNIM claimed an attack on a camp near Gossi, Mali, but the army said no such attack was recorded.", [("JNIM", "claim"), ("ml-army", "denies")]),
]  # fmt: skip
FRENCH: list[tuple[str, list[tuple[str, str]]]] = [
    ("Le groupe, qui est proche d'al-Qaïda, a revendiqué l'embuscade de Gossi, au Mali.", []),
    ("L'attaque du camp de Gossi, au Mali, a été revendiquée par le Groupe de soutien à l'islam et aux musulmans.", [("JNIM", "claim")]),
    ("Le JNIM revendique une embuscade près de Gossi. Le bilan fourni par le gouvernement malien est de douze morts.", [("JNIM", "claim"), ("ml-government", "reports")]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne ne s'est pas exprimée sur le nombre de morts.", [("JNIM", "claim")]),
    ("Le JNIM revendique une embuscade près de Gossi. L'armée malienne ne s'est pas exprimée sur le bilan. Elle a confirmé l'attaque de lundi contre son convoi.", [("JNIM", "claim"), ("ml-army", "confirms")]),
    ("L'attaque du camp de Gossi, au Mali, a été revendiquée par un groupe lié à al-Qaïda, le JNIM, actif dans la zone.", [("JNIM", "claim")]),
    ("Le JNIM revendique une embuscade près de Gossi, au Mali. L'armée n'a toujours pas communiqué sur l'attaque.", [("JNIM", "claim"), ("ml-army", "silence")]),
    ("Un soldat a été tué près de Gossi, a déclaré à l'AFP le porte-parole de l'état-major français, le colonel Petit.", [("fr-army", "reports")]),
    ("Les autorités maliennes ont confirmé l'attaque de Gossi. Un bateau a été attaqué près de Gao, a dit le porte-parole du ministère des Pêches.", [("ml-government", "confirms")]),
    ("L'organisation Etat islamique a assuré de son côté avoir tué douze soldats près d'Inates, au Niger.", [("IS", "claim")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher="A daily").drafts)) == sorted(wanted)


@pytest.mark.parametrize(("text", "wanted"), FRENCH)
def test_french(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted(map(told, read(text, publisher="Un quotidien", language="fr").drafts)) == sorted(wanted)


def test_lines_are_paragraphs_where_no_line_is_left_empty() -> None:
    text = "JNIM claimed an ambush near Gossi, Mali.\nOn Monday a bomb in a market of Mopti killed ten people."
    draft = only(text, publisher="A daily")
    assert (draft.value("place"), draft.value("killed_min")) == ("near Gossi", None)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('A blast "killed ten soldiers," Taliban spokesman Zabihullah said of an attack in Kabul.', "killed_min", "10"),
        ("JNIM said it killed ten soldiers near Gossi, Mali: Al-Zallaqa", "killed_min", "10"),
        ("JNIM affirme avoir attaqué mercredi le camp de Gossi, au Mali.", "event_date_start", "2019-03-27"),
        (
            "JNIM claimed through a military spokesman on Tuesday that it killed nine soldiers near Gossi, Mali.",
            "event_date_start",
            None,
        ),
        (
            "In addition to yesterday's raid, JNIM claimed the March 20 attack on a camp near Gossi, Mali.",
            "event_date_start",
            "2019-03-20",
        ),
        ("A burnt truck of the army on March 20.\n\nJNIM claimed yesterday's attack in Gossi, Mali.", "event_date_start", "2019-03-27"),
        ("A convoy was hit in the village of Foita in Mali, residents said.\n\nJNIM said its men attacked Foita.", "place", "Foita"),
        ("JNIM claimed an attack in Mali's Mopti region on a camp.", "admin1", "Mopti"),
    ],
)  # fmt: skip
def test_values_of_a_claim(text: str, field: str, value: str | None) -> None:
    assert only(text, publisher="A daily").value(field) == value


@pytest.mark.parametrize(
    ("publisher", "text", "field", "value"),
    [
        ("A daily", "JNIM claimed an attack against a camp near Gossi, Mali.", "target_type", "camp"),
        ("A daily", "JNIM claimed an attack against a camp near Gossi, Mali.", "place", "near Gossi"),
        ("MINUSMA", "press release\n\nGao — In the evening of 7 March 2019, a base near Ansongo was attacked.", "event_date_start", "2019-03-07"),
        ("MINUSMA", "press release\n\nGao — In the evening of 7 March 2019, a base near Ansongo was attacked.", "place", "near Ansongo"),
        ("A daily", "GAO (Mali), March 24 (AGENCIES) — JNIM said it struck a camp in Gossi late Friday.", "event_date_start", "2019-03-22"),
        ("A daily", "JNIM fighters claim to have launched an attack on a base near Gossi in Mali on Tuesday March 26, 2019.\n\nNo other group did.", "event_date_start", "2019-03-26"),
    ],
)  # fmt: skip
def test_values(publisher: str, text: str, field: str, value: str) -> None:
    assert only(text, publisher=publisher).value(field) == value


def test_words_left_out_of_a_quotation_end_no_sentence() -> None:
    text = "« Nos hommes ont attaqué la base d'Inates (…) ils l'ont tenue des heures », affirme le communiqué de l'EI au Niger."
    assert only(text, publisher="Un quotidien", language="fr").value("place") == "Inates"


def test_who_was_wounded_is_counted_once() -> None:
    text = "Two peacekeepers were killed and three others were injured near Gossi. MINUSMA wishes the injured soldiers well."
    assert only(text, publisher="MINUSMA").value("own_wounded_min") == "3"


def test_some_ten_wounded_and_soldiers_who_fell() -> None:
    text = "L'armée malienne fait état de deux militaires tombés et une dizaine de blessés près de Gossi."
    draft = only(text, publisher="Un quotidien", language="fr")
    assert (draft.value("own_killed_min"), draft.value("own_wounded_min")) == ("2", "10")


def test_the_radio_that_was_told_is_no_target() -> None:
    text = "Le ministère de la Défense du Niger a annoncé à la radio publique la mort de six soldats à Inates."
    assert only(text, publisher="Un quotidien", language="fr").value("target_type") != "journalists"


def test_a_country_in_the_name_of_a_group_does_not_say_where_a_text_plays() -> None:
    text = (
        "Nine people died in Gossi, the army said. Islamic State in Iraq and Syria fighters fled. Malian troops came."
    )
    assert only(text, publisher="A daily").value("speaker_key") == "ml-army"


def test_a_long_name_of_a_region_tells_the_country() -> None:
    text = "Soldiers were killed in a raid in Khyber Pakhtunkhwa, the army said. Afghan troops stood on the other side."
    assert only(text, publisher="A daily").value("speaker_key") == "pk-army"
