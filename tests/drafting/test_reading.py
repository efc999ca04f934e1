"""Single sentences of the field: who speaks, when, where, with what losses; and what must stay empty."""

# ruff: noqa: E501 - one case, one line

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.domain.drafts import Draft, DraftKind
from tests.drafting.making import only, read

LOSSES = [
    ("The Malian army said nine soldiers were killed and six wounded near Hombori.", {"own_killed_min": "9", "own_wounded_max": "6"}),
    ("The Malian army said at least 20 soldiers were killed near Hombori.", {"own_killed_min": "20", "own_killed_max": None}),
    ("The Malian army said between three and six soldiers died near Hombori.", {"own_killed_min": "3", "own_killed_max": "6"}),
    ("The Malian army said more than 30 militants were killed near Hombori.", {"attackers_killed_min": "31", "own_killed_min": None}),
    ("JNIM said it killed twenty-three soldiers near Hombori.", {"killed_min": "23", "killed_max": "23"}),
    ("JNIM said dozens of soldiers were killed near Hombori.", {"killed_min": "12", "killed_max": None}),
    ("JNIM said it attacked a convoy near Hombori and that soldiers were killed and wounded.", {"killed_min": None, "wounded_min": None}),
    ("The Malian army said a convoy was attacked near Hombori and no civilians were harmed.", {"civilians_killed_max": "0"}),
    ("L'armée malienne a indiqué que trente-huit soldats avaient été tués à Hombori.", {"own_killed_min": "38"}),
    ("The Malian army said four soldiers, including an officer, were killed near Hombori.", {"own_killed_min": "4", "own_killed_max": "4"}),
    ("The Malian army said four soldiers including an officer were killed near Hombori.", {"own_killed_min": "4", "target_type": "other"}),
    ("L'armée malienne a indiqué que cinq soldats, dont un officier, ont été tués à Hombori.", {"own_killed_min": "5", "own_killed_max": "5"}),
    ("The Malian army said its troops drove the attackers back near Hombori and killed at least 30 of them.", {"attackers_killed_min": "30", "own_killed_min": None}),
    ("The Malian army said an ambush hit its convoy near Hombori, and did not say how many soldiers died.", {"own_killed_min": None}),
    ("The Malian army said dozens of civilians, including seven people who tried to flee a hotel, had been killed in Hombori.", {"civilians_killed_min": "12"}),
    ("The Malian army said \"a significant number\" of insurgents were killed near Hombori.", {"attackers_killed_min": "3"}),
    ("The Malian army said several were neutralised near Hombori.", {"attackers_killed_min": "3", "own_killed_min": None}),
    ("The Malian army said a soldier was killed and another wounded near Hombori.", {"own_killed_max": "1", "own_wounded_max": "1"}),
    ("A soldier was killed and another soldier seriously wounded near Hombori, the Malian army said.", {"own_killed_max": "1", "own_wounded_max": "1"}),
    ("L'armée malienne a indiqué que des tirs près de Hombori ont fait trois morts et un blessé.", {"own_killed_max": "3", "own_wounded_max": "1"}),
    ("The Malian army said its troops repelled the attack near Hombori and lost two men.", {"own_killed_max": "2", "event_kind": "attack"}),
    ("The Malian army said the terrorists lost ten men near Hombori.", {"attackers_killed_max": "10", "own_killed_min": None}),
    ("JNIM said the enemy lost ten men in an ambush near Hombori.", {"killed_max": "10", "own_killed_min": None}),
    ("JNIM said it destroyed a vehicle near Hombori and killed four enemy soldiers.", {"killed_max": "4", "own_killed_min": None}),
    ("JNIM said nine soldiers were killed near Hombori and two of its own brothers fell as martyrs.", {"killed_max": "9", "own_killed_max": "2"}),
    ("The Malian army put the death toll of the ambush near Hombori at nine.", {"own_killed_min": "9", "own_killed_max": "9"}),
    ("The Malian army put the number of dead near Hombori at three and of wounded at five.", {"own_killed_max": "3", "own_wounded_max": "5"}),
    ("L'armée malienne a porté à neuf le nombre de morts de l'embuscade de Hombori.", {"own_killed_max": "9"}),
    ("The Malian army said four soldiers made the supreme sacrifice near Hombori.", {"own_killed_min": "4"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LOSSES)
def test_losses(text: str, expected: dict[str, str | None]) -> None:
    draft = only(text)
    assert {field: draft.value(field) for field in expected} == expected


def test_a_date_of_the_saying_is_not_that_of_the_event() -> None:
    draft = only("The Malian army said on Tuesday that four soldiers were killed near Hombori.")
    assert draft.value("published") == "2019-03-26"
    assert draft.value("event_date_start") is None


def test_what_nobody_says_is_not_drafted() -> None:
    assert (
        read("Gunmen attacked a convoy near Hombori on Sunday, killing four soldiers.", publisher="A daily").drafts
        == ()
    )


def test_local_sources_are_no_institution() -> None:
    assert read("Local sources said four soldiers were killed near Hombori.", publisher="A daily").drafts == ()


def test_nobody_claimed() -> None:
    assert read("No group has claimed the attack near Hombori.", publisher="A daily").drafts == ()


def test_silence_is_a_remark_and_no_statement() -> None:
    drafts = read("JNIM claimed an ambush on a convoy near Hombori. The Malian army has not commented.").drafts
    assert [draft.kind for draft in drafts] == [DraftKind.CLAIM, DraftKind.SILENCE]
    assert drafts[1].value("issuer") == "Malian army"
    assert drafts[1].kind.record_kind is None


def test_a_denial_takes_no_losses_over() -> None:
    draft = only("JNIM denied responsibility for the attack on Solhan, which killed 130 civilians.")
    assert draft.value("claim_kind") == "denial"
    assert draft.value("killed_min") is None


def test_a_claim_that_quotes_the_official_toll_says_so() -> None:
    draft = only("JNIM claimed an ambush near Hombori that killed nine soldiers, according to the army's own figures.")
    assert "quotes-official-toll" in draft.notes


def test_every_span_holds_what_was_read() -> None:
    text = "JNIM said its fighters ambushed a Malian army convoy near Hombori on Saturday, killing nine soldiers."
    draft = only(text)
    told = {value.field: text[value.start : value.end] for value in draft.values if value.start is not None}
    assert told["claimant"] == "JNIM"
    assert told["event_date_start"] == "Saturday"
    assert told["place"] == "near Hombori"
    assert told["target_type"] == "army convoy"
    assert told["killed_min"] == "killing nine soldiers"
    assert all(0 < value.confidence <= 1 for value in draft.values)


_PIECES = st.sampled_from(
    ["JNIM", "said", "claimed", "the army", "killed", "nine", "soldiers", "on Sunday", "near Gao", ",", ".", "\n\n", "(", "and",
     "a tué", "deux", "l'armée malienne", "between", "3", "2019", "has not commented", "أعلن", "dozens of", "“", "KABUL, Afghanistan (Jan. 5)"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=40).map(" ".join), st.text(max_size=200)))
def test_no_text_breaks_it_and_spans_stay_inside(text: str) -> None:
    for draft in read(text, published="2019-03-28", publisher=None).drafts:
        assert 0 <= draft.start <= draft.end <= len(text)
        for value in draft.values:
            if value.start is not None and value.end is not None:
                assert 0 <= value.start <= value.end <= len(text)
        assert len({value.field for value in draft.values}) == len(draft.values)


def test_silence_of_nobody_named_is_no_remark() -> None:
    drafts = read(
        "FOR IMMEDIATE RELEASE. Four soldiers were killed near Hombori. He has not commented.", publisher=None
    ).drafts
    assert DraftKind.SILENCE not in [draft.kind for draft in drafts]


RELEASE = (
    "KABUL, Afghanistan ({date}) - A coalition force killed two insurgents in Andar district, Ghazni province, {when}."
)


@pytest.mark.parametrize(
    ("published", "day"), [(None, "2013-01-24"), ("2013-01-25", "2013-01-24"), ("2013-02-02", "2013-01-24")]
)
def test_the_day_of_the_text_itself_goes_before_that_of_the_page(published: str | None, day: str) -> None:
    draft = only(RELEASE.format(date="Jan. 25, 2013", when="yesterday"), publisher=None, published=published)
    assert draft.value("event_date_start") == day


def test_a_date_without_year_is_kept_in_words_and_said() -> None:
    draft = only(RELEASE.format(date="Jan. 6", when="yesterday"), publisher=None, published=None)
    assert draft.value("date_text") == "yesterday"
    assert draft.value("event_date_start") is None
    assert draft.value("published") is None
    assert "year-not-stated" in draft.notes


def test_a_day_that_closes_a_sentence_is_of_what_it_tells() -> None:
    text = RELEASE.format(date="July 15, 2010", when="in a strike on a man connected to the July 2 attack today")
    assert only(text, publisher=None, published=None).value("event_date_start") == "2010-07-15"


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("in a search for a man suspected of attacks last night", ("2010-07-14", "2010-07-15")),
        ("in a search for one of the men behind the July 2 attack, Monday", ("2010-07-12", "2010-07-12")),
        ("during operations over the past two nights", ("2010-07-13", "2010-07-15")),
        ("during operations in the past 24 hours", ("2010-07-14", "2010-07-15")),
    ],
)
def test_nights_and_hours_before_a_release(when: str, days: tuple[str, str]) -> None:
    draft = only(RELEASE.format(date="July 15, 2010", when=when), publisher=None, published=None)
    assert (draft.value("event_date_start"), draft.value("event_date_end")) == days


