"""Runs write what changed, and give back what they found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from reconcile.domain.dates import DateInterval
from reconcile.domain.decisions import Role
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.outcomes import (
    ClaimStance,
    CloseCall,
    Facet,
    FacetResult,
    Finding,
    Flag,
    FlagChange,
    PairRole,
    RunState,
    Status,
)
from reconcile.domain.records import Denied, RecordKind, Stance
from reconcile.domain.sources import Coverage, Source, SourceKind
from reconcile.errors import DatabaseError, NotFoundError
from reconcile.store import Database, RunChanges, open_database
from reconcile.store.engines import reading, writing
from reconcile.store.run_tables import FindingRow, PairRow, RunRow
from reconcile.store.tables import METADATA
from tests.store.deciding import RULES, draft, person
from tests.store.making import (
    FILE,
    LATER,
    NOW,
    REFERENCE,
    claim,
    comparable,
    facets,
    fill,
    finding,
    finish,
    ingest,
    pair,
    run,
    scored,
    start,
    statement,
)

CLAIM, STATEMENT = RecordKind.CLAIM, RecordKind.STATEMENT
NOTHING = RunChanges(findings_opened=0, findings_closed=0, pairs_opened=0, pairs_closed=0, flags=())


def rows_of_all_tables(database: Database) -> dict[str, list[Any]]:
    with reading(database._engine) as connection:
        return {
            name: list(connection.execute(select(table).order_by(*table.primary_key)))
            for name, table in METADATA.tables.items()
        }


def standard(database: Database) -> list[Finding]:
    """Two claims, two statements; c1 has a link and a near miss, c2 nothing."""
    fill(database, [claim("c1"), claim("c2")], [statement("s1"), statement("s2")])
    near = scored(
        1, 2, role=PairRole.NEAR_MISS, weight=-2.0, failed="date", scores=(), distance_km=None, days_apart=None
    )
    return [finding("c1", 1, pair(scored(1, 1)), pair(near, statement_id="s2")), finding("c2", 2)]


def test_an_outcome_comes_back_as_it_was(database: Database) -> None:
    findings = standard(database)
    spans = (Coverage(source="minusma", days=DateInterval(date(2017, 4, 1), date(2017, 4, 30)), note="spring"),)
    sources = (Source(key="minusma", name="MINUSMA", kind=SourceKind.ISSUER, speaks_for=("minusma",)),)
    database.add_coverage(spans)
    number, changes = run(database, findings, sources=sources)
    outcome = database.load_outcome(number)
    assert outcome.findings == tuple(findings)
    assert outcome.coverage == spans
    assert outcome.sources == sources
    assert [account.id for account in outcome.claims] == ["c1", "c2"]
    assert [account.id for account in outcome.statements] == ["s1", "s2"]
    assert outcome.answered_claims == {"s1": ("c1",), "s2": ()}
    assert outcome.claims[0].values == comparable()
    assert (changes.findings_opened, changes.pairs_opened) == (2, 2)
    assert (changes.findings_closed, changes.pairs_closed) == (0, 0)


def test_the_record_of_a_run_comes_back_as_it_was(database: Database) -> None:
    fill(database, [claim("c1")], [])
    number, _ = run(database, [finding()], digests={"settings": "é", "model": "2"})
    record = database.run(number)
    assert record == database.latest_run()
    assert (record.number, record.key, record.state) == (1, "k" * 64, RunState.DONE)
    assert (record.as_of, record.started, record.ended) == (LATER, NOW, LATER)
    assert (record.program, record.model, record.error) == ("0.1.0", "default 1234", None)
    assert record.digests == {"settings": "é", "model": "2"}
    assert record.counts == {"claims": 1, "changed": 1}


def every_finding() -> list[Finding]:
    """One finding per member of each closed list of findings."""
    told: list[dict[str, Any]] = [{"flag": flag} for flag in (None, *Flag)]
    told += [{"status": status} for status in Status]
    told += [{"stance": stance} for stance in (None, *ClaimStance)]
    return [finding(f"c{n:02}", n, **fields) for n, fields in enumerate(told, 1)]


def test_every_code_of_findings_is_kept(database: Database) -> None:
    findings = every_finding()
    fill(database, [claim(one.claim) for one in findings], [])
    number, _ = run(database, findings)
    assert database.load_outcome(number).findings == tuple(findings)


def test_every_code_of_pairs_is_kept(database: Database) -> None:
    told: list[tuple[dict[str, Any], dict[str, Any]]] = [({"role": role}, {}) for role in PairRole]
    told += [({}, {"flag": flag}) for flag in (Flag.AGREEMENT, Flag.PARTIAL_MATCH)]
    told += [({}, {"stance": stance}) for stance in Stance]
    told += [({}, {"denies": (denied, Denied.EVENT)}) for denied in Denied if denied is not Denied.EVENT]
    told += [({}, {"facets": facets(result)}) for result in FacetResult]
    told += [
        ({}, {"facets": {Facet.DATE: facets()[Facet.DATE]}}),
        ({"close_call": CloseCall.MARGIN, "margin": -0.5}, {}),
    ]
    told += [({"candidates": 7, "coincidence": 0.25}, {})]
    rivals = {"role": PairRole.RUNNER_UP, "failed": "competition", "rival_claim_row": 2, "rival_statement_row": 1}
    told.append((rivals, {}))
    ids = [f"c{n:02}" for n in range(1, len(told) + 1)]
    fill(database, [claim(key) for key in ids], [statement()])
    findings = [
        finding(key, row, pair(scored(row, 1, **score), key, **fields))
        for row, (key, (score, fields)) in enumerate(zip(ids, told, strict=True), 1)
    ]
    number, _ = run(database, findings)
    assert database.load_outcome(number).findings == tuple(findings)


def test_pairs_come_in_the_order_people_read_them(database: Database) -> None:
    roles = [
        (PairRole.NEAR_MISS, 5.0),
        (PairRole.LINKED, 7.0),
        (PairRole.RUNNER_UP, 9.0),
        (PairRole.LINKED, 8.0),
        (PairRole.LINKED, 7.0),
    ]
    fill(database, [claim()], [statement(f"s{n}") for n in range(5)])
    pairs = [
        pair(scored(1, n + 1, role=role, weight=weight), statement_id=f"s{n}") for n, (role, weight) in enumerate(roles)
    ]
    number, _ = run(database, [finding("c1", 1, *pairs)])
    (found,) = database.load_outcome(number).findings
    assert [one.statement for one in found.pairs] == ["s3", "s1", "s4", "s2", "s0"]


def test_a_run_that_changes_nothing_writes_its_own_row_and_its_link_and_no_other(database: Database) -> None:
    findings = standard(database)
    run(database, findings)
    before = rows_of_all_tables(database)
    number, changes = run(database, list(reversed(findings)))
    after = rows_of_all_tables(database)
    assert changes == NOTHING
    for table in ("runs", "chain"):
        assert len(after.pop(table)) == len(before.pop(table)) + 1
    assert after == before
    assert database.load_outcome(number).findings == tuple(findings)
    assert database.run(number).counts["changed"] == 0


def test_two_runs_of_the_same_content_give_the_same_outcome(database: Database) -> None:
    findings = standard(database)
    outcomes = [database.load_outcome(run(database, findings)[0]) for _ in range(2)]
    assert replace(outcomes[0], run=outcomes[1].run) == outcomes[1]


def spans(database: Database, table: type[FindingRow] | type[PairRow]) -> list[tuple[int, int | None]]:
    with reading(database._engine) as connection:
        query = select(table.first_run, table.last_run).order_by(table.id)
        return [tuple(row) for row in connection.execute(query).all()]  # type: ignore[misc]


def test_a_finding_is_closed_and_opened_again(database: Database) -> None:
    fill(database, [claim()], [statement()])
    silent, linked = [finding()], [finding("c1", 1, pair(scored(1, 1)))]
    changes = [run(database, findings)[1] for findings in (silent, linked, linked, silent)]
    assert spans(database, FindingRow) == [(1, 1), (2, 3), (4, None)]
    assert spans(database, PairRow) == [(2, 3)]
    assert [(c.findings_opened, c.findings_closed, c.pairs_opened, c.pairs_closed) for c in changes] == [
        (1, 0, 0, 0),
        (1, 1, 1, 0),
        (0, 0, 0, 0),
        (1, 1, 0, 1),
    ]
    assert changes[1].flags == (FlagChange(claim="c1", before=Flag.NO_OFFICIAL_COMMENT, after=Flag.AGREEMENT),)
    assert changes[3].flags == (FlagChange(claim="c1", before=Flag.AGREEMENT, after=Flag.NO_OFFICIAL_COMMENT),)
    for number, expected in enumerate((silent, linked, linked, silent), 1):
        assert database.load_outcome(number).findings == tuple(expected)


@pytest.mark.parametrize(
    "other",
    [
        {"role": PairRole.RUNNER_UP},
        {"weight": 9.126},
        {"margin": 0.0},
        {"scores": ()},
        {"distance_km": None},
        {"days_apart": 1},
        {"failed": "date"},
        {"rival_claim_row": 1},
        {"rival_statement_row": 1},
        {"close_call": CloseCall.THRESHOLD},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_pair_that_differs_in_anything_is_written_anew(database: Database, other: dict[str, Any]) -> None:
    fill(database, [claim()], [statement()])
    run(database, [finding("c1", 1, pair(scored(1, 1)))])
    changed = [finding("c1", 1, pair(scored(1, 1, **other)))]
    number, changes = run(database, changed)
    assert (changes.findings_opened, changes.pairs_opened, changes.pairs_closed) == (0, 1, 1)
    assert database.load_outcome(number).findings == tuple(changed)
    assert database.load_outcome(number).findings != database.load_outcome(1).findings


@pytest.mark.parametrize(
    "other",
    [
        {"flag": Flag.PARTIAL_MATCH},
        {"stance": Stance.DENIES},
        {"denies": (Denied.TOLL,)},
        {"sentence": "Another."},
        {"facets": {}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_and_so_are_its_words(database: Database, other: dict[str, Any]) -> None:
    fill(database, [claim()], [statement()])
    run(database, [finding("c1", 1, pair(scored(1, 1)))])
    number, changes = run(database, [finding("c1", 1, pair(scored(1, 1), **other))])
    assert (changes.findings_opened, changes.pairs_opened, changes.pairs_closed) == (0, 1, 1)
    assert database.load_outcome(number).findings[0].pairs == (pair(scored(1, 1), **other),)


def test_a_new_version_of_a_claim_closes_the_finding_on_the_old_one(database: Database) -> None:
    fill(database, [claim(killed_min=1)], [])
    run(database, [finding()])
    fill(database, [claim(killed_min=2)], [])
    number, changes = run(database, [finding("c1", 2, version=2)])
    assert (changes.findings_opened, changes.findings_closed, changes.flags) == (1, 1, ())
    assert [account.version.version for account in database.load_outcome(number).claims] == [2]
    assert [account.version.version for account in database.load_outcome(1).claims] == [1]


def test_a_past_run_does_not_see_what_came_later(database: Database) -> None:
    findings = standard(database)
    number, _ = run(database, findings)
    before = database.load_outcome(number)
    fill(
        database,
        [claim("c0", published="2001-01-01"), claim("c1", published="2001-01-01", killed_min=9)],
        [statement("s0")],
    )
    database.add_coverage([Coverage(source="x", days=DateInterval(date(2017, 1, 1), date(2017, 1, 1)))])
    database.add_values(CLAIM, "b" * 64, [(1, comparable(country="NE"))])
    assert database.load_outcome(number) == before


def test_runs_with_other_reference_data_keep_their_values(database: Database) -> None:
    fill(database, [claim()], [])
    first, _ = run(database, [finding()])
    database.add_values(CLAIM, "b" * 64, [(1, comparable(country="NE"))])
    second, _ = run(database, [finding()], reference_digest="b" * 64)
    countries = [database.load_outcome(number).claims[0].values.country for number in (first, second)]
    assert countries == ["ML", "NE"]


def test_an_outcome_tells_the_issues_of_the_versions_in_use(database: Database) -> None:
    at_ingest = [
        Issue(code="url-odd", severity=Severity.WARNING, message="Odd.", line=1, record_id="c1"),
        Issue(code="id-missing", severity=Severity.ERROR, message="Missing.", line=2),
    ]
    database.add_records(CLAIM, FILE, [(1, claim())], NOW, issues=at_ingest)
    place_unknown = Issue(code="place-unknown", severity=Severity.NOTE, message="Unknown.", record_id="c1")
    database.add_values(CLAIM, REFERENCE, [(1, comparable(issues=(place_unknown,)))])
    number, _ = run(database, [finding()])
    assert database.load_outcome(number).issues == (at_ingest[0], place_unknown)


def test_a_failed_run_says_why_and_changes_nothing(database: Database) -> None:
    findings = standard(database)
    run(database, findings)
    number = start(database)
    assert database.run(number).state is RunState.RUNNING
    database.fail_run(number, "It broke.", LATER)
    assert (database.run(number).state, database.run(number).error) == (RunState.FAILED, "It broke.")
    latest = database.latest_run()
    assert latest is not None
    assert latest.number == 1
    with pytest.raises(NotFoundError, match="did not finish"):
        database.load_outcome(number)
    third, changes = run(database, [finding("c1", 1), findings[1]])
    assert (changes.findings_closed, spans(database, FindingRow)[0]) == (1, (1, 1))
    assert database.load_outcome(third).findings[0].flag is Flag.NO_OFFICIAL_COMMENT


def test_a_run_ends_once(database: Database) -> None:
    fill(database, [claim()], [])
    number, _ = run(database, [finding()])
    with pytest.raises(NotFoundError):
        finish(database, number, [])
    with pytest.raises(NotFoundError):
        database.fail_run(number, "late", LATER)
    assert spans(database, FindingRow) == [(1, None)]


def test_a_crash_while_writing_leaves_the_last_outcome(database: Database) -> None:
    findings = standard(database)
    run(database, findings)
    number = start(database)
    broken = finding("c2", 2, pair(scored(2, 1, days_apart=-1), "c2"))  # refused by the database
    with pytest.raises(DatabaseError, match="refuses a value"):
        finish(database, number, [finding("c1", 1), broken])
    assert database.run(number).state is RunState.RUNNING
    assert database.load_outcome(1).findings == tuple(findings)
    assert spans(database, FindingRow) == [(1, None), (1, None)]


def test_two_findings_on_one_claim_are_a_defect(database: Database) -> None:
    fill(database, [claim()], [statement()])
    number = start(database)
    with pytest.raises(ValueError, match="one finding"):
        finish(database, number, [finding(), finding()])
    with pytest.raises(ValueError, match="one pair"):
        finish(database, number, [finding("c1", 1, pair(scored(1, 1)), pair(scored(1, 1)))])


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [finding("c1", 1), finding("c2", 2), finding("c1", 3)],
        [finding("c1", 1), finding("c2", 2, pair(scored(2, 9), "c2", "nobody"))],
    ],
    ids=["too few", "of an unknown version", "with an unknown statement"],
)
def test_findings_are_one_per_claim_the_run_saw(database: Database, findings: list[Finding]) -> None:
    standard(database)
    with pytest.raises(ValueError, match="one finding for each claim"):
        run(database, findings)


def test_unknown_runs_are_not_found(database: Database) -> None:
    assert database.latest_run() is None
    for ask in (database.run, database.load_outcome):
        with pytest.raises(NotFoundError, match="no run 7"):
            ask(7)


def test_the_database_keeps_one_open_finding_per_claim(database: Database) -> None:
    fill(database, [claim()], [])
    run(database, [finding()])
    with reading(database._engine) as connection:
        row = dict(connection.execute(select(FindingRow.__table__)).mappings().one())
    with pytest.raises(DatabaseError, match="refuses a value"), writing(database._engine) as connection:
        connection.execute(insert(FindingRow), [row | {"id": 2}])


def test_many_changes_at_once(database: Database) -> None:
    ids = [f"c{n:04}" for n in range(2_500)]
    fill(database, [claim(key) for key in ids], [])
    silent = [finding(key, row) for row, key in enumerate(ids, 1)]
    pending = [replace(one, status=Status.PENDING) for one in silent]
    run(database, silent)
    number, changes = run(database, pending)
    assert (changes.findings_opened, changes.findings_closed, changes.flags) == (2_500, 2_500, ())
    assert database.load_outcome(number).findings == tuple(pending)


class TestDigestOfInputs:
    def test_order_and_time_of_ingest_do_not_matter(self, database: Database) -> None:
        published = {"published": "2017-04-18"}
        first, second = claim("a", **published), claim("b", **published)
        ingest(database, [first, second])
        with open_database("sqlite://") as other:
            ingest(other, [second], LATER)
            ingest(other, [first], LATER)
            assert other.digest_of_inputs(LATER) == database.digest_of_inputs(LATER)

    def test_content_matters(self, database: Database) -> None:
        digests = [database.digest_of_inputs(LATER)]
        ingest(database, [claim()])
        marks = database.marks()
        digests.append(database.digest_of_inputs(LATER))
        ingest(database, [statement("c1", issuer="JNIM")], kind=STATEMENT)
        digests.append(database.digest_of_inputs(LATER))
        ingest(database, [claim(killed_min=1)])
        digests.append(database.digest_of_inputs(LATER))
        database.add_coverage([Coverage(source="x", days=DateInterval(date(2017, 1, 1), date(2017, 1, 1)))])
        digests.append(database.digest_of_inputs(LATER))
        assert len(set(digests)) == len(digests)
        assert database.digest_of_inputs(LATER, marks) == digests[1]

    def test_decisions_in_force_matter(self, database: Database) -> None:
        fill(database, [claim("c1")], [statement("s1")])
        person(database, "ada")
        digests = [database.digest_of_inputs(LATER)]
        seen = None
        for verdict in ("same_event", "not_same", "not_same", "open"):
            (made,) = database.decide([draft(verdict, reason="As both say.", seen=seen)], "ada", RULES, NOW)
            seen = made.number
            digests.append(database.digest_of_inputs(LATER))
        assert digests[0] == digests[4]
        assert digests[2] == digests[3]
        assert len(set(digests)) == 3

    def test_proposals_do_not(self, database: Database) -> None:
        fill(database, [claim("c1")], [statement("s1")])
        person(database, "kim", Role.CODER)
        before = database.digest_of_inputs(LATER)
        database.decide([draft("same_event")], "kim", RULES, NOW)
        assert database.digest_of_inputs(LATER) == before

    def test_what_was_not_yet_known_does_not(self, database: Database) -> None:
        ingest(database, [claim("a", published="2017-04-18")])
        before = database.digest_of_inputs(NOW)
        ingest(database, [claim("b")], LATER)
        assert database.digest_of_inputs(NOW) == before
        assert database.digest_of_inputs(LATER) != before


def test_runs_are_counted_from_one(database: Database) -> None:
    assert [start(database) for _ in range(3)] == [1, 2, 3]
    with reading(database._engine) as connection:
        assert connection.execute(select(func.count()).select_from(RunRow)).scalar() == 3
