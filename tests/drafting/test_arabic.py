"""Arabic sentences: who speaks, when, where, what was hit and with what losses."""

import pytest

from tests.drafting.making import only

CASES = [
    (
        "أعلن الجيش المالي مقتل ستة جنود في هجوم على قاعدة عسكرية يوم الأحد.",
        {"speaker_key": "ml-army", "event_date_start": "2019-03-24", "target_type": "base", "own_killed_min": "6"},
    ),
    (
        "قالت بعثة الأمم المتحدة في مالي إن ثلاثة من حفظة السلام أصيبوا قرب كيدال أمس.",
        {"speaker_key": "minusma", "event_date_start": "2019-03-27", "place": "كيدال", "own_wounded_min": "3"},
    ),
    (
        "تبنت جماعة نصرة الإسلام والمسلمين الهجوم على قافلة للجيش المالي قرب غاو في 20 رجب 1440.",
        {"speaker_key": "JNIM", "event_date_start": "2019-03-26", "date_precision": "range", "place": "غاو",
         "target_type": "convoy", "target_actor": "للجيش المالي"},
    ),
    (
        "أعلنت حركة الشباب مسؤوليتها عن تفجير سيارة مفخخة في مقديشو ومقتل 12 شخصا.",
        {"speaker_key": "AL_SHABAAB", "place": "مقديشو", "attack_type": "car_bomb", "target_type": None,
         "killed_min": "12"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_arabic_sentences(text: str, expected: dict[str, str | None]) -> None:
    draft = only(text, language="ar", publisher="صحيفة")
    assert {field: draft.value(field) for field in expected} == expected
