"""The linkage model and an estimate of it, as lines of text and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from reconcile.domain.phrases import count
from reconcile.domain.weights import LinkageModel

if TYPE_CHECKING:
    from reconcile.pipeline.learning import Relearnt
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
        "denial_bits": model.denial_bits,
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
    yield from _levels_in_words(found.before, estimate.model)


def _levels_in_words(before: LinkageModel, after: LinkageModel) -> Iterator[str]:
    yield f"prior: {before.prior_bits:+.2f} -> {after.prior_bits:+.2f} bits"
    for old_comparison, new_comparison in zip(before.comparisons, after.comparisons, strict=True):
        for old, new in zip(old_comparison.levels, new_comparison.levels, strict=True):
            yield (
                f"{old_comparison.name} {old.key}: {old.bits:+.2f} -> {new.bits:+.2f} bits "
                f"(m {new.m:.4f}, u {new.u:.4f})"
            )


def learnt_in_words(found: "Relearnt") -> Iterator[str]:
    """What was learnt from, how both models do on pairs held out, then every level's bits before and after."""
    learnt = found.learnt
    yield (
        f"Learnt from {count(learnt.same, 'pair')} of one event and {learnt.different} of different events, in "
        f"{count(learnt.groups, 'group')} of records that hang together."
    )
    if learnt.never_compared:
        yield f"{count(learnt.never_compared, 'decided pair')} left out: no run compares or links them."
    if learnt.prior_held:
        yield (
            f"Decided pairs are a chosen sample, so the prior does not follow how often they are of one event "
            f"({learnt.sample_bits:+.2f} bits, left out)."
        )
    yield f"On pairs held out, {learnt.folds} folds of whole groups, before -> after:"
    for name in ("log_loss", "precision", "recall", "f1"):
        yield f"  {name.replace('_', ' ')}: {getattr(learnt.before, name):.4f} -> {getattr(learnt.after, name):.4f}"
    yield (
        "The new weights do better on pairs held out."
        if learnt.better
        else "The new weights do no better on pairs held out: that speaks for those in force."
    )
    if not found.tail_measured:
        yield "The records span too short a time to measure anew what chance gives: null_tail.csv stays as it is."
    yield from _levels_in_words(found.before, learnt.model)


def learnt_as_json(found: "Relearnt") -> dict[str, object]:
    learnt = found.learnt
    return {
        "same": learnt.same,
        "different": learnt.different,
        "never_compared": learnt.never_compared,
        "groups": learnt.groups,
        "folds": learnt.folds,
        "sample_bits": learnt.sample_bits,
        "prior_held": learnt.prior_held,
        "held_out": {"before": asdict(learnt.before), "after": asdict(learnt.after)},
        "better": learnt.better,
        "tail_measured": found.tail_measured,
        "before": model_as_json(found.before),
        "after": model_as_json(learnt.model),
    }


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
