"""Unrelated real-looking records: claims and statements of events that nobody else tells.

Usage: python -m benchmarks.noise FOLDER [--records 5000] [--days 30] [--first 2022-03-01] [--seed 1]

Writes claims.jsonl and statements.jsonl in the record format, and coincidences.json: the pairs that would truly
pass for one event (same day, within 5 km, same family of targets, compatible sides), which nobody arranged.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.noise_words import attack_words, day_words, place_words, speaks_french, target_words, victim_words
from benchmarks.vocabulary import Deed, Spot, Vocabulary, learn
from reconcile.domain.spheres import great_circle_km
from reconcile.reference import Reference, load_reference

COINCIDENCE_KM = 5.0
COORDINATES_SHARE = 0.3
ADMIN1_SHARE = 0.7
COMMUNIQUE_SHARE = 0.5
"""How many records stand in one text with others that their speaker published on the same day."""
ISSUERS = {
    "army": ("{} army", "{} ministry of defence"),
    "police": ("{} police", "{} ministry of interior"),
    "civilians": ("{} police", "{} government", "governor"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the generator knows of one record's event; the record may tell less."""

    record: str
    day: date
    spot: Spot
    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Records of both kinds, and the pairs that truly coincide."""

    claims: tuple[dict[str, Any], ...]
    statements: tuple[dict[str, Any], ...]
    coincidences: tuple[tuple[str, str], ...]


def make_noise(vocabulary: Vocabulary, reference: Reference, days: Sequence[date], records: int, seed: int) -> Noise:
    """`records` records, about half of either kind, on days drawn from `days`. The same seed gives the same records."""
    draw = random.Random(seed)  # noqa: S311
    claims: list[tuple[dict[str, Any], Event]] = []
    statements: list[tuple[dict[str, Any], Event]] = []
    countries = sorted(vocabulary.weights)
    weights = [vocabulary.weights[code] for code in countries]
    for number in range(records):
        country = draw.choices(countries, weights=weights)[0]
        claimed = draw.random() < 0.5
        key = f"{'nc' if claimed else 'ns'}{seed:03}{number:06}"
        told = _record(draw, vocabulary, reference, country, draw.choice(days), key, claimed=claimed)
        (claims if claimed else statements).append(told)
    for kept in (claims, statements):
        _share_documents(draw, kept)
    return Noise(
        claims=tuple(row for row, _ in claims),
        statements=tuple(row for row, _ in statements),
        coincidences=tuple(_coincidences([e for _, e in claims], [e for _, e in statements])),
    )


def _record(
    draw: random.Random,
    vocabulary: Vocabulary,
    reference: Reference,
    country: str,
    day: date,
    key: str,
    *,
    claimed: bool,
) -> tuple[dict[str, Any], Event]:
    deed = draw.choice(vocabulary.deeds[country])
    fresh = draw.random() < vocabulary.novelty[country]
    spot = draw.choice((vocabulary.villages if fresh else vocabulary.spots)[country])
    french = speaks_french(draw, country)
    place, where = place_words(draw, spot, vocabulary.spots[country], french=french)
    published = day + timedelta(days=draw.choices((0, 1, 2, 3, 5, 9), weights=(25, 40, 15, 10, 7, 3))[0])
    row: dict[str, Any] = {
        "id": key,
        "published": published.isoformat(),
        "country": country,
        "admin1": spot.admin1 if place is None or draw.random() < ADMIN1_SHARE else None,
        "place": place,
        "attack_type": attack_words(draw, deed, french=french),
        "target_type": target_words(draw, deed, french=french),
        "target_actor": victim_words(draw, deed, country, reference),
        "language": "fr" if french else "en",
        **day_words(draw, day, published, french=french),
    }
    if place is not None and draw.random() < COORDINATES_SHARE:
        row |= {"lat": round(where.lat, 4), "lon": round(where.lon, 4)}
    row |= _claim(draw, vocabulary, country, deed) if claimed else _statement(draw, reference, country, deed)
    row["summary"] = _summary(row)
    shown = {name: value for name, value in row.items() if value is not None}
    return shown, Event(record=key, day=day, spot=where, deed=deed)


def _claim(draw: random.Random, vocabulary: Vocabulary, country: str, deed: Deed) -> dict[str, Any]:
    said = {"claimant": draw.choice(vocabulary.groups[country])}
    toll = deed.killed + draw.choices((0, 1, 2, 5), weights=(50, 25, 15, 10))[0]
    return said | ({"killed_min": toll} if draw.random() < 0.6 else {})


def _statement(draw: random.Random, reference: Reference, country: str, deed: Deed) -> dict[str, Any]:
    nation = (reference.countries[country].adjectives or (reference.countries[country].name,))[0]
    issuer = draw.choice(ISSUERS.get(deed.victim, ISSUERS["army"])).format(nation)
    said: dict[str, Any] = {"issuer": issuer, "stance": "reports"}
    side = "civilians" if deed.victim == "civilians" else "own"
    if draw.random() < 0.6:
        said |= {f"{side}_killed_min": deed.killed, f"{side}_killed_max": deed.killed}
    return said


def _summary(row: dict[str, Any]) -> str:
    speaker = row.get("claimant") or row["issuer"]
    verb = "says it carried out" if "claimant" in row else "reports"
    where = row["place"] or row["admin1"] or row["country"]
    return f"{speaker} {verb} {row['attack_type'] or 'an attack'} on {row['target_type'] or 'forces'} at {where}."


def _share_documents(draw: random.Random, told: list[tuple[dict[str, Any], Event]]) -> None:
    """Puts some records of one speaker and country, published on one day, into one text."""
    before: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row, _ in told:
        key = (row.get("claimant") or row["issuer"], row["country"], row["published"])
        first = before.setdefault(key, row)
        if first is not row and draw.random() < COMMUNIQUE_SHARE:
            row["document"] = first.setdefault("document", f"d-{first['id']}")


def _coincidences(claims: Sequence[Event], statements: Sequence[Event]) -> Iterator[tuple[str, str]]:
    by_day: dict[tuple[date, str], list[Event]] = defaultdict(list)
    for event in statements:
        by_day[event.day, event.spot.country].append(event)
    for claim in claims:
        for statement in by_day[claim.day, claim.spot.country]:
            if _coincide(claim, statement):
                yield claim.record, statement.record


def _coincide(one: Event, other: Event) -> bool:
    """Sides are compatible when equal: the generator names each victim's side by one key."""
    near = great_circle_km(one.spot.lat, one.spot.lon, other.spot.lat, other.spot.lon) <= COINCIDENCE_KM
    return near and one.deed.victim == other.deed.victim and one.deed.family == other.deed.family


def window(first: date, days: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(days)]


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--first", type=date.fromisoformat, default=date(2022, 3, 1))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    reference = load_reference(None)
    vocabulary = learn(reference)
    noise = make_noise(vocabulary, reference, window(asked.first, asked.days), asked.records, asked.seed)
    asked.folder.mkdir(parents=True, exist_ok=True)
    write_lines(asked.folder / "claims.jsonl", noise.claims)
    write_lines(asked.folder / "statements.jsonl", noise.statements)
    (asked.folder / "coincidences.json").write_text(json.dumps(noise.coincidences) + "\n", encoding="utf-8")
    print(
        f"{len(noise.claims)} claims and {len(noise.statements)} statements, of which {len(noise.coincidences)} pairs "
        f"truly coincide; learnt from {vocabulary.origin}."
    )


if __name__ == "__main__":
    main()
