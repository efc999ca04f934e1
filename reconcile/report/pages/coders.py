"""How far the people who review agree, from what they answered without seeing each other's answers."""

from dataclasses import dataclass

from reconcile.domain.codings import CodedKind
from reconcile.domain.proportions import Proportion
from reconcile.report import coding_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CodersRow:
    """One kind of decision, in the order of `coding_words.HEADS`."""

    kind: str
    questions: int
    coders: int
    percent: str
    kappa: str
    alpha: str
    links: str
    controls: str


def coders_rows(coded: tuple[CodedKind, ...]) -> tuple[CodersRow, ...]:
    """Kinds that at least two people coded; none where nobody did."""
    return tuple(
        CodersRow(
            kind=coding_words.KINDS.get(one.agreement.kind, one.agreement.kind),
            questions=one.agreement.units,
            coders=one.agreement.coders,
            percent=coding_words.UNKNOWN if one.agreement.percent is None else f"{100 * one.agreement.percent:.1f} %",
            kappa=_figure(one.agreement.kappa),
            alpha=_figure(one.agreement.alpha),
            links=_share(one.proposed),
            controls=_share(one.controls),
        )
        for one in coded
        if one.agreement.units
    )


def _figure(value: float | None) -> str:
    return coding_words.UNKNOWN if value is None else f"{value:.3f}"


def _share(found: Proportion) -> str:
    return f"{found.part} of {found.whole}" if found.whole else coding_words.UNKNOWN
