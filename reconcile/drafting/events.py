"""Units that tell of one event on one side's word, put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reconcile.domain.dates import DatePrecision
from reconcile.domain.places import GazetteerPlace
from reconcile.drafting.audiences import audience
from reconcile.drafting.denials import DenialReader, disowns
from reconcile.drafting.page import Mark, Named, Page, aside, of_old, within
from reconcile.drafting.pattern_words import WordList, either
from reconcile.drafting.places import Kind, PlaceMention, PlaceReader
from reconcile.drafting.sentences import Unit
from reconcile.drafting.silences import SilenceReader
from reconcile.drafting.tolls import Loss, TollReader
from reconcile.drafting.turns import TurnReader
from reconcile.drafting.vocabulary import Cue, Discourse, Echo
from reconcile.drafting.voices import Party, Speaker, Speech, VoiceReader
from reconcile.drafting.when import Calendar, Day, event_day
from reconcile.grammar.date_finding import FoundDate
from reconcile.reference import Reference, Term
from reconcile.reference.actors import ActorKind
from reconcile.reference.taxonomy import OTHER, Taxonomy

_HEAD = 1000
_RECENT_DAYS = 8
"""Days before a release within which an event of its own without date is taken to lie."""
_DATELINE = re.compile(
    r"^[^\S\n]*(?:[^\n]{0,200}?\s)??[A-ZÉÈÂ][A-ZÉÈÂ' -]{2,30}(?:,\s+[A-Z][\w ]+?)?\s*\([A-Z][a-zé]{2,8}\.?\s+\d|"
    r"^[A-Z][\w' -]+,\s+(?:le\s+)?\d{1,2}\s+\w+\s+\d{4}\s*[-–—(]|"
    r"^[A-ZÉÈÂ][A-ZÉÈÂ'/ -]{2,30}:\s|"
    r"^[A-Z][\w'’-]{2,20}(?:\s[A-Z][\w'’-]{2,20})?\s(?:\([A-Z][\w /-]{1,30}\)\s)?[–—-]{1,2}\s",
    re.MULTILINE,
)
"""`KABUL, Afghanistan (Jan. 25`, `Bamako, 23 February 2019 -`: where a text was given out, not what it tells of."""
_FOR_WHICH = re.compile(r"\b(?:which|that|qu(?:e\s|['’]))\s?\Z", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:this|that|cette|cet|the|la|twin)\s(?:\w+\s)?$", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|,|\b(?:and|et|that|que|qu['’]))\s*$", re.IGNORECASE)
_RECALLED = 30
"""Days before a text behind which an event that no word of speech gives to anybody is recalled by the text itself."""
_YEAR_ALONE = re.compile(r"\b(?:in|since|en|depuis)\s((?:19|20)\d\d)\b", re.IGNORECASE)
_LONG_AGO = 60
"""Days between an account and the text that tells of it behind which it is one of something else."""
_SEVERAL_DAYS = timedelta(days=3)
_A_WEEK = timedelta(days=7)
_VEHICLE = "vehicle"
_EXPLOSIVES_BEHIND = re.compile(
    rf"\s(?:that was\s)?(?:{either(WordList.LADEN)})\s?(?:{either(WordList.EXPLOSIVES)})|"
    rf"\s(?:{either(WordList.BOOBY_TRAPPED)})\b",
    re.IGNORECASE,
)
"""`a vehicle packed with explosives`."""
_SAID_THAT = re.compile(r",?\s(?:that\b|que\b|qu['’])", re.IGNORECASE)
_TAKEN = re.compile(
    rf"\s(?:were|was|have been|has been)\s(?:also\s)?(?:{either(WordList.TAKEN_AWAY)})\b|"
    rf"\s(?:a|ont)\sété\s(?:{either(WordList.TAKEN_AWAY_FR)})",
    re.IGNORECASE,
)
"""What was taken from the other side is no target."""
_RANGE = re.compile(r"(?:between|from|entre|du|de)\b", re.IGNORECASE)
_PLURAL = ("s", "ت")
_BESIDE_NUMBER = 4
"""Words between a number and the operations counted: `two separate Afghan-led operations`."""
_BEFORE_NAME = 30
"""Characters that may stand between a word such as `headquarters` and the name it belongs to."""
_OF_NAME = re.compile(r"\s(?:[^\W\d_]+\s){0,2}(?:of|for|de|des|du|d['’])?\s*(?:the|la|les|l['’])?\s*", re.IGNORECASE)
_OF_SEAT = re.compile(r"\s(?:of|de|d['’])\s?")
_ATTACKERS = ("armed_group", "commander")
"""Who is named as attacker, or led those who were hit, tells nothing of which attack it was."""
_CLAIMING = (Cue.CLAIM, Cue.CLAIMED_BY)
_FINE = (Kind.LOCAL, Kind.UNKNOWN, Kind.DISTRICT)


@dataclass(slots=True, kw_only=True)
class Facts:
    """What one unit tells of an event."""

    unit: Unit
    speech: Speech
    places: list[PlaceMention]
    day: Day | None
    spoken: FoundDate | None
    """When the account was given, where the unit says so."""
    targets: list[Term]
    attacks: list[Term]
    hit: list[Mark[Named]]
    losses: list[Loss]
    points_back: bool
    """It speaks of `the attack` told before."""
    another: bool
    overview: bool
    several: bool = False
    """It tells of more than one event at once: `four insurgents in two operations`."""
    denied: tuple[str, ...] = ()
    denial: Mark[Cue] | None = None
    """The word that denies."""

    @property
    def fine_places(self) -> list[PlaceMention]:
        return [place for place in self.places if place.kind in _FINE]

    @property
    def tells_days(self) -> bool:
        """`attacks carried out between 9 and 15 August`: several events, of which each has a day of its own."""
        return self.several and self.day is not None and self.day.days.end - self.day.days.start >= _SEVERAL_DAYS

    @property
    def tells_tolls_alone(self) -> bool:
        """`The group claimed to have killed five soldiers`: of which attack is told by the sentence before."""
        described = any(term.code != OTHER for term in (*self.targets, *self.attacks))
        return bool(self.losses) and not described and not self.places and self.day is None

    @property
    def tells(self) -> bool:
        """Whether there is an event in it."""
        specific = [term for term in (*self.targets, *self.attacks) if term.code != OTHER]
        return bool(specific or self.losses or (self.attacks and (self.fine_places or self.day)))


@dataclass(slots=True, kw_only=True)
class Event:
    """One event as one side tells it."""

    speaker: Speaker
    own: bool
    facts: list[Facts] = field(default_factory=list)
    silences: list[tuple[Speaker, Mark[Cue], Unit]] = field(default_factory=list)

    @property
    def day(self) -> Day | None:
        """The first day told in the text, else in its headings; where that is a month, the first day told of it."""
        days = [
            (one.unit.heading, one.tells_days, number, one.day)
            for number, one in enumerate(self.facts)
            if one.day is not None
        ]
        first = min(days, key=lambda told: told[:3])[3] if days else None
        if first is None or first.precision is not DatePrecision.MONTH:
            return first
        finer = (day for *_, day in days if day.precision is DatePrecision.DAY and first.days.overlaps(day.days))
        return next(finer, first)

    @property
    def places(self) -> list[PlaceMention]:
        return [place for one in self.facts for place in one.places]

    @property
    def losses(self) -> list[Loss]:
        return [loss for one in self.facts for loss in one.losses]

    @property
    def start(self) -> int:
        return min(one.unit.start for one in self.facts)

    @property
    def end(self) -> int:
        return max(one.unit.end for one in self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All events of a page, and remarks that somebody had not commented."""

    events: tuple[Event, ...]
    silences: tuple[tuple[Speaker, Mark[Cue], Unit, Event | None], ...]


