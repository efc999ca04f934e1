"""Nothing is half written, and nothing that is not ours is removed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.errors import OutputError
from reconcile.report import render_report, write_output
from reconcile.report.output import MARKER
from tests.report.building import Made


def render(made: Made, folder: Path) -> Path:
    return render_report(made.outcome, made.books, folder)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_new_folder_is_made_with_its_parents(made: Made, tmp_path: Path) -> None:
    index = render(made, tmp_path / "a" / "b")
    assert index == tmp_path / "a" / "b" / "index.html"
    assert index.is_file()


def test_an_empty_folder_is_filled(made: Made, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    assert render(made, tmp_path / "r").is_file()


def test_nothing_but_the_report_is_left_beside_it(made: Made, tmp_path: Path) -> None:
    render(made, tmp_path / "r")
    render(made, tmp_path / "r")
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_the_marker_lists_exactly_the_files_written(made: Made, tmp_path: Path) -> None:
    render(made, tmp_path / "r")
    listed = set((tmp_path / "r" / MARKER).read_text().splitlines())
    assert listed == {name for name in names(tmp_path / "r") if (tmp_path / "r" / name).is_file()}


def test_an_older_report_is_replaced_whole(made: Made, tmp_path: Path) -> None:
    before = names(render(made, tmp_path / "r").parent)
    fewer = replace(made.outcome, claims=made.outcome.claims[5:6], findings=made.outcome.findings[5:6])
    render_report(fewer, made.books, tmp_path / "r")
    after = names(tmp_path / "r")
    assert after < before
    assert len([name for name in after if name.startswith("claims/")]) == 1


def test_files_of_others_in_an_older_report_are_kept(made: Made, tmp_path: Path) -> None:
    render(made, tmp_path / "r")
    (tmp_path / "r" / "notes.txt").write_text("mine")
    (tmp_path / "r" / "claims" / "deep").mkdir()
    (tmp_path / "r" / "claims" / "deep" / "notes.txt").write_text("mine too")
    render(made, tmp_path / "r")
    assert (tmp_path / "r" / "notes.txt").read_text() == "mine"
    assert (tmp_path / "r" / "claims" / "deep" / "notes.txt").read_text() == "mine too"


def test_a_folder_with_other_files_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match="holds files that reconcile did not write"):
        render(made, tmp_path / "r")
    assert names(tmp_path) == {"r", "r/thesis.doc"}


def test_a_file_of_others_in_the_way_of_a_page_is_refused(made: Made, tmp_path: Path) -> None:
    few = replace(made.outcome, claims=made.outcome.claims[5:6], findings=made.outcome.findings[5:6])
    render_report(few, made.books, tmp_path / "r")
    page = tmp_path / "other"
    render(made, page)
    taken = next(name for name in sorted(names(page)) if "tessalit" in name)
    (tmp_path / "r" / taken).write_text("mine")
    with pytest.raises(OutputError, match="was not written by reconcile"):
        render(made, tmp_path / "r")
    assert (tmp_path / "r" / taken).read_text() == "mine"


def test_a_link_in_the_place_of_the_folder_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "r").symlink_to(tmp_path / "real")
    with pytest.raises(OutputError, match="is a link"):
        render(made, tmp_path / "r")
    assert names(tmp_path / "real") == set()


def test_a_dangling_link_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "r").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="is a link"):
        render(made, tmp_path / "r")


def test_a_file_in_the_place_of_the_folder_is_refused(made: Made, tmp_path: Path) -> None:
    (tmp_path / "r").write_text("a file")
    with pytest.raises(OutputError, match="is a file"):
        render(made, tmp_path / "r")
    assert (tmp_path / "r").read_text() == "a file"


def test_a_linked_folder_inside_is_not_written_through(made: Made, tmp_path: Path) -> None:
    render(made, tmp_path / "r")
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "r" / "claims").rename(elsewhere)
    kept = names(elsewhere)
    (tmp_path / "r" / "claims").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="was not written by reconcile"):
        render(made, tmp_path / "r")
    assert names(elsewhere) == kept


@pytest.mark.parametrize("marker", ["link", "folder"])
def test_a_marker_that_is_no_file_makes_no_report(made: Made, tmp_path: Path, marker: str) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "thesis.doc").write_text("years of work")
    if marker == "link":
        (tmp_path / "list").write_text("thesis.doc\n")
        (tmp_path / "r" / MARKER).symlink_to(tmp_path / "list")
    else:
        (tmp_path / "r" / MARKER).mkdir()
    with pytest.raises(OutputError, match="did not write"):
        render(made, tmp_path / "r")
    assert (tmp_path / "r" / "thesis.doc").is_file()


def test_a_failed_report_leaves_the_older_one(made: Made, tmp_path: Path) -> None:
    render(made, tmp_path / "r")
    before = {name: (tmp_path / "r" / name).read_bytes() for name in names(tmp_path / "r") if "." in name}
    torn = replace(made.outcome, findings=made.outcome.findings[:3])
    with pytest.raises(KeyError):
        render_report(torn, made.books, tmp_path / "r")
    assert {name: (tmp_path / "r" / name).read_bytes() for name in names(tmp_path / "r") if "." in name} == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_the_report_can_be_read_by_others(made: Made, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    folder = render(made, tmp_path / "r").parent
    assert folder.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_output_file_is_written_and_replaced(tmp_path: Path) -> None:
    write_output(tmp_path / "a" / "out.json", b"one")
    write_output(tmp_path / "a" / "out.json", b"two")
    assert (tmp_path / "a" / "out.json").read_bytes() == b"two"
    assert names(tmp_path) == {"a", "a/out.json"}


def test_a_folder_in_the_place_of_an_output_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is not a file"):
        write_output(tmp_path, b"x")


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="is not a file"):
        write_output(tmp_path / "pipe", b"x")


def test_an_output_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_output(tmp_path / "file" / "out.json", b"x")


def test_a_linked_output_file_is_written_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "latest.json").symlink_to(tmp_path / "real.json")
    write_output(tmp_path / "latest.json", b"new")
    assert (tmp_path / "latest.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


def test_a_name_too_long_for_the_disk_is_refused_in_words(made: Made, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="choose another file"):
        write_output(tmp_path / ("x" * 300), b"x")
    with pytest.raises(OutputError, match="choose another folder"):
        render(made, tmp_path / ("x" * 300))
    assert names(tmp_path) == set()
