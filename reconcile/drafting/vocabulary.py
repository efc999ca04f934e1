"""The word lists of this room, as phrase books."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from reconcile.domain.tolls import Harm
from reconcile.reference.word_lists import Section, Shape, read_word_lists
from reconcile.reference.wording import PhraseBook


class Cue(StrEnum):
    """How a text says that somebody speaks."""

    CLAIM = "claim"
    SAY = "say"
    CONFIRM = "confirm"
    DENY = "deny"
    CONDEMN = "condemn"
    REVISE = "revise"
    """It tells a toll anew; without one it is no word of speech."""
    BLAME = "blame"
    """It says who did it: no word of theirs."""
    HOLD = "hold"
    """It blames where it is said for what: `holds X responsible`. On a page it is a word of blame, or is none."""
    DISOWN = "disown"
    """Whoever speaks says that it was not they: no word of speech of its own."""
    QUOTING = "quoting"
    """A verb that is one of speech beside a quotation alone. On a page it is a word of saying, or is none."""
    ACCORDING = "according"
    CLAIMED_BY = "claimed_by"
    SILENCE = "silence"
    COMMENT = "comment"
    """`neither X nor Y commented`: silence behind that word, and no word of speech of its own."""


class Echo(StrEnum):
    """Who is meant by a word that names nobody."""

    GROUP = "group_again"
    INSTITUTION = "institution_again"
    ANYBODY = "anybody_again"
    OTHERS = "others"
    """Sources without a name."""


class Side(StrEnum):
    """Whom a word of people means."""

    MILITANTS = "militants"
    OPPONENTS = "opponents"
    """Those whom the speaker fights: militants on an institution's word, forces on a group's."""
    FORCES = "forces"
    CIVILIANS = "civilians"
    ANYBODY = "anybody"


class Fate(StrEnum):
    """What became of people."""

    KILLED = Harm.KILLED.value
    WOUNDED = Harm.WOUNDED.value
    DETAINED = "detained"


class Form(StrEnum):
    """Where the people stand beside the word for their fate."""

    VERB = "verb"
    ACTIVE = "active"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Number:
    low: int
    vague: bool = False


class Discourse(StrEnum):
    """What a phrase does in a text."""

    NOT_SAID = "not_said"
    HABIT = "habit"
    HAPPENED = "happened"
    UNTRUE = "untrue"
    PUBLICATION = "publication"
    ANOTHER = "another"
    BACKGROUND = "background"
    BACKGROUND_OF_MANY = "background_of_many"
    ALREADY = "already"
    TAKING = "taking"
    AFTERWARDS = "afterwards"
    OVERVIEW = "overview"
    OPERATIONS = "operations"
    SINCE = "since"
    THE_ATTACK = "the_attack"
    DENIED_TOLL = "denied_toll"
    DENIED_ATTRIBUTION = "denied_attribution"
    SILENCE_OF = "silence_of"
    NEITHER = "neither"
    HELD_RESPONSIBLE = "held_responsible"
    BESIDE = "beside"
    AUDIENCE = "audience"
    AFFILIATED = "affiliated"
    AFFILIATED_TO = "affiliated_to"


class Small(StrEnum):
    """Little words beside losses."""

    PASSIVE = "passive"
    BEING = "being"
    """What makes a participle passive: `was killed`, `was confirmed`."""
    HAVING = "having"
    INCLUDING = "including"
    """What follows is part of those told before: `four soldiers, including an officer`."""
    NEGATED = "negated"
    HARMED = "harmed"
    OWN = "own"
    UNINTENDED = "unintended"
    """A force speaks of harm to civilians that it did not mean to do."""
    FOES = "foes"
    """An institution says so of its opponents only."""
    LOST = "lost"
    MORE = "more"
    ASKED = "asked"
    """How many is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    cues: PhraseBook[Cue]
    echoes: PhraseBook[Echo]
    discourse: Mapping[Discourse, PhraseBook[Discourse]]
    numbers: PhraseBook[Number]
    qualifiers: PhraseBook[str]
    people: PhraseBook[Side]
    fates: PhraseBook[tuple[Fate, Form]]
    told: PhraseBook[Fate]
    """Words for a number of people who met a fate."""
    small: Mapping[Small, PhraseBook[Small]]
    joining: PhraseBook[str]
    """What stands between the names of several; looked for in lists alone."""


WORDS = Path(__file__).resolve().parent / "words"
_APART = (Small.LOST, Small.MORE, Small.ASKED)
"""Little words that have a section of their own."""
SHAPES = {
    "speech.toml": Shape(lists=(*Cue, *Echo, *Discourse, "joining", "adverbs")),
    "tolls.toml": Shape(
        sections={
            "numbers": Section(allowed=int),
            "vague": Section(allowed=int),
            "qualifiers": Section(allowed=str),
            "people": Section(required=tuple(Side)),
            "told": Section(allowed=Fate),
            "words": Section(required=tuple(kind for kind in Small if kind not in _APART)),
            **{kind.value: Section(required=("words",)) for kind in _APART},
            **{fate.value: Section(allowed=Form) for fate in Fate},
        }
    ),
}
"""What each file of words holds."""


@cache
def vocabulary() -> Vocabulary:
    """The shipped word lists, checked."""
    speech, tolls = (read_word_lists(WORDS / file, shape) for file, shape in SHAPES.items())
    numbers = [(p, Number(int(n))) for n, phrases in tolls["numbers"].items() for p in phrases]
    vague = [(p, Number(int(n), vague=True)) for n, phrases in tolls["vague"].items() for p in phrases]
    fates = [
        (phrase, (fate, form)) for fate in Fate for form in Form for phrase in tolls[fate.value].get(form.value, ())
    ]
    return Vocabulary(
        cues=PhraseBook(_with_adverbs(_pairs(Cue, speech), speech["adverbs"])),
        echoes=PhraseBook(_pairs(Echo, speech)),
        discourse={kind: PhraseBook((p, kind) for p in speech[kind.value]) for kind in Discourse},
        numbers=PhraseBook([*vague, *numbers]),
        qualifiers=PhraseBook((p, kind) for kind, phrases in tolls["qualifiers"].items() for p in phrases),
        people=PhraseBook(_pairs(Side, tolls["people"])),
        fates=PhraseBook(fates),
        told=PhraseBook((phrase, Fate(fate)) for fate, phrases in tolls["told"].items() for phrase in phrases),
        small={
            kind: PhraseBook((p, kind) for p in (tolls[kind]["words"] if kind in _APART else tolls["words"][kind]))
            for kind in Small
        },
        joining=PhraseBook((p, p) for p in speech["joining"]),
    )


def _with_adverbs(pairs: Iterable[tuple[str, Any]], adverbs: Iterable[str]) -> Iterable[tuple[str, Any]]:
    """The phrases, and those that an adverb stands in: `a démenti`, `a formellement démenti`."""
    for phrase, kind in pairs:
        yield phrase, kind
        first, _, rest = phrase.partition(" ")
        if first in _AUXILIARIES or rest == "avoir":
            yield from ((f"{first} {adverb} {rest}", kind) for adverb in adverbs)


_AUXILIARIES = ("a", "ont", "avait", "avaient")


def _pairs(kinds: Any, table: Mapping[str, Iterable[str]]) -> list[tuple[str, Any]]:
    return [(phrase, kind) for kind in kinds for phrase in table[kind.value]]
