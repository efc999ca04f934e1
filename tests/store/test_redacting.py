"""What must go leaves a tombstone, in every version, and does not come back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reconcile.domain.digests import version_digest
from reconcile.domain.erasures import ErasableField
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.records import ClaimRecord, RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import Database, Order, open_database
from reconcile.store.engines import reading
from reconcile.store.erasure_tables import ErasureRow
from reconcile.store.record_tables import TextRow
from reconcile.store.records import text_digest
from tests.store.making import FILE, LATER, NOW, claim, ingest, read_back, statement

TEXT = "The words that must go."
ORDER = Order(author="ana", now=LATER, why="asked for by a family")
TEXT_FIELD, PERSONS, EXTRA = ErasableField.TEXT, ErasableField.PERSONS, ErasableField.EXTRA


def tombstones(database: Database) -> list[Any]:
    with reading(database._engine) as connection:
        return list(connection.execute(select(ErasureRow.__table__).order_by(ErasureRow.id)))


def test_a_text_is_gone_from_every_record_that_cites_it(database: Database) -> None:
    ingest(database, [claim("a", text=TEXT, translation="kept"), claim("b", translation=TEXT)])
    counts = database.redact(RecordKind.CLAIM, "a", [TEXT_FIELD], ORDER)
    assert (dict(counts.fields), counts.records) == ({TEXT_FIELD: 1, ErasableField.TRANSLATION: 1}, 2)
    first, second = read_back(database, RecordKind.CLAIM)
    assert (first.text, first.translation, second.translation) == (None, "kept", None)
    with reading(database._engine) as connection:
        note = connection.execute(select(TextRow.__table__).where(TextRow.digest == text_digest(TEXT))).one()
    assert (note.content, note.erased_at, note.erased_why) == (None, LATER, ORDER.why)
    assert [(stone.claim, stone.field, stone.erased, stone.author, stone.why) for stone in tombstones(database)] == [
        (1, "text", text_digest(TEXT), "ana", ORDER.why),
        (2, "translation", text_digest(TEXT), "ana", ORDER.why),
    ]


def test_names_and_further_columns_are_gone_from_every_version(database: Database) -> None:
    ingest(database, [statement(persons="A. Person", extra={"victim": "A. Person"})], kind=RecordKind.STATEMENT)
    ingest(database, [statement(persons="A. Person", own_killed_min=1)], LATER, RecordKind.STATEMENT)
    counts = database.redact(RecordKind.STATEMENT, "s1", [PERSONS, EXTRA], ORDER)
    assert (dict(counts.fields), counts.records) == ({PERSONS: 2, EXTRA: 1}, 1)
    (latest,) = read_back(database, RecordKind.STATEMENT)
    assert (latest.persons, latest.extra, latest.id) == (None, {}, "s1")
    left = [version_digest(statement()), version_digest(statement()), version_digest(statement(own_killed_min=1))]
    assert [stone.remaining for stone in tombstones(database)] == left


def test_twice_erases_nothing_and_the_first_reason_stands(database: Database) -> None:
    ingest(database, [claim(text=TEXT)])
    database.redact(RecordKind.CLAIM, "c1", [TEXT_FIELD], ORDER)
    again = database.redact(RecordKind.CLAIM, "c1", [TEXT_FIELD], Order(author="ben", now=LATER, why="again"))
    assert (dict(again.fields), again.records) == ({}, 0)
    assert [stone.author for stone in tombstones(database)] == ["ana"]


def test_what_is_not_there_is_not_erased(database: Database) -> None:
    ingest(database, [claim()])
    assert database.redact(RecordKind.CLAIM, "c1", list(ErasableField), ORDER).records == 0
    for kind, record in ((RecordKind.CLAIM, "c2"), (RecordKind.STATEMENT, "c1")):
        with pytest.raises(NotFoundError, match=record):
            database.redact(kind, record, [TEXT_FIELD], ORDER)


def test_a_file_that_brings_it_again_does_not_bring_it_back(database: Database) -> None:
    held = claim("a", text=TEXT, persons="A. Person")
    ingest(database, [held])
    database.redact(RecordKind.CLAIM, "a", [TEXT_FIELD, PERSONS], ORDER)
    assert ingest(database, [held]).unchanged == 1
    others = [claim("a", text=TEXT, persons="A. Person", killed_min=1), claim("b", text=TEXT, persons="A. Person")]
    assert ingest(database, others, LATER).new_versions == 1
    first, second = read_back(database, RecordKind.CLAIM)
    assert isinstance(first, ClaimRecord)
    assert (first.text, first.persons, first.killed_min) == (None, None, 1)
    assert (second.text, second.persons) == (None, "A. Person")  # another record: nobody asked for its names
    assert [(stone.claim, stone.field, stone.author) for stone in tombstones(database)] == [
        (1, "persons", "ana"),
        (1, "text", "ana"),
        (2, "persons", "ana"),
        (2, "text", "ana"),
        (3, "text", "ana"),
    ]
    assert tombstones(database)[2].remaining == version_digest(claim("a", killed_min=1))


def test_other_names_than_those_erased_are_kept(database: Database) -> None:
    ingest(database, [claim(persons="A. Person")])
    database.redact(RecordKind.CLAIM, "c1", [PERSONS], ORDER)
    ingest(database, [claim(persons="B. Person")], LATER)
    (latest,) = read_back(database, RecordKind.CLAIM)
    assert latest.persons == "B. Person"


def test_issues_that_quote_it_are_blanked(database: Database) -> None:
    told: dict[str, Any] = {"severity": Severity.WARNING, "file": "f", "line": 1, "record_id": "c1"}
    issue = Issue(code="x", message="persons is 'A. Person'", field="persons", found="A. Person", **told)
    counts = database.add_records(RecordKind.CLAIM, FILE, [(1, claim(persons="A. Person"))], NOW, issues=[issue])
    database.redact(RecordKind.CLAIM, "c1", [PERSONS], ORDER)
    (kept,) = database.batch_issues(counts.batch)
    assert "Person" not in kept.message + str(kept.found)


def test_only_texts_that_came_in_before_the_day_are_expired(database: Database) -> None:
    ingest(database, [claim("a", text="old"), claim("b", text="both"), claim("c", translation="old too")])
    ingest(database, [statement(text="both"), statement("s2", text="new")], LATER, RecordKind.STATEMENT)
    assert database.expired_texts(NOW) == {}
    assert database.expired_texts(NOW + timedelta(seconds=1)) == {text_digest("old"): 3, text_digest("old too"): 7}
    assert len(database.expired_texts(LATER + timedelta(seconds=1))) == 4
    database.erase_texts([text_digest("old")], ORDER)
    assert database.expired_texts(NOW + timedelta(seconds=1)) == {text_digest("old too"): 7}


def test_nothing_of_it_is_left_in_the_files_of_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    words = "canary-" * 4000  # over many pages, so that freed pages would keep it
    with open_database(sqlite_url) as database:
        ingest(database, [claim("a", text=words, persons="canary-name"), claim("b", text="kept")])
        database.redact(RecordKind.CLAIM, "a", [TEXT_FIELD, PERSONS], ORDER)
        left = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert left
    assert not [name for name, content in left.items() if b"canary" in content]
    assert any(b"kept" in content for content in left.values())