def without_year(head: str, publisher: str | None = None, **told: str) -> Draft:
    text = f"{head} A patrol was attacked by gunmen in Gao yesterday. Two peacekeepers were wounded."
    return only(text, publisher=publisher, published=None, **told)


@pytest.mark.parametrize(
    ("head", "publisher", "told", "day"),
    [
        ("BAMAKO, Mali (Friday, Jan. 6) -", "MINUSMA", {}, None),  # 2017 and 2023
        ("BAMAKO, Mali (Friday, Jan. 6) -", "MINUSMA", {"retrieved": "2019-03-01"}, "2017-01-05"),
        ("BAMAKO, Mali (Saturday, Jan. 6) -", "MINUSMA", {}, "2018-01-05"),
        ("BAMAKO, Mali (Jan. 6) -", "MINUSMA", {}, None),
        ("BAMAKO, Mali (Jan. 6) - It had been quiet since 3 June 2022.", "MINUSMA", {}, "2023-01-05"),
        ("BAMAKO, Mali (Jan. 6) - It will leave by 3 June 2022.", "MINUSMA", {"retrieved": "2013-12-01"}, "2013-01-05"),
        ("BAMAKO, Mali (Saturday, Jan. 6) -", "Malian Armed Forces", {}, None),
    ],
)  # fmt: skip
def test_a_year_is_drafted_where_one_alone_fits_the_issuer(
    head: str, publisher: str, told: dict[str, str], day: str | None
) -> None:
    draft = without_year(head, publisher, **told)
    assert draft.value("event_date_start") == day
    assert draft.notes == (("year-not-stated",) if day is None else ("year-fitted",))
    assert draft.value("date_text") == "yesterday"
    found = [value for value in draft.values if value.field in ("event_date_start", "published")]
    assert all(value.rule == "fitted-year" and value.start is not None for value in found)


