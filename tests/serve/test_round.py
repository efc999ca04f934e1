"""A full round in a real browser: by keyboard and mouse, on a desk and on a phone, with two people at once."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from reconcile.domain.decisions import DecisionKind, DecisionState, Subject
from reconcile.domain.drafts import DraftState
from reconcile.domain.records import RecordKind
from reconcile.locations import fixtures
from reconcile.pipeline.collecting import ingest_file
from reconcile.pipeline.running import run_reconciliation
from reconcile.pipeline.texts import collect_file, draft_collected
from reconcile.settings import Settings
from tests.report.conftest import browser
from tests.report.test_accessibility import serious
from tests.serve.serving import PASSWORD, Service
from tests.serve.test_drafts import TEXT

__all__ = ["browser"]
pytestmark = pytest.mark.browser

CASE = "/claims/jnim-tessalit-monday-a75d153a505b.html"
PAGES = (
    "/queue",
    "/claims",
    CASE,
    f"{CASE}?beside=",
    f"{CASE}?beside=amisom-halgan",
    f"{CASE}/texts",
    "/decisions",
    "/access",
    "/nowhere",
    "/coding",
    "/coding/1",
    "/coding/1/1",
    "/drafts",
    "/drafts/1",
)
PAIR = Subject(kind=DecisionKind.PAIR, claim="jnim-tessalit-monday", statement="minusma-tessalit")


def sit_down(browser: Browser, service: Service, name: str, width: int = 1280) -> Page:
    """A browser of one's own, logged in."""
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": 900}, base_url=service.address)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Account").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{service.address}/queue")
    return page


@pytest.fixture
def rosa(browser: Browser, service: Service) -> Iterator[Page]:
    page = sit_down(browser, service, "rosa")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    page.context.close()


def test_a_round_by_keyboard_decide_reject_undo(service: Service, rosa: Page) -> None:
    rosa.goto(CASE)
    rosa.keyboard.press("s")
    rosa.keyboard.press("d")
    expect(rosa.locator(".entered")).to_contain_text("Decision 1 is kept: same event.")
    rosa.keyboard.press("n")
    rosa.keyboard.press("w")
    rosa.keyboard.type("A day apart, and of another convoy.")
    rosa.keyboard.press("Escape")
    rosa.keyboard.press("d")
    expect(rosa.locator(".entered")).to_contain_text("Decision 2 is kept: not the same.")
    rosa.keyboard.press("u")
    expect(rosa.locator(".entered")).to_contain_text("Decision 3 is kept: taken back.")
    rosa.keyboard.press("q")
    rosa.wait_for_url(f"{service.address}/queue")
    standing = service.database.standing(PAIR)
    assert standing is not None
    assert [entry.verdict for entry in standing.log] == ["same_event", "not_same", "open"]
    assert standing.log[1].reason == "A day apart, and of another convoy."


def test_letters_typed_into_a_reason_press_nothing(service: Service, rosa: Page) -> None:
    rosa.goto(CASE)
    rosa.keyboard.press("w")
    rosa.keyboard.type("snd quiet")
    assert rosa.url.endswith(CASE)
    assert service.database.decisions() == ()


def test_two_people_see_each_others_decision(browser: Browser, service: Service, rosa: Page) -> None:
    remi = sit_down(browser, service, "remi")
    remi.goto(CASE)
    rosa.goto(CASE)
    rosa.keyboard.press("s")
    rosa.keyboard.press("d")
    expect(remi.locator(".meanwhile")).to_contain_text("rosa entered decision 1 (same event)", timeout=15_000)
    remi.keyboard.press("r")
    expect(remi.locator(".deciding")).to_contain_text("rosa decided: same event")
    remi.context.close()


