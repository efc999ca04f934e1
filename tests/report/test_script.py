"""The script of the long tables: search, filter and sort in a real browser; without it, everything is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def index(browser: Browser, report: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    yield page
    context.close()


def shown(page: Page) -> list[str]:
    rows = page.locator("table.claims").first.locator("tbody tr:visible th a")
    return rows.all_inner_texts()


def test_search_finds_words_in_any_order_and_without_accents(index: Page) -> None:
    everything = shown(index)
    index.get_by_label("Search", exact=True).first.fill("TESSALIT jnim")
    found = shown(index)
    assert found
    assert len(found) < len(everything)
    rows = index.locator("table.claims").first.locator("tbody tr:visible").all_inner_texts()
    assert all("tessalit" in row.lower() and "jnim" in row.lower() for row in rows)
    assert f"{len(found)} of {len(everything)} rows shown" in index.get_by_role("status").first.inner_text()
    index.get_by_label("Search", exact=True).first.fill("segou")
    assert len(shown(index)) >= 1
    index.get_by_role("button", name="Clear").first.click()
    assert shown(index) == everything


def test_a_filter_keeps_one_value_and_says_how_many(index: Page) -> None:
    choice = index.get_by_label("Who claims").first
    options = choice.locator("option").all_inner_texts()
    named = next(one for one in options if one.startswith("Al-Shabaab"))
    choice.select_option(label=named)
    assert len(shown(index)) == int(named.rsplit("(", 1)[1].rstrip(")"))


def test_sorting_by_keyboard_says_its_order_and_turns_round(index: Page) -> None:
    before = shown(index)
    button = index.get_by_role("button", name="Sort by: Where").first
    head = index.locator("table.claims").first.locator("th", has_text="Where")
    button.focus()
    index.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    up = shown(index)
    index.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert sorted(up) == sorted(before)
    assert shown(index) != up
    index.get_by_role("button", name="Clear").first.click()
    assert shown(index) == before


def test_without_script_every_row_is_there_and_no_dead_control(browser: Browser, report: Path, index: Page) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    assert page.locator("table.claims").first.locator("tbody tr").count() == len(shown(index))
    assert page.locator("button, input, select").count() == 0
    context.close()


def test_on_a_phone_the_order_is_chosen_from_a_list(browser: Browser, report: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True)
    page = context.new_page()
    page.goto((report / "index.html").as_uri())
    order = page.get_by_label("Sort by").first
    assert order.is_visible()
    assert not page.locator(".sort").first.is_visible()
    before = shown(page)
    order.select_option(label="Date of the event, descending")
    assert shown(page) != before
    assert sorted(shown(page)) == sorted(before)
    context.close()
