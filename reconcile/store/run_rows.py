"""Findings and pairs as the drivers take them: what is kept as JSON is written as text at once.

A large run writes hundreds of thousands of these. The general way (a mapping for each row, encoded once for its digest
and once more, part by part, for its columns) took longer than all comparing; so the text of each part is made here once
and stands in the row and in what is digested. It is the text that `canonical_json` makes of the same values: `verify`
reads the rows back and recomputes every digest in the general way.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from reconcile.domain.outcomes import ComparisonScore, Finding, Flag, Note, Pair
from reconcile.store.contradictions import contradiction_content
from reconcile.store.engines import canonical_json
from reconcile.store.pair_texts import LevelNumbers, facet_text, json_text, score_text

FINDING_COLUMNS = (
    "claim",
    "flag",
    "status",
    "stance",
    "reason",
    "family",
    "machine_flag",
    "decisions",
    "notes",
    "contradictions",
    "basis",
)
PAIR_COLUMNS = (
    "claim", "statement", "role", "flag", "weight", "margin", "distance_km", "days_apart", "failed", "rival_claim",
    "rival_statement", "close_call", "candidates", "coincidence", "stance", "denies", "sentence", "facets", "scores",
    "machine_role", "decision", "digest",
)  # fmt: skip
OF_DECISIONS = ("machine_role", "decision")


class FindingRows(NamedTuple):
    """Findings of some claims, ready to be written: made wherever there is time, also in another process."""

    findings: list[tuple[Any, ...]]
    """Values of `FINDING_COLUMNS`."""
    pairs: list[tuple[Any, ...]]
    """Values of `PAIR_COLUMNS`."""
    flags: dict[str, Flag | None]
    """By id of the claim."""


def rows_of(findings: Sequence[Finding], bases: Mapping[int, str | None], levels: LevelNumbers) -> FindingRows:
    """`bases`: what each finding rests on, by row of the claim.

    Raises ValueError where a claim has two findings or a statement two pairs with it, KeyError where a level has no
    number.
    """
    made = PairRows(levels)
    rows = FindingRows(
        findings=[finding_row(finding, bases.get(finding.claim_row)) for finding in findings],
        pairs=[made.row(pair) for finding in findings for pair in finding.pairs],
        flags={finding.claim: finding.flag for finding in findings},
    )
    _refuse_repeated([row[0] for row in rows.findings], "finding")
    _refuse_repeated([row[:2] for row in rows.pairs], "pair")
    return rows


def _refuse_repeated(keys: Sequence[object], what: str) -> None:
    if len(keys) != len(set(keys)):
        raise ValueError(f"a run has one {what} per claim and statement, found {len(keys) - len(set(keys))} more")


def digested(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Pairs that nobody decided on digest as they did before there were decisions: no run writes them anew."""
    return {name: value for name, value in columns.items() if name not in OF_DECISIONS or value is not None}


def finding_content(finding: Finding) -> tuple[Any, ...]:
    """What a finding says, as values of the columns between `claim` and `basis`."""
    return (
        finding.flag,
        finding.status,
        finding.stance,
        finding.reason,
        list(finding.family),
        finding.machine_flag,
        list(finding.decisions) or None,
        [_note(note) for note in finding.notes] or None,
        [contradiction_content(one) for one in finding.contradictions] or None,
    )


def finding_row(finding: Finding, basis: str | None) -> tuple[Any, ...]:
    """The values of `FINDING_COLUMNS` for the driver."""
    return (finding.claim_row, *content_texts(finding_content(finding)), basis)


def content_texts(content: Sequence[Any]) -> tuple[Any, ...]:
    """What a finding says, as the driver takes it."""
    flag, status, stance, reason, family, machine_flag, *beside = content
    return (
        flag and flag.value,
        status.value,
        stance and stance.value,
        reason,
        canonical_json(family) if family else "[]",
        machine_flag and machine_flag.value,
        *(told and canonical_json(told) for told in beside),
    )


