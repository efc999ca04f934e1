"""What a side says that it did not do, or that did not happen."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.drafting.page import Mark, Page, within
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.sentences import Unit
from reconcile.drafting.tolls import Loss
from reconcile.drafting.vocabulary import Cue, Discourse, Echo, Side, Small
from reconcile.drafting.voices import Party, Speaker, Speech
from reconcile.reference import ActorKind, Reference

_JOINED = re.compile(r"\b(?:and|but|et|mais)\s(?:also\s|a\s|ont\s|has\s|had\s|it\s)?$", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:we|our|nous|nos|notre)\b", re.IGNORECASE)
_CALLED = re.compile(
    rf"(?:\b(?:{either(WordList.CALLED)})\s|\bc['’])"
    r"(?:[\w-]+\s){0,3}?(?:is|was|were|are|as|est|sont|était|étaient|de)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_HAPPENED_WITHIN = 5
"""Words between an attack and what says that there was none: `no ambush near Gossi had taken place`."""
_TOLL, _ATTRIBUTION, _EVENT = "toll", "attribution", "event"


class DenialReader:
    """Reads the denials of one page."""

    def __init__(self, page: Page, reference: Reference) -> None:
        self._page = page
        self._reference = reference

    def word(self, unit: Unit, speech: Speech) -> Mark[Cue] | None:
        """The words that deny, on the speaker's own behalf; None where nothing is denied.

        They are its word of speech, one joined to that by `and`, or words that disown: `it had no hand in the attack`.
        """
        told = speech.cue
        if told is not None and told.value is Cue.DENY:
            return told
        for cue in within(self._page.cues, unit.start, unit.end):
            if cue.value is Cue.DENY and self._joins(told, cue, unit, speech):
                return cue
            start = unit.start if told is None or cue.start < told.start else told.end
            if cue.value is Cue.DISOWN and self._of_itself(start, cue, speech):
                return cue
        if speech.speaker.party is Party.INSTITUTION:
            none = self._no_event(unit)
            if none is not None:
                return none
        return None if told is None else self._called_false(unit)

    def parted(self, unit: Unit, speech: Speech) -> list[tuple[Unit, Speech]]:
        """A sentence in which a group claims one thing and denies another in two, else as it is."""
        told = speech.cue
        if told is None or speech.speaker.party is not Party.GROUP:
            return [(unit, speech)]
        for cue in within(self._page.cues, told.end, unit.end):
            turns = cue.value in (Cue.CLAIM, Cue.SAY) if told.value is Cue.DENY else cue.value is Cue.DENY
            joint = _JOINED.search(self._page.text, told.end, cue.start)
            if not turns or joint is None:
                continue
            behind = replace(unit, start=joint.start())
            if cue.value is Cue.DENY and not disowns(self.denied(behind, cue)):
                continue
            return [(replace(unit, end=joint.start()), speech), (behind, replace(speech, cue=cue, named=None))]
        return [(unit, speech)]

    def rejects(self, denial: Mark[Cue], loss: Loss, unit: Unit) -> bool:
        """Whether a loss is what is denied: it stands behind the word, before the next word of speech."""
        further = within(self._page.cues, denial.end, unit.end)
        end = further[0].start if further else unit.end
        return denial.end <= loss.start < end

    def denied(self, unit: Unit, denial: Mark[Cue]) -> tuple[str, ...]:
        """What is denied: the toll, that the speaker did it, or that it happened."""
        page = self._page
        if denial.value is Cue.DISOWN:
            return (_ATTRIBUTION,)
        if within(page.discourse[Discourse.DENIED_TOLL], denial.end, unit.end):
            return (_TOLL,)
        if within(page.discourse[Discourse.DENIED_ATTRIBUTION], denial.end, unit.end):
            return (_ATTRIBUTION,)
        return (_EVENT,)

    def _joins(self, told: Mark[Cue] | None, cue: Mark[Cue], unit: Unit, speech: Speech) -> bool:
        if told is None:
            return self._of_itself(unit.start, cue, speech)
        return _JOINED.search(self._page.text, told.end, cue.start) is not None

    def _of_itself(self, start: int, cue: Mark[Cue], speech: Speech) -> bool:
        """Whether the subject of words that deny is whoever speaks: `it`, `its fighters`, `we`, its own name."""
        page, speaker = self._page, speech.speaker
        named = [mark for mark in within(page.actors, start, cue.start) if mark.value.codes]
        if named:
            here = speaker.start is not None and named[-1].start <= speaker.start < named[-1].end
            return here or not self._codes_of(speaker).isdisjoint(named[-1].value.codes)
        echoes = {echo.value for echo in within(page.echoes, start, cue.start)}
        if Echo.OTHERS in echoes or (speaker.party is Party.GROUP and Echo.INSTITUTION in echoes):
            return False
        if speech.cue is not None and speech.cue.end == start:
            return True
        fighters = any(mark.value is Side.MILITANTS for mark in within(page.people, start, cue.start))
        ours = _FIRST_PERSON.search(page.text, start, cue.start) is not None
        return bool(echoes) or ours or (speaker.party is Party.GROUP and fighters)

    def _codes_of(self, speaker: Speaker) -> set[str]:
        """The actors whom a speaker's name stands for."""
        source = self._reference.sources.get(speaker.key)
        return {speaker.key, *(() if source is None else source.speaks_for)}

    def _called_false(self, unit: Unit) -> Mark[Cue] | None:
        """`said the claim was untrue`, `"This is false," said`, `a qualifié cette revendication de mensongère`."""
        for mark in within(self._page.discourse[Discourse.UNTRUE], unit.start, unit.end):
            lied = (
                mark.last - mark.first == 1
                and self._page.words[mark.first].fold == "lied"
                and self._of_group(mark.first)
            )
            if lied or _CALLED.search(self._page.text, unit.start, mark.start) is not None:
                return Mark(mark.first, mark.last, mark.start, mark.end, Cue.DENY)
        return None

    def _of_group(self, word: int) -> bool:
        """Whether a group is named right before a word: `JNIM lied`."""
        named = [code for mark in self._page.actors if mark.last == word for code in mark.value.codes]
        return self._reference.actors.any_is(named, ActorKind.ARMED_GROUP)

    def calls_enemy_liar(self, unit: Unit, speech: Speech) -> bool:
        """Whether a group's own text only repeats what the other side said, to call it a lie."""
        if not speech.own or speech.speaker.party is not Party.GROUP or self.word(unit, speech) is not None:
            return False
        institution = any(echo.value is Echo.INSTITUTION for echo in within(self._page.echoes, unit.start, unit.end))
        return institution and bool(within(self._page.discourse[Discourse.UNTRUE], unit.start, unit.end))

    def _no_event(self, unit: Unit) -> Mark[Cue] | None:
        """`no ambush had taken place there`, as a word that denies."""
        page = self._page
        for attack in within(page.attacks, unit.start, unit.end):
            first, last = page.word_at(attack.start), page.word_at(attack.end)
            none = next((mark for mark in page.small[Small.NEGATED] if 0 <= first - mark.last <= 1), None)
            verbs = page.discourse[Discourse.HAPPENED]
            verb = next((mark for mark in verbs if 0 <= mark.first - last <= _HAPPENED_WITHIN), None)
            if none is not None and verb is not None and unit.start <= none.start and verb.end <= unit.end:
                return Mark(none.first, verb.last, none.start, verb.end, Cue.DENY)
        return None


def disowns(denied: Sequence[str]) -> bool:
    """Whether a whole event is denied, and not its toll alone."""
    return _ATTRIBUTION in denied or _EVENT in denied
