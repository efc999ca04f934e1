"""The cases of `held_out_cases`, made up and real, each set in one database of its own, scored like the gold cases.

Usage: python -m benchmarks.held_out
"""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.cases import Bench, lay_out
from benchmarks.tables import score_table, wrong_table
from reconcile.domain.outcomes import Flag
from reconcile.evaluation import Truth, evaluate_outcome, read_truth

FOLDER = Path(__file__).resolve().parent / "held_out_cases"
SECOND = FOLDER / "second"
"""Written later, when the matcher had been mended by the first."""
THIRD = FOLDER / "third"
"""Written when it had been mended by both."""
FOURTH = FOLDER / "fourth"
"""Written when it had been mended by the third, to see whether that helped with others."""
FIFTH = FOLDER / "fifth"
"""Real: coded from press reports of attacks that are not among the gold cases; each file names its sources."""
SIXTH = FOLDER / "sixth"
"""Real likewise, a third of it from French, Arabic, Spanish, Portuguese and Urdu texts, coded after the fifth."""
SEVENTH = FOLDER / "seventh"
"""Real too, coded when the matcher had been mended by the fifth."""
EIGHTH = FOLDER / "eighth"
"""Real, most of it of the Sahel and Lake Chad as the gold cases are, coded when all of these had been read."""
NINTH = FOLDER / "ninth"
"""Real and of the same kind, coded while the matcher was being mended by the eighth."""
SETS = {FOLDER: 15, SECOND: 12, THIRD: 14, FOURTH: 8, FIFTH: 16, SIXTH: 20, SEVENTH: 6, EIGHTH: 22, NINTH: 19}
"""How many groups each holds, in the order they were written."""
REAL = (FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH)
SIDES = ("claims", "statements")
NAMING = ("id", "document", "supersedes", "refers_to")
"""Fields that name records or documents of the same group."""
Group = Mapping[str, Any]


def groups(cases: Path = FOLDER) -> dict[str, Group]:
    """By name of the file."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(cases.glob("*.toml"))}


def records(cases: Mapping[str, Group], side: str) -> list[dict[str, Any]]:
    """Of all groups, under names that no other group has."""
    return [
        {name: f"{group}/{value}" if name in NAMING else value for name, value in record.items()}
        for group, case in cases.items()
        for record in case.get(side, ())
    ]


def truth(cases: Mapping[str, Group]) -> dict[str, Any]:
    """As a truth file holds it (docs/quality.md)."""
    links = [
        [f"{group}/{link['claim']}", f"{group}/{link['statement']}", link["flag"]]
        for group, case in cases.items()
        for link in case.get("links", ())
    ]
    claims = records(cases, "claims")
    scored = [claim["id"] for claim in claims if claim.get("claim_kind", "claim") == "claim"]
    return {
        "links": links,
        "flags": {claim: _best([flag for linked, _, flag in links if linked == claim]) for claim in scored},
        "names": {record["id"]: record["id"] for side in SIDES for record in records(cases, side)},
        "ignored": sorted({claim["id"] for claim in claims} - set(scored)),
    }


def _best(flags: Sequence[str]) -> str:
    """A claim has the best flag of its links."""
    order = (Flag.AGREEMENT.value, Flag.PARTIAL_MATCH.value)
    return next((flag for flag in order if flag in flags), Flag.NO_OFFICIAL_COMMENT.value)


def lay_out_held_out(folder: Path, cases: Path = FOLDER) -> tuple[Bench, Truth]:
    """The groups of a folder of cases in one database in `folder`, with the key."""
    told = groups(cases)
    claims, statements = (records(told, side) for side in SIDES)
    bench = lay_out(folder, claims, statements)
    path = folder / "truth.json"
    path.write_text(json.dumps(truth(told)), encoding="utf-8")
    return bench, read_truth(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    for cases in SETS:
        with tempfile.TemporaryDirectory() as folder:
            bench, key = lay_out_held_out(Path(folder), cases)
            found = evaluate_outcome(bench.outcome, key, bench.reference)
        print(f"\n{cases.name}: {len(groups(cases))} groups")
        print(*score_table(found), "", *wrong_table(found), sep="\n")
        for flag in found.wrong_flags:
            given = "nothing" if flag.given is None else flag.given.words
            print(f"{flag.name}: {flag.expected.words} expected, {given} given")


if __name__ == "__main__":
    main()
