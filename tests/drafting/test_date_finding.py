"""Dates in running text: which words are taken, and what they mean on 20 May 2021, a Thursday."""

from datetime import date

import pytest

from reconcile.grammar.date_finding import find_dates

ON = date(2021, 5, 20)
FOUND = [
    ("L'attaque du 1er mai à Gossi", "1er mai", "2021-05-01"),
    ("« Aujourd'hui vers 11h30, un véhicule a explosé", "Aujourd'hui vers 11h30", "2021-05-20"),
    ("tués aujourd’hui à Gossi", "aujourd’hui", "2021-05-20"),
    ("depuis le premier mai", "premier mai", "2021-05-01"),
    ("tué en mars par un engin", "mars", "2021-03-01/2021-03-31"),
    ("killed in mid-March near Gossi", "mid-March", "2021-03-11/2021-03-20"),
    ("début mars, un convoi", "début mars", "2021-03-01/2021-03-10"),
    ("killed two days ago near Gossi", "two days ago", "2021-05-18"),
    ("tués il y a trois jours à Gossi", "il y a trois jours", "2021-05-17"),
    ("il y a deux semaines, un convoi", "il y a deux semaines", "2021-05-03/2021-05-09"),
    ("قتل قبل يومين في غوسي", "قبل يومين", "2021-05-18"),
    ("killed over the past two nights in Gossi", "the past two nights", "2021-05-18/2021-05-20"),
    ("tués ces deux derniers jours à Gossi", "ces deux derniers jours", "2021-05-18/2021-05-20"),
    ("خلال اليومين الماضيين في غوسي", "خلال اليومين الماضيين", "2021-05-18/2021-05-20"),
    ("Over the last 48 hours, troops", "the last 48 hours", "2021-05-18/2021-05-20"),
    ("on Friday, around 5 a.m., troops", "Friday", "2021-05-14"),
    ("trois soldats tués mercredi à Gossi", "mercredi", "2021-05-19"),
    ("In March, one convoy was hit", "March", "2021-03-01/2021-03-31"),
    ("On Friday, 13 soldiers were killed", "Friday", "2021-05-14"),
    ("On Friday 13 gunmen came", "Friday", "2021-05-14"),
    ("on Friday 14 May, a convoy", "Friday 14 May", "2021-05-14"),
    ("Dimanche, 3 attaques", "Dimanche", "2021-05-16"),
    ("In May, 12 soldiers were killed", "May", "2021-05-01/2021-05-31"),
    ("On 3 May, 12 soldiers were killed", "3 May", "2021-05-03"),
    ("Le 3 mai, 12 soldats ont été tués", "3 mai", "2021-05-03"),
    ("on 3 May 12 soldiers were killed", "3 May", "2021-05-03"),
    ("killed 12 on May 3 near Gossi", "May 3", "2021-05-03"),
    ("on May 4 in Gossi", "May 4", "2021-05-04"),
    ("on Dec. 11 in Gossi", "Dec. 11", "2020-12-11"),
    ("killed 17 Monday near Gossi", "Monday", "2021-05-17"),
    ("Dans la nuit du 26 au 27 mars, des hommes", "Dans la nuit du 26 au 27 mars", "2021-03-26/2021-03-27"),
    ("the 12th of May attack", "the 12th of May", "2021-05-12"),
    ("on May 14, 2020 troops", "May 14, 2020", "2020-05-14"),
    ("the second attack in May", "May", "2021-05-01/2021-05-31"),
    ("la seconde attaque en mai", "mai", "2021-05-01/2021-05-31"),
    ("on Tue 18 May 2021 near Gossi", "Tue 18 May 2021", "2021-05-18"),
    ("(Nov. 1. 2020) A convoy", "Nov. 1. 2020", "2020-11-01"),
]
NONE = [
    "a tué 85 soldats", "qui tue 12 personnes", "three years ago", "il y a dix ans", "over the past 10 years",
    "the last 24 men", "two soldiers ago", "la planète mars", "il y a eu deux jours de combats", "12 Mai-Mai tués",
    "wounding 12. May they rest", "12 Maï-Maï tués", "a man named Ramadan Ali", "Rajab Said",
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "days"), FOUND)
def test_what_is_found(text: str, written: str, days: str) -> None:
    (found,) = find_dates(text, ON, day_first=True)
    first, _, last = days.partition("/")
    assert text[found.start : found.end] == written
    assert found.days == (date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, ON, day_first=True) == ()