def test_a_weekday_without_year_is_kept_in_words() -> None:
    draft = only(RELEASE.format(date="Feb. 05", when="Friday"), publisher=None, published=None)
    assert (draft.value("date_text"), draft.value("event_date_start")) == ("Friday", None)


QUOTATION = "KABUL, Afghanistan (Sept. 2, 2010) - A coalition force detained two insurgents in Andar district, Ghazni province. {}"


@pytest.mark.parametrize(
    "sentence",
    [
        '"The Taliban seeks strongholds along the border," said U.S. Army Col. John Doe, spokesman.',
        "One of them was confirmed to be a Taliban facilitator of attacks.",
    ],
)
def test_a_group_spoken_of_claims_nothing(sentence: str) -> None:
    drafts = read(QUOTATION.format(sentence), publisher=None, published=None).drafts
    assert [draft.kind for draft in drafts] == [DraftKind.STATEMENT]


SPEAKERS = [
    ("en", "The attack near Hombori was claimed on Tuesday by JNIM.", "JNIM"),
    ("en", "The attack on a camp in Gossi, Mali, was claimed on Sunday in a statement by JNIM.", "JNIM"),
    ("fr", "L'attaque contre le camp de Gossi, au Mali, a été revendiquée samedi, dans un communiqué diffusé sur Telegram, par le JNIM.", "JNIM"),
    ("en", "JNIM fighters attacked a camp in Gossi on Friday. The attack was claimed on Sunday in a statement by the group.", "JNIM"),
    ("en", "Ten soldiers were confirmed dead in Gossi by the Malian army on Friday.", "ml-army"),
    ("en", "The Malian army is said to have lost ten soldiers in Gossi, according to JNIM.", "JNIM"),
    ("en", 'The group "Ansaru" said three soldiers died in an attack on a camp in Birnin Gwari, Nigeria.', "ANSARU"),
    ("en", '"Ten of our men were killed near Gossi on Friday," said the Malian defence minister.', "ml-defence-ministry"),
    ("en", '"The army lied about Gossi, Mali," said JNIM in a message. "We killed ten soldiers."', "JNIM"),
    ("fr", "« Dix soldats ont été tués à Gossi lundi », a déclaré le porte-parole de l'armée malienne.", "ml-army"),
    ("en", "Neither of the two peacekeepers survived, MINUSMA said after the attack near Gao, Mali.", "minusma"),
    ("en", "Neither the soldiers nor the villagers were hurt in the attack on Gossi, the Malian army said.", "ml-army"),
    ("en", "The Malian defence ministry said nine soldiers died near Gossi. The attack was blamed on JNIM.", "ml-defence-ministry"),
    ("en", "In Khyber Pakhtunkhwa, Pakistan, the provincial government said five people died in a bombing in Bannu.", "pk-kp"),
    ("en", "Borno State government said nine civilians were killed in Gubio, Nigeria.", "ng-local-authorities"),
    ("en", "Neither side gave a toll, but the Malian army said nine soldiers died near Gossi.", "ml-army"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), SPEAKERS)
