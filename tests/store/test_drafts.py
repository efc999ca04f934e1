"""Collected documents and drafts in both databases."""

from dataclasses import replace

import pytest

from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.drafts import Draft, DraftKind, DraftState, DraftValue, Voice
from reconcile.errors import NotFoundError
from reconcile.store import Database, NewDecision, Sketched
from tests.store.making import LATER, NOW

DOCUMENT = Document(key="k", digest="d" * 64, text="JNIM said so.", format=DocumentFormat.TEXT, extra={"a": "b"})
VALUE = DraftValue(field="claimant", value="JNIM", start=0, end=4, confidence=0.9, rule="speaker-named")
DRAFT = Draft(
    key="k#1",
    document="k",
    kind=DraftKind.CLAIM,
    voice=Voice.QUOTED,
    start=0,
    end=13,
    values=(VALUE,),
    notes=("wire-copy",),
)
RULES, OTHER_RULES = "a" * 64, "b" * 64


def keep(database: Database, document: Document = DOCUMENT) -> int:
    database.add_documents([Sketched(document=document, sketch=(1, 2))], NOW)
    (row,) = database.undrafted(RULES, [document.key])
    return row


def test_a_document_comes_back_as_it_was(database: Database) -> None:
    (stored,) = database.load_documents([keep(database)])
    assert (stored.document, stored.version) == (DOCUMENT, 1)
    assert database.sketches() == [("k", (1, 2))]


def test_the_same_text_is_unchanged_and_another_a_new_version(database: Database) -> None:
    keep(database)
    again = database.add_documents([Sketched(document=DOCUMENT, sketch=())], LATER)
    assert (again.new, again.new_versions, again.unchanged) == (0, 0, 1)
    edited = replace(DOCUMENT, text="JNIM said otherwise.")
    assert database.add_documents([Sketched(document=edited, sketch=())], LATER).new_versions == 1


def test_drafts_wait_until_somebody_decides(database: Database) -> None:
    row = keep(database)
    assert database.add_drafts(RULES, [(row, [DRAFT])], NOW) == 1
    assert database.undrafted(RULES) == []
    (waiting,) = database.list_drafts([DraftState.WAITING])
    assert waiting.draft == DRAFT
    correction = {"place": "Gao", "claimant": None}
    decision = NewDecision(
        draft=waiting.row, state=DraftState.CORRECTED, decided_by="A", record_id="r", corrections=correction
    )
    database.decide_drafts([decision], LATER)
    assert database.list_drafts([DraftState.WAITING]) == []
    found = database.find_draft(waiting.row)
    assert (found.state, found.record_id, found.corrections) == (DraftState.CORRECTED, "r", correction)


def test_newer_rules_replace_what_waits_and_leave_what_was_decided(database: Database) -> None:
    row = keep(database)
    database.add_drafts(RULES, [(row, [DRAFT, replace(DRAFT, key="k#2")])], NOW)
    first, _ = database.list_drafts([DraftState.WAITING])
    database.decide_drafts([NewDecision(draft=first.row, state=DraftState.REJECTED, reason="no event")], NOW)
    database.add_drafts(OTHER_RULES, [(row, [DRAFT])], LATER)
    assert len(database.list_drafts([DraftState.WAITING])) == 1
    assert len(database.list_drafts([DraftState.REPLACED])) == 1
    assert len(database.list_drafts([DraftState.REJECTED])) == 1


def test_a_draft_that_is_not_there(database: Database) -> None:
    with pytest.raises(NotFoundError, match="draft list"):
        database.find_draft(7)


def test_what_an_address_answered_last(database: Database) -> None:
    assert database.last_seen("https://x") == (None, None)
    database.remember_fetch("https://x", '"1"', None, NOW)
    database.remember_fetch("https://x", '"2"', "today", LATER)
    assert database.last_seen("https://x") == ('"2"', "today")
