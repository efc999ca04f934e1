"""Official releases with labels of an expert; skipped where ../shared is absent."""

import pytest

from benchmarks.isaf import RELEASES, by_rules, releases, score
from reconcile.reference import load_reference


@pytest.mark.skipif(not RELEASES.exists(), reason="needs ../shared/data/isaf_press_releases")
def test_labelled_releases() -> None:
    reference = load_reference(None)
    found = score(releases()[1::6], by_rules(reference), reference)
    assert found["province"] >= 0.9
    assert found["killed"] >= 0.85
    assert found["kind"] >= 0.85
    assert found["kind_macro_f1"] >= 0.75
