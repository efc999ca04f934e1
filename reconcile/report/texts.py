"""Text of records on its way to a page: cleaned, defanged, shortened. What is stored stays as written."""

import re

from reconcile.domain.cleantext import defanged, one_line, quoted, visible

EXCERPT_LIMIT = 300
"""Characters of an original text that a page quotes: enough to recognise it, too little to spread it."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def shown(text: str) -> str:
    """The text as one clean line without an address that a browser or mail program could make clickable."""
    return defanged(text)


def shown_or_none(text: str | None) -> str | None:
    """`shown`, or None where nothing visible is left."""
    return (shown(text) or None) if text is not None else None


def excerpt(text: str) -> str:
    return quoted(defanged(text), EXCERPT_LIMIT)


def language_tag(language: str | None) -> str | None:
    """The language as an HTML `lang` value; None where it is not an ISO 639 code."""
    code = one_line(language).lower() if language is not None else ""
    return code if _LANGUAGE.fullmatch(code) else None


def harmless(value: object) -> object:
    """What the template engine does to every value: no control or bidi code leaves through a forgotten field.

    `str.isprintable` is false for every character that `visible` removes, so most texts pass at once.
    """
    if type(value) is not str or value.isprintable():
        return value
    return visible(value)
