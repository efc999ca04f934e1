"""A small outcome made by hand: every kind of claim and statement that a page can show, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from reconcile.domain.comparables import Account, ClaimAccount, Comparable, RecordVersion, StatementAccount
from reconcile.domain.contradictions import Contradiction, ContradictionKind
from reconcile.domain.dates import DateInterval, EventDate
from reconcile.domain.digests import version_digest
from reconcile.domain.issues import Issue, Severity
from reconcile.domain.outcomes import (
    ClaimStance,
    CloseCall,
    ComparisonScore,
    Facet,
    FacetFinding,
    FacetResult,
    Finding,
    Flag,
    Outcome,
    Pair,
    PairRole,
    RunRecord,
    RunState,
    ScoredPair,
    Status,
)
from reconcile.domain.outlines import CountryOutline
from reconcile.domain.places import PlaceCandidate, PlaceClass, PlaceShape
from reconcile.domain.records import (
    Attribution,
    Channel,
    ClaimKind,
    ClaimRecord,
    DatePrecision,
    Denied,
    IssuerType,
    RecordKind,
    Stance,
    StatementRecord,
)
from reconcile.domain.sources import Coverage, IssuerRole, Source, SourceKind
from reconcile.domain.tolls import CountRange, Harm, TollSide
from reconcile.domain.weights import LinkageModel, ModelComparison, ModelLevel, NullTail
from reconcile.report import ReportBooks
from tests.tally.building import run_of, tallies_of

AS_OF = datetime(2017, 5, 20, tzinfo=UTC)
ARABIC = "قام مجاهدو الجماعة باستهداف قافلة تابعة للبعثة الأممية قرب تيساليت يوم 18/04/2017"


def days(first: str, last: str | None = None, **told: object) -> EventDate:
    start = date.fromisoformat(first)
    end = start if last is None else date.fromisoformat(last)
    precision = DatePrecision.DAY if start == end else DatePrecision.RANGE
    return replace(EventDate(intervals=(DateInterval(start, end),), precision=precision), **told)  # type: ignore[arg-type]


def undated(first: str, last: str) -> EventDate:
    return EventDate(bounds=DateInterval(date.fromisoformat(first), date.fromisoformat(last)))


def at(name: str, lat: float | None, lon: float | None, radius: float = 5.0, **told: object) -> PlaceCandidate:
    place = PlaceCandidate(
        part=0,
        weight=1.0,
        name=name,
        name_key=name.lower(),
        place_class=PlaceClass.LOCAL,
        shape=PlaceShape.POINT if radius <= 5 else PlaceShape.AREA,
        radius_km=radius,
        lat=lat,
        lon=lon,
        country="ML",
    )
    return replace(place, **told)  # type: ignore[arg-type]


def region(name: str, lat: float, lon: float, radius: float) -> PlaceCandidate:
    return at(name, lat, lon, radius, place_class=PlaceClass.REGION, shape=PlaceShape.UNIT)


TESSALIT = at("Tessalit", 20.2, 1.01, 25.0)
TAGHLIT = at("Taghlit", 19.87, 0.98, 25.0)
GOURMA = at("Gourma-Rharous", 16.88, -1.924)
SEGOU = region("Ségou", 13.9, -5.6, 170.0)
BORDER = at("border with Burkina Faso", 14.6, -1.2, 90.0, place_class=PlaceClass.DISTRICT)
HOMBORI = at("Hombori", 15.28, -1.7)
HALGAN = at("Halgan", 4.0, 45.53, country="SO")
UNKNOWN = at("Ke Macina", None, None)


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the builder hands out: the outcome, and the books that go with it."""

    outcome: Outcome
    books: ReportBooks


def claim(
    record: ClaimRecord, *, row: int, event: EventDate, places: Sequence[PlaceCandidate] = (), **values: object
) -> ClaimAccount:
    version = RecordVersion(
        row=row, version=1, digest=version_digest(record), known_from=datetime(2017, 4, 19, tzinfo=UTC), record=record
    )
    return Account(version=version, values=_values(record.country, event, places, values))