_NOBODY = Speaker(party=Party.OTHERS, key="", written="", start=None, end=None)


class EventReader:
    """Goes through a page unit by unit."""

    def __init__(
        self,
        page: Page,
        reference: Reference,
        voices: VoiceReader,
        calendar: Calendar,
        places: PlaceReader,
        tolls: TollReader,
    ) -> None:
        self._page = page
        self._reference = reference
        self._voices = voices
        self._silence_reader = SilenceReader(page, voices)
        self._denials = DenialReader(page, reference)
        self._turns = TurnReader(page, voices, self._silence_reader)
        self._calendar = calendar
        self._places = places
        self._tolls = tolls
        self._events: list[Event] = []
        self._silences: list[tuple[Speaker, Mark[Cue], Unit, Event | None]] = []
        self._last_day: date | None = None
        self._regions: list[GazetteerPlace] = []
        self._announced: Facts | None = None
        """The sentence that told of several events at once and of none."""
        self._narrated: Facts | None = None
        """The sentence just before, where the text itself tells of an event in it."""
        self._datelines = [found.span() for found in _DATELINE.finditer(page.text[:_HEAD])]

    def read(self) -> Told:
        whole = (unit for unit in self._page.units if not _editors_note(self._page.text[unit.start : unit.end]))
        for unit in (part for one in whole for part in self._turns.parts(one)):
            hushes = self._silence_reader.silences(unit)
            if hushes:
                self._voices.hear_of(hushes[-1][0])
                self._take_claim_behind(unit, hushes[0][1])
                meant = self._meant_by_silence(unit)
                self._silences += [(speaker, cue, unit, meant) for speaker, cue in hushes]
                continue
            for body in self._silence_reader.without_toll(unit):
                self._voices.hear_of(body)
            speech = self._voices.speech(unit)
            if speech is not None and speech.cue is None and self._silence_reader.remarks(unit):
                continue  # somebody no table knows had not commented: no part of what was told before
            if speech is None or speech.speaker.party is Party.OTHERS:
                self._narrate(unit, told_by_others=speech is not None)
                continue
            if self._denials.calls_enemy_liar(unit, speech):
                continue
            for clause, said in self._denials.parted(unit, speech):
                for one in self._voices.joint(said):
                    self._take(self._facts(clause, one))
            self._narrated = None
        return Told(events=tuple(event for event in self._events if _worth(event)), silences=tuple(self._silences))

    def _take_claim_behind(self, unit: Unit, silence: Mark[Cue]) -> None:
        """`The ministry has not commented on the attack in X, which Y said killed ten`: the claim told beside it."""
        rest = replace(unit, start=silence.end)
        speech = self._voices.speech(rest)
        if speech is not None and speech.cue is not None and speech.speaker.party is Party.GROUP:
            self._take(self._facts(rest, speech))

    def _meant_by_silence(self, unit: Unit) -> Event | None:
        """What somebody is said not to have commented on: the claim whose place or target the remark names, else the
        last claim, else the last account of anybody."""
        claims = [event for event in reversed(self._events) if event.speaker.party is Party.GROUP]
        if not claims:
            return self._events[-1] if self._events else None
        named = {place.name.casefold() for place in self._places.mentions(unit, self._regions)}
        named |= {term.code for term in within(self._page.targets, unit.start, unit.end) if term.code != OTHER}
        return next((claim for claim in claims if named & _named_in(claim)), claims[0])

    def _narrate(self, unit: Unit, *, told_by_others: bool) -> None:
        """Keeps what the text tells in its own voice: a side may be said to claim just that in the next sentence."""
        for mention in self._places.mentions(unit):
            self._remember(mention)
        if told_by_others or unit.heading:
            self._narrated = None
            return
        unsaid = Speech(speaker=_NOBODY, cue=None, own=False, inherited=True, quoted=False)
        facts = self._facts(unit, unsaid)
        self._narrated = facts if facts.tells and not facts.overview else None

    def _remember(self, mention: PlaceMention) -> None:
        if mention.kind is Kind.REGION and mention.place is not None and mention.place not in self._regions:
            self._regions.append(mention.place)

    # What a unit tells

    def _facts(self, unit: Unit, speech: Speech) -> Facts:
        page, speaker = self._page, speech.speaker
        own_span = None if speaker.start is None or speaker.end is None else (speaker.start, speaker.end)
        here = own_span if own_span is not None and unit.start <= own_span[0] < unit.end else None
        named = speech.named or here
        day, spoken = event_day(page, unit, self._calendar, speech.cue, here, self._last_day)
        places = [place for place in self._places.mentions(unit, self._regions) if not self._away(place, unit, here)]
        for place in places:
            self._remember(place)
        if day is not None:
            self._last_day = day.days.start
        elif spoken is not None:
            self._last_day = spoken.days[0]
        blocked = [span for span in (named,) if span is not None] + [(p.start, p.end) for p in places]
        blocked += [(mark.start, mark.end) for mark in page.discourse[Discourse.AUDIENCE]]
        targets = [
            t
            for t in within(page.targets, unit.start, unit.end)
            if not _inside(t, blocked)
            and not aside(page, unit, t.start)
            and not self._names_speaker(t, named)
            and not self._is_subject(t, unit)
            and not self._is_bomb(t)
            and _TAKEN.match(page.text, t.end) is None
        ]
        attacks = [
            t
            for t in within(page.attacks, unit.start, unit.end)
            if not of_old(page, unit, t.start) and not self._is_fate(t)
        ]
        denial = self._denials.word(unit, speech)
        losses = self._tolls.losses(unit, official=speaker.party is Party.INSTITUTION)
        if denial is not None:
            losses = [loss for loss in losses if not self._denials.rejects(denial, loss, unit)]
        return Facts(
            unit=unit,
            speech=speech,
            places=places,
            day=day,
            spoken=spoken,
            targets=targets,
            attacks=attacks,
            hit=self._hit(unit, speaker, here),
            losses=losses,
            points_back=self._points_back(unit, speech.cue),
            another=self._marks_another(unit),
            overview=bool(within(page.discourse[Discourse.OVERVIEW], unit.start, unit.end)),
            several=self._several(unit),
            denied=() if denial is None else self._denials.denied(unit, denial),
            denial=denial,
        )

    def _names_speaker(self, term: Term, speaker: tuple[int, int] | None) -> bool:
        """`the headquarters of the army said`: part of what the speaker is called, and nothing that was hit."""
        if speaker is None or not 0 <= speaker[0] - term.end <= _BEFORE_NAME:
            return False
        return _OF_NAME.fullmatch(self._page.text, term.end, speaker[0]) is not None

    def _is_subject(self, term: Term, unit: Unit) -> bool:
        """`L'état-major informe`, `et l'état-major invite`: a body that acts, and nothing that was hit."""
        return any(
            echo.value is Echo.INSTITUTION
            and echo.start <= term.start < echo.end
            and _BEGINS.search(self._page.text[unit.start : echo.start]) is not None
            for echo in within(self._page.echoes, unit.start, unit.end)
        )

    def _is_bomb(self, term: Term) -> bool:
        """A vehicle that is the weapon: `سيارة مفخخة`."""
        if term.code != _VEHICLE:
            return False
        behind = _EXPLOSIVES_BEHIND.match(self._page.text, term.end)
        return behind is not None or any(a.start <= term.start and term.end <= a.end for a in self._page.attacks)

    def _is_fate(self, term: Term) -> bool:
        """Whether a word of attack is that for what became of people: `abattus` is no assassination."""
        return any(mark.start <= term.start and term.end <= mark.end for mark in self._page.fates)

    def _away(self, place: PlaceMention, unit: Unit, speaker: tuple[int, int] | None) -> bool:
        """Whether a place belongs to a name or to the dateline, or is no part of the attack."""
        if any(start <= place.start < end for start, end in self._datelines) or self._of_saying(place, unit):
            return True
        if speaker is not None and (speaker[0] <= place.start < speaker[1] or self._seat(place, speaker[1])):
            return True
        return aside(self._page, unit, place.start)

    def _of_saying(self, place: PlaceMention, unit: Unit) -> bool:
        """`said in Gao that`: where it was said."""
        cues = within(self._page.cues, unit.start, place.start)
        heard = (audience(self._page, cue.end) for cue in cues)
        if any(one is not None and one.place == place.start for one in heard):
            return True
        before = self._page.word_at(place.start)
        return _SAID_THAT.match(self._page.text, place.end) is not None and any(
            0 <= before - cue.last <= 1 for cue in cues
        )

    def _seat(self, place: PlaceMention, speaker_end: int) -> bool:
        """`the authorities of Bamako confirmed`: where whoever speaks sits."""
        return _OF_SEAT.fullmatch(self._page.text, speaker_end, place.start) is not None

    def _hit(self, unit: Unit, speaker: Speaker, here: tuple[int, int] | None) -> list[Mark[Named]]:
        found = []
        for mark in within(self._page.actors, unit.start, unit.end):
            if here is not None and here[0] <= mark.start < here[1]:
                continue
            if mark.value.codes and speaker.key not in mark.value.codes and not of_old(self._page, unit, mark.start):
                found.append(mark)
        return found

    def _points_back(self, unit: Unit, cue: Mark[Cue] | None) -> bool:
        """Whether it speaks of `the attack`, `cette première attaque`; or begins with `claimed by`, `attributed it`."""
        if cue is not None and cue.value is Cue.CLAIMED_BY and cue.start == unit.start:
            return True
        if (
            cue is not None
            and cue.value in _CLAIMING
            and _FOR_WHICH.search(self._page.text, max(0, unit.start - 8), unit.start) is not None
        ):
            return True
        if cue is not None and cue.value is Cue.BLAME and any(echo.first == cue.last for echo in self._page.echoes):
            return True
        if within(self._page.discourse[Discourse.THE_ATTACK], unit.start, unit.end):
            return True
        return any(
            _POINTING.search(self._page.text[max(unit.start, term.start - 24) : term.start])
            for term in within(self._page.attacks, unit.start, unit.end)
        )

    def _marks_another(self, unit: Unit) -> bool:
        marks = within(self._page.discourse[Discourse.ANOTHER], unit.start, unit.end)
        first = self._page.word_at(unit.start)
        return any(mark.first - first <= 8 for mark in marks)

    def _several(self, unit: Unit) -> bool:
        page = self._page
        nouns = within(page.discourse[Discourse.OPERATIONS], unit.start, unit.end)
        nouns = [noun for noun in nouns if page.text[noun.end - 1] in _PLURAL]
        numbers = [mark for mark in page.numbers if mark.value.vague or mark.value.low > 1]
        ranges = [one for one in within(page.dates, unit.start, unit.end) if one.days[1] - one.days[0] >= _SEVERAL_DAYS]
        if nouns and any(_RANGE.match(page.text[one.start : one.end]) for one in ranges):
            return True
        return any(0 <= noun.first - number.last < _BESIDE_NUMBER for noun in nouns for number in numbers)

    # Which event it belongs to

    def _take(self, facts: Facts) -> None:
        if facts.overview and not facts.losses and not facts.denied:
            self._announced = facts
            return
        if facts.several and within(self._page.discourse[Discourse.SINCE], facts.unit.start, facts.unit.end):
            return  # `has conducted four operations since October`
        if self._tallies(facts) or (facts.speech.assumed and self._recalls(facts)):
            return
        same = [event for event in self._events if _one_side(event, facts) and not _turns(event, facts)]
        latest = same[-1] if same else None
        if latest is None:
            if facts.tells or facts.denied or self._answers(facts) or self._opens(facts):
                self._open(facts)
            return
        told = self._told_before(facts)
        if told is not None and self._is_new(latest, told):
            self._open(facts)
        elif self._is_new(latest, facts):
            self._join_earlier_or_open(same, facts)
        else:
            latest.facts.append(facts)

    def _tallies(self, facts: Facts) -> bool:
        """`has killed 500 people since the end of October`: no event."""
        since = within(self._page.discourse[Discourse.SINCE], facts.unit.start, facts.unit.end)
        short = facts.day is not None and facts.day.days.end - facts.day.days.start < _A_WEEK
        return bool(since and facts.losses) and not short and not facts.fine_places

    def _recalls(self, facts: Facts) -> bool:
        """`In November 53 soldiers had been killed in X`: what the text itself recalls behind somebody's words."""
        anchor = self._calendar.anchor
        if anchor is None or not facts.tells:
            return False
        if facts.day is not None:
            # Of a month or year that is over already: the one that still goes on may be meant by any sentence.
            exact = facts.day.precision in (DatePrecision.DAY, DatePrecision.RANGE)
            return (anchor - facts.day.days.end).days > (_RECALLED if exact else 0)
        text = self._page.text[facts.unit.start : facts.unit.end]
        found = (match for match in _YEAR_ALONE.finditer(text) if not _set_off(text, match))
        return any(int(match[1]) < anchor.year for match in found)

    def _opens(self, facts: Facts) -> bool:
        """A heading or first sentence of a side's own text may give place and day alone."""
        return facts.speech.own and bool(facts.places or facts.day)

    def _answers(self, facts: Facts) -> bool:
        """`The mission confirmed the attack`."""
        cue = facts.speech.cue
        return facts.points_back and cue is not None and cue.value in (*_CLAIMING, Cue.CONFIRM, Cue.BLAME)

    def _place_as_announced(self, facts: Facts) -> None:
        """`Two attacks hit the region of Mopti.`: the events behind it lie there, where they name no other."""
        ahead = self._announced
        if ahead is None or facts.another or ahead.speech.speaker.key != facts.speech.speaker.key:
            self._announced = None
        elif not any(place.kind is Kind.REGION for place in facts.places):
            facts.places.extend(place for place in ahead.places if place.kind is Kind.REGION)

    def _open(self, facts: Facts) -> None:
        self._place_as_announced(facts)
        told = self._told_before(facts)
        whole = [facts] if told is None else [told, facts]
        self._events.append(Event(speaker=facts.speech.speaker, own=facts.speech.own, facts=whole))

    def _told_before(self, facts: Facts) -> Facts | None:
        """What the text's own sentence just before tells, where a claim only points back at it; what the claim itself
        says of losses holds."""
        told, cue = self._narrated, facts.speech.cue
        if told is None or cue is None or cue.value not in _CLAIMING or facts.fine_places:
            return None
        if told.unit.paragraph != facts.unit.paragraph or not (facts.points_back or facts.tells_tolls_alone):
            return None
        return replace(told, losses=[]) if facts.losses else told

    def _join_earlier_or_open(self, same: list[Event], facts: Facts) -> None:
        for event in reversed(same[:-1]):
            if (
                facts.day is not None
                and event.day is not None
                and facts.day.days.overlaps(event.day.days)
                and _shares(event, facts)
            ):
                event.facts.append(facts)
                return
        self._open(facts)

    def _another_day(self, event: Event, day: Day) -> bool:
        if event.day is not None:
            return not day.days.overlaps(event.day.days)
        line = self._calendar.dateline
        return event.own and line is not None and (line.days[0] - day.days.end).days > _RECENT_DAYS

    def _long_ago(self, facts: Facts) -> bool:
        """`In January 2016 the group said`: an account of another year stands beside that of now."""
        anchor, spoken = self._calendar.anchor, facts.spoken
        return anchor is not None and spoken is not None and (anchor - spoken.days[1]).days > _LONG_AGO

    def _agrees(self, event: Event, facts: Facts) -> bool:
        """Whether what was hit, and how, may be that of the event: nothing specific that stands against it."""

        def families(terms: Iterable[Term], taxonomy: Taxonomy) -> set[str]:
            return {taxonomy.family(term.code) for term in terms if term.code not in (OTHER, *_ATTACKERS)}

        def apart(told: Iterable[Term], before: Iterable[Term], taxonomy: Taxonomy) -> bool:
            here, there = families(told, taxonomy), families(before, taxonomy)
            return bool(here and there) and not here & there

        hit_before = [term for one in event.facts for term in one.targets]
        attacked_before = [term for one in event.facts for term in one.attacks]
        return not (
            apart(facts.targets, hit_before, self._reference.targets)
            or apart(facts.attacks, attacked_before, self._reference.attacks)
        )

    def _begins(self, event: Event, facts: Facts) -> bool:
        """Whether a side is quoted anew in another paragraph with an attack of its own."""
        cue = facts.speech.cue
        told = [t for t in (*facts.attacks, *facts.targets) if t.code != OTHER]
        anew = cue is not None and bool(told) and facts.unit.paragraph > event.facts[-1].unit.paragraph
        return anew and not (facts.points_back and self._agrees(event, facts))

    def _is_new(self, event: Event, facts: Facts) -> bool:
        if not facts.tells or (not facts.speech.own and _headed(event) and not facts.unit.heading):
            return False
        if facts.day is not None and self._another_day(event, facts.day):
            return True
        if self._long_ago(facts) and not any(map(self._long_ago, event.facts)):
            return True
        apart = (
            bool(facts.fine_places) and bool([p for p in event.places if p.kind in _FINE]) and not _shares(event, facts)
        )
        if facts.speech.own:
            return apart and (facts.another or _other_region(event, facts)) and _whole(event)
        if apart and (facts.attacks or facts.targets or facts.losses):
            return True
        if self._begins(event, facts) and not _shares(event, facts):
            agrees = self._agrees(event, facts)
            same_day = facts.day is not None and event.day is not None
            vague = (agrees or same_day) and _nowhere(event) and not _other_region(event, facts)
            elsewhere = bool(facts.fine_places) and _placed(event) and not vague
            return _whole(event) and (elsewhere or (facts.day is not None and not agrees))
        described = [t for t in (*facts.attacks, *facts.targets) if t.code != OTHER]
        return facts.another and bool(described) and bool(facts.fine_places or facts.day) and _whole(event)


