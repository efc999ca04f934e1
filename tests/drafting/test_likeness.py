"""Wire copies are recognised, and texts on two events of one kind are not."""

from reconcile.drafting import near_duplicate, shingles

WIRE = (
    "The Malian army said on Sunday that four soldiers were killed and six wounded when a convoy was ambushed near "
    "Hombori the day before. No group has claimed responsibility for the attack, which came a week after a similar "
    "one near Gossi."
)


def test_a_copy_with_another_head_and_tail() -> None:
    copy = f"BAMAKO, 12 July (Agency) - {WIRE} More follows."
    found = near_duplicate(
        shingles(copy), [("first", shingles(WIRE)), ("other", shingles("Nothing alike at all. " * 9))]
    )
    assert found is not None
    assert found[0] == "first"
    assert found[1] > 0.8


def test_two_events_told_in_like_words() -> None:
    other = (
        WIRE.replace("four", "nine")
        .replace("Hombori", "Douentza")
        .replace("Sunday", "Friday")
        .replace("convoy", "camp")
    )
    other = (
        other.replace("killed and six wounded", "hurt")
        .replace("a week after", "hours after")
        .replace("similar", "larger")
    )
    assert near_duplicate(shingles(other), [("first", shingles(WIRE))]) is None


def test_short_texts_say_nothing() -> None:
    assert near_duplicate(shingles("God is great."), [("first", shingles("God is great."))]) is None
