"""The analyst's own grades of a claim, in words; never the machine's flag, and never mixed with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    key: str
    label: str
    rule: str
    """When to give it, in a sentence."""
