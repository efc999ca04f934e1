"""N claims against N statements with known truth: towns in clusters over five years, told twice with the usual noise.

Usage: python -m benchmarks.synthetic FOLDER [--records 10000] [--density 1.0] [--seed 1]

Writes claims.jsonl and statements.jsonl in the record format, places.csv (the invented towns, for
`reconcile gazetteer import --format csv`) and truth.json (pairs of ids). Density 1 is 5,000 claims a country over
five years, a hard case of today; the number of countries grows with N, so that density does not.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.synthetic_world import World, make_world
from reconcile.domain.columns import Bools, Ints
from reconcile.reference import Reference, load_reference

RECORDS_PER_COUNTRY = 2_500
CLAIMS_OF_EVENT = (0.30, 0.62, 0.08)
STATEMENTS_OF_EVENT = (0.36, 0.52, 0.10, 0.02)
"""Shares of events with 0, 1, 2, ... accounts of a kind: repeats of a claim, several issuers. Both have mean 0.78."""
MEAN_ACCOUNTS = 0.78
NOT_STATED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one kind of account tells of an event; shares, and days by their probability."""

    dated: float
    late: dict[int, float]
    """Stated day minus true day."""
    delay: dict[int, float]
    """Publication minus true day (14 documented cases: claims a median of 3 days, at most 8; officials 0 to 5)."""


CLAIM_HABITS = Habits(
    dated=0.86,
    late={-1: 0.02, 0: 0.86, 1: 0.07, 2: 0.03, 3: 0.01, 5: 0.01},
    delay={0: 0.15, 1: 0.15, 2: 0.15, 3: 0.15, 4: 0.2, 5: 0.08, 7: 0.07, 8: 0.05},
)
STATEMENT_HABITS = Habits(
    dated=0.92,
    late={-1: 0.02, 0: 0.91, 1: 0.05, 2: 0.02},
    delay={0: 0.5, 1: 0.27, 2: 0.1, 3: 0.05, 4: 0.04, 5: 0.04},
)
WEEK_SHARE = 0.04
"""Dated records that name a stretch of three to seven days."""
PLACE_KINDS = (0.70, 0.10, 0.07, 0.10, 0.03)
"""Shares of: a town as the gazetteer spells it, spelt otherwise, its vicinity, its region, no place."""
WRONG_TOWN = 0.04
"""Named towns that are a neighbour of the true one."""
SHARED_TEXT = 0.15
"""Claims that stand in one text with the next of their country and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """n records of one kind. Codes index the world's tables; -1 is not stated."""

    event: Ints
    country: Ints
    stated: Bools
    first: Ints
    """Ordinals of the stated days, also where they are not stated."""
    last: Ints
    published: Ints
    kind: Ints
    """Index into PLACE_KINDS."""
    town: Ints
    spelling: Ints
    target: Ints
    actor: Ints
    attack: Ints
    text: Ints
    """Records of one number stand in one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthetic:
    """Both sides, and the pairs that tell of one event."""

    world: World
    claims: Accounts
    statements: Accounts
    truth: Ints
    """(k, 2) claim index, statement index."""


def draw_synthetic(reference: Reference, records: int, density: float = 1.0, seed: int = 1) -> Synthetic:
    """`records` claims and as many statements. The same arguments give the same records."""
    random = np.random.default_rng(seed)
    countries = max(1, round(records / (RECORDS_PER_COUNTRY * density)))
    world = make_world(reference, countries, random)
    count = int(records / MEAN_ACCOUNTS * 1.1) + 100
    events = world.events(count, random)
    sides = []
    for shares, habits in ((CLAIMS_OF_EVENT, CLAIM_HABITS), (STATEMENTS_OF_EVENT, STATEMENT_HABITS)):
        told = np.repeat(np.arange(count), random.choice(len(shares), count, p=shares))[:records]
        sides.append(_accounts(world, events, told, habits, random))
    return Synthetic(world=world, claims=sides[0], statements=sides[1], truth=_truth(sides[0].event, sides[1].event))


def _truth(claims: Ints, statements: Ints) -> Ints:
    low, high = np.searchsorted(statements, claims, "left"), np.searchsorted(statements, claims, "right")
    owner = np.repeat(np.arange(len(claims)), high - low)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    return np.stack([owner, low[owner] + within], axis=1)


def _accounts(
    world: World, events: dict[str, Ints], event: Ints, habits: Habits, random: np.random.Generator
) -> Accounts:
    n = len(event)
    true_day = events["day"][event]
    first = true_day + _drawn(habits.late, n, random)
    length = np.where(random.random(n) < WEEK_SHARE, random.integers(2, 7, n), 0)
    first -= np.minimum(length, random.integers(0, 7, n))
    town = events["town"][event]
    strayed = random.random(n) < WRONG_TOWN
    town = np.where(strayed, world.neighbour[town], town)
    published = np.maximum(true_day + _drawn(habits.delay, n, random), first)
    country = events["country"][event]
    return Accounts(
        event=event,
        country=country,
        stated=random.random(n) < habits.dated,
        first=first,
        last=first + length,
        published=published,
        kind=random.choice(len(PLACE_KINDS), n, p=PLACE_KINDS),
        town=town,
        spelling=random.integers(0, world.spellings, n),
        target=_blurred(events["target"][event], world.target_mates, (0.72, 0.10, 0.12), random),
        actor=_blurred(events["actor"][event], world.actor_mates, (0.80, 0.06, 0.10), random),
        attack=_blurred(events["attack"][event], world.attack_mates, (0.66, 0.06, 0.14), random),
        text=_texts(country, published, random),
    )


def _drawn(days: dict[int, float], n: int, random: np.random.Generator) -> Ints:
    return random.choice(list(days), n, p=list(days.values()))


def _blurred(codes: Ints, mates: Ints, shares: tuple[float, float, float], random: np.random.Generator) -> Ints:
    """True codes told rightly, as a related code, not at all, or (what is left) as another at random."""
    how = random.choice(4, len(codes), p=[*shares, 1 - sum(shares)])
    anything = random.choice(codes, len(codes))
    return np.select([how == 0, how == 1, how == 2], [codes, mates[codes], NOT_STATED], anything)


def _texts(country: Ints, published: Ints, random: np.random.Generator) -> Ints:
    """Numbers of texts: a share of the records stands in one with the record before it of its country and day."""
    order = np.lexsort((random.random(len(country)), published, country))
    same = np.zeros(len(order), dtype=np.bool_)
    a, b = order[1:], order[:-1]
    same[1:] = (country[a] == country[b]) & (published[a] == published[b]) & (random.random(len(a)) < SHARED_TEXT)
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(~same)
    return numbers


def record_ids(kind: str, count: int) -> list[str]:
    """Ids in code-point order, as the columns need them."""
    return [f"{kind}{number:08d}" for number in range(count)]


def write_files(folder: Path, synthetic: Synthetic) -> None:
    """Contract records, the gazetteer of the towns, and the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, accounts in (("claims", synthetic.claims), ("statements", synthetic.statements)):
        with (folder / f"{kind}.jsonl").open("w", encoding="utf-8") as stream:
            for row in _rows(synthetic.world, accounts, kind):
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    synthetic.world.write_places(folder / "places.csv")
    claim_ids = record_ids("c", len(synthetic.claims.event))
    statement_ids = record_ids("s", len(synthetic.statements.event))
    pairs = [[claim_ids[i], statement_ids[j]] for i, j in synthetic.truth.tolist()]
    (folder / "truth.json").write_text(json.dumps({"links": pairs}), encoding="utf-8")