def _named_in(event: Event) -> set[str]:
    """Names of places and codes of targets."""
    return {place.name.casefold() for place in event.places} | {t.code for facts in event.facts for t in facts.targets}


def _editors_note(text: str) -> bool:
    """`[...]`: not of the text itself."""
    bare = text.strip()
    return bare.startswith("[") and bare.endswith("]")


def _placed(event: Event) -> bool:
    """Whether an event has a place of its own or something specific that was hit."""
    return any(one.places or any(term.code != OTHER for term in one.targets) for one in event.facts)


def _nowhere(event: Event) -> bool:
    """Whether nothing but its country or region tells where an event was."""
    return all(place.kind in (Kind.COUNTRY, Kind.REGION) for place in event.places)


def _headed(event: Event) -> bool:
    """Whether only headings have told of an event: the text below them tells of the same."""
    return all(facts.unit.heading for facts in event.facts)


def _whole(event: Event) -> bool:
    """Whether an event has been told so far that another may begin."""
    return any(facts.tells for facts in event.facts)


def _worth(event: Event) -> bool:
    return any(
        facts.tells or facts.denied or (facts.points_back and facts.speech.cue is not None) for facts in event.facts
    )


def _one_side(event: Event, facts: Facts) -> bool:
    return event.speaker.party is facts.speech.speaker.party and event.speaker.key == facts.speech.speaker.key


