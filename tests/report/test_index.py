"""The head of the first page: what changed, what needs a decision, what was not collected."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reconcile.domain.changes import Cause, CauseKind, ChangeLog, ClaimChange, gist_of
from reconcile.domain.dates import DateInterval
from reconcile.domain.outcomes import ClaimStance, Facet, FacetFinding, FacetResult, Flag, Status
from reconcile.domain.records import RecordKind
from reconcile.domain.sources import Coverage
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.report import render_report
from reconcile.report.addresses import claim_page
from reconcile.report.ledger import open_ledger
from reconcile.report.pages.attention import attention
from reconcile.report.pages.basis import basis
from tests.report.building import Made, run_record
from tests.report.reading import Page, pages_of

ORDER = ["bottom-line", "changed", "attention", "claims", "timeline", "map", "apart", "basis"]


def index_of(made: Made, tmp_path: Path) -> Page:
    render_report(made.outcome, made.books, tmp_path / "r")
    return pages_of(tmp_path / "r")["index.html"]


def log(made: Made, *changes: ClaimChange, shared: tuple[Cause, ...] = ()) -> Made:
    before = replace(run_record(), number=2, as_of=datetime(2017, 5, 1, tzinfo=UTC))
    changed = ChangeLog(before=before, after=made.outcome.run, claims=changes, records=(), shared=shared)
    return Made(outcome=made.outcome, books=replace(made.books, changes=changed))


@pytest.fixture
def changed(made: Made) -> Made:
    """A silence that was broken, a new claim, and a change of settings."""
    findings = {finding.claim: gist_of(finding) for finding in made.outcome.findings}
    answered = findings["c-gourma"]
    silent = answered._replace(flag=Flag.NO_OFFICIAL_COMMENT, status=Status.CONCLUDED, stance=None, pairs=())
    return log(
        made,
        ClaimChange(claim="c-2015", before=None, after=findings["c-2015"], links=(), causes=(
            Cause(kind=CauseKind.NEW_CLAIM, record=RecordKind.CLAIM, id="c-2015", version_after=1),
        )),
        ClaimChange(claim="c-gourma", before=silent, after=answered, links=(), causes=(
            Cause(kind=CauseKind.NEW_STATEMENT, record=RecordKind.STATEMENT, id="s-france-gourma", version_after=1),
        )),
        shared=(Cause(kind=CauseKind.SETTINGS_CHANGED, id="settings"),),
    )  # fmt: skip


def test_the_page_reads_in_the_order_of_the_work(changed: Made, tmp_path: Path) -> None:
    ids = index_of(changed, tmp_path).ids
    assert [id_ for id_ in ids if id_ in ORDER] == ORDER


def test_changes_come_with_their_causes_broken_silences_first(changed: Made, tmp_path: Path) -> None:
    page = index_of(changed, tmp_path)
    rows = page.table("Claims of which this run says something else than the run before")
    assert list(rows) == ["Claim", "c-gourma", "c-2015"]
    assert rows["c-gourma"] == [
        "no official comment (concluded)",
        "partial match, reportedanswered after all",
        "Statement s-france-gourma is new.",
    ]
    assert "Since the run as of 1 May 2017, 00:00 UTC, of the claims 1 has another flag and 1 is new." in page.text
    assert "For all claims alike, the settings changed." in page.text


def test_a_broken_silence_asks_for_a_look(changed: Made) -> None:
    rows = attention(open_ledger(changed.outcome, changed.books)).rows
    assert rows[0].name == "Answered after all"
    assert [item.id for item in rows[0].first] == ["c-gourma"]


def test_without_a_comparison_nothing_is_said_of_changes(pages: dict[str, Page]) -> None:
    assert "changed" not in pages["index.html"].ids


def test_a_first_run_says_that_it_is_the_first(made: Made, tmp_path: Path) -> None:
    first = ChangeLog(before=None, after=made.outcome.run, claims=(), records=(), shared=())
    page = index_of(Made(outcome=made.outcome, books=replace(made.books, changes=first)), tmp_path)
    assert "This is the first run: there is none to compare it with." in page.text


def test_two_equal_runs_changed_nothing(made: Made, tmp_path: Path) -> None:
    page = index_of(log(made), tmp_path)
    assert "Since the run as of 1 May 2017, 00:00 UTC, no finding differs." in page.text


def test_close_calls_and_denials_need_a_decision(pages: dict[str, Page]) -> None:
    rows = pages["index.html"].table("Claims to look at, by reason")
    named = {name.split(".")[0]: cells[0] for name, cells in rows.items() if name != "Reason"}
    assert named == {
        "Close between rivalsTwo accounts fit nearly as well; the linking could go the other way": "1",
        "DeniedA linked statement denies the event, its toll or another part of the claim": "1",
    }
    assert "2 of 10 claims ask for a person's decision." in pages["index.html"].text
    listed = pages["index.html"].table("Claims in the order of their dates, with the flag of each")
    assert "Decide: denied" in next(cells for name, cells in listed.items() if "c-halgan" in name)[4]


def _tolled(made: Made, claimed: int, *officials: int) -> Made:
    """c-gourma with these dead claimed, and given by its two statements."""
    claims, statements = list(made.outcome.claims), list(made.outcome.statements)
    key = (TollSide.OWN, Harm.KILLED)
    claims[3] = replace(claims[3], values=replace(claims[3].values, tolls={key: CountRange(claimed, claimed)}))
    for place, killed in zip((1, 2), officials, strict=False):
        statements[place] = replace(
            statements[place], values=replace(statements[place].values, tolls={key: CountRange(killed, killed)})
        )
    findings = list(made.outcome.findings)
    toll = FacetFinding(
        facet=Facet.TOLL, result=FacetResult.DIFFERS, claim_says="", statement_says="", sentence="The figures differ."
    )
    pairs = tuple(replace(pair, facets={**pair.facets, Facet.TOLL: toll}) for pair in findings[3].pairs)
    findings[3] = replace(findings[3], pairs=pairs)
    outcome = replace(made.outcome, claims=tuple(claims), statements=tuple(statements), findings=tuple(findings))
    return Made(outcome=outcome, books=made.books)


def reasons(made: Made) -> set[str]:
    found = attention(open_ledger(made.outcome, made.books))
    return {row.name for row in found.rows if any(item.id == "c-gourma" for item in row.first)}


@pytest.mark.parametrize(
    ("claimed", "officials", "expected"),
    [
        (30, (10, 10), set()),
        (31, (10, 10), {"Tolls far apart"}),
        (10, (30, 30), set()),
        (10, (31, 31), {"Tolls far apart"}),
        (10, (0, 0), {"Tolls far apart"}),
        (10, (10, 16), {"Officials disagree"}),
        (10, (10, 15), set()),
    ],
)
def test_tolls_far_apart_and_officials_apart(
    made: Made, claimed: int, officials: tuple[int, int], expected: set[str]
) -> None:
    assert reasons(_tolled(made, claimed, *officials)) == expected


def test_officials_of_two_minds_need_a_decision(made: Made) -> None:
    findings = list(made.outcome.findings)
    findings[3] = replace(findings[3], stance=ClaimStance.MIXED)
    made = Made(outcome=replace(made.outcome, findings=tuple(findings)), books=made.books)
    assert reasons(made) == {"Officials disagree"}


def test_many_claims_of_one_reason_stand_behind_a_fold(made: Made, tmp_path: Path) -> None:
    claim, finding = made.outcome.claims[1], made.outcome.findings[1]
    claims, findings = [], []
    for number in range(60):
        record = replace(claim.record, id=f"many-{number:03}")
        claims.append(replace(claim, version=replace(claim.version, row=number, record=record)))
        findings.append(replace(finding, claim=record.id, claim_row=number))
    outcome = replace(made.outcome, claims=tuple(claims), findings=tuple(findings))
    page = index_of(Made(outcome=outcome, books=made.books), tmp_path)
    assert "55 more" in page.text
    assert "10 further ones; search the list of claims for “Decide: close between rivals”." in page.text
    assert claim_page("many-049") in page.links


def coverage(*spans: tuple[date, date]) -> tuple[Coverage, ...]:
    return tuple(Coverage(source="minusma", days=DateInterval(first, last)) for first, last in spans)


@pytest.mark.parametrize(
    ("spans", "days", "gaps"),
    [
        ([(date(2016, 6, 1), date(2017, 12, 31))], "1 June 2016 to 31 December 2017", None),
        (
            [(date(2016, 6, 9), date(2017, 3, 1)), (date(2017, 3, 2), date(2017, 5, 20))],
            "9 June 2016 to 20 May 2017",
            None,
        ),
        ([(date(2016, 6, 9), date(2017, 5, 18))], "9 June 2016 to 18 May 2017", "19 to 20 May 2017"),
        (
            [(date(2017, 1, 1), date(2017, 1, 31)), (date(2017, 1, 5), date(2017, 1, 9))],
            "January 2017",
            "9 June to 31 December 2016; 1 February to 20 May 2017",
        ),
        ([(date(2015, 1, 1), date(2015, 12, 31))], "2015", "9 June 2016 to 20 May 2017"),
        ([(date(2016, 1, 1), date.max)], "1 January 2016 to 31 December 9999", None),
    ],
)
def test_gaps_are_counted_from_the_first_claim_to_the_cut_off(
    made: Made, spans: list[tuple[date, date]], days: str, gaps: str | None
) -> None:
    outcome = replace(made.outcome, coverage=coverage(*spans))
    (row,) = basis(open_ledger(outcome, made.books)).sources
    assert (row.days, row.gaps) == (days, gaps)
