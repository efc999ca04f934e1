"""Remarks that somebody had not commented: of one body, or of several named together."""

import re
from collections.abc import Iterable

from reconcile.drafting.page import Mark, Page, within
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.sentences import Unit
from reconcile.drafting.vocabulary import Cue, Discourse, Echo, vocabulary
from reconcile.drafting.voices import Party, Speaker, VoiceReader, echo_text

_MISSION = re.compile(r"\b(?:mission|force)\b", re.IGNORECASE)
_OF_TOLL = re.compile(
    r"\s(?:(?:de|du|d['’]|on|any|a|about|regarding|sur|concernant)\s?)(?:[\w'’]+\s){0,2}"
    rf"(?:{either(WordList.TOLLS)})",
    re.IGNORECASE,
)
"""Who only gave no figures was not silent: `n'a pas communiqué de bilan`."""
_RELATIVE = re.compile(r",?\s(?:which|who|qui)\s(?:\w+\s)?$", re.IGNORECASE)
_ASIDE = re.compile(r",\s(?:which|who|whose|whom|qui|que|dont)\s[^;]*,\s?$", re.IGNORECASE)
_COMMA = re.compile(r",\s")
_LIST_ENDS = re.compile(r"[;:](?=\s)|(?<![A-Z])\.(?=\s|$)")


class SilenceReader:
    """Reads the remarks of silence of one page, unit by unit beside its voices."""

    def __init__(self, page: Page, voices: VoiceReader) -> None:
        self._page = page
        self._voices = voices

    def remarks(self, unit: Unit) -> bool:
        """Whether the unit says of anybody that they had not commented."""
        return any(cue.value is Cue.SILENCE for cue in within(self._page.cues, unit.start, unit.end))

    def silences(self, unit: Unit) -> list[tuple[Speaker, Mark[Cue]]]:
        """Of whom the unit remarks that they had not commented."""
        self._voices.turn_to(unit)
        for cue in within(self._page.cues, unit.start, unit.end):
            if cue.value not in (Cue.SILENCE, Cue.COMMENT) or _OF_TOLL.match(self._page.text, cue.end):
                continue
            neither = self._voices.neither(cue, unit)
            if cue.value is Cue.COMMENT and neither is None:
                continue
            found = self._silent_ones(cue, unit, neither)
            known = {one.key or one.written: one for one in found if one.party is Party.INSTITUTION and one.written}
            if known:
                return [(speaker, cue) for speaker in known.values()]
        return []

    def without_toll(self, unit: Unit) -> list[Speaker]:
        """Who gave no figures and is not said to be silent."""
        self._voices.turn_to(unit)
        return [
            body
            for cue in within(self._page.cues, unit.start, unit.end)
            if cue.value is Cue.SILENCE and _OF_TOLL.match(self._page.text, cue.end)
            for body in self._silent_ones(cue, unit, None)
        ]

    def _silent_ones(self, cue: Mark[Cue], unit: Unit, neither: Mark[Discourse] | None) -> list[Speaker]:
        if any(mark.first == cue.first for mark in self._page.discourse[Discourse.SILENCE_OF]):
            behind = self._parted(cue.end, self._list_behind(cue.end, unit))
            found = self._bodies(behind[:1]) + self._bodies(behind[1:], alone=True)
            if found:
                return found
        if neither is not None:
            return self._bodies(self._parted(neither.end, cue.start))
        whose = _RELATIVE.search(self._page.text, unit.start, cue.start)
        if whose is not None:  # `blamed the group, which has not commented`
            return self._named_last(unit.start, whose.start())
        aside = _ASIDE.search(self._page.text, unit.start, cue.start)
        if aside is not None:  # `The group, which the army says did it, has not commented`
            return self._named_last(unit.start, aside.start())
        before = self._parted(unit.start, cue.start)
        last = self._body(*before[-1]) if len(before) > 1 else None
        if last is None:
            last = self._silent_one(cue, unit)
            return [] if last is None else [last]
        return [*self._listed_before(before[:-1]), last]

    def _named_last(self, start: int, end: int) -> list[Speaker]:
        """The body that a stretch of text names last, of whichever side."""
        marks = [mark for mark in within(self._page.actors, start, end) if mark.value.codes]
        if not marks:
            last = self._voices.named(start, end)
            return [] if last is None else [last]
        found = self._voices.named(marks[-1].start, end)
        return [] if found is None else [found]

    def _list_behind(self, start: int, unit: Unit) -> int:
        stop = _LIST_ENDS.search(self._page.text, start, unit.end)
        return unit.end if stop is None else stop.start()

    def _parted(self, start: int, end: int) -> list[tuple[int, int]]:
        """A stretch of text in parts, between `and`, `or`, `nor` and commas."""
        first, last = self._page.word_at(start), self._page.word_at(end)
        joining = vocabulary().joining.find(self._page.words[first:last])
        gaps = [self._page.span(first + hit.first, first + hit.last) for hit in joining]
        gaps += [comma.span() for comma in _COMMA.finditer(self._page.text, start, end)]
        edges = [start, *(edge for gap in sorted(gaps) for edge in gap), end]
        parts = zip(edges[::2], edges[1::2], strict=True)
        return [(first, last) for first, last in parts if self._page.word_at(first) < self._page.word_at(last)]

    def _bodies(self, parts: Iterable[tuple[int, int]], *, alone: bool = False) -> list[Speaker]:
        """The bodies that parts of a list name; `alone`: only where an article at most stands before the name."""
        found = [(first, self._body(first, last)) for first, last in parts]
        return [one for first, one in found if one is not None and not (alone and self._led(first, one))]

    def _listed_before(self, parts: list[tuple[int, int]]) -> list[Speaker]:
        """`The army and the government have not commented`: the army; but not of `They attacked the army and the
        government has not commented`, where more than its article stands before it."""
        found: list[Speaker] = []
        for first, last in reversed(parts):
            body = self._body(first, last)
            if body is None or self._led(first, body) or not self._few(body.end or last, last):
                break
            found.insert(0, body)
        return found

    def _led(self, start: int, body: Speaker) -> bool:
        return not self._few(start, body.start or start)

    def _few(self, start: int, end: int) -> bool:
        """Whether one word at most stands there."""
        return self._page.word_at(end) - self._page.word_at(start) <= 1

    def _body(self, start: int, end: int) -> Speaker | None:
        """Whom a part of a list names: `the Malian army`, `the government`, `the task force`."""
        echoes = within(self._page.echoes, start, end)
        named = self._mission_meant(echoes) or self._voices.named(start, end)
        echo = next((echo for echo in echoes if echo.value is Echo.INSTITUTION), None)
        if named is not None or echo is None:
            return named
        return self._voices.of_country(echo) or self._voices.meant(echo)

    def _mission_meant(self, echoes: Iterable[Mark[Echo]]) -> Speaker | None:
        """The mission that `the task force` stands for, where one was named before."""
        force = next((echo for echo in echoes if _MISSION.search(echo_text(self._page, echo))), None)
        return None if force is None else self._voices.mission_before(force.start)

    def _silent_one(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        mission = self._mission_meant(within(self._page.echoes, unit.start, cue.start))
        if mission is not None:
            return mission
        named = self._voices.named_before(cue, unit)
        if named is not None:
            return named
        echo = self._voices.echo_before(cue, unit)
        if echo is None or echo.value is Echo.GROUP:
            return None
        return self._voices.meant(echo) if echo.value is Echo.ANYBODY else self._voices.institution
