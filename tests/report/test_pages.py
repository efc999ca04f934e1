"""The pages of a small report: complete, linked, counted right, and worded so that silence is not denial."""

import base64
import hashlib
import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.domain.outcomes import Flag, Status
from reconcile.domain.records import ClaimRecord, StatementRecord
from reconcile.report import render_report
from reconcile.report.addresses import claim_page
from reconcile.report.navigation import STOPS
from reconcile.report.shell import make_shell
from tests.report.building import ARABIC, Made
from tests.report.reading import Page, pages_of

LISTS = {stop.address for stop in STOPS}


def page_of(pages: dict[str, Page], claim: str) -> Page:
    return pages[claim_page(claim)]


def test_every_claim_has_a_page_and_the_lists_are_there(pages: dict[str, Page], made: Made) -> None:
    assert set(pages) == LISTS | {claim_page(claim.id) for claim in made.outcome.claims}


def test_the_first_page_leads_to_every_claim(pages: dict[str, Page], made: Made) -> None:
    assert {claim_page(claim.id) for claim in made.outcome.claims} <= set(pages["index.html"].links)


def test_every_link_leads_somewhere_within_the_report(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for link in page.links:
            address, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) if address else name
            assert target in pages, f"{name} links to {link}"
            assert not anchor or anchor in pages[target].ids, f"{name} links to {link}"


