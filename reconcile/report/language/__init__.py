"""The fixed words of the pages: headings, heads of tables, notes. One table per language, keyed alike.

Sentences that change with what they tell are made in `reconcile.report.words`, because languages build them
differently: a second language is a second table here and a second module there.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reconcile.reference.word_lists import read_sentences

ENGLISH = "en"
WORDS = Path(__file__).resolve().parent


@cache
def fixed_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """By page, then by key."""
    return read_sentences(WORDS / f"{language}.toml")
