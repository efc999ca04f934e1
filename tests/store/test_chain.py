"""The chain over batches, runs and decisions: whole, in order, never forked."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from reconcile.domain.records import RecordKind
from reconcile.errors import RefusedError
from reconcile.store import Database, open_database
from reconcile.store.chain import START, append_link, content_of, link_digest
from reconcile.store.chain_tables import ChainKind, ChainRow
from reconcile.store.engines import reading, writing
from tests.store.deciding import FLAG, RULES, draft, person
from tests.store.making import LATER, NOW, claim, fill, finding, ingest, run, start, statement


def decide(database: Database, verdict: str = "same_event", seen: int | None = None) -> int:
    (made,) = database.decide([draft(verdict, reason="As both say.", seen=seen)], "ada", RULES, NOW)
    return made.number


def links(database: Database) -> list[Any]:
    with reading(database._engine) as connection:
        return list(connection.execute(select(ChainRow.__table__).order_by(ChainRow.number)))


def test_batches_runs_and_decisions_are_chained_in_the_order_they_came(database: Database) -> None:
    fill(database, [claim("c1")], [statement("s1")])
    person(database, "ada")
    run(database, [finding("c1")])
    assert [decide(database), decide(database, "not_same", seen=1)] == [1, 2]
    database.fail_run(start(database), "KeyboardInterrupt", LATER)
    found = links(database)
    assert [(link.kind.value, link.subject) for link in found] == [
        ("batch", 1),
        ("batch", 2),
        ("run", 1),
        ("decision", 1),
        ("decision", 2),
        ("run", 2),
    ]
    assert [link.number for link in found] == list(range(1, 7))
    assert [link.previous for link in found] == [START, *(link.link for link in found[:-1])]
    for link in found:
        told = link._mapping
        assert link.link == link_digest(**{name: told[name] for name in told if name != "link"})
        with reading(database._engine) as connection:
            assert content_of(connection, link.kind, link.subject) == link.content


def test_what_later_runs_do_leaves_the_content_of_earlier_ones(database: Database) -> None:
    fill(database, [claim("c1"), claim("c2")], [])
    run(database, [finding("c1"), finding("c2", 2)])
    run(database, [finding("c1", reason="Another."), finding("c2", 2)])
    database.fail_run(start(database), "KeyboardInterrupt", LATER)
    run(database, [finding("c1"), finding("c2", 2, reason="Another.")])
    with reading(database._engine) as connection:
        for link in links(database):
            assert content_of(connection, link.kind, link.subject) == link.content


def test_a_run_under_way_is_not_chained(database: Database) -> None:
    number = start(database)
    assert links(database) == []
    with pytest.raises(ValueError, match=f"no run {number}"), writing(database._engine) as connection:
        append_link(connection, ChainKind.RUN, number)


def test_both_databases_chain_alike(database: Database) -> None:
    with open_database("sqlite://") as other:
        for one in (database, other):
            fill(one, [claim("c1", lat=13.25, lon=-0.1, text="a text")], [statement("s1")])
            person(one, "ada")
            run(one, [finding("c1")])
            decide(one)
        assert [link.link for link in links(database)] == [link.link for link in links(other)]


def test_many_writers_at_once_make_one_chain(database: Database, database_url: str) -> None:
    def write(place: int) -> None:
        with open_database(database_url) as other:
            for step in range(5):
                ingest(other, [claim(f"{place}-{step}")])
                ingest(other, [statement(f"{place}-{step}")], kind=RecordKind.STATEMENT)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    found = links(database)
    assert len(found) == 40
    assert [link.previous for link in found] == [START, *(link.link for link in found[:-1])]


def test_the_database_refuses_a_fork(database: Database) -> None:
    ingest(database, [claim()])
    fork = {"number": 2, "kind": ChainKind.DECISION, "subject": 2, "content": "c" * 64, "link": "d" * 64}
    with database._engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(ChainRow).values(**fork, previous=START))


def test_decisions_refused_as_a_whole_leave_no_link(database: Database) -> None:
    fill(database, [claim("c1")], [statement("s1")])
    person(database, "ada")
    before = links(database)
    with pytest.raises(RefusedError):
        database.decide([draft("same_event"), draft("nonsense", FLAG)], "ada", RULES, NOW)
    assert links(database) == before