def test_ids_are_unique_within_a_page(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name


def test_labels_name_what_they_point_at(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for tag, attributes in page.tags:
            for named in (attributes.get("aria-labelledby") or "").split():
                assert named in page.ids, f"{name}: <{tag}> is labelled by {named}"


def test_nothing_is_loaded_and_nothing_runs(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"iframe", "img", "object", "embed", "base", "form", "image", "use"}, name
        for _, attributes in page.tags:
            assert not [a for a in attributes if a.startswith("on") or a in ("src", "srcset", "style")], name
        assert "@import" not in page.source, name
        assert "url(" not in page.source.lower(), name
        assert "http://" not in page.source, name
        assert "https://" not in page.source, name


def digest_of(source: str, tag: str) -> str | None:
    """What a browser holds against the policy: the digest of what stands between the tags."""
    found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", source, re.DOTALL)
    return found and base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()


def test_a_content_security_policy_allows_the_shared_style_and_our_script_alone(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        (policy,) = (a.get("content") or "" for t, a in page.tags if t == "meta" and a.get("http-equiv"))
        (script,) = re.findall(r"'sha256-([^']+)'", policy)
        assert re.sub(r"'sha256-[^']+'", "#", policy) == (
            "default-src 'none'; style-src 'self' file:; script-src #; base-uri 'none'; form-action 'none'"
        )
        assert digest_of(page.source, "script") in ((None,) if name.startswith("claims/") else (script,)), name


def test_a_page_that_stands_alone_names_its_style_by_digest() -> None:
    alone = make_shell("a { }", "b()")
    style, script = re.findall(r"'sha256-([^']+)'", alone.policy)
    assert f"style-src 'sha256-{style}'; script-src 'sha256-{script}';" in alone.policy
    assert style == digest_of("<style>a { }</style>", "style")


def test_headers_of_tables_have_a_scope(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for tag, attributes in page.tags:
            assert tag != "th" or attributes.get("scope") in ("row", "col"), name


def test_every_figure_has_title_and_description(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.tags]
        shown = [a for tag, a in page.tags if tag == "svg" and a.get("role") == "img"]
        assert tags.count("desc") == len(shown), name
        drawn = [a for tag, a in page.tags if tag == "svg" and "viewbox" in a and a.get("role") != "img"]
        assert all(a.get("aria-hidden") == "true" or "x" in a for a in drawn), name


def numbers(table: dict[str, list[str]]) -> dict[str, int]:
    """First word or words of each row to its number."""
    return {name: int(cells[0]) for name, cells in table.items() if cells and cells[0].isdigit()}


def test_the_bottom_line_counts_every_claim_once(pages: dict[str, Page], made: Made) -> None:
    rows = numbers(pages["index.html"].table("Every claim has exactly one flag"))
    total = rows.pop("Total")
    claims = [claim for claim in made.outcome.claims if claim.record.is_claim]
    assert total == len(claims) == 10
    assert sorted(rows.values()) == [2, 2, 6]
    assert sum(rows.values()) == total


def test_the_silences_add_up_to_the_claims_without_comment(pages: dict[str, Page], made: Made) -> None:
    rows = numbers(pages["index.html"].table("What each silence rests on"))
    total = rows.pop("Total")
    silent = [finding for finding in made.outcome.findings if finding.flag is Flag.NO_OFFICIAL_COMMENT]
    assert total == len(silent) == sum(rows.values())
    assert len(rows) == 5
    assert sorted(rows.values()) == [1, 1, 1, 1, 2]


def test_the_statements_add_up(pages: dict[str, Page], made: Made) -> None:
    rows = numbers(pages["index.html"].table("Every statement is in exactly one row"))
    assert rows.pop("Total") == len(made.outcome.statements) == sum(rows.values())
    assert sorted(rows.values()) == [3, 5]


def test_the_stances_add_up_to_the_linked_claims(pages: dict[str, Page]) -> None:
    rows = numbers(pages["index.html"].table("What officials make of the linked claims"))
    assert rows.pop("Total") == 4 == sum(rows.values())


def test_the_bottom_line_in_sentences(pages: dict[str, Page]) -> None:
    text = pages["index.html"].text
    assert (
        "Of 10 claims, 2 agree with an official statement on date, place and target, 2 match one in part, and for 6 no "
        "official comment was found as of 20 May 2017."
    ) in text
    assert "Officials deny 1 of the linked claims in whole or in part" in text
    assert "Of 8 official statements, 5 are linked to a claim and 3 are official-only." in text
    assert "1 denial and 1 allegation by groups are listed apart and counted in none of these figures." in text


def test_the_header_says_what_the_run_rests_on(pages: dict[str, Page]) -> None:
    text = pages["index.html"].text
    for told in (
        "Events dated 1 January 2015 to 17 May 2017; 2 records state no date.",
        "Data as of 20 May 2017, 00:00 UTC.",
        "Run 5f0c5f0c5f0c. reconcile 0.1.0, model assessed 1a2b3c4d.",
        (
            "Sources collected: Al Zallaqa Foundation, French Ministry of Defence and MINUSMA; "
            "none of them on every day from the first claim to the cut-off."
        ),
        "1 March to 31 May 2017 9 June 2016 to 28 February 2017",
        "1 March to 31 May 2017",
        "gazetteer abababababab",
    ):
        assert told in text


def test_silences_are_worded_apart(pages: dict[str, Page]) -> None:
    text = pages["index.html"].text
    assert "No official comment found as of 20 May 2017 in 2 monitored sources" in text
    assert "No official comment found as of 20 May 2017, but the time to answer is not over" in text
    assert "None of the issuers expected to answer was collected on every day it had" in text
    assert "Nobody declared which issuers were collected for these days" in text
    assert "never comment on such events" in text


def test_agreement_never_stands_alone_over_a_denied_claim(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-halgan")
    assert "Agreement on date, place and target; Ethiopian government denies the toll and the outcome" in page.text
    row = next(row for table in pages["index.html"].tables for row in table.rows if "c-halgan" in row[0])
    assert "agreement on date, place and target; denied" in row[5]


def test_an_agreement_says_on_what(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-tessalit-18")
    assert "Agreement on date, place and target" in page.text
    assert "MINUSMA reports the event." in page.text


def test_several_issuers_stand_side_by_side(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-gourma")
    assert "MINUSMA and French Ministry of Defence report the event." in page.text
    sides = page.table("What each account says, field by field")
    base, *camps, difference, effect = sides["Target"]
    assert base == "military baseas written: “base”"
    assert len(camps) == 2
    for camp in camps:
        assert camp.startswith("military campas written: “camp”")
        assert camp.endswith("= agrees"), "the two values say it all"
    assert (difference, effect) == ("= agrees", "fits an agreement")
    assert sides["Date of the event"][0].startswith("no date stated")
    assert "its publication allows 4 March to 18 April 2017" in sides["Date of the event"][0]
    assert sides["Date of the event"][1].endswith("The two accounts were compared in date: not stated.")
    assert sides["Date of the event"][-1] == "makes it a partial match"
    assert sides["Killed"][-1] == "none: the toll never decides"


def test_one_statement_has_its_comparison_in_a_column_of_its_own(pages: dict[str, Page]) -> None:
    sides = page_of(pages, "c-border-05").table("What each account says, field by field")
    assert sides["Field"][-2:] == ["Difference", "Effect on the flag"]
    assert sides["Place"][2].startswith("≈ coarser")
    assert sides["Place"][3] == "makes it a partial match"
    assert sides["Date of the event"][3] == "fits an agreement"


def test_tolls_stand_by_side_and_attackers_apart(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-halgan")
    tolls = page.table("Killed and wounded, as each account counts them")
    assert tolls["Killed, side attacked"] == ["60", "not stated"]
    assert tolls["Killed, attackers"] == ["16", "at least 101"]
    assert "never with those of the attackers" in page.text


def test_the_evidence_adds_up_from_prior_to_total(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-tessalit-18")
    steps = page.table("Evidence that both accounts tell of one event, in bits")
    assert [steps[name][1:3] for name in ("Prior", "Date of the event", "Place", "Target")] == [
        ["−8.0", "−8.0"],
        ["+6.0", "−2.0"],
        ["−0.5", "−2.5"],
        ["+11.5", "+9.0"],
    ]
    assert steps["Match weight"][0].startswith("+9.0 bits, 99.8\u00a0%")


def test_evidence_that_no_row_names_is_not_hidden(made: Made, tmp_path: Path) -> None:
    finding = made.outcome.findings[0]
    pair = finding.pairs[0]
    heavier = replace(pair, scored=replace(pair.scored, weight=pair.scored.weight + 1.5))
    findings = (replace(finding, pairs=(heavier,)), *made.outcome.findings[1:])
    render_report(replace(made.outcome, findings=findings), made.books, tmp_path / "r")
    page = page_of(pages_of(tmp_path / "r"), finding.claim)
    steps = page.table("Evidence that both accounts tell of one event, in bits")
    assert steps["Other"][1:3] == ["+1.5", "+10.5"]


def test_a_silent_claim_names_the_nearest_and_the_test_it_failed(pages: dict[str, Page]) -> None:
    near = page_of(pages, "c-taghlit-16").text
    assert "Near miss MINUSMA s-minusma-18" in near
    assert "Test failed date" in near
    assert "2 days apart" in near
    lost = page_of(pages, "c-tessalit-17")
    assert "Runner-up MINUSMA s-minusma-18" in lost.text
    assert "4.2 bits behind the best rival" in lost.text
    assert claim_page("c-tessalit-18").removeprefix("claims/") in lost.links
    assert "a person should look" in lost.text


def test_denials_and_allegations_are_listed_apart(pages: dict[str, Page]) -> None:
    apart = pages["index.html"].table("Listed apart, outside the figures")
    assert set(apart) == {"Id", "c-denial", "c-allegation"}
    listed = pages["index.html"].table("Claims in the order of their dates, with the flag of each")
    assert not any("c-denial" in row or "c-allegation" in row for row in listed)
    assert "Denial by a group" in page_of(pages, "c-denial").text


def test_claims_are_listed_by_date(pages: dict[str, Page]) -> None:
    rows = list(pages["index.html"].table("Claims in the order of their dates, with the flag of each"))
    assert [row.split()[-1] for row in rows[1:]] == [
        "c-halgan", "c-ambiguous", "c-border-05", "c-taghlit-16", "c-tessalit-17", "c-2015", "c-gourma", "c-ke-macina",
        "c-tessalit-18", "c-pending",
    ]  # fmt: skip


def test_official_only_lists_the_unlinked_statements(pages: dict[str, Page]) -> None:
    page = pages["official-only.html"]
    rows = page.table("Official statements without a linked claim, in the order of their dates")
    assert [row.split()[-1] for row in list(rows)[1:]] == ["s-mali-menaka", "s-anonymous", "s-bare"]
    assert "does not end a silence" in page.text


def test_the_method_page_shows_the_model_in_force(pages: dict[str, Page], made: Made) -> None:
    page = pages["method.html"]
    for comparison in made.books.model.comparisons:
        for level in comparison.levels:
            assert level.label in page.text
            assert f"{level.m:.4f}" in page.text
    assert "was made under conditions" not in page.text


def test_issues_are_counted_and_listed(pages: dict[str, Page]) -> None:
    page = pages["issues.html"]
    assert "2 issues of 2 kinds" in page.text
    assert "04/05/2017 can be read in two ways; write an ISO date." in page.text
    assert "claims.csv, line 11" in page.text


def test_an_excerpt_has_its_language_and_direction(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-tessalit-18")
    quotes = [attributes for tag, attributes in page.tags if tag == "blockquote"]
    assert {"dir": "rtl", "lang": "ar"} in quotes
    assert {"dir": "ltr", "lang": "fr"} in quotes
    assert ARABIC in page.text
    assert "Excerpt · Arabic" in page.text


def test_a_long_text_is_cut(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-halgan")
    excerpt, whole = (page.source.split("<blockquote")[number].split("</blockquote>")[0] for number in (1, 2))
    assert 1 <= excerpt.count("A long and graphic account.") <= 300 / len("A long and graphic account. ")
    assert "…" in excerpt
    assert whole.count("A long and graphic account.") == 30
    assert page.source.index('<blockquote class="full"') > page.source.rindex("<summary>The whole text</summary>")


def test_graphic_records_are_folded_with_a_warning(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-halgan")
    assert "Marked as graphic by the collector" in page.text
    before_fold = page.source.split('<details class="warning">')[0]
    assert "killed 60 Ethiopian soldiers" not in before_fold


def test_addresses_are_shown_and_cannot_be_followed(pages: dict[str, Page]) -> None:
    page = page_of(pages, "c-tessalit-18")
    assert "hxxps[://]example[.]org/2017/04/claims.php" in page.text
    assert "hxxps[://]archive[.]example[.]org/1" in page.text


def test_names_of_persons_are_on_no_page(made: Made, tmp_path: Path) -> None:
    claims = tuple(
        replace(c, version=replace(c.version, record=replace(c.record, persons="Jane Q. Captive")))
        for c in made.outcome.claims
    )
    render_report(replace(made.outcome, claims=claims), made.books, tmp_path / "r")
    assert not [name for name, page in pages_of(tmp_path / "r").items() if "Captive" in page.source]


def test_long_lists_are_split_into_parts(made: Made, tmp_path: Path) -> None:
    claim, finding = made.outcome.claims[5], made.outcome.findings[5]
    claims, findings = [], []
    for number in range(201):
        record = replace(claim.record, id=f"many-{number:03}")
        claims.append(replace(claim, version=replace(claim.version, row=number, record=record)))
        findings.append(replace(finding, claim=record.id, claim_row=number))
    outcome = replace(made.outcome, claims=tuple(claims), findings=tuple(findings))
    render_report(outcome, made.books, tmp_path / "r")
    found = pages_of(tmp_path / "r")
    assert "claims-2.html" in found
    assert "claims-2.html" in found["index.html"].links
    assert claim_page("many-199") in found["index.html"].links
    assert claim_page("many-199") not in found["claims-2.html"].links
    assert claim_page("many-200") in found["claims-2.html"].links


@pytest.mark.parametrize("empty", ["claims", "statements", "all"])
def test_a_report_of_nothing_says_so(made: Made, tmp_path: Path, empty: str) -> None:
    outcome = replace(made.outcome, findings=(), claims=())
    if empty == "all":
        outcome = replace(outcome, statements=(), coverage=(), issues=(), sources=())
    if empty == "statements":
        silent = replace(made.outcome.findings[5], pairs=())
        outcome = replace(made.outcome, claims=made.outcome.claims[5:6], findings=(silent,), statements=())
    render_report(outcome, made.books, tmp_path / "r")
    text = pages_of(tmp_path / "r")["index.html"].text
    assert ("There are no claims to reconcile." in text) is (empty != "statements")
    assert ("There are no official statements here." in text) is (empty != "claims")
    assert ("Nobody declared which sources were collected" in text) is (empty == "all")


def test_progress_counts_the_pages_of_claims(made: Made, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    render_report(made.outcome, made.books, tmp_path / "r", progress=lambda done, total: told.append((done, total)))
    assert sum(done for done, _ in told) == len(made.outcome.claims)
    assert {total for _, total in told} == {len(made.outcome.claims)}


def test_a_bare_record_makes_a_page(made: Made, tmp_path: Path) -> None:
    """Nothing but the required fields: every cell says that it is not stated."""
    account, finding = made.outcome.claims[0], made.outcome.findings[0]
    other = made.outcome.statements[-1]
    bare = replace(
        account,
        version=replace(account.version, record=ClaimRecord(id="bare", claimant="Somebody")),
        values=replace(other.values),
    )
    silent = replace(
        finding, claim="bare", flag=Flag.NO_OFFICIAL_COMMENT, status=Status.CONCLUDED, stance=None, pairs=()
    )
    issuer = replace(other, version=replace(other.version, record=StatementRecord(id="s", issuer="An issuer")))
    outcome = replace(made.outcome, claims=(bare,), findings=(silent,), statements=(issuer,))
    render_report(outcome, made.books, tmp_path / "r")
    page = page_of(pages_of(tmp_path / "r"), "bare")
    sides = page.table("What each account says, field by field")
    said = {name: cells[0] for name, cells in sides.items() if name != "Field"}
    assert said.pop("What it says of the event") == "Claims it"
    assert set(said.values()) == {"not stated"}
