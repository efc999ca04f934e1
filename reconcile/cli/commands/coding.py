"""Commands of blind coding: samples out, answers in, and how far the coders agree."""

from pathlib import Path

import click

from reconcile.cli.answering import EXIT_CANNOT, say, say_json, talk
from reconcile.cli.asking import Place, right_now
from reconcile.cli.coding import (
    coded_as_json,
    coded_in_words,
    coded_sheet_in_words,
    sample_as_json,
    sample_in_words,
)
from reconcile.cli.identifying import identified, proven
from reconcile.domain.codings import CODED_KINDS
from reconcile.domain.decisions import DecisionKind

JSON = click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--size", type=click.IntRange(2, 1_000), default=40, show_default=True, help="How many questions of each kind."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the draw; the same seed draws the same.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in CODED_KINDS]), help="Default: all."
)
@click.option("--number", type=int, help="Writes the sample of this number again instead of drawing one.")
@click.pass_obj
def sample(place: Place, file: Path, size: int, seed: int, kinds: tuple[str, ...], number: int | None) -> None:
    """Draws a blind sample and writes it to FILE (.xlsx): links and near misses mixed, without what anybody says of
    them. Logged. Coders answer in the browser or in a copy of FILE (review code); review agreement says how they agree.
    """
    from reconcile.pipeline.coding import write_blind_sample

    if file.suffix.lower() != ".xlsx":
        raise click.UsageError("The name of the sheet must end in .xlsx.")
    wanted = tuple(DecisionKind(kind) for kind in kinds) or CODED_KINDS
    drawn = write_blind_sample(
        place.database, place.settings(), file, right_now(), size=size, seed=seed, kinds=wanted, number=number
    )
    talk(f"Sample {drawn.number}: {len(drawn.questions)} questions.")
    say(str(file))


@click.command()
@JSON
@click.pass_obj
def samples(place: Place, as_json: bool) -> None:
    """Lists the blind samples with who has answered how much."""
    from reconcile.pipeline.coding import samples_of

    found = samples_of(place.database)
    if as_json:
        say_json([sample_as_json(one) for one in found])
        return
    for one in found:
        say(sample_in_words(one))
    if not found:
        say("No sample was drawn yet.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Says what would be done and does nothing.")
@identified
@click.pass_context
def code(context: click.Context, file: Path, dry_run: bool, account: str | None, password_file: Path | None) -> None:
    """Keeps the answers of a filled-in blind sample FILE, as the account --as: all rows, or none and why."""
    from reconcile.pipeline.coding import take_codings

    place: Place = context.obj
    coder = proven(place, account, password_file)
    result = take_codings(place.database, place.settings(), file, coder, right_now(), dry_run=dry_run)
    for line in coded_sheet_in_words(result):
        say(line)
    if result.faults:
        talk(f"{len(result.faults)} rows are refused, so nothing was taken; mend them, or empty their decision.")
        context.exit(EXIT_CANNOT)
    talk(f"{len(result.codings)} answers {'kept' if result.taken else 'found; nothing was kept'}.")


@click.command()
@click.option("--sample", "number", type=int, help="Only the answers to the sample of this number.")
@JSON
@click.pass_obj
def agreement(place: Place, number: int | None, as_json: bool) -> None:
    """Says how far those who coded blind agree: percent, Cohen's kappa, Krippendorff's alpha by kind of decision."""
    from reconcile.pipeline.coding import agreement_at

    found = agreement_at(place.database, number)
    if as_json:
        say_json([coded_as_json(one) for one in found])
        return
    for one in found:
        for line in coded_in_words(one):
            say(line)
    if not found:
        say("Nobody has answered a blind sample yet; review sample draws one.")
