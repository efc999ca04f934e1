"""The verb of the room: what a person must look at, and in what order."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from reconcile.domain.cases import (
    AskedClaim,
    AskedPair,
    Case,
    CaseAct,
    CaseEvent,
    CaseReason,
    CaseStatus,
    case_key,
    is_done,
    waits_for_decision,
)
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.contradictions import OF_OTHER_GROUPS
from reconcile.domain.decisions import DecisionKind, DecisionState, Digests, Subject
from reconcile.domain.like_with_like import consistent
from reconcile.domain.outcomes import CloseCall, Finding, Flag, Outcome, Pair, PairRole
from reconcile.domain.records import RecordKind, Stance
from reconcile.domain.staleness import DecisionMark
from reconcile.domain.standing import Standing
from reconcile.domain.tellings import ToldClaim, ToldStatement
from reconcile.domain.tolls import Harm, TollSide
from reconcile.review.questions import question, told_of
from reconcile.review.worth import doubt_of, impact_of
from reconcile.settings import ReviewSettings

Asked = dict[Subject, set[CaseReason]]

_CLOSE_CALLS = {
    CloseCall.MARGIN: CaseReason.COMPETING,
    CloseCall.THRESHOLD: CaseReason.THRESHOLD,
    CloseCall.EPISODE: CaseReason.EPISODE,
    CloseCall.EXCHANGED: CaseReason.EXCHANGED,
}


def open_cases(
    outcome: Outcome,
    marks: Sequence[DecisionMark],
    standings: Mapping[Subject, Standing],
    events: Iterable[CaseEvent],
    settings: ReviewSettings,
) -> tuple[Case, ...]:
    """All questions that a run poses, done ones too, the most worth asking first.

    `marks` and `standings` are those of today: what was decided since the run is known here.
    """
    asked: Asked = defaultdict(set)
    claims = {claim.id: claim for claim in outcome.claims}
    statements = {statement.id: statement for statement in outcome.statements}
    _add_asked(asked, asked_claims(outcome.findings, claims, statements), settings)
    for claim in sampled_claims(outcome.findings, settings):
        asked[Subject(kind=DecisionKind.FLAG, claim=claim)].add(CaseReason.SAMPLE)
    _add_decided(asked, marks)
    books = _Books(outcome, marks, standings, events)
    cases = (books.case(subject, reasons, settings) for subject, reasons in asked.items())
    return tuple(sorted(cases, key=lambda case: (case.done, -case.worth, case.subject.claim or "", case.key)))


def waiting_cases(
    claims: Iterable[AskedClaim],
    marks: Sequence[DecisionMark],
    events: Iterable[CaseEvent],
    settings: ReviewSettings,
) -> tuple[str, ...]:
    """Keys, sorted, of the cases that wait among those `open_cases` gives for the same run: told from columns, where
    nobody needs the cases themselves."""
    asked: Asked = defaultdict(set)
    _add_asked(asked, claims, settings)
    _add_decided(asked, marks)
    standing = {mark.decision.subject: mark for mark in marks if mark.stands}
    proposed = {mark.decision.subject: mark for mark in marks if not mark.stands}
    statuses = {event.subject: CaseStatus(event.value) for event in events if event.act is CaseAct.STATUS}
    return tuple(
        sorted(
            case_key(subject)
            for subject, reasons in asked.items()
            if waits_for_decision(
                reasons,
                done=is_done(standing.get(subject), proposed.get(subject), statuses.get(subject, CaseStatus.OPEN)),
            )
        )
    )


def asked_claims(
    findings: Iterable[Finding],
    claims: Mapping[str, ToldClaim],
    statements: Mapping[str, ToldStatement],
) -> Iterator[AskedClaim]:
    """What of each finding may make it a question; of what makes none, nothing. `claims` and `statements`: what they
    tell, by id."""
    for finding in findings:
        if finding.flag is not None:
            killed = claims[finding.claim].values.tolls.get((TollSide.OWN, Harm.KILLED))
            one = AskedClaim(
                claim=finding.claim,
                killed=None if killed is None else killed.low or 0,
                other_group=any(one.kind in OF_OTHER_GROUPS for one in finding.contradictions),
                pairs=tuple(
                    [_asked_pair(pair, statements[pair.statement]) for pair in finding.pairs if _may_be_asked(pair)]
                ),
            )
            if one.pairs or one.killed is not None or one.other_group:
                yield one


def _may_be_asked(pair: Pair) -> bool:
    return pair.scored.role is PairRole.LINKED or pair.scored.close_call is not None


def _asked_pair(pair: Pair, statement: ToldStatement) -> AskedPair:
    return AskedPair(
        statement=pair.statement,
        linked=pair.scored.role is PairRole.LINKED,
        close_call=pair.scored.close_call,
        denies=pair.stance is Stance.DENIES or bool(pair.denies),
        record_denies=statement.record.stance is Stance.DENIES or bool(statement.record.denies),
        killed=statement.values.tolls.get((TollSide.OWN, Harm.KILLED)),
    )


def sampled_claims(findings: Sequence[Finding], settings: ReviewSettings) -> tuple[str, ...]:
    """A random sample of the claims that the comparison alone links to nothing.

    Each claim has a lot that depends on the seed and its id alone, and the lowest lots are drawn: a claim stays in the
    sample from run to run, whatever else comes in, until a lower lot comes.
    """
    unlinked = [finding.claim for finding in findings if finding.flag_by_machine is Flag.NO_OFFICIAL_COMMENT]
    lots = sorted((hashlib.sha256(f"{settings.sample_seed}:{claim}".encode()).hexdigest(), claim) for claim in unlinked)
    return tuple(claim for _, claim in lots[: settings.sample_size])


def _add_asked(asked: Asked, claims: Iterable[AskedClaim], settings: ReviewSettings) -> None:
    for claim in claims:
        for subject, reason in _questions(claim, settings):
            asked[subject].add(reason)


def _questions(claim: AskedClaim, settings: ReviewSettings) -> Iterator[tuple[Subject, CaseReason]]:
    for pair in claim.pairs:
        subject = Subject(kind=DecisionKind.PAIR, claim=claim.claim, statement=pair.statement)
        if pair.close_call is not None:
            yield subject, _CLOSE_CALLS[pair.close_call]
        if pair.linked and pair.denies:
            yield subject, CaseReason.DENIAL
    subject = Subject(kind=DecisionKind.FLAG, claim=claim.claim)
    if claim.other_group:
        yield subject, CaseReason.OTHER_GROUP
    if _disagree([pair for pair in claim.pairs if pair.linked]):
        yield subject, CaseReason.OFFICIALS_DISAGREE
    if claim.killed is not None and claim.killed >= settings.high_toll:
        yield subject, CaseReason.HIGH_TOLL


def _disagree(linked: Sequence[AskedPair]) -> bool:
    """Whether two of the statements differ on whether it happened so, or on the dead of the side attacked."""
    denying = {pair.record_denies for pair in linked}
    tolls = [pair.killed for pair in linked if pair.killed is not None]
    return len(denying) > 1 or any(not consistent(one, other) for one, other in combinations(tolls, 2))


def _add_decided(asked: Asked, marks: Sequence[DecisionMark]) -> None:
    """Decisions that wait for somebody; and those in force, so that what is done is seen beside what is left."""
    for mark in marks:
        reasons = asked[mark.decision.subject]
        if not mark.stands:
            reasons.add(CaseReason.PROPOSED)
        elif mark.state is DecisionState.STALE:
            reasons.add(CaseReason.STALE)


class _Books:
    """What is looked up case by case."""

    def __init__(
        self,
        outcome: Outcome,
        marks: Sequence[DecisionMark],
        standings: Mapping[Subject, Standing],
        events: Iterable[CaseEvent],
    ) -> None:
        self.findings = {finding.claim: finding for finding in outcome.findings}
        self.standing_marks = {mark.decision.subject: mark for mark in marks if mark.stands}
        self.proposals = {mark.decision.subject: mark for mark in marks if not mark.stands}
        self.standings = standings
        self.digests: Digests = {
            **{(RecordKind.CLAIM, one.id): one.version.digest for one in outcome.claims},
            **{(RecordKind.STATEMENT, one.id): one.version.digest for one in outcome.statements},
        }
        self.accounts: dict[tuple[RecordKind, str], ClaimAccount | StatementAccount] = {
            **{(RecordKind.CLAIM, one.id): one for one in outcome.claims},
            **{(RecordKind.STATEMENT, one.id): one for one in outcome.statements},
        }
        self.events: defaultdict[Subject, list[CaseEvent]] = defaultdict(list)
        for event in events:
            self.events[event.subject].append(event)

    def case(self, subject: Subject, reasons: set[CaseReason], settings: ReviewSettings) -> Case:
        finding = self.findings.get(subject.claim or "")
        pair = None if finding is None else _pair_of(finding, subject)
        mark, proposed = self.standing_marks.get(subject), self.proposals.get(subject)
        ordered = tuple(reason for reason in CaseReason if reason in reasons)
        standing = self.standings.get(subject)
        events = self.events[subject]
        return Case(
            subject=subject,
            reasons=ordered,
            impact=impact_of(subject, finding, pair, self._high_toll(subject, settings)),
            doubt=doubt_of(ordered, pair, mark),
            question=question(subject, self.accounts),
            told=told_of(finding, pair),
            digests={key: self.digests[key] for key in subject.records if key in self.digests},
            mark=mark,
            proposed=proposed,
            seen=None if standing is None else standing.head.number,
            assignee=_latest(events, CaseAct.ASSIGN) or None,
            status=CaseStatus(_latest(events, CaseAct.STATUS) or CaseStatus.OPEN),
            notes=tuple(event for event in events if event.act is CaseAct.NOTE),
        )

    def _high_toll(self, subject: Subject, settings: ReviewSettings) -> bool:
        account = self.accounts.get((RecordKind.CLAIM, subject.claim or ""))
        killed = None if account is None else account.values.tolls.get((TollSide.OWN, Harm.KILLED))
        return killed is not None and (killed.low or 0) >= settings.high_toll


def _pair_of(finding: Finding, subject: Subject) -> Pair | None:
    return next((pair for pair in finding.pairs if pair.statement == subject.statement), None)


def _latest(events: Sequence[CaseEvent], act: CaseAct) -> str | None:
    return next((event.value for event in reversed(events) if event.act is act), None)
