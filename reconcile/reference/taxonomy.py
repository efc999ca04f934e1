"""What was attacked and how, in two levels: a code and its family."""

import re
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
_GTD = {
    TARGETS_FILE: re.compile(r"(?:[1-9]|1\d|2[0-2])(?:\.[1-9]\d{0,2})?"),
    ATTACKS_FILE: re.compile(r"[1-9]"),
}
"""How the codes of the Global Terrorism Database look: target types 1 to 22 with subtypes, attack types 1 to 9."""
SUB_EVENTS = frozenset(
    (
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
        "Violent demonstration",
        "Mob violence",
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    )
)
"""The sub-event types of ACLED (codebook of 2023)."""


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
            _check_others(desk, row, file)
    if rows and OTHER not in entries:
        desk.fault_at(file, None, "reference-other", f"lacks the code {OTHER!r}, which says nothing")
    return Taxonomy(entries=dict(sorted(entries.items())), families=dict(sorted(families.items())))


def _check_others(desk: Desk, row: Row, file: str) -> None:
    """A fault for each code of others that has not the form of one."""
    for code in row.parts("gtd"):
        if _GTD[file].fullmatch(code) is None:
            desk.fault(row, "gtd", f"{code!r} has not the form of a code of the Global Terrorism Database")
    desk.all_known(row, "acled", SUB_EVENTS, "sub-event type of ACLED")


def _entry(row: Row) -> TaxonomyEntry:
    return TaxonomyEntry(
        code=row["code"],
        family=row["family"],
        label=row["label"],
        gtd=row.parts("gtd"),
        acled=row.parts("acled"),
    )
