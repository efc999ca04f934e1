"""What tables remember of wordings is what they would find anew, on either side of every day on which names change."""

from datetime import timedelta

from reconcile.reference import load_reference
from reconcile.reference.actor_table import ActorTable
from reconcile.reference.naming import ActorNames


def test_names_are_remembered_within_the_days_on_which_they_hold() -> None:
    table: ActorTable = load_reference(None).actors
    names: ActorNames = table._names
    texts = [name for actor in table.all for name in actor.names]
    days = [day for change in names._eras[1:] for day in (change - timedelta(days=1), change)]
    assert len(days) > 10
    for text in texts:
        for day in days:
            assert names.find(text, day) == names._find(text, day), (text, day)


def test_belonging_is_remembered_between_the_days_on_which_it_changes() -> None:
    table = load_reference(None).actors
    codes = [actor.code for actor in table.all][::7]
    for change in table.change_days:
        for day in (change - timedelta(days=1), change):
            for one in codes:
                for other in codes:
                    assert table.compatible((one,), (other,), day) == table._any_overlap((one,), (other,), day)
