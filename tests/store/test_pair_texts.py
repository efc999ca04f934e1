"""What is kept short of pairs is what was found, written out again."""

import json
from typing import Any

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from reconcile.domain.outcomes import ComparisonScore, Facet, FacetFinding, FacetResult
from reconcile.store import Database
from reconcile.store.addresses import parse_address
from reconcile.store.engines import make_engine, writing
from reconcile.store.migrating import alembic_config, upgrade_engine
from reconcile.store.pair_texts import Level, LevelNumbers, facet_text, score_text, whole_facets, whole_scores
from tests.store.making import LATER, claim, fill, finding, pair, run, scored, statement

SAID = st.none() | st.text(alphabet=st.sampled_from('abc {}=cs1é\u2028"\\'), max_size=8)


@given(claim=SAID, statement=SAID, between=st.text(alphabet="ab cs{}=", max_size=6))
def test_a_facet_reads_back_as_it_was_written(claim: str | None, statement: str | None, between: str) -> None:
    sentence = f"{between}A says {claim}; B says {statement}{between}"
    found = FacetFinding(
        facet=Facet.PLACE, result=FacetResult.COARSER, claim_says=claim, statement_says=statement, sentence=sentence
    )
    assert list(whole_facets([json.loads(facet_text(found).kept)])) == [
        {
            "facet": "place",
            "result": "coarser",
            "claim_says": claim,
            "statement_says": statement,
            "sentence": sentence,
        }
    ]


def test_a_sentence_does_not_repeat_what_it_quotes() -> None:
    found = FacetFinding(
        facet=Facet.DATE,
        result=FacetResult.DIFFERS,
        claim_says="28 December 2018",
        statement_says="27 December 2018",
        sentence="JNIM says 28 December 2018; MINUSMA says 27 December 2018, 1 day apart.",
    )
    kept = facet_text(found).kept
    assert kept.count("28 December 2018") == kept.count("27 December 2018") == 1


def test_a_score_is_kept_by_the_number_of_its_level() -> None:
    numbers = LevelNumbers({})
    scores = [
        ComparisonScore(comparison="date", level="same", label="the same day", bits=1.5),
        ComparisonScore(comparison="date", level="near", label="a day apart", bits=-2.0),
        ComparisonScore(comparison="date", level="same", label="the same day", bits=3.25),
    ]
    with pytest.raises(KeyError):
        numbers.of(scores[0])
    numbers.add(Level(score.comparison, score.level, score.label) for score in scores)
    kept = json.loads(f"[{','.join(score_text(numbers.of(score), score) for score in scores)}]")
    assert kept == [1, 1.5, 2, -2.0, 1, 3.25]


def test_rows_of_before_are_read_as_they_stand() -> None:
    facets = [{"facet": "date", "result": "agrees", "claim_says": None, "statement_says": None, "sentence": "{c}"}]
    scores = [{"comparison": "date", "level": "same", "label": "the same day", "bits": 1.5}]
    assert list(whole_facets(facets)) == facets
    assert list(whole_scores(scores, {})) == scores


def test_levels_of_an_earlier_run_keep_their_numbers(database: Database) -> None:
    fill(database, [claim()], [statement()])
    first, _ = run(database, [finding("c1", 1, pair(scored(1, 1)))])
    renamed = ComparisonScore(comparison="date", level="same", label="the very same day", bits=7.083)
    second, _ = run(database, [finding("c1", 1, pair(scored(1, 1, scores=(renamed,))))])
    told = [database.load_outcome(number).findings[0].pairs[0].scored.scores for number in (first, second)]
    assert told == [scored(1, 1).scores, (renamed,)]
    assert not database.verify().faults


def test_a_level_in_other_words_is_a_fault(database_url: str, database: Database) -> None:
    fill(database, [claim()], [statement()])
    run(database, [finding("c1", 1, pair(scored(1, 1)))])
    engine = make_engine(parse_address(database_url))
    for change in ("UPDATE comparison_levels SET label = 'nearly the same day'", "DELETE FROM comparison_levels"):
        with engine.begin() as connection:
            connection.execute(text(change))
        assert [fault.table for fault in database.verify().faults] == ["pairs"]
    engine.dispose()


def test_going_back_writes_pairs_out_in_full(database_url: str, database: Database) -> None:
    fill(database, [claim()], [statement()])
    odd = FacetFinding(
        facet=Facet.PLACE, result=FacetResult.DIFFERS, claim_says="{c} b", statement_says="b", sentence="A {c} b; B b."
    )
    plain = pair(scored(1, 1))
    number, _ = run(database, [finding("c1", 1, pair(scored(1, 1), facets={**plain.facets, Facet.PLACE: odd}))])
    before = database.load_outcome(number)
    engine = make_engine(parse_address(database_url), foreign_keys=False)
    with writing(engine) as connection:
        command.downgrade(alembic_config(connection), "0016")
        kept: Any = connection.execute(text("SELECT facets, scores FROM pairs")).one()
    facets, scores = (json.loads(told) if isinstance(told, str) else told for told in kept)
    assert [facet["sentence"] for facet in facets if facet["facet"] == "place"] == ["A {c} b; B b."]
    assert [(score["level"], score["label"]) for score in scores] == [
        (score.level, score.label) for score in scored(1, 1).scores
    ]
    upgrade_engine(engine)
    engine.dispose()
    assert database.load_outcome(number) == before
    assert not database.verify().faults


def test_a_pair_found_again_is_not_written_anew(database: Database) -> None:
    fill(database, [claim()], [statement()])
    run(database, [finding("c1", 1, pair(scored(1, 1)))])
    _, changes = run(database, [finding("c1", 1, pair(scored(1, 1)))], as_of=LATER)
    assert (changes.pairs_opened, changes.pairs_closed) == (0, 0)


def test_no_scores_are_none() -> None:
    assert list(whole_scores([], {})) == []


@pytest.mark.parametrize("bits", [0.0, -0.0, 1e16, 1e-06])
def test_bits_read_back_as_they_were(bits: float) -> None:
    score = ComparisonScore(comparison="date", level="same", label="the same day", bits=bits)
    assert repr(json.loads(f"[{score_text(1, score)}]")[1]) == repr(bits)
