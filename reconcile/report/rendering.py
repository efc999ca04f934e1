"""From page data to HTML: one cached template engine that escapes everything and refuses what is undefined."""

from collections.abc import Sequence
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reconcile.domain.documents import StoredDocument
from reconcile.domain.drafts import StoredDraft
from reconcile.report import change_words, coding_words, draft_words, tally_words, words
from reconcile.report.language import fixed_words
from reconcile.report.navigation import STOPS
from reconcile.report.pages.drafts import drafts_page
from reconcile.report.shell import STYLE_FILE, Shell, shell
from reconcile.report.texts import harmless


@cache
def make_engine(*packages: str) -> Environment:
    """The engine over the templates of the report; those of `packages` come before templates of the same name."""
    engine = Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in (*packages, "reconcile.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    engine.filters["said"] = said
    engine.globals.update(
        words=words,
        tally_words=tally_words,
        change_words=change_words,
        coding_words=coding_words,
        draft_words=draft_words,
        say=fixed_words(words.LANGUAGE),
        stops=STOPS,
        style_file=STYLE_FILE,
    )
    return engine


def said(text: object) -> Markup:
    """Text of a record as the page shows it: escaped, in the direction of its own letters."""
    return Markup(f'<bdi dir="auto">{escape(harmless(text))}</bdi>')  # noqa: S704 - escaped


def render(template: str, page: object, within: Shell | None = None) -> str:
    """The HTML of one page: `template` is a file of the templates folder, `page` its page data.

    `within` is the shell it stands in; by default that of a page that stands alone.
    """
    return make_engine().get_template(template).render(page=page, shell=within or shell())


def render_drafts(read: Sequence[tuple[StoredDocument, StoredDraft]]) -> str:
    """The page of drafts that wait, each beside the text it was read from."""
    return render("drafts.html.j2", drafts_page(read))
