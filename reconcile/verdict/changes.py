"""What a later run says otherwise than an earlier one, and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from reconcile.domain.changes import (
    Cause,
    CauseKind,
    ChangeLog,
    ClaimChange,
    FindingGist,
    LinkChange,
    PairGist,
    gist_of,
)
from reconcile.domain.contradictions import Contradiction
from reconcile.domain.outcomes import Facet, Outcome
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import ExpectedFor
from reconcile.verdict.decision_changes import DecisionChanges, decision_changes
from reconcile.verdict.record_changes import RecordKey, new_records, record_changes
from reconcile.verdict.shared_changes import shared_changes
from reconcile.verdict.silence_changes import SilenceChanges

IdOf = Callable[[RecordKind, int], str | None]
"""The id of the record with a version in this row; None: it is not known."""

# Names of the module are found ten times as fast as members in their class, which counts claim by claim.
_CLAIM = RecordKind.CLAIM
_STATEMENT = RecordKind.STATEMENT


def compare_outcomes(before: Outcome | None, after: Outcome, expected_for: ExpectedFor) -> ChangeLog:
    """What changed from `before` (None: there was nothing) to `after`, claim by claim, with the causes."""
    found = [gist_of(finding) for finding in after.findings]
    if before is None:
        claims, statements = (
            {one.id: one.version.version for one in side} for side in (after.claims, after.statements)
        )
        return everything_new(after, found, {RecordKind.CLAIM: claims, RecordKind.STATEMENT: statements})
    held = map(gist_of, before.findings)
    return compare_findings(before, after, held, found, ids_of(before, after), expected_for)


def ids_of(*outcomes: Outcome) -> IdOf:
    """Of the records that have their accounts in these."""
    found: dict[tuple[RecordKind, int], str] = {}
    for outcome in outcomes:
        found |= {(RecordKind.CLAIM, one.version.row): one.id for one in outcome.claims}
        found |= {(RecordKind.STATEMENT, one.version.row): one.id for one in outcome.statements}
    return lambda kind, row: found.get((kind, row))


def compare_findings(
    before: Outcome,
    after: Outcome,
    held: Iterable[FindingGist],
    found: Iterable[FindingGist],
    id_of: IdOf,
    expected_for: ExpectedFor,
) -> ChangeLog:
    """The same with the findings of both given apart: findings that are alike may be left out of both. Of the outcomes
    those accounts are read that only one has, or has otherwise, that decisions speak of, and, where days of collecting
    are others, of claims whose silence is `retold`."""
    records = record_changes(before, after)
    shared = shared_changes(before, after)
    sides = ((RecordKind.CLAIM, after.claims), (RecordKind.STATEMENT, after.statements))
    decisions = decision_changes(
        before.decisions, after.decisions, {(kind, one.id) for kind, side in sides for one in side}
    )
    silences = SilenceChanges(before, after, expected_for)
    grounds = _Grounds(silences, records, decisions, shared, id_of)
    one, other = ({finding.claim: finding for finding in side} for side in (held, found))
    changes = (_claim_change(one.get(claim), other.get(claim)) for claim in sorted(one.keys() | other.keys()))
    return ChangeLog(
        before=before.run,
        after=after.run,
        claims=tuple(grounds.explained(change) for change in changes if change is not None),
        records=tuple(records.values()),
        decisions=decisions.all,
        shared=shared,
    )


def everything_new(
    after: Outcome, found: Iterable[FindingGist], versions: Mapping[RecordKind, Mapping[str, int]]
) -> ChangeLog:
    """What changed where there was no run before: of `after` its run and decisions are read. `versions`: the number of
    each record's version, by id."""
    records = new_records(versions)
    decisions = decision_changes((), after.decisions, records.keys())
    return ChangeLog(
        before=None,
        after=after.run,
        claims=tuple([_new_claim(one, records, decisions) for one in sorted(found, key=attrgetter("claim"))]),
        records=tuple(records.values()),
        decisions=decisions.all,
        shared=(),
    )


def _new_claim(finding: FindingGist, records: Mapping[RecordKey, Cause], decisions: DecisionChanges) -> ClaimChange:
    links = tuple(_link_changes({}, _links(finding)))
    statements = [link.statement for link in links]
    return ClaimChange(
        claim=finding.claim,
        before=None,
        after=finding,
        links=links,
        contradicted=finding.contradictions,
        causes=tuple(_own_causes(finding.claim, statements, finding.contradictions, records, decisions)),
    )


def _own_causes(
    claim: str,
    statements: Sequence[str],
    contradicting: Iterable[Contradiction],
    records: Mapping[RecordKey, Cause],
    decisions: DecisionChanges,
) -> Iterator[Cause]:
    """Of the claim, the statements whose link changed and what came or ceased to contradict it, and decisions on
    claim and statements."""
    keys = dict.fromkeys(
        [
            (_CLAIM, claim),
            *[(_STATEMENT, statement) for statement in statements],
            *[(one.record, one.id) for one in contradicting],
        ]
    )
    yield from [records[key] for key in keys if key in records]
    yield from decisions.by_claim.get(claim, ())
    for statement in statements:
        yield from decisions.by_statement.get(statement, ())


