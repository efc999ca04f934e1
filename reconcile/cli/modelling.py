"""The linkage model and an estimate of it, as lines of text and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reconcile.domain.weights import LinkageModel

if TYPE_CHECKING:
    from reconcile.pipeline.modelling import Estimated


def model_rows(model: LinkageModel) -> list[list[str]]:
    """One row a level: comparison, label, m, u, bits."""
    return [
        [comparison.name, level.label, f"{level.m:.4f}", f"{level.u:.4f}", f"{level.bits:+.1f}"]
        for comparison in model.comparisons
        for level in comparison.levels
    ]


def model_as_json(model: LinkageModel) -> dict[str, object]:
    return {
        "name": model.name,
        "digest": model.digest,
        "prior_bits": model.prior_bits,
        "comparisons": [
            {
                "name": comparison.name,
                "origin": comparison.origin,
                "levels": [
                    {"level": level.key, "label": level.label, "m": level.m, "u": level.u, "bits": level.bits}
                    for level in comparison.levels
                ],
            }
            for comparison in model.comparisons
        ],
        "null_tail": {
            "origin": model.null_tail.origin,
            "bits": list(model.null_tail.bits),
            "shares": list(model.null_tail.shares),
        },
    }


def estimate_in_words(found: "Estimated") -> Iterator[str]:
    """What was counted, then every level's bits before and after."""
    estimate = found.estimate
    yield (
        f"{estimate.candidates} pairs compared, {estimate.shifts} shifts: about {estimate.true_pairs:.0f} pairs "
        f"tell of one event (spread of the shifts {estimate.spread:.1f})."
    )
    yield f"prior: {found.before.prior_bits:+.2f} -> {estimate.model.prior_bits:+.2f} bits"
    for before, after in zip(found.before.comparisons, estimate.model.comparisons, strict=True):
        for old, new in zip(before.levels, after.levels, strict=True):
            yield f"{before.name} {old.key}: {old.bits:+.2f} -> {new.bits:+.2f} bits (m {new.m:.4f}, u {new.u:.4f})"


def estimate_as_json(found: "Estimated") -> dict[str, object]:
    estimate = found.estimate
    return {
        "candidates": estimate.candidates,
        "shifts": estimate.shifts,
        "true_pairs": round(estimate.true_pairs, 1),
        "spread": round(estimate.spread, 1),
        "before": model_as_json(found.before),
        "after": model_as_json(estimate.model),
    }
