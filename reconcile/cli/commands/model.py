"""Commands on the linkage model: what is in force, and what the records would make of it."""

from collections.abc import Iterator
from pathlib import Path

import click

from reconcile.cli.answering import progress_bar, say, say_json, say_table, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.modelling import (
    estimate_as_json,
    estimate_in_words,
    learnt_as_json,
    learnt_in_words,
    model_as_json,
    model_rows,
)
from reconcile.domain.weights import LinkageModel


@click.group()
def model() -> None:
    """The linkage model: comparisons, levels and their weights."""


@model.command()
@click.option("--json", "as_json", is_flag=True, help="The model as JSON.")
@click.pass_obj
def show(place: Place, as_json: bool) -> None:
    """Prints the model in force: every level with m, u, its weight in bits and where they come from."""
    from reconcile.pipeline.modelling import model_in_force

    found = model_in_force(place.settings())
    if as_json:
        say_json(model_as_json(found))
        return
    say(
        f"{found.name}; before anything is compared: {found.prior_bits:+.1f} bits, {found.denial_bits:+.1f} more for a "
        "statement that denies something and names a place"
    )
    say_table(("comparison", "level", "m", "u", "bits"), model_rows(found), shares=(2, 8, 0, 0, 0))
    for comparison in found.comparisons:
        say(f"{comparison.name}: {comparison.origin}")
    say(f"chance: {found.null_tail.origin}")


@model.command()
@click.option("--truth", type=click.Path(path_type=Path, dir_okay=False), help="Learn from the pairs of a truth file.")
@click.option("--from-decisions", is_flag=True, help="Learn from what reviewers decided on pairs.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the tables to.")
@click.option("--shifts", type=click.IntRange(4, 200), default=12, show_default=True, help="How often to shift.")
@click.option("--json", "as_json", is_flag=True, help="The estimate as JSON.")
@click.pass_obj
def estimate(
    place: Place, truth: Path | None, from_decisions: bool, output: Path | None, shifts: int, as_json: bool
) -> None:
    """Estimates the weights anew and shows them beside those in force.

    Without labels: the statements are moved by whole fortnights; what pairs of moved statements weigh is what chance
    alone gives. With --truth or --from-decisions: from pairs that people decided, and how well the new weights and
    those in force do on decided pairs held out.

    Nothing in force changes: put the tables that --output writes into a folder of reference tables to use them.
    """
    if truth is not None and from_decisions:
        raise click.UsageError("--truth and --from-decisions are two sources to learn from; name one of them.")
    if truth is None and not from_decisions:
        model = _from_records(place, shifts, as_json)
    else:
        model = _from_decided(place, truth, shifts, as_json)
    if output is not None:
        _write(model, output)


def _from_records(place: Place, shifts: int, as_json: bool) -> LinkageModel:
    from reconcile.pipeline.modelling import estimate_from_records

    with progress_bar("Shifting", total=shifts + 1) as progress:
        found = estimate_from_records(place.database, place.settings(), right_now(), shifts=shifts, progress=progress)
    _say(estimate_as_json(found) if as_json else estimate_in_words(found))
    return found.estimate.model


def _from_decided(place: Place, truth: Path | None, shifts: int, as_json: bool) -> LinkageModel:
    from reconcile.pipeline.learning import STEPS, learn_from_decisions, learn_from_truth

    url, settings, now = place.database, place.settings(), right_now()
    with progress_bar("Learning", total=STEPS + shifts + 1) as progress:
        if truth is None:
            found = learn_from_decisions(url, settings, now, shifts=shifts, progress=progress)
        else:
            found = learn_from_truth(url, settings, now, truth, shifts=shifts, progress=progress)
    _say(learnt_as_json(found) if as_json else learnt_in_words(found))
    return found.learnt.model


def _say(told: dict[str, object] | Iterator[str]) -> None:
    if isinstance(told, dict):
        say_json(told)
        return
    for line in told:
        say(line)


def _write(model: LinkageModel, folder: Path) -> None:
    from reconcile.pipeline.modelling import write_model

    for path in write_model(model, folder):
        talk(f"Written: {path}")
