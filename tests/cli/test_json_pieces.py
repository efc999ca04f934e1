"""JSON in pieces is the JSON of the whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reconcile.cli.json_pieces import pieces

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES = st.recursive(PLAIN, lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(), part, max_size=3))


@given(value=VALUES)
def test_the_pieces_are_the_whole(value: object) -> None:
    assert "".join(pieces(value)) == json.dumps(value, ensure_ascii=False, indent=1)


@given(items=st.lists(VALUES, max_size=3))
def test_an_iterator_is_told_as_the_list_of_its_items(items: list[object]) -> None:
    told = {"before": 1, "items": items, "after": [2]}
    streamed = told | {"items": iter(items)}
    assert "".join(pieces(streamed)) == json.dumps(told, ensure_ascii=False, indent=1)
