"""Cases: questions for a person, what makes each worth asking, who has it and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reconcile.domain.decisions import Subject


class CaseAct(StrEnum):
    ASSIGN = "assign"
    STATUS = "status"
    NOTE = "note"


class CaseStatus(StrEnum):
    """How far a case is, as people set it; a decision closes a case by itself."""

    OPEN = "open"
    IN_WORK = "in_work"
    WAITING = "waiting"
    """For something outside: another source, a translation."""
    SET_ASIDE = "set_aside"
    """Looked at and left without a decision."""

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One entry in the log of a case."""

    act: CaseAct
    subject: Subject
    value: str
    """Name of an account (empty: nobody), a `CaseStatus`, or the words of a note."""
    author: str
    at: datetime
