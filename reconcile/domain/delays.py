"""How long after an event its accounts are published: what a publication says of an event that states no date."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconcile.domain.records import RecordKind

Shares = tuple[float, ...]
"""By days after the event: share of accounts published then; they sum to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """Habits of publishing, in general and of those speakers of whom more is known."""

    general: Mapping[RecordKind, Shares]
    of_speaker: Mapping[tuple[RecordKind, str], Shares] = field(default_factory=dict)
    """By kind and code of the claimant or key of the issuer."""

    def shares(self, kind: RecordKind, speaker: str | None) -> Shares:
        """The habit of a speaker, else the general one of the kind."""
        if speaker is None:
            return self.general[kind]
        return self.of_speaker.get((kind, speaker), self.general[kind])
