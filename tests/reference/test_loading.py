"""Export, edit, check and load: every fault is named by file and line."""

import csv
import shutil
from pathlib import Path

import pytest

from reconcile.errors import OutputError, ReferenceDataError
from reconcile.reference import check_reference, export_reference, load_reference

SHIPPED = Path(__file__).resolve().parents[2] / "reconcile" / "reference" / "tables"
BOOKS = {"targets", "attacks", "lexicon", "actors", "sources", "gazetteer", "outlines"}


@pytest.fixture(scope="module")
def shortened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the long tables cut short, so that it is read quickly."""
    folder = tmp_path_factory.mktemp("shortened") / "books"
    export_reference(folder)
    for file in ("places.csv", "bases.csv"):
        lines = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / file).write_text("".join(lines[:20]), encoding="utf-8")
    return folder


@pytest.fixture
def short(shortened: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shortened, tmp_path / "books"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export_reference(tmp_path / "books")
    return tmp_path / "books"


def append(folder: Path, file: str, *cells: str) -> int:
    """Add a line to a table; returns its number."""
    path = folder / file
    with path.open("a", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerow(cells)
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_shipped_tables_have_no_fault() -> None:
    assert check_reference(None) == []


def test_the_shipped_tables_are_loaded_once() -> None:
    assert load_reference(None) is load_reference(None)


def test_a_copy_holds_every_table_and_says_the_same(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {path.name for path in SHIPPED.iterdir()}
    copy, shipped = load_reference(folder), load_reference(None)
    assert copy.digests == shipped.digests
    assert copy.places == shipped.places
    assert copy.actors.all == shipped.actors.all
    assert copy.sources.all == shipped.sources.all
    assert set(shipped.digests) >= BOOKS


def test_export_names_what_it_wrote(tmp_path: Path) -> None:
    written = export_reference(tmp_path / "new" / "books")
    assert sorted(path.name for path in written) == sorted(path.name for path in SHIPPED.iterdir())
    assert all(path.is_file() for path in written)


def test_export_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not an empty folder"):
        export_reference(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_export_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        export_reference(tmp_path / "file")


def test_a_missing_folder_names_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="reconcile reference export"):
        load_reference(tmp_path / "none")


def test_an_edit_changes_what_is_found_and_the_digest_of_its_book_alone(folder: Path) -> None:
    append(folder, "actor_names.csv", "the Grey Camels", "en", "JNIM", "", "", "")
    edited, shipped = load_reference(folder), load_reference(None)
    assert edited.actors.find("the Grey Camels") == ("JNIM",)
    assert shipped.actors.find("the Grey Camels") == ()
    assert {book for book in shipped.digests if edited.digests[book] != shipped.digests[book]} == {"actors"}


def test_a_new_group_needs_lines_in_three_tables_and_no_code(folder: Path) -> None:
    append(folder, "actors.csv", "GREY_CAMELS", "armed_group", "Grey Camels", "ML", "a test")
    append(folder, "actor_names.csv", "Grey Camels", "en", "GREY_CAMELS", "", "", "")
    append(folder, "actor_relations.csv", "GREY_CAMELS", "part_of", "JNIM", "2020-01-01", "", "a test")
    actors = load_reference(folder).actors
    assert actors.find("Grey Camels fighters") == ("GREY_CAMELS",)
    assert actors.groups_related("GREY_CAMELS", "KATIBA_MACINA", None)


def test_line_ends_and_byte_order_mark_of_an_office_program_change_nothing(folder: Path) -> None:
    path = folder / "targets.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    edited, shipped = load_reference(folder), load_reference(None)
    assert edited.targets == shipped.targets
    assert edited.digests == shipped.digests


UNKNOWN = "reference-unknown-code"
FAULTS = [
    ("targets.csv", ("hut", "bse", "hut", "", "", ""), UNKNOWN, "family"),
    ("targets.csv", ("camp", "base", "camp", "", "", ""), "reference-duplicate", "code"),
    ("targets.csv", ("", "base", "hut", "", "", ""), "reference-empty", "code"),
    ("targets.csv", ("hut", "base", "hut", "23", "", ""), "reference-value", "gtd"),
    ("targets.csv", ("hut", "base", "hut", "4.27|4.", "", ""), "reference-value", "gtd"),
    ("targets.csv", ("hut", "base", "hut", "", "Raid", ""), UNKNOWN, "acled"),
    ("attacks.csv", ("poke", "assault", "poke", "10", "", ""), "reference-value", "gtd"),
    ("attacks.csv", ("poke", "assault", "poke", "2", "Armed clash|Clash", ""), UNKNOWN, "acled"),
    ("lexicon.csv", ("targt", "en", "hut", "base", ""), UNKNOWN, "kind"),
    ("lexicon.csv", ("target", "en", "hut", "hut", ""), UNKNOWN, "code"),
    ("lexicon.csv", ("target", "en", "Convoys", "base", ""), "reference-duplicate", "term"),
    ("lexicon.csv", ("target", "en", "--", "base", ""), "reference-value", "term"),
    ("countries.csv", ("ML", "Mali", "", "", "x"), "reference-duplicate", "code"),
    ("countries.csv", ("mali", "Mali", "", "", "x"), "reference-value", "code"),
    ("countries.csv", ("QQ", "Nowhere", "", "Malian", "x"), "reference-duplicate", "adjectives"),
    ("services.csv", ("BAND", "orchestra", "{} band", "no", "", ""), UNKNOWN, "kind"),
    ("services.csv", ("BAND", "police", "{} band", "maybe", "", ""), UNKNOWN, "alone"),
    ("services.csv", ("BAND", "police", "{0} band", "no", "", ""), "reference-value", "label"),
    ("institutions.csv", ("choir", "{} choir", "loud", "STATE", "choir", ""), UNKNOWN, "role"),
    (
        "institutions.csv",
        ("choir", "{} choir", "third_party", "BAND", "choir", ""),
        UNKNOWN,
        "speaks_for",
    ),
    ("actors.csv", ("X", "orchestra", "X", "", "x"), UNKNOWN, "kind"),
    ("actors.csv", ("X", "militia", "X", "QQ", "x"), UNKNOWN, "country"),
    ("actors.csv", ("X Y", "militia", "X", "", "x"), "reference-value", "code"),
    ("actors.csv", ("X", "militia", "X", "", ""), "reference-empty", "source"),
    ("actor_names.csv", ("Xs", "en", "NOBODY", "", "", ""), UNKNOWN, "code"),
    ("actor_names.csv", ("jnim", "en", "ISGS", "", "", ""), "reference-duplicate", "name"),
    ("actor_names.csv", ("Xs", "en", "JNIM", "2017-02-30", "", ""), "reference-date", "valid_from"),
    ("actor_relations.csv", ("JNIM", "friend_of", "AQIM", "", "", "x"), UNKNOWN, "relation"),
    ("actor_relations.csv", ("NOBODY", "part_of", "AQIM", "", "", "x"), UNKNOWN, "member"),
    ("actor_relations.csv", ("JNIM", "part_of", "NOBODY", "", "", "x"), UNKNOWN, "umbrella"),
    ("actor_relations.csv", ("AQIM", "part_of", "ANSAR_DINE", "", "", "x"), "reference-circle", "umbrella"),
    ("actor_relations.csv", ("ADF", "part_of", "IS", "2020-01-02", "2020-01-01", "x"), "reference-date", "valid_to"),
    ("contingents.csv", ("JNIM", "TD", "x"), UNKNOWN, "mission"),
    ("contingents.csv", ("AMISOM", "QQ", "x"), UNKNOWN, "country"),
    ("contingents.csv", ("AMISOM", "KE", "x"), "reference-duplicate", "mission"),
    ("sources.csv", ("x", "rumour", "X", "", "JNIM", "third_party", "", "x"), UNKNOWN, "kind"),
    ("sources.csv", ("x", "outlet", "X", "", "NOBODY", "third_party", "", "x"), UNKNOWN, "speaks_for"),
    ("sources.csv", ("x", "issuer", "X", "", "JNIM", "third_party", "soon", "x"), "reference-number", "window_days"),
    ("sources.csv", ("x", "issuer", "X", "", "JNIM", "third_party", "-1", "x"), "reference-number", "window_days"),
    ("source_names.csv", ("X", "nobody", "", ""), UNKNOWN, "key"),
    ("source_topics.csv", ("minusma", "weather", "x"), UNKNOWN, "never_comments_on"),
    ("source_topics.csv", ("minusma", "own_losses", ""), "reference-empty", "evidence"),
    (
        "units.csv",
        ("X.1", "planet", "X", "ML", "", "", "", "", "9", "", "geonames", ""),
        UNKNOWN,
        "class",
    ),
    (
        "units.csv",
        ("X.1", "region", "X", "ML", "", "X.1", "", "", "9", "", "geonames", ""),
        UNKNOWN,
        "made_from",
    ),
    (
        "units.csv",
        ("X.1", "district", "X", "ML", "X.2", "", "", "", "9", "", "geonames", ""),
        UNKNOWN,
        "part_of",
    ),
    ("units.csv", ("X.1", "region", "X", "ML", "", "", "1", "", "9", "", "geonames", ""), "reference-empty", "lon"),
    (
        "units.csv",
        ("X.1", "region", "X", "ML", "", "", "1", "1", "", "", "geonames", ""),
        "reference-empty",
        "radius_km",
    ),
    ("places.csv", ("1", "X", "ML", "", "", "95", "0", "", "", "geonames"), "reference-number", "lat"),
    ("places.csv", ("1", "X", "ML", "", "", "nan", "0", "", "", "geonames"), "reference-number", "lat"),
    ("places.csv", ("1", "X", "ML", "", "", "9,5", "0", "", "", "geonames"), "reference-number", "lat"),
    ("places.csv", ("1", "X", "ML", "ML.99", "", "9", "0", "", "", "geonames"), UNKNOWN, "admin1"),
    ("places.csv", ("1", "X", "ML", "", "", "9", "0", "", "", "hearsay"), UNKNOWN, "origin"),
    ("bases.csv", ("x", "X", "QQ", "", "9", "0", "", "published", ""), UNKNOWN, "country"),
]


@pytest.mark.parametrize(("file", "cells", "code", "field"), FAULTS)
def test_a_fault_is_named_by_file_line_and_column(
    short: Path, file: str, cells: tuple[str, ...], code: str, field: str
) -> None:
    line = append(short, file, *cells)
    found = [(issue.file, issue.line, issue.code, issue.field) for issue in check_reference(short)]
    assert (file, line, code, field) in found


def test_a_faulty_line_is_quoted_short_and_harmless(short: Path) -> None:
    append(short, "targets.csv", "hut", "\x1b[31m" + "x" * 300, "hut", "", "", "")
    (issue,) = check_reference(short)
    assert "\x1b" not in issue.message
    assert issue.found is not None
    assert len(issue.found) <= 80


def test_loading_names_the_first_fault_and_counts_the_others(short: Path) -> None:
    line = append(short, "targets.csv", "hut", "bse", "hut", "", "", "")
    append(short, "attacks.csv", "tickle", "fun", "tickle", "", "", "")
    with pytest.raises(ReferenceDataError, match=rf"targets\.csv, line {line}, family 'bse'.*1 further fault: .*check"):
        load_reference(short)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"code,family,label,gtd,acled\n", "reference-column-missing"),
        (b"code,family,label,gtd,acled,note,colour\n", "reference-column-unknown"),
        (b"code,family,label,gtd,acled,note,note\n", "reference-column-twice"),
        (b"", "reference-header"),
        (b"code,family,label,gtd,acled,note\nhut,base\n", "reference-cells"),
        (b'code,family,label,gtd,acled,note\n"hut" x,base,hut,,,\n', "reference-csv"),
        (b"code,family,label,gtd,acled,note\nh\xfft,base,hut,,,\n", "reference-encoding"),
        (b"code,family,label,gtd,acled,note\nbase,family,base,,,\n", "reference-other"),
    ],
)
def test_a_table_of_the_wrong_form_is_named(short: Path, content: bytes, code: str) -> None:
    (short / "attacks.csv").write_bytes(content)
    assert ("attacks.csv", code) in {(issue.file, issue.code) for issue in check_reference(short)}


def test_a_missing_table_is_named(short: Path) -> None:
    (short / "sources.csv").unlink()
    assert ("sources.csv", "reference-missing") in {(issue.file, issue.code) for issue in check_reference(short)}


def test_a_broken_outline_is_found_by_check(short: Path) -> None:
    (short / "outlines.json").write_text('{"countries": {"QQ": {"name": "x", "rings": []}}}', encoding="utf-8")
    assert [issue.code for issue in check_reference(short)] == [UNKNOWN]


def test_check_finds_all_faults(short: Path) -> None:
    append(short, "targets.csv", "hut", "bse", "hut", "", "", "")
    append(short, "actors.csv", "X", "orchestra", "X", "", "x")
    append(short, "places.csv", "1", "X", "ML", "", "", "95", "0", "", "", "geonames")
    assert [issue.file for issue in check_reference(short)] == ["targets.csv", "actors.csv", "places.csv"]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("prior.csv", "share,0.2,", "share,-1,", "must lie between"),
        ("prior.csv", "claims,500", "claim,500", "must hold the lines 'share', 'claims' and 'denials'"),
        ("delays.csv", "claim,general,,0,0,0.22", "claim,general,,0,0,0.32", "sum to 1.1"),
        ("delays.csv", "claim,general,,1,1,", "claim,general,,2,2,", "must be 1, the day after the line before"),
        ("delays.csv", "claim,jnim,JNIM,", "claim,jnim,NOBODY,", "'NOBODY' is no actor or source"),
        ("delays.csv", "statement,general", "statement,usual", "must hold the habit 'general' of kind 'statement'"),
        ("delays.csv", "statement,general", "witness,general", "is no kind of record"),
    ],
)
def test_a_faulty_prior_or_habit_is_named(short: Path, file: str, old: str, new: str, told: str) -> None:
    path = short / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(told in fault.message and file in fault.message for fault in check_reference(short))
