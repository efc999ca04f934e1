"""Drafts against expert labels of official releases: `python -m benchmarks.isaf [--ceiling]`; needs ../shared/data.

The rules were developed on every other release (`developed`); the others (`unseen`) were only scored.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.articles import shipped_places
from benchmarks.date_ceiling import ceiling
from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.drafts import DraftKind
from reconcile.domain.names import name_key
from reconcile.domain.places import PlaceClass
from reconcile.drafting import YEAR_NOT_STATED, draft_document
from reconcile.reference import Reference, load_reference

RELEASES = Path(__file__).resolve().parents[2] / "shared/data/isaf_press_releases/isaf_dev.jsonl"
KINDS = {
    "detention": "detention",
    "insurgentskilled": "militants_killed",
    "captureandkill": "capture_and_kill",
    "airstrike": "air_strike",
    "civiliancasualty": "civilian_harm",
}
"""The labels of the set in our words."""
SHIFTED = ("2010-11", "2011-02", "2011-03")
"""Months in which nearly all labels are a day before the one that the text names (`Feb. 8`; `March 24 … today`)."""
_NIGHTS = 2
"""Days from the first to the last of `over the past two nights`; a month told is no such answer."""
_KILLED = ("attackers_killed_min", "civilians_killed_min", "own_killed_min")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader says of one release."""

    day: str | None
    last_day: str | None
    province: str | None
    killed: int
    kind: str | None


Release = Mapping[str, Any]
Reader = Callable[[Release], Answer]


def releases(path: Path = RELEASES) -> list[Release]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def by_rules(reference: Reference, *, year_told: bool = False) -> Reader:
    """The first draft of a release; without a stated day the day of the release, as a person would read it.

    `year_told`: a release that lacks its year is given the year's last day as that of its publication, as a release
    would have one that was collected and not found as bare text. It tells the year and nothing else.
    """
    places = shipped_places()

    def read(release: Release) -> Answer:
        document = Document(key=release["id"], digest="0" * 64, text=release["text"], format=DocumentFormat.TEXT)
        drafts = [d for d in draft_document(document, reference, places).drafts if d.kind is not DraftKind.SILENCE]
        if year_told and drafts and YEAR_NOT_STATED in drafts[0].notes:
            dated = replace(document, published=f"{release['label']['start_date'][:4]}-12-31")
            drafts = [d for d in draft_document(dated, reference, places).drafts if d.kind is not DraftKind.SILENCE]
        if not drafts:
            return Answer(day=None, last_day=None, province=None, killed=0, kind=None)
        first = drafts[0]
        day = first.value("event_date_start") or first.value("published")
        return Answer(
            day=day,
            last_day=first.value("event_date_end") or day,
            province=first.value("admin1"),
            killed=sum(int(first.value(field) or 0) for field in _KILLED),
            kind=first.value("event_kind"),
        )

    return read


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "several": 3,
    "multiple": 3,
    "a": 1,
    "an": 1,
}