def test_who_speaks(language: str, text: str, speaker: str) -> None:
    assert only(text, language=language, publisher="A daily").value("speaker_key") == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker", "country"),
    [
        ("In neighbouring Niger, two gendarmes died near Bosso on Friday, the army said.", "ne-army", "NE"),
        ("Across the border in Niger, the army said two gendarmes died near Bosso.", "ne-army", "NE"),
        ("Two gendarmes from Niger died near Bama on Friday, the army said.", "ng-army", "NG"),
        ("In France, the army said two gendarmes died near Bama.", "ng-army", "NG"),
    ],
)
def test_a_paragraph_may_turn_to_another_country(sentence: str, speaker: str, country: str) -> None:
    text = f"Nigeria's army said three soldiers were killed in Nigeria's Borno state on Thursday.\n\n{sentence}"
    last = read(text, publisher="A daily").drafts[-1]
    assert (last.value("speaker_key"), last.value("country")) == (speaker, country)


def test_a_heading_in_the_line_of_its_paragraph_tells_where_it_plays() -> None:
    text = "Kidal. JNIM claimed an attack on a camp near Aguelhok.\n\nDiffa. The army said three soldiers were killed in Bosso."
    found = read(text, publisher="A daily").drafts
    assert [(draft.value("speaker_key"), draft.value("country")) for draft in found] == [
        ("JNIM", "ML"),
        ("ne-army", "NE"),
    ]


