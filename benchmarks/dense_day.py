"""N claims and N statements of one day in one town: what a run and a report take where everything fits everything.

Usage: python -m benchmarks.dense_day FOLDER [--records 1000] [--seed 1] [--varied]

Writes claims.jsonl and statements.jsonl in the record format, to be ingested into an empty database. Statements are of
four issuers; with --varied of sixty, with figures, stances, denials and one text that all pass on, in four wordings.
"""

import argparse
import json
from pathlib import Path
from random import Random
from typing import Any

GROUPS = ("JNIM", "Ansar Dine", "AQIM")
ISSUERS = ("Malian army", "MINUSMA", "French army", "Ministry of Defence")
MANY_ISSUERS = tuple(f"Bureau {number} of Kidal" for number in range(60))
SPELLINGS = ("Tessalit", "Tessalit", "Tessalit", "Tesalit", "Tessalitt")
TARGETS = ("patrol", "convoy", "military_base", "checkpoint", "village")
ATTACKS = ("ambush", "complex_attack", "ied", "shelling")
STANCES = ("reports", "reports", "confirms", "denies")
DENIED = ("event", "toll", "attribution")
TEXT = (
    "{issuer} reports that on 10 March 2021 a convoy of the army was attacked near Tessalit by unknown men who fled to "
    "the north; {dead} soldiers were killed and several wounded, and two vehicles were burnt, said the communique read "
    "on the radio in the evening of that day."
)


def records_of(kind: str, count: int, random: Random, *, varied: bool) -> list[dict[str, Any]]:
    """`kind`: claims or statements."""
    claims = kind == "claims"
    names = GROUPS if claims else MANY_ISSUERS if varied else ISSUERS
    rows = []
    for number in range(count):
        row: dict[str, Any] = {
            "id": f"{kind[0]}{number:06d}",
            "claimant" if claims else "issuer": random.choice(names),
            "published": f"2021-03-{random.choice((10, 10, 11, 12))}",
            "country": "ML",
            "place": random.choice(SPELLINGS),
            "event_date_start": "2021-03-10",
            "event_date_end": "2021-03-10",
            "date_precision": "day",
            "target_type": random.choice(TARGETS),
            "target_actor": "Malian army",
            "attack_type": random.choice(ATTACKS),
        }
        rows.append(row | (_more(row, random) if varied else {}))
    return rows


def _more(row: dict[str, Any], random: Random) -> dict[str, Any]:
    dead = random.randint(1, 30)
    if "claimant" in row:
        return {"killed_min": dead, "killed_max": dead}
    stance = random.choice(STANCES)
    told = {
        "own_killed_min": dead,
        "own_killed_max": dead,
        "stance": stance,
        "text": TEXT.format(issuer=row["issuer"], dead=random.choice(("two", "three", "four", "five"))),
    }
    return told | ({"denies": random.choice(DENIED)} if stance == "denies" else {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--varied", action="store_true")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    random = Random(told.seed)  # noqa: S311 - no secrets
    for kind in ("claims", "statements"):
        rows = records_of(kind, told.records, random, varied=told.varied)
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (told.folder / f"{kind}.jsonl").write_text(text, encoding="utf-8")
    print(f"{told.records} claims and {told.records} statements of one day in {told.folder}")


if __name__ == "__main__":
    main()
