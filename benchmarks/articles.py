"""Drafts against the gold drafts of articles written for the purpose: `python -m benchmarks.articles [--show]`."""

import argparse
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.domain.documents import Document, DocumentFormat
from reconcile.domain.drafts import Draft, DraftKind
from reconcile.domain.gazetteer import NamedPlaces
from reconcile.domain.names import name_key, skeleton
from reconcile.domain.places import GazetteerPlace
from reconcile.drafting import draft_document
from reconcile.reference import Reference, load_reference

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "tests/drafting/articles"
MALI = ROOT / "fixtures/articles/mali-2017-04.toml"
COUNTS = tuple(
    f"{prefix}{harm}_{end}"
    for prefix in ("", "own_", "civilians_", "attackers_")
    for harm in ("killed", "wounded")
    for end in ("min", "max")
)
COMPARED = ("speaker", "date", "place", "target", "attack", "actor", "tolls", "stance", "claim_kind")

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    name: str
    document: Document
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One article: gold drafts with what was found for each, and drafts nobody asked for."""

    article: Article
    pairs: tuple[tuple[Gold, Draft], ...]
    missed: tuple[Gold, ...]
    invented: tuple[Draft, ...]


def read_article(path: Path) -> Article:
    """An article with its gold drafts."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    document = Document(
        key=path.stem,
        digest="0" * 64,
        text=told["text"].strip(),
        format=DocumentFormat.TEXT,
        title=told["title"],
        language=told["language"],
        publisher=told["publisher"],
        published=told["published"],
        url=told.get("url"),
    )
    return Article(name=path.stem, document=document, gold=tuple(told["draft"]))


def articles(half: str) -> list[Article]:
    """The articles written `before` or `after` the rules."""
    return [read_article(path) for path in sorted(ARTICLES.glob(f"{half}-*.toml"))]


@cache
def shipped_places() -> NamedPlaces:
    """The gazetteer that travels with the program, in memory."""
    by_key: dict[str, dict[str, GazetteerPlace]] = defaultdict(dict)
    by_skeleton: dict[str, dict[str, GazetteerPlace]] = defaultdict(dict)
    for place in load_reference(None).places:
        for name in (place.name, *place.names):
            by_key[name_key(name)][place.key] = place
            by_skeleton[skeleton(name)][place.key] = place
    return NamedPlaces(
        by_key={key: tuple(found.values()) for key, found in by_key.items()},
        by_skeleton={key: tuple(found.values()) for key, found in by_skeleton.items()},
    )


def score(article: Article, reference: Reference) -> Scored:
    """Each gold draft with the draft that fits it best; a draft serves once."""
    left = list(draft_document(article.document, reference, shipped_places()).drafts)
    pairs, missed = [], []
    for gold in article.gold:
        fitting = [draft for draft in left if _is_of(gold, draft)]
        if not fitting:
            missed.append(gold)
            continue
        best = max(fitting, key=lambda draft: sum(held for _, held in verdicts(gold, draft, reference)))
        left.remove(best)
        pairs.append((gold, best))
    return Scored(article=article, pairs=tuple(pairs), missed=tuple(missed), invented=tuple(left))


def _is_of(gold: Gold, draft: Draft) -> bool:
    if draft.kind.value != gold["kind"]:
        return False
    key = draft.value("issuer_key") if draft.kind is DraftKind.SILENCE else draft.value("speaker_key")
    return bool(key == gold["speaker"])


def verdicts(gold: Gold, draft: Draft, reference: Reference) -> Iterator[tuple[str, bool]]:
    """Each facet of the gold with whether the draft has it right; dates and tolls must be empty where the gold is."""
    if draft.kind is DraftKind.SILENCE:
        about = (draft.value("about") or "").casefold()
        yield "about", gold.get("about", "").casefold() in about
        return
    yield "date", _days(gold) == (draft.value("event_date_start"), draft.value("event_date_end"))
    if "place" in gold:
        yield "place", name_key(gold["place"]) in name_key(draft.value("place") or draft.value("admin1") or "")
    for facet, field in (
        ("target", "target_type"),
        ("attack", "attack_type"),
        ("stance", "stance"),
        ("claim_kind", "claim_kind"),
    ):
        if facet in gold:
            yield facet, draft.value(field) == gold[facet]
    if "actor" in gold:
        written, country = draft.value("target_actor") or "", draft.value("country")
        found = reference.actors.find(written) or reference.actors.infer(written, country)
        yield "actor", bool(reference.actors.compatible([gold["actor"]], found, None))
    yield "tolls", all(_count(gold, field) == _text_count(draft, field) for field in COUNTS)


def _days(gold: Gold) -> tuple[str | None, str | None]:
    if "date" not in gold:
        return None, None
    first, _, last = str(gold["date"]).partition("/")
    return first, last or first


def _count(gold: Gold, field: str) -> int | None:
    value = gold.get(field)
    return None if value is None else int(value)


def _text_count(draft: Draft, field: str) -> int | None:
    value = draft.value(field)
    return None if value is None else int(value)


def figures(scored: Sequence[Scored], reference: Reference) -> dict[str, float]:
    """Recall and precision of drafts, and by facet the share right among those found."""
    found = sum(len(one.pairs) for one in scored)
    told: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in scored:
        for gold, draft in one.pairs:
            for facet, held in verdicts(gold, draft, reference):
                told[facet] += 1
                right[facet] += held
    gold_drafts = sum(len(one.article.gold) for one in scored)
    drafted = found + sum(len(one.invented) for one in scored)
    shares = {facet: round(right[facet] / told[facet], 3) for facet in sorted(told)}
    return {
        "gold": gold_drafts,
        "drafted": drafted,
        "recall": round(found / max(gold_drafts, 1), 3),
        "precision": round(found / max(drafted, 1), 3),
        **shares,
    }


def _show(one: Scored, reference: Reference) -> None:
    print(f"== {one.article.name}")
    for gold, draft in one.pairs:
        wrong = [facet for facet, held in verdicts(gold, draft, reference) if not held]
        if wrong:
            print(
                "  wrong",
                wrong,
                dict(gold),
                "\n     got",
                {v.field: v.value for v in draft.values if v.field not in ("document", "publisher", "language", "url")},
            )
    for gold in one.missed:
        print("  missed", dict(gold))
    for draft in one.invented:
        print(
            "  invented",
            draft.kind,
            {v.field: v.value for v in draft.values if v.field not in ("document", "publisher", "language", "url")},
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print what was missed, invented or read wrongly")
    show = parser.parse_args().show
    reference = load_reference(None)
    for name, texts in (
        ("before", articles("before")),
        ("after", articles("after")),
        ("fresh", articles("fresh")),
        ("newest", articles("newest")),
        ("later", articles("later")),
        ("April 2017", [read_article(MALI)]),
    ):
        scored = [score(article, reference) for article in texts]
        if show:
            for one in scored:
                _show(one, reference)
        print(name, figures(scored, reference))


if __name__ == "__main__":
    main()
