"""Which words and numbers beside a date are part of it, and which are other words or count other things."""

import re
from collections.abc import Sequence

from reconcile.grammar.date_pieces import HOURS, ORDINAL_ENDINGS, Piece, means, vocabulary
from reconcile.grammar.date_words import date_words

_DOUBTFUL = frozenset(
    [
        "may",
        "mar",
        "march",
        "sat",
        "sun",
        "mon",
        "sept",
        "dec",
        "jan",
        "second",
        "tue",
        "tues",
        "mai",
        "mars",
        "muharram",
        "rajab",
        "ramadan",
        "safar",
        "shaban",
        "shaaban",
        "shawwal",
        "fin",
        "ce",
        "a",
        "h",
        "ah",
        "jun",
        "fev",
        "fri",
        "wed",
        "thu",
    ]
)
"""Words that are other words too: they carry a date only beside a number or with a capital after a word like `on`."""
_ENGLISH_WEEKDAYS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"))
"""Written with a capital, and without an accent: `tué 85 soldats` is of no Tuesday."""
_FRENCH_MONTHS = frozenset(("mars", "mai"))
"""Written small: `en mars`."""
_BEFORE_DOUBTFUL = frozenset(
    [
        "on",
        "in",
        "of",
        "during",
        "last",
        "early",
        "late",
        "mid",
        "since",
        "this",
        "le",
        "en",
        "de",
        "debut",
        "fin",
        "mi",
        "au",
    ]
)
_LONGEST_COUNT = 3
"""Figures of a number of things; four are a year."""
_OF = frozenset(("of", "de", "d"))
_NOT_OF = frozenset(("on", "in", "at", "en", "dans", "le", "la", "les", "during", "over", "from", "since"))
"""Behind a number these begin a date, and the number is no part of it."""
_COUNTED = re.compile(r"[mh]\d+|day|night|week|last|ago|and|or|to")
"""What a number in words stands before in a date: `trois mai`, `two days ago`."""


def is_numeric(pieces: Sequence[Piece], place: int) -> bool:
    """18/04/2017, 2017-04-18: three numbers parted by the same sign."""
    beside = [piece.fold for piece in pieces[place : place + 5]]
    if len(beside) < 5 or not (beside[0].isdigit() and beside[2].isdigit() and beside[4].isdigit()):
        return False
    return beside[1] == beside[3] and beside[1] in "/.-" and 4 in (len(beside[0]), len(beside[4]))


def counted_back(pieces: Sequence[Piece], place: int) -> int | None:
    """Where a number of days before now ends that is told at word `place`: `the past 24 hours`, `deux derniers jours`,
    `three days ago`, `il y a deux semaines`."""
    for run, meant in vocabulary().counting.get(pieces[place].fold, ()):
        behind = place + len(run)
        if tuple(piece.fold for piece in pieces[place:behind]) != run:
            continue
        orders = {
            "last": ((behind, behind + 1), (place - 1, behind), (place - 2, place - 1)),
            "ago": ((place - 2, place - 1),),
        }
        for number, unit in orders.get(meant, ((behind, behind + 1),)):
            if number >= 0 and unit < len(pieces) and _counts(pieces[number].fold, pieces[unit].fold, meant):
                return max(behind, unit + 1)
        two = place - 1 if meant == "last" else behind
        if 0 <= two < len(pieces) and date_words().meanings.get((pieces[two].fold,)) == ("2", "day"):
            return max(behind, two + 1)  # `اليومين الماضيين`: one word says that they are two
    return None


def _counts(number: str, unit: str, meant: str) -> bool:
    known = date_words().meanings.get((unit,))
    if not _is_number(number):
        return False
    return known in (("day",), ("night",)) or (unit in HOURS if meant == "last" else known == ("week",))


def _is_number(fold: str) -> bool:
    return fold.isdigit() or (date_words().meanings.get((fold,)) or ("",))[0].isdigit()


def is_doubtful(pieces: Sequence[Piece], place: int, run: tuple[str, ...]) -> bool:
    """Whether the run of words that begins at word `place` may be no date: `may` without a day beside it."""
    if len(run) > 1 or run[0] not in _DOUBTFUL:
        return False
    if is_no_date_word(pieces, place):
        return True
    before = pieces[place - 1].fold if place else ""
    if before == "-" and place > 1:
        before = pieces[place - 2].fold  # `mid-March`
    after = pieces[place + 1].fold if place + 1 < len(pieces) else ""
    beside = (
        _is_day(pieces, place - 1)
        or after.isdigit()
        or (after == "." and place + 2 < len(pieces) and pieces[place + 2].fold.isdigit())
    )
    bare = pieces[place].capital or (run[0] in _FRENCH_MONTHS and before != "de")
    return not (beside or (before in _BEFORE_DOUBTFUL and bare))


def _is_day(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a word is the number of a day: `3`, the `er` of `1er`, `premier`."""
    if place < 0:
        return False
    fold = pieces[place].fold
    if fold in ORDINAL_ENDINGS:
        return place > 0 and pieces[place - 1].fold.isdigit()
    return fold.isdigit() or (date_words().meanings.get((fold,)) or ("",))[0].startswith("ord")


def is_no_date_word(pieces: Sequence[Piece], place: int) -> bool:
    """`tué`, which is no `Tue`; `Mai-Mai` and `Maï-Maï`, who are no months."""
    piece = pieces[place]
    if piece.fold in _ENGLISH_WEEKDAYS:
        return not (piece.capital and piece.ascii)
    if piece.fold != "mai":
        return False
    beside = [pieces[n].fold for n in (place - 2, place - 1, place + 1, place + 2) if 0 <= n < len(pieces)]
    return not piece.ascii or beside[:2] == ["mai", "-"] or beside[-2:] == ["-", "mai"]


def counts_things(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a number in figures counts what follows it and is no day or year: `on Friday, 13 soldiers`, `on 3 May 12
    soldiers`, `killed 12 on May 3`, `killed 17 Monday`."""
    fold = pieces[place].fold
    if not fold.isdigit() or len(fold) > _LONGEST_COUNT or place + 1 >= len(pieces):
        return False
    before = pieces[place - 1].fold if place else ""
    behind = pieces[place + 1].fold
    if means(pieces, place + 1, "w"):
        return before not in ("/", ".", "-")
    month = place - 2 if before == "." else place - 1
    of_month = means(pieces, month, "mh")
    if behind in _OF and not of_month:
        return not any(means(pieces, number, "mh") for number in (place + 2, place + 3))
    if behind in _NOT_OF and not of_month:
        return True
    if not behind[0].isalpha() or behind in vocabulary().words or behind in ORDINAL_ENDINGS:
        return False
    return before == "," or (of_month and month > 0 and pieces[month - 1].fold.isdigit())


def counts_other(pieces: Sequence[Piece], place: int) -> bool:
    """Whether a number in words counts no days: `in March, one convoy`, `the second attack in May`."""
    meanings = date_words().meanings
    meant = (meanings.get((pieces[place].fold,)) or ("",))[0]
    behind = meanings.get((pieces[place + 1].fold,), ("",)) if place + 1 < len(pieces) else ("",)
    if meant.startswith("ord"):
        return behind == ("event",)
    return meant.isdigit() and len(behind) == 1 and _COUNTED.fullmatch(behind[0]) is None


def is_without_month(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """`Friday 13` where Friday is the 14th: a number that is no day."""
    return not any(means(pieces, place, "mh") for place in range(start, end))
