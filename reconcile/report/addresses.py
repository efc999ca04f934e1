"""Where each page lies in the report folder. Permanent: an address depends on the record id alone."""

import hashlib
import re
import unicodedata

SLUG_LIMIT = 60
DIGEST_LENGTH = 12
STATEMENTS_PART = 200
"""Statements on one page of a list of statements."""
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(record_id: str, empty: str) -> str:
    """A file name for any id, without extension: readable part and digest of the exact id.

    Ids may hold `../`, differ by case alone on a disk that does not tell, be 300 characters long or hold no letter
    of the Latin alphabet (then `empty` stands for the readable part).
    """
    plain = unicodedata.normalize("NFKD", record_id).encode("ascii", "ignore").decode().lower()
    readable = _OTHER.sub("-", plain).strip("-")[:SLUG_LIMIT].strip("-") or empty
    digest = hashlib.sha256(record_id.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
    return f"{readable}-{digest}"


def claim_page(claim_id: str) -> str:
    return f"claims/{slug(claim_id, 'claim')}.html"


def statement_anchor(statement_id: str) -> str:
    return f"s-{slug(statement_id, 'statement')}"


def numbered_page(name: str, number: int) -> str:
    """The address of part `number` (from 1) of a long list: `official-only.html`, `official-only-2.html`.

    The first part of the claims list is the index itself.
    """
    if number > 1:
        return f"{name}-{number}.html"
    return "index.html" if name == "claims" else f"{name}.html"


def official_only(place: int, statement_id: str) -> str:
    """Where a statement stands in the list of those without a claim; `place` counts from 0."""
    return _in_list("official-only", place, statement_id)


def in_brief(place: int, statement_id: str) -> str:
    """Likewise in the list of linked statements that claims' pages tell in a line alone."""
    return _in_list("linked", place, statement_id)


def _in_list(name: str, place: int, statement_id: str) -> str:
    return f"{numbered_page(name, place // STATEMENTS_PART + 1)}#{statement_anchor(statement_id)}"
