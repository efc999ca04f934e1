"""Drafts in the browser: read beside their words, accepted, corrected or rejected by those who may; hostile texts."""

from pathlib import Path

import httpx
import pytest

from reconcile.domain.drafts import DraftState, StoredDraft
from reconcile.pipeline.texts import collect_file, draft_collected
from reconcile.settings import Settings
from tests.serve.serving import Service, token_of

TEXT = (
    "JNIM claimed that its fighters attacked a base of the Malian army at Tessalit on 18 April 2017 and killed five "
    "soldiers.\n\nThe Malian army said on 19 April 2017 that four of its soldiers were killed in an attack on its base "
    "at Tessalit on 18 April 2017. <script>alert(1)</script> {{ 7*7 }}\n"
)


@pytest.fixture
def waiting(service: Service, tmp_path: Path) -> list[StoredDraft]:
    """Drafts of a text that means harm."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    told = {"publisher": "<img src=x onerror=alert(1)>", "published": "2017-04-20", "language": "en"}
    collect_file(service.url, path, service.clock(), told=told)
    draft_collected(service.url, Settings(), service.clock())
    drafts = service.database.list_drafts((DraftState.WAITING,))
    assert len(drafts) >= 2
    return drafts


def decide(client: httpx.Client, number: int, act: str, **fields: str) -> httpx.Response:
    token = token_of(client.get("/drafts").text)
    return client.post("/drafts", data={"token": token, "number": str(number), "act": act, **fields})


def test_a_draft_is_shown_beside_its_words_and_the_view_is_kept(service: Service, waiting: list[StoredDraft]) -> None:
    vera = service.browser_of("vera")
    assert f"/drafts/{waiting[0].row}" in vera.get("/drafts").text
    page = vera.get(f"/drafts/{waiting[-1].row}").text
    assert "<mark" in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "Accept as it stands" not in page, "a viewer reads"
    kept = service.database.access_log()[-1]
    assert (kept.account, kept.subject) == ("vera", f"passage of draft {waiting[-1].row}")
    assert decide(vera, waiting[0].row, "accept").status_code == 403


def test_accepted_corrected_rejected(service: Service, waiting: list[StoredDraft]) -> None:
    cai = service.browser_of("cai")
    first, second = waiting[0], waiting[1]
    answer = decide(
        cai, first.row, "correct", **{"value-place": "Aguelhok", "added": "summary", "added_value": "Told."}
    )
    assert answer.status_code == 303, answer.text
    assert "corrected by cai" in cai.get(answer.headers["location"]).text
    held = service.database.find_draft(first.row)
    assert (held.state, held.decided_by) == (DraftState.CORRECTED, "cai")
    assert held.corrections is not None
    assert held.corrections["place"] == "Aguelhok"
    assert "is corrected already" in decide(cai, first.row, "accept").text
    assert decide(cai, second.row, "reject", reason=" ").status_code == 409
    assert decide(cai, second.row, "reject", reason="The same event as before.").status_code == 303
    assert service.database.find_draft(second.row).state is DraftState.REJECTED
    assert f"/drafts/{second.row}" in cai.get("/drafts?state=rejected").text


def test_what_makes_no_record_stays_a_draft(service: Service, waiting: list[StoredDraft]) -> None:
    cai = service.browser_of("cai")
    refused = decide(cai, waiting[0].row, "correct", added="lat", added_value="north")
    assert refused.status_code == 409
    assert "cannot become" in refused.text
    assert service.database.find_draft(waiting[0].row).state is DraftState.WAITING
    for fields in ({"act": "destroy"}, {"number": "x"}):
        token = token_of(cai.get("/drafts").text)
        form = {"token": token, "number": str(waiting[0].row), "act": "accept"} | fields
        assert cai.post("/drafts", data=form).status_code == 400
    assert decide(cai, 999_999, "accept").status_code == 404
    assert cai.get("/drafts/999999").status_code == 404
    assert cai.get("/drafts?state=gone").status_code == 400
