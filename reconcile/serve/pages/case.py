"""The case of one claim: its page in the report, and what can be decided on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.crowds import in_full, others_in_full, standing_for
from reconcile.domain.decisions import VERDICTS, Decision, DecisionKind, Role, Subject
from reconcile.domain.outcomes import Pair
from reconcile.domain.standing import Standing, fold
from reconcile.report import words
from reconcile.report.ledger import Entry, Ledger, by_record
from reconcile.report.pages.brief import BriefRow
from reconcile.report.pages.claim import claim_page
from reconcile.report.pages.originals import Original
from reconcile.report.pages.side_by_side import SideBySide, accounts_beside
from reconcile.report.texts import shown
from reconcile.serve.layout import answer, web_frame
from reconcile.serve.pages.asking import LABELS, Asked, Marks, ask, verdict_words
from reconcile.serve.pages.beside import Found, find_beside
from reconcile.serve.subjects import draft_from, subject_fields
from reconcile.serve.visits import Visit, local_address, whole_number

NEXT_RUN = "It binds from the next run on; what the machine found stays visible beside it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What stands beside the claim's page of the report."""

    pairs: tuple[Asked, ...]
    pairs_in_lines: int
    """Statements of a crowd that are not asked about at once: the page has a line for each, which leads to itself."""
    claim: tuple[Asked, ...]
    """On the claim itself: flag, stance, record, grade."""
    families: tuple[Asked, ...]
    further_families: tuple[tuple[str, str], ...]
    """Of many, those told in a line: who, and the address that asks about it."""
    statements: tuple[Asked, ...]
    """On the records of the statements beside the claim: withdrawn, or a second copy."""
    wanted: str
    """Id of a record that somebody wants to compare with, or words to find one by; empty: nobody does."""
    beside: SideBySide | None
    """The claim beside the record of this id."""
    found: Found | None
    """Records that hold these words."""
    looked: Mapping[str, str] | None
    """Fields of the form that says that nothing was missed; None: this account may not say so."""
    back: str
    """The address of this page."""
    state: str
    """Where the page asks for news."""
    head: int
    """The latest entry of the log on anything of this page; 0: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One look at a claim: the latest run, and the log as it stands now."""

    visit: Visit
    entry: Entry
    ledger: Ledger
    standings: Mapping[Subject, Standing]
    marks: Marks

    def ask(self, subject: Subject, title: str, *, key: str, **told: Any) -> Asked:
        """The question on one subject, about the versions that the run saw."""
        accounts = {
            "claim": self.ledger.by_id[subject.claim].account if subject.claim else None,
            "statement": self.ledger.statements[subject.statement] if subject.statement else None,
            "other": self.ledger.by_id[subject.other].account if subject.other else None,
        }
        digests = {place: one.version.digest for place, one in accounts.items() if one is not None}
        verdicts = told.pop("verdicts", VERDICTS[subject.kind])
        standing = self.standings.get(subject)
        return ask(subject, title, verdicts, standing, digests, self.visit.someone, key=key, marks=self.marks, **told)


def case_page(visit: Visit) -> Response:
    """The claim's page with the means to decide."""
    run = visit.site.desk.latest()
    entry = run.entry(f"claims/{visit.path['name']}.html")
    log = _log(visit, entry)
    look = _Look(visit=visit, entry=entry, ledger=run.ledger, standings=fold(log), marks=_marks(visit, entry))
    wanted = visit.query.get("beside", "").strip()
    page = claim_page(entry, replace(run.ledger, standings=by_record(log)))
    frame = web_frame(visit, page.frame.title, "queue", home="../", footer=page.frame.footer, entered=_entered(visit))
    address, may_work = f"/{entry.address}", visit.someone.role.at_least(Role.CODER)
    asked = _asked_pairs(look, wanted)
    relatives, further = _relatives(look, wanted)
    case = Case(
        pairs=(*_further_pairs(look, wanted), *_pairs(look, asked)),
        pairs_in_lines=len(entry.pairs) - len(asked),
        claim=tuple(_on_claim(look)),
        families=tuple(_families(look, relatives)),
        further_families=tuple((_called(one), _beside_address(address, one.account.id)) for one in further),
        statements=tuple(_on_statements(look, asked)),
        wanted=wanted,
        beside=_beside(look, wanted),
        found=_found(look, wanted),
        looked=subject_fields(Subject(kind=DecisionKind.FLAG, claim=entry.account.id)) if may_work else None,
        back=address,
        state=f"{address}/state",
        head=max((one.number for one in log), default=0),
    )
    return answer(
        "case.html.j2",
        replace(
            page,
            frame=frame,
            originals=tuple(_in_excerpt(one) for one in page.originals),
            further=_compared_here(page.further, address),
            further_others=_compared_here(page.further_others, address),
        ),
        visit.account,
        case=case,
    )


