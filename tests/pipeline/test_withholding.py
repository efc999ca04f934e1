"""The public edition with a delay: no page tells of what is too young, not even beside something else."""

import re
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.instants import parse_instant
from reconcile.domain.records import RecordKind
from reconcile.pipeline.editions import Edition
from reconcile.pipeline.publishing import write_report
from reconcile.pipeline.running import run_reconciliation
from reconcile.settings import Settings
from tests.pipeline.desk import PLACE, Desk

TESSALIT = {**PLACE, "event_date": "2017-05-02", "published": "2017-05-03"}
GAO: dict[str, Any] = {**PLACE, "place": "Gao", "target_type": "convoy", "target_actor": "Malian army",
                       "attack_type": "IED"}  # fmt: skip
CLAIMS = [
    {**TESSALIT, "id": "old-at-tessalit", "claimant": "JNIM"},
    {**TESSALIT, "id": "young-rival", "claimant": "ISGS", "published": "2017-05-18"},
    {**GAO, "id": "old-at-gao", "claimant": "JNIM", "event_date": "2017-05-01", "published": "2017-05-02",
     "place": "near Gao"},
    {**GAO, "id": "young-better", "claimant": "AQIM", "event_date": "2017-05-04", "published": "2017-05-17"},
    {**GAO, "id": "old-and-alone", "claimant": "Ansar Dine", "event_date": "2017-03-04", "published": "2017-03-05",
     "place": "Kidal"},
]  # fmt: skip
STATEMENTS = [
    {**TESSALIT, "id": "said-of-tessalit", "issuer": "MINUSMA"},
    {**GAO, "id": "said-of-gao", "issuer": "Malian army", "event_date": "2017-05-04", "published": "2017-05-05"},
    {**GAO, "id": "said-late", "issuer": "FAMa spokesman", "event_date": "2017-04-04", "published": "2017-05-19"},
]
TOLD = ("ISGS", "AQIM", "FAMa spokesman", "18 May 2017", "17 May 2017", "19 May 2017", "each claim what may be")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two runs: the second knows what is young."""
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.read(RecordKind.CLAIM, [row for row in CLAIMS if not row["id"].startswith("young")])
    made.read(RecordKind.STATEMENT, STATEMENTS[:2])
    run_reconciliation(made.url, Settings(), parse_instant("2017-05-10"), parse_instant("2030-01-01"))
    made.read(RecordKind.CLAIM, CLAIMS, after=1)
    made.read(RecordKind.STATEMENT, STATEMENTS, after=1)
    run_reconciliation(made.url, Settings(), parse_instant("2017-05-20"), parse_instant("2030-01-02"))
    return made


def pages(desk: Desk, folder: Path, **asked: Any) -> dict[str, str]:
    write_report(desk.url, Settings(), folder, edition=Edition(public=True, **asked))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def test_without_a_delay_the_pages_tell_of_it(desk: Desk, tmp_path: Path) -> None:
    """Else the test below would look for nothing."""
    found = " ".join(pages(desk, tmp_path / "r").values())
    assert [words for words in TOLD if words not in found] == []
    assert "it is linked to AQIM" in found or "fits AQIM" in found


def test_with_a_delay_none_does(desk: Desk, tmp_path: Path) -> None:
    found = pages(desk, tmp_path / "r", delay_days=5)
    for name, page in found.items():
        assert [words for words in TOLD if words in page] == [], name
        assert not re.search("(claim|statement) not shown", page), name
    claims = [name for name in found if name.startswith("claims/")]
    assert len(claims) == 2, "the claim whose silence rests on a young one is left out with it"


def test_ids_of_collectors_stand_on_no_page_and_in_no_address(desk: Desk, tmp_path: Path) -> None:
    found = pages(desk, tmp_path / "r")
    own = [str(row["id"]) for row in (*CLAIMS, *STATEMENTS)]
    for name, page in found.items():
        assert [one for one in own if one in page or one in name] == [], name
    assert "claim-1" in found["index.html"]


def test_the_whole_edition_says_what_each_record_is_called_in_public(desk: Desk, tmp_path: Path) -> None:
    write_report(desk.url, Settings(), tmp_path / "whole")
    (page,) = (tmp_path / "whole" / "claims").glob("old-at-tessalit*")
    called = re.search("Id in public editions</dt><dd><bdi[^>]*>(claim-[0-9]+)<", page.read_text(encoding="utf-8"))
    assert called is not None
    assert any(name.startswith(f"claims/{called[1]}-") for name in pages(desk, tmp_path / "r"))


def test_a_new_version_keeps_its_public_id(desk: Desk, tmp_path: Path) -> None:
    before = {name for name in pages(desk, tmp_path / "a") if name.startswith("claims/")}
    desk.read(RecordKind.CLAIM, [{**CLAIMS[0], "killed_min": 3}], after=3)
    run_reconciliation(desk.url, Settings(), parse_instant("2030-01-03"), parse_instant("2030-01-03"))
    after = {name for name in pages(desk, tmp_path / "b") if name.startswith("claims/")}
    assert before == after
