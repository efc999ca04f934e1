"""Facets and scores of pairs as they are kept: without what repeats in every row.

Written out, as `whole_facets` and `whole_scores` give them back, they are most of a database. So a facet is a list of
its five parts, and its sentence, which quotes what each side says, names the two quotes by marks; a score is the number
of its comparison level, whose words stand once in a table of their own, and its bits. Rows of before stand written out.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from reconcile.domain.outcomes import ComparisonScore, Facet, FacetFinding, FacetResult
from reconcile.store.bulk import add_tuples
from reconcile.store.run_tables import ComparisonLevelRow

_CLAIM, _STATEMENT, _VERBATIM = "{c}", "{s}", "{=}"


class Level(NamedTuple):
    """What every score on one level of a comparison says alike."""

    comparison: str
    level: str
    label: str


class LevelNumbers:
    """The numbers of comparison levels, for whoever writes pairs; `keep` adds those that are new."""

    def __init__(self, levels: Mapping[int, Level]) -> None:
        """`levels`: those that are kept already, by number."""
        self._numbers = {level: number for number, level in levels.items()}
        self._kept = len(levels)

    def add(self, levels: Iterable[Level]) -> None:
        """Numbers, from 1, for those that have none."""
        for level in levels:
            self._numbers.setdefault(level, len(self._numbers) + 1)

    def of(self, score: ComparisonScore) -> int:
        """Raises KeyError where the level has no number."""
        return self._numbers[Level(score.comparison, score.level, score.label)]

    def keep(self, connection: Connection) -> None:
        """Write those that came since. Under the write lock nobody else gives out numbers."""
        new = list(self._numbers.items())[self._kept :]
        if new:
            add_tuples(connection, ComparisonLevelRow, ("id", *Level._fields), [(number, *one) for one, number in new])
        self._kept = len(self._numbers)


def load_levels(connection: Connection) -> dict[int, Level]:
    """By number, ascending."""
    told = (ComparisonLevelRow.id, ComparisonLevelRow.comparison, ComparisonLevelRow.level, ComparisonLevelRow.label)
    rows = connection.execute(select(*told).order_by(ComparisonLevelRow.id))
    return {number: Level(*level) for number, *level in rows}


class FacetText(NamedTuple):
    """One facet as JSON."""

    whole: str
    """With all its parts named, as `canonical_json` tells it: what is digested."""
    kept: str


def facet_text(found: FacetFinding) -> FacetText:
    """Both at once: what they share is made once, for hundreds of thousands of pairs."""
    named, listed = _STARTS[found.facet, found.result]
    claim, statement, sentence = found.claim_says, found.statement_says, found.sentence
    told = json_text(claim), json_text(statement)
    short = encode_basestring(_shortened(sentence, claim, statement))
    return FacetText(
        f'{{"claim_says":{told[0]},{named}{encode_basestring(sentence)},"statement_says":{told[1]}}}',
        f"{listed}{told[0]},{told[1]},{short}]",
    )


_STARTS = {
    (facet, result): (
        f'"facet":"{facet.value}","result":"{result.value}","sentence":',
        f'["{facet.value}","{result.value}",',
    )
    for facet in Facet
    for result in FacetResult
}


def _shortened(sentence: str, claim: str | None, statement: str | None) -> str:
    """With marks for what each side says. A sentence in which marks could be mistaken is kept as it is."""
    if "{" in sentence or "{" in (claim or "") or "{" in (statement or ""):
        return _VERBATIM + sentence
    if claim:
        sentence = sentence.replace(claim, _CLAIM)
    return sentence.replace(statement, _STATEMENT) if statement else sentence


def _written_out(sentence: str, claim: str | None, statement: str | None) -> str:
    if sentence.startswith(_VERBATIM):
        return sentence.removeprefix(_VERBATIM)
    # In the other order than the marks came in: what a statement says may be a part of a mark.
    return sentence.replace(_STATEMENT, statement or "").replace(_CLAIM, claim or "")


def json_text(text: str | None) -> str:
    """A text as `canonical_json` tells it."""
    return "null" if text is None else encode_basestring(text)


def whole_facets(kept: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Each facet with all its parts named, of rows of any age."""
    for told in kept:
        if isinstance(told, dict):
            yield told
        else:
            facet, result, claim, statement, sentence = told
            yield {
                "facet": facet,
                "result": result,
                "claim_says": claim,
                "statement_says": statement,
                "sentence": _written_out(sentence, claim, statement),
            }


def whole_scores(kept: Sequence[Any], levels: Mapping[int, Level]) -> Iterator[dict[str, Any]]:
    """Each score with all its parts named, of rows of any age: kept as level and bits in turn, or written out."""
    if kept and isinstance(kept[0], dict):
        yield from kept
        return
    for number, bits in zip(kept[::2], kept[1::2], strict=True):
        yield {**levels[number]._asdict(), "bits": bits}


def score_text(number: int, score: ComparisonScore) -> str:
    """One score as it is kept: the number of its level and its bits."""
    return f"{number},{json.dumps(score.bits)}"
