"""Decisions of people that bind a later run and did not bind an earlier one, or the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

from reconcile.domain.changes import Cause, CauseKind
from reconcile.domain.decisions import DecisionKind, Subject, Verdict
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark

RecordKey = tuple[RecordKind, str]
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionChanges:
    """What became of decisions, by what they bear on."""

    all: tuple[Cause, ...]
    """By number."""
    by_claim: Mapping[str, tuple[Cause, ...]]
    """Those that name a claim."""
    by_statement: Mapping[str, tuple[Cause, ...]]
    """Those on a statement as a whole."""
    by_record: Mapping[RecordKey, tuple[Cause, ...]]
    """Those that name a record in any way, be it as one of a pair or as the record that is kept."""


def decision_changes(
    before: Iterable[DecisionMark], after: Iterable[DecisionMark], present: Set[RecordKey]
) -> DecisionChanges:
    """`before`: none, where there was no run before: every decision in force is new. `present`: the records that the
    later run sees."""
    held, holds = _binding(before), _binding(after)
    found: list[tuple[DecisionMark, Cause]] = []
    for subject in held.keys() | holds.keys():
        # Where a record is gone, that is what is told, not that the decision on it went with it.
        if present >= set(subject.records):
            found += _changed(held.get(subject), holds.get(subject))
    return _sorted_out(sorted(found, key=lambda one: one[0].number))


def _binding(marks: Iterable[DecisionMark]) -> dict[Subject, DecisionMark]:
    """By subject: the decision that says something to a run. A grade stands beside the flag; who cannot tell leaves
    the comparison as it is."""
    return {
        mark.decision.subject: mark
        for mark in marks
        if mark.binds
        and mark.decision.subject.kind is not DecisionKind.GRADE
        and mark.decision.verdict != Verdict.CANNOT_TELL
    }


def _changed(before: DecisionMark | None, after: DecisionMark | None) -> Iterator[tuple[DecisionMark, Cause]]:
    """Nothing where the same decision binds both runs; else the cause, and the decision that it is named by."""
    was, holds = _said(before), _said(after)
    if after is not None and (before is None or before.number != after.number):
        yield after, Cause(kind=CauseKind.NEW_DECISION, id=str(after.number), before=was, after=holds)
    if after is None and before is not None:
        yield before, Cause(kind=CauseKind.REVOKED_DECISION, id=str(before.number), before=was)


def _said(mark: DecisionMark | None) -> str | None:
    """`same event`, `duplicate of s1`."""
    if mark is None:
        return None
    kept = mark.decision.duplicate_of
    return mark.decision.verdict.replace("_", " ") + (f" of {kept}" if kept is not None else "")


def _sorted_out(found: Iterable[tuple[DecisionMark, Cause]]) -> DecisionChanges:
    causes: list[Cause] = []
    claims: defaultdict[str, list[Cause]] = defaultdict(list)
    statements: defaultdict[str, list[Cause]] = defaultdict(list)
    records: defaultdict[RecordKey, list[Cause]] = defaultdict(list)
    for mark, cause in found:
        subject, kept = mark.decision.subject, mark.decision.duplicate_of
        causes.append(cause)
        named = {*subject.records, *([] if kept is None else [(subject.records[0][0], kept)])}
        for kind, id_ in named:
            records[kind, id_].append(cause)
            if kind is RecordKind.CLAIM:
                claims[id_].append(cause)
            elif subject.claim is None:
                statements[id_].append(cause)
    return DecisionChanges(
        all=tuple(causes), by_claim=_frozen(claims), by_statement=_frozen(statements), by_record=_frozen(records)
    )


def _frozen(found: Mapping[K, list[Cause]]) -> dict[K, tuple[Cause, ...]]:
    return {key: tuple(causes) for key, causes in found.items()}
