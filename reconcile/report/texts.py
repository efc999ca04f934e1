"""Text of records on its way to a page: cleaned, defanged, shortened. What is stored stays as written."""

import re

from reconcile.domain.cleantext import defanged, one_line, quoted, visible

VALUE_LIMIT = 200
"""Characters of a changed value that a table of versions shows."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left, by ISO 639-1."""

EXCERPT_LIMIT = 300
"""Characters of an original text that a page quotes: enough to recognise it, too little to spread it."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def shown(text: str) -> str:
    """The text as one clean line without an address that a browser or mail program could make clickable."""
    return defanged(text)


def shown_or_none(text: str | None) -> str | None:
    """`shown`, or None where nothing visible is left."""
    return (shown(text) or None) if text is not None else None


def passage(text: str) -> str:
    """A whole text, its lines kept, without an address that could be followed."""
    lines = (defanged(line) for line in visible(text).split("\n"))
    return "\n".join(line for line in lines if line)


def one_value(text: str) -> str:
    """A value as a table of versions shows it."""
    return quoted(defanged(text), VALUE_LIMIT)


def direction(language: str | None) -> str:
    """The `dir` of a text; where its language is not stated, the browser judges by its letters."""
    if language is None:
        return "auto"
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def language_tag(language: str | None) -> str | None:
    """The language as an HTML `lang` value; None where it is not an ISO 639 code."""
    code = one_line(language).lower() if language is not None else ""
    return code if _LANGUAGE.fullmatch(code) else None
