"""The generated parts of docs/records.md. `python -m tests.ingest.record_tables` writes them anew."""

import re
from pathlib import Path

from reconcile.domain.fields import FIELDS, Field
from reconcile.domain.records import RecordKind
from reconcile.ingest.explanations import allowed_values, example

PAGE = Path(__file__).resolve().parents[2] / "docs" / "records.md"

_MARKED = re.compile(r"(<!-- columns: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def regenerated(page: str) -> str:
    """The page with each table between its marks made from the list of columns."""
    return _MARKED.sub(lambda found: f"{found[1]}{table(found[2])}{found[3]}", page)


def marked_tables(page: str) -> list[str]:
    return [found[2] for found in _MARKED.finditer(page)]


def table(which: str) -> str:
    """The columns of `both` kinds, or those that `claim` or `statement` adds."""
    claims, statements = FIELDS[RecordKind.CLAIM], FIELDS[RecordKind.STATEMENT]
    shared = {field.name for field in claims if field in statements}
    fields = {
        "both": [field for field in claims if field.name in shared],
        "claim": [field for field in claims if field.name not in shared],
        "statement": [field for field in statements if field.name not in shared],
    }[which]
    head = "| column | meaning | allowed values | example |\n| --- | --- | --- | --- |\n"
    return head + "".join(map(_row, fields))


def _row(field: Field) -> str:
    marks = "".join((" **required**" * field.required, " (never quoted in messages)" * field.private))
    return f"| `{field.name}`{marks} | {field.help} | {allowed_values(field)} | {example(field)} |\n"


if __name__ == "__main__":
    PAGE.write_text(regenerated(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
