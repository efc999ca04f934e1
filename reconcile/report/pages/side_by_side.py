"""Claim and statements field by field: what each says, how they differ, and what that does to the flag."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.digests import kind_of
from reconcile.domain.outcomes import Facet, FacetResult, Pair, PairRole
from reconcile.domain.records import ClaimRecord, RecordKind
from reconcile.domain.tolls import Harm, TollSide
from reconcile.report import readings, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.shared import denies_in_words
from reconcile.report.pages.times import after_claim
from reconcile.report.readings import Reading
from reconcile.report.texts import shown

STATEMENTS_PER_TABLE = 3
"""Beside more than three statements a table is too wide to read; the others follow in a table of their own."""

Either = ClaimAccount | StatementAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One account of a side-by-side table."""

    label: str
    """`Claim`, `Statement 1`, …"""
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How one statement compares with the claim in one facet."""

    label: str
    sign: str
    result: str
    words: str
    sentence: str
    effect: str
    """What it does to the flag, in words."""

    @property
    def agrees(self) -> bool:
        """Whether the two values beside one another say it all."""
        return self.result == FacetResult.AGREES.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What holds of some of the statements of a table alike."""

    sign: str
    result: str
    words: str
    of: str
    """`statements 1 and 3`; empty where it holds of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    name: str
    cells: tuple[Reading, ...]
    """The claim's first, then one per statement."""
    compared: tuple[Compared, ...]
    """One per statement where this field is compared, else none."""
    differences: tuple[Shared, ...]
    """`compared` in short, statements of one result together; of a field that decides nothing, how far apart the two
    sides are in it."""
    effects: tuple[Shared, ...]
    """What the field does to the flag, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    columns: tuple[Column, ...]
    fields: tuple[FieldRow, ...]


def side_by_sides(account: ClaimAccount, pairs: Sequence[Pair], ledger: Ledger) -> tuple[SideBySide, ...]:
    """One table, or several where many statements are linked; without statements, the claim alone."""
    if not pairs:
        return (side_by_side(account, (), ledger, first=1),)
    return tuple(
        side_by_side(account, pairs[start : start + STATEMENTS_PER_TABLE], ledger, first=start + 1, total=len(pairs))
        for start in range(0, len(pairs), STATEMENTS_PER_TABLE)
    )


def side_by_side(
    account: ClaimAccount, pairs: Sequence[Pair], ledger: Ledger, *, first: int = 1, total: int = 1
) -> SideBySide:
    """The claim beside these statements, the first of which bears the number `first` of `total`."""
    statements = [ledger.statements[pair.statement] for pair in pairs]
    accounts: list[Either] = [account, *statements]
    columns = [Column(label=words.CLAIM_LABEL, who=shown(account.record.claimant))]
    for number, statement in enumerate(statements, first):
        label = words.statement_label(number if total > 1 else None)
        columns.append(Column(label=label, who=shown(statement.record.issuer)))
    compared = {facet: _compared(facet, pairs, columns) for facet in Facet}
    labels = [column.label for column in columns[1:]]
    apart = {
        "published": _delays(account, statements, labels),
        "target_actor": _weighed("actor", pairs, labels),
        "attack": _weighed("attack", pairs, labels),
    }
    return SideBySide(columns=tuple(columns), fields=_fields(accounts, ledger, compared, apart))


def accounts_beside(accounts: Sequence[Either], ledger: Ledger) -> SideBySide:
    """The accounts as each side tells them; how they compare, and what follows, is left out."""
    columns = [
        Column(label=label, who=shown(one.record.speaker))
        for label, one in zip(_labels(accounts), accounts, strict=True)
    ]
    return SideBySide(columns=tuple(columns), fields=_fields(accounts, ledger, {}, {}))


def _labels(accounts: Sequence[Either]) -> Iterator[str]:
    """`Claim`, `Statement 1`, `Statement 2`: numbered where there are several of a kind."""
    kinds = [kind_of(one.record) for one in accounts]
    for place, kind in enumerate(kinds):
        number = kinds[: place + 1].count(kind) if kinds.count(kind) > 1 else None
        yield words.claim_label(number) if kind is RecordKind.CLAIM else words.statement_label(number)


def _fields(
    accounts: Sequence[Either],
    ledger: Ledger,
    compared: Mapping[Facet, tuple[Compared, ...]],
    apart: Mapping[str, tuple[Shared, ...]],
) -> tuple[FieldRow, ...]:
    """`apart`: of fields that are not compared for the flag, how far apart the sides are."""
    return (
        _field("published", [_published(one) for one in accounts], apart=apart.get("published", ())),
        _field("date", [readings.event_date(one) for one in accounts], compared.get(Facet.DATE, ())),
        _field("place", [readings.place(one, ledger) for one in accounts], compared.get(Facet.PLACE, ())),
        _field("target", [readings.target(one, ledger) for one in accounts], compared.get(Facet.TARGET, ())),
        _field(
            "target_actor",
            [readings.target_actor(one, ledger) for one in accounts],
            apart=apart.get("target_actor", ()),
        ),
        _field("attack", [readings.attack(one, ledger) for one in accounts], apart=apart.get("attack", ())),
        _field("toll", [killed(one) for one in accounts], compared.get(Facet.TOLL, ())),
        _field("stance", [_stance(one) for one in accounts]),
    )


def _delays(claim: ClaimAccount, statements: Sequence[StatementAccount], labels: Sequence[str]) -> tuple[Shared, ...]:
    """How long after the claim each statement came out, where both say when: `2 days after`."""
    told = [
        ("", "", words.first_upper(after_claim(one, claim)), label)
        for one, label in zip(statements, labels, strict=True)
        if claim.record.published is not None and one.record.published is not None
    ]
    return _together(told)


def _weighed(comparison: str, pairs: Sequence[Pair], labels: Sequence[str]) -> tuple[Shared, ...]:
    """What the match made of a field, in its words: `both name the same side as hit`."""
    told = [
        ("", "", words.first_upper(score.label), label)
        for pair, label in zip(pairs, labels, strict=True)
        for score in pair.scored.scores
        if score.comparison == comparison
    ]
    return _together(told)


def _field(
    key: str, cells: Sequence[Reading], compared: tuple[Compared, ...] = (), *, apart: tuple[Shared, ...] = ()
) -> FieldRow:
    name, effect = words.FIELDS[key]
    told = [(one.sign, one.result, one.words, one.label) for one in compared]
    effects = [("", one.result, one.effect, one.label) for one in compared] or [("", "", effect, "")]
    return FieldRow(
        name=name,
        cells=tuple(cells),
        compared=compared,
        differences=_together(told) or apart,
        effects=_together(effects),
    )


def _together(told: Sequence[tuple[str, str, str, str]]) -> tuple[Shared, ...]:
    """By words, in the order in which each first stands: sign, result, words and the label of its statement."""
    groups: dict[str, tuple[str, str, list[str]]] = {}
    for sign, result, said, label in told:
        groups.setdefault(said, (sign, result, []))[2].append(label)
    return tuple(
        Shared(sign=sign, result=result, words=said, of="" if len(groups) == 1 else words.of_statements(labels))
        for said, (sign, result, labels) in groups.items()
    )


def _published(account: Either) -> Reading:
    if account.record.published is None:
        return Reading(words=None)
    return Reading(words=words.written_time(account.record.published))


def killed(account: Either) -> Reading:
    """The dead each account counts, side by side; the section on the toll has the wounded too."""
    told = [
        words.toll_of(side, count)
        for side in TollSide
        if (count := account.values.tolls.get((side, Harm.KILLED))) is not None
    ]
    return Reading(words="; ".join(told) or None)


def _stance(account: Either) -> Reading:
    record = account.record
    if isinstance(record, ClaimRecord):
        return Reading(words=words.CLAIM_KINDS[record.claim_kind])
    if record.stance is None and not record.denies:
        return Reading(words=None)
    return Reading(words=words.first_upper(denies_in_words(record.stance, record.denies)))


def _compared(facet: Facet, pairs: Sequence[Pair], columns: Sequence[Column]) -> tuple[Compared, ...]:
    """One per statement, in the order of the columns; none where a pair was not compared in this facet."""
    if any(facet not in pair.facets for pair in pairs):
        return ()
    return tuple(
        Compared(
            label=column.label,
            sign=words.RESULT_SIGNS[pair.facets[facet].result],
            result=pair.facets[facet].result.value,
            words=words.RESULTS[pair.facets[facet].result],
            sentence=shown(pair.facets[facet].sentence),
            effect=_effect(facet, pair),
        )
        for pair, column in zip(pairs, columns[1:], strict=True)
    )


def _effect(facet: Facet, pair: Pair) -> str:
    if facet is Facet.TOLL:
        return words.TOLL_EFFECT
    if pair.scored.role is PairRole.LINKED:
        return words.EFFECTS[pair.facets[facet].result]
    return words.FAILED_EFFECT if pair.scored.failed == facet.value else words.NOT_LINKED_EFFECT
