"""The words that the patterns of drafting are made of."""

import re

import pytest

from reconcile.drafting.pattern_words import WordList, either, listed


@pytest.mark.parametrize("kind", WordList)
def test_every_list_has_words_and_none_twice(kind: WordList) -> None:
    assert len(listed(kind)) == len(set(listed(kind))) > 0


def test_either_apostrophe_fits() -> None:
    pattern = re.compile(either(WordList.NIGHT_BEFORE))
    assert pattern.fullmatch("la nuit d'avant")
    assert pattern.fullmatch("la nuit d’avant")


def test_words_are_no_patterns() -> None:
    assert re.fullmatch(either(WordList.FORMER), "ex-")
    assert not re.fullmatch(either(WordList.FORMER), "exx")
