"""Countries and their adjectives, the services every state has, and the institutions that speak for it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reconcile.reference.tables import Desk, Row

COUNTRIES_FILE = "countries.csv"
SERVICES_FILE = "services.csv"
INSTITUTIONS_FILE = "institutions.csv"
COUNTRY_COLUMNS = ("code", "name", "names", "adjectives", "source")
SERVICE_COLUMNS = ("suffix", "kind", "label", "alone", "phrases", "note")
INSTITUTION_COLUMNS = ("key", "label", "role", "speaks_for", "phrases", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    code: str
    """ISO 3166 alpha-2."""
    name: str
    names: tuple[str, ...]
    """Other names, in English or French."""
    adjectives: tuple[str, ...]
    """`Malian`, `malienne`: what stands before army or after armée."""

    @property
    def adjective(self) -> str:
        """The adjective for labels; the name where the table has none."""
        return self.adjectives[0] if self.adjectives else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A kind of force or office that states have: with a country it makes an actor (`ML_GENDARMERIE`)."""

    suffix: str
    kind: str
    label: str
    """With a blank for the adjective: `{} gendarmerie`."""
    alone: bool
    """Whether its phrases without a country mean this service of the country at hand."""
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A kind of issuer that states have: with a country it makes a source (`ml-defence-ministry`)."""

    key: str
    label: str
    """With a blank for the adjective: `{} ministry of defence`."""
    role: str
    speaks_for: tuple[str, ...]
    """Suffixes of the services it speaks for."""
    phrases: tuple[str, ...]


def load_countries(desk: Desk) -> Mapping[str, Country]:
    """Countries by code, in code-point order."""
    rows = [row for row in desk.rows(COUNTRIES_FILE, COUNTRY_COLUMNS) if desk.required(row, "code", "name", "source")]
    desk.unique(rows, "code")
    taken: dict[str, Row] = {}
    for row in rows:
        if len(row["code"]) != 2 or not row["code"].isupper():
            desk.fault(row, "code", "is not a country code of two capitals (ISO 3166)")
        for adjective in row.parts("adjectives"):
            other = taken.setdefault(adjective.casefold(), row)
            if other is not row and other["code"] != row["code"]:
                desk.fault(
                    row, "adjectives", f"{adjective!r} stands in line {other.line} already", "reference-duplicate"
                )
    countries = {row["code"]: _country(row) for row in rows}
    return dict(sorted(countries.items()))


def _country(row: Row) -> Country:
    return Country(code=row["code"], name=row["name"], names=row.parts("names"), adjectives=row.parts("adjectives"))


def load_services(desk: Desk, kinds: Collection[str]) -> Mapping[str, Service]:
    """Services by suffix, in the order of the table: of two with one phrase the earlier holds."""
    rows = [row for row in desk.rows(SERVICES_FILE, SERVICE_COLUMNS) if desk.required(row, "suffix", "kind", "label")]
    desk.unique(rows, "suffix")
    found: dict[str, Service] = {}
    for row in rows:
        fits = [
            desk.known(row, "kind", kinds, "kind of actor"),
            desk.known(row, "alone", ("yes", "no"), "answer (yes or no)"),
            _label_fits(desk, row),
        ]
        if all(fits):
            found[row["suffix"]] = Service(
                suffix=row["suffix"],
                kind=row["kind"],
                label=row["label"],
                alone=row["alone"] == "yes",
                phrases=row.parts("phrases"),
            )
    return found


def load_institutions(desk: Desk, roles: Collection[str], suffixes: Collection[str]) -> Mapping[str, Institution]:
    """Institutions by key, in the order of the table."""
    rows = desk.rows(INSTITUTIONS_FILE, INSTITUTION_COLUMNS)
    rows = [row for row in rows if desk.required(row, "key", "label", "role", "speaks_for", "phrases")]
    desk.unique(rows, "key")
    found: dict[str, Institution] = {}
    for row in rows:
        fits = [
            desk.known(row, "role", roles, "role (responsible or third_party)"),
            desk.all_known(row, "speaks_for", suffixes, f"suffix of {SERVICES_FILE}"),
            _label_fits(desk, row),
        ]
        if all(fits):
            found[row["key"]] = Institution(
                key=row["key"],
                label=row["label"],
                role=row["role"],
                speaks_for=row.parts("speaks_for"),
                phrases=row.parts("phrases"),
            )
    return found


def _label_fits(desk: Desk, row: Row) -> bool:
    label = row["label"]
    if label.count("{}") == 1 and label.count("{") + label.count("}") == 2:
        return True
    desk.fault(row, "label", "must hold {} once, where the adjective goes, and no other braces")
    return False