def _in_excerpt(one: Original) -> Original:
    """Without the full text: that has a page of its own, so that it is kept who looked."""
    text, translation = (None if told is None else replace(told, full=None) for told in (one.text, one.translation))
    return replace(one, text=text, translation=translation)


def _compared_here(rows: Sequence[BriefRow], address: str) -> tuple[BriefRow, ...]:
    """Statements told in a line, each leading to itself beside the claim: lists of the report folder are not served."""
    return tuple(
        replace(
            row,
            statements=tuple(replace(one, address=_beside_address(address, one.id)) for one in row.statements),
        )
        for row in rows
    )


def _beside_address(address: str, record: str) -> str:
    """Where the claim is asked about beside a record."""
    return f"{address}?beside={quote(record, safe='')}#deciding"


def case_state(visit: Visit) -> Response:
    """The latest decision on anything of the claim, for pages that are open elsewhere."""
    log = _log(visit, visit.site.desk.latest().entry(f"claims/{visit.path['name']}.html"))
    if not log:
        return JSONResponse({"head": "0", "sentence": ""})
    latest = log[-1]
    sentence = f"{latest.author} entered decision {latest.number} ({verdict_words(latest.verdict)}) meanwhile."
    return JSONResponse({"head": str(latest.number), "sentence": sentence})


def decide(visit: Visit) -> Response:
    """Enter what the form asks for, then show the page it came from. Raises RefusedError where it may not be."""
    draft = draft_from(visit.form)
    entered = visit.site.database.decide([draft], visit.someone.name, visit.site.rules, visit.now)
    back = local_address(visit.form.get("back"), "/queue")
    return RedirectResponse(f"{back}?entered={entered[-1].number}", status_code=303)


def _entered(visit: Visit) -> str | None:
    """What became of the form that led here. Only one's own decisions are spoken of, whatever the address says."""
    number = whole_number(visit.query.get("entered", ""))
    entered = None if number is None else visit.site.database.decision(number)
    if entered is None or entered.author != visit.someone.name:
        return None
    said = f"Decision {entered.number} is kept: {verdict_words(entered.verdict)}."
    if entered.takes_two:
        return f"{said} It waits for a second person, and binds nothing until then."
    return f"{said} {NEXT_RUN}"


def _log(visit: Visit, entry: Entry) -> tuple[Decision, ...]:
    """What was decided on anything that names this claim, or a statement it was compared with; oldest first."""
    return visit.site.database.decisions_about(entry.account.id, [pair.statement for pair in entry.pairs])


def _marks(visit: Visit, entry: Entry) -> Marks:
    statements = [pair.statement for pair in entry.pairs]
    marks = visit.site.database.marks_about(entry.account.id, statements, visit.now)
    return {mark.number: mark for mark in marks}


def _asked_pairs(look: _Look, wanted: str) -> list[Pair]:
    """The pairs that are asked about: all of few, of a crowd those that the page writes out, and in any case the one
    somebody asks for, which comes first, and those that somebody decided on."""
    entry = look.entry
    written, _ = in_full(entry.links)
    others, _ = others_in_full(entry.links, entry.others)
    named = {pair.statement for pair in (*written, *others)} | {wanted}
    named |= {one.statement for one in look.standings if one.statement is not None}
    asked = [pair for pair in entry.pairs if pair.statement in named]
    return sorted(asked, key=lambda pair: pair.statement != wanted)


def _pairs(look: _Look, asked: Sequence[Pair]) -> Iterator[Asked]:
    for place, pair in enumerate(asked):
        yield look.ask(
            Subject(kind=DecisionKind.PAIR, claim=look.entry.account.id, statement=pair.statement),
            f"{look.ledger.issuer(pair)}, {shown(pair.statement)}",
            key=f"pair-{place}",
            note=f"{words.first_upper(words.ROLES[pair.scored.role])}. {shown(pair.sentence)}",
            by_keyboard=place == 0,
        )


