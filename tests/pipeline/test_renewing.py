"""A run that leaves what holds as it is finds, writes and tells the same as one that makes every finding anew."""

import json
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Role, Subject
from reconcile.domain.records import RecordKind
from reconcile.errors import RefusedError
from reconcile.pipeline import renewing, seeing
from reconcile.pipeline.changing import changes_since
from reconcile.pipeline.collecting import ingest_coverage, ingest_file
from reconcile.pipeline.repeating import silences_again
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.withdrawing import withdraw_batch
from reconcile.settings import Settings
from reconcile.store import open_database
from reconcile.store.engines import reading
from reconcile.store.run_tables import FindingRow, PairRow

RULES = ReviewRules(two_person=frozenset(), grades=())
START = datetime(2020, 1, 1, tzinfo=UTC)
TOWNS = ("Gao", "Tessalit", "Kidal", "Menaka", "Timbuktu", "Mopti", "Hombori")
TARGETS = ("base", "convoy", "village", "patrol")
ACTORS = ("MINUSMA", "Malian army", "MINUSMA (Chad)", "civilians")
GROUPS = ("JNIM", "ISGS")
ISSUERS = ("MINUSMA", "Malian army", "French Ministry of the Armed Forces")
DAYS = 9


class Newsroom:
    """Records, versions, decisions and coverage as they come in, day by day, by chance."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
        self.folder = folder
        self.files = 0
        self.rows: dict[RecordKind, dict[str, dict[str, Any]]] = {kind: {} for kind in RecordKind}

    def file(self, rows: Sequence[Mapping[str, Any]]) -> Path:
        self.files += 1
        path = self.folder / f"{self.files}.jsonl"
        path.write_text("".join(f"{json.dumps(dict(row))}\n" for row in rows), encoding="utf-8")
        return path

    def record(self, kind: RecordKind, today: date) -> dict[str, Any]:
        pick = self.chance.choice
        event = today - timedelta(days=self.chance.randrange(10))
        row: dict[str, Any] = {
            "id": f"{kind.value[0]}{len(self.rows[kind])}",
            "published": str(today - timedelta(days=self.chance.randrange(2))),
            "country": "ML",
            "place": pick(TOWNS),
            "target_type": pick(TARGETS),
            "target_actor": pick(ACTORS),
        }
        if self.chance.random() < 0.85:
            row["event_date"] = str(event)
        if kind is RecordKind.CLAIM:
            row |= {"claimant": pick(GROUPS), "claim_kind": pick(["claim"] * 8 + ["denial"])}
            row |= {"killed_min": self.chance.randrange(9)}
        else:
            row |= {"issuer": pick(ISSUERS), "stance": pick(["reports"] * 5 + ["denies"])}
            row |= {"own_killed_min": self.chance.randrange(9)}
        if self.rows[kind] and self.chance.random() < 0.1:
            row["supersedes"] = pick(sorted(self.rows[kind]))
        self.rows[kind][row["id"]] = row
        return row

    def amended(self, kind: RecordKind) -> dict[str, Any]:
        row = dict(self.chance.choice(list(self.rows[kind].values())))
        row |= self.chance.choice(
            [{"target_type": self.chance.choice(TARGETS)}, {"place": self.chance.choice(TOWNS)}, {"withdrawn": True},
             {"own_killed_min" if kind is RecordKind.STATEMENT else "killed_min": 40}]
        )  # fmt: skip
        self.rows[kind][row["id"]] = row
        return row


Deed = Callable[[str], object]


def a_day(newsroom: Newsroom, now: datetime) -> list[Deed]:
    """What is done to a database on one day."""
    chance, today = newsroom.chance, now.date()
    deeds: list[Deed] = []

    def ingest(kind: RecordKind, rows: Sequence[Mapping[str, Any]]) -> None:
        path = newsroom.file(rows)
        deeds.append(lambda url: ingest_file(url, kind, path, now))

    for kind in RecordKind:
        if chance.random() < 0.7:
            ingest(kind, [newsroom.record(kind, today) for _ in range(chance.randrange(1, 5))])
        if newsroom.rows[kind] and chance.random() < 0.4:
            ingest(kind, [newsroom.amended(kind)])
    if newsroom.files > 3 and chance.random() < 0.15:
        batch = chance.randrange(1, newsroom.files)
        deeds.append(lambda url: withdraw_batch(url, batch, now, "a broken feed", Settings()))
    if chance.random() < 0.3:
        source, first = chance.choice(("minusma", "ml-army")), today - timedelta(days=chance.randrange(9))
        deeds.append(lambda url: declare(url, newsroom.folder, source, first, today))
    if chance.random() < 0.3 and all(newsroom.rows.values()):
        claim, statement = (chance.choice(sorted(newsroom.rows[kind])) for kind in RecordKind)
        verdict = chance.choice(("same_event", "not_same", "open"))
        deeds.append(lambda url: decide(url, claim, statement, verdict, now))
    return deeds


def declare(url: str, folder: Path, source: str, first: date, last: date) -> None:
    path = folder / "coverage.csv"
    path.write_text(f"source,from,to\n{source},{first},{last}\n", encoding="utf-8")
    ingest_coverage(url, path, Settings())


def decide(url: str, claim: str, statement: str, verdict: str, now: datetime) -> None:
    subject = Subject(kind=DecisionKind.PAIR, claim=claim, statement=statement)
    with open_database(url) as database:
        before = database.standing(subject)
        seen = None if before is None else before.head.number
        draft = Draft(act=Act.DECIDE, subject=subject, verdict=verdict, reason="Compared by hand.", seen=seen)
        with suppress(RefusedError):
            database.decide([draft], "ada", RULES, now)


def written(url: str) -> list[tuple[Any, ...]]:
    """All rows of findings and pairs as they stand; what they rest on and the order they came in aside."""
    with open_database(url) as database, reading(database._engine) as connection:
        return [
            row
            for table in (FindingRow, PairRow)
            for row in sorted(
                (
                    tuple(getattr(row, column.name) for column in table.__table__.c if column.name not in _ASIDE)
                    for row in connection.execute(select(table.__table__))
                ),
                key=repr,
            )
        ]


_ASIDE = ("basis", "id")


@pytest.mark.parametrize("seed", range(3))
def test_what_holds_on_is_what_would_be_found_again(
    seed: int, stocked_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = Newsroom(seed, tmp_path)
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    shutil.copy(stocked_sqlite_url.removeprefix("sqlite:///"), tmp_path / "whole.db")
    for url in (stocked_sqlite_url, whole):
        with open_database(url) as database:
            database.add_account("ada", Role.REVIEWER, "no hash", START)
    held_in_all = 0
    told_again: list[bool] = []

    def watched(*asked: Any) -> Any:
        again = silences_again(*asked)
        told_again.append(again is not None)
        return again

    monkeypatch.setattr("reconcile.pipeline.finding.silences_again", watched)
    for day in range(DAYS):
        now = START + timedelta(days=day * 5)
        for deed in a_day(newsroom, now):
            deed(stocked_sqlite_url)
            deed(whole)
        # The second run of a day sees nothing new: only the time is another.
        for when in (now, now + timedelta(days=3)):
            result = run_reconciliation(stocked_sqlite_url, Settings(), when, when)
            with monkeypatch.context() as patch:
                patch.setattr(seeing, "_held", lambda *_: None)
                patch.setattr(renewing, "PART_CLAIMS", 3)
                other = run_reconciliation(whole, Settings(), when, when)
            assert result.log == other.log
            assert result.needing_decision == other.needing_decision
            assert result.run == other.run
            assert written(stocked_sqlite_url) == written(whole)
            assert changes_since(stocked_sqlite_url, Settings(), None) == changes_since(whole, Settings(), None)
        with open_database(stocked_sqlite_url) as database:
            held_in_all += sum(held.basis is not None for held in database.held_findings().values())
    assert held_in_all > 0
    assert any(told_again)
