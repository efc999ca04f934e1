"""What a claim page says beyond the flag: figures over time, delays, distances, versions, citations."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reconcile.domain.histories import Histories
from reconcile.domain.links import HostKind, LinkHosts
from reconcile.domain.outcomes import ComparisonScore, Outcome
from reconcile.domain.places import PlaceCandidate
from reconcile.domain.records import StatementRecord
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.report import render_report
from reconcile.report.addresses import claim_page
from tests.report.building import Made
from tests.report.reading import Page, pages_of
from tests.report.test_hostile import PAYLOADS

HALGAN = claim_page("c-halgan")
TESSALIT = claim_page("c-tessalit-18")


def rendered(made: Made, tmp_path: Path) -> dict[str, Page]:
    render_report(made.outcome, made.books, tmp_path / "r")
    return pages_of(tmp_path / "r")


def with_statement(made: Made, statement_id: str, **fields: object) -> Outcome:
    """The outcome with other fields in one statement."""
    statements = tuple(
        replace(one, version=replace(one.version, record=replace(one.record, **fields)))  # type: ignore[arg-type]
        if one.id == statement_id
        else one
        for one in made.outcome.statements
    )
    return replace(made.outcome, statements=statements)


@pytest.fixture
def revised(made: Made, tmp_path: Path) -> Page:
    """Ethiopia gave 10 dead at first and 30 since; the claim says 60."""
    account = next(one for one in made.outcome.statements if one.id == "s-ethiopia")
    tolls = {(TollSide.OWN, Harm.KILLED): CountRange(30, 30)}
    record = replace(account.record, own_killed_min=30, own_killed_max=30, text="Secret words of the second version.")
    version = replace(account.version, record=record, known_from=datetime(2016, 6, 12, 9, tzinfo=UTC))
    now = replace(account, version=version, values=replace(account.values, tolls=tolls))
    first = replace(
        account.version,
        version=1,
        known_from=datetime(2016, 6, 9, 20, tzinfo=UTC),
        record=replace(record, own_killed_min=10, own_killed_max=10, text=None),
    )
    statements = tuple(now if one.id == "s-ethiopia" else one for one in made.outcome.statements)
    books = replace(made.books, histories=Histories(statements={"s-ethiopia": (first, now.version)}))
    return rendered(Made(outcome=replace(made.outcome, statements=statements), books=books), tmp_path)[HALGAN]


def test_the_ratio_is_of_like_figures(revised: Page) -> None:
    compared = revised.table("Killed: the claim beside each statement")
    assert compared["Statement, Ethiopian government"] == ["side attacked", "60", "30", "– not stated", "2.00"]


def test_figures_over_time_show_what_the_ratio_would_have_been(revised: Page) -> None:
    table = next(table for table in revised.tables if table.caption == "How the figures were revised")
    told = [[cell.strip() for cell in row] for row in table.rows[1:]]
    assert told == [
        [
            "Statement, Ethiopian government",
            "version 1, known from 9 June 2016, 20:00 UTC",
            "Killed, side attacked: 10; Killed, attackers: at least 101",
            "6.00",
        ],
        [
            "Statement, Ethiopian government",
            "version 2, known from 12 June 2016, 09:00 UTC",
            "Killed, side attacked: 30; Killed, attackers: at least 101",
            "2.00",
        ],
    ]


def test_a_later_version_has_a_mark_of_its_own_on_the_timeline(revised: Page, pages: dict[str, Page]) -> None:
    def marks(page: Page) -> list[str | None]:
        return [a["class"] for tag, a in page.tags if tag == "rect" and "amended" in (a.get("class") or "")]

    assert marks(revised) == ["amended statement"]
    assert marks(pages[HALGAN]) == []


def test_fields_that_decide_nothing_say_how_far_apart_they_are(made: Made, tmp_path: Path) -> None:
    more = (
        ComparisonScore(
            comparison="actor", level="compatible", label="the sides named as hit belong together", bits=0.4
        ),
        ComparisonScore(
            comparison="attack", level="differs", label="they describe different kinds of attack", bits=-0.4
        ),
    )
    findings = tuple(
        replace(
            one, pairs=tuple(replace(p, scored=replace(p.scored, scores=(*p.scored.scores, *more))) for p in one.pairs)
        )
        for one in made.outcome.findings
    )
    page = rendered(Made(outcome=replace(made.outcome, findings=findings), books=made.books), tmp_path)[HALGAN]
    side = next(table for table in page.tables if "Who was hit" in str(table.rows))
    told = {row[0]: row[-2] for row in side.rows[1:]}
    assert "The sides named as hit belong together" in told["Who was hit"]
    assert "They describe different kinds of attack" in told["Kind of attack"]
    assert told["Published"] == "The same day"


def test_the_timeline_of_one_claim_has_no_column_of_claims(pages: dict[str, Page]) -> None:
    """It would stand outside the figure, cut off at the edge of a phone."""
    assert 'class="timeline bare"' in pages[HALGAN].source
    assert 'class="who"' not in pages[HALGAN].source
    assert 'class="who"' in pages["index.html"].source


def test_versions_name_what_changed_and_never_quote_restricted_words(revised: Page) -> None:
    assert "own killed min" in revised.text
    versions = next(table for table in revised.tables if table.caption.startswith("Statement, Ethiopian government"))
    cells = [cell for row in versions.rows for cell in row]
    assert {"10", "30", "stated, not shown here", "as first collected"} <= set(cells)
    assert not [cell for cell in cells if "Secret" in cell]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_text_in_an_earlier_version_stays_text(made: Made, tmp_path: Path, payload: str) -> None:
    account = next(one for one in made.outcome.statements if one.id == "s-ethiopia")
    texts = dict.fromkeys(("place", "summary", "text", "persons", "url", "event_date", "publisher"), payload)
    first = replace(account.version, version=1, record=replace(account.record, **texts))  # type: ignore[arg-type]
    hosts = LinkHosts(kinds={"evil.example.org": HostKind.OFFICIAL})
    histories = Histories(statements={"s-ethiopia": (first, account.version)})
    page = rendered(replace(made, books=replace(made.books, histories=histories, hosts=hosts)), tmp_path)[HALGAN]
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not [link for link in page.links if ":" in link]
    assert "http://" not in page.source
    assert not set("\u202e\u2066\x1b\u2028\u2029\x07") & set(page.source)


def test_an_earlier_record_of_the_same_side_counts_as_its_earlier_figures(made: Made, tmp_path: Path) -> None:
    outcome = with_statement(made, "s-ethiopia", supersedes="s-mali-menaka", own_killed_min=7, own_killed_max=7)
    page = rendered(Made(outcome=outcome, books=made.books), tmp_path)[HALGAN]
    assert "earlier record s-mali-menaka" in page.text


def test_records_that_replace_one_another_in_a_circle_end(made: Made, tmp_path: Path) -> None:
    outcome = with_statement(made, "s-ethiopia", supersedes="s-mali-menaka")
    outcome = with_statement(Made(outcome=outcome, books=made.books), "s-mali-menaka", supersedes="s-ethiopia")
    assert rendered(Made(outcome=outcome, books=made.books), tmp_path)[HALGAN].text


def test_delays_are_counted_from_event_and_claim(pages: dict[str, Page]) -> None:
    rows = pages[claim_page("c-gourma")].table("When each side published")
    assert rows["Claim, JNIM"] == ["no date stated", "–", "18 April 2017", "not known", "–"]
    assert rows["Statement 2, French Ministry of Defence"] == [
        "18 April 2017", "at least one side states no date", "20 April 2017", "2 days after", "2 days after",
    ]  # fmt: skip


def test_distances_stand_with_both_radii(pages: dict[str, Page]) -> None:
    rows = pages[TESSALIT].table("Distance between the places, with both radii")
    assert rows["S1"] == ["MINUSMA", "30 km", "25 km", "7.5 km", "within reach: the radii together reach 32 km"]


def test_namesakes_are_listed_with_their_shares(made: Made, tmp_path: Path) -> None:
    account = made.outcome.claims[0]
    one = account.values.places[0]
    places: tuple[PlaceCandidate, ...] = (
        replace(one, weight=0.7, place_key="geonames:1"),
        replace(one, weight=0.3, place_key="geonames:2", lat=12.0, lon=-3.0),
    )
    claims = (replace(account, values=replace(account.values, places=places)), *made.outcome.claims[1:])
    page = rendered(Made(outcome=replace(made.outcome, claims=claims), books=made.books), tmp_path)[TESSALIT]
    table = next(table for table in page.tables if table.caption == "What the names may mean in the gazetteer")
    assert ["C", "Tessalit", "geonames:2", "place", "25 km", "12.00° N, 3.00° W", "30\u00a0%"] in [
        [cell.strip() for cell in row] for row in table.rows
    ]


def test_matched_words_are_marked_in_the_original(pages: dict[str, Page]) -> None:
    assert '<mark class="target" title="target">logistique</mark>' not in pages[TESSALIT].source
    assert '<mark class="place" title="place">near Tessalit</mark>' in pages[TESSALIT].source


def test_official_addresses_are_links_and_those_of_groups_are_not(made: Made, tmp_path: Path) -> None:
    hosts = LinkHosts(kinds={"un.org": HostKind.OFFICIAL, "archive.org": HostKind.ARCHIVE})
    outcome = with_statement(
        made, "s-minusma-18", url="https://peacekeeping.un.org/x?a=1&b=2", archive_url="https://archive.org/details/y"
    )
    account = outcome.claims[0]
    record = replace(account.record, url="https://t.me/group/1", archive_url="https://archive.org/details/z")
    claims = (replace(account, version=replace(account.version, record=record)), *outcome.claims[1:])
    made = Made(outcome=replace(outcome, claims=claims), books=replace(made.books, hosts=hosts))
    page = rendered(made, tmp_path)[TESSALIT]
    outside = [link for link in page.links if ":" in link]
    assert outside == ["https://peacekeeping.un.org/x?a=1&b=2", "https://archive.org/details/y"]
    assert "hxxps[://]t[.]me/group/1" in page.text
    assert "hxxps[://]archive[.]org/details/z" in page.text


def test_citations_carry_digests_of_record_and_text(pages: dict[str, Page], made: Made) -> None:
    page = pages[TESSALIT]
    assert made.outcome.claims[0].version.digest in page.text
    assert page.text.count("SHA-256 of the original text") == 2


def test_many_statements_stand_in_several_tables(made: Made, tmp_path: Path) -> None:
    finding = made.outcome.findings[3]
    base = next(one for one in made.outcome.statements if one.id == "s-minusma-gourma")
    extra = []
    for number in range(5):
        record: StatementRecord = replace(base.record, id=f"s-more-{number}")
        extra.append(replace(base, version=replace(base.version, row=900 + number, record=record)))
    pairs = tuple(replace(finding.pairs[0], statement=one.id) for one in extra)
    findings = list(made.outcome.findings)
    findings[3] = replace(finding, pairs=finding.pairs + pairs)
    outcome = replace(made.outcome, findings=tuple(findings), statements=(*made.outcome.statements, *extra))
    page = rendered(Made(outcome=outcome, books=made.books), tmp_path)[claim_page("c-gourma")]
    more = [table for table in page.tables if table.caption.startswith("What each account says")]
    assert [len(table.rows[0]) for table in more] == [7, 7, 5]


def test_the_way_leads_to_the_neighbours(pages: dict[str, Page]) -> None:
    page = pages[claim_page("c-border-05")]
    assert claim_page("c-ambiguous").removeprefix("claims/") in page.links
    assert claim_page("c-taghlit-16").removeprefix("claims/") in page.links
