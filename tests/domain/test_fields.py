"""The table of columns and the record values are one thing."""

import dataclasses

import pytest

from reconcile.domain.fields import FIELDS, FieldKind
from reconcile.domain.records import ClaimRecord, RecordKind, StatementRecord

VALUES = {RecordKind.CLAIM: ClaimRecord, RecordKind.STATEMENT: StatementRecord}


@pytest.mark.parametrize("kind", RecordKind)
def test_every_column_is_a_field_and_every_field_a_column(kind: RecordKind) -> None:
    fields = {field.name for field in dataclasses.fields(VALUES[kind])} - {"extra"}
    assert [f.name for f in FIELDS[kind]].count("id") == 1
    assert {field.name for field in FIELDS[kind]} == fields


@pytest.mark.parametrize("kind", RecordKind)
def test_closed_lists_name_their_codes(kind: RecordKind) -> None:
    for field in FIELDS[kind]:
        assert (field.codes is not None) == (field.kind in (FieldKind.CODE, FieldKind.CODES)), field.name


def test_required_are_the_key_and_the_speaker() -> None:
    assert [f.name for f in FIELDS[RecordKind.CLAIM] if f.required] == ["id", "claimant"]
    assert [f.name for f in FIELDS[RecordKind.STATEMENT] if f.required] == ["id", "issuer"]


def test_how_it_was_read_is_not_digested() -> None:
    undigested = {f.name for fields in FIELDS.values() for f in fields if not f.digested}
    assert undigested == {"retrieved", "reported", "archive_url"}


def test_words_and_names_of_people_are_private() -> None:
    private = {f.name for fields in FIELDS.values() for f in fields if f.private}
    assert private == {"text", "translation", "persons"}
