"""Parquet files: types of data frames, damaged files, and what is no Parquet file."""

from datetime import date
from pathlib import Path

import pytest

pyarrow = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
from pyarrow import parquet  # noqa: E402

from reconcile.errors import InputError  # noqa: E402
from tests.ingest.writing import faults_of, read_all  # noqa: E402


def written(path: Path, **columns: object) -> Path:
    parquet.write_table(pyarrow.table(columns), path)
    return path


def test_types_of_data_frames_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path / "c.parquet",
        id=["c1", "c2"],
        claimant=["JNIM", "JNIM"],
        event_date_start=[date(2017, 4, 18), None],
        killed_min=[3.0, float("nan")],
        lat=[17.1, None],
        lon=[-1.5, None],
        remark=["kept", None],
    )
    (first, second), reading = read_all(path)
    assert reading.issues == []
    assert (first.event_date_start, first.lat, first.extra) == (date(2017, 4, 18), 17.1, {"remark": "kept"})
    assert (getattr(first, "killed_min", None), getattr(second, "killed_min", None)) == (3, None)
    assert second.event_date_start is None


def test_a_bad_row_is_rejected_with_its_number_and_the_others_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "c.parquet", id=["c1", "c2"], claimant=["JNIM", None])
    assert [(line, field) for line, field, _ in faults_of(path)] == [(2, "claimant")]
    assert len(read_all(path)[0]) == 1


@pytest.mark.parametrize("content", [b"PAR1 and nothing more", b"id,claimant\nc1,JNIM\n"])
def test_what_is_no_parquet_file_is_said_plainly(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "c.parquet"
    path.write_bytes(content)
    with pytest.raises(InputError, match="no Parquet file, or a damaged one"):
        read_all(path)


def test_a_file_cut_off_is_damaged(tmp_path: Path) -> None:
    path = written(tmp_path / "c.parquet", id=[f"c{number}" for number in range(5_000)], claimant=["JNIM"] * 5_000)
    whole = path.read_bytes()
    path.write_bytes(whole[:40] + bytes(200) + whole[240:])
    with pytest.raises(InputError, match="damaged"):
        read_all(path)
