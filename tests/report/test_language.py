"""Ready for a second language: the pages take every word from one place."""

import re
import tomllib
from pathlib import Path

import pytest

from reconcile.report import language, words
from reconcile.report.language import fixed_words

TEMPLATES = Path(words.__file__).parent / "templates"
WORDED = (
    "base.html.j2", "claim.html.j2", "index.html.j2", "listing.html.j2", "listing.part.j2", "parts.html.j2",
    "side_by_side.part.j2",
)  # fmt: skip
"""Templates that hold no word of their own; the others still do."""
NAMES = {"reconcile"}
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r' (?:aria-label|title|alt|placeholder)="([^"]*)"')


@pytest.mark.parametrize("name", WORDED)
def test_a_template_has_no_word_of_its_own(name: str) -> None:
    text = _CODE.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))
    spoken = " ".join(_SPOKEN.findall(text))
    left = set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", f"{_TAG.sub(' ', text)} {spoken}"))
    assert left <= NAMES


def test_every_word_of_the_table_is_used_and_every_word_used_is_there() -> None:
    """A missing one would fail when its page is rendered; one that nobody uses would only be translated."""
    told = {f"{page}.{key}" for page, keys in fixed_words("en").items() for key in keys}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    used = set(re.findall(r"say\.([a-z]+\.[a-z_]+)", sources))
    looped = {name for name in told if f"say.{name.split('.')[0]}.items()" in sources}
    assert told - looped == {name for name in used if not name.endswith(".items")}


def test_the_table_holds_plain_text() -> None:
    path = Path(language.__file__).parent / "en.toml"
    for keys in tomllib.loads(path.read_text(encoding="utf-8")).values():
        for value in keys.values():
            assert value.strip() == value
            assert not re.search(r"[<>{}]", value)