def _turns(event: Event, facts: Facts) -> bool:
    """Whether a group claims here and denied there, or the other way round: never one account."""
    if event.speaker.party is not Party.GROUP:
        return False
    denied = any(disowns(one.denied) for one in event.facts)
    if denied == disowns(facts.denied):
        return False
    told = facts.tells and bool(facts.fine_places) and not _shares(event, facts)
    cue = facts.speech.cue
    return not denied or told or (cue is not None and cue.value is Cue.CLAIM)


def _shares(event: Event, facts: Facts) -> bool:
    names = {place.name.casefold() for place in event.places if place.kind in _FINE}
    return any(place.name.casefold() in names for place in facts.fine_places)


def _other_region(event: Event, facts: Facts) -> bool:
    one = {place.admin1 for place in event.places if place.admin1}
    other = {place.admin1 for place in facts.places if place.admin1}
    return bool(one) and bool(other) and not one & other


def _inside(term: Term, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= term.start < end for start, end in spans)


def of_group(mark: Mark[Named], reference: Reference) -> bool:
    return reference.actors.any_is(mark.value.codes, ActorKind.ARMED_GROUP)


def _set_off(text: str, found: re.Match[str]) -> bool:
    """`The base, opened in 2015, was burnt`: between commas the year is that of something else."""
    return "," in text[: found.start()] and "," in text[found.end() :]
