"""Ids of the public edition: a collector's own id may name a place or a person, so numbers stand for them.

A number is the one under which the database keeps the first version of the record: it says nothing but the order in
which records came in, and stays the same from report to report, and so does the address of the claim's page.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reconcile.domain.changes import Cause, CauseKind, ChangeLog, ClaimChange, LinkChange
from reconcile.domain.comparables import Account, ClaimAccount, StatementAccount
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.digests import kind_of
from reconcile.domain.histories import Histories
from reconcile.domain.issues import Issue
from reconcile.domain.outcomes import Finding, Note, NoteKind, Outcome, Pair
from reconcile.domain.records import ClaimRecord, RecordKind, StatementRecord
from reconcile.domain.replacements import COPY_OF, PLACE_TAKEN_BY, REPLACED_BY

R = TypeVar("R", ClaimRecord, StatementRecord)

_MAY_NAME = " claim "
_NAMING = re.compile("|".join((REPLACED_BY, PLACE_TAKEN_BY, COPY_OF, _MAY_NAME)))
"""What stands before the id of a record in the sentences of findings; after the last, an id may stand or not."""
_ENDS = re.compile(r"[.;,]? |[.;,]?$")
NOT_SHOWN = "a record not shown"
"""In place of one that a filter left out. What a delay withholds is gone from the sentences before (`selection`)."""


def public_id(account: ClaimAccount | StatementAccount, histories: Histories) -> str:
    """`claim-17`: what the record is called in the public edition. `histories` are those of the run."""
    kind = kind_of(account.record)
    versions = histories.of(kind, account.id) or (account.version,)
    return f"{kind.value}-{versions[0].row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralIds:
    """By own id: the ids that go out. A record that is not among them has none, and is named nowhere."""

    claims: Mapping[str, str]
    statements: Mapping[str, str]

    def of(self, kind: RecordKind | None, record_id: str | None) -> str | None:
        if record_id is None:
            return None
        return (self.claims if kind is RecordKind.CLAIM else self.statements).get(record_id)

    def outcome(self, outcome: Outcome) -> Outcome:
        """Everything under its new id, by that id in code-point order."""
        return replace(
            outcome,
            claims=self.accounts(outcome.claims),
            statements=self.accounts(outcome.statements),
            findings=tuple(sorted(map(self._finding, outcome.findings), key=lambda one: one.claim)),
            issues=tuple(self._issue(issue) for issue in outcome.issues),
        )

    def accounts(self, accounts: Iterable[Account[R]]) -> tuple[Account[R], ...]:
        return tuple(sorted(map(self._account, accounts), key=lambda one: one.id))

    def changes(self, log: ChangeLog) -> ChangeLog:
        return replace(
            log,
            claims=tuple(sorted(map(self._change, log.claims), key=lambda one: one.claim)),
            records=tuple(self._cause(cause) for cause in log.records),
        )

    def _account(self, account: Account[R]) -> Account[R]:
        record, kind = account.record, kind_of(account.record)
        named = {
            "id": self._id(kind, record.id),
            "supersedes": self.of(kind, record.supersedes),
            "refers_to": self.of(RecordKind.CLAIM, record.refers_to) or self.of(RecordKind.STATEMENT, record.refers_to),
        }
        return replace(account, version=replace(account.version, record=replace(record, **named)))  # type: ignore[arg-type]

    def _finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            claim=self._id(RecordKind.CLAIM, finding.claim),
            reason=self._renamed(finding.reason),
            family=_known(self.claims.get, finding.family),
            notes=tuple(self._note(note) for note in finding.notes),
            contradictions=tuple(self._contradiction(one) for one in finding.contradictions),
            pairs=tuple(self._pair(pair) for pair in finding.pairs),
        )

    def _note(self, note: Note) -> Note:
        names = {**self.claims, **self.statements}
        if note.kind is NoteKind.COMPETING_CLAIM:
            names = dict(self.claims)
        return replace(note, records=_known(names.get, note.records))

    def _contradiction(self, one: Contradiction) -> Contradiction:
        return replace(one, id=self._id(one.record, one.id))

    def _pair(self, pair: Pair) -> Pair:
        return replace(
            pair,
            claim=self._id(RecordKind.CLAIM, pair.claim),
            statement=self._id(RecordKind.STATEMENT, pair.statement),
            sentence=self._renamed(pair.sentence),
        )

    def _renamed(self, sentence: str) -> str:
        """The sentence with the new ids of the records that it names."""
        told, rest = "", sentence
        while found := _NAMING.search(rest):
            told, rest = told + rest[: found.end()], rest[found.end() :]
            own = max((own for own in _beginnings(rest) if self._of_any(own)), key=len, default=None)
            if own is not None:
                told, rest = told + str(self._of_any(own)), rest[len(own) :]
            elif not found[0].endswith(_MAY_NAME):
                own = min(_beginnings(rest), key=len, default="")
                told, rest = told + NOT_SHOWN, rest[len(own) :]
        return told + rest

    def _issue(self, issue: Issue) -> Issue:
        return replace(issue, record_id=None if issue.record_id is None else self._of_any(issue.record_id))

    def _of_any(self, record_id: str) -> str | None:
        """An issue does not say of which kind its record is; where both kinds have the id, the claim's."""
        return self.claims.get(record_id) or self.statements.get(record_id)

    def _change(self, change: ClaimChange) -> ClaimChange:
        return replace(
            change,
            claim=self._id(RecordKind.CLAIM, change.claim),
            links=tuple(self._link(link) for link in change.links),
            contradicted=tuple(self._contradiction(one) for one in change.contradicted),
            no_longer_contradicted=tuple(self._contradiction(one) for one in change.no_longer_contradicted),
            causes=tuple(self._cause(cause) for cause in change.causes),
        )

    def _link(self, link: LinkChange) -> LinkChange:
        return replace(link, statement=self._id(RecordKind.STATEMENT, link.statement))

    def _cause(self, cause: Cause) -> Cause:
        if cause.record is None:
            return cause
        after = cause.after
        if cause.kind is CauseKind.SUPERSEDED_RECORD and after is not None:
            after = self._id(cause.record, after)
        return replace(cause, id=self._id(cause.record, cause.id or ""), after=after)

    def _id(self, kind: RecordKind, record_id: str) -> str:
        return self.of(kind, record_id) or f"{kind.value} not shown"


def neutral_ids(
    claims: Iterable[ClaimAccount], statements: Iterable[StatementAccount], histories: Histories
) -> NeutralIds:
    return NeutralIds(
        claims={one.id: public_id(one, histories) for one in claims},
        statements={one.id: public_id(one, histories) for one in statements},
    )


def _beginnings(text: str) -> list[str]:
    """What an id at the beginning of a text could be, for it may hold spaces and stops itself."""
    return [text[: end.start()] for end in _ENDS.finditer(text) if end.start()]


def _known(name: Callable[[str], str | None], ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(found for one in ids if (found := name(one)) is not None)
