"""What a finding says beside its flag."""

from typing import Any

from reconcile.domain.outcomes import Alternative, Flag, Linked, Note, NoteKind
from reconcile.domain.phrases import NAMED
from reconcile.reference import load_reference
from reconcile.settings import VerdictSettings
from reconcile.verdict import Ledger
from tests.verdict.building import KNOWN, claim, days, linked, statement
from tests.whole_runs import whole_findings

LEDGER = Ledger(reference=load_reference(None), coverage=(), as_of=KNOWN, settings=VerdictSettings())


def notes(linked_: Linked, claims: list[Any], statements: list[Any]) -> tuple[Note, ...]:
    return whole_findings(claims, statements, linked_, LEDGER)[0].notes


def test_statements_of_one_issuer_are_versions_of_one_account() -> None:
    three = [statement(n, speaker="minusma") for n in (1, 2)] + [statement(3, {"issuer": "France"})]
    pairs = tuple(linked(statement_row=n) for n in (1, 2, 3))
    (note,) = notes(Linked(pairs=pairs, families={}), [claim()], three)
    assert note.kind is NoteKind.REVISED_STATEMENT
    assert note.records == ("s1", "s2")
    assert "2 statements" in note.sentence


def test_a_flag_that_would_turn_names_the_setting() -> None:
    stricter = Alternative(setting="link_threshold_bits=1", words="a pair had to weigh 1 bit more", links={1: ()})
    (note,) = notes(Linked(pairs=(linked(),), families={}, alternatives=(stricter,)), [claim()], [statement()])
    assert (note.kind, note.setting, note.flag) == (
        NoteKind.SENSITIVE, "link_threshold_bits=1", Flag.NO_OFFICIAL_COMMENT
    )  # fmt: skip
    assert note.sentence == "The flag would be no official comment if a pair had to weigh 1 bit more."


def test_other_links_with_the_same_flag_are_not_told() -> None:
    pairs = (linked(), linked(statement_row=2))
    fewer = Alternative(setting="date_slack_days=3", words="dates had to be near", links={1: (1,)})
    assert [n.kind for n in notes(Linked(pairs=pairs, families={}, alternatives=(fewer,)), [claim()],
            [statement(1, speaker="a"), statement(2, speaker="b")])] == []  # fmt: skip
    elsewhere = Alternative(setting="date_slack_days=3", words="dates had to be near", links={9: ()})
    assert notes(Linked(pairs=(linked(),), families={}, alternatives=(elsewhere,)), [claim()], [statement()]) == ()


def test_a_lighter_pair_can_bring_a_better_flag() -> None:
    vague, exact = statement(1, date=days("2017-04-19")), statement(2)
    pairs = (linked(), linked(statement_row=2))
    wider = Alternative(setting="link_threshold_bits=-1", words="less were asked", links={1: (1, 2)})
    only = Alternative(setting="link_threshold_bits=1", words="more were asked", links={1: (1,)})
    found = notes(Linked(pairs=pairs, families={}, alternatives=(wider, only)), [claim()], [vague, exact])
    assert [note.flag for note in found if note.kind is NoteKind.SENSITIVE] == [Flag.PARTIAL_MATCH]


WIRE = (
    "Fighters ambushed a convoy of the army between Gossi and Hombori at dawn on Saturday; nine soldiers were killed, "
    "two vehicles were burnt, and a third one was driven away with all that was in it."
)


def circular(claimed: dict[str, Any], *stated: dict[str, Any]) -> list[str]:
    statements = [statement(n, told) for n, told in enumerate(stated, start=1)]
    pairs = tuple(linked(statement_row=n) for n in range(1, len(stated) + 1))
    found = notes(Linked(pairs=pairs, families={}), [claim(1, claimed, speaker="JNIM")], statements)
    return [note.sentence for note in found if note.kind is NoteKind.CIRCULAR]


def test_a_statement_that_only_passes_on_the_claim_is_no_second_account() -> None:
    quoting = "The mission said that nine soldiers were killed, according to the militants."
    (told,) = circular({}, {"text": quoting})
    assert "passes on what JNIM claims and gives no other toll" in told
    assert circular({"killed_min": 9}, {"text": quoting, "own_killed_min": 9}) == [told]
    assert circular({"killed_min": 9}, {"text": quoting, "own_killed_min": 4}) == []
    assert circular({}, {"text": "The mission said that nine soldiers were killed."}) == []


def test_a_claim_that_takes_over_the_official_toll_says_so() -> None:
    (told,) = circular({"text": "By the enemy's own admission four of its soldiers were killed."}, {})
    assert "takes figures over from an official account" in told
    assert circular({"text": "Four of its soldiers were killed."}, {}) == []


def test_copies_of_one_text_are_one_account() -> None:
    (told,) = circular({"text": WIRE}, {"text": f"BAMAKO (Agency) - {WIRE} More follows."})
    assert told.startswith("The texts of JNIM's claim and ")
    assert "repeat one another (100% of the shorter); they are one account told twice." in told
    assert len(circular({"text": "We struck."}, {"text": WIRE}, {"text": WIRE})) == 1
    assert circular({"text": WIRE}, {"text": "Four soldiers were killed near Hombori, the army said. " * 4}) == []
    assert circular({"text": WIRE[:40]}, {"text": WIRE[:40]}) == []


MANY = NAMED + 3


def test_many_copies_of_one_text_are_told_in_one_note() -> None:
    """Three copies are three pairs, each told; of a hundred copies five thousand pairs would be."""
    assert len(circular({}, *[{"text": WIRE}] * 3)) == 3
    (told,) = circular({"text": "We struck."}, *[{"text": WIRE, "issuer": f"Office {n}"} for n in range(MANY)])
    assert told.startswith("The texts of Office 0's statement, ")
    assert told.endswith(" and 4 others repeat one another; they are one account told 15 times.")


def test_texts_that_hang_together_make_one_note_each() -> None:
    other = "At noon on Sunday the governor opened the new bridge over the river and thanked all who had built it. " * 2
    texts = [WIRE] * 5 + [other] * 4
    first, second = circular({"text": "We struck."}, *[{"text": text} for text in texts])
    assert first.endswith("one account told 5 times.")
    assert second.endswith("one account told 4 times.")


def test_of_many_that_pass_on_the_claim_the_first_are_named_and_the_others_counted() -> None:
    quoting = "The mission said that nine soldiers were killed, according to the militants."
    told = circular({}, *[{"text": f"{n}. {quoting}"} for n in range(MANY)])
    passed_on = [one for one in told if "pass" in one]
    assert len(passed_on) == NAMED
    assert passed_on[-1].startswith("4 other statements, too, pass on what JNIM claims")


def test_of_many_issuers_with_several_statements_all_records_stay_in_the_notes() -> None:
    numbers = range(1, 2 * MANY + 1)
    statements = [statement(n, {"issuer": f"Office {n // 2}"}, speaker=f"office{n // 2:02}") for n in numbers]
    pairs = tuple(linked(statement_row=n) for n in numbers)
    found = notes(Linked(pairs=pairs, families={}), [claim()], statements)
    assert len(found) == NAMED
    assert found[-1].sentence.startswith("3 other issuers, too, tell of the event in several statements each")
    assert sum(len(note.records) for note in found) == 2 * MANY - 2
