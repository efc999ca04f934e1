"""On whose word a text tells something: groups that claim, institutions that state, or nobody it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reconcile.domain.sources import Source, SourceKind
from reconcile.drafting.audiences import audience
from reconcile.drafting.missions import issuer_of_mission
from reconcile.drafting.page import Mark, Named, Page, in_brackets, within
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.quotations import open_quotation
from reconcile.drafting.sentences import Unit
from reconcile.drafting.vocabulary import Cue, Discourse, Echo, Small
from reconcile.grammar.date_finding import FoundDate
from reconcile.reference import ActorKind, Reference
from reconcile.reference.arabic import is_arabic

_QUOTES = re.compile(r"[\"“”«»]")
_PARTICIPLE = re.compile(r"(?:ed|said|told|ée?s?)$", re.IGNORECASE)
_BY = re.compile(r"(?:,?\s[\w'’-]+){0,9}?,?\s(?:by|par)\s", re.IGNORECASE)
_CLAUSE = re.compile(r";|\bwhile\b|\bbut\b|\btandis que\b|\bmais\b")
_QUOTATION_ENDS = re.compile(r"[,.!?…]\s?[\"”»]\s*$|[\"”»]\s?,\s*$")
_SKIPPED_BEFORE = re.compile(
    r"\b(?:for|on|against|with|near|into|inside|contre|sur|avec|pour)\s(?:the\s|its\s|la\s|le\s|l['’]|les\s)?\Z",
    re.IGNORECASE,
)
_FOR_BODY = re.compile(r"\b(?:for|on|against|with|contre|avec)\s(?:the\s|la\s|les\s|l['’])?[\w-]+(?:\s[\w-]+)?,?\s*$")
_FOR_WHOM = re.compile(rf"(?:{either(WordList.SPOKESMEN)}|{either(WordList.BEARERS)})\b[^.;]*\Z")
"""Who speaks for a body, or bears a title in it, stands before `for` or `in`."""
_PERSON = re.compile(r"(?:\s[A-ZÉ][\w'’.-]+){2,}")
"""A name of two words and more behind a word of speech: `, said Abdi Farah`."""
_TITLE_WITHIN = 12
"""Words behind it within which a title stands."""
_QUOTED = re.compile(r"[,.!?…][\"”»]\s|[\"”»],\s")
"""Where a quotation ends: `struck the police," X said`."""
_TITLE_CLOSED = re.compile(r"(?:\s(?:for|of|de|du|d['’])\s?[^,;:]{2,60})?,\s?(?:[\w-]+\s){0,2}", re.IGNORECASE)
"""Between a title that stands between commas and the verb: `a spokesman for the mission, has`."""
_CLOSING_QUOTES = ("»", "”", '"')
_TITLE = 30
"""Characters of a title around the name of a body within which it may say that its bearer is not named."""
_OF_BODY = re.compile(rf"(?:['’]s)?\s(?:(?:{either(WordList.OFFICES)})\s){{0,2}}")
"""Between a body and the title of who speaks for it: `Shabaab's military spokesman`."""
_TITLE_BEFORE = re.compile(r"(?<![\w'’-])(?:[\w-]+\s){1,3}$")
_POSSESSED = re.compile(r"(?:['’]s|\b(?:its|their))\s(?:[\w-]+\s){0,2}$")
_REGIONAL = re.compile(rf"\b(?:{either(WordList.REGIONAL_GOVERNMENTS)})\b", re.IGNORECASE)
_GOVERNMENT_OF = "Government of "
_RELATIVE = frozenset(("that", "which", "laquelle", "lequel", "que", "qu"))
_SPOKESMAN = re.compile(either(WordList.SPOKESMEN), re.IGNORECASE)
_BEARER_BEHIND = re.compile(r",?(?:\s[A-Z][\w'’.-]+){0,4}\s(?P<name>[A-Z][\w'’-]{2,}),?\s(?=\S)")
_BEARER_BEFORE = re.compile(r"\b[A-Z][\w'’-]+\s(?:[\w'’-]+\s){0,2}(?P<name>[A-Z][\w'’-]{2,}),\s[^,.;]{0,40}\Z")
_TITLED_BODY = re.compile(
    rf"\b(?i:{either(WordList.OFFICERS)})\b[^,;:]{{0,60}},\s(?:[A-ZÉ][\w'’.-]+\s){{1,3}}(?P<name>[A-ZÉ][\w'’-]{{2,}}),?\s[^,;:]{{0,20}}\Z"
)
"""`The mayor of Huddur, Omar Ali Mohamud, said`."""
_AND = re.compile(r"\s(?:and|et)\s(?:the\s|le\s|la\s|l['’])?", re.IGNORECASE)
_HEAD_OF = re.compile(
    rf"(?:\A\W*|\b(?:and|et)\s)(?:the\s|le\s|la\s)?(?:{either(WordList.HEADS)})\s?(?:the\s)?\Z", re.IGNORECASE
)
_AND_OTHERS = re.compile(r"\s(?:and|et)\s(?:[\w-]+\s){0,2}\Z", re.IGNORECASE)
_NAME_WITHIN = 3
"""Words before the name of a body with which a clause begins: `the Malian authorities`."""
_FORMER = re.compile(rf"\b(?:{either(WordList.FORMER)})[ -]$", re.IGNORECASE)
_LEFT = re.compile(
    r"\s(?:\w+\s){0,2}"
    rf"(?:who\s(?:\w+\s)?(?:{either(WordList.LEFT)})|(?:{either(WordList.DEFECTORS)})\b)",
    re.IGNORECASE,
)
"""Who left a group or was taken speaks for it no more."""
_REACH = 9
"""Words behind a verb of speech in which its speaker may stand: `a déclaré lundi le ministre`."""
_LONGEST_NAME = 8
"""Words that the name of an institution may have."""
_NOT_NAMES = frozenset(
    ("it", "he", "she", "they", "its", "his", "that", "the attack", "que", "qu", "il", "elle", "avoir", "to")
)
_OBJECTS = frozenset(("it", "them", "him", "her", "to"))
_BEFORE_NOUNS = frozenset(
    ("the", "a", "an", "this", "that", "its", "their", "any", "no", "of", "first", "second", "such")
)
_OF_ANOTHER = re.compile(r"\s(?:for|of|du|de\sl(?:a\s|['’])|des)\b", re.IGNORECASE)
_FOR = re.compile(r"\s(?:for|of|de|du|d['’])\s?(?:the\s|la\s|l['’])?", re.IGNORECASE)
_RELATIVE_SUBJECT = re.compile(r"\b(?:which|that|qu(?:e\s|['’]))\s?(?:[\w'’-]+\s){1,4}$", re.IGNORECASE)
_STRANGER = re.compile(
    r"(?:\A|(?<=[.!?…\n])\s*|[,:;]\s|[\"”»]\s?|\b(?:that|and|but|while)\s)(?:the\s)?"
    r"(?P<name>[A-ZÉ][\w'’.-]*(?:\s[A-ZÉ][\w'’.-]*){0,3})\s(?:also\s|later\s)?\Z",
)
"""A name right before a word of speech, and nothing else of its clause."""
_TITLED = re.compile(rf"(?:{either(WordList.TITLES)})\b\.?\s", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\s(?:(?P<whom>lui|elle|eux|elles|him|her|it|them)|lesquel(?:le)?s|laquelle|lequel)\b", re.IGNORECASE
)
"""`selon lui`; `les allégations selon lesquelles`, which says nothing of who speaks."""
_ENGLISH = re.compile(r"(?:ed|ing|says?|said|told|wrote|confirms|condemns|reports)$", re.IGNORECASE)
"""A verb whose subject stands before it, where nothing sets it apart; in French and Arabic it may stand behind."""
_ARABIC_THAT = "ان"
"""`سبق أن أكد الجيش`: folded; who says it stands behind."""
_SPEAKER_BEHIND = (Cue.ACCORDING, Cue.CLAIMED_BY)
_NO_SPEECH = (Cue.SILENCE, Cue.COMMENT, Cue.DISOWN)
_BY_OR_ON = frozenset(("by", "par", "on", "to", "of", "for", "a", "au", "aux", "de", "d"))
"""Behind a participle: `an attack blamed on X`, `accused of`, `attribuée à X`."""
_MOST_CLAUSES = 3
"""Clauses behind one in which the sentence may tell who says all of it."""
_CLOSES_WITHIN = 12
"""Words behind a word of speech at the end of a sentence: `, a annoncé lundi la mission dans un communiqué`."""
_BETWEEN = 3
"""Words between `it` and its verb: `it has also`."""


class Party(StrEnum):
    GROUP = "group"
    INSTITUTION = "institution"
    OTHERS = "others"
    """Sources without a name: nothing is drafted on their word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    party: Party
    key: str
    """Code of the group, key of the source; empty where the text speaks in its own name and nothing tells whose."""
    written: str
    start: int | None
    end: int | None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Who speaks in a unit and how."""

    speaker: Speaker
    cue: Mark[Cue] | None
    own: bool
    """In its own text."""
    inherited: bool
    """No word of speech stands there: the sentence before tells."""
    quoted: bool
    named: tuple[int, int] | None = None
    """Characters of the name of whoever speaks, where the unit names them."""
    assumed: bool = False
    """Nothing but the sentence before it says that it is theirs: it may be the text's own."""