def by_patterns(reference: Reference) -> Reader:
    """A plain baseline: the first date, the first province of a list, the first number beside `killed`."""
    provinces = sorted(
        (
            n
            for p in reference.places
            if p.country == "AF" and p.place_class is PlaceClass.REGION
            for n in (p.name, *p.names)
        ),
        key=len,
        reverse=True,
    )
    any_province = re.compile("|".join(map(re.escape, provinces)), re.IGNORECASE)

    def read(release: Release) -> Answer:
        text = re.sub(r"\s+", " ", release["text"])
        found = re.search(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (20\d\d)", text)
        day = None
        if found is not None and found[1].lower() in _MONTHS:
            day = f"{found[3]}-{_MONTHS.index(found[1].lower()) + 1:02d}-{int(found[2]):02d}"
        body = text[found.end() :] if found is not None else text
        place = any_province.search(body)
        killed = re.search(r"kill(?:ed|ing) (\w+)|(\w+) (?:armed )?insurgents (?:were )?killed", body)
        word = (killed[1] or killed[2]).lower() if killed else "0"
        count = int(word) if word.isdigit() else _NUMBERS.get(word, 0)
        detained = re.search(r"detain|captur|arrest", body) is not None
        kind = "capture_and_kill" if detained and count else "militants_killed" if count else "detention"
        if re.search(r"air ?strike", body) and not detained:
            kind = "air_strike"
        return Answer(day=day, last_day=day, province=None if place is None else place[0], killed=count, kind=kind)

    return read


def province_keys(reference: Reference) -> dict[str, str]:
    """By every spelling of a province its key."""
    return {
        name_key(name): place.key
        for place in reference.places
        if place.country == "AF" and place.place_class is PlaceClass.REGION
        for name in (place.name, *place.names)
    } | {name_key(written): key for written, key in (("Paktiya", "AF.36"), ("Sar-e Pul", "AF.33"))}


def score(chosen: Sequence[Release], read: Reader, reference: Reference) -> dict[str, Any]:
    """Shares right; `day_among` allows each day of a night or of the hours before a release, `day_within_1` the day
    before or after the days told too; `day_elsewhere` is of the releases whose labels are in no month of SHIFTED."""
    keys = province_keys(reference)
    right: Counter[str] = Counter()
    confusion: Counter[tuple[str, str | None]] = Counter()
    elsewhere = 0
    for release in chosen:
        label, answer = release["label"], read(release)
        right["day"] += answer.day == label["start_date"]
        right["day_among"] += _among(answer, label["start_date"])
        right["day_within_1"] += _near(answer, label["start_date"])
        right["day_told"] += answer.day is not None
        if release["label"]["start_date"][:7] not in SHIFTED:
            elsewhere += 1
            right["day_elsewhere"] += answer.day == label["start_date"]
        found = keys.get(name_key(answer.province or ""))
        right["province"] += found is not None and found == keys.get(name_key(label["province"][0]))
        right["killed"] += answer.killed == label["min_killed"]
        truth = KINDS[label["event_type"][0].split(";")[0]]
        right["kind"] += answer.kind == truth
        confusion[truth, answer.kind] += 1
    over = {"day_elsewhere": elsewhere}
    shares = {facet: round(count / over.get(facet, len(chosen)), 3) for facet, count in right.items()}
    return {**shares, "kind_macro_f1": macro_f1(confusion), "confusion": confusion}


def _among(answer: Answer, labelled: str) -> bool:
    if answer.day is None or answer.last_day is None:
        return False
    first, last = date.fromisoformat(answer.day), date.fromisoformat(answer.last_day)
    return (last - first).days <= _NIGHTS and first <= date.fromisoformat(labelled) <= last


def _near(answer: Answer, labelled: str) -> bool:
    if answer.day is None or answer.last_day is None:
        return False
    day = date.fromisoformat(labelled)
    first, last = date.fromisoformat(answer.day), date.fromisoformat(answer.last_day)
    return (first - day).days <= 1 and (day - last).days <= 1


def macro_f1(confusion: Mapping[tuple[str, str | None], int]) -> float:
    """The mean over the labels of 2TP / (2TP + FP + FN)."""
    labels = sorted({truth for truth, _ in confusion})
    return round(sum(_f1(confusion, label) for label in labels) / len(labels), 3)


def _f1(confusion: Mapping[tuple[str, str | None], int], label: str) -> float:
    hits = confusion.get((label, label), 0)
    wrong = sum(count for (truth, told), count in confusion.items() if (truth == label) != (told == label))
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def _table(confusion: Mapping[tuple[str, str | None], int]) -> Iterable[str]:
    labels = sorted({truth for truth, _ in confusion})
    told = sorted({str(answer) for _, answer in confusion})
    yield f"| label | {' | '.join(told)} |"
    yield f"| --- |{' --- |' * len(told)}"
    for label in labels:
        counts = [sum(n for (t, a), n in confusion.items() if t == label and str(a) == answer) for answer in told]
        yield f"| {label} | {' | '.join(map(str, counts))} |"


def _parts() -> dict[str, list[Release]]:
    whole = releases()
    return {"developed": whole[0::2], "unseen": whole[1::2], "all": whole}


def print_ceiling() -> None:
    """How often the labelled day is among those that the texts could stand for at all."""
    parts = _parts()
    unshifted = [one for one in parts["all"] if one["label"]["start_date"][:7] not in SHIFTED]
    for name, chosen in (*parts.items(), ("all without the months of shifted labels", unshifted)):
        print(f"\n{name}\n")
        print("\n".join(ceiling(chosen)))


def print_scores() -> None:
    """Shares right of the rules and of the baseline."""
    reference = load_reference(None)
    for name, chosen in _parts().items():
        readers = {
            "rules": by_rules(reference),
            "rules, year told": by_rules(reference, year_told=True),
            "patterns": by_patterns(reference),
        }
        for how, reader in readers.items():
            began = time.perf_counter()
            figures = score(chosen, reader, reference)
            confusion = figures.pop("confusion")
            print(name, len(chosen), how, figures, f"{time.perf_counter() - began:.1f} s")
            if how == "rules" and name == "all":
                print("\n".join(_table(confusion)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ceiling", action="store_true", help="how far the texts alone could lead a perfect reader")
    (print_ceiling if parser.parse_args().ceiling else print_scores)()


if __name__ == "__main__":
    main()