def amend_a_toll(service: Service, folder: Path) -> None:
    """MINUSMA counts a dead; a run sees it."""
    told = (fixtures() / "mali-2017-04/statements.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in told.splitlines()]
    (row,) = (row for row in rows if row["id"] == "minusma-tessalit")
    amended = folder / "statements.jsonl"
    amended.write_text(json.dumps(row | {"own_killed_min": 1, "own_killed_max": 1}) + "\n", encoding="utf-8")
    later = service.clock.now + timedelta(hours=1)
    assert ingest_file(service.url, RecordKind.STATEMENT, amended, later).counts["new versions"] == 1
    run_reconciliation(service.url, Settings(), later, later)
    service.clock.now = later + timedelta(minutes=1)


def test_a_full_round_three_cases_a_rejection_a_stale_one_and_an_undo(
    service: Service, rosa: Page, tmp_path: Path
) -> None:
    for name, verdict, reason in (
        ("jnim-tessalit-monday", "Same event", ""),
        ("is-french-convoy", "Not the same", "Another convoy."),
        ("shabaab-halgan", "Same event", ""),
    ):
        rosa.goto("/claims")
        rosa.get_by_label("Id, claimant or place").fill(name)
        rosa.keyboard.press("Enter")
        rosa.get_by_role("link", name=name, exact=True).click()
        question = rosa.locator("article.question").first
        question.get_by_role("radio", name=verdict).check()
        question.get_by_label("Reason", exact=True).fill(reason)
        question.get_by_role("button", name="Enter the decision").click()
        expect(rosa.locator(".entered")).to_contain_text(f"is kept: {verdict.lower()}.")
    amend_a_toll(service, tmp_path)
    rosa.goto("/queue?reason=stale")
    expect(rosa.locator("article.case")).to_have_count(1)
    expect(rosa.locator("article.case")).to_contain_text(
        "Changed since: statement minusma-tessalit: own killed min was"
    )
    rosa.locator("article.case a").first.click()
    expect(rosa.locator(".standing .stale").first).to_contain_text("in force, but a record has changed since")
    expect(rosa.locator(".standing .stale").first).to_contain_text("own killed min was 0, is 1")
    expect(rosa.locator("section[aria-labelledby=decisions]")).to_contain_text("rosa")
    (mark,) = service.database.marks_about(PAIR.claim or "", [PAIR.statement or ""], service.clock.now)
    assert mark.state is DecisionState.STALE
    rosa.get_by_role("button", name="Take back decision 1").click()
    expect(rosa.locator(".entered")).to_contain_text("Decision 4 is kept: taken back.")
    rosa.goto("/queue?reason=stale")
    expect(rosa.locator("article.case")).to_have_count(0)
    rosa.goto("/decisions")
    expect(rosa.locator("tbody tr")).to_have_count(4)
    verdicts = [entry.verdict for entry in service.database.decisions()]
    assert verdicts == ["same_event", "not_same", "same_event", "open"]


def test_whoever_looks_for_what_was_missed_finds_and_links_it(service: Service, rosa: Page) -> None:
    rosa.goto("/claims/jnim-ke-macina-48473c8d64f4.html")
    rosa.keyboard.press("/")
    rosa.keyboard.type("minusma tessalit")
    rosa.keyboard.press("Enter")
    expect(rosa.locator(".near li")).to_have_count(1)
    rosa.locator(".near a").click()
    expect(rosa.locator(".deciding .sides")).to_contain_text("by distance and direction from Tessalit")
    rosa.locator("article.question").first.get_by_role("radio", name="Same event").check()
    rosa.locator("article.question").first.get_by_role("button", name="Enter the decision").click()
    expect(rosa.locator(".entered")).to_contain_text("Decision 1 is kept: same event.")
    expect(rosa.locator("article.question").first).to_contain_text("Not kept by the comparison")
    (made,) = service.database.decisions()
    assert (made.subject.claim, made.subject.statement) == ("jnim-ke-macina", "minusma-tessalit")


def draw_and_draft(service: Service, page: Page, folder: Path) -> None:
    """A blind sample, drawn by form, and a draft that waits."""
    page.goto("/coding")
    page.get_by_role("button", name="Draw a sample").click()
    page.wait_for_url(f"{service.address}/coding/1")
    text = folder / "article.txt"
    text.write_text(TEXT, encoding="utf-8")
    collect_file(service.url, text, service.clock(), told={"published": "2017-04-20", "language": "en"})
    draft_collected(service.url, Settings(), service.clock())


def test_a_coder_answers_by_keyboard_without_seeing_anything(browser: Browser, service: Service, rosa: Page) -> None:
    rosa.goto("/coding")
    rosa.get_by_label("Questions of each kind").fill("2")
    rosa.get_by_role("button", name="Draw a sample").click()
    cai = sit_down(browser, service, "cai")
    cai.goto("/coding/1")
    cai.keyboard.press("Enter")
    count = len(service.database.blind_samples()[0].questions)
    for number in range(1, count + 1):
        expect(cai.locator(".eyebrow").first).to_contain_text(f"question {number} of {count}", ignore_case=True)
        expect(cai.locator("main")).not_to_contain_text("near miss")
        cai.keyboard.press("1")
        cai.keyboard.press("d")
    expect(cai.locator(".lede")).to_contain_text("answers stand")
    assert len(service.database.codings()) == count
    cai.context.close()


def test_a_draft_is_corrected_in_the_browser(service: Service, rosa: Page, tmp_path: Path) -> None:
    draw_and_draft(service, rosa, tmp_path)
    (draft, *_) = service.database.list_drafts((DraftState.WAITING,))
    rosa.goto(f"/drafts/{draft.row}")
    expect(rosa.locator("blockquote mark").first).to_be_visible()
    rosa.keyboard.press("c")
    rosa.locator("input[name=value-place]").fill("Aguelhok")
    rosa.get_by_role("button", name="Accept with these values").click()
    expect(rosa.locator(".entered")).to_contain_text(f"Draft {draft.row}: corrected by rosa")
    assert service.database.find_draft(draft.row).state is DraftState.CORRECTED


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_sticks_out_or_shuts_anybody_out(
    browser: Browser, service: Service, tmp_path: Path, width: int
) -> None:
    page = sit_down(browser, service, "ada", width)
    draw_and_draft(service, page, tmp_path)
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert serious(Axe(), page) == [], path
        if folder := os.environ.get("RECONCILE_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/{width}{path.replace('/', '-')[:30]}.png", full_page=True)
    page.context.close()
