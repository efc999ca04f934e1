"""Events to drafts: every value with the characters it came from, the rule that read it and how sure that is."""

import re
from collections.abc import Callable, Iterable, Sequence

from reconcile.domain.dates import DatePrecision
from reconcile.domain.documents import Document
from reconcile.domain.drafts import Draft, DraftKind, DraftValue, Voice
from reconcile.drafting.confidence import confidence
from reconcile.drafting.denials import disowns
from reconcile.drafting.events import Event, Facts, of_group
from reconcile.drafting.page import Mark, Named, Page, within
from reconcile.drafting.places import Kind, PlaceMention
from reconcile.drafting.sentences import Unit
from reconcile.drafting.tolls import Loss, total
from reconcile.drafting.vocabulary import Cue, Fate, Side, Small
from reconcile.drafting.voices import Party, Speaker
from reconcile.drafting.when import Calendar, Day
from reconcile.reference import Reference, Taxonomy, Term
from reconcile.reference.actors import ActorKind
from reconcile.reference.taxonomy import OTHER

_AIR = "air_strike"
YEAR_NOT_STATED = "year-not-stated"
"""Note on drafts of a text whose own date lacks the year: whoever knows it completes the draft."""
YEAR_FITTED = "year-fitted"
"""Note on drafts of a text whose own date lacks the year, where one year alone fits its issuer."""
_FEW_WORDS = re.compile(r"\s(?:[^\W\d_]+\s){0,2}")
_UPON = re.compile(r"\s(?:contre|against|on|upon|sur)\s", re.IGNORECASE)
_UPON_REACH = 30
"""Characters behind `against` within which its target begins: `against a remote military outpost`."""
_BESIDE = 60
"""Characters within which a region stands behind its place."""
_PEOPLE_TARGETS = frozenset(("civilians", "individual", "commander", "informant", "official", "armed_group", "militia"))


