"""All pages in one file for mailing: nothing lost, every link leads somewhere within it, the same safety."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reconcile.errors import OutputError
from reconcile.report import binding, render_report, render_single_file
from tests.report.building import Made, counted
from tests.report.reading import Page, pages_of
from tests.report.test_hostile import PAYLOADS, poisoned


@pytest.fixture(scope="module")
def single(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = counted(made.outcome, made.books)
    return render_single_file(made.outcome, books, tmp_path_factory.mktemp("single") / "report.html")


def test_every_page_of_the_folder_is_an_article(single: Path, pages: dict[str, Page]) -> None:
    page = Page(single)
    articles = [attributes.get("id") for tag, attributes in page.tags if attributes.get("class") == "bound"]
    assert sorted(str(name) for name in articles) == sorted(name.removesuffix(".html") for name in pages)
    assert articles[0] == "index"


def test_ids_are_unique_and_every_link_and_label_finds_its_mark(single: Path) -> None:
    page = Page(single)
    assert len(page.ids) == len(set(page.ids))
    assert [link for link in page.links if not link.startswith("#")] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
    for _, attributes in page.tags:
        for named in (attributes.get("aria-labelledby") or "").split():
            assert named in page.ids


def test_what_the_pages_say_is_all_there(single: Path, pages: dict[str, Page]) -> None:
    """Tag by tag and word by word: only ids and what points at them differ."""
    bound = re.split(r'<article class="bound" id="([^"]*)">', single.read_text(encoding="utf-8"))[1:]
    contents = dict(zip(bound[::2], bound[1::2], strict=True))
    for name, page in pages.items():
        content = page.source.split('<main id="content" tabindex="-1">')[1].split("</main>")[0]
        found = contents[name.removesuffix(".html")].split("</main>")[0].rstrip().removesuffix("</article>")
        assert _without_names(found) == _without_names(content), name


def _without_names(html: str) -> str:
    return re.sub(r' (id|href|aria-labelledby)="[^"]*"', "", html).strip()


def test_the_policy_holds_for_the_one_file_too(single: Path) -> None:
    source = single.read_text(encoding="utf-8")
    assert source.count("<style>") == source.count("<script ") == source.count("Content-Security-Policy") == 1


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_text_stays_text(made: Made, tmp_path: Path, payload: str) -> None:
    outcome = poisoned(made.outcome, payload)
    labels = dict.fromkeys([payload, *made.books.labels], payload)
    page = Page(render_single_file(outcome, replace(made.books, labels=labels), tmp_path / "r.html"))
    assert not {tag for tag, _ in page.tags} & {"img", "iframe", "object", "link", "embed"}
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_text_that_looks_like_an_attribute_is_left_alone(made: Made, tmp_path: Path) -> None:
    payload = 'see id="toll" href="index.html#claims" and x'
    outcome = poisoned(made.outcome, payload)
    page = Page(render_single_file(outcome, made.books, tmp_path / "r.html"))
    assert 'see id="toll" href="index.html#claims" and x' in page.text


@pytest.mark.browser
def test_it_opens_offline_and_a_link_leads_to_its_claim(browser: Browser, single: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(single.as_uri())
    page.get_by_label("Search", exact=True).first.fill("halgan")
    link = page.locator("table.claims a").locator("visible=true").first
    link.click()
    assert "#claims/" in page.url
    assert page.evaluate("document.querySelector(':target h1').getBoundingClientRect().top") < 400
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert told == []
    context.close()


def test_a_file_too_large_for_mail_is_refused(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "LIMIT_MB", 0)
    with pytest.raises(OutputError, match="choose fewer claims, or send the folder"):
        render_single_file(made.outcome, made.books, tmp_path / "r.html")
    assert not (tmp_path / "r.html").exists()


def test_the_same_input_gives_the_same_bytes(made: Made, single: Path, tmp_path: Path) -> None:
    backwards = replace(
        made.outcome, claims=made.outcome.claims[::-1], findings=made.outcome.findings[::-1],
        statements=made.outcome.statements[::-1], coverage=made.outcome.coverage[::-1],
    )  # fmt: skip
    again = render_single_file(backwards, counted(backwards, made.books), tmp_path / "r.html")
    assert again.read_bytes() == single.read_bytes()


def test_a_folder_and_a_file_do_not_replace_one_another(made: Made, tmp_path: Path) -> None:
    render_report(made.outcome, made.books, tmp_path / "r")
    with pytest.raises(OutputError, match="is not a file"):
        render_single_file(made.outcome, made.books, tmp_path / "r")
    assert len(pages_of(tmp_path / "r")) > 10
