"""The public edition: no coordinate finer than a district, no original words, no names; scanned page by page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.outcomes import FacetResult, Outcome
from reconcile.domain.places import GazetteerPlace, PlaceClass, PlaceShape
from reconcile.domain.records import ClaimRecord, StatementRecord
from reconcile.report import public_outcome, render_report, view_words
from reconcile.report.neutral_ids import NeutralIds
from tests.report.building import Made, books, counted
from tests.report.reading import Page, pages_of

PERSON = "Mariam Ag Example"
WORDS = ("place", "attack_type", "target_type", "target_actor", "summary", "text", "translation", "captured")


def unit(key: str, name: str, kind: PlaceClass, lat: float | None, lon: float | None) -> GazetteerPlace:
    return GazetteerPlace(
        key=key, name=name, place_class=kind, country="ML", admin1="ML.08", admin2=key, lat=lat, lon=lon,
        radius_km=90.0, population=None, source="test",
    )  # fmt: skip


UNITS: Mapping[str, GazetteerPlace] = {
    "ML.08.TES": unit("ML.08.TES", "Tessalit district", PlaceClass.DISTRICT, 20.5, 0.5),
    "ML.08": replace(unit("ML.08", "Kidal", PlaceClass.REGION, 19.5, 1.5), admin2=None),
}


@pytest.fixture(scope="module")
def whole(made: Made) -> Outcome:
    """The usual records, each with coordinates, original words and a name of its own."""

    def told(account: object, number: int) -> object:
        record = account.record  # type: ignore[attr-defined]
        marks = {name: f"{name}-{number}-secret" for name in WORDS if hasattr(record, name)}
        record = replace(
            record,
            **marks,
            persons=f"{PERSON} {number}",
            lat=11.1 + number / 10000,
            lon=2.1 + number / 10000,
            url=f"https://example.org/{number}/secret-path",
            document=f"document-{number}-secret",
            extra={"note": f"extra-{number}-secret"},
        )
        values = account.values  # type: ignore[attr-defined]
        places = tuple(
            replace(place, admin1="ML.08", admin2="ML.08.TES" if at == 0 and number % 2 else None)
            if place.place_class is PlaceClass.LOCAL
            else place
            for at, place in enumerate(values.places)
        )
        version = replace(account.version, record=record)  # type: ignore[attr-defined]
        return replace(account, version=version, values=replace(values, places=places))  # type: ignore[type-var]

    outcome = made.outcome
    return replace(
        outcome,
        claims=tuple(told(one, number) for number, one in enumerate(outcome.claims)),  # type: ignore[misc]
        statements=tuple(told(one, number + 500) for number, one in enumerate(outcome.statements)),  # type: ignore[misc]
    )


@pytest.fixture(scope="module")
def public_pages(whole: Outcome, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    outcome = public_outcome(whole, UNITS)
    folder = tmp_path_factory.mktemp("public") / "r"
    render_report(outcome, replace(counted(outcome, books()), lines=(view_words.PUBLIC,)), folder)
    return pages_of(folder)


def accounts(outcome: Outcome) -> list[ClaimAccount | StatementAccount]:
    return [*outcome.claims, *outcome.statements]


def coordinates(outcome: Outcome) -> Iterator[float]:
    for account in accounts(outcome):
        yield from (value for value in (account.record.lat, account.record.lon) if value is not None)
        for place in account.values.places:
            if place.place_class in (PlaceClass.LOCAL, PlaceClass.DISTRICT):
                yield from (value for value in (place.lat, place.lon) if value is not None)


def written(value: float) -> Iterator[str]:
    """A coordinate as it might stand anywhere: with its decimals, or rounded to two."""
    yield f"{value:g}"
    yield f"{value:.2f}"


def test_no_coordinate_finer_than_the_district_goes_out(whole: Outcome, public_pages: dict[str, Page]) -> None:
    centres = [value for one in UNITS.values() for value in (one.lat, one.lon) if value is not None]
    allowed = {text for value in centres for text in written(value)}
    sought = {text for value in coordinates(whole) for text in written(value) if "." in text} - allowed
    assert len(sought) > 20
    for name, page in public_pages.items():
        body = without_drawing(page.source)
        found = {text for text in sought if re.search(rf"(?<![0-9.]){re.escape(text)}(?![0-9])", body)}
        assert not found, (name, found)


def without_drawing(source: str) -> str:
    """Without the style, and without lengths of figures: those are scanned through the values they are drawn from."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.DOTALL)
    return re.sub(r' (x|y|x1|x2|y1|y2|cx|cy|r|d|width|height|points|viewBox)="[^"]*"', "", body)