class DraftBuilder:
    """Makes the drafts of one page."""

    def __init__(self, page: Page, document: Document, reference: Reference, calendar: Calendar) -> None:
        self._page = page
        self._document = document
        self._reference = reference
        self._calendar = calendar

    def draft(self, event: Event, number: int) -> Draft:
        values = [*self._speaker(event), *self._told_of(event), *self._when(event), *self._where(event)]
        operation = self._operation(event)
        values += self._what(event, operation=operation)
        values += self._tolls(event)
        values += self._kind(event, operation=operation)
        kind = DraftKind.CLAIM if event.speaker.party is Party.GROUP else DraftKind.STATEMENT
        return Draft(
            key=f"{self._document.key}#{number}",
            document=self._document.key,
            kind=kind,
            voice=_voice(event),
            start=event.start,
            end=event.end,
            values=tuple(_once(values)),
            notes=(*_notes(event), *self._notes_on_year()),
        )

    def silence(
        self,
        remark: tuple[Speaker, Mark[Cue], Unit, Event | None],
        number: int,
        about_draft: str | None,
    ) -> Draft:
        """A remark that an institution had not commented, on an event told before it.

        `about_draft`: key of the draft of that event.
        """
        speaker, cue, unit, event = remark
        values = [self._value("issuer", speaker.written, speaker.start, speaker.end, "silence")]
        values.append(self._value("remark", "not commented", cue.start, cue.end, "silence"))
        if speaker.key:
            values.append(self._value("issuer_key", speaker.key, speaker.start, speaker.end, "silence"))
        if about_draft is not None:
            values.append(self._value("about_draft", about_draft, None, None, "silence-about"))
        if event is not None:
            about = self._page.text[event.start : event.end]
            values.append(self._value("about", " ".join(about.split())[:300], event.start, event.end, "silence-about"))
        return Draft(
            key=f"{self._document.key}#{number}",
            document=self._document.key,
            kind=DraftKind.SILENCE,
            voice=Voice.PARAPHRASED,
            start=unit.start,
            end=unit.end,
            values=tuple(values),
        )

    def _value(self, field: str, value: str, start: int | None, end: int | None, rule: str) -> DraftValue:
        return DraftValue(field=field, value=value, start=start, end=end, confidence=confidence(rule), rule=rule)

    # Who

    def _speaker(self, event: Event) -> list[DraftValue]:
        speaker = event.speaker
        rule = "speaker-own" if event.own else "speaker-named"
        if speaker.party is Party.GROUP:
            found = [self._value("claimant", speaker.written, speaker.start, speaker.end, rule)]
            found.append(self._value("speaker_key", speaker.key, speaker.start, speaker.end, rule))
            if speaker.outlet is not None:
                found.append(self._value("outlet", speaker.outlet, None, None, "document"))
            denial = _denies_all(event)
            return [*found, self._value("claim_kind", "denial" if denial else "claim", event.start, event.end, "cue")]
        found = []
        if speaker.written:
            found.append(self._value("issuer", speaker.written, speaker.start, speaker.end, rule))
            found.append(self._value("speaker_key", speaker.key, speaker.start, speaker.end, rule))
        found += [self._value("attribution", "direct" if event.own else "relayed", None, None, rule)]
        return found + self._stance(event)

    def _stance(self, event: Event) -> list[DraftValue]:
        for facts in event.facts:
            if facts.denied and facts.denial is not None:
                cue = facts.denial
                return [
                    self._value("stance", "denies", cue.start, cue.end, "cue"),
                    self._value("denies", ",".join(facts.denied), cue.start, facts.unit.end, "cue"),
                ]
        for facts in event.facts:
            if facts.speech.cue is not None and facts.speech.cue.value is Cue.CONFIRM:
                return [self._value("stance", "confirms", facts.speech.cue.start, facts.speech.cue.end, "cue")]
        return [self._value("stance", "reports", None, None, "cue")]

    # When

    def _notes_on_year(self) -> tuple[str, ...]:
        if self._calendar.year_fitted:
            return (YEAR_FITTED,)
        return () if self._calendar.year_told else (YEAR_NOT_STATED,)

    def _dated(self, written: str, rule: str) -> str:
        """The rule for a date as written: one by which the year alone was found makes it less sure."""
        return "fitted-year" if self._calendar.year_fitted and not _bears_year(written) else rule

    def _told_of(self, event: Event) -> list[DraftValue]:
        """When the side spoke, and the day of the page."""
        document = self._document
        found = []
        spoken = next((facts.spoken for facts in event.facts if facts.spoken is not None), None)
        if event.own:
            if document.published is not None:
                found.append(self._value("published", document.published, None, None, "document"))
            elif self._calendar.dateline is not None and self._calendar.year_told:
                line = self._calendar.dateline
                rule = self._dated(self._page.text[line.start : line.end], "dateline")
                found.append(self._value("published", line.days[0].isoformat(), line.start, line.end, rule))
        elif spoken is not None and spoken.days[0] == spoken.days[1]:
            found.append(
                self._value("published", spoken.days[0].isoformat(), spoken.start, spoken.end, "date-of-account")
            )
        if not event.own and document.published is not None:
            found.append(self._value("reported", document.published, None, None, "document"))
        for field in ("url", "publisher", "language", "retrieved"):
            value = getattr(document, field)
            if value is not None:
                found.append(self._value(field, value, None, None, "document"))
        found.append(self._value("document", document.key, None, None, "document"))
        return found

    def _when(self, event: Event) -> list[DraftValue]:
        day = event.day or self._month(event)
        if day is None:
            return []
        written = self._page.text[day.start : day.end]
        rule = {"day-beside": "date-beside", "release-month": "release-month"}.get(day.rule, "date")
        rule = self._dated(written, rule)
        if not self._calendar.year_told and not _bears_year(written):
            return [self._value("date_text", " ".join(written.split()), day.start, day.end, rule)]
        told = {
            "event_date_start": day.days.start.isoformat(),
            "event_date_end": day.days.end.isoformat(),
            "date_precision": day.precision.value,
            "date_text": " ".join(written.split()),
        }
        return [self._value(field, value, day.start, day.end, rule) for field, value in told.items()]

    def _month(self, event: Event) -> Day | None:
        """`yesterday` in a release of which only the month is known."""
        if self._calendar.month is None or not event.own:
            return None
        days, start, end = self._calendar.month
        return Day(days=days, precision=DatePrecision.MONTH, start=start, end=end, rule="release-month")

    # Where

    def _where(self, event: Event) -> list[DraftValue]:
        places = _ordered_places(event)
        best = _best_place(event)
        found: list[DraftValue] = []
        if best is not None:
            start, end = self._with_axis(best, places)
            rule = "place-unknown" if best.kind is Kind.UNKNOWN else ("place" if best.placed else "place-bare")
            found.append(self._value("place", _squeezed(self._page.text[start:end]), start, end, rule))
        found += self._region(best, places)
        return found

    def _with_axis(self, best: PlaceMention, places: Sequence[PlaceMention]) -> tuple[int, int]:
        """`between Gossi and Hombori` as a whole."""
        before = self._page.text[max(0, best.start - 12) : best.start]
        between = re.search(r"\b(?:between|entre)\s+$", before)
        if between is not None:
            following = next((p for p in places if p.start > best.end and p.start - best.end <= 5), None)
            if following is not None:
                return best.start - len(between[0]), following.end
        return best.whole_start, best.whole_end

    def _region(self, best: PlaceMention | None, places: Sequence[PlaceMention]) -> list[DraftValue]:
        """The region named behind the place, else the first named, else the one the gazetteer puts the place into."""
        regions = [p for p in places if p.kind is Kind.REGION and p.place is not None]
        behind = [p for p in regions if best is not None and 0 <= p.start - best.end <= _BESIDE]
        fitting = [p for p in regions if best is not None and best.admin1 == p.admin1]
        named = next(iter((*behind, *fitting, *regions)), None)
        if named is not None and named.place is not None:
            found = [self._value("admin1", named.name, named.start, named.end, "region")]
            return [*found, self._value("country", named.place.country, named.start, named.end, "region")]
        placed = (
            best
            if best is not None and best.place is not None
            else next((p for p in places if p.place is not None), None)
        )
        if placed is None or placed.place is None:
            return []
        found = [self._value("country", placed.place.country, placed.start, placed.end, "gazetteer")]
        unit = self._unit_name(placed.admin1)
        return found if unit is None else [self._value("admin1", unit, placed.start, placed.end, "gazetteer"), *found]

    def _unit_name(self, key: str | None) -> str | None:
        return next((p.name for p in self._reference.places if p.key == key), None) if key else None

    # What

    def _operation(self, event: Event) -> bool:
        """Whether the side tells of its own forces' doing: militants are killed or detained, nobody of its own."""
        if event.speaker.party is Party.GROUP:
            return False
        losses = event.losses
        sides = self._stated_sides(event)
        militants = any(sides(loss) == "attackers" for loss in losses)
        own = any(loss.side is Side.FORCES and loss.low and loss.fate is not Fate.DETAINED for loss in losses)
        hostile = any(
            term.code not in (OTHER, _AIR, "raid", "clash", "capture") or self._is_on_target(term, facts)
            for facts in (event.facts[:2] if event.own else event.facts)
            for term in facts.attacks
        )
        detained = any(loss.fate is Fate.DETAINED for loss in losses)
        return (not own and (detained or (militants and not hostile))) or (not losses and self._air(event) is not None)

    def _what(self, event: Event, *, operation: bool) -> list[DraftValue]:
        found: list[DraftValue] = []
        air = self._air(event)
        if operation:
            if air is not None:
                found.append(self._term("attack_type", air, self._reference.attacks))
            return found + self._militants_hit(event)
        attack = _best_term((t for f in event.facts for t in f.attacks), self._reference.attacks)
        target = self._target(event)
        if attack is not None and (attack.code != OTHER or target is not None):
            found.append(self._term("attack_type", attack, self._reference.attacks))
        if target is not None:
            found.append(self._term("target_type", target, self._reference.targets))
        return found + self._victim(event, target)

    def _term(self, field: str, term: Term, taxonomy: Taxonomy) -> DraftValue:
        return self._value(
            field, term.code, term.start, term.end, "lexicon-other" if term.code == taxonomy.other else "lexicon"
        )

    def _air(self, event: Event) -> Term | None:
        return next((t for f in event.facts for t in f.attacks if t.code in (_AIR, "drone_strike")), None)

    def _target(self, event: Event) -> Term | None:
        """The first thing attacked that is no word of people, in the unit that tells of the attack."""
        for wanted in (True, False):
            for facts in event.facts:
                for term in facts.targets:
                    people = term.code in _PEOPLE_TARGETS
                    if term.code != OTHER and not (people and (wanted or self._is_one_of(term))):
                        return term
        return next((t for facts in event.facts for t in facts.targets), None)

    def _is_on_target(self, attack: Term, facts: Facts) -> bool:
        """`une attaque contre la garnison de Diffa`, `the attack on its post`."""
        on = _UPON.match(self._page.text, attack.end)
        return on is not None and any(
            on.end() <= target.start <= on.end() + _UPON_REACH and target.code not in _PEOPLE_TARGETS
            for target in facts.targets
        )

    def _is_one_of(self, term: Term) -> bool:
        """`four soldiers, including an officer`: the officer was not what was aimed at."""
        return any(
            _FEW_WORDS.fullmatch(self._page.text, mark.end, term.start) is not None
            for mark in self._page.small[Small.INCLUDING]
            if mark.end < term.start
        )

    def _militants_hit(self, event: Event) -> list[DraftValue]:
        groups = [m for f in event.facts for m in f.hit if of_group(m, self._reference)]
        found = [self._value("target_type", "armed_group", event.start, event.end, "operation")]
        if groups:
            found.append(
                self._value(
                    "target_actor",
                    self._page.text[groups[0].start : groups[0].end],
                    groups[0].start,
                    groups[0].end,
                    "actor",
                )
            )
        return found

    def _victim(self, event: Event, target: Term | None) -> list[DraftValue]:
        """Who was hit: the actor named with the target, else the first named who is no group."""
        marks = [m for f in event.facts for m in f.hit if not of_group(m, self._reference) and self._forces(m)]
        if not marks:
            return self._victims_by_noun(event)
        near = marks[0]
        if target is not None:
            beside = [m for m in marks if abs(m.start - target.start) <= 60]
            near = min(beside, key=lambda m: abs(m.start - target.start)) if beside else near
        start, end = near.start, near.end
        for mark in marks:
            if mark is not near and 0 <= mark.start - end <= 20 and "." not in self._page.text[end : mark.start]:
                end = mark.end
            elif mark is not near and 0 <= start - mark.end <= 20 and "." not in self._page.text[mark.end : start]:
                start = mark.start
        return [self._value("target_actor", _squeezed(self._page.text[start:end]), start, end, "actor")]

    def _forces(self, mark: Mark[Named]) -> bool:
        kinds = {self._reference.actors.get(code).kind for code in mark.value.codes}
        return bool(kinds - {ActorKind.GOVERNMENT, ActorKind.STATE})

    def _victims_by_noun(self, event: Event) -> list[DraftValue]:
        for loss in event.losses:
            if loss.noun is not None and loss.side in (Side.FORCES, Side.CIVILIANS) and not loss.own and loss.low != 0:
                return [
                    self._value("target_actor", _squeezed(self._page.text[slice(*loss.noun)]), *loss.noun, "actor-noun")
                ]
        return []

    # Losses

    def _tolls(self, event: Event) -> list[DraftValue]:
        found: list[DraftValue] = []
        claim = event.speaker.party is Party.GROUP
        if claim and _denies_all(event):
            return []
        for fate in Fate:
            if fate is Fate.DETAINED:
                found += self._counted("", fate, [loss for loss in event.losses if loss.fate is fate])
                continue
            sides = _claimed_sides if claim else self._stated_sides(event)
            grouped: dict[str, list[Loss]] = {}
            for loss in event.losses:
                if loss.fate is fate:
                    grouped.setdefault(sides(loss), []).append(loss)
            for prefix, losses in grouped.items():
                found += self._counted(prefix, fate, losses)
        return found

    def _stated_sides(self, event: Event) -> Callable[[Loss], str]:
        sides = {loss.side for loss in event.losses}
        civilians = any(
            term.code == "civilians" or self._reference.targets.family(term.code) == "civilians"
            for f in event.facts
            for term in f.targets
        )

        def side_of(loss: Loss) -> str:
            if loss.side is Side.MILITANTS:
                return "attackers"
            if loss.side is Side.CIVILIANS or (loss.side is Side.ANYBODY and civilians):
                return "civilians"
            if loss.side is None and Side.FORCES not in sides and Side.CIVILIANS not in sides:
                return "attackers" if Side.MILITANTS in sides or loss.fate is Fate.DETAINED else "own"
            return "own"

        return side_of

    def _counted(self, prefix: str, fate: Fate, losses: Sequence[Loss]) -> list[DraftValue]:
        whole = total(losses)
        if whole is None:
            return []
        stem = f"{prefix}_{fate.value}".removeprefix("_")
        rule = "toll" if whole.sure else "toll-unnumbered"
        found = []
        if whole.low is not None:
            found.append(self._value(f"{stem}_min", str(whole.low), whole.start, whole.end, rule))
        if whole.high is not None:
            found.append(self._value(f"{stem}_max", str(whole.high), whole.start, whole.end, rule))
        return found

    def _kind(self, event: Event, *, operation: bool) -> list[DraftValue]:
        """What sort of event it is, in the words of the codebooks of military releases."""
        losses = event.losses
        detained = [x for x in losses if x.fate is Fate.DETAINED and x.side is not Side.CIVILIANS and x.low != 0]
        sides = self._stated_sides(event)
        militants = [x for x in losses if x.fate is Fate.KILLED and sides(x) == "attackers" and x.low != 0]
        civilians = [x for x in losses if x.side is Side.CIVILIANS and x.low]
        air = self._air(event)
        own = [x for x in losses if x.side is Side.FORCES and x.low and x.fate is not Fate.DETAINED]
        hostile = [t for f in event.facts for t in f.attacks if t.code not in (OTHER, _AIR, "clash")]
        if event.speaker.party is Party.GROUP or own:
            code, start, end = "attack", event.start, event.end
        elif civilians and not militants and not detained:
            meant = not event.own or (hostile and not self._unintended(event))
            code = "attack" if meant else "civilian_harm"
            start, end = civilians[0].start, civilians[0].end
        elif air is not None and not detained:
            code, start, end = "air_strike", air.start, air.end
        elif detained and militants:
            code, start, end = "capture_and_kill", militants[0].start, militants[0].end
        elif detained:
            code, start, end = "detention", detained[0].start, detained[0].end
        elif militants:
            code, start, end = "militants_killed", militants[0].start, militants[0].end
        else:
            code, start, end = ("operation" if operation else "attack"), event.start, event.end
        return [self._value("event_kind", code, start, end, "kind")]

    def _unintended(self, event: Event) -> bool:
        return bool(within(self._page.small[Small.UNINTENDED], event.start, event.end))


