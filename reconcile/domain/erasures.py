"""What can be erased of a record: words and names, never what a finding rests on."""

from enum import StrEnum


class ErasableField(StrEnum):
    TEXT = "text"
    TRANSLATION = "translation"
    SUMMARY = "summary"
    PERSONS = "persons"
    EXTRA = "extra"
    """Unknown columns of the file: they may hold names."""
