"""What people decided, on the pages: history, what is stale, what the comparison alone makes of it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from reconcile.domain.decisions import Act, Decision, DecisionKind, DecisionState, Subject, Verdict
from reconcile.domain.outcomes import Flag, PairRole
from reconcile.domain.records import RecordKind
from reconcile.domain.staleness import DecisionMark, FieldChange
from reconcile.report import public_outcome, render_report
from reconcile.report.addresses import claim_page
from tests.report.building import Made
from tests.report.reading import Page, pages_of
from tests.report.test_hostile import PAYLOADS

PAIR = Subject(kind=DecisionKind.PAIR, claim="c-tessalit-17", statement="s-minusma-18")
GRADE = Subject(kind=DecisionKind.GRADE, claim="c-halgan")
COPY = Subject(kind=DecisionKind.RECORD, statement="s-minusma-18")
PAGE = claim_page("c-tessalit-17")


def decision(number: int, subject: Subject, verdict: str, **told: object) -> Decision:
    made = Decision(
        number=number,
        act=Act.DECIDE,
        subject=subject,
        verdict=verdict,
        reason="read both texts",
        duplicate_of=None,
        author="ada",
        decided_at=datetime(2017, 5, 1, 8, 30, tzinfo=UTC),
        digests={},
        takes_two=False,
    )
    return replace(made, **told)  # type: ignore[arg-type]


def mark(decided: Decision, state: DecisionState, *changes: FieldChange) -> DecisionMark:
    return DecisionMark(decision=decided, confirmed_by=None, state=state, changes=changes, rows=())


FIRST = decision(1, PAIR, Verdict.CANNOT_TELL)
SECOND = decision(2, PAIR, Verdict.NOT_SAME, supersedes=1, takes_two=True)
ANSWER = decision(3, PAIR, Verdict.NOT_SAME, act=Act.CONFIRM, answers=2, author="ben", reason=None)
GRADED = decision(4, GRADE, "fair", takes_two=True, reason="two sources")
COPIED = decision(5, COPY, Verdict.DUPLICATE, duplicate_of="s-france-05")
MOVED = FieldChange(
    record=RecordKind.CLAIM, id="c-tessalit-17", field="place", before="Tessalit", after="Aguelhok", decisive=True
)
LOG = (FIRST, SECOND, ANSWER, GRADED, COPIED)


def decided(made: Made, tmp_path: Path, *log: Decision, marks: tuple[DecisionMark, ...]) -> dict[str, Page]:
    outcome = replace(made.outcome, decisions=marks)
    render_report(outcome, replace(made.books, decisions=log), tmp_path / "r")
    return pages_of(tmp_path / "r")


def rows_of(page: Page) -> list[list[str]]:
    table = next(table for table in page.tables if table.caption == "Decisions and their history")
    return [[cell.strip() for cell in row] for row in table.rows[1:]]


def test_a_claim_shows_every_decision_on_it_and_its_statements(made: Made, tmp_path: Path) -> None:
    pages = decided(made, tmp_path, *LOG, marks=(mark(SECOND, DecisionState.IN_FORCE),))
    assert [row[0] for row in rows_of(pages[PAGE])] == ["1", "2", "3", "5"]
    assert [row[2] for row in rows_of(pages[PAGE])] == [
        "cannot tell", "not same", "confirms decision 2", "duplicate: s-france-05",
    ]  # fmt: skip
    assert [row[3] for row in rows_of(pages[PAGE])] == ["superseded", "in force", "–", "in force, since this run"]
    assert rows_of(pages[PAGE])[2][4].startswith("ben")
    assert [row[0] for row in rows_of(pages[claim_page("c-halgan")])] == ["4"]
    assert "Nobody decided anything on this claim" in pages[claim_page("c-2015")].text


def test_a_stale_decision_says_what_changed_and_asks_for_a_look(made: Made, tmp_path: Path) -> None:
    pages = decided(made, tmp_path, *LOG, marks=(mark(SECOND, DecisionState.STALE, MOVED),))
    state = rows_of(pages[PAGE])[1][3]
    assert state.startswith("stale: a record has changed since; set aside until somebody has looked again")
    assert "claim c-tessalit-17, place: Tessalit → Aguelhok" in state
    asked = pages["index.html"].table("Claims to look at, by reason")
    stale = next(cells for name, cells in asked.items() if name.startswith("Stale decision"))
    assert "1 decision rests on records that changed since, in place." in stale[1]


def test_a_proposal_waits_for_a_second_person(made: Made, tmp_path: Path) -> None:
    pages = decided(made, tmp_path, GRADED, marks=(mark(GRADED, DecisionState.PROPOSED),))
    assert rows_of(pages[claim_page("c-halgan")])[0][3] == "proposed; a second person has yet to confirm it"
    asked = pages["index.html"].table("Claims to look at, by reason")
    assert any(name.startswith("Waits for a second person") for name in asked)


def test_what_the_comparison_alone_gives_stands_beside(made: Made, tmp_path: Path) -> None:
    findings = list(made.outcome.findings)
    pair = findings[0].pairs[0]
    made_link = replace(pair, decision=2, scored=replace(pair.scored, machine_role=PairRole.NEAR_MISS))
    findings[0] = replace(findings[0], pairs=(made_link,), machine_flag=Flag.NO_OFFICIAL_COMMENT, decisions=(2,))
    outcome = replace(made.outcome, findings=tuple(findings))
    render_report(outcome, made.books, tmp_path / "r")
    text = pages_of(tmp_path / "r")[claim_page("c-tessalit-18")].text
    assert "Decision 2 of people made the flag; the comparison alone gives no official comment." in text
    assert "People decided on this pair (decision 2); the comparison alone makes it a near miss." in text


def test_the_public_edition_knows_nothing_of_who_decided_what(made: Made) -> None:
    """Reasons may quote, and what changed under a decision names places."""
    outcome = replace(made.outcome, decisions=(mark(SECOND, DecisionState.STALE, MOVED),))
    assert public_outcome(outcome, {}).decisions == ()


def test_hostile_reasons_and_names_stay_text(made: Made, tmp_path: Path) -> None:
    for payload in PAYLOADS.values():
        loaded = replace(SECOND, reason=payload, author=payload, verdict=payload)
        moved = replace(MOVED, before=payload, after=payload, id=payload, field=payload)
        pages = decided(made, tmp_path, loaded, marks=(mark(loaded, DecisionState.STALE, moved),))
        page = pages[PAGE]
        assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe"}
        assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
        assert "http://" not in page.source
        assert not set("\u202e\u2066\x1b\u2028") & set(page.source)
