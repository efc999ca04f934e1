"""What one version says otherwise than the one before."""

from reconcile.domain.histories import changes_between
from reconcile.domain.records import StatementRecord
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.written_tolls import written_toll

FIRST = StatementRecord(id="s", issuer="Army", own_killed_min=25, own_killed_max=25, place="Chinagodrar")


def test_fields_that_differ_are_named_in_the_order_of_the_contract() -> None:
    later = StatementRecord(id="s", issuer="Army", own_killed_min=89, place="Chinagodrar", country="NE", text="Words")
    changes = changes_between(FIRST, later)
    assert [(one.field.name, one.before, one.after) for one in changes] == [
        ("country", None, "NE"),
        ("text", None, "Words"),
        ("own_killed_min", 25, 89),
        ("own_killed_max", 25, None),
    ]


def test_how_it_was_read_is_no_change() -> None:
    later = StatementRecord(
        id="s", issuer="Army", own_killed_min=25, own_killed_max=25, place="Chinagodrar", retrieved="2020-01-12"
    )
    assert changes_between(FIRST, later) == ()


def test_figures_are_read_as_written() -> None:
    assert written_toll(FIRST, TollSide.OWN, Harm.KILLED) == CountRange(25, 25)
    assert written_toll(FIRST, TollSide.CIVILIANS, Harm.KILLED) is None
    reversed_ = StatementRecord(id="s", issuer="Army", own_killed_min=9, own_killed_max=3)
    assert written_toll(reversed_, TollSide.OWN, Harm.KILLED) is None
