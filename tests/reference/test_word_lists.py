"""Every file of words that travels with the program, spoilt: the fault is told with its file and its line."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from reconcile import reference
from reconcile.drafting import pattern_words, vocabulary
from reconcile.errors import ReferenceDataError
from reconcile.grammar import date_words, place_words
from reconcile.reference.word_lists import Section, Shape, read_sentences, read_word_lists
from reconcile.report import language

LISTS = {
    date_words.WORDS / "dates.toml": date_words.SHAPE,
    place_words.WORDS / "places.toml": place_words.SHAPE,
    **{vocabulary.WORDS / file: shape for file, shape in vocabulary.SHAPES.items()},
    pattern_words.FILE: pattern_words.SHAPE,
}
SENTENCES = language.WORDS / "en.toml"
FILES = [*LISTS, SENTENCES]
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def read(path: Path, shipped: Path) -> object:
    return read_sentences(path) if shipped == SENTENCES else read_word_lists(path, LISTS[shipped])


def fault(tmp_path: Path, shipped: Path, content: bytes) -> str:
    spoilt = tmp_path / shipped.name
    spoilt.write_bytes(content)
    with pytest.raises(ReferenceDataError) as told:
        read(spoilt, shipped)
    return str(told.value)


def first_list(content: str) -> tuple[int, str, re.Match[str]]:
    """The first list that stands in one line: its line, its name, and where it is."""
    found = re.search(r'^("?[a-z0-9_]+"?) = (?:".*"|\[.*\])$', content, re.MULTILINE)
    assert found is not None
    return content.count("\n", 0, found.start()) + 1, found[1].strip('"'), found


def test_every_file_of_words_is_read_here() -> None:
    package = Path(reference.__file__).parents[1]
    assert set(FILES) == set(package.rglob("*.toml"))


@every_file
def test_as_they_are_they_have_no_fault(path: Path) -> None:
    assert read(path, path) == tomllib.loads(path.read_text(encoding="utf-8"))


@every_file
def test_a_byte_order_mark_and_line_ends_of_an_office_program_are_no_fault(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(copy, path) == read(path, path)


@every_file
@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"], ids=["empty", "empty line", "byte order mark alone"])
def test_an_empty_file(path: Path, tmp_path: Path, content: bytes) -> None:
    assert fault(tmp_path, path, content).startswith(f"{path.name}, line 1: ")


@every_file
def test_no_file(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match=rf"{path.name}: cannot be read"):
        read(tmp_path / path.name, path)


@every_file
def test_windows_1252(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    last = content.count(b"\n") + 1
    told = fault(tmp_path, path, content + "# é".encode("cp1252"))
    assert told == f"{path.name}, line {last}: is not UTF-8; save it as UTF-8."


Spoiling = Callable[[str], str]
WAYS: dict[str, Spoiling] = {
    "a number": lambda name: f"{name} = 12",
    "a list of numbers": lambda name: f"{name} = [12]",
    "an empty word": lambda name: f'{name} = ["word", " "]',
    "no end": lambda name: f'{name} = "word',
    "no value": lambda name: f"{name} =",
    "twice": lambda name: f'{name} = ["word"]\n{name} = ["word"]',
}


@every_file
@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_list_is_named_with_its_line(path: Path, tmp_path: Path, way: str) -> None:
    content = path.read_text(encoding="utf-8")
    line, name, at = first_list(content)
    told = fault(tmp_path, path, (content[: at.start()] + WAYS[way](name) + content[at.end() :]).encode())
    assert told.startswith(f"{path.name}, line {line + (way == 'twice')}: "), told


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_an_unknown_name_is_named_with_its_line(path: Path, tmp_path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert fault(tmp_path, path, f'misspelt = ["word"]\n{content}'.encode()) == (
        f"{path.name}, line 1: holds 'misspelt', of which nothing knows."
    )


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_list_that_is_read_must_be_there(path: Path, tmp_path: Path) -> None:
    shape, content = LISTS[path], path.read_text(encoding="utf-8")
    for name in shape.lists:
        told = fault(tmp_path, path, re.sub(rf"^{name} =", "misspelt =", content, flags=re.MULTILINE).encode())
        assert re.match(rf"{path.name}, line \d+: holds 'misspelt'", told), told
    for name in shape.sections:
        told = fault(tmp_path, path, content.replace(f"[{name}]", "[misspelt]").encode())
        assert re.match(rf"{path.name}, line \d+: holds 'misspelt'", told), told


SHAPE = Shape(
    lists=("noise",),
    series={"days": 2},
    sections={"bearings": Section(allowed=float), "people": Section(required=("men",), allowed=("women",))},
)
GOOD = """noise = ["a"]
days = [
    ["one"],
    ["two"],
]

[bearings]
90 = ["east"]

[people]
men = ["man"]
women = ["woman"]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("90 =", "9O =", "line 8: holds '9O' in the section 'bearings', of which nothing knows."),
        ("women =", "wimmin =", "line 12: holds 'wimmin' in the section 'people', of which nothing knows."),
        ('men = ["man"]\n', "", "line 10: lacks 'men'."),
        ('noise = ["a"]\n', "", "line 1: lacks 'noise'."),
        ('    ["two"],\n', "", "line 2: 'days' must be a list of 2 lists of words."),
        ('["two"]', '["two", 3]', "line 2: 'days' must be a list of 2 lists of words."),
        ("[bearings]", "[[bearings]]", "line 7: 'bearings' must be a section."),
        ('["man"]', '"man"', "line 11: 'men' must be a list of words."),
        ("[people]\n", "[people\n", "line 10: is not TOML: "),
    ],
)
def test_a_fault_is_told_where_it_stands(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "words.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert set(read_word_lists(path, SHAPE)) == {"noise", "days", "bearings", "people"}
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceDataError) as told:
        read_word_lists(path, SHAPE)
    assert str(told.value).startswith(f"words.toml, {said}")
