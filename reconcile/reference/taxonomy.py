"""What was attacked and how, in two levels: a code and its family."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.reference.tables import Desk, Row

TARGETS_FILE = "targets.csv"
ATTACKS_FILE = "attacks.csv"
COLUMNS = ("code", "family", "label", "gtd", "acled", "note")
FAMILY_MARK = "family"
"""In the column `family`: this line names a family, not a code."""
OTHER = "other"
"""The code that says nothing, in both taxonomies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyEntry:
    """One code and where it stands in the code lists of others."""

    code: str
    family: str
    label: str
    """English words for a report."""
    gtd: tuple[str, ...] = ()
    """Global Terrorism Database: targets `type` or `type.subtype`, attacks `attacktype1`; START codebook."""
    acled: tuple[str, ...] = ()
    """ACLED sub-event types; only attacks have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """Codes in families. Asking for a code it does not hold raises KeyError."""

    entries: Mapping[str, TaxonomyEntry]
    families: Mapping[str, str]
    """Label by family."""
    other: str = OTHER

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.entries)

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def family(self, code: str) -> str:
        return self.entries[code].family

    def label(self, code: str) -> str:
        return self.entries[code].label

    def family_label(self, family: str) -> str:
        return self.families[family]


def load_taxonomy(desk: Desk, file: str) -> Taxonomy:
    """The taxonomy in one table; codes in code-point order."""
    rows = desk.rows(file, COLUMNS)
    whole = [row for row in rows if desk.required(row, "code", "family", "label")]
    desk.unique((row for row in whole if row["family"] == FAMILY_MARK), "code")
    desk.unique((row for row in whole if row["family"] != FAMILY_MARK), "code")
    families = {row["code"]: row["label"] for row in whole if row["family"] == FAMILY_MARK}
    entries = {row["code"]: _entry(row) for row in whole if row["family"] != FAMILY_MARK}
    for row in whole:
        if row["family"] != FAMILY_MARK:
            desk.known(row, "family", families, "family of this table")
    if rows and OTHER not in entries:
        desk.fault_at(file, None, "reference-other", f"lacks the code {OTHER!r}, which says nothing")
    return Taxonomy(entries=dict(sorted(entries.items())), families=dict(sorted(families.items())))


def _entry(row: Row) -> TaxonomyEntry:
    return TaxonomyEntry(
        code=row["code"],
        family=row["family"],
        label=row["label"],
        gtd=row.parts("gtd"),
        acled=row.parts("acled"),
    )
