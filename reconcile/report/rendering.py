"""From page data to HTML: one cached template engine that escapes everything and refuses what is undefined."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reconcile.report import words
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
    style = files("reconcile.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    engine.globals.update(style=Markup(style), words=words)  # noqa: S704  our own file, no text of records
    return engine


def render(template: str, page: object) -> str:
    """The HTML of one page: `template` is a file of the templates folder, `page` its page data."""
    return _engine().get_template(template).render(page=page)
