"""Articles with gold drafts: what must be found, and that nothing is made up."""

import pytest

from benchmarks.articles import MALI, articles, figures, read_article, score
from reconcile.domain.drafts import DraftKind
from reconcile.reference import load_reference


@pytest.mark.parametrize(
    ("lot", "number", "least"),
    [("before", 10, 0.9), ("after", 10, 0.9), ("fresh", 5, 0.9), ("newest", 6, 0.9), ("later", 12, 0.9)],
)
def test_articles_of_our_own(lot: str, number: int, least: float) -> None:
    reference = load_reference(None)
    texts = articles(lot)
    assert len(texts) == number
    found = figures([score(article, reference) for article in texts], reference)
    assert found["recall"] >= 0.95
    assert found["precision"] >= 0.95
    for facet in ("date", "place", "target", "attack", "actor", "tolls", "stance"):
        assert found.get(facet, 1.0) >= least, facet


def test_the_article_of_april_2017() -> None:
    """At least five of six recent claims and all official accounts, no invented event, both remarks of silence."""
    reference = load_reference(None)
    scored = score(read_article(MALI), reference)
    found = [gold for gold, _ in scored.pairs]
    assert len({gold["recent"] for gold in found if "recent" in gold} - {"jnim-burkina-border"}) >= 5
    assert [gold for gold in scored.article.gold if gold["kind"] == "statement" and gold not in found] == []
    assert sum(draft.kind is DraftKind.SILENCE for _, draft in scored.pairs) == 2
    assert scored.invented == ()
    right = figures([scored], reference)
    assert right["place"] == right["target"] == right["date"] == 1.0
