"""Sentences in the manner of the field, each with all drafts wanted of it.

All are of our own writing. FIRST was written before the rules for them, SECOND after those were mended by FIRST; the figures of
the first reading of each are in docs/drafting.md.
"""

# ruff: noqa: E501 - one case, one line

import pytest

from reconcile.domain.drafts import Draft
from tests.drafting.making import read

Wanted = dict[str, str | None]

FIRST: list[tuple[str, str, str, list[Wanted]]] = [
    ("The Nigerian army confirmed on Wednesday that it lost seven soldiers in the ambush near Damboa; thirteen others are missing.", "A daily", "en", [{"speaker_key": "ng-army", "own_killed_min": "7", "place": "near Damboa", "attack_type": "ambush", "event_date_start": None}]),
    ("In a statement carried by Amaq, Islamic State said its fighters killed or wounded 20 soldiers in an attack on a barracks in Baga on Tuesday.", "A daily", "en", [{"speaker_key": "IS", "place": "Baga", "event_date_start": "2019-03-26", "target_type": "barracks"}]),
    ("Al-Shabaab said it had killed 57 Kenyan troops when it stormed the base in Kulbiyow; Kenya's military said nine soldiers died.", "A daily", "en", [{"claimant": "Al-Shabaab", "killed_min": "57", "place": "Kulbiyow", "target_type": "base"}, {"own_killed_min": "9"}]),
    ("A spokesman for the Kenya Defence Forces denied that the base had been overrun.", "A daily", "en", [{"stance": "denies"}]),
    ("A roadside bomb killed three soldiers and wounded two near Ansongo on Monday, the Malian army said.", "A daily", "en", [{"own_killed_min": "3", "own_wounded_min": "2", "attack_type": "ied", "place": "near Ansongo", "event_date_start": "2019-03-25"}]),
    ("The mission said a peacekeeper from Burkina Faso was killed and four others wounded when their vehicle hit a mine near Douentza on 22 March.", "MINUSMA", "en", [{"own_killed_min": "1", "own_wounded_min": "4", "attack_type": "mine", "target_type": "vehicle", "place": "near Douentza", "event_date_start": "2019-03-22"}]),
    ("The Taliban claimed responsibility for Sunday's truck bombing outside a police headquarters in Lashkar Gah, saying dozens of policemen were killed. Afghanistan's interior ministry put the toll at three dead and 31 injured.", "A daily", "en", [{"claimant": "Taliban", "event_date_start": "2019-03-24", "killed_min": "12", "place": "Lashkar Gah"}, {"own_killed_min": "3", "own_wounded_min": "31"}]),
    ("Le groupe État islamique a revendiqué l'attaque contre le poste militaire de Koutougou, affirmant avoir tué 24 soldats.", "Un quotidien", "fr", [{"speaker_key": "IS", "killed_min": "24", "place": "Koutougou"}]),
    ("L'état-major burkinabè a annoncé lundi que vingt-quatre militaires ont été tués et sept blessés dans l'attaque de Koutougou, dans la province du Soum.", "Un quotidien", "fr", [{"own_killed_min": "24", "own_wounded_min": "7", "place": "Koutougou", "event_date_start": None}]),
    ("Dans la nuit du 26 au 27 mars, des hommes armés ont attaqué la position de l'armée à Dioura, tuant 23 soldats, selon le gouvernement malien.", "Un quotidien", "fr", [{"speaker_key": "ml-government", "own_killed_min": "23", "place": "Dioura", "event_date_start": "2019-03-26", "event_date_end": "2019-03-27"}]),
    ("The Philippine military said two soldiers and four Abu Sayyaf gunmen died in a clash in Patikul, Sulu, on Friday.", "A daily", "en", [{"own_killed_min": "2", "attackers_killed_min": "4", "place": "Patikul", "event_date_start": "2019-03-22", "attack_type": "armed_assault"}]),
    ("Islamic State's East Asia Province claimed the twin bombings of the cathedral in Jolo that killed at least 20 people.", "A daily", "en", [{"place": "Jolo", "killed_min": "20"}]),
    ("TTP spokesman Muhammad Khurasani claimed that 15 personnel were killed and their weapons seized in a raid on a checkpost in South Waziristan last night.", "A daily", "en", [{"killed_min": "15", "target_type": "checkpoint", "attack_type": "raid", "event_date_start": "2019-03-27"}]),
    ("No soldier was killed, the Cameroonian army said; two were slightly injured when rockets landed inside the camp at Amchide.", "A daily", "en", [{"own_killed_max": "0", "own_wounded_min": "2", "place": "Amchide", "target_type": "camp"}]),
    ("Somalia's government has yet to comment on the attack in Afgoye, which al-Shabaab said killed 14 soldiers.", "A daily", "en", [{"kind": "silence"}, {"claimant": "al-Shabaab", "killed_min": "14", "place": "Afgoye"}]),
    ("Troops of 25 Brigade came under attack by ISWAP fighters at Sabon Gari at about 5:30 p.m. on Tuesday. Two soldiers paid the supreme price while several terrorists were killed.", "Nigerian Army", "en", [{"own_killed_min": "2", "attackers_killed_min": "3", "place": "Sabon Gari", "event_date_start": "2019-03-26"}]),
    ("The ministry of defence of Niger announced that a suicide vehicle was destroyed before it reached the Inates post, and that 17 soldiers were killed and 11 are missing.", "A daily", "en", [{"own_killed_min": "17", "place": "Inates"}]),
    ("JNIM claimed to have shot down a helicopter near Ménaka. The French army said two helicopters collided and denied that they came under fire.", "A daily", "en", [{"claimant": "JNIM", "target_type": "helicopter", "place": "near Ménaka"}, {"stance": "denies"}]),
    ("Egypt's interior ministry said a policeman was killed and another wounded by a bomb planted along a road in al-Arish; Wilayat Sinai said it blew up an armoured vehicle there.", "A daily", "en", [{"own_killed_min": "1", "own_wounded_min": "1", "attack_type": "ied"}, {"speaker_key": "IS_SINAI", "target_type": "vehicle"}]),
    ("Al-Shabaab fighters said they captured the town of Beledweyne after government soldiers fled; Somalia's defence minister called the claim false.", "A daily", "en", [{"place": "Beledweyne", "attack_type": "capture"}, {"stance": "denies"}]),
    ("The UN said one of its helicopters had been hit by small arms fire 15 km north-east of Gao and that nobody was hurt.", "A daily", "en", [{"target_type": "helicopter", "place": "15 km north-east of Gao", "own_wounded_max": "0"}]),
    ("The Mozambican police commander said insurgents beheaded five villagers in Macomia district on Saturday.", "A daily", "en", [{"civilians_killed_min": "5", "place": "Macomia district", "event_date_start": "2019-03-23"}]),
    ("ISCAP claimed it killed 8 Congolese soldiers in a clash at Kamango. The Congolese army acknowledged losing three men.", "A daily", "en", [{"killed_min": "8", "place": "Kamango"}, {"own_killed_min": "3", "stance": "confirms"}]),
    ("The Nigerian army spokesman rejected the figure of 100 dead given by Boko Haram, saying 23 soldiers fell in the battle of Metele.", "A daily", "en", [{"stance": "denies", "denies": "toll", "own_killed_min": "23"}]),
    ("أعلنت وزارة الدفاع المالية مقتل ستة جنود في كمين قرب ديابالي يوم الأحد.", "صحيفة", "ar", [{"own_killed_min": "6", "attack_type": "ambush", "event_date_start": "2019-03-24"}]),
    ("Le ministère tchadien de la Défense a fait état de 23 soldats tués à Dangdala dans la nuit de jeudi à vendredi.", "Un quotidien", "fr", [{"own_killed_min": "23", "place": "Dangdala", "event_date_start": "2019-03-21"}]),
]  # fmt: skip
SECOND: list[tuple[str, str, str, list[Wanted]]] = [
    ("Boko Haram militants killed 12 soldiers in an ambush on a convoy near Bama on Thursday, Nigeria's defence headquarters said in a statement.", "A daily", "en", [{"speaker_key": "ng-army", "own_killed_min": "12", "place": "near Bama", "attack_type": "ambush", "target_type": "convoy", "event_date_start": "2019-03-28"}]),
    ("The Somali National Army said its forces killed 16 al-Shabaab fighters in an operation in Bay region on Monday.", "A daily", "en", [{"speaker_key": "so-army", "attackers_killed_min": "16", "event_date_start": "2019-03-25"}]),
    ("Al-Qaeda in the Islamic Maghreb claimed the January attack on the UN base in Timbuktu in an audio message released on Wednesday.", "A daily", "en", [{"speaker_key": "AQIM", "place": "Timbuktu", "target_type": "base"}]),
    ("The Islamic State group claimed responsibility on Friday for an attack on a Nigerian military base in Metele that it said left 40 soldiers dead.", "A daily", "en", [{"speaker_key": "IS", "killed_min": "40", "place": "Metele", "target_type": "base"}]),
    ("Mali's government revised the toll of the Mondoro attack from 25 to 38 soldiers killed.", "A daily", "en", [{"own_killed_min": "38", "place": "Mondoro"}]),
    ("Barkhane a démenti toute implication dans la frappe de Bounti.", "Un quotidien", "fr", [{"stance": "denies", "denies": "attribution"}]),
    ("La Katiba Macina a revendiqué l'embuscade tendue le 20 mars contre un convoi militaire entre Boni et Douentza, et dit avoir tué dix soldats et saisi trois véhicules.", "Un quotidien", "fr", [{"event_date_start": "2019-03-20", "killed_min": "10", "target_type": "convoy", "attack_type": "ambush"}]),
    ("L'armée nigérienne a indiqué qu'une attaque contre la garnison de Diffa a fait sept morts et cinq blessés parmi les militaires, ainsi que 38 assaillants tués.", "Un quotidien", "fr", [{"own_killed_min": "7", "own_wounded_min": "5", "attackers_killed_min": "38", "place": "Diffa", "target_type": "barracks"}]),
    ("The Afghan defence ministry said nine soldiers were killed when a Humvee packed with explosives rammed the gate of their base in Nad Ali on Saturday night.", "A daily", "en", [{"speaker_key": "af-defence-ministry", "own_killed_min": "9", "attack_type": "car_bomb", "place": "Nad Ali", "event_date_start": "2019-03-23"}]),
    ("Zabihullah Mujahid, a Taliban spokesman, said in a tweet that 22 policemen had been killed and a Ranger vehicle destroyed in Khogyani district.", "A daily", "en", [{"speaker_key": "TALIBAN", "killed_min": "22"}]),
    ("MINUSMA strongly condemned the attack on its convoy this morning between Douentza and Boni, in which one peacekeeper lost his life.", "A daily", "en", [{"speaker_key": "minusma", "own_killed_min": "1", "event_date_start": "2019-03-28", "target_type": "convoy"}]),
    ("The French defence ministry confirmed the death of a corporal killed by an improvised explosive device on 21 February near Indelimane.", "A daily", "en", [{"speaker_key": "fr-defence-ministry", "own_killed_min": "1", "attack_type": "ied", "event_date_start": "2019-02-21", "place": "near Indelimane"}]),
    ("In Dinsoor, a suicide bomber struck a checkpoint; al-Shabaab said it was behind the attack, and a police commander said two officers died.", "A daily", "en", [{"speaker_key": "AL_SHABAAB", "place": "Dinsoor"}]),
    ("The Burkinabe army said in a statement on Tuesday that a patrol was ambushed around 15 kilometres from Arbinda on Sunday and that three soldiers had been killed and one was missing.", "A daily", "en", [{"speaker_key": "bf-army", "own_killed_min": "3", "attack_type": "ambush", "target_type": "patrol", "event_date_start": "2019-03-24", "published": "2019-03-26"}]),
    ("Ansarul Islam has not claimed the attack.", "A daily", "en", []),
    ("The attackers killed three gendarmes and burned two vehicles before fleeing towards the border, Burkina Faso's security minister said.", "A daily", "en", [{"own_killed_min": "3"}]),
    ("An Islamic State statement claimed that a suicide bomber killed 'tens of' Egyptian soldiers at a checkpoint south of Sheikh Zuweid.", "A daily", "en", [{"speaker_key": "IS", "killed_min": "10", "target_type": "checkpoint", "attack_type": "suicide"}]),
    ("Egypt's army spokesman wrote on Facebook that eight soldiers were martyred and 14 attackers killed when checkpoints were attacked in North Sinai on Friday.", "A daily", "en", [{"speaker_key": "eg-army", "own_killed_min": "8", "attackers_killed_min": "14", "event_date_start": "2019-03-22"}]),
    ("The Iraqi military said two policemen and a militiaman died and four people were injured when IS gunmen attacked a village near Khanaqin late on Wednesday.", "A daily", "en", [{"own_killed_min": "3", "place": "near Khanaqin", "event_date_start": "2019-03-27"}]),
    ("The ADF have not commented on the killing of six civilians in Oicha, which the Congolese army blamed on them.", "A daily", "en", [{"speaker_key": "cd-army", "civilians_killed_min": "6", "place": "Oicha"}]),
    ("Le porte-parole du gouvernement malien a déclaré que le bilan provisoire de l'attaque de Sobane Da est de 95 morts.", "Un quotidien", "fr", [{"place": "Sobane Da", "civilians_killed_min": None}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "publisher", "language", "wanted"), [*FIRST, *SECOND])
def test_what_a_sentence_tells(text: str, publisher: str, language: str, wanted: list[Wanted]) -> None:
    drafts = list(read(text, publisher=publisher, language=language).drafts)
    assert len(drafts) == len(wanted)
    for one in wanted:
        nearest = max(drafts, key=lambda draft: sum(_told(draft, field) == value for field, value in one.items()))
        drafts.remove(nearest)
        assert {field: _told(nearest, field) for field in one} == one


def _told(draft: Draft, field: str) -> str | None:
    return draft.kind.value if field == "kind" else draft.value(field)
