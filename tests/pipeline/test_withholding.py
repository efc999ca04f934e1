"""The public edition with a delay: no page tells of what is too young, not even beside something else."""

import re
from pathlib import Path
from typing import Any

import pytest

from reconcile.domain.decisions import DecisionKind
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


KIDAL: dict[str, Any] = {**PLACE, "place": "Kidal", "target_type": "convoy", "target_actor": "MINUSMA",
                         "attack_type": "IED"}  # fmt: skip
REPLACED_CLAIMS = [
    {**TESSALIT, "id": "kept", "claimant": "JNIM", "event_date": "2017-03-01", "published": "2017-03-02"},
    {**TESSALIT, "id": "replacing", "claimant": "JNIM", "event_date": "2017-03-01", "published": "2017-05-18",
     "supersedes": "kept"},
    {**KIDAL, "id": "answered-once", "claimant": "ISGS", "event_date": "2017-04-20", "published": "2017-04-21"},
    {**KIDAL, "id": "copied", "claimant": "Ansar Dine", "event_date": "2016-04-20", "published": "2016-04-21"},
    {**KIDAL, "id": "copying", "claimant": "AQIM", "event_date": "2016-04-20", "published": "2017-05-17"},
    {**GAO, "id": "of-one-family", "claimant": "JNIM", "event_date": "2015-04-20", "published": "2015-04-21"},
    {**GAO, "id": "of-it-too", "claimant": "Sahara Front", "event_date": "2017-05-16", "published": "2017-05-17"},
]  # fmt: skip
REPLACED_STATEMENTS = [
    {**KIDAL, "id": "said-first", "issuer": "MINUSMA", "event_date": "2017-04-20", "published": "2017-04-21"},
    {**GAO, "id": "said-instead", "issuer": "MINUSMA", "event_date": "2017-05-10", "published": "2017-05-18",
     "supersedes": "said-first"},
]  # fmt: skip


@pytest.fixture(scope="module")
def replacing(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Young records take the place of old ones, and people hold old records for copies and relatives of them."""
    made = Desk(tmp_path_factory.mktemp("replacing"))
    young = ("replacing", "copying", "of-it-too", "said-instead")
    made.read(RecordKind.CLAIM, [row for row in REPLACED_CLAIMS if row["id"] not in young])
    made.read(RecordKind.STATEMENT, REPLACED_STATEMENTS[:1])
    run_reconciliation(made.url, Settings(), parse_instant("2017-05-10"), parse_instant("2030-01-01"))
    made.read(RecordKind.CLAIM, REPLACED_CLAIMS, after=1)
    made.read(RecordKind.STATEMENT, REPLACED_STATEMENTS, after=1)
    made.decide(DecisionKind.RECORD, "duplicate", claim="copied", original="copying")
    made.decide(DecisionKind.FAMILY, "same_event", claim="of-one-family", other="of-it-too")
    # Decisions are of today: a run as of then binds them all the same.
    run_reconciliation(made.url, Settings(), parse_instant("2017-05-20"), parse_instant("2030-01-02"))
    return made


def claimants_told(found: dict[str, str]) -> set[str]:
    pages = [page for name, page in found.items() if name.startswith("claims/")]
    return {one for one in ("JNIM", "ISGS", "Ansar Dine", "AQIM", "Sahara Front") if any(one in page for page in pages)}


def test_without_a_delay_the_pages_tell_what_took_the_place_of_what(replacing: Desk, tmp_path: Path) -> None:
    """Else the test below would look for nothing."""
    found = pages(replacing, tmp_path / "r")
    assert claimants_told(found) == {"JNIM", "ISGS", "Ansar Dine", "AQIM", "Sahara Front"}
    every = " ".join(found.values())
    for words in (
        "has replaced this claim by",
        "its place is taken by",
        "is a second copy of",
        "Sahara Front&#39;s claim",
    ):
        assert words in every, words


def test_with_a_delay_nothing_tells_that_a_young_record_took_its_place(replacing: Desk, tmp_path: Path) -> None:
    found = pages(replacing, tmp_path / "r", delay_days=5)
    for name, page in found.items():
        told = re.search(
            "(?<!not stated or )not shown(?! in)|replaced|its place is taken|second copy|AQIM|Sahara Front", page
        )
        assert told is None, (name, told)


def test_with_a_delay_no_silence_is_told_that_only_a_young_record_makes(replacing: Desk, tmp_path: Path) -> None:
    """The claim that was answered until a young statement took the answer's place is left out; one that its group has
    put another in the place of stays, for its silence is the same."""
    found = pages(replacing, tmp_path / "r", delay_days=5)
    assert claimants_told(found) == {"JNIM"}
    (kept,) = [page for name, page in found.items() if name.startswith("claims/")]
    assert "no official comment" in kept.lower()
    assert "statement-" not in found["official-only.html"], "nor is the answer told as answering no claim"


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
