"""What a truth file must hold."""

import json
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.outcomes import Flag
from reconcile.errors import InputError
from reconcile.evaluation import read_truth

GOOD: dict[str, Any] = {
    "links": [["c1", "s1", "agreement"]],
    "flags": {"c1": "agreement", "c2": "no_official_comment"},
    "names": {"c1": "mali/c1", "c2": "mali/c2", "s1": "mali/s1", "c3": "niger/c3"},
    "ignored": ["c3"],
}


def written(folder: Path, **changes: Any) -> Path:
    path = folder / "truth.json"
    path.write_text(json.dumps(GOOD | changes), encoding="utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    truth = read_truth(written(tmp_path, unclaimed=["s1"]))
    assert truth.links == {("c1", "s1"): Flag.AGREEMENT}
    assert truth.flags["c2"] is Flag.NO_OFFICIAL_COMMENT
    assert truth.ignored == {"c3"}
    assert truth.group("c1", "s1") == "mali"
    assert truth.group("unknown", "s1") == "mali"
    assert truth.name("unknown") == "unknown"


def test_ignored_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_text(json.dumps({name: value for name, value in GOOD.items() if name != "ignored"}), encoding="utf-8")
    assert read_truth(path).ignored == frozenset()


@pytest.mark.parametrize(
    "changes",
    [
        {"links": [["c1", "s1"]]},
        {"links": [["c1", "s1", "perhaps"]]},
        {"links": [["c1", 7, "agreement"]]},
        {"links": [["c3", "s1", "agreement"]]},
        {"links": [["c1", "s9", "agreement"]]},
        {"flags": {"c1": "maybe"}},
        {"flags": []},
        {"names": {"c1": "mali/c1"}},
        {"names": None},
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"truth\.json does not hold"):
        read_truth(written(tmp_path, **changes))


def test_no_file_and_no_json(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.json cannot be read: No such file or directory\.$"):
        read_truth(tmp_path / "nothing.json")
    (tmp_path / "latin.json").write_bytes(b'{"M\xe9naka')
    with pytest.raises(InputError, match=r"latin\.json is not UTF-8 from byte 3 on\.$"):
        read_truth(tmp_path / "latin.json")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is not JSON"):
        read_truth(tmp_path / "broken.json")
