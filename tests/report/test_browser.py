"""The report in a real browser without network: nothing is asked for, nothing runs, nothing sticks out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from reconcile.report import render_report
from reconcile.report.addresses import claim_page
from tests.report.building import Made, counted
from tests.report.test_hostile import PAYLOADS, poisoned

pytestmark = pytest.mark.browser

PHONE, DESKTOP = 390, 1280


class Visit:
    """A page opened offline, with everything that it asked for or complained of."""

    def __init__(self, browser: Browser, path: Path, width: int = DESKTOP, scheme: str = "light") -> None:
        dark = "dark" if scheme == "dark" else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True, color_scheme=dark)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.open(path)

    def open(self, path: Path) -> None:
        self.requests.clear()
        self.page.goto(path.as_uri())
        self.width: int = self.page.evaluate("document.documentElement.scrollWidth")

    def close(self) -> None:
        self.page.context.close()


def addresses(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_pages_ask_for_their_style_alone_and_complain_of_nothing(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "index.html")
    for path in addresses(report):
        visit.open(path)
        assert visit.requests == [path.as_uri(), (report / "report.css").as_uri()]
        assert visit.complaints == []
        assert visit.page.locator(".top").evaluate("node => getComputedStyle(node).borderBottomStyle") == "solid"
    visit.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, report: Path, scheme: str) -> None:
    visit = Visit(browser, report / "index.html", PHONE, scheme)
    for path in addresses(report):
        visit.open(path)
        assert visit.width <= PHONE, path.name
    visit.close()


@pytest.mark.parametrize("payload", ["script", "image", "bidi", "style", "svg", "long"])
def test_hostile_text_shows_as_text(browser: Browser, made: Made, tmp_path: Path, payload: str) -> None:
    outcome = poisoned(made.outcome, PAYLOADS[payload])
    render_report(outcome, counted(outcome, made.books), tmp_path / "r")
    hostile = tmp_path / "r" / claim_page(PAYLOADS[payload] + "c-gourma")
    others = [tmp_path / "r" / name for name in ("index.html", "official-only.html", "issues.html")]
    visit = Visit(browser, hostile, PHONE)
    for path in (hostile, *others):
        visit.open(path)
        assert visit.requests == [path.as_uri(), (tmp_path / "r" / "report.css").as_uri()]
        assert visit.complaints == []
        assert visit.width <= PHONE, path.name
        assert visit.page.locator("main script, img, iframe").count() == 0
        if payload == "script":
            assert PAYLOADS["script"] in visit.page.inner_text("main")
    visit.close()


def test_the_browser_itself_refuses_scripts_and_the_network(browser: Browser, report: Path, tmp_path: Path) -> None:
    """Were an escape ever forgotten, the policy of the page still stops it."""
    source = (report / "index.html").read_text(encoding="utf-8")
    attack = '<script>document.title = "taken"</script><img src="http://evil.example/x.png">'
    attack += '<link rel="stylesheet" href="http://evil.example/x.css"><style>main { display: none }</style>'
    (tmp_path / "report.css").write_bytes((report / "report.css").read_bytes())
    (tmp_path / "forged.html").write_text(source.replace("</main>", f"{attack}</main>"), encoding="utf-8")
    visit = Visit(browser, tmp_path / "forged.html")
    assert visit.page.title() != "taken"
    assert len(visit.complaints) == 4
    assert visit.page.locator("main").is_visible()
    assert all("Content Security Policy" in complaint for complaint in visit.complaints)
    visit.close()


def test_links_lead_through_the_report_by_keyboard(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "index.html")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    visit.page.locator("table.claims a").first.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/claims/*.html")
    assert "Al-Shabaab" in visit.page.inner_text("h1")
    visit.page.click("text=All claims")
    visit.page.wait_for_url("**/index.html#claims")
    visit.close()


def test_print_shows_the_tables_of_the_figures_and_keeps_folds_shut(browser: Browser, report: Path) -> None:
    visit = Visit(browser, report / "index.html")
    table = visit.page.get_by_role("cell", name="Ethiopian government, 9 June 2016")
    assert not table.is_visible()
    visit.page.emulate_media(media="print")
    assert table.is_visible()
    assert not visit.page.locator(".top nav").is_visible()
    visit.close()


def test_arabic_runs_from_right_to_left(browser: Browser, report: Path) -> None:
    path = next(path for path in addresses(report / "claims") if "tessalit-18" in path.name)
    visit = Visit(browser, path)
    quote = visit.page.locator("blockquote[lang=ar]")
    assert quote.evaluate("node => getComputedStyle(node).direction") == "rtl"
    visit.close()
