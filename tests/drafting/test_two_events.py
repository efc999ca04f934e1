"""Texts that tell of two events: each is drafted for itself, and what tells of both at once is no third."""

# ruff: noqa: E501 - one case, one line

import pytest

from tests.drafting.making import read

Told = tuple[str | None, str | None, str | None, str | None]
"""First day, place, region, what is counted as field=number."""

KABUL = "KABUL, Afghanistan (May 4, 2012) - {}"
OWN: list[tuple[str, list[Told]]] = [
    ("Coalition forces detained four insurgents during two separate operations in Helmand province. On May 1, a Taliban leader was arrested in Sangin district. Three insurgents were detained in Marjah district yesterday.",
     [("2012-05-01", "Sangin district", "Helmand", "detained=1"), ("2012-05-03", "Marjah district", "Helmand", "detained=3")]),
    ("Coalition forces today confirmed they recently detained two insurgents during two separate Afghan-led operations in Helmand. A facilitator of weapons and improvised explosive devices was arrested May 1.",
     [("2012-05-01", None, "Helmand", "detained=1")]),
    ("Afghan and coalition forces killed several insurgents in multiple operations across Ghazni province. Two insurgents were killed in Andar district on May 2. In Qarabagh district, an Afghan force killed three insurgents yesterday.",
     [("2012-05-02", "Andar district", "Ghazni", "attackers_killed=2"), ("2012-05-03", "Qarabagh district", "Ghazni", "attackers_killed=3")]),
    ("Coalition forces killed two insurgents in Andar district, Ghazni province, yesterday. In a separate operation in Qalat district, Zabul province, a security force detained three insurgents.",
     [("2012-05-03", "Andar district", "Ghazni", "attackers_killed=2"), (None, "Qalat district", "Zabul", "detained=3")]),
    ("Coalition forces detained two insurgents in Musa Qala district, Helmand province, yesterday. The operation follows one on May 1 in which three insurgents were killed in Sangin district.",
     [("2012-05-03", "Musa Qala district", "Helmand", "detained=2"), ("2012-05-01", "Sangin district", "Helmand", "attackers_killed=3")]),
    ("On May 1, Afghan forces killed three insurgents in Sangin district, Helmand province. Yesterday, the same force detained two suspects in Musa Qala district.",
     [("2012-05-01", "Sangin district", "Helmand", "attackers_killed=3"), ("2012-05-03", "Musa Qala district", "Helmand", "detained=2")]),
    ("Coalition forces killed three insurgents in Bala Murghab district, Badghis province, yesterday. The security force has conducted four operations in Badghis province since October, which have killed nine insurgents.",
     [("2012-05-03", "Bala Murghab district", "Badghis", "attackers_killed=3")]),
    ("Coalition forces detained two insurgents in several operations in Helmand province yesterday. The security force also seized weapons.",
     [("2012-05-03", None, "Helmand", "detained=2")]),
    ("Coalition forces detained two insurgents in Nad Ali district, Helmand province, yesterday. In April, 30 insurgents were detained in a similar operation in Nad Ali district.",
     [("2012-05-03", "Nad Ali district", "Helmand", "detained=2"), ("2012-04-01", "Nad Ali district", "Helmand", "detained=30")]),
]  # fmt: skip
ARMY: list[tuple[str, list[Told]]] = [
    ("Les FAMa ont neutralisé quatorze terroristes au cours de deux opérations dans la région de Mopti. Le 12 mars, à Boni, dix terroristes ont été neutralisés. Le 14 mars, quatre autres ont été neutralisés près de Douentza.",
     [("2019-03-12", "Boni", "Mopti", "attackers_killed=10"), ("2019-03-14", "Douentza", "Mopti", "attackers_killed=4")]),
    ("Deux attaques ont visé les FAMa dans la région de Mopti. Le 12 mars, une embuscade près de Boni a fait deux morts parmi les soldats. Le 14 mars, une mine a tué un soldat près de Douentza.",
     [("2019-03-12", "Boni", "Mopti", "own_killed=2"), ("2019-03-14", "Douentza", "Mopti", "own_killed=1")]),
    ("Le 14 mars, une mine a tué un soldat près de Douentza, dans la région de Mopti. Deux jours plus tôt, une embuscade près de Boni avait fait deux morts parmi les soldats.",
     [("2019-03-14", "Douentza", "Mopti", "own_killed=1"), ("2019-03-12", "Boni", None, "own_killed=2")]),
    ("Le 14 mars, dix terroristes ont été neutralisés près de Douentza, dans la région de Mopti. Depuis le 1er mars, l'armée a mené quatre opérations dans la zone et neutralisé 30 terroristes.",
     [("2019-03-14", "Douentza", "Mopti", "attackers_killed=10")]),
]  # fmt: skip
REPORTED: list[tuple[str, list[Told]]] = [
    ("JNIM said its fighters killed nine soldiers in two attacks in Mali's Mopti region. Four died in an ambush near Boni on Monday, it said. Five were killed by a mine near Douentza on Tuesday, it said.",
     [("2019-03-25", "Boni", "Mopti", "killed=4"), ("2019-03-26", "Douentza", "Mopti", "killed=5")]),
    ("The Malian army said six soldiers were killed in two attacks in the Mopti region. It said four died in an ambush near Boni on Monday. Two others were killed by a mine near Douentza the next day, it said.",
     [("2019-03-25", "Boni", "Mopti", "own_killed=4"), ("2019-03-26", "Douentza", "Mopti", "own_killed=2")]),
    ("The Malian army said two soldiers were killed by a mine near Douentza on Tuesday. The blast came a day after an ambush near Boni in which four soldiers were killed, it said.",
     [("2019-03-26", "Douentza", "Mopti", "own_killed=2"), ("2019-03-25", "Boni", None, "own_killed=4")]),
]  # fmt: skip


def told(text: str, publisher: str | None, published: str | None, language: str, wanted: list[Told]) -> list[Told]:
    drafts = read(text, publisher=publisher, published=published, language=language).drafts
    found: list[Told] = []
    for number, draft in enumerate(drafts):
        field = wanted[min(number, len(wanted) - 1)][3] or ""
        stem = field.partition("=")[0]
        place = (draft.value("place") or "").removeprefix("near ").removeprefix("près de ") or None
        found.append(
            (draft.value("event_date_start"), place, draft.value("admin1"), f"{stem}={draft.value(f'{stem}_min')}")
        )
    return found


@pytest.mark.parametrize(("text", "wanted"), OWN)
def test_releases(text: str, wanted: list[Told]) -> None:
    assert told(KABUL.format(text), None, None, "en", wanted) == wanted


@pytest.mark.parametrize(("text", "wanted"), ARMY)
def test_communiques(text: str, wanted: list[Told]) -> None:
    assert told(text, "Forces armées maliennes", "2019-03-28", "fr", wanted) == wanted


@pytest.mark.parametrize(("text", "wanted"), REPORTED)
def test_reports(text: str, wanted: list[Told]) -> None:
    assert told(text, "A daily", "2019-03-28", "en", wanted) == wanted
