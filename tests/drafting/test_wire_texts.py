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
    ("Mali's authorities and security analysts said a bomb hit a camp near Gossi.", [("ml-government", "reports")]),
    # names that are words too, or hold the names of others
    ("In a message on its channel, IS said it killed nine soldiers near Inates, Niger.", [("IS", "claim")]),
    ("IS killed nine soldiers near Inates in Niger, the army said.", [("ne-army", "reports")]),
    ('"A convoy was hit near Gossi," the Special Representative of the Secretary-General and head of MINUSMA, Ann Doe, said.', [("minusma", "reports")]),
    ("JNIM issued a claim of responsibility for Monday's attack on a camp near Gossi, Mali.", [("JNIM", "claim")]),
    # quotations of several sentences, and verbs that are of speech beside them
    ('JNIM claimed an ambush near Gossi, Mali.\n\n“Nine soldiers were killed,” read the statement.', [("JNIM", "claim")]),
    ("The Malian army continued its advance on Gossi, where a camp was hit.", []),
    # what the text itself recalls
    ("JNIM claimed an ambush near Gossi, Mali. Last month another attack killed ten soldiers in Boulkessi.", [("JNIM", "claim")]),
    ("The Malian army said five soldiers were killed near Gossi on Monday. In 2012, militants killed 40 soldiers in Aguelhok.", [("ml-army", "reports")]),
    ("JNIM said it attacked a camp near Gossi, Mali.\n\nIn January 2018, JNIM said it had killed 40 soldiers at a camp.", [("JNIM", "claim"), ("JNIM", "claim")]),
    # one attack, told anew
    ("MINUSMA condemned a suicide attack on one of its camps.\n\nA suicide car bomb exploded at a camp in Ansongo, Mali, MINUSMA said.", [("minusma", "reports")]),
    ("An ambush near Gossi in Mali was claimed by the al-Qaeda-backed JNIM.", [("JNIM", "claim")]),
    ("JNIM claimed an ambush near Djibo in Burkina Faso. The military junta has not commented.", [("JNIM", "claim"), ("bf-government", "silence")]),
    ("Soldiers died near Miranshah, the Inter-Services Public Relations said. The military's media wing said Afghan gunmen fled to Afghanistan.", [("pk-army", "reports")]),
    ("ISWAP said it killed nine soldiers near Lake Chad. The army denied it. Nigeria will rebuild the camp.", [("ISWAP", "claim"), ("ng-army", "denies")]),
    ("The mayor of Huddur, Omar Ali, told Radio Acme that an ambush hit a convoy near Huddur in Somalia.", [("so-local-authorities", "reports")]),
    ("Gunmen hit a convoy near Huddur in Somalia.\n\nThe mayor of Huddur, Omar Ali, confirmed the attack.\n\nAli said nine soldiers died.", [("so-local-authorities", "confirms")]),
    ("The UN Security Council said it condemns an attack by JNIM in which a peacekeeper died.\n\nThe council condemned the attack on a convoy near Gossi, Mali, the UN Security Council said.", [("un-security-council", "reports")]),
    ("A bomb killed four police officers near Garissa, Kenya, according to a government official.", []),
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
    ("La Mission des Nations Unies en République démocratique du Congo (MONUSCO) a annoncé une attaque contre une base de Beni.", [("monusco", "reports")]),
    ("« Un camp a été attaqué à Gossi, au Mali », a indiqué la Représentante spéciale de l'ONU pour la région et cheffe de la Minusma.", [("minusma", "reports")]),
    ("Le JNIM s'est dit responsable d'un attentat contre une base près de Gossi, au Mali.", [("JNIM", "claim")]),
    ("L'attaque du camp de Gossi, au Mali, a fait 20 morts, selon le dernier bilan gouvernemental.", [("ml-government", "reports")]),
    ("La Minusma a confirmé l'attaque de Gossi.\n\n« Cinq soldats ont été tués », poursuit le communiqué.", [("minusma", "confirms")]),
    ("Le JNIM a revendiqué une embuscade près de Gossi, au Mali. En novembre, 53 soldats avaient été tués dans une attaque du camp d'Indelimane.", [("JNIM", "claim")]),
    ("L'armée malienne a catégoriquement démenti des rumeurs selon lesquelles le JNIM aurait conquis une base à Gossi.", [("ml-army", "denies")]),
    ("Le JNIM prétend également avoir attaqué un camp à Gossi, au Mali.", [("JNIM", "claim")]),
    ("Le chef de la Minusma a condamné l'attaque d'un camp à Gossi, qui selon lui n'entame pas l'engagement de l'ONU.", [("minusma", "reports")]),
    ("Le JNIM a revendiqué une attaque près de Gossi, au Mali. L'armée malienne a également chiffré le bilan à 24 morts.", [("JNIM", "claim"), ("ml-army", "reports")]),
    ("L'armée malienne a démenti la prise d'un camp lundi dans la région de Tombouctou. Elle précise que ses hommes ont repoussé lundi des tirs d'obus à Goundam.", [("ml-army", "denies")]),
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