NARRATED = "Gunmen killed 12 soldiers near Gossi, Mali, on Monday. {}"


@pytest.mark.parametrize(
    ("claim", "place", "killed"),
    [
        ("JNIM claimed the attack.", "near Gossi", "12"),
        ("JNIM claimed to have killed nine soldiers.", "near Gossi", "9"),
        ("JNIM said its men had carried out the killing.", "near Gossi", "12"),
        ("JNIM claimed to have killed nine soldiers near Gao.", "near Gao", "9"),
    ],
)
def test_a_claim_takes_what_the_sentence_before_it_tells(claim: str, place: str, killed: str) -> None:
    draft = only(NARRATED.format(claim), publisher="A daily")
    assert (draft.value("claimant"), draft.value("place"), draft.value("killed_min")) == ("JNIM", place, killed)


def test_a_claim_of_another_attack_told_before_it_is_another_draft() -> None:
    text = "JNIM claimed an ambush near Gossi, Mali. A policeman was shot dead in Gao on Friday. JNIM said its men had carried out the killing."
    found = read(text, publisher="A daily").drafts
    assert [(draft.value("place"), draft.value("event_date_start")) for draft in found] == [
        ("near Gossi", None),
        ("Gao", "2019-03-22"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Malian army said on Friday that its base near Gossi was attacked the night before."),
        ("fr", "L'armée malienne a annoncé vendredi que son camp de Gossi avait été attaqué la nuit précédente."),
    ],
)
def test_the_night_before_the_account(language: str, text: str) -> None:
    draft = only(text, language=language, publisher="A daily")
    assert (draft.value("event_date_start"), draft.value("event_date_end")) == ("2019-03-21", "2019-03-22")


def test_a_body_that_informs_was_not_hit() -> None:
    text = "L'état-major général des armées informe que trois soldats ont été tués le 26 mars dans une embuscade contre leur escorte à Gossi."
    assert only(text, language="fr", publisher="Forces armées maliennes").value("target_type") == "escort"
    hit = only(
        "Le JNIM a revendiqué l'attaque contre l'état-major à Ouagadougou.", language="fr", publisher="Un quotidien"
    )
    assert hit.value("target_type") == "headquarters"


def test_losses_of_nobodys_side_are_the_speakers_own_in_the_kind_too() -> None:
    text = "Une mission des FAMa est tombée dans une embuscade à Gossi. Le bilan fait état de 24 morts."
    draft = only(text, language="fr", publisher="Forces armées maliennes")
    assert (draft.value("own_killed_min"), draft.value("event_kind")) == ("24", "attack")


