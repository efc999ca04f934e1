"""Declarations of what was collected."""

from datetime import date
from pathlib import Path

import pytest

from reconcile.domain.dates import DateInterval
from reconcile.domain.sources import Coverage, CoverageBasis
from reconcile.errors import InputError
from reconcile.ingest import read_coverage


def test_declarations_are_read_in_file_order(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("﻿Source;From;To;Note\nminusma;2017-04-01;2017-05-31;web site\nml-army;2017-04-01;2017-04-01;\n")

    found = read_coverage(path)

    assert found.issues == ()
    assert found.coverage == (
        Coverage(
            source="minusma",
            days=DateInterval(date(2017, 4, 1), date(2017, 5, 31)),
            basis=CoverageBasis.DECLARED,
            note="web site",
        ),
        Coverage(source="ml-army", days=DateInterval(date(2017, 4, 1), date(2017, 4, 1))),
    )


def test_bad_rows_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text(
        "source,from,to\n,2017-04-01,2017-04-02\na,2017-04-31,2017-05-01\nb,2017-04-02,2017-04-01\n"
        'c,2017-04-01,\nd,2017-04-01,2017-04-01\ne,"2017-04-01"x,2017-04-01\n'
    )

    found = read_coverage(path)

    assert [coverage.source for coverage in found.coverage] == ["d"]
    assert [(issue.file, issue.line, issue.field, issue.code) for issue in found.issues] == [
        ("coverage.csv", 2, "source", "value-missing"),
        ("coverage.csv", 3, "from", "date-impossible"),
        ("coverage.csv", 4, "to", "date-reversed"),
        ("coverage.csv", 5, "to", "value-missing"),
        ("coverage.csv", 7, None, "csv-broken"),
    ]
    assert found.issues[2].message == "to is 2017-04-01, before from 2017-04-02; expected the same day or a later one."


def test_a_source_that_nobody_knows_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("source,from,to\nminusma,2017-04-01,2017-04-02\nnobody,2017-04-01,2017-04-02\n,,\nx,,\n")

    found = read_coverage(path, lambda key: key == "minusma")

    assert [coverage.source for coverage in found.coverage] == ["minusma"]
    assert (found.issues[0].line, found.issues[0].field, found.issues[0].found) == (3, "source", "nobody")
    assert found.issues[0].message == "The source table has no 'nobody'; add it there, or write the key it has."
    assert {issue.line for issue in found.issues[1:]} == {5}
    assert (len(found.issues), found.rejected) == (3, 2)


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("source,start\na,2017-04-01\n")

    with pytest.raises(InputError) as refused:
        read_coverage(path)

    assert str(refused.value) == f"{path} lacks the columns from and to; expected source, from, to and note."
