"""What must go leaves a tombstone, in every version, and does not come back."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from reconcile.domain.cleantext import id_meant
from reconcile.domain.digests import version_digest
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.drafts import Draft, DraftKind, DraftState, DraftValue, Voice
from reconcile.domain.erasures import ErasableField
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.records import ClaimRecord, RecordKind
from reconcile.errors import NotFoundError
from reconcile.store import Database, NewDecision, Order, Sketched, open_database, redacting
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


class TestCollectedDocuments:
    """The text of a document, and the words that drafts took from it."""

    def fill(self, database: Database, now: datetime = NOW) -> None:
        document = Document(
            key="k", digest="d" * 64, text=TEXT, format=DocumentFormat.TEXT, title="A title", url="u", extra={"a": "b"}
        )
        database.add_documents([Sketched(document=document, sketch=(1,))], now)
        (row,) = database.undrafted("a" * 64)
        told = {"persons": "A. Person", "place": "Gao", "text": TEXT, "reporter": "B. Person"}
        values = tuple(
            DraftValue(field=name, value=value, start=0, end=4, confidence=0.9, rule="r")
            for name, value in told.items()
        )
        draft = Draft(
            key="k#1", document="k", kind=DraftKind.CLAIM, voice=Voice.QUOTED, start=0, end=4, values=values, notes=()
        )
        database.add_drafts("a" * 64, [(row, [draft])], now)
        corrections = {"persons": "C. Person", "killed_min": "3"}
        decision = NewDecision(draft=1, state=DraftState.CORRECTED, record_id="c1", corrections=corrections)
        database.decide_drafts([decision], now)

    def test_its_words_are_gone_with_a_tombstone(self, database: Database) -> None:
        self.fill(database)
        counts = database.redact_document("k", ORDER)
        assert (counts.records, counts.documents) == (0, ("k",))
        (stored,) = database.load_documents([1])
        assert (stored.document.text, stored.document.title, stored.document.extra) == ("", None, {})
        assert stored.document.url == "u"
        found = database.find_draft(1)
        assert dict(found.draft.cells()) == {"place": "Gao"}
        assert found.corrections == {"killed_min": "3"}
        (stone,) = tombstones(database)
        assert (stone.document, stone.claim, stone.erased, stone.author) == (1, None, text_digest(TEXT), "ana")
        assert database.verify().faults == ()
        assert database.redact_document("k", ORDER).documents == ()
        with pytest.raises(NotFoundError, match="no collected document 'x'"):
            database.redact_document("x", ORDER)

    def test_it_does_not_come_back(self, database: Database) -> None:
        self.fill(database)
        database.redact_document("k", ORDER)
        again = Document(key="copy", digest="e" * 64, text=TEXT, format=DocumentFormat.TEXT, title="A title")
        database.add_documents([Sketched(document=again, sketch=())], LATER)
        (stored,) = database.load_documents([2])
        assert (stored.document.text, stored.document.title) == ("", None)
        assert database.verify().faults == ()

    def test_a_text_goes_from_records_and_documents_alike(self, database: Database) -> None:
        self.fill(database)
        ingest(database, [claim(text=TEXT)])
        counts = database.redact(RecordKind.CLAIM, "c1", [TEXT_FIELD], ORDER)
        assert (counts.records, counts.documents, counts.left_in) == (1, ("k",), ())
        assert database.verify().faults == ()

    def test_whoever_erases_a_record_hears_of_the_document_it_came_from(self, database: Database) -> None:
        self.fill(database)
        ingest(database, [claim(text="A part of it.", persons="A. Person")])
        counts = database.redact(RecordKind.CLAIM, "c1", [TEXT_FIELD, PERSONS], ORDER)
        assert (counts.documents, counts.left_in) == ((), ("k",))

    def test_a_text_is_kept_as_long_as_the_last_that_cites_it(self, database: Database) -> None:
        self.fill(database, LATER)
        ingest(database, [claim(text=TEXT), claim("c2", text="other")], NOW)
        assert database.expired_texts(LATER) == {text_digest("other"): 5}
        assert set(database.expired_texts(LATER + timedelta(days=1))) == {text_digest("other"), text_digest(TEXT)}


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("a  b", "a b"),
        ("a b", "a\u200f b"),
        (" c%1\t", "c%1"),
        ("c_\u202e1\\", "c_1\\"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("ligne\u2028deux", "lignedeux"),
        ("معرف\u200f ١", "معرف ١"),
    ],
)
def test_a_record_is_found_by_its_id_as_it_is_shown(
    database: Database, kept: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(database, [claim(kept, persons="A. Person"), *(claim(f"other {n}", persons="B") for n in range(5))])
    looked_at: list[str] = []

    def looking(name: str, ids: Iterable[str]) -> str | None:
        looked_at.extend(ids)
        return id_meant(name, looked_at)

    monkeypatch.setattr(redacting, "id_meant", looking)
    assert dict(database.redact(RecordKind.CLAIM, asked, [PERSONS], ORDER).fields) == {PERSONS: 1}
    assert looked_at == [kept], "no other id is read"


def test_an_id_that_is_there_is_meant_whatever_is_shown_like_it(database: Database) -> None:
    ingest(database, [claim("a b", persons="A"), claim("a  b", persons="B"), claim("a\tb", persons="C")])
    database.redact(RecordKind.CLAIM, "a b", [PERSONS], ORDER)
    assert {one.id: one.persons for one in read_back(database, RecordKind.CLAIM)} == {
        "a b": None, "a  b": "B", "a\tb": "C",
    }  # fmt: skip
    with pytest.raises(NotFoundError):
        database.redact(RecordKind.CLAIM, "a   b", [PERSONS], ORDER)
    with pytest.raises(NotFoundError):
        database.redact(RecordKind.CLAIM, "%", [PERSONS], ORDER)