def _claim_change(before: FindingGist | None, after: FindingGist | None) -> ClaimChange | None:
    """None where both say the same."""
    links = tuple(_link_changes(_links(before), _links(after)))
    told = [finding and (finding.flag, finding.status, finding.stance) for finding in (before, after)]
    come, gone = _contradictions(before, after), _contradictions(after, before)
    if told[0] == told[1] and not links and not come and not gone:
        return None
    claim = next(finding.claim for finding in (before, after) if finding is not None)
    return ClaimChange(
        claim=claim, before=before, after=after, links=links, contradicted=come, no_longer_contradicted=gone, causes=()
    )


def _contradictions(before: FindingGist | None, after: FindingGist | None) -> tuple[Contradiction, ...]:
    """Those of `after` that `before` does not have."""
    held = set() if before is None else {one.key for one in before.contradictions}
    return () if after is None else tuple(one for one in after.contradictions if one.key not in held)


def _links(finding: FindingGist | None) -> dict[str, PairGist]:
    return {} if finding is None else {pair.statement: pair for pair in finding.pairs if pair.linked}


def _link_changes(before: Mapping[str, PairGist], after: Mapping[str, PairGist]) -> Iterator[LinkChange]:
    for statement in sorted(before.keys() | after.keys()):
        one, other = before.get(statement), after.get(statement)
        if one is None or other is None:
            yield LinkChange(statement=statement, before=one, after=other)
            continue
        facets = tuple(facet for facet in Facet if one.facets.get(facet) != other.facets.get(facet))
        if facets or (one.flag, one.stance, one.denies) != (other.flag, other.stance, other.denies):
            yield LinkChange(statement=statement, before=one, after=other, facets=facets)


class _Grounds:
    """What can have made a claim's finding another."""

    def __init__(
        self,
        silences: SilenceChanges,
        records: Mapping[RecordKey, Cause],
        decisions: DecisionChanges,
        shared: tuple[Cause, ...],
        id_of: IdOf,
    ) -> None:
        self._id_of = id_of
        self._records = records
        self._decisions = decisions
        self._shared = shared
        self._silences = silences

    def explained(self, change: ClaimChange) -> ClaimChange:
        """The change with its causes: the nearest first, those further off only where there are none nearer."""
        causes = (
            tuple(self._own(change))
            or tuple(self._rivals(change))
            or self._shared
            or tuple(self._elsewhere(change.claim))
        )
        return replace(change, causes=causes)

    def _own(self, change: ClaimChange) -> Iterator[Cause]:
        """Of the claim, the statements whose link changed, decisions on either, and what its silence rests on."""
        statements = [link.statement for link in change.links]
        contradicting = (*change.contradicted, *change.no_longer_contradicted)
        yield from _own_causes(change.claim, statements, contradicting, self._records, self._decisions)
        if change.before is not None and change.after is not None and not change.links:
            yield from self._silences.causes(change.before, change.after)

    def _rivals(self, change: ClaimChange) -> Iterator[Cause]:
        """Of the records it was compared with or competed with: a rival that came or went, or that people decided on,
        frees or takes a link."""
        met = sorted(self._compared_with(change))
        yield from self._of_records(met)
        yield from dict.fromkeys(cause for key in met for cause in self._decisions.by_record.get(key, ()))

    def _compared_with(self, change: ClaimChange) -> set[RecordKey]:
        met: set[RecordKey] = set()
        changed = {link.statement for link in change.links}
        for finding in (change.before, change.after):
            if finding is None:
                continue
            met |= {(RecordKind.CLAIM, claim) for claim in finding.family}
            for pair in finding.pairs:
                if not pair.linked or pair.statement in changed:
                    met |= set(self._rivals_of(pair))
        return met

    def _rivals_of(self, pair: PairGist) -> Iterator[RecordKey]:
        yield RecordKind.STATEMENT, pair.statement
        for kind, row in (
            (RecordKind.CLAIM, pair.rival_claim_row),
            (RecordKind.STATEMENT, pair.rival_statement_row),
        ):
            rival = None if row is None else self._id_of(kind, row)
            if rival is not None:
                yield kind, rival

    def _of_records(self, keys: Iterable[RecordKey]) -> Iterator[Cause]:
        for key in keys:
            if key in self._records:
                yield self._records[key]

    def _elsewhere(self, claim: str) -> Iterator[Cause]:
        if len(self._records) > ((RecordKind.CLAIM, claim) in self._records):
            yield Cause(kind=CauseKind.OTHER_RECORDS)
        yield from self._decisions.all