def _rows(world: World, accounts: Accounts, kind: str) -> Sequence[dict[str, Any]]:
    speaker = "claimant" if kind == "claims" else "issuer"
    rows = []
    for at, record_id in enumerate(record_ids(kind[0], len(accounts.event))):
        country = int(accounts.country[at])
        row = {
            "id": record_id,
            "document": f"{kind[0]}d{accounts.text[at]}",
            "published": date.fromordinal(int(accounts.published[at])).isoformat(),
            "country": world.countries[country],
            speaker: "JNIM" if kind == "claims" else f"{world.adjectives[country]} army",
            **world.place_words(int(accounts.town[at]), int(accounts.kind[at]), int(accounts.spelling[at])),
            **_days(accounts, at),
        }
        for name, table in (("target_type", world.targets), ("attack_type", world.attacks)):
            code = int(getattr(accounts, name.removesuffix("_type"))[at])
            row |= {} if code == NOT_STATED else {name: table[code]}
        if accounts.actor[at] != NOT_STATED:
            row["target_actor"] = world.actor_words(country, int(accounts.actor[at]))
        rows.append(row)
    return rows


def _days(accounts: Accounts, at: int) -> dict[str, str]:
    if not accounts.stated[at]:
        return {}
    first, last = (date.fromordinal(int(day[at])).isoformat() for day in (accounts.first, accounts.last))
    precision = "day" if first == last else "range"
    return {"event_date_start": first, "event_date_end": last, "date_precision": precision}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--density", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    synthetic = draw_synthetic(load_reference(None), told.records, told.density, told.seed)
    write_files(told.folder, synthetic)
    print(f"{told.records} claims, {told.records} statements, {len(synthetic.truth)} true pairs in {told.folder}")


if __name__ == "__main__":
    main()
