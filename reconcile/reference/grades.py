"""The table of the analyst's own grades."""

import re

from reconcile.domain.grades import Grade
from reconcile.reference.tables import Desk

GRADES_FILE = "grades.csv"
_COLUMNS = ("key", "label", "rule")
_KEY = re.compile(r"[a-z][a-z_]{1,31}")


def load_grades(desk: Desk) -> tuple[Grade, ...]:
    """In the order of the table; what does not hold becomes a fault of the desk."""
    rows = desk.rows(GRADES_FILE, _COLUMNS)
    desk.unique(rows, "key")
    found = []
    for row in rows:
        if not desk.required(row, *_COLUMNS):
            continue
        if not _KEY.fullmatch(row["key"]) or row["key"] == "open":
            desk.fault(row, "key", "is no key: small letters and underscores, and not 'open'", "reference-grade")
        else:
            found.append(Grade(key=row["key"], label=row["label"], rule=row["rule"]))
    return tuple(found)
