"""How the report came about: meanings, the model in force, settings, reference data, limits, credits."""

from dataclasses import dataclass

from reconcile.domain.outcomes import FacetResult, Flag
from reconcile.report import title_words, words
from reconcile.report.ledger import Ledger
from reconcile.report.pages.coders import CodersRow, coders_rows
from reconcile.report.pages.shared import Fact, Frame, frame
from reconcile.report.pages.weights import WeightRow, weight_rows
from reconcile.report.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    label: str
    m: str
    u: str
    bits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    label: str
    origin: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    frame: Frame
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    flags: tuple[Fact, ...]
    results: tuple[Fact, ...]
    statuses: tuple[Fact, ...]
    model: str
    model_digest: str
    prior: str
    denial: str
    """Bits that a denial which names a place has more."""
    comparisons: tuple[Comparison, ...]
    weights: tuple[WeightRow, ...]
    """Kept pairs by match weight; none where no pair was kept."""
    coders: tuple[CodersRow, ...]
    """How far the people who review agree; none where no two coded the same."""
    settings: tuple[Fact, ...]
    digests: tuple[Fact, ...]
    credits: tuple[Fact, ...]
    otherwise: str | None
    """What was otherwise when the run was made; None: nothing."""


def method_page(ledger: Ledger) -> MethodPage:
    model, run = ledger.books.model, ledger.outcome.run
    return MethodPage(
        frame=frame(ledger, title_words.page_title("method"), "method"),
        sections=words.METHOD,
        flags=tuple(Fact(name=words.FLAGS[flag], value=words.FLAG_MEANINGS[flag]) for flag in Flag),
        results=tuple(
            Fact(name=f"{words.RESULT_SIGNS[result]} {words.RESULTS[result]}", value=words.RESULT_MEANINGS[result])
            for result in FacetResult
        ),
        statuses=tuple(
            Fact(name=words.STATUSES[status], value=words.SILENCE_MEANINGS[status]) for status in words.SILENCE_ORDER
        ),
        model=shown(model.name),
        model_digest=model.digest,
        prior=words.bits(model.prior_bits),
        denial=words.bits(model.denial_bits),
        comparisons=tuple(
            Comparison(
                label=words.first_upper(shown(one.label)),
                origin=shown(one.origin),
                levels=tuple(
                    Level(label=shown(level.label), m=f"{level.m:.4f}", u=f"{level.u:.4f}", bits=words.bits(level.bits))
                    for level in one.levels
                ),
            )
            for one in model.comparisons
        ),
        weights=weight_rows(ledger),
        coders=coders_rows(ledger.books.coded),
        settings=tuple(Fact(name=shown(name), value=shown(value)) for name, value in ledger.books.settings),
        digests=tuple(Fact(name=name, value=digest) for name, digest in sorted(run.digests.items())),
        credits=tuple(Fact(name=shown(source), value=shown(of)) for source, of in ledger.books.credits),
        otherwise=words.method_of_today(run.number, ledger.books.otherwise) if ledger.books.otherwise else None,
    )
