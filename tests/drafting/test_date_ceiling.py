"""What the words of a release could stand for, whoever reads them."""

import pytest

from benchmarks.date_ceiling import ceiling


def _release(text: str, day: str) -> dict[str, object]:
    return {"text": text, "label": {"start_date": day}}


def _row(bears: str, text: str, day: str) -> list[str]:
    lines = list(ceiling([_release(text, day)]))
    (row,) = [line for line in lines if line.startswith(f"| {bears} |")]
    return row.strip("| ").split(" | ")[1:]


@pytest.mark.parametrize(
    ("bears", "head", "told", "day", "wanted"),
    [
        ("a full date", "KABUL, Afghanistan (March 4, 2012) -", "yesterday", "2012-03-03", ["1", "1", "1", "1"]),
        ("a full date", "KABUL, Afghanistan (March 4, 2012) -", "yesterday", "2012-03-02", ["1", "0", "0", "0"]),
        ("a full date", "KABUL, Afghanistan (March 4, 2012) -", "last night", "2012-03-04", ["1", "1", "1", "1"]),
        (
            "day and month, the year in its number",
            "2012-03-S-009\n\nKABUL, Afghanistan (March 4) -",
            "yesterday",
            "2012-03-03",
            ["1", "1", "1", "1"],
        ),
        ("day and month, no year", "KABUL, Afghanistan (March 4) -", "yesterday", "2012-03-03", ["1", "0", "1", "1"]),
        ("day and month, no year", "KABUL, Afghanistan (March 4) -", "yesterday", "2012-03-02", ["1", "0", "0", "0"]),
        ("month alone", "2012-03-S-009\n\n", "yesterday", "2012-03-20", ["1", "0", "0", "1"]),
        ("month alone", "2012-03-S-009\n\n", "yesterday", "2012-05-20", ["1", "0", "0", "0"]),
        ("no date", "", "yesterday", "2012-03-03", ["1", "0", "0", "0"]),
    ],
)
def test_days_that_the_words_could_stand_for(bears: str, head: str, told: str, day: str, wanted: list[str]) -> None:
    text = f"{head} A security force detained a facilitator in Khost district, Khost province, {told}."
    assert _row(bears, text, day) == wanted