def test_what_maps_are_drawn_from_is_no_finer_than_the_district(whole: Outcome) -> None:
    outcome = public_outcome(whole, UNITS)
    told = [place for one in accounts(outcome) for place in one.values.places]
    assert told
    for place in told:
        assert place.place_class is not PlaceClass.LOCAL
        if place.place_class is PlaceClass.DISTRICT:
            assert (place.lat, place.lon) == (None, None), "gazetteers place a district at its chief town"
    assert {place.name for place in told} >= {"Tessalit district", "Kidal"}
    assert not [pair for finding in outcome.findings for pair in finding.pairs if pair.scored.distance_km is not None]


def test_no_original_words_names_or_paths_go_out(whole: Outcome, public_pages: dict[str, Page]) -> None:
    told = [one.record for one in accounts(whole)]
    sought = {value for record in told for name in WORDS if (value := getattr(record, name, None)) is not None}
    assert len(sought) > 50
    for name, page in public_pages.items():
        assert PERSON not in page.source, name
        assert not [words for words in sought if words in page.source], name
        assert "extra-" not in page.source, name
        assert "document-" not in page.source, name


def test_no_way_to_a_claim_goes_out_and_those_to_statements_stay(whole: Outcome) -> None:
    outcome = public_outcome(whole, UNITS)
    assert {claim.record.url for claim in outcome.claims} == {None}
    assert None not in {statement.record.url for statement in outcome.statements}


def test_sentences_say_how_places_compare_and_not_which(whole: Outcome) -> None:
    outcome = public_outcome(whole, UNITS)
    facets = [found for finding in outcome.findings for pair in finding.pairs for found in pair.facets.values()]
    places = [found for found in facets if found.facet.value in ("place", "target")]
    assert places
    for found in places:
        assert (found.claim_says, found.statement_says) == (None, None)
        assert ("do not fit" in found.sentence) == (found.result is FacetResult.DIFFERS)


def test_a_distance_in_a_sentence_is_taken_out(whole: Outcome) -> None:
    finding = whole.findings[0]
    far = replace(finding, reason="x is not linked: its place lies 1,234 km from the one claimed, and so on.")
    outcome = public_outcome(replace(whole, findings=(far, *whole.findings[1:])), UNITS)
    assert outcome.findings[0].reason == "x is not linked: its place lies too far from the one claimed, and so on."


def test_flags_stances_and_tolls_stay(whole: Outcome) -> None:
    outcome = public_outcome(whole, UNITS)
    for before, after in zip(whole.findings, outcome.findings, strict=True):
        assert (before.flag, before.status, before.stance) == (after.flag, after.status, after.stance)
    assert [claim.values.tolls for claim in outcome.claims] == [claim.values.tolls for claim in whole.claims]


def test_every_page_says_that_it_is_the_public_edition(public_pages: dict[str, Page]) -> None:
    for name, page in public_pages.items():
        assert view_words.PUBLIC in re.sub(r"\s+", " ", page.text), name


def test_a_place_without_a_known_district_goes_out_without_position(whole: Outcome) -> None:
    outcome = public_outcome(whole, {})
    told = [place for one in outcome.claims for place in one.values.places if place.shape is PlaceShape.UNIT]
    assert any(place.name == "place not shown" and place.lat is None for place in told)


@pytest.mark.parametrize("kind", [ClaimRecord, StatementRecord])
def test_every_field_of_a_record_is_either_public_or_taken_out(
    whole: Outcome, kind: type[ClaimRecord] | type[StatementRecord]
) -> None:
    """A field that is added to the records is thought of here before it goes out."""
    outcome = public_outcome(whole, UNITS)
    told_of = [one for one in accounts(outcome) if isinstance(one.record, kind)]
    stays = {
        "id", "published", "reported", "event_date_start", "event_date_end", "date_precision", "country", "admin1",
        "events", "toll_scope", "sensitivity", "url", "archive_url", "publisher", "retrieved", "supersedes",
        "refers_to", "relation", "withdrawn", "source_grade", "item_grade", "claimant", "outlet", "channel",
        "claim_kind", "issuer", "issuer_type", "attribution", "stance", "denies",
    }  # fmt: skip
    for account in told_of:
        told = {
            name
            for name in kind.__dataclass_fields__
            if getattr(account.record, name) not in (None, (), {}) and not re.search("killed|wounded", name)
        }
        assert told <= stays


def test_sentences_name_records_by_their_new_ids() -> None:
    ids = NeutralIds(claims={"a/8": "claim-8", "a 1. x": "claim-1"}, statements={"s/5": "statement-5"})
    told = {
        "JNIM has replaced this claim by a/8.": "JNIM has replaced this claim by claim-8.",
        "replaced; its place is taken by s/5.": "replaced; its place is taken by statement-5.",
        "the claim is a second copy of a 1. x (decision 5).": "the claim is a second copy of claim-1 (decision 5).",
        "reviewers say that JNIM's claim a/8 tells of it.": "reviewers say that JNIM's claim claim-8 tells of it.",
        "JNIM has replaced this claim by left-out.": "JNIM has replaced this claim by a record not shown.",
    }
    assert {sentence: ids._renamed(sentence) for sentence in told} == told