@pytest.mark.parametrize(
    ("language", "text", "field", "value"),
    [
        ("en", "Al-Shabaab said its fighters killed 66 people near Garissa, Kenya.", "killed_min", "66"),
        ("en", "Al-Shabaab said its fighters killed 66 people near Garissa, Kenya.", "own_killed_min", None),
        ("en", "Al-Shabaab said three of its fighters were killed near Garissa, Kenya.", "own_killed_min", "3"),
        ("en", '"Soldiers drove the terrorists back near Gossi and killed ten," the Malian army said.', "attackers_killed_min", "10"),
        ("en", "Militants attacked soldiers near Gossi and killed ten, the Malian army said.", "own_killed_min", "10"),
        ("en", "Three soldiers from Burundi and a trader were killed near Gossi, AMISOM said.", "own_killed_min", "3"),
        ("en", "JNIM said it lost three men in the attack near Gossi, Mali.", "own_killed_min", "3"),
        ("en", "JNIM said the Malian army lost three men near Gossi.", "killed_min", "3"),
        ("en", "JNIM said it hit a camp near Gossi, Mali. “We struck the camp,” its spokesman told a radio station, Friday.", "event_date_start", None),
        ("en", "MINUSMA confirmed the attack in Gossi, Mali.\n\n“Our camp was shelled. Two peacekeepers died,” it said.", "target_type", "camp"),
        ("en", "JNIM issued a claim of responsibility for Monday's attack on a camp near Gossi, Mali.", "event_date_start", "2019-03-25"),
        ("en", "The Afghan interior ministry says a raid on a camp happened late on Sunday in Panjwai.", "event_date_start", "2019-03-24"),
        ("en", "BAMAKO: JNIM claimed an attack on a camp in Mali.", "place", None),
        ("en", "Mozambique's defence ministry said insurgents attacked the town of Mocimboa da Praia.", "place", "Mocimboa da Praia"),
        ("fr", "Le JNIM affirme avoir tué 20 militaires à Gossi, au Mali. Le groupe dit aussi avoir perdu trois hommes.", "own_killed_min", "3"),
        ("fr", "L'attaque de Gossi a fait 20 morts du côté des forces maliennes et 4 tués côté ennemi, selon l'armée malienne.", "own_killed_min", "20"),
        ("fr", "L'attaque de Gossi a fait 20 morts du côté des forces maliennes et 4 tués côté ennemi, selon l'armée malienne.", "attackers_killed_min", "4"),
        ("fr", "Le JNIM a revendiqué l'attaque menée en mars contre un camp à Gossi, au Mali. Le JNIM dit avoir tué neuf soldats dans l'attaque du 11 mars.", "event_date_start", "2019-03-11"),
        ("fr", "Les autorités de Bamako ont confirmé l'attaque d'un camp au Mali.", "place", None),
        ("fr", "L'armée malienne annonce la mort de dix terroristes dans des attaques menées entre le 9 et le 15 mars. « Le 15 mars, près de Gossi, dix terroristes ont été tués », dit-elle.", "event_date_start", "2019-03-15"),
        ("ar", "أعلنت الحكومة المالية مقتل 23 جنديا في هجوم على قاعدة عسكرية.", "own_killed_min", "23"),
        ("ar", "تبنت جماعة نصرة الإسلام والمسلمين هجوما على قاعدة عسكرية أسفر عن مقتل 23 جنديًّا.", "killed_min", "23"),
        ("ar", "تبنت جماعة نصرة الإسلام والمسلمين، اليوم، الهجوم الذي وقع الأحد 17 مارس على قاعدة عسكرية.", "event_date_start", "2019-03-17"),
        ("ar", "تبنت جماعة نصرة الإسلام والمسلمين هجوما على قاعدة عسكرية. وأعلنت الجماعة مقتل ثلاثة من مقاتليها.", "own_killed_min", "3"),
    ],
)  # fmt: skip
def test_values_in_three_languages(language: str, text: str, field: str, value: str | None) -> None:
    assert only(text, publisher="A daily", language=language).value(field) == value