# Published on Thursday 28 March: when it happened, when it was said.
SAID = [
    ("en", "The Malian army said Monday that nine soldiers were killed Sunday near Gossi.", "2019-03-24", "2019-03-25"),
    ("en", "On Monday, the Malian army said nine soldiers were killed near Gossi the day before.", "2019-03-24", "2019-03-25"),
    ("en", "In a statement dated 25 March, the Malian army said nine soldiers were killed near Gossi.", None, "2019-03-25"),
    ("en", "JNIM on Monday claimed Sunday's attack on a camp in Gossi.", "2019-03-24", "2019-03-25"),
    ("en", "JNIM said on its Telegram channel on Monday that it killed nine soldiers near Gossi on Sunday.", "2019-03-24", "2019-03-25"),
    ("en", "The Malian army confirmed on Monday that its camp in Gossi was attacked overnight.", "2019-03-24/2019-03-25", "2019-03-25"),
    ("en", "The Malian army said on Monday its camp in Gossi had been attacked early that day.", "2019-03-25", "2019-03-25"),
    ("fr", "L'armée malienne a annoncé lundi la mort de neuf soldats, tués dimanche près de Gossi.", "2019-03-24", "2019-03-25"),
    ("fr", "Dans la nuit de dimanche à lundi, le camp de Gossi a été attaqué, a indiqué l'armée malienne mardi.", "2019-03-24/2019-03-25", "2019-03-26"),
    ("fr", "Dans un communiqué daté de lundi, le JNIM revendique l'attaque du camp de Gossi menée dimanche.", "2019-03-24", "2019-03-25"),
    ("en", "The Malian army raised to nine on Monday the toll of Sunday's ambush near Gossi.", "2019-03-24", "2019-03-25"),
    ("en", "The Malian army on Monday raised the toll of Sunday's ambush near Gossi to nine dead.", "2019-03-24", "2019-03-25"),
    ("en", "The death of nine soldiers near Gossi on Sunday was announced on Monday by the Malian army.", "2019-03-24", "2019-03-25"),
    ("en", "Speaking on Monday, the Malian army's spokesman said nine soldiers were killed near Gossi.", None, "2019-03-25"),
    ("en", "At a news conference on Monday, the Malian defence minister said nine soldiers were killed near Gossi.", None, "2019-03-25"),
    ("en", "In an audio message released on Monday, JNIM claimed an ambush near Gossi.", None, "2019-03-25"),
    ("en", "JNIM claimed an ambush near Gossi in a message dated Monday.", None, "2019-03-25"),
    ("en", "JNIM claimed responsibility on Monday for the ambush near Gossi.", None, "2019-03-25"),
    ("en", "Responsibility for the ambush near Gossi was claimed on Monday by JNIM.", None, "2019-03-25"),
    ("en", "The Malian army told reporters on Monday that nine soldiers had been killed near Gossi.", None, "2019-03-25"),
    ("en", "The Malian army told reporters in Bamako on Monday nine soldiers had been killed near Gossi.", None, "2019-03-25"),
    ("en", "Nine soldiers were killed near Gossi, the Malian army said on Monday.", None, "2019-03-25"),
    ("en", "Nine soldiers were killed near Gossi, according to a statement by the Malian army on Monday.", None, "2019-03-25"),
    ("en", "Nine soldiers were killed near Gossi, according to an army statement issued late on Monday, the Malian army said.", None, "2019-03-25"),
    ("en", "The Malian army updated its toll on Monday, saying nine soldiers were killed near Gossi on Saturday.", "2019-03-23", "2019-03-25"),
    ("en", "Late on Monday the Malian army confirmed that its camp near Gossi had been attacked on Saturday.", "2019-03-23", "2019-03-25"),
    ("en", "Two days after the ambush near Gossi, JNIM said on Monday that it killed nine soldiers.", "2019-03-23", "2019-03-25"),
    ("en", "The Malian army, in a tweet on Monday, said nine soldiers were killed near Gossi.", None, "2019-03-25"),
    ("en", "The Malian army said nine soldiers were killed on Saturday near Gossi, in a statement read on state television on Monday.", "2019-03-23", "2019-03-25"),
    ("en", "In a statement on Monday about Saturday's ambush near Gossi, the Malian army said nine soldiers were killed.", "2019-03-23", "2019-03-25"),
    ("en", "JNIM said on Monday nine soldiers were killed in an ambush near Gossi.", None, "2019-03-25"),
    ("en", "JNIM said nine soldiers were killed in an ambush near Gossi on Monday.", "2019-03-25", None),
    ("en", "JNIM said an ambush near Gossi on Monday killed nine soldiers.", "2019-03-25", None),
    ("fr", "L'armée malienne a porté lundi à neuf morts le bilan de l'embuscade de dimanche près de Gossi.", "2019-03-24", "2019-03-25"),
    ("fr", "S'exprimant lundi, le porte-parole de l'armée malienne a dit que neuf soldats avaient été tués près de Gossi.", None, "2019-03-25"),
    ("fr", "Lors d'un point de presse lundi, le ministre malien de la Défense a indiqué que neuf soldats avaient été tués près de Gossi.", None, "2019-03-25"),
    ("fr", "Le JNIM a revendiqué lundi l'embuscade près de Gossi.", None, "2019-03-25"),
    ("fr", "Le JNIM a revendiqué lundi l'embuscade de samedi près de Gossi.", "2019-03-23", "2019-03-25"),
    ("fr", "L'embuscade de Gossi a été revendiquée lundi par le JNIM.", None, "2019-03-25"),
    ("fr", "Neuf soldats ont été tués près de Gossi, a annoncé lundi soir l'armée malienne.", None, "2019-03-25"),
    ("fr", "Neuf soldats ont été tués près de Gossi, selon un communiqué de l'armée malienne publié lundi.", None, "2019-03-25"),
    ("fr", "Selon un bilan communiqué lundi par l'armée malienne, neuf soldats ont été tués samedi près de Gossi.", "2019-03-23", "2019-03-25"),
    ("fr", "Dans un message audio authentifié lundi, le JNIM revendique une embuscade près de Gossi.", None, "2019-03-25"),
    ("fr", "L'armée malienne a confirmé lundi que son camp de Gossi avait été attaqué samedi.", "2019-03-23", "2019-03-25"),
    ("en", "JNIM posted photographs on Monday of an ambush near Gossi that it said killed nine soldiers.", None, "2019-03-25"),
    ("fr", "Le JNIM a diffusé lundi une vidéo dans laquelle il revendique une embuscade près de Gossi.", None, "2019-03-25"),
    ("ar", "أعلن الجيش المالي يوم الاثنين مقتل تسعة جنود في هجوم وقع يوم الأحد قرب غوسي.", "2019-03-24", "2019-03-25"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "happened", "said"), SAID)