def statement(
    record: StatementRecord, *, row: int, event: EventDate, places: Sequence[PlaceCandidate] = (), **values: object
) -> StatementAccount:
    version = RecordVersion(
        row=row, version=2, digest=version_digest(record), known_from=datetime(2017, 4, 20, tzinfo=UTC), record=record
    )
    return Account(version=version, values=_values(record.country, event, places, values))


def _values(
    country: str | None, event: EventDate, places: Sequence[PlaceCandidate], more: Mapping[str, object]
) -> Comparable:
    made = Comparable(
        country=country,
        date=event,
        places=tuple(places),
        target=None,
        target_family=None,
        attack=None,
        target_actors=(),
        speaker=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def scored(one: ClaimAccount, other: StatementAccount, role: PairRole, weight: float, **told: object) -> ScoredPair:
    """A pair whose scores add up to `weight`."""
    scores = (
        ComparisonScore(comparison="prior", level="prior", label="before anything is compared", bits=-8.0),
        ComparisonScore(comparison="date", level="same_day", label="both name the same day or night", bits=6.0),
        ComparisonScore(comparison="place", level="near", label="the two places lie near one another", bits=-0.5),
        ComparisonScore(
            comparison="target", level="same_type", label="both name the same type of target", bits=weight + 2.5
        ),
    )
    pair = ScoredPair(
        claim_row=one.version.row,
        statement_row=other.version.row,
        role=role,
        weight=weight,
        margin=None,
        scores=scores,
        distance_km=37.4,
        days_apart=0,
    )
    return replace(pair, **told)  # type: ignore[arg-type]


def facets(date_: str, place: str, target: str, toll: str) -> dict[Facet, FacetFinding]:
    return {
        facet: FacetFinding(
            facet=facet,
            result=FacetResult(result),
            claim_says="one thing",
            statement_says="another",
            sentence=f"The two accounts were compared in {facet.value}: {result.replace('_', ' ')}.",
        )
        for facet, result in zip(Facet, (date_, place, target, toll), strict=True)
    }


def pair(
    one: ClaimAccount,
    other: StatementAccount,
    role: PairRole,
    weight: float,
    sentence: str,
    *,
    found: Mapping[Facet, FacetFinding] | None = None,
    **told: object,
) -> Pair:
    results = facets("agrees", "agrees", "agrees", "not_stated") if found is None else found
    flag = (
        Flag.AGREEMENT if all(results[f].result is FacetResult.AGREES for f in list(Facet)[:3]) else Flag.PARTIAL_MATCH
    )
    return Pair(
        scored=scored(one, other, role, weight, **told),
        claim=one.id,
        statement=other.id,
        statement_version=other.version.version,
        flag=flag if role is PairRole.LINKED else None,
        facets=results,
        stance=other.record.stance or Stance.UNKNOWN,
        denies=other.record.denies,
        sentence=sentence,
    )


def finding(
    account: ClaimAccount,
    reason: str,
    *pairs: Pair,
    status: Status = Status.CONCLUDED,
    stance: ClaimStance | None = None,
    contradictions: tuple[Contradiction, ...] = (),
) -> Finding:
    flags = {p.flag for p in pairs if p.scored.role is PairRole.LINKED}
    flag = Flag.AGREEMENT if Flag.AGREEMENT in flags else Flag.PARTIAL_MATCH if flags else Flag.NO_OFFICIAL_COMMENT
    return Finding(
        claim=account.id,
        version=1,
        claim_row=account.version.row,
        flag=flag if account.record.is_claim else None,
        status=status,
        stance=stance,
        reason=reason,
        contradictions=contradictions,
        pairs=pairs,
    )


def _claim_record(id_: str, **told: object) -> ClaimRecord:
    made = ClaimRecord(
        id=id_,
        claimant="JNIM",
        outlet="Al Zallaqa Foundation",
        channel=Channel.OFFICIAL,
        published="2017-04-18",
        reported="2017-04-18",
        country="ML",
        publisher="FDD's Long War Journal",
        url="https://example.org/2017/04/claims.php",
        archive_url="https://archive.example.org/1",
        retrieved="2017-04-21T09:30:00Z",
        document="communique-1",
    )
    return replace(made, **told)  # type: ignore[arg-type]


def _statement_record(id_: str, issuer: str, **told: object) -> StatementRecord:
    made = StatementRecord(
        id=id_,
        issuer=issuer,
        published="2017-04-18",
        country="ML",
        stance=Stance.REPORTS,
        publisher="The issuer's site",
        url="https://example.com/communique",
        retrieved="2017-04-22",
    )
    return replace(made, **told)  # type: ignore[arg-type]


def build() -> Made:
    """Ten claims, a denial and an allegation; eight statements, of which three have no claim."""
    convoy = {"target": "convoy", "target_actors": ("minusma",), "attack": "ied"}
    tuesday = claim(
        _claim_record(
            "c-tessalit-18",
            event_date="today",
            place="near Tessalit",
            admin1="Kidal",
            attack_type="IED",
            target_type="convoy",
            target_actor="MINUSMA",
            summary="JNIM says that it struck a UN convoy near Tessalit.",
            text=ARABIC,
            language="ar",
            translation="Fighters of the group targeted a convoy of the UN mission near Tessalit on 18/04/2017.",
            wounded_min=4,
            source_grade="C",
            item_grade="3",
        ),
        row=1,
        event=days("2017-04-18", text="today"),
        places=[TESSALIT],
        tolls={(TollSide.OWN, Harm.WOUNDED): CountRange(4, None)},
        **convoy,
    )
    monday = claim(
        _claim_record(
            "c-tessalit-17", event_date="yesterday", place="near Tessalit", admin1="Kidal", target_type="convoy"
        ),
        row=2,
        event=days("2017-04-17", text="yesterday"),
        places=[TESSALIT],
        target="convoy",
        target_actors=("minusma",),
    )
    sunday = claim(
        _claim_record(
            "c-taghlit-16",
            event_date="Sunday",
            place="Taghlit area, Tessalit-Aguelhok axis",
            admin1="Kidal",
            attack_type="IED",
            target_actor="MINUSMA (Chad)",
            summary="JNIM says that an IED wounded several Chadian peacekeepers at Taghlit.",
        ),
        row=3,
        event=days("2017-04-16", text="Sunday"),
        places=[TAGHLIT],
        attack="ied",
        target_actors=("minusma",),
    )
    gourma = claim(
        _claim_record(
            "c-gourma",
            place="Gourma-Rharous area",
            admin1="Timbuktu",
            attack_type="assault",
            target_type="base",
            target_actor="Malian army (special forces)",
            captured="several vehicles",
            summary="JNIM says that it overran a base of the Malian army.",
        ),
        row=4,
        event=undated("2017-03-04", "2017-04-18"),
        places=[replace(GOURMA, radius_km=25.0, shape=PlaceShape.AREA)],
        target="base",
        target_actors=("mali-army",),
        attack="assault",
    )
    denied = claim(
        _claim_record(
            "c-halgan",
            claimant="Al-Shabaab",
            outlet=None,
            country="SO",
            published="2016-06-09T08:00:00+03:00",
            place="Halgan",
            target_type="base",
            target_actor="Ethiopian troops (AMISOM)",
            killed_min=60,
            killed_max=60,
            sensitivity="graphic; captives",
            summary="Al-Shabaab says that it killed 60 Ethiopian soldiers.",
            text="A long and graphic account. " * 30,
            language="en",
        ),
        row=5,
        event=days("2016-06-09"),
        places=[HALGAN],
        target="base",
        target_actors=("amisom",),
        tolls={(TollSide.OWN, Harm.KILLED): CountRange(60, 60), (TollSide.ATTACKERS, Harm.KILLED): CountRange(16, 16)},
    )
    militia = claim(
        _claim_record(
            "c-ke-macina", place="Ke Macina area", admin1="Ségou", attack_type="ambush", target_actor="Donzo militia"
        ),
        row=6,
        event=undated("2017-03-04", "2017-04-18"),
        places=[UNKNOWN, replace(SEGOU, part=1)],
        attack="ambush",
    )
    french = claim(
        _claim_record(
            "c-border-05",
            published="2017-04-06",
            event_date="2017-04-05",
            place="border with Burkina Faso",
            attack_type="IED and ambush",
            target_actor="French troops",
        ),
        row=7,
        event=days("2017-04-05"),
        places=[BORDER],
        attack="ied",
        target_actors=("france-army",),
    )
    old = claim(
        _claim_record(
            "c-2015", published="2017-04-18", event_date="2015", place="northern Mali", attack_type="rockets"
        ),
        row=8,
        event=replace(days("2015-01-01", "2015-12-31"), precision=DatePrecision.YEAR, text="2015"),
        places=[region("northern Mali", 19.5, -0.5, 420.0)],
        attack="rockets",
    )
    late = claim(
        _claim_record(
            "c-pending", published="2017-05-18", event_date="2017-05-17", place="Hombori", attack_type="mine"
        ),
        row=9,
        event=days("2017-05-17"),
        places=[HOMBORI],
    )
    quiet = claim(
        _claim_record(
            "c-ambiguous",
            published="2017-05-10",
            event_date="04/05/2017",
            place="Ségou",
            target_type="spies",
            claimant="AQIM",
        ),
        row=10,
        event=EventDate(
            intervals=(
                DateInterval(date(2017, 4, 5), date(2017, 4, 5)),
                DateInterval(date(2017, 5, 4), date(2017, 5, 4)),
            ),
            precision=DatePrecision.AMBIGUOUS,
            text="04/05/2017",
        ),
        places=[SEGOU],
    )
    denial = claim(
        _claim_record("c-denial", claim_kind=ClaimKind.DENIAL, place="Solhan", country="BF", published="2017-04-20"),
        row=11,
        event=days("2017-04-19"),
    )
    allegation = claim(
        _claim_record("c-allegation", claim_kind=ClaimKind.ALLEGATION, place="Gao", published="2017-04-11"),
        row=12,
        event=days("2017-04-10"),
    )
    minusma = statement(
        _statement_record(
            "s-minusma-18",
            "MINUSMA",
            issuer_type=IssuerType.UN,
            event_date="2017-04-18",
            place="about 30 km south of Tessalit",
            attack_type="IED",
            target_type="logistics convoy",
            target_actor="MINUSMA",
            own_wounded_min=2,
            own_wounded_max=2,
            civilians_wounded_min=1,
            civilians_wounded_max=1,
            summary="MINUSMA reports an explosion that hit a logistics convoy.",
            text="Une mission logistique de la MINUSMA a heurté un engin explosif improvisé.",
            language="fr",
        ),
        row=51,
        event=days("2017-04-18"),
        places=[at("Tessalit", 19.93, 1.01, 7.5, shape=PlaceShape.BEARING)],
        tolls={
            (TollSide.OWN, Harm.WOUNDED): CountRange(2, 2),
            (TollSide.CIVILIANS, Harm.WOUNDED): CountRange(1, 1),
        },
        **convoy,
    )
    un_gourma = statement(
        _statement_record("s-minusma-gourma", "MINUSMA", place="Gourma-Rharous", target_type="camp", own_killed_min=4),
        row=52,
        event=days("2017-04-18"),
        places=[GOURMA],
        target="camp",
        target_actors=("mali-army",),
        tolls={(TollSide.OWN, Harm.KILLED): CountRange(4, None)},
    )
    france = statement(
        _statement_record(
            "s-france-gourma",
            "French Ministry of Defence",
            published="2017-04-20",
            place="Gourma-Rharous",
            target_type="camp",
        ),
        row=53,
        event=days("2017-04-18"),
        places=[GOURMA],
        target="camp",
    )
    french_note = statement(
        _statement_record(
            "s-france-05", "French Ministry of Defence", published="2017-04-06", place="Burkina Faso border"
        ),
        row=54,
        event=days("2017-04-05"),
        places=[region("south of Mali", 14.4, -1.6, 140.0)],
    )
    ethiopia = statement(
        _statement_record(
            "s-ethiopia",
            "Ethiopian government",
            country="SO",
            published="2016-06-09",
            stance=Stance.DENIES,
            denies=(Denied.TOLL, Denied.OUTCOME),
            place="Halgan",
            attackers_killed_min=101,
            summary="Ethiopia denies the losses claimed.",
        ),
        row=55,
        event=days("2016-06-09"),
        places=[HALGAN],
        target="base",
        tolls={(TollSide.ATTACKERS, Harm.KILLED): CountRange(101, None)},
    )
    mali = statement(
        _statement_record(
            "s-mali-menaka", "Government of Mali", place="Ménaka", event_date="April 2017", published="2017-04-28"
        ),
        row=56,
        event=replace(days("2017-04-01", "2017-04-30"), precision=DatePrecision.MONTH),
        places=[at("Ménaka", 15.92, 2.4)],
    )
    anonymous = statement(
        _statement_record("s-anonymous", "Security source", attribution=Attribution.ANONYMOUS, place="Ke Macina"),
        row=57,
        event=days("2017-04-15"),
    )
    bare = statement(_statement_record("s-bare", "Police", stance=None, published=None), row=58, event=EventDate())

    findings = (
        finding(
            tuesday,
            "JNIM and MINUSMA tell of the same event; agreement on date, place and target; neither side counts killed.",
            pair(
                tuesday,
                minusma,
                PairRole.LINKED,
                9.0,
                "JNIM's claim and MINUSMA's statement agree on date, place and target.",
                found=facets("agrees", "agrees", "agrees", "coarser"),
                margin=4.2,
                distance_km=30.0,
            ),
            stance=ClaimStance.REPORTED,
        ),
        finding(
            monday,
            "No official comment found as of 20 May 2017 in 3 monitored sources; the nearest: MINUSMA's statement on "
            "an event of 18 April 2017 fits JNIM's claim of 18 April 2017 better by 4.2 bits.",
            pair(
                monday,
                minusma,
                PairRole.RUNNER_UP,
                4.8,
                "MINUSMA's statement on an event of 18 April 2017 lies 1 day from the date claimed and fits "
                "JNIM's claim of 18 April 2017 better by 4.2 bits.",
                found=facets("differs", "agrees", "agrees", "not_stated"),
                margin=-4.2,
                days_apart=1,
                distance_km=30.0,
                failed="competition",
                rival_claim_row=1,
                close_call=CloseCall.MARGIN,
            ),
        ),
        finding(
            sunday,
            "No official comment found as of 20 May 2017 in 3 monitored sources; the nearest: MINUSMA's statement on "
            "an event of 18 April 2017 is not linked: the stated dates lie two or three days apart.",
            pair(
                sunday,
                minusma,
                PairRole.NEAR_MISS,
                -1.25,
                "MINUSMA's statement on an event of 18 April 2017 is not linked: the stated dates lie two or three "
                "days apart.",
                found=facets("differs", "agrees", "not_stated", "not_stated"),
                days_apart=2,
                distance_km=6.7,
                failed="date",
            ),
        ),
        finding(
            gourma,
            "JNIM, MINUSMA and the French Ministry of Defence tell of the same event; the claim states no date.",
            pair(
                gourma,
                un_gourma,
                PairRole.LINKED,
                5.5,
                "JNIM's claim and MINUSMA's statement agree on place and target; the claim states no date.",
                found=facets("not_stated", "agrees", "agrees", "not_stated"),
                distance_km=0.0,
                days_apart=None,
            ),
            pair(
                gourma,
                france,
                PairRole.LINKED,
                4.0,
                "JNIM's claim and the French statement agree on place and target; the claim states no date.",
                found=facets("not_stated", "agrees", "agrees", "not_stated"),
                distance_km=0.0,
                days_apart=None,
            ),
            stance=ClaimStance.REPORTED,
        ),
        finding(
            denied,
            "Al-Shabaab and the Ethiopian government tell of the same event; agreement on date, place and target; the "
            "Ethiopian government denies the toll and the outcome.",
            pair(
                denied,
                ethiopia,
                PairRole.LINKED,
                8.2,
                "Al-Shabaab's claim and Ethiopia's statement agree on date, place and target; it denies the toll.",
                found=facets("agrees", "agrees", "agrees", "not_stated"),
                distance_km=0.0,
            ),
            stance=ClaimStance.DENIED,
            contradictions=(
                Contradiction(
                    kind=ContradictionKind.DENIED,
                    record=RecordKind.STATEMENT,
                    id=ethiopia.id,
                    linked=True,
                    denies=ethiopia.record.denies,
                    sentence="Al-Shabaab claims the event; Ethiopian government denies the toll and the outcome.",
                ),
            ),
        ),
        finding(militia, "No official comment; nobody declared what was collected.", status=Status.COVERAGE_UNKNOWN),
        finding(
            french,
            "JNIM and the French Ministry of Defence tell of the same event; the place is less exact on one side.",
            pair(
                french,
                french_note,
                PairRole.LINKED,
                3.1,
                "Both name 5 April 2017; the place is less exact on one side.",
                found=facets("agrees", "coarser", "not_stated", "not_stated"),
                distance_km=48.0,
            ),
            stance=ClaimStance.REPORTED,
        ),
        finding(old, "Nobody collected the issuers expected to answer for 2015.", status=Status.NOT_MONITORED),
        finding(late, "No official comment so far; the window is open until 1 June 2017.", status=Status.PENDING),
        finding(
            quiet, "The issuers expected to answer never comment on such events.", status=Status.STRUCTURALLY_SILENT
        ),
        finding(denial, "JNIM denies responsibility; it claims nothing here.", status=Status.GROUP_DENIES),
        finding(allegation, "JNIM accuses somebody else; it claims nothing here.", status=Status.ALLEGATION),
    )
    return Made(
        outcome=Outcome(
            run=run_record(),
            claims=(tuesday, monday, sunday, gourma, denied, militia, french, old, late, quiet, denial, allegation),
            statements=(minusma, un_gourma, france, french_note, ethiopia, mali, anonymous, bare),
            findings=findings,
            coverage=(
                Coverage(source="minusma", days=DateInterval(date(2017, 3, 1), date(2017, 5, 31))),
                Coverage(source="fr-defence", days=DateInterval(date(2017, 3, 1), date(2017, 5, 31)), note="site only"),
                Coverage(source="al-zallaqa", days=DateInterval(date(2017, 3, 1), date(2017, 5, 31))),
            ),
            sources=(
                Source(key="minusma", name="MINUSMA", kind=SourceKind.ISSUER, role=IssuerRole.RESPONSIBLE),
                Source(key="fr-defence", name="French Ministry of Defence", kind=SourceKind.ISSUER),
                Source(key="al-zallaqa", name="Al Zallaqa Foundation", kind=SourceKind.OUTLET),
            ),
            issues=(
                Issue(
                    code="date-ambiguous",
                    severity=Severity.WARNING,
                    message="04/05/2017 can be read in two ways; write an ISO date.",
                    file="claims.csv",
                    line=11,
                    field="event_date",
                    found="04/05/2017",
                    record_id="c-ambiguous",
                ),
                Issue(
                    code="place-unknown",
                    severity=Severity.WARNING,
                    message="The gazetteer knows no place of this name.",
                    field="place",
                    found="Ke Macina area",
                    record_id="c-ke-macina",
                ),
            ),
        ),
        books=books(),
    )


def run_record() -> RunRecord:
    return RunRecord(
        number=3,
        key="5f0c" * 16,
        state=RunState.DONE,
        as_of=AS_OF,
        started=datetime(2026, 1, 1, tzinfo=UTC),
        ended=None,
        program="reconcile 0.1.0",
        model="assessed 1a2b3c4d",
        digests={"gazetteer": "ab" * 32, "actors": "cd" * 32, "model": "ef" * 32},
        counts={},
    )


def counted(outcome: Outcome, made: ReportBooks) -> ReportBooks:
    """The books with what is counted over `outcome`; as built, they count nothing."""
    return replace(made, tallies=tallies_of(outcome))


def books() -> ReportBooks:
    return ReportBooks(
        tallies=tallies_of(run_of([])),
        labels={
            "convoy": "convoy",
            "base": "military base",
            "camp": "military camp",
            "ied": "explosive device",
            "ambush": "ambush",
            "assault": "assault",
            "rockets": "rocket fire",
            "minusma": "MINUSMA",
            "mali-army": "Malian army",
            "france-army": "French forces",
            "amisom": "AMISOM",
        },
        outlines=OUTLINES,
        model=LinkageModel(
            null_tail=NullTail(bits=(0.0,), shares=(0.01,), origin="assessed"),
            name="assessed",
            digest="1a2b3c4d" * 8,
            prior_bits=-8.0,
            prior_claims=None,
            denial_bits=1.585,
            comparisons=(
                ModelComparison(
                    name="date",
                    label="date of the event",
                    origin="assessed",
                    levels=(
                        ModelLevel(key="same_day", label="both name the same day or night", m=0.9, u=0.0141, bits=6.0),
                        ModelLevel(key="else", label="the stated dates lie apart", m=0.1, u=0.9859, bits=-3.301),
                    ),
                ),
                ModelComparison(
                    name="place",
                    label="place",
                    origin="assessed",
                    levels=(
                        ModelLevel(key="near", label="the two places lie near one another", m=1.0, u=1.0, bits=0.0),
                    ),
                ),
            ),
        ),
        settings=(("Days between two stated dates beyond which they are not compared", "5"),),
    )


def _outline(country: str, name: str, corners: str) -> CountryOutline:
    ring = tuple((float(lon), float(lat)) for lon, lat in (corner.split(",") for corner in corners.split()))
    return CountryOutline(country=country, name=name, rings=((*ring, ring[0]),))


OUTLINES = (
    _outline(
        "ML",
        "Mali",
        "-12.2,14.8 -9.3,15.4 -5.5,15.5 -6.5,25.0 -4.8,25.0 1.2,21.1 3.2,19.1 4.2,19.2 4.0,16.1 3.5,15.4 0.4,14.9 "
        "-0.7,15.1 -2.0,14.2 -3.1,13.7 -4.3,12.7 -5.2,11.7 -5.5,10.4 -7.9,10.2 -8.6,11.4 -11.4,12.2",
    ),
    _outline(
        "BF",
        "Burkina Faso",
        "-5.4,10.4 -4.4,9.7 -2.9,9.7 -2.9,11.0 0.9,11.0 2.2,11.9 1.2,13.0 0.4,14.9 -0.7,15.1 -2.0,14.2 -3.1,13.7 "
        "-4.3,12.7 -5.2,11.7",
    ),
    _outline("SO", "Somalia", "41.0,-1.0 43.2,11.4 51.2,11.8 49.0,6.0 46.0,2.5 41.6,-1.7"),
)
"""Coarse outlines, enough to draw: corners read off a globe."""