def _note(note: Note) -> dict[str, Any]:
    """What differs from nothing, so that a note reads back as it was written."""
    told = {"kind": note.kind.value, "sentence": note.sentence, "records": list(note.records)}
    return told | ({} if note.flag is None else {"setting": note.setting, "flag": note.flag.value})


class PairRows:
    """The values of `PAIR_COLUMNS` of one pair after the other, for the driver.

    What is digested is written out in full: a pair of before, which is kept so, has the digest it would have now.
    """

    def __init__(self, levels: LevelNumbers) -> None:
        self._levels = levels
        self._scores: dict[int, _Score] = {}

    def row(self, pair: Pair) -> tuple[Any, ...]:
        """Raises ValueError where a number is none: such a pair was not compared as it should have been."""
        scored = pair.scored
        compared = [facet_text(found) for found in pair.facets.values()]
        facets = f"[{','.join([facet.whole for facet in compared])}]"
        known = [self._score(score) for score in scored.scores]
        scores = f"[{','.join([score.whole for score in known])}]"
        of_decisions = (
            f'"decision":{pair.decision},' if pair.decision is not None else "",
            f'"machine_role":{json_text(scored.machine_role)},' if scored.machine_role is not None else "",
        )
        denies = ",".join([json_text(code) for code in pair.denies])
        # By name of the column, as `canonical_json` sorts them.
        whole = (
            f'{{"candidates":{scored.candidates},"claim":{scored.claim_row},"close_call":{json_text(scored.close_call)},'
            f'"coincidence":{_number(scored.coincidence)},"days_apart":{_number(scored.days_apart)},'
            f'{of_decisions[0]}"denies":[{denies}],"distance_km":{_number(scored.distance_km)},'
            f'"facets":{facets},"failed":{json_text(scored.failed)},"flag":{json_text(pair.flag)},'
            f'{of_decisions[1]}"margin":{_number(scored.margin)},'
            f'"rival_claim":{_number(scored.rival_claim_row)},"rival_statement":{_number(scored.rival_statement_row)},'
            f'"role":{json_text(scored.role)},"scores":{scores},"sentence":{encode_basestring(pair.sentence)},'
            f'"stance":{json_text(pair.stance)},"statement":{scored.statement_row},"weight":{_number(scored.weight)}}}'
        )
        return (
            scored.claim_row,
            scored.statement_row,
            scored.role.value,
            pair.flag and pair.flag.value,
            scored.weight,
            scored.margin,
            scored.distance_km,
            scored.days_apart,
            scored.failed,
            scored.rival_claim_row,
            scored.rival_statement_row,
            scored.close_call and scored.close_call.value,
            scored.candidates,
            scored.coincidence,
            pair.stance.value,
            " ".join(pair.denies),
            pair.sentence,
            f"[{','.join([facet.kept for facet in compared])}]",
            f"[{','.join([score.kept for score in known])}]",
            scored.machine_role and scored.machine_role.value,
            pair.decision,
            hashlib.sha256(whole.encode()).hexdigest(),
        )

    def _score(self, score: ComparisonScore) -> "_Score":
        """Pairs on one level of a comparison share one object, kept here so that its identity stays its own."""
        known = self._scores.get(id(score))
        if known is None:
            whole = canonical_json({name: getattr(score, name) for name in _SCORE})
            known = _Score(score, whole, score_text(self._levels.of(score), score))
            self._scores[id(score)] = known
        return known


class _Score(NamedTuple):
    score: ComparisonScore
    whole: str
    """As it is digested."""
    kept: str


_SCORE = tuple(ComparisonScore.__dataclass_fields__)


def _number(number: float | None) -> str:
    if number is None:
        return "null"
    if not math.isfinite(number):
        raise ValueError(f"a pair has the weight, margin or distance {number}")
    return repr(number)
