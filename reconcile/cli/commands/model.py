"""Commands on the linkage model: what is in force, and what the records would make of it."""

from pathlib import Path

import click

from reconcile.cli.answering import progress_bar, say, say_json, say_table, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.modelling import estimate_as_json, estimate_in_words, model_as_json, model_rows


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
    say(f"{found.name}; before anything is compared: {found.prior_bits:+.1f} bits")
    say_table(("comparison", "level", "m", "u", "bits"), model_rows(found), shares=(2, 8, 0, 0, 0))
    for comparison in found.comparisons:
        say(f"{comparison.name}: {comparison.origin}")
    say(f"chance: {found.null_tail.origin}")


@model.command()
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the tables to.")
@click.option("--shifts", type=click.IntRange(4, 200), default=12, show_default=True, help="How often to shift.")
@click.option("--json", "as_json", is_flag=True, help="The estimate as JSON.")
@click.pass_obj
def estimate(place: Place, output: Path | None, shifts: int, as_json: bool) -> None:
    """Estimates the weights anew from the records, without labels, and shows them beside those in force.

    The statements are moved by whole fortnights; what pairs of moved statements weigh is what chance alone gives.
    Nothing in force changes: put the tables that --output writes into a folder of reference tables to use them.
    """
    from reconcile.pipeline.modelling import estimate_from_records, write_model

    with progress_bar("Shifting", total=shifts + 1) as progress:
        found = estimate_from_records(place.database, place.settings(), right_now(), shifts=shifts, progress=progress)
    if as_json:
        say_json(estimate_as_json(found))
    else:
        for line in estimate_in_words(found):
            say(line)
    for path in () if output is None else write_model(found.estimate.model, output):
        talk(f"Written: {path}")
