"""A claim in Arabic or French beside a statement in English: the same event, the same flag."""

from pathlib import Path

import pytest

from tests.pipeline.running import flags, outcome_of

STATEMENT = {
    "id": "s1",
    "issuer": "MINUSMA",
    "published": "2017-04-18",
    "event_date": "Tuesday",
    "country": "ML",
    "admin1": "Kidal",
    "place": "Tessalit",
    "attack_type": "IED",
    "target_type": "convoy",
    "target_actor": "MINUSMA",
}
ARABIC = {
    "event_date": "أمس",
    "published": "2017-04-19",
    "admin1": "كيدال",
    "place": "تيساليت",
    "attack_type": "عبوة ناسفة",
    "target_type": "قافلة",
    "target_actor": "مينوسما",
    "language": "ar",
}
HIJRI = ARABIC | {"event_date": "21 رجب 1438"}
FRENCH = {
    "event_date": "mardi matin",
    "published": "2017-04-18",
    "admin1": "Kidal",
    "place": "près de Tessalit",
    "attack_type": "engin explosif improvisé",
    "target_type": "convoi logistique",
    "target_actor": "casques bleus de la MINUSMA",
    "language": "fr",
}


@pytest.mark.parametrize("told", [ARABIC, HIJRI, FRENCH], ids=["arabic", "hijri", "french"])
def test_one_event_in_two_languages(tmp_path: Path, told: dict[str, str]) -> None:
    claim = {"id": "c1", "claimant": "JNIM", "country": "ML", **told}
    assert flags(outcome_of(tmp_path, [claim], [STATEMENT])) == {"c1": ("agreement", ("s1",))}
