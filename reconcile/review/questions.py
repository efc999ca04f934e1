"""The questions themselves, in words that lead nobody to an answer."""

from collections.abc import Mapping

from reconcile.domain.cleantext import quoted
from reconcile.domain.codings import BlindQuestion
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import DecisionKind, Subject
from reconcile.domain.outcomes import Finding, Pair
from reconcile.domain.phrases import interval, joined
from reconcile.domain.records import RecordKind

Accounts = Mapping[tuple[RecordKind, str], ClaimAccount | StatementAccount]


def question(subject: Subject, accounts: Accounts) -> str:
    """One sentence that ends with a question mark."""
    named = [said_by(accounts.get(key), *key) for key in subject.records]
    if subject.kind in (DecisionKind.PAIR, DecisionKind.FAMILY):
        return f"Do {named[0]} and {named[1]} tell of the same event?"
    return {
        DecisionKind.FLAG: f"Does the flag of {named[0]} hold?",
        DecisionKind.STANCE: f"Do officials deny {named[0]}, or do the accounts speak against it as a whole?",
        DecisionKind.RECORD: f"Was {named[0]} taken back, or is it a second copy?",
        DecisionKind.GRADE: f"Which grade fits {named[0]}?",
    }[subject.kind]


def blind_question(asked: BlindQuestion, accounts: Accounts) -> str:
    """The same for somebody who is not told what the comparison says: of the records that are shown, and no others."""
    subject = asked.subject
    if subject.kind in (DecisionKind.PAIR, DecisionKind.FAMILY):
        return question(subject, accounts)
    first, *others = (said_by(accounts.get((kind, id_)), kind, id_) for kind, id_, _ in asked.shown)
    return {
        DecisionKind.FLAG: f"Which flag fits {first}, going by the statements beside it?",
        DecisionKind.STANCE: f"Do the statements beside it deny {first}, or speak against it as a whole?",
        DecisionKind.RECORD: f"Is {first} a second copy of {joined(others, 'or')}, or was it taken back?",
        DecisionKind.GRADE: f"Which grade fits {first}, going by the statements beside it?",
    }[subject.kind]


def told_of(finding: Finding | None, pair: Pair | None) -> str:
    """What the run says of it."""
    if pair is not None:
        return pair.sentence
    return "" if finding is None else finding.reason


def said_by(account: ClaimAccount | StatementAccount | None, kind: RecordKind, id_: str) -> str:
    """`the claim of “JNIM” of 18 April 2017 at “Tessalit” (c1)`: what tells one record from another."""
    if account is None:
        return f"{kind.value} {quoted(id_)}"
    day = "" if (span := account.values.date.span) is None else f" of {interval(span)}"
    place = "" if account.record.place is None else f" at “{quoted(account.record.place)}”"
    return f"the {kind.value} by {quoted(account.record.speaker)}{day}{place} ({quoted(id_)})"
