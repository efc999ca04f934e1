"""Sentences in which one side speaks and then another: `X claimed an ambush, but the army denied it`."""

import re
from dataclasses import replace

from reconcile.drafting.page import Mark, Page, within
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.sentences import Unit
from reconcile.drafting.silences import SilenceReader
from reconcile.drafting.vocabulary import Cue, Echo
from reconcile.drafting.voices import VoiceReader
from reconcile.reference.arabic import is_arabic

_TURN = re.compile(
    r",?\s(?:but|while|whereas|although|though|and|mais|tandis qu(?:e\s|['’])|alors qu(?:e\s|['’])|et)\s?|"
    rf",\s(?:{either(WordList.ACCOUNTS)})\s"
    r"(?:that\s|which\s|qu(?:e\s|['’]))?|"
    r",\s(?:in\s|for\s)?(?:which|ce qu(?:e\s|['’])|qu(?:e\s|['’]))\s?|\s(?:that|que)\s|،\s?|,\s(?:with\s)?",
    re.IGNORECASE,
)
_BARE = (",", ", with")
_PARTICIPLE = re.compile(r"(?:ing|ant)(?=\s|$)")
"""`the army denying any losses`, `le JNIM affirmant avoir tué`; `declining to comment`."""
_RELATIVE = re.compile(r",?\s(?:in which|which|ce|qu|that)", re.IGNORECASE)
_THAT = ("that", "que")
_ATTACK_WITHIN = 3
"""Words between an attack and `that the group claimed`."""
_NAME_WITHIN = 3
"""Words behind a turn within which the other side is named: `but the Malian army`."""
_SPEAKS_WITHIN = 4
"""Words behind its name within which its word of speech stands: `the army said`, `l'armée n'a pas encore réagi`."""


class TurnReader:
    """Parts the sentences of one page where the other side takes the word."""

    def __init__(self, page: Page, voices: VoiceReader, silences: SilenceReader) -> None:
        self._page = page
        self._voices = voices
        self._silences = silences

    def parts(self, unit: Unit) -> list[Unit]:
        """The stretches of a sentence in which one side speaks each; the sentence itself where one alone does.

        A side's own text is not parted: whom it quotes speaks in it for that side.
        """
        cues = within(self._page.cues, unit.start, unit.end)
        if self._voices.own is not None or len(cues) < 2:
            return [unit]
        self._voices.turn_to(unit)
        by_participle = any(self._is_participle(cue) for cue in cues)
        for turn in _TURN.finditer(self._page.text, unit.start, unit.end):
            before, behind = replace(unit, end=turn.start()), replace(unit, start=turn.end())
            if turn[0].strip() in _THAT and not self._behind_attack(turn.start()):
                continue  # `said that the army`
            if turn[0].rstrip().casefold() in _BARE and not (by_participle and self._participle(behind)):
                continue
            relative = _RELATIVE.match(turn[0]) is not None
            if self._begins(behind) and self._speaks(before, silence=not relative):
                return [before, *self.parts(behind)]
        return [unit]

    def _speaks(self, unit: Unit, *, silence: bool) -> bool:
        """`silence`: whether it is enough that somebody is silent; `has not commented on the attack in A, which B said`
        tells one event."""
        return self._voices.spoken(unit)[1] is not None or (silence and bool(self._silences.silences(unit)))

    def _participle(self, unit: Unit) -> bool:
        """Whether a side speaks by a participle or is named as who claims it: `, JNIM claiming`, `, claimed by X`."""
        cue = next(iter(within(self._page.cues, unit.start, unit.end)), None)
        if cue is None or not self._is_participle(cue):
            return False
        return cue.value is not Cue.CLAIMED_BY or cue.start == unit.start

    def _is_participle(self, cue: Mark[Cue]) -> bool:
        return cue.value is Cue.CLAIMED_BY or _PARTICIPLE.search(self._page.text, cue.start, cue.end) is not None

    def _behind_attack(self, character: int) -> bool:
        """`an attack near Gossi that the group later claimed`."""
        word = self._page.word_at(character)
        return any(0 <= word - self._page.word_at(term.end) <= _ATTACK_WITHIN for term in self._page.attacks)

    def _begins(self, unit: Unit) -> bool:
        """Whether a stretch begins with a side that speaks or is silent."""
        cue = next((cue for cue in within(self._page.cues, unit.start, unit.end) if cue.value is not Cue.DISOWN), None)
        if cue is None:
            return False
        first = self._page.word_at(unit.start)
        bodies = [
            (echo.first, echo.last)
            for echo in within(self._page.echoes, unit.start, cue.start)
            if echo.value in (Echo.GROUP, Echo.INSTITUTION)
        ]
        if is_arabic(self._page.text[cue.start : cue.end]) and cue.first <= first + 1:
            return self._voices.spoken(unit)[1] is not None  # the speaker stands behind the verb
        if cue.value is Cue.CLAIMED_BY and cue.start == unit.start:
            return True
        named = self._voices.named_before(cue, unit)
        if named is not None and named.start is not None and named.end is not None:
            bodies.append((self._page.word_at(named.start), self._page.word_at(named.end)))
        return any(
            0 <= start - first < _NAME_WITHIN and 0 <= cue.first - end <= _SPEAKS_WITHIN for start, end in bodies
        )