def _bears_year(written: str) -> bool:
    return re.search(r"\b(?:19|20)\d\d\b", written) is not None


def _denies_all(event: Event) -> bool:
    """Whether a group says that it did not do it: the losses told beside are then not its account."""
    return any(disowns(facts.denied) for facts in event.facts)


def _claimed_sides(loss: Loss) -> str:
    """A group's own dead, else the losses it says it inflicted."""
    if loss.own or (loss.side is Side.MILITANTS and loss.fate is not Fate.DETAINED):
        return "own"
    return ""


def _best_term(terms: Iterable[Term], taxonomy: Taxonomy) -> Term | None:
    """The term that says most: any before `other`, a kind before the word for its family, the earlier."""
    listed = list(terms)
    return max(
        listed,
        key=lambda t: (t.code != OTHER, t.code not in ("raid", "armed_assault", "clash"), -t.start),
        default=None,
    )


def _best_place(event: Event) -> PlaceMention | None:
    """The finest place, those a word of place stands beside first; the earlier of two."""
    rank = {Kind.LOCAL: 3, Kind.UNKNOWN: 2, Kind.DISTRICT: 2, Kind.REGION: 0, Kind.COUNTRY: 0}
    body = [facts for facts in event.facts if not facts.unit.heading] or event.facts
    first = next((number for number, facts in enumerate(body) if facts.tells), 0)
    told = [place for number, facts in enumerate(body) for place in facts.places if facts.tells or number <= first]
    fine = [place for place in told or _ordered_places(event) if rank[place.kind] > 0]
    if fine:
        return max(fine, key=lambda p: (p.placed, -p.start))
    border = [p for p in event.places if p.kind is Kind.COUNTRY and p.whole_start < p.start]
    return border[0] if border else None


def _ordered_places(event: Event) -> list[PlaceMention]:
    """The places of the text before those of its headings, which may tell of other events too."""
    body = [place for facts in event.facts if not facts.unit.heading for place in facts.places]
    return body + [place for facts in event.facts if facts.unit.heading for place in facts.places]


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _voice(event: Event) -> Voice:
    if event.own:
        return Voice.OWN
    return Voice.QUOTED if any(facts.speech.quoted for facts in event.facts) else Voice.PARAPHRASED


def _notes(event: Event) -> tuple[str, ...]:
    found = []
    if any(facts.points_back for facts in event.facts) and not any(facts.places or facts.day for facts in event.facts):
        found.append("points-to-another-account")
    if not event.speaker.key and not event.speaker.written:
        found.append("issuer-not-stated")
    if any(facts.speech.inherited and not facts.speech.own for facts in event.facts):
        found.append("speaker-from-sentence-before")
    return tuple(found)


def _once(values: Iterable[DraftValue]) -> list[DraftValue]:
    """The first value of each field."""
    kept: dict[str, DraftValue] = {}
    for value in values:
        kept.setdefault(value.field, value)
    return list(kept.values())