def test_when_it_happened_and_when_it_was_said(
    language: str, text: str, happened: str | None, said: str | None
) -> None:
    draft = only(text, language=language, publisher="A daily")
    first, _, last = (happened or "").partition("/")
    assert (draft.value("event_date_start") or "", draft.value("event_date_end") or "") == (first, last or first)
    assert draft.value("published") == said


def test_a_day_in_a_name_is_of_no_event() -> None:
    text = "The March 23 Movement (M23) claimed an attack on a camp at Bunagana, Democratic Republic of the Congo."
    assert only(text, publisher="A daily").value("event_date_start") is None


@pytest.mark.parametrize(
    "text",
    [
        "Le JNIM affirme avoir tué 85 militaires à Gossi.",
        "Le JNIM a revendiqué une attaque à Gossi : l'organisation affirme avoir tué 12 soldats.",
        "Le JNIM revendique une attaque qui tue 12 soldats à Gossi.",
    ],
)
def test_the_killed_are_of_no_tuesday(text: str) -> None:
    draft = only(text, language="fr", publisher="Un quotidien")
    assert (draft.value("event_date_start"), draft.value("published")) == (None, None)


def test_a_colon_ends_the_date_of_the_text() -> None:
    text = "Rawalpindi, 16 March 2023: During the past 24 hours security forces killed six terrorists in Datta Khel."
    draft = only(text, publisher="Inter-Services Public Relations", published="2023-03-16")
    assert (draft.value("event_date_start"), draft.value("date_text")) == ("2023-03-15", "the past 24 hours")


def test_words_joined_by_a_hyphen_stay_whole() -> None:
    text = (
        "L'armée malienne a indiqué que trois soldats ont été tués lundi en fin d'après-midi dans une attaque à Gossi."
    )
    assert only(text, language="fr").value("date_text") == "lundi en fin d'après-midi"


def test_the_day_of_the_confirming_is_not_that_of_the_event() -> None:
    text = "KABUL, Afghanistan (Oct. 16, 2012) - Coalition forces today confirmed they detained two insurgents in Kandahar province. A facilitator was arrested Oct. 4."  # fmt: skip
    first = read(text, publisher=None, published=None).drafts[0]
    assert first.value("event_date_start") != "2012-10-16"


