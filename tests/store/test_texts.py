"""A text that must go leaves a tombstone."""

import pytest
from sqlalchemy import select

from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import Database
from reconcile.store.engines import reading
from reconcile.store.record_tables import TextRow
from reconcile.store.records import text_digest
from tests.store.making import LATER, NOW, claim, ingest, read_back

TEXT = "The words that must go."


def tombstone(database: Database) -> tuple[object, ...]:
    with reading(database._engine) as connection:
        query = select(TextRow.content, TextRow.erased_at, TextRow.erased_why)
        return tuple(connection.execute(query.where(TextRow.digest == text_digest(TEXT))).one())


def test_an_erased_text_is_gone_from_every_record_that_cites_it(database: Database) -> None:
    ingest(database, [claim("a", text=TEXT, translation="kept"), claim("b", translation=TEXT)])
    database.erase_text(text_digest(TEXT), NOW, "asked for by a family")
    first, second = read_back(database, RecordKind.CLAIM)
    assert (first.text, first.translation, second.translation) == (None, "kept", None)
    assert tombstone(database) == (None, NOW, "asked for by a family")


def test_erased_twice_the_first_reason_stands(database: Database) -> None:
    ingest(database, [claim(text=TEXT)])
    database.erase_text(text_digest(TEXT), NOW, "first")
    database.erase_text(text_digest(TEXT), LATER, "second")
    assert tombstone(database) == (None, NOW, "first")


def test_a_file_that_brings_it_again_does_not_bring_it_back(database: Database) -> None:
    ingest(database, [claim("a", text=TEXT)])
    database.erase_text(text_digest(TEXT), NOW, "first")
    assert ingest(database, [claim("a", text=TEXT)]).unchanged == 1
    assert ingest(database, [claim("c", text=TEXT)]).new == 1
    assert [record.text for record in read_back(database, RecordKind.CLAIM)] == [None, None]


def test_an_unknown_text_cannot_be_erased(database: Database) -> None:
    with pytest.raises(NotFoundError):
        database.erase_text("0" * 64, NOW, "reason")
