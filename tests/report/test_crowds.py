"""A claim with very many linked statements: some are written out, of all others there is a line, and none is lost."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.crowds import MOST_IN_FULL, OF_MORE_IN_FULL, in_full
from reconcile.domain.outcomes import Pair, PairRole
from reconcile.domain.phrases import NAMED
from reconcile.domain.records import Denied, RecordKind, Stance
from reconcile.report import export_json, render_report
from reconcile.report.addresses import claim_page as address_of
from reconcile.report.ledger import open_ledger
from reconcile.report.pages.claim import ClaimPage, claim_page
from reconcile.report.pages.search import search_page
from tests.report.building import Made, counted, facets, pair
from tests.report.reading import Page, pages_of
from tests.report.test_search import unpacked

CLAIM = "c-tessalit-18"
MANY = MOST_IN_FULL + 30


def ids(number: int) -> list[str]:
    return [f"s-many-{n:03}" for n in range(number)]


def crowd(made: Made, number: int, *, denying: int = -1, partial: int = -1, others: int = 0) -> Made:
    """The claim linked to `number` statements, each lighter than the one before; two of them may stand apart."""
    claim = next(one for one in made.outcome.claims if one.id == CLAIM)
    like = next(one for one in made.outcome.statements if one.id == "s-minusma-18")
    told = [_statement(like, n, denies=(Denied.TOLL,) if n == denying else ()) for n in range(number + others)]
    pairs = [
        pair(
            claim,
            one,
            PairRole.LINKED if n < number else PairRole.NEAR_MISS,
            12.0 - n / 100,
            f"JNIM says so; Office {n} says so.",
            found=facets("coarser" if n == partial else "agrees", "agrees", "agrees", "not_stated"),
        )
        for n, one in enumerate(told)
    ]
    findings = tuple(replace(one, pairs=tuple(pairs)) if one.claim == CLAIM else one for one in made.outcome.findings)
    outcome = replace(made.outcome, findings=findings, statements=(*made.outcome.statements, *told))
    return Made(outcome=outcome, books=counted(outcome, made.books))


def _statement(like: StatementAccount, number: int, denies: tuple[Denied, ...]) -> StatementAccount:
    """Every other one has the same office, so that lines of the same words come together."""
    name = f"s-many-{number:03}"
    stance = Stance.DENIES if denies else Stance.REPORTS
    record = replace(like.record, id=name, issuer=f"Office {number // 2}", denies=denies, stance=stance)
    return replace(like, version=replace(like.version, row=1_000 + number, record=record))


def page_of(made: Made) -> ClaimPage:
    ledger = open_ledger(made.outcome, made.books)
    return claim_page(ledger.by_id[CLAIM], ledger)


def rendered(made: Made, tmp_path: Path) -> dict[str, Page]:
    render_report(made.outcome, made.books, tmp_path / "r")
    return pages_of(tmp_path / "r")


def test_up_to_the_bound_all_are_written_out(made: Made, tmp_path: Path) -> None:
    few = crowd(made, MOST_IN_FULL, others=2)
    page = page_of(few)
    assert [part.id for part in page.links] == ids(MOST_IN_FULL)
    assert (page.further, page.further_told, page.further_others, len(page.others)) == ((), None, (), 2)
    pages = rendered(few, tmp_path)
    assert "Further linked statements" not in pages[address_of(CLAIM)].text
    assert "linked.html" not in pages


def test_beyond_it_some_are_written_out_and_every_other_has_its_line(made: Made) -> None:
    page = page_of(crowd(made, MANY, others=2))
    assert [part.id for part in page.links] == ids(OF_MORE_IN_FULL)
    lines = [one for row in page.further for one in row.statements]
    assert sorted(one.id for one in lines) == ids(MANY)[OF_MORE_IN_FULL:]
    assert page.further_number == MANY - OF_MORE_IN_FULL
    assert page.further_told is not None
    assert page.further_told.startswith(f"{MANY} statements are linked to this claim.")
    assert [one.id for row in page.further_others for one in row.statements] == ["s-many-042", "s-many-043"]
    assert page.others == ()


def test_all_tables_of_the_page_hold_those_that_are_written_out(made: Made) -> None:
    page = page_of(crowd(made, MANY))
    assert len(page.side_by_sides) == 1
    assert len(page.times) == len(page.citations) == len(page.toll.columns) == 1 + OF_MORE_IN_FULL
    assert len(page.places.distances) == OF_MORE_IN_FULL


def test_statements_of_which_the_same_is_told_share_a_line(made: Made) -> None:
    alike = crowd(made, MANY)
    flat = tuple(
        replace(one, pairs=tuple(replace(p, scored=replace(p.scored, weight=9.0)) for p in one.pairs))
        if one.claim == CLAIM
        else one
        for one in alike.outcome.findings
    )
    rows = page_of(Made(books=alike.books, outcome=replace(alike.outcome, findings=flat))).further
    assert [len(row.statements) for row in rows] == [1] + [2] * ((MANY - OF_MORE_IN_FULL) // 2)
    assert [row.told.who for row in rows[:3]] == ["Office 1", "Office 2", "Office 3"]


def test_a_denial_and_another_flag_are_written_out_though_others_weigh_more(made: Made) -> None:
    page = page_of(crowd(made, MANY, denying=20, partial=30))
    assert [part.id for part in page.links] == ["s-many-000", "s-many-020", "s-many-030"]
    assert [part.label for part in page.links] == ["Statement 1", "Statement 2", "Statement 3"]


@pytest.mark.parametrize("number", [0, 1, MOST_IN_FULL, MOST_IN_FULL + 1, 128])
def test_nothing_is_lost_between_the_two(made: Made, number: int) -> None:
    many = crowd(made, number)
    links = open_ledger(many.outcome, many.books).by_id[CLAIM].links
    full, brief = in_full(links)
    assert sorted((*full, *brief), key=_weight) == sorted(links, key=_weight)
    assert len(full) == (number if number <= MOST_IN_FULL else OF_MORE_IN_FULL)


def _weight(one: Pair) -> float:
    return one.scored.weight


def test_every_line_leads_to_the_statement_with_its_words(made: Made, tmp_path: Path) -> None:
    pages = rendered(crowd(made, MANY), tmp_path)
    page = pages[address_of(CLAIM)]
    leading = [link for link in page.links if link.startswith("../linked")]
    assert len(leading) == MANY - OF_MORE_IN_FULL
    for link in leading:
        name, _, anchor = link.removeprefix("../").partition("#")
        assert anchor in pages[name].ids
    assert f"{MANY - OF_MORE_IN_FULL} statements in all." in pages["linked.html"].text
    assert "MINUSMA reports an explosion that hit a logistics convoy." in pages["linked.html"].text
    assert f"claims/{address_of(CLAIM).removeprefix('claims/')}" in pages["linked.html"].links


def test_every_statement_of_a_crowd_is_found_by_the_search(made: Made) -> None:
    many = crowd(made, MANY)
    ledger = open_ledger(many.outcome, many.books)
    rows = unpacked(search_page(ledger).packed)
    found = {row[0]: row[1] for row in rows}
    assert found["s-many-040"].startswith("linked.html#")
    text = next(row[3] for row in rows if row[0] == CLAIM)
    assert all(name in text or name in found for name in ids(MANY))


def test_exports_hold_every_link_of_a_crowd(made: Made) -> None:
    many = crowd(made, MANY)
    told = next(one for one in json.loads(export_json(many.outcome))["claims"] if one["id"] == CLAIM)
    assert [link["statement"] for link in told["links"]] == ids(MANY)


def test_lists_name_the_first_and_count_the_others(made: Made, tmp_path: Path) -> None:
    pages = rendered(crowd(made, MANY), tmp_path)
    assert f"and {MANY - NAMED + 1} others" in pages["index.html"].text


def test_few_denials_are_told_one_by_one(made: Made) -> None:
    page = page_of(crowd(made, 4, denying=2))
    assert page.headline == "Agreement on date, place and target; Office 1 denies the toll"


def test_many_denials_are_counted_in_the_headline(made: Made) -> None:
    many = crowd(made, MANY)
    denying = tuple(
        replace(
            one,
            pairs=tuple(replace(p, stance=Stance.DENIES, denies=(Denied.TOLL,)) for p in one.pairs),
            contradictions=tuple(
                Contradiction(
                    kind=ContradictionKind.DENIED, record=RecordKind.STATEMENT, id=p.statement, linked=True,
                    sentence=f"JNIM claims the event; {p.statement} denies the toll.",
                )
                for p in one.pairs
            ),
        )
        if one.claim == CLAIM
        else one
        for one in many.outcome.findings
    )  # fmt: skip
    page = page_of(Made(books=many.books, outcome=replace(many.outcome, findings=denying)))
    assert page.headline == f"Agreement on date, place and target; {MANY // 2} issuers deny the toll"
    assert len(page.contradictions) == NAMED - 1
    assert (
        page.contradictions_more
        == f"{MANY - NAMED + 1} other accounts contradict the claim; the exports list them all."
    )
