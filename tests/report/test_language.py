"""Ready for a second language: the pages take every word from one place."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from reconcile.report import language, words
from reconcile.report.language import fixed_words
from reconcile.report.rendering import make_engine

TEMPLATES = Path(words.__file__).parent / "templates"
NAMES = {"reconcile"}
_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SENTENCE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]{3,}")
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r' (?:aria-label|title|alt|placeholder)="([^"]*)"')


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.glob("*.j2")))
def test_a_template_has_no_word_of_its_own(name: str) -> None:
    text = _CODE.sub("", (TEMPLATES / name).read_text(encoding="utf-8"))
    spoken = " ".join(_SPOKEN.findall(text))
    left = set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", f"{_TAG.sub(' ', text)} {spoken}"))
    assert left <= NAMES


@pytest.mark.parametrize("folder", ["pages", "figures"])
def test_no_page_and_no_figure_makes_words_of_its_own(folder: str) -> None:
    """They take them from the modules of words beside them; docstrings are for those who read the program."""
    for path in (Path(words.__file__).parent / folder).glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in told]
        sentences = [one.value for one in texts if isinstance(one.value, str) and _SENTENCE.search(one.value)]
        assert sentences == [], path.name


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


def test_a_fixed_word_that_is_nowhere_fails_where_its_page_is_made() -> None:
    """Fixed words are set when a template is compiled; a missing one must not become an empty text."""
    engine = make_engine()
    assert engine.from_string("{{ say.claim.toll }}").render() == fixed_words("en")["claim"]["toll"]
    with pytest.raises(UndefinedError):
        engine.from_string("{{ say.claim.no_such_word }}").render()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ('it\'s "so"', "it&#39;s &#34;so&#34;"),
        ("ab\u202ecd\x07", "abcd"),
        (Markup("<b>"), "<b>"),
        (1.5, "1.5"),
        (None, "None"),
    ],
)
def test_every_value_is_escaped_and_clean_whatever_the_template_is_called(value: object, said: str) -> None:
    assert make_engine().from_string("{{ value }}").render(value=value) == said
