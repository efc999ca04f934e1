"""A change made behind the program's back is found, and the row named."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.erasures import ErasableField
from reconcile.domain.records import RecordKind
from reconcile.store import Database, Order, Sketched
from tests.store.deciding import RULES, draft, person
from tests.store.making import LATER, NOW, claim, fill, finding, ingest, pair, run, scored, start, statement


@pytest.fixture
def full(database: Database) -> Database:
    """A bit of everything: batches, one taken back, versions, an erased text, decisions, runs done and failed."""
    texts: dict[str, Any] = {"text": "words", "persons": "A. Person", "extra": {"k": "v"}, "lat": 13.25, "lon": -0.1}
    fill(database, [claim("c1", **texts), claim("c2", text="other words")], [statement("s1", denies=())])
    ingest(database, [claim("c1", killed_min=3, **texts)], LATER)
    fill(database, [], [])
    person(database, "ada")
    run(database, [finding("c1", 3, pair(scored(3, 1))), finding("c2", 2)])
    database.decide([draft("same_event")], "ada", RULES, NOW)
    database.fail_run(start(database), "KeyboardInterrupt", LATER)
    run(database, [finding("c1", 3), finding("c2", 2)])
    order = Order(author="ana", now=LATER, why="asked for")
    database.redact(RecordKind.CLAIM, "c1", [ErasableField.TEXT, ErasableField.PERSONS], order)
    database.withdraw_batch(3, LATER, "wrong file")
    document = Document(key="k", digest="d" * 64, text="Words of a page.", format=DocumentFormat.TEXT, title="A title")
    database.add_documents([Sketched(document=document, sketch=())], NOW)
    database.redact_document("k", order)
    return database


def test_nothing_changed_all_fits(full: Database) -> None:
    seen: list[int] = []
    found = full.verify(seen.append)
    assert found.faults == ()
    assert dict(found.counts) == {
        "chain": 15, "texts": 3, "claims": 3, "statements": 1, "pairs": 1, "documents": 1,
    }  # fmt: skip
    assert sum(seen) == full.rows_to_verify() == 24
    assert found.head in found.links
    assert len(found.links) == 15


def test_an_empty_database_fits(database: Database) -> None:
    found = database.verify()
    assert (found.faults, found.head, found.links) == ((), "0" * 64, frozenset())


CHANGES = {
    "a field of a record": ("UPDATE claims SET place = 'Gao' WHERE id = 2", "claims", 2),
    "a field of a record with a tombstone": ("UPDATE claims SET place = 'Gao' WHERE id = 1", "claims", 1),
    "the instant from which a record was known": (
        "UPDATE claims SET known_from = '2001-01-01 00:00:00.000000+00:00' WHERE id = 2", "batches", 1),
    "a name that was erased": ("UPDATE claims SET persons = 'A. Person' WHERE id = 1", "claims", 1),
    "a text": ("UPDATE texts SET content = 'others' WHERE content = 'other words'", "texts", None),
    "a text taken out": (
        "UPDATE texts SET content = NULL, erased_at = '2020-01-01 00:00+00:00', erased_why = '' WHERE content > 'o'",
        "texts", None),
    "a verdict of a person": ("UPDATE decisions SET verdict = 'not_same'", "decisions", 1),
    "the reason in a tombstone": ("UPDATE erasures SET why = 'nothing' WHERE id = 2", "erasures", 2),
    "the counts of a run": ("UPDATE runs SET counts = '{\"claims\": 7}' WHERE number = 1", "runs", 1),
    "why a run failed": ("UPDATE runs SET error = 'x' WHERE number = 2", "runs", 2),
    "a flag": ("UPDATE findings SET flag = 'partial_match' WHERE id = 1", "runs", 1),
    "when a finding ended": ("UPDATE findings SET last_run = 2 WHERE id = 1", "runs", 3),
    "a weight": ("UPDATE pairs SET weight = 1.5", "pairs", 1),
    "the digest of a pair": ("UPDATE pairs SET digest = 'e'", "runs", 1),
    "a link": ("UPDATE chain SET content = 'e' WHERE number = 2", "chain", 2),
    "a link cut out": ("DELETE FROM chain WHERE number = 2", "chain", 2),
    "the last links cut off": ("DELETE FROM chain WHERE number > 11", "erasures", 3),
    "the title of an erased document": ("UPDATE collected_documents SET title = 'back'", "collected_documents", 1),
    "where an erased document stood": ("UPDATE collected_documents SET url = 'x'", "collected_documents", 1),
    "a document no longer erased": ("DELETE FROM erasures WHERE document > 0", "erasures", 5),
    "why a batch was taken back": ("UPDATE withdrawals SET reason = 'none'", "withdrawals", 1),
    "a batch no longer taken back": ("DELETE FROM withdrawals", "withdrawals", 1),
    "a batch taken back behind the program": (
        "INSERT INTO withdrawals SELECT 2, 1, withdrawn_at, reason FROM withdrawals", "withdrawals", 2),
    "a decision taken out": ("DELETE FROM decisions", "decisions", 1),
    "a decision put in": (
        """INSERT INTO decisions SELECT 2, act, kind, claim, statement, other, 'not_same', duplicate_of, reason, author,
        decided_at, claim_digest, statement_digest, other_digest, takes_two, NULL, answers FROM decisions""",
        "decisions", 2),
}  # fmt: skip


@pytest.mark.parametrize(("change", "table", "row"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_found_and_named(
    full: Database, change: str, table: str, row: int | None, behind: Callable[[Database, str], None]
) -> None:
    behind(full, change)
    faults = full.verify().faults
    assert faults
    places = [(fault.table, fault.row if row is not None else None) for fault in faults]
    assert (table, row) in places, faults


@pytest.fixture
def behind() -> Callable[[Database, str], None]:
    """Does what somebody would who has the database but not the program."""

    def change(database: Database, command: str) -> None:
        with database._engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                command = command.replace("+00:00'", "'")
            connection.execute(text(command.replace(":", r"\:")))

    return change


def test_a_cut_at_the_end_shows_against_a_link_kept_elsewhere(full: Database) -> None:
    head = full.verify().head
    with full._engine.begin() as connection:
        connection.execute(text("DELETE FROM chain WHERE number = 15"))
        connection.execute(text("DELETE FROM erasures WHERE document = 1"))
    assert head not in full.verify().links
