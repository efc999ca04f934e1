"""Measure how much of real texts the lexicon and the actor names read; see docs/reference.md, section Coverage.

    python tools/measure_lexicon.py DATA [--misses N] [--confusion]

DATA holds `ssm_mali/incidents.csv` (937 incidents in Mali, French free text and coded columns) and
`acled/acled-2022h1-sample.csv.gz` (ACLED events with notes in English); both are read, nothing of them is written but
counts and, with --misses, single values. Needs no network.
"""

import argparse
import csv
import gzip
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from reconcile.reference import Reference, TermKind, load_reference

Row = dict[str, str]

UNSAID = {"", "ND"}
"""How the French file writes that nothing is known."""
MEASURED_EVENTS = ("Battles", "Explosions/Remote violence", "Violence against civilians")
"""ACLED event types that are attacks; protests, riots and developments are not measured."""
FOCUS = ("Mali", "Burkina Faso", "Niger", "Somalia", "Kenya", "Nigeria", "Yemen", "Afghanistan", "Pakistan")
UNIDENTIFIED = ("Unidentified", "Sole Perpetrator")
"""How ACLED begins the name of an actor that nobody knows."""
SAID_BY_PLACE = "ML"
"""The country whose services plain words mean in the French file."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show the N commonest values without a code")
    parser.add_argument("--confusion", action="store_true", help="show codes read against the files' own categories")
    told = parser.parse_args(arguments)
    reference = load_reference(None)
    incidents = _incidents(told.data / "ssm_mali" / "incidents.csv")
    events = _events(told.data / "acled" / "acled-2022h1-sample.csv.gz")
    for title, measured in (
        ("Mali incidents (French)", _french(incidents, reference)),
        ("ACLED events (English)", _acled(events, reference)),
    ):
        _say(f"\n{title}")
        for name, part, whole in measured:
            _say(f"  {name:<72}{part:>6} of {whole:>5}  {part / whole:6.1%}")
    if told.confusion:
        _confusion(
            "type_incident and armes (down) against attack family read from the text",
            _attack_pairs(incidents, reference),
        )
        _confusion("cibles (down) against target family read from the text", _target_pairs(incidents, reference))
        _confusion("ACLED sub-event (down) against attack family read from the notes", _note_pairs(events, reference))
    if told.misses:
        _misses(incidents, events, reference, told.misses)
    _speeds([row["evenement"] for row in incidents] + [row["notes"] for row in events[:2000]], reference)


def _incidents(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _events(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["event_type"] in MEASURED_EVENTS]


def _french(rows: list[Row], reference: Reference) -> list[tuple[str, int, int]]:
    texts = [row["evenement"] for row in rows]
    kinds = [row["type_incident"].strip() for row in rows if row["type_incident"].strip() not in UNSAID]
    weapons = [row["armes"].strip() for row in rows if row["armes"].strip() not in UNSAID]
    hit = [row for row in rows if row["cibles"].strip() not in UNSAID]
    attacks, targets = _attack_pairs(rows, reference), _target_pairs(rows, reference)
    both = [(row, named) for row in hit if (named := _actors(row["cibles"], reference))]
    told = [(named, _actors(row["evenement"], reference)) for row, named in both]
    met = [(a, b) for a, b in told if b]
    return [
        ("text: any target code", _coded(texts, TermKind.TARGET, reference), len(texts)),
        ("text: target code that says something", _coded(texts, TermKind.TARGET, reference, True), len(texts)),
        ("text: any attack code", _coded(texts, TermKind.ATTACK, reference), len(texts)),
        ("text: attack code that says something", _coded(texts, TermKind.ATTACK, reference, True), len(texts)),
        ("text: an actor named or meant", sum(bool(_actors(text, reference)) for text in texts), len(texts)),
        ("column type_incident: attack code", _coded(kinds, TermKind.ATTACK, reference), len(kinds)),
        ("column armes: attack code", _coded(weapons, TermKind.ATTACK, reference), len(weapons)),
        ("column cibles: actor", len(both), len(hit)),
        ("column cibles: actor or target code", sum(_either(row["cibles"], reference) for row in hit), len(hit)),
        ("where both say: attack family of text is that of type_incident/armes", *_same(attacks)),
        ("where both say: target family of text fits the kind of cibles", *_same(targets)),
        ("where both say: an actor of the text is compatible with cibles", *_compatible(met, reference)),
    ]


def _acled(rows: list[Row], reference: Reference) -> list[tuple[str, int, int]]:
    notes = [row["notes"] for row in rows]
    pairs = _note_pairs(rows, reference)
    names = [(row[f"actor{n}"], row) for row in rows for n in (1, 2) if row[f"actor{n}"]]
    near = [(name, row) for name, row in names if row["country"] in FOCUS]
    fitting = [row for row in rows if row["sub_event_type"] in _sub_events(reference, row["notes"])]
    coded = [row for row in rows if _sub_events(reference, row["notes"])]
    return [
        ("notes: any attack code", _coded(notes, TermKind.ATTACK, reference), len(notes)),
        ("notes: attack code that says something", _coded(notes, TermKind.ATTACK, reference, True), len(notes)),
        ("notes: any target code", _coded(notes, TermKind.TARGET, reference), len(notes)),
        ("where coded: attack family of the notes is one of the sub-event", *_same(pairs)),
        ("where coded: some term of the notes has the sub-event", len(fitting), len(coded)),
        ("actor1 and actor2: resolved", sum(_resolved(name, row, reference) for name, row in names), len(names)),
        ("the same without the unidentified", *_identified(names, reference)),
        ("the same in nine focus countries", *_identified(near, reference)),
    ]


def _coded(texts: Iterable[str], kind: TermKind, reference: Reference, telling: bool = False) -> int:
    codes = (reference.lexicon.code(text, kind) for text in texts)
    return sum(code is not None and not (telling and code == "other") for code in codes)


def _actors(text: str, reference: Reference) -> tuple[str, ...]:
    return reference.actors.find(text) or reference.actors.infer(text, SAID_BY_PLACE)


def _either(text: str, reference: Reference) -> bool:
    return bool(_actors(text, reference)) or reference.lexicon.code(text, TermKind.TARGET) is not None


def _resolved(name: str, row: Row, reference: Reference) -> bool:
    return bool(reference.actors.find(name, date.fromisoformat(row["event_date"])))


def _identified(names: list[tuple[str, Row]], reference: Reference) -> tuple[int, int]:
    told = [(name, row) for name, row in names if not name.startswith(UNIDENTIFIED)]
    return sum(_resolved(name, row, reference) for name, row in told), len(told)


def _sub_events(reference: Reference, text: str) -> set[str]:
    """The ACLED sub-events of all terms that say something."""
    codes = {term.code for term in reference.lexicon.find(text, TermKind.ATTACK)} - {"other"}
    return {name for code in codes for name in reference.attacks.entries[code].acled}


def _family(text: str, kind: TermKind, reference: Reference) -> str | None:
    code = reference.lexicon.code(text, kind)
    taxonomy = reference.attacks if kind is TermKind.ATTACK else reference.targets
    return None if code is None or code == "other" else taxonomy.family(code)


Pair = tuple[str, frozenset[str], str]
"""What the file says, the families that fit it, the family read."""


def _attack_pairs(rows: list[Row], reference: Reference) -> list[Pair]:
    """What the columns say of the attack, as families, beside what the text gives."""
    found = []
    for row in rows:
        said = f"{row['type_incident']}; {row['armes']}"
        codes = {term.code for term in reference.lexicon.find(said, TermKind.ATTACK)} - {"other"}
        fitting = frozenset(reference.attacks.family(code) for code in codes)
        read = _family(row["evenement"], TermKind.ATTACK, reference)
        if fitting and read is not None:
            found.append(("+".join(sorted(fitting)), fitting, read))
    return found


FORCES = frozenset(("base", "convoy", "aircraft", "vessel"))
"""Families of targets that forces are hit in."""
ALWAYS = frozenset(("individual", "infrastructure"))


def _target_pairs(rows: list[Row], reference: Reference) -> list[Pair]:
    """Whether forces, armed groups or civilians were hit, beside the family of target in the text."""
    found = []
    for row in rows:
        kinds = {reference.actors.get(code).kind.value for code in reference.actors.find(row["cibles"])}
        read = _family(row["evenement"], TermKind.TARGET, reference)
        if len(kinds) != 1 or read is None:
            continue
        (kind,) = kinds
        fitting = {
            "civilians": frozenset(("civilians", "government", "diplomatic")),
            "armed_group": FORCES | {"militia"},
            "militia": FORCES | {"militia"},
        }.get(kind, FORCES)
        found.append((kind, fitting | ALWAYS, read))
    return found


def _note_pairs(rows: list[Row], reference: Reference) -> list[Pair]:
    families: dict[str, set[str]] = {}
    for entry in reference.attacks.entries.values():
        for name in entry.acled:
            families.setdefault(name, set()).add(entry.family)
    read = ((row["sub_event_type"], _family(row["notes"], TermKind.ATTACK, reference)) for row in rows)
    return [(name, frozenset(families.get(name, ())), family) for name, family in read if family is not None]


def _same(pairs: list[Pair]) -> tuple[int, int]:
    return sum(read in fitting for _, fitting, read in pairs), len(pairs)


def _compatible(pairs: Sequence[tuple[Sequence[str], Sequence[str]]], reference: Reference) -> tuple[int, int]:
    return sum(reference.actors.compatible(a, b, None) is True for a, b in pairs), len(pairs)


def _confusion(title: str, pairs: list[Pair]) -> None:
    _say(f"\n{title}")
    rows = Counter(said for said, _, _ in pairs)
    columns = [read for read, _ in Counter(read for _, _, read in pairs).most_common()]
    cells = Counter((said, read) for said, _, read in pairs)
    _say(" " * 38 + "".join(f"{read[:12]:>14}" for read in columns))
    for said, _ in rows.most_common(16):
        _say(f"{said[:36]:<38}" + "".join(f"{cells[said, read] or '':>14}" for read in columns))


def _misses(incidents: list[Row], events: list[Row], reference: Reference, most: int) -> None:
    """The values that map to nothing, and the words of the texts that do not, as they are counted."""

    def uncoded(kind: TermKind) -> Callable[[str], bool]:
        return lambda text: reference.lexicon.code(text, kind) is None

    for column, empty in (
        ("type_incident", uncoded(TermKind.ATTACK)),
        ("armes", uncoded(TermKind.ATTACK)),
        ("cibles", lambda text: not _actors(text, reference)),
        ("evenement", uncoded(TermKind.TARGET)),
        ("evenement", uncoded(TermKind.ATTACK)),
    ):
        values = Counter(row[column].strip() for row in incidents if row[column].strip() not in UNSAID)
        _listed(f"misses in {column}", Counter({value: n for value, n in values.items() if empty(value)}), most)
    _listed("misses in notes", Counter(row["notes"] for row in events if uncoded(TermKind.ATTACK)(row["notes"])), most)
    for countries, title in ((FOCUS, "misses in actors of the focus countries"), (None, "misses in all actors")):
        names = Counter(
            row[column]
            for row in events
            for column in ("actor1", "actor2")
            if row[column]
            and (countries is None or row["country"] in countries)
            and not _resolved(row[column], row, reference)
        )
        _listed(title, names, most)


def _listed(title: str, values: Counter[str], most: int) -> None:
    _say(f"\n{title}: {sum(values.values())}")
    for value, number in values.most_common(most):
        _say(f"  {number:>5}  {value[:180]}")


def _speeds(texts: list[str], reference: Reference) -> None:
    _say("")
    for name, call in (
        ("Lexicon.find", lambda text: reference.lexicon.find(text, TermKind.TARGET)),
        ("ActorTable.find", lambda text: reference.actors.find(text, None)),
    ):
        start = time.process_time()
        for text in texts:
            call(text)
        rate = len(texts) / (time.process_time() - start)
        length = sum(map(len, texts)) // len(texts)
        _say(f"{name}: {rate:,.0f} calls a second of processor time on texts of {length} characters")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
