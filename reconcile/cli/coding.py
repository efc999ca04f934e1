"""Blind samples and how far their coders agree, as lines of text and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.domain.codings import Agreement, CodedKind
from reconcile.domain.instants import iso_instant
from reconcile.domain.proportions import Proportion

if TYPE_CHECKING:
    from reconcile.pipeline.coding import CodedSheet, SampleProgress


def agreement_in_words(found: Agreement) -> str:
    """Percent, kappa and alpha, each where it can be told."""
    percent = "nothing to compare" if found.percent is None else f"{100 * found.percent:.1f} % of answers agree"
    kappa = "" if found.kappa is None else f"; Cohen's kappa {found.kappa:.3f}"
    alpha = "" if found.alpha is None else f"; Krippendorff's alpha {found.alpha:.3f}"
    answered = f"{found.units} questions answered by two or more of {found.coders} coders"
    return f"{found.kind}: {answered}; {percent}{kappa}{alpha}"


def coded_in_words(found: CodedKind) -> Iterator[str]:
    """How far coders agree with each other, and then with the comparison."""
    yield agreement_in_words(found.agreement)
    for told, share in (("what the comparison finds", found.proposed), ("near misses", found.controls)):
        if share.whole:
            yield f"  {share.part} of {share.whole} answers to {told} say so"


def agreement_as_json(found: Agreement) -> dict[str, object]:
    figures = {"percent": found.percent, "kappa": found.kappa, "alpha": found.alpha}
    told = {name: None if value is None else round(value, 4) for name, value in figures.items()}
    return {"kind": found.kind, "questions": found.units, "coders": found.coders, **told}


def coded_as_json(found: CodedKind) -> dict[str, object]:
    shares = {"proposed": _share(found.proposed), "controls": _share(found.controls)}
    return agreement_as_json(found.agreement) | shares


def sample_in_words(found: "SampleProgress") -> str:
    """`3: 40 questions, drawn 2026-11-01T08:00:00Z by rosa; cai 12, remi 40`."""
    sample = found.sample
    coders = ", ".join(f"{coder} {number}" for coder, number in found.answered.items()) or "nobody has answered yet"
    by = sample.drawn_by or "an operator of the machine"
    return f"{sample.number}: {len(sample.questions)} questions, drawn {iso_instant(sample.drawn_at)} by {by}; {coders}"


def sample_as_json(found: "SampleProgress") -> dict[str, object]:
    sample = found.sample
    return {
        "sample": sample.number,
        "questions": len(sample.questions),
        "run": sample.run,
        "seed": sample.seed,
        "drawn_by": sample.drawn_by,
        "drawn_at": iso_instant(sample.drawn_at),
        "answered": dict(found.answered),
    }


def coded_sheet_in_words(result: "CodedSheet") -> Iterator[str]:
    for row, coding in result.codings:
        yield f"Row {row}: question {coding.place} of sample {coding.sample}, {coding.answer.replace('_', ' ')}"
    for fault in result.faults:
        yield f"{fault.place.words} refused: {fault.message}"


def _share(found: Proportion) -> dict[str, int]:
    return {"answers": found.whole, "one_event": found.part}
