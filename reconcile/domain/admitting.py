"""Whether somebody may decide something: one rule for browser, spreadsheet and command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reconcile.domain.cleantext import one_line
from reconcile.domain.decisions import (
    Account,
    Act,
    Decision,
    DecisionKind,
    Digests,
    Draft,
    Role,
    Subject,
    Verdict,
    verdicts_of,
)
from reconcile.domain.standing import Standing
from reconcile.errors import RefusedError

LONGEST_REASON = 2000
"""Characters: a reason is a sentence or a paragraph, and stands in reports."""
REASONED = frozenset({Verdict.NOT_SAME, Verdict.CANNOT_TELL, Verdict.WITHDRAWN, Verdict.DUPLICATE, Verdict.OPEN})
"""Verdicts that must say why whatever the kind; so must every decision on a flag, a stance or a grade."""
REASONED_KINDS = frozenset({DecisionKind.FLAG, DecisionKind.STANCE, DecisionKind.GRADE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """What a decision must keep to."""

    two_person: frozenset[str]
    """Kinds of decision, or verdicts, that take two persons."""
    grades: Sequence[str] = ()
    """Keys of the table of grades."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is so at the moment of deciding."""

    standing: Standing | None
    """What was decided on the subject so far."""
    digests: Digests
    """Of the present version of each record of the subject; a record that is not there is missing."""
    duplicate_known: bool = True
    """Whether the record named as the original is there."""


def admit(
    draft: Draft, author: Account, situation: Situation, rules: ReviewRules, number: int, now: datetime
) -> Decision:
    """The entry to append. Raises RefusedError, with a sentence that says why, where it may not be made."""
    _require_account(draft, author)
    _require_records(draft, situation)
    if draft.act is Act.DECIDE:
        return _decided(draft, author, situation, rules, number, now)
    return _answered(draft, author, situation, number, now)


def takes_two(draft: Draft, author: Account, standing: Standing | None, rules: ReviewRules) -> bool:
    """Whether a second person must confirm the decision before it is in force.

    All decisions of coders do, but to take back one's own proposal; those of reviewers where the rules name the kind
    or the verdict, and what takes two to decide takes two to take back.
    """
    if not author.role.at_least(Role.REVIEWER):
        return not _takes_back_own(draft, author, standing)
    verdict = draft.verdict
    if verdict == Verdict.OPEN:
        if standing is None or standing.in_force is None:
            return False
        verdict = standing.in_force.verdict
    return not rules.two_person.isdisjoint({draft.subject.kind.value, verdict})


def _takes_back_own(draft: Draft, author: Account, standing: Standing | None) -> bool:
    if draft.verdict != Verdict.OPEN or standing is None or standing.in_force is not None:
        return False
    return standing.proposed is not None and standing.proposed.author == author.name


def _decided(
    draft: Draft, author: Account, situation: Situation, rules: ReviewRules, number: int, now: datetime
) -> Decision:
    standing = situation.standing
    head = None if standing is None else standing.head
    if draft.seen != (None if head is None else head.number):
        raise RefusedError(_overtaken(draft.subject, head))
    _require_verdict(draft, standing, rules)
    reason = _reason(draft)
    _require_original(draft, situation)
    return Decision(
        number=number,
        act=Act.DECIDE,
        subject=draft.subject,
        verdict=draft.verdict,
        reason=reason,
        duplicate_of=draft.duplicate_of,
        author=author.name,
        decided_at=now,
        digests=dict(situation.digests),
        takes_two=takes_two(draft, author, standing, rules),
        supersedes=None if head is None else head.number,
    )


def _answered(draft: Draft, author: Account, situation: Situation, number: int, now: datetime) -> Decision:
    proposed = None if situation.standing is None else situation.standing.proposed
    if proposed is None or proposed.number != draft.seen:
        raise RefusedError(
            f"No such proposal on the {draft.subject.words} waits for an answer; look at its history again."
        )
    if proposed.author == author.name and draft.act is Act.CONFIRM:
        raise RefusedError(
            f"{author.name} proposed decision {proposed.number}; another reviewer must confirm it (two-person rule)."
        )
    if draft.act is Act.CONFIRM and dict(proposed.digests) != dict(situation.digests):
        raise RefusedError(
            f"A record changed after decision {proposed.number} was proposed; decide on the {draft.subject.words} anew."
        )
    return Decision(
        number=number,
        act=draft.act,
        subject=draft.subject,
        verdict=proposed.verdict,
        reason=_reason(draft, needed=draft.act is Act.REFUSE),
        duplicate_of=proposed.duplicate_of,
        author=author.name,
        decided_at=now,
        digests=dict(situation.digests),
        takes_two=False,
        answers=proposed.number,
    )


def _require_account(draft: Draft, author: Account) -> None:
    if not author.active:
        raise RefusedError(f"The account {author.name} is disabled; an admin can enable it again.")
    needed = Role.CODER if draft.act is Act.DECIDE else Role.REVIEWER
    if not author.role.at_least(needed):
        raise RefusedError(f"{author.name} is a {author.role.value}; to {draft.act.value} takes a {needed.value}.")


def _require_records(draft: Draft, situation: Situation) -> None:
    for kind, record in draft.subject.records:
        present = situation.digests.get((kind, record))
        if present is None:
            raise RefusedError(f"There is no {kind.value} {record!r} in the database.")
        seen = draft.digests.get((kind, record))
        if seen is not None and seen != present:
            raise RefusedError(
                f"The {kind.value} {record!r} has changed since it was looked at; "
                "run `reconcile run` and look at it again."
            )


def _overtaken(subject: Subject, head: Decision | None) -> str:
    if head is None:
        return f"Nothing was decided on the {subject.words} yet, so there is nothing to supersede."
    return (
        f"{head.author} decided on the {subject.words} meanwhile (decision {head.number}: {head.verdict}); "
        "look at it before deciding again."
    )


def _require_verdict(draft: Draft, standing: Standing | None, rules: ReviewRules) -> None:
    kind = draft.subject.kind
    if draft.verdict == Verdict.OPEN:
        if standing is None or (standing.in_force is None and standing.proposed is None):
            raise RefusedError(f"Nothing stands on the {draft.subject.words} that could be taken back.")
        return
    allowed = verdicts_of(kind, rules.grades)
    if draft.verdict not in allowed:
        raise RefusedError(f"{draft.verdict!r} is no verdict on a {kind.value}; allowed are {', '.join(allowed)}.")


def _reason(draft: Draft, *, needed: bool | None = None) -> str | None:
    told = one_line(draft.reason or "").strip()
    if needed is None:
        needed = draft.verdict in REASONED or draft.subject.kind in REASONED_KINDS
    if needed and not told:
        what = draft.verdict if draft.act is Act.DECIDE else draft.act.value
        raise RefusedError(f"{what!r} on the {draft.subject.words} needs a reason.")
    if len(told) > LONGEST_REASON:
        raise RefusedError(f"The reason is {len(told)} characters long; at most {LONGEST_REASON} are kept.")
    return told or None


def _require_original(draft: Draft, situation: Situation) -> None:
    duplicate = draft.verdict == Verdict.DUPLICATE
    if duplicate != (draft.duplicate_of is not None):
        raise RefusedError("A duplicate names the record that is kept, and only a duplicate does.")
    if duplicate and any(record == draft.duplicate_of for _, record in draft.subject.records):
        raise RefusedError("A record is no duplicate of itself; name the record that is kept.")
    if duplicate and not situation.duplicate_known:
        raise RefusedError(f"There is no record {draft.duplicate_of!r} of the same kind in the database.")
