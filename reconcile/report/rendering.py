"""From page data to HTML: one cached template engine that escapes everything and refuses what is undefined."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reconcile.report import change_words, tally_words, words
from reconcile.report.language import fixed_words
from reconcile.report.navigation import STOPS
from reconcile.report.shell import shell
from reconcile.report.texts import harmless


@cache
def _engine() -> Environment:
    engine = Environment(
        loader=PackageLoader("reconcile.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    engine.globals.update(
        words=words,
        tally_words=tally_words,
        change_words=change_words,
        say=fixed_words(words.LANGUAGE),
        stops=STOPS,
    )
    return engine


def render(template: str, page: object, *, forms: bool = False, slot: Markup | None = None) -> str:
    """The HTML of one page: `template` is a file of the templates folder, `page` its page data.

    With `forms`, the page may send forms to the server it came from; `slot` is HTML of that server (buttons for a
    decision) for the place the page keeps for it.
    """
    return _engine().get_template(template).render(page=page, shell=shell(forms=forms), slot=slot)
