"""The parts of the comparison with other tools that are ours: two loops, the plots, the place of the figures."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.peers.__main__ import MARKS
from benchmarks.peers.plots import cost_plot, quality_plot
from benchmarks.peers.tool_meltt import Entry, by_rule
from benchmarks.peers.tool_nested import in_a_loop
from benchmarks.peers.tool_rule import Told
from benchmarks.tables import put


def entry(name: str, day: int = 10, lat: float = 0.3, target: str = "convoy") -> Entry:
    place = Told(id=name, country="ML", day=day, point=(lat, 0.01), place="x")
    return Entry(place, day, ((target, "moving"), ("army", "army"), ("ied", "bomb")))


def test_meltt_joins_the_best_fitting_first_and_each_once() -> None:
    claims = [entry("c1"), entry("c2", target="patrol")]
    statements = [entry("s1"), entry("s2", day=13), entry("s3", lat=0.31)]
    assert by_rule(claims, statements) == [("c1", "s1")]
    assert by_rule(claims, [*statements, entry("s4", target="patrol")]) == [("c1", "s1"), ("c2", "s4")]


def test_the_nested_loop_joins_like_names_of_like_days() -> None:
    def told(name: str, place: str, day: int = 10) -> Told:
        return Told(id=name, country="ML", day=day, point=None, place=place)

    claims = [told("c1", "indelimane"), told("c2", "")]
    statements = [
        told("s1", "indelimen"),
        told("s2", "indelimane", 13),
        told("s3", "indelimane", 14),
        told("s4", "gao"),
    ]
    found = in_a_loop(claims, statements)
    assert found["every pair that fits"] == [("c1", "s1"), ("c1", "s2")]
    assert found["likest of each claim"] == [("c1", "s2")]


def test_plots_are_drawings_with_a_line_for_each_tool() -> None:
    series = {"ours": [(1000.0, 0.1), (10000.0, 1.0)], "theirs": [(1000.0, 2.0), (10000.0, 30.0)]}
    shares = {"ours": [(0.5, 0.9), (2.0, 0.8)], "theirs": [(0.5, 0.7), (2.0, 0.65)]}
    for drawn in (cost_plot(series), quality_plot(shares)):
        lines = ET.fromstring(drawn).findall("{http://www.w3.org/2000/svg}polyline")  # noqa: S314 - our own
        assert len(lines) == 2
        numbers = [float(one) for line in lines for point in line.attrib["points"].split() for one in point.split(",")]
        assert all(0 <= number <= 720 for number in numbers)


def test_figures_go_between_their_marks_and_nowhere_else(tmp_path: Path) -> None:
    document = tmp_path / "d.md"
    begin, end = MARKS
    document.write_text(f"before\n{begin}\nold\n{end}\nafter\n")
    put(document, MARKS, ["new"])
    assert document.read_text() == f"before\n{begin}\nnew\n{end}\nafter\n"
    document.write_text("no marks\n")
    with pytest.raises(SystemExit, match="lacks the marks"):
        put(document, MARKS, ["new"])
