"""The command that holds the latest run against an answer key."""

from pathlib import Path

import click

from reconcile.cli.answering import say, say_json, say_table
from reconcile.cli.asking import Place


@click.command()
@click.option(
    "--truth",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="JSON file of true links and flags; its format stands in docs/quality.md.",
)
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.pass_obj
def evaluate(place: Place, truth: Path, as_json: bool) -> None:
    """Holds the latest run against a truth file: how many links and flags are right, and which are wrong and why."""
    # Here, since they load numpy, which takes longer than --help may.
    from reconcile.cli import evaluating as words
    from reconcile.pipeline.evaluating import evaluate_latest

    evaluation = evaluate_latest(place.database, place.settings(), truth)
    if as_json:
        say_json(words.evaluation_as_json(evaluation))
        return
    for line in words.counts_in_words(evaluation):
        say(line)
    say_table(*words.figures_table(evaluation), shares=(3, 1, 2))
    headings, rows = words.confusion_table(evaluation)
    say_table(headings, rows, shares=(2,) * len(headings))
    say_table(*words.kinds_table(evaluation), shares=(6, 2, 2, 2, 2, 2))
    for line in words.wrong_in_words(evaluation):
        say(line)
