"""Hostile text on its way out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.domain.cleantext import defanged, one_line, quoted, spreadsheet_safe, visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\x00b\x7fc\x9bd", "abcd"),
        ("line\r\nbreak\rthree", "line\nbreak\nthree"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("tab\tstays", "tab\tstays"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_what_is_shown(written: str, shown: str) -> None:
    assert visible(written) == shown


def test_one_line_folds_all_space() -> None:
    assert one_line(" a\n\tb\u2028 c ") == "a b c"


@pytest.mark.parametrize(("length", "ends"), [(80, "x"), (81, "…")])
def test_quotes_are_short(length: int, ends: str) -> None:
    shown = quoted("x" * length)
    assert len(shown) == 80
    assert shown.endswith(ends)


def test_addresses_cannot_be_clicked() -> None:
    assert defanged("see https://t.me/chan/1 and http://a.b") == "see hxxps[://]t[.]me/chan/1 and hxxp[://]a[.]b"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-5 km", "@x", "\t=1", "＝1"])
def test_formulas_are_neutralised(text: str) -> None:
    assert spreadsheet_safe(text).startswith("'")


def test_a_formula_hidden_behind_a_control_character_is_found() -> None:
    assert spreadsheet_safe("\u202e=HYPERLINK(1)") == "'=HYPERLINK(1)"


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert one_line(one_line(text)) == one_line(text)
    assert len(quoted(text)) <= 80
