"""The array form of the rule for names says what the rule says."""

import numpy as np

from reconcile.domain.names import alike
from reconcile.link.compare.place_names import NameLikeness

NAMES = (
    "boulikessi", "boulkessy", "chinagodrar", "chinegodar", "gao", "gossi", "tessalit", "tessit", "ber", "bor",
    "gubio", "ghoubio", "kidal", "kidale", "تمبكتو", "timbuktu", "كيدال", "غاو", "kpekankandi", "kpinkankandi",
    "nakomtenga", "nakomestenga", "باندياجارا", "bandiagara",
)  # fmt: skip


def test_it_agrees_with_the_rule_for_every_pair() -> None:
    count = len(NAMES)
    a, b = (grid.ravel().astype(np.int64) for grid in np.meshgrid(np.arange(count), np.arange(count)))
    found = NameLikeness(NAMES).alike(a, b)
    wanted = [alike(NAMES[i], NAMES[j]) for i, j in zip(a, b, strict=True)]
    assert found.tolist() == wanted
    assert any(wanted)
    assert not all(wanted)


def test_nothing_to_compare() -> None:
    none = np.empty(0, dtype=np.int64)
    assert NameLikeness(()).alike(none, none).tolist() == []
