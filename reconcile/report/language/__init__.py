"""The fixed words of the pages: headings, heads of tables, notes. One table per language, keyed alike.

Sentences that change with what they tell are made in `reconcile.report.words`, because languages build them
differently: a second language is a second table here and a second module there.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

ENGLISH = "en"


@cache
def fixed_words(language: str) -> Mapping[str, Mapping[str, str]]:
    """By page, then by key."""
    text = files("reconcile.report.language").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