UNSIGNED = Speaker(party=Party.INSTITUTION, key="", written="", start=None, end=None)
"""Nobody is quoted and no publisher known: the text is read as somebody's own."""
_UNHEARD = Speaker(party=Party.OTHERS, key="", written="", start=None, end=None)


class VoiceReader:
    """Follows who speaks through a page; ask for its units in order."""

    def __init__(self, page: Page, reference: Reference, countries: Sequence[str | None], own: Speaker | None) -> None:
        """`countries`: by the number of a unit the country it tells of. `own`: whose own text it is."""
        self._page = page
        self._reference = reference
        self._countries = countries
        self._country: str | None = None
        self._behind_being = {mark.last for mark in page.small[Small.BEING]}
        self.own = own
        self._group: Speaker | None = self.own if self.own and self.own.party is Party.GROUP else None
        self.institution: Speaker | None = self.own if self.own and self.own.party is Party.INSTITUTION else None
        self._last: Speaker | None = self.own
        self._spokesmen = [echo for echo in page.echoes if _SPOKESMAN.search(echo_text(page, echo))]
        self._bearers: dict[str, Speaker] = {}
        """By the surname of who speaks for a body: `Diallo said` behind `army spokesman Amadou Diallo`."""
        self._held: tuple[int, Speaker] | None = None
        """The paragraph in which a speaker was named, and who."""

    def turn_to(self, unit: Unit) -> None:
        """Takes bodies such as `the army` for those of the country that a unit tells of."""
        self._country = self._countries[unit.number]

    def speech(self, unit: Unit) -> Speech | None:
        """Who speaks in a unit; None where the text itself tells and is no account of a side."""
        self.turn_to(unit)
        cue, speaker = self.spoken(unit)
        if speaker is None and self.own is None:
            closing = self._closing(unit) or self._quoted_on(unit)
            if closing is not None:
                return closing
        quoted = _QUOTES.search(self._page.text, unit.start, unit.end) is not None
        if speaker is not None and cue is not None:
            named = None if speaker.start is None or speaker.end is None else (speaker.start, speaker.end)
            own = self.own is not None and speaker.key == self.own.key
            if self._quotes_enemy(speaker):
                return Speech(speaker=_UNHEARD, cue=cue, own=False, inherited=False, quoted=quoted)
            if not own and self.own is not None and speaker.party is not Party.GROUP:
                # A release quotes its own officers and partners: what they say is said by who gives it out.
                speaker, own = self.own, True
            self._remember(speaker, unit)
            return Speech(speaker=speaker, cue=cue, own=own, inherited=False, quoted=quoted, named=named)
        if self.own is not None:
            return Speech(speaker=self.own, cue=cue, own=True, inherited=True, quoted=quoted)
        if self._held is not None and self._held[0] == unit.paragraph and not unit.heading:
            return Speech(speaker=self._held[1], cue=None, own=False, inherited=True, quoted=quoted, assumed=not quoted)
        return None

    def joint(self, speech: Speech) -> list[Speech]:
        """A word of speech for each group of which it is: `X and Y both claimed`."""
        first = speech.speaker
        if first.party is not Party.GROUP or speech.named is None or speech.cue is None or first.end is None:
            return [speech]
        for mark in within(self._page.speaking, first.end, speech.cue.start):
            if self._is_group(mark) and _AND.fullmatch(self._page.text, first.end, mark.start):
                other = self._of_actor(mark, mark.end)
                if other is not None and other.key != first.key:
                    return [speech, replace(speech, speaker=other, named=(mark.start, mark.end))]
        return [speech]

    def _closing(self, unit: Unit) -> Speech | None:
        """Who speaks at the end of the sentence: `one was killed, and another attack hurt two, the army said`."""
        following = self._page.units[unit.number + 1 : unit.number + 1 + _MOST_CLAUSES]
        for other in (one for one in following if one.sentence == unit.sentence):
            cue, speaker = self.spoken(other)
            if cue is None or speaker is None:
                continue
            closes = self._page.word_at(other.end) - cue.last <= _CLOSES_WITHIN
            comma = self._page.text.rfind(", ", other.start, cue.start) > other.start
            if not (closes and comma):
                return None
            self._remember(speaker, unit)
            return Speech(speaker=speaker, cue=None, own=False, inherited=True, quoted=False)
        return None

    def _quoted_on(self, unit: Unit) -> Speech | None:
        """Who speaks where a quotation of several sentences ends: `“We were hit. Nine died,” the army said.`"""
        end = open_quotation(self._page.text, self._paragraph(unit), unit.end)
        if end is None:
            return None
        closing = next((u for u in self._page.units[unit.number + 1 :] if u.start <= end < u.end), None)
        if closing is None or closing.paragraph != unit.paragraph:
            return None
        cue, speaker = self.spoken(replace(closing, start=end))
        if cue is None or speaker is None:
            return None
        self._remember(speaker, unit)
        return Speech(speaker=speaker, cue=None, own=False, inherited=True, quoted=True)

    def _paragraph(self, unit: Unit) -> int:
        """Where the paragraph of a unit starts."""
        return next(other.start for other in self._page.units if other.paragraph == unit.paragraph)

    def _quotes_enemy(self, speaker: Speaker) -> bool:
        """What a group's own text says that an institution said is the word of neither."""
        return self.own is not None and self.own.party is Party.GROUP and speaker.party is Party.INSTITUTION

    def _remember(self, speaker: Speaker, unit: Unit) -> None:
        self._held = (unit.paragraph, speaker)
        self._last = speaker
        if speaker.party is Party.GROUP:
            self._group = speaker
        elif speaker.party is Party.INSTITUTION:
            self.institution = speaker

    def hear_of(self, body: Speaker) -> None:
        """Takes note of a body that the text says was silent: whom `elle` or `it` means behind that."""
        self._last = body
        if body.party is Party.INSTITUTION:
            self.institution = body

    def spoken(self, unit: Unit) -> tuple[Mark[Cue] | None, Speaker | None]:
        """The first word of speech whose speaker is known, else one of a stranger."""
        stranger: Mark[Cue] | None = None
        for cue in within(self._page.cues, unit.start, unit.end):
            possessor = self._claim_of(cue)
            if possessor is not None:
                return cue, possessor
            if not self._is_speech(cue, unit) or self._is_noun(cue) or self._not_said(cue, unit) or self._is_habit(cue):
                continue
            if self._takes_object(cue):
                continue
            if self._of_stranger(cue, unit):
                stranger = cue
                continue
            speaker = self._accuser(cue, unit) if cue.value is Cue.BLAME else self._speaker(cue, unit)
            if speaker is not None:
                self._learn(cue, speaker, unit)
                return cue, speaker
        return stranger, None if stranger is None else _UNHEARD

    def _joined_by(self, others: Mark[Echo], unit: Unit) -> Speaker | None:
        """`The authorities and security analysts said`: the body that stands before sources without a name."""
        start = max(unit.start, self._page.text.rfind(", ", unit.start, others.start) + 2)
        joint = _AND_OTHERS.search(self._page.text, start, others.start)
        named = None if joint is None else self.named(start, joint.start())
        if joint is None or named is None or named.start is None:
            return None
        alone = self._page.word_at(named.start) - self._page.word_at(start) < _NAME_WITHIN
        return named if alone and named.end == joint.start() else None

    def _of_stranger(self, cue: Mark[Cue], unit: Unit) -> bool:
        """`Nine of X's men died, Acme said`: a name that nothing knows stands where the speaker does."""
        if cue.value in _SPEAKER_BEHIND or self._bearer(cue) is not None:
            return False
        name = _STRANGER.search(self._page.text, self._clause_of(cue, unit), cue.start)
        if name is None or _TITLED.match(name["name"]):
            return False
        page = self._page
        met: tuple[Mark[Named] | Mark[Echo] | Mark[Cue] | FoundDate, ...]
        met = (*page.actors, *page.echoes, *page.cues, *page.dates)
        if any(mark.start < cue.start and name.start("name") < mark.end for mark in met):
            return False
        return self.named(name.start("name"), cue.start) is None

    def _learn(self, cue: Mark[Cue], speaker: Speaker, unit: Unit) -> None:
        """Who spoke for a body, by name: `spokesman Amadou Diallo said`, `Amadou Diallo, a spokesman for X, said`."""
        if speaker.party is Party.OTHERS:
            return
        for echo in within(self._spokesmen, unit.start, cue.start):
            bearer = _BEARER_BEHIND.match(self._page.text, echo.end, cue.start + 1)
            bearer = bearer or _BEARER_BEFORE.search(self._page.text[unit.start : echo.start])
            if bearer is not None:
                self._bearers[bearer["name"].casefold()] = speaker
        titled = None if speaker.start is None else _TITLED_BODY.search(self._page.text, unit.start, cue.start)
        if titled is not None and speaker.party is Party.INSTITUTION:
            self._bearers.setdefault(titled["name"].casefold(), speaker)

    def _bearer(self, cue: Mark[Cue]) -> Speaker | None:
        """Whom a surname right before or behind a word of speech stands for."""
        for place in (cue.first - 1, cue.last) if self._bearers else ():
            if 0 <= place < len(self._page.words):
                word = self._page.words[place]
                found = self._bearers.get(self._page.text[word.start : word.end].casefold())
                if found is not None and self._page.text[word.start].isupper():
                    return found
        return None

    def _is_speech(self, cue: Mark[Cue], unit: Unit) -> bool:
        if cue.value is Cue.REVISE:
            return bool(within(self._page.told, unit.start, unit.end))
        return cue.value not in _NO_SPEECH

    def _accuser(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """The institution that says who did it; whom others accuse, and a group that accuses, claim nothing."""
        behind = self._page.words[cue.last].fold if cue.last < len(self._page.words) else ""
        participle = cue.last - cue.first == 1 and _PARTICIPLE.search(self._page.text, cue.start, cue.end) is not None
        if self._passive(cue) or (participle and behind in _BY_OR_ON and not self._blames(cue, unit)):
            speaker = self._doer(cue, unit) if behind in ("by", "par") else None
        else:
            echo = self.echo_before(cue, unit)
            meant = None if echo is None else self._possessor(echo, unit) or self.meant(echo)
            speaker = meant if echo is not None else self._accuser_named(cue, unit)
        if within(self._page.discourse[Discourse.UNTRUE], cue.end, unit.end):
            return None  # `accused X of lying about the killing`
        return speaker if speaker is not None and speaker.party is Party.INSTITUTION else None

    def _blames(self, cue: Mark[Cue], unit: Unit) -> bool:
        """`the army attributed to X an attack`, `which the army attributed to X`: the participle is a verb."""
        before = self._page.text[unit.start : cue.start]
        if _RELATIVE_SUBJECT.search(before) is not None:
            return True
        near = (mark for mark in self._page.speaking if 0 <= mark.first - cue.last <= 2)
        group = next(filter(self._is_group, near), None)
        if group is None:
            return False
        return any(0 <= self._page.word_at(term.start) - group.last <= 2 for term in self._page.attacks)

    def _accuser_named(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        if is_arabic(self._page.text[cue.start : cue.end]):
            return self._named_after(cue.end, unit, near=True)
        return self.named_before(cue, unit)

    def _is_habit(self, cue: Mark[Cue]) -> bool:
        """`which often claims attacks`, `which has claimed similar attacks`: of no attack in particular."""
        return cue.value in (Cue.CLAIM, Cue.DENY) and any(
            0 <= cue.first - mark.last < _BETWEEN or 0 <= mark.first - cue.last < _BETWEEN
            for mark in self._page.discourse[Discourse.HABIT]
        )

    def neither(self, cue: Mark[Cue], unit: Unit) -> Mark[Discourse] | None:
        """The `neither` or first `ni` of which a word of speech is the verb; None where that has a subject of its own:
        `neither the soldiers nor the villagers were hurt, the army said`."""
        found = within(self._page.discourse[Discourse.NEITHER], unit.start, cue.start)
        if found:
            found = within(found, self._clause_of(cue, unit), cue.start)
        if not found:
            return None
        comma = self._page.text.rfind(", ", found[0].end, cue.start)
        between = self._page.word_at(cue.start) - self._page.word_at(max(comma, found[0].end))
        listed = found[-1].start > comma and (len(found) > 1 or comma >= 0)
        return found[0] if listed or between <= (_BETWEEN if comma < 0 else 0) else None

    def _clause_of(self, cue: Mark[Cue], unit: Unit) -> int:
        """Where the clause begins that a word of speech stands in."""
        gaps = _CLAUSE.finditer(self._page.text, unit.start, cue.start)
        return max((gap.end() for gap in gaps), default=unit.start)

    def _is_noun(self, cue: Mark[Cue]) -> bool:
        """`the claim`, `its report`."""
        word = self._page.words[cue.first].fold
        before = self._page.words[cue.first - 1].fold if cue.first else ""
        return cue.last - cue.first == 1 and word in ("claim", "report") and before in _BEFORE_NOUNS

    def _takes_object(self, cue: Mark[Cue]) -> bool:
        """`added it to its list`: nothing is said."""
        behind = self._page.words[cue.last].fold if cue.last < len(self._page.words) else ""
        return self._page.words[cue.first].fold == "added" and behind in _OBJECTS

    def _claim_of(self, cue: Mark[Cue]) -> Speaker | None:
        """`did not confirm JNIM's claim that`: the group whose claim it is."""
        if cue.value is not Cue.CLAIM or self._page.words[cue.first].fold != "claim":
            return None
        before = self._page.text[: cue.start].rstrip()
        if not before.endswith(("'s", "’s")):
            return None
        marks = [mark for mark in self._page.speaking if 0 <= cue.first - mark.last <= 1 and self._is_group(mark)]
        return self._of_actor(marks[0], marks[0].end) if marks else None

    def _not_said(self, cue: Mark[Cue], unit: Unit) -> bool:
        return self.neither(cue, unit) is not None or any(
            unit.start <= mark.start and mark.end <= cue.start and cue.first - mark.last <= 2
            for mark in self._page.discourse[Discourse.NOT_SAID]
        )

    def _speaker(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        if cue.value in _SPEAKER_BEHIND:
            return self._according(cue, unit)
        if self._passive(cue):
            return self._doer(cue, unit)
        by_name = self._bearer(cue) or self._entitled(cue, unit)
        if by_name is not None:
            return by_name
        if self._inverted(cue):
            after = self._named_behind(cue, unit)
            if after is not None or self._ends_quotation(cue):
                return after  # who is named within a quotation is spoken of
        echo = self.echo_before(cue, unit)
        if echo is not None:
            return self._echoed(echo, unit)
        near = not is_arabic(self._page.text[cue.start : cue.end])  # in Arabic the speaker stands behind the verb
        if not near and cue.first and self._page.words[cue.first - 1].fold == _ARABIC_THAT:
            return self._named_after(cue.end, unit)
        named = self.named_before(cue, unit)
        if named is not None:
            return self._unless_others(named)
        echoed = self._last_echo(cue, unit)
        if echoed is None and not (near and self._has_subject(cue)):
            return self._named_after(cue.end, unit, near=near)
        return echoed

    def _according(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """Who is named behind `according to`."""
        pronoun = _PRONOUN.match(self._page.text, cue.end)
        if pronoun is not None:
            return self._last if pronoun["whom"] else None
        named = self._named_after(cue.end, unit) or self._bearer(cue)
        return self._echoed_after(cue.last, unit) if named is None else self._unless_others(named)

    def _has_subject(self, cue: Mark[Cue]) -> bool:
        """Whether it stands before a verb: `rights groups say government must`, `Kenya has rejected claims by X`."""
        return cue.value is Cue.DENY or _ENGLISH.search(self._page.text, cue.start, cue.end) is not None

    def _echoed(self, echo: Mark[Echo], unit: Unit) -> Speaker | None:
        """Whom a word right before a verb of speech stands for."""
        if echo.value is Echo.OTHERS:
            return self._joined_by(echo, unit) or _nobody(echo)
        return self._possessor(echo, unit) or self._meant(echo) or self._only_body(echo, unit)

    def _entitled(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """`Abdi Farah, a spokesman for the mission, said`: whose spokesman stands between the commas."""
        titles = within(self._spokesmen, unit.start, cue.start)
        if not titles or _TITLE_CLOSED.fullmatch(self._page.text, titles[-1].end, cue.start) is None:
            return None
        return self._possessor(titles[-1], unit)

    def _named_behind(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """`..., said the army`; a name that no table knows is nobody's, and who is named before it said nothing."""
        after = self._named_after(cue.end, unit) or self._echoed_after(cue.last, unit)
        if after is None and _PERSON.match(self._page.text, cue.end, unit.end) is not None:
            return self._entitled_behind(cue, unit) or _UNHEARD
        return after

    def _entitled_behind(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """`, said Abdi Farah, a spokesman for the mission`: whose spokesman stands behind the name."""
        end = self._page.word_at(cue.end) + _TITLE_WITHIN
        titles = within(self._spokesmen, cue.end, unit.end)
        return self._possessor(titles[0], unit) if titles and titles[0].first < end else None

    def _unless_others(self, named: Speaker) -> Speaker:
        """`an official`, `un élu local`: words for sources without a name are those of no institution."""
        if named.start is None or named.end is None:
            return named
        if named.party is Party.GROUP:
            former = _FORMER.search(self._page.text, max(0, named.start - _TITLE), named.start)
            left = _LEFT.match(self._page.text, named.end)
            return named if former is None and left is None else _UNHEARD
        others = within(self._page.echoes, named.start - _TITLE, named.end + _TITLE)
        met = [e for e in others if e.value is Echo.OTHERS and e.start < named.end and named.start < e.end]
        return _nobody(met[0]) if met else named

    def _inverted(self, cue: Mark[Cue]) -> bool:
        """`..., said the army`: not `the group, through its channel, claimed it killed`."""
        before = self._page.text[max(0, cue.start - 4) : cue.start].rstrip()[-1:]
        behind = self._page.words[cue.last].fold if cue.last < len(self._page.words) else ""
        told = self._page.words[cue.last - 1].fold == "told"  # `X, the mayor, told Radio Y`: who was told stands behind
        spoken = cue.value is not Cue.CLAIM and not told and behind not in _NOT_NAMES
        return spoken and before in (",", *_CLOSING_QUOTES)

    def _passive(self, cue: Mark[Cue]) -> bool:
        """`one of them was confirmed to be a facilitator`: it was others who confirmed."""
        return cue.first in self._behind_being and _PARTICIPLE.search(self._page.text, cue.start, cue.end) is not None

    def _doer(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        """`was claimed on Saturday by X`."""
        by = _BY.match(self._page.text, cue.end, unit.end)
        if by is None:
            return None
        return self._named_after(by.end(), unit) or self._echoed_after(self._page.word_at(by.end()), unit)

    def _ends_quotation(self, cue: Mark[Cue]) -> bool:
        """`… strongholds in the provinces," said Colonel X`; but not `the group "X" said`."""
        return _QUOTATION_ENDS.search(self._page.text, max(0, cue.start - 5), cue.start) is not None

    def echo_before(self, cue: Mark[Cue], unit: Unit) -> Mark[Echo] | None:
        """A word such as `it` right before the verb."""
        found = [e for e in within(self._page.echoes, unit.start, cue.start) if cue.first - e.last <= _BETWEEN]
        found = [e for e in found if not re.search(r"[,;:]", self._page.text[e.end : cue.start])]
        nearest = found[-1] if found else None
        if nearest is None:
            return None
        named = [
            a for a in within(self._page.speaking, nearest.start, cue.start) if a.value.codes and a.end > nearest.end
        ]
        return None if named else nearest

    def _possessor(self, echo: Mark[Echo], unit: Unit) -> Speaker | None:
        """`the army's spokesman`, `spokesman for the mission`: the institution named with him."""
        if echo.value is Echo.INSTITUTION:
            found = self._reference.sources.find(echo_text(self._page, echo), self._country)
            last = self.institution
            if found is not None and last is not None and found.country == _country_of(last) and found.key != last.key:
                return self.of_country(echo)  # `the government` behind `the defence ministry said`
            return last if last is not None and (found is None or found.country == _country_of(last)) else None
        if echo.value is Echo.ANYBODY:
            return self._named_beside(echo, unit) or self._titled(echo, unit)
        return None

    def _titled(self, echo: Mark[Echo], unit: Unit) -> Speaker | None:
        """`Army spokesman X said`: the body that the title names."""
        title = _TITLE_BEFORE.search(self._page.text, max(unit.start, echo.start - _TITLE), echo.start)
        if title is None or _POSSESSED.search(self._page.text, unit.start, echo.start):
            return None  # `the group's military spokesman`
        written = self._page.text[title.start() : echo.end].strip()
        source = self._reference.sources.find(written, self._country)
        if source is None or source.kind is not SourceKind.ISSUER:
            return None
        last = self.institution
        if last is not None and last.key[2:] == source.key[2:]:
            return last  # the army named before, wherever the text mostly plays
        return of_source(source, written, echo.end - len(written), echo.end, self._reference)

    def _named_beside(self, echo: Mark[Echo], unit: Unit) -> Speaker | None:
        """`TTP spokesman Muhammad Khurasani`, `a spokesman for the mission`: whose he is."""
        for mark in within(self._page.speaking, unit.start, unit.end):
            before = self._page.text[mark.end : echo.start] if mark.end <= echo.start else None
            behind = self._page.text[echo.end : mark.start] if echo.end <= mark.start else None
            if not mark.value.codes:
                continue
            if (before is not None and _OF_BODY.fullmatch(before)) or (behind is not None and _FOR.fullmatch(behind)):
                return self._of_actor(mark, mark.end)
        return None

    def _last_echo(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        found = within(self._page.echoes, unit.start, cue.start)
        others = [echo for echo in found if echo.value is Echo.OTHERS]
        if others:
            return _nobody(others[-1])
        return self.meant(found[0]) if found else None

    def _echoed_after(self, word: int, unit: Unit) -> Speaker | None:
        for echo in within(self._page.echoes, unit.start, unit.end):
            if 0 <= echo.first - word <= 2:
                return _nobody(echo) if echo.value is Echo.OTHERS else self._meant(echo)
        return None

    def _meant(self, echo: Mark[Echo]) -> Speaker | None:
        """Whom a word stands for; `the spokesman of` a body that nothing knows is nobody's here."""
        spokesman = _SPOKESMAN.search(echo_text(self._page, echo)) is not None
        if spokesman and self.own is None and _OF_ANOTHER.match(self._page.text, echo.end) is not None:
            return _UNHEARD
        return self.meant(echo)

    def meant(self, echo: Mark[Echo]) -> Speaker | None:
        if echo.value is Echo.GROUP:
            return self._group_before(echo) or self._group
        if echo.value is Echo.INSTITUTION:
            found = self.of_country(echo)
            other = found is not None and (
                self.institution is None or _country_of(found) != _country_of(self.institution)
            )
            return found if other else self.institution
        if self.own is not None and _SPOKESMAN.search(echo_text(self._page, echo)):
            return self.own
        return self._last

    def _only_body(self, echo: Mark[Echo], unit: Unit) -> Speaker | None:
        """`JNIM posted photographs of an ambush that it said`: where nobody has spoken, the only one named before."""
        if self._page.words[max(0, echo.first - 1)].fold not in _RELATIVE:
            return None  # `JNIM killed nine villagers, he said`
        named = [mark for mark in within(self._page.speaking, unit.start, echo.start) if mark.value.codes]
        return self._of_actor(named[0], named[0].end) if len(named) == 1 else None

    def of_country(self, echo: Mark[Echo]) -> Speaker | None:
        """The body that `the army` is in the country the text tells of."""
        written = echo_text(self._page, echo)
        source = self._reference.sources.find(written, self._country)
        return None if source is None else of_source(source, written, echo.start, echo.end, self._reference)

    def _group_before(self, echo: Mark[Echo]) -> Speaker | None:
        """A group that the text itself named since anybody spoke: `Fighters of X stormed ... The group claimed`."""
        since = self._last.end if self._last is not None and self._last.end is not None else 0
        named = [mark for mark in within(self._page.speaking, since, echo.start) if self._is_group(mark)]
        return self._of_actor(named[-1], named[-1].end) if named else None

    def _is_group(self, mark: Mark[Named]) -> bool:
        return self._reference.actors.any_is(mark.value.codes, ActorKind.ARMED_GROUP)

    def mission_before(self, character: int) -> Speaker | None:
        """The mission named last: `the task force` behind `a convoy of the Multinational Joint Task Force`."""
        for mark in reversed(within(self._page.speaking, 0, character)):
            if self._reference.actors.any_is(mark.value.codes, ActorKind.MISSION):
                return self._of_actor(mark, mark.end)
        return None

    def named_before(self, cue: Mark[Cue], unit: Unit) -> Speaker | None:
        start = self._clause_of(cue, unit)
        quoted = [one.end() for one in _QUOTED.finditer(self._page.text, start, cue.start)]
        return self.named(quoted[-1] if quoted else start, cue.start, behind_comma=True)

    def _named_after(self, start: int, unit: Unit, *, near: bool = False) -> Speaker | None:
        heard = audience(self._page, start)
        start = start if heard is None else heard.end
        end = self._stop_behind(start, unit, 4 if near else _REACH)
        if end <= start:
            return None
        found = self._headed_mission(start, self._stop_behind(start, unit, 2 * _REACH)) or self.named(start, end)
        if found is None and any(mark not in self._page.speaking for mark in within(self._page.actors, start, end)):
            behind = self._stop_behind(end + 1, unit, _REACH)  # `par un groupe lié à X, le Y`
            return None if behind <= end else self.named(end, behind)
        return found

    def _stop_behind(self, start: int, unit: Unit, reach: int) -> int:
        """Where the stretch of at most `reach` words behind a word of speech ends in which its speaker may stand."""
        first = self._page.word_at(start)
        last = min(first + reach, len(self._page.words))
        if first >= last:
            return start
        end = self._page.words[last - 1].end
        end = min(max((mark.end for mark in self._page.actors if mark.start < end < mark.end), default=end), unit.end)
        stop = re.search(r"(?:[,;:]|(?<![A-Z])\.)(?=\s|$)|\bthat\b|\bque\b|\bqu['’]", self._page.text[start:end])
        return start + stop.start() if stop and stop.start() > 2 else end

    def named(self, start: int, end: int, *, behind_comma: bool = False) -> Speaker | None:
        """The first group or institution named in a stretch of text.

        `behind_comma`: one named behind its last comma goes before: `X fighters killed ten, the army said`.
        """
        comma = self._page.text.rfind(", ", start, end) if behind_comma else -1
        near = self.named(comma + 2, end) if comma >= 0 else None
        if near is not None:
            return near
        headed = self._headed_mission(start, end)
        if headed is not None:
            return headed
        for mark in within(self._page.speaking, start, end):
            found = self._of_actor(mark, end, start)
            if found is not None:
                return found
        first, last = self._page.word_at(start), self._page.word_at(end)
        if last <= first:
            return None
        start = max(start, self._page.words[max(first, last - _LONGEST_NAME)].start)
        others = _FOR_BODY.search(self._page.text, start, end)
        if others is not None and _FOR_WHOM.search(self._page.text, start, end) is None:
            end = others.start()  # `gave a higher toll for the military`
        if any(mark not in self._page.speaking for mark in within(self._page.actors, start, end)):
            return None  # `fighters affiliated with X`
        source = self._reference.sources.find(self._page.text[start:end], self._country)
        return None if source is None else of_source(source, *self._where(source, start, end), self._reference)

    def _of_actor(self, mark: Mark[Named], end: int, start: int = 0) -> Speaker | None:
        groups = [c for c in mark.value.codes if self._reference.actors.get(c).kind is ActorKind.ARMED_GROUP]
        written = self._page.text[mark.start : mark.end]
        if groups and self._attacks(mark):
            return None
        if groups:
            if self._stands_for_member(mark, groups[0]):
                return self._group
            return Speaker(party=Party.GROUP, key=groups[0], written=written, start=mark.start, end=mark.end)
        if self._is_spoken_of(mark):
            return None
        regional = self._regional(mark) or self._of_mission(mark)
        if regional is not None:
            return regional
        further = re.split(r"[,;:(]", self._page.text[mark.start : min(end, mark.end + 60)])[0]
        wider = self._page.text[max(start, mark.start - 60) : mark.end]
        wider = re.split(r"[.,;:]\s", wider)[-1]
        stretches = (
            (further, mark.start, mark.start + len(further)),
            (written, mark.start, mark.end),
            (wider, mark.end - len(wider), mark.end),
        )
        for text, first, last in stretches:
            source = self._reference.sources.find(text, self._country)
            if source is not None:
                named = text is written or source == self._reference.sources.find(written, self._country)
                start, stop = (mark.start, mark.end) if named else (first, last)
                return of_source(source, self._page.text[start:stop].strip(" ,"), start, stop, self._reference)
        return None

    def _of_mission(self, mark: Mark[Named]) -> Speaker | None:
        """The mission itself, whose long name holds that of whoever sent it: `Mission des Nations Unies au X (Y)`."""
        behind = (other for other in self._page.speaking if other.first > mark.first)
        named = next((other for other in behind if in_brackets(self._page, mark, other)), mark)
        issuer = issuer_of_mission(named.value.codes, self._reference)
        if issuer is None:
            return None
        written = self._page.text[named.start : named.end]
        return of_source(issuer, written, mark.start, named.end, self._reference)

    def _headed_mission(self, start: int, end: int) -> Speaker | None:
        """`the Special Representative of the Secretary-General and head of X`: for the mission."""
        for mark in within(self._page.speaking, start, end):
            if _HEAD_OF.search(self._page.text[start : mark.start]) is not None:
                return self._of_mission(mark)
        return None

    def _is_spoken_of(self, mark: Mark[Named]) -> bool:
        """`eight army men`, `a military base`, `a toll for the military`: a body named for whose they are."""
        if any(noun.first == mark.last for noun in self._page.people):
            return True
        if any(term.start <= mark.start and mark.end < term.end for term in self._page.targets):
            return True
        before = _SKIPPED_BEFORE.search(self._page.text[max(0, mark.start - 30) : mark.start])
        return before is not None and _FOR_WHOM.search(self._page.text, max(0, mark.start - 60), mark.start) is None

    def _attacks(self, mark: Mark[Named]) -> bool:
        """`a JNIM attack`: a group named for whose attack it is."""
        if mark.first == 0 or self._page.words[mark.first - 1].fold not in ("a", "an", "another"):
            return False
        return any(self._page.word_at(term.start) == mark.last for term in self._page.attacks)

    def _stands_for_member(self, mark: Mark[Named], group: str) -> bool:
        """`the al Qaeda group` behind its member: that one again."""
        if self._group is None or self._group.key == group:
            return False
        behind = self._page.words[mark.last].fold if mark.last < len(self._page.words) else ""
        before = self._page.words[mark.first - 1].fold if mark.first else ""
        return (before, behind) == ("the", "group") and group in self._reference.actors.part_of(self._group.key, None)

    def _regional(self, mark: Mark[Named]) -> Speaker | None:
        """`In Khyber Pakhtunkhwa, the provincial government`: the one listed for the region, else local authorities."""
        named = next(
            (
                one
                for one in _REGIONAL.finditer(self._page.text, max(0, mark.start - _TITLE), mark.end + _TITLE)
                if one.start() < mark.end and mark.start < one.end()
            ),
            None,
        )
        if named is None:
            return None
        sentence = next(unit for unit in self._page.units if unit.start <= mark.start < unit.end)
        written = self._page.text[sentence.start : sentence.end]
        governments = ((one, one.name.removeprefix(_GOVERNMENT_OF)) for one in self._reference.sources.all)
        listed = (one for one, region in governments if region != one.name and region in written)
        source = next(listed, None) or self._reference.sources.find(named[0], self._country)
        return None if source is None else of_source(source, named[0], *named.span(), self._reference)

    def _where(self, source: Source, start: int, end: int) -> tuple[str, int, int]:
        for name in sorted((source.name, *source.names), key=len, reverse=True):
            at = self._page.text.casefold().find(name.casefold(), start, end)
            if at >= 0:
                return self._page.text[at : at + len(name)], at, at + len(name)
        written = self._page.text[start:end].strip(" ,")
        return written[-80:], end - len(written[-80:]), end


def echo_text(page: Page, echo: Mark[Echo]) -> str:
    return page.text[echo.start : echo.end]


def _country_of(speaker: Speaker) -> str | None:
    prefix = speaker.key[:2].upper()
    return prefix if speaker.key[2:3] == "-" else None


def _nobody(echo: Mark[Echo]) -> Speaker:
    return Speaker(party=Party.OTHERS, key="", written="", start=echo.start, end=echo.end)


def of_source(source: Source, written: str, start: int | None, end: int | None, reference: Reference) -> Speaker | None:
    """A source as a speaker, `written` so at these characters; an outlet speaks for its first group, or for nobody."""
    if source.kind is SourceKind.ISSUER:
        return Speaker(party=Party.INSTITUTION, key=source.key, written=written, start=start, end=end)
    groups = [c for c in source.speaks_for if c in reference.actors]
    if not groups:
        return None
    label = reference.actors.get(groups[0]).label
    return Speaker(party=Party.GROUP, key=groups[0], written=label, start=start, end=end, outlet=source.name)