def test_harm_that_a_force_did_not_mean_is_told_from_an_attack() -> None:
    text = "KABUL, Afghanistan (Feb. 3, 2011) - Two Afghan civilians were accidentally killed in Sangin district, Helmand province. A unit had received small-arms fire."  # fmt: skip
    assert only(text, publisher=None, published=None).value("event_kind") == "civilian_harm"


def test_a_title_tells_whose_spokesman_it_is() -> None:
    text = (
        "ISWAP said it overran a base in Kukawa, Nigeria. Army spokesman Sagir Musa said two soldiers died near Kukawa."
    )
    assert [draft.value("speaker_key") for draft in read(text, publisher="A daily").drafts] == ["ISWAP", "ng-army"]


def test_the_government_is_not_the_ministry_named_before_it() -> None:
    text = "Mali's defence ministry said nine soldiers died near Gossi. The government said a convoy was hit near Gao."
    drafts = read(text, publisher="A daily").drafts
    assert [draft.value("speaker_key") for draft in drafts] == ["ml-defence-ministry", "ml-government"]


def test_an_official_without_a_name_is_no_institution() -> None:
    text = "A security official who was not authorised to speak put the number of dead near Gossi, Mali, at four."
    assert read(text, publisher="A daily").drafts == ()


def test_who_speaks_at_the_end_of_a_sentence_says_all_of_it() -> None:
    text = "One soldier was killed near Gossi and another attack killed two gendarmes near Gao, the Malian army said."
    assert [d.value("place") for d in read(text, publisher="A daily").drafts] == ["near Gossi", "near Gao"]


@pytest.mark.parametrize(
    ("text", "taken", "detained"),
    [
        ("Islamic State said its fighters had taken the coastal town of Palma, Mozambique.", "capture", None),
        ("JNIM said it took the town of Gossi, Mali.", "capture", None),
        ("JNIM said it captured the small strategic town of Gossi, Mali.", "capture", None),
        ("The Taliban said they had taken a checkpoint in Alingar district, Afghanistan.", "capture", None),
        ("JNIM said it captured three soldiers in Gossi, Mali.", None, "3"),
        ("JNIM said it took weapons from the camp in Gossi, Mali.", None, None),
        ("JNIM said it took part in an ambush on a post in Gossi, Mali.", "ambush", None),
        ("JNIM affirme avoir pris le poste de Mondoro, au Mali.", "capture", None),
    ],
)
def test_who_takes_a_town_captures_nobody(text: str, taken: str | None, detained: str | None) -> None:
    draft = only(text, publisher="A daily", language="fr" if "affirme" in text else "en")
    assert (draft.value("attack_type"), draft.value("detained_min")) == (taken, detained)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MINUSMA said in Gao that a convoy was hit near Gossi, Mali.", "near Gossi"),
        ("The Malian army said the wounded were taken to hospital in Gao after an ambush near Gossi.", "near Gossi"),
        ("A Togolese peacekeeper was killed near Gossi, MINUSMA said.", "near Gossi"),
    ],
)
def test_where_it_happened(text: str, place: str) -> None:
    draft = only(text, publisher="A daily")
    assert (draft.value("place"), draft.value("country")) == (place, "ML")


def test_a_vehicle_packed_with_explosives_is_no_target() -> None:
    text = "Militants rammed a vehicle packed with explosives into an army camp in Gossi, the Malian army said."
    assert only(text, publisher="A daily").value("target_type") == "camp"


def test_what_had_already_happened_on_a_day_of_its_own_is_another_event() -> None:
    text = "MINUSMA said its base in Kidal, Mali, was shelled on Friday. A convoy had already been hit near Gossi on 3 March."
    drafts = read(text, publisher="A daily").drafts
    assert [(d.value("event_date_start"), d.value("target_type")) for d in drafts] == [
        ("2019-03-22", "base"),
        ("2019-03-03", "convoy"),
    ]