def _further_pairs(look: _Look, wanted: str) -> Iterator[Asked]:
    """The statement that somebody asks for, so that whoever finds what the comparison missed can say so; and those
    that somebody decided on though the comparison did not keep them."""
    kept = {pair.statement for pair in look.entry.pairs}
    named = [wanted, *(one.statement for one in look.standings if one.kind is DecisionKind.PAIR)]
    for place, statement in enumerate(dict.fromkeys(named)):
        account = look.ledger.statements.get(statement or "")
        if account is not None and account.id not in kept:
            yield look.ask(
                Subject(kind=DecisionKind.PAIR, claim=look.entry.account.id, statement=account.id),
                f"{shown(account.record.issuer)}, {shown(account.id)}",
                key=f"further-{place}",
                note=f"Not kept by the comparison. {shown(account.record.summary or 'No summary is kept.')}",
            )


def _on_claim(look: _Look) -> Iterator[Asked]:
    titles = {
        DecisionKind.FLAG: "Another flag than the machine's",
        DecisionKind.STANCE: "What is to be said beside the flag",
        DecisionKind.RECORD: "The record of this claim",
        DecisionKind.GRADE: "The analyst's own grade",
    }
    grades = look.visit.site.grades
    told: dict[DecisionKind, dict[str, Any]] = {
        DecisionKind.GRADE: {
            "verdicts": tuple(grade.key for grade in grades),
            "labels": {**LABELS, **{grade.key: words.first_upper(grade.label) for grade in grades}},
            "rules": {grade.key: grade.rule for grade in grades},
        }
    }
    for kind, title in titles.items():
        subject = Subject(kind=kind, claim=look.entry.account.id)
        yield look.ask(subject, title, key=f"claim-{kind.value}", **told.get(kind, {}))


def _on_statements(look: _Look, asked: Sequence[Pair]) -> Iterator[Asked]:
    for place, pair in enumerate(asked):
        yield look.ask(
            Subject(kind=DecisionKind.RECORD, statement=pair.statement),
            f"The record of the statement by {look.ledger.issuer(pair)}, {shown(pair.statement)}",
            key=f"statement-{place}",
        )


def _relatives(look: _Look, wanted: str) -> tuple[list[Entry], list[Entry]]:
    """Claims that the run puts into one family, those that somebody decided on, and the one that is asked for: those
    that are asked about, and of many the others, told in a line."""
    own = look.entry.account.id
    decided = [two for one in look.standings if one.kind is DecisionKind.FAMILY for two in (one.claim, one.other)]
    found = [look.ledger.by_id[id_] for id_ in look.entry.finding.family if id_ in look.ledger.by_id]
    asked, _ = standing_for(found, lambda one: one.account.id)
    named = dict.fromkeys((wanted, *(one.account.id for one in asked), *decided))
    first = [look.ledger.by_id[id_] for id_ in named if id_ is not None and id_ in look.ledger.by_id and id_ != own]
    return first, [one for one in found if one.account.id not in named]


def _families(look: _Look, relatives: Sequence[Entry]) -> Iterator[Asked]:
    for place, relative in enumerate(relatives):
        subject = Subject(kind=DecisionKind.FAMILY, claim=look.entry.account.id, other=relative.account.id)
        yield look.ask(subject, _called(relative), key=f"family-{place}")


def _called(entry: Entry) -> str:
    return f"{shown(entry.account.record.claimant)}, {shown(entry.account.id)}"


def _named(look: _Look, wanted: str) -> Sequence[ClaimAccount | StatementAccount]:
    """The records of exactly this id, but for the claim itself: a statement and a claim may share one."""
    claim, statement = look.ledger.by_id.get(wanted), look.ledger.statements.get(wanted)
    return [
        *([] if statement is None else [statement]),
        *([] if claim is None or claim is look.entry else [claim.account]),
    ]


def _beside(look: _Look, wanted: str) -> SideBySide | None:
    named = _named(look, wanted)
    return accounts_beside([look.entry.account, *named], look.ledger) if named else None


def _found(look: _Look, wanted: str) -> Found | None:
    """Records by words, where no record is of this id; the nearest in time where the form was sent empty."""
    asked = "beside" in look.visit.query and not _named(look, wanted)
    return find_beside(look.entry, look.ledger, wanted) if asked else None
