"""From page data to HTML: one cached template engine that escapes everything and refuses what is undefined."""

import re
from collections.abc import Sequence
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from reconcile.domain.cleantext import visible
from reconcile.domain.documents import StoredDocument
from reconcile.domain.drafts import StoredDraft
from reconcile.report import change_words, coding_words, draft_words, tally_words, words
from reconcile.report.language import fixed_words
from reconcile.report.navigation import STOPS
from reconcile.report.pages.drafts import drafts_page
from reconcile.report.readings import Reading
from reconcile.report.shell import STYLE_FILE, Shell, shell

_TO_ESCAPE = re.compile("[&<>\"']").search


def printed(value: object) -> str:
    """Every value on its way into a page: escaped, and no control or bidi code leaves through a forgotten field.

    `str.isprintable` is false for every character that `visible` removes, so most texts pass at once, and most need no
    escape: to ask takes a third of the time of making a Markup of them.
    """
    if type(value) is Markup:
        return value
    text = str(value)
    clean = text if text.isprintable() else visible(text)
    return str(escape(clean)) if _TO_ESCAPE(clean) else clean


def said(text: object) -> Markup:
    """Text of a record as the page shows it: escaped, in the direction of its own letters."""
    return Markup(f'<bdi dir="auto">{printed(text)}</bdi>')  # noqa: S704 - escaped


def reading(cell: Reading) -> Markup:
    """What was read of an account, with its wording and what follows. Not a macro: a page has scores of them, and one
    call of a macro takes as long as ten of this."""
    if not cell.stated:
        told = f'<span class="unstated">{printed(words.NOT_STATED)}</span>'
    elif cell.words is None:
        told = f"{said(cell.written)}{_written(printed(words.NOT_READ))}"
    else:
        beside = "" if cell.written is None else _written(f"{printed(words.AS_WRITTEN)} “{said(cell.written)}”")
        told = f"{said(cell.words)}{beside}"
    note = "" if cell.note is None else _written(printed(cell.note))
    return Markup(told + note)  # noqa: S704 - of escaped parts


def _written(html: str) -> str:
    return f'<span class="written">{html}</span>'


class _Compiler(CodeGenerator):
    """Puts `printed` around every expression of a template, where Jinja puts finalizing, escaping and marking as safe,
    and fixed words (`{{ say.claim.toll }}`) straight into the text around them.

    A page of a claim prints some two thousand values: it is made in three quarters of the time.
    """

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        match node:
            case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="say"), attr=page), attr=key):
                # One that is not in the table is left to fail where its page is made, with the name of the template.
                word = fixed_words(words.LANGUAGE).get(page, {}).get(key)
                if word is not None:
                    return printed(word)
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class Engine(Environment):
    """Escapes everything, whatever the name of a template; there is no way to switch that off."""

    code_generator_class = _Compiler
    printed = staticmethod(printed)


@cache
def make_engine(*packages: str) -> Environment:
    """The engine over the templates of the report; those of `packages` come before templates of the same name."""
    engine = Engine(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in (*packages, "reconcile.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    engine.filters.update(said=said, reading=reading)
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


def render(template: str, page: object, within: Shell | None = None) -> str:
    """The HTML of one page: `template` is a file of the templates folder, `page` its page data.

    `within` is the shell it stands in; by default that of a page that stands alone.
    """
    return make_engine().get_template(template).render(page=page, shell=within or shell())


def render_drafts(read: Sequence[tuple[StoredDocument, StoredDraft]]) -> str:
    """The page of drafts that wait, each beside the text it was read from."""
    return render("drafts.html.j2", drafts_page(read))
