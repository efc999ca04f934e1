"""What the service keeps open between requests is what the database holds, whoever wrote to it and from where."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reconcile.domain.cases import Case, CaseReason
from reconcile.domain.decisions import DecisionKind, DecisionState, Role, Subject
from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.guarding import redact_record
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.withdrawing import withdraw_batch
from reconcile.reference import load_reference
from reconcile.serve.desk import Desk
from reconcile.settings import Settings
from reconcile.store import Database, Order, open_database
from tests.pipeline.desk import CLAIMS, STATEMENTS
from tests.pipeline.running import NOW

PAIR = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
DECIDE = """
import sys
from reconcile.domain.admitting import ReviewRules
from reconcile.domain.decisions import Act, DecisionKind, Draft, Subject
from reconcile.store import open_database
from tests.pipeline.running import NOW
subject = Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1")
with open_database(sys.argv[1]) as database:
    draft = Draft(act=Act.DECIDE, subject=subject, verdict="same_event", reason="As both say.")
    database.decide([draft], "ada", ReviewRules(two_person=frozenset()), NOW)
"""
NOTE = """
import sys
from reconcile.domain.cases import CaseAct
from reconcile.domain.decisions import DecisionKind, Subject
from reconcile.pipeline.reviewing import add_event
from tests.pipeline.running import NOW
add_event(sys.argv[1], Subject(kind=DecisionKind.PAIR, claim="c1", statement="s1"), CaseAct.NOTE, "Look.", "ada", NOW)
"""


def elsewhere(code: str, url: str) -> None:
    """What another process does."""
    subprocess.run([sys.executable, "-c", code, url], check=True)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def read(url: str, kind: RecordKind, rows: list[dict[str, object]], folder: Path, minutes: int) -> None:
    path = folder / f"{kind.plural}-{minutes}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert ingest_file(url, kind, path, at(minutes)).counts["rejected"] == 0


@pytest.fixture
def url(stocked_url: str, tmp_path: Path) -> str:
    read(stocked_url, RecordKind.CLAIM, [CLAIMS[0] | {"text": "The words of the group."}, CLAIMS[1]], tmp_path, 0)
    read(stocked_url, RecordKind.STATEMENT, STATEMENTS, tmp_path, 0)
    with open_database(stocked_url) as database:
        database.add_account("ada", Role.REVIEWER, "no hash", NOW)
    run_reconciliation(stocked_url, Settings(), at(1), at(1))
    return stocked_url


@pytest.fixture
def held(url: str) -> Iterator[Database]:
    with open_database(url) as database:
        yield database


@pytest.fixture
def desk(held: Database) -> Desk:
    return Desk(held, load_reference(None), Settings())


def case_at(desk: Desk, minutes: int) -> Case | None:
    return next((case for case in desk.queue(at(minutes)).cases if case.subject == PAIR), None)


def test_the_queue_is_put_together_anew_only_when_something_came_in(url: str, desk: Desk, tmp_path: Path) -> None:
    first = desk.queue(at(2))
    assert desk.queue(at(3)) is first
    assert case_at(desk, 3) is None
    elsewhere(DECIDE, url)
    decided = case_at(desk, 4)
    assert decided is not None
    assert decided.done
    elsewhere(NOTE, url)
    noted = case_at(desk, 5)
    assert noted is not None
    assert [note.value for note in noted.notes] == ["Look."]
    assert desk.queue(at(6)) is desk.queue(at(7))
    read(url, RecordKind.STATEMENT, [STATEMENTS[0] | {"own_killed_min": 3}], tmp_path, 8)
    stale = case_at(desk, 9)
    assert stale is not None
    assert stale.reasons == (CaseReason.STALE,)
    withdraw_batch(url, 3, at(10), None, Settings())
    back = case_at(desk, 11)
    assert back is not None
    assert back.done
    before = desk.latest().number
    run_reconciliation(url, Settings(), at(12), at(12))
    assert desk.latest().number == before + 1
    assert desk.queue(at(13)).outcome.run.number == before + 1


def test_a_version_that_becomes_known_is_seen_though_nothing_was_written(url: str, desk: Desk, tmp_path: Path) -> None:
    """The clock of one machine may run ahead of another's."""
    elsewhere(DECIDE, url)
    read(url, RecordKind.STATEMENT, [STATEMENTS[0] | {"own_killed_min": 3}], tmp_path, 60)
    for minutes, state in ((30, DecisionState.IN_FORCE), (61, DecisionState.STALE), (31, DecisionState.IN_FORCE)):
        case = case_at(desk, minutes)
        assert case is not None
        assert case.mark is not None
        assert case.mark.state is state


def test_what_was_erased_is_no_longer_held(url: str, desk: Desk) -> None:
    assert desk.latest().ledger.by_id["c1"].account.record.text == "The words of the group."
    order = Order(author="owner", now=at(2), why="asked for")
    redact_record(url, RecordKind.CLAIM, "c1", [ErasableField.TEXT], order)
    assert desk.latest().ledger.by_id["c1"].account.record.text is None
