"""From the article of April 2017 to the flags of the demo, through drafts that somebody accepted."""

import json
import tomllib
from pathlib import Path

from tests.cli.conftest import Answer, Command

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLE = tomllib.loads((FIXTURES / "articles/mali-2017-04.toml").read_text(encoding="utf-8"))


def drafted(reconcile: Command) -> Answer:
    Path("article.txt").write_text(ARTICLE["text"], encoding="utf-8")
    assert reconcile("db", "upgrade").code == 0
    told = ("--published", ARTICLE["published"], "--publisher", ARTICLE["publisher"], "--language", "en")
    return reconcile("draft", "article.txt", *told, "--json")


def flags() -> dict[str, tuple[str, str]]:
    """By event date and place of each claim its flag and status."""
    told = json.loads(Path("f.json").read_text(encoding="utf-8"))
    return {claim["id"]: (claim["flag"], claim["status"]) for claim in told["claims"]}


def test_the_article_gives_the_flags_of_the_demo(reconcile: Command) -> None:
    answer = drafted(reconcile)
    assert answer.code == 0, answer.err
    drafts = json.loads(answer.out)
    assert [one["kind"] for one in drafts].count("silence") == 2
    for one in drafts:
        accepted = reconcile("draft", "accept", one["number"], "--by", "coder")
        assert accepted.code == 0, accepted.err
    assert "0 drafts" in reconcile("draft", "list").err
    reconcile("coverage", "add", FIXTURES / "mali-2017-04/coverage.csv")
    assert reconcile("run", "--as-of", "2017-06-15").code == 0
    reconcile("export", "--format", "json", "--output", "f.json")
    named = {
        one["record_id"]: one for one in json.loads(reconcile("draft", "list", "--state", "accepted", "--json").out)
    }
    found = {
        (named[claim]["record"].get("event_date_start", ""), named[claim]["record"]["place"]): flag
        for claim, flag in flags().items()
    }
    none = ("no_official_comment", "concluded")
    assert found == {
        ("", "near Ke Macina"): none,
        ("2017-04-10", "Tene area"): none,
        ("2017-04-16", "Taghlit area"): none,
        ("2017-04-17", "near Tessalit"): none,
        ("2017-04-18", "near Tessalit"): ("agreement", "concluded"),
        ("", "Gourma-Rharous"): ("partial_match", "concluded"),
        ("2017-04-05", "near the border with Burkina Faso"): ("partial_match", "concluded"),
    }


def test_a_remark_of_silence_stands_beside_its_claim_and_is_no_statement(reconcile: Command) -> None:
    drafts = json.loads(drafted(reconcile).out)
    for one in drafts:
        assert reconcile("draft", "accept", one["number"]).code == 0
    assert reconcile("run", "--as-of", "2017-06-15").code == 0
    assert reconcile("report", "--output", "report").code == 0
    pages = {page.name: page.read_text(encoding="utf-8") for page in Path("report/claims").glob("*.html")}
    remarked = [text for text in pages.values() if "had not commented on this claim" in text]
    assert len(remarked) == 2
    assert all("changes no flag" in text for text in remarked)
    assert sorted("Taghlit" in text for text in remarked) == [False, True]


def test_waiting_drafts_are_no_records_but_in_a_rehearsal_that_says_so(reconcile: Command) -> None:
    drafted(reconcile)
    assert reconcile("draft", "correct", 1, "--set", "place=Ke Macina", "--by", "coder").code == 0
    assert reconcile("draft", "reject", 2, "--reason", "another event").code == 0
    kept = [json.loads(line) for line in reconcile("draft", "export").out.splitlines()]
    assert [one["state"] for one in kept] == ["corrected", "rejected"]
    assert kept[0]["corrections"] == {"place": "Ke Macina"}
    assert "1 claim:" in reconcile("run").out
    assert reconcile("run", "--with-drafts", "copy.db").code == 0
    assert reconcile("--database", "copy.db", "report", "--output", "rehearsal").code == 0
    pages = list(Path("rehearsal").rglob("*.html"))
    assert len(pages) > 5
    assert all("nobody has accepted" in page.read_text(encoding="utf-8") for page in pages)
    assert reconcile("report", "--output", "report").code == 0
    assert "nobody has accepted" not in Path("report/index.html").read_text(encoding="utf-8")
    assert reconcile("draft", "page", "--output", "drafts.html").code == 0
    page = Path("drafts.html").read_text(encoding="utf-8")
    assert '<mark class="place">' in page


def test_a_draft_is_decided_once(reconcile: Command) -> None:
    drafted(reconcile)
    assert reconcile("draft", "accept", 1).code == 0
    again = reconcile("draft", "accept", 1)
    assert (again.code, "accepted already" in again.err) == (2, True)
    assert reconcile("draft", "show", 99).code == 2
    bad = reconcile("draft", "correct", 3, "--set", "country=Malia")
    assert bad.code == 2
    assert "Mend it" in bad.err
    assert "waiting" in reconcile("draft", "show", 3).out


def test_nothing_is_fetched_that_is_not_configured(reconcile: Command) -> None:
    reconcile("db", "upgrade")
    none = reconcile("collect", "fetch")
    assert (none.code, "[collect] addresses" in none.err) == (2, True)
    Path("s.toml").write_text('[collect]\naddresses = ["http://127.0.0.1:9/feed"]\n', encoding="utf-8")
    inside = reconcile("--settings", "s.toml", "collect", "fetch")
    assert (inside.code, "private or loopback" in inside.err) == (65, True)


def test_copies_are_said(reconcile: Command) -> None:
    reconcile("db", "upgrade")
    Path("a.txt").write_text(ARTICLE["text"], encoding="utf-8")
    Path("b.txt").write_text("PARIS (Agency) - " + ARTICLE["text"] + "\n\nMore follows.", encoding="utf-8")
    answer = reconcile("collect", "a.txt", "b.txt")
    assert answer.out.splitlines()[1] == "read 1, new 1, new versions 0, unchanged 0, copies 1, rejected 0"
    assert "wire-copy" in reconcile("draft", "b.txt").out