def test_a_side_that_others_are_said_to_have_named_says_nothing_in_arabic() -> None:
    text = "قالت جماعة نصرة الإسلام والمسلمين إن هجوما على قاعدة عسكرية قاده أمير كتيبة ماسينا الذي سبق أن أكد الجيش الفرنسي مقتله."
    drafts = read(text, publisher="صحيفة", language="ar").drafts
    assert [draft.value("speaker_key") for draft in drafts] == ["JNIM"]


def test_a_news_service_named_after_an_institution_reports() -> None:
    text = "MINUSMA said its camp in Gossi, Mali, was shelled on Monday."
    assert only(text, publisher="UN News").value("speaker_key") == "minusma"


def test_a_group_between_a_verb_and_its_responsibility_claims_in_arabic() -> None:
    text = "قتل جنديان في هجوم على قاعدة عسكرية في هلمند. من جانبها، أعلنت حركة طالبان مسؤوليتها عن الهجوم."
    assert told(only(text, publisher="صحيفة", language="ar")) == ("TALIBAN", "claim")


def test_the_long_name_of_a_mission_is_that_of_its_publisher() -> None:
    publisher = "UN Multidimensional Integrated Stabilization Mission in the Central African Republic"
    assert only("A patrol was attacked in Bambari on Sunday.", publisher=publisher).value("speaker_key") == "minusca"


def test_a_paper_that_bears_the_name_of_a_group_reports() -> None:
    text = "JNIM said it struck a camp near Gossi, Mali. Two soldiers died, the Malian army said."
    drafts = read(text, publisher="Al-Mourabitoun").drafts
    assert sorted(map(told, drafts)) == [("JNIM", "claim"), ("ml-army", "reports")]


def test_an_own_text_denies_a_report() -> None:
    text = "The Nigerian Army wishes to state that the report is not only untrue but misleading. The base in Gwoza was attacked."
    assert only(text, publisher="Nigerian Army").value("stance") == "denies"


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


@pytest.mark.parametrize(
    ("behind", "field", "value"),
    [
        ("Nine soldiers were killed in the attack this month.", "own_killed_min", "9"),
        ("The base, opened in 2015, was set on fire.", "target_type", "base"),
        ("In 2015 the camp in Boni lost nine soldiers in another attack.", "own_killed_min", None),
    ],
)
def test_what_is_of_this_attack_is_not_taken_for_what_the_text_recalls(
    behind: str, field: str, value: str | None
) -> None:
    (draft,) = read(f"The Malian army confirmed an attack near Gossi. {behind}", publisher="A daily").drafts
    assert {told.field: told.value for told in draft.values}.get(field) == value
