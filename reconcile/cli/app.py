"""The group of commands, and how what cannot be done is said: one sentence on stderr and an exit code."""

import gc
import os
import sys
from pathlib import Path

import click

from reconcile import __version__
from reconcile.cli.answering import EXIT_CANNOT, EXIT_LOCKED, talk
from reconcile.cli.asking import Place
from reconcile.cli.commands.access import access
from reconcile.cli.commands.account import account
from reconcile.cli.commands.collect import collect
from reconcile.cli.commands.demo import demo
from reconcile.cli.commands.draft import draft
from reconcile.cli.commands.evaluate import evaluate
from reconcile.cli.commands.gazetteer import gazetteer
from reconcile.cli.commands.guard import redact, verify
from reconcile.cli.commands.ingest import coverage, ingest, template
from reconcile.cli.commands.keep import db, reference
from reconcile.cli.commands.model import model
from reconcile.cli.commands.read import explain, export, issues, report, runs
from reconcile.cli.commands.review import review
from reconcile.cli.commands.run import changes, run
from reconcile.cli.commands.serve import serve
from reconcile.cli.logs import FORMATS, open_log
from reconcile.errors import LockedError, ReconcileError

DEFAULT_DATABASE = "sqlite:///reconcile.db"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--database",
    envvar="RECONCILE_DATABASE_URL",
    default=DEFAULT_DATABASE,
    metavar="URL",
    help="Address of the database; default: SQLite in reconcile.db of the current folder.",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="RECONCILE_SETTINGS",
    help="TOML file of settings.",
)
@click.option(
    "--log-file",
    envvar="RECONCILE_LOG",
    metavar="FILE",
    help="Where events go, a line each, at the end of the file; - is stderr. Default: nowhere.",
)
@click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    envvar="RECONCILE_LOG_FORMAT",
    default=FORMATS[0],
    help="How events are written: json (default) or text.",
)
@click.version_option(__version__, prog_name="reconcile")
@click.pass_context
def group(context: click.Context, database: str, settings: Path | None, log_file: str | None, log_format: str) -> None:
    """Compares militant groups' claims of responsibility with what officials said of the same attacks.

    It compares accounts. It never says what happened.
    """
    open_log(log_file, log_format)
    context.obj = Place(database=database, settings_file=settings)


for command in (
    demo,
    db,
    template,
    ingest,
    collect,
    draft,
    coverage,
    gazetteer,
    reference,
    run,
    changes,
    runs,
    report,
    export,
    explain,
    evaluate,
    model,
    issues,
    verify,
    redact,
    account,
    serve,
    review,
    access,
):
    group.add_command(command)


COLLECT_AFTER = (200_000, 50, 50)
"""Objects made between two searches for circles of them. Values are frozen and hold no circles: at the default of 700 a
run over many records spends nearly half of its time on looking for what is not there."""


SMALL_PAGES = {"NUMPY_MADVISE_HUGEPAGE": "0"}
"""Environment in which numpy, once loaded, takes memory in pages of the usual size. Of huge ones the system clears two
megabytes wherever an array is first touched: a tenth of the time in which a million claims are linked."""


def main() -> None:
    """Runs the command line and ends the process with the contract's exit code."""
    gc.set_threshold(*COLLECT_AFTER)
    for name, value in SMALL_PAGES.items():
        os.environ.setdefault(name, value)
    try:
        code = group.main(prog_name="reconcile", standalone_mode=False)
    except click.exceptions.Abort:
        talk("Stopped.")
        code = EXIT_CANNOT
    except click.ClickException as error:
        error.show()
        code = EXIT_CANNOT
    except LockedError as error:
        talk(str(error))
        code = EXIT_LOCKED
    except ReconcileError as error:
        talk(str(error))
        code = EXIT_CANNOT
    except BrokenPipeError:
        # The reader of our output has gone: nothing more to say, and nothing is wrong.
        sys.stderr.close()
        code = 0
    except OSError as error:
        # A path that may not be looked at, a disk that is full: the machine's matter, in whichever command it shows.
        talk(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}; choose another or mend it.")
        code = EXIT_CANNOT
    # All there is goes with the process: looking for circles once more takes a tenth of a small run.
    gc.freeze()
    sys.exit(code or 0)
