"""The case of one claim: its page in the report, and what can be decided on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.responses import JSONResponse, RedirectResponse, Response

from reconcile.domain.cleantext import quoted
from reconcile.domain.decisions import VERDICTS, Decision, DecisionKind, Subject
from reconcile.domain.standing import Standing, fold
from reconcile.errors import NotFoundError
from reconcile.report import words
from reconcile.report.ledger import Entry, Ledger
from reconcile.report.pages.claim import claim_page
from reconcile.report.pages.originals import Original
from reconcile.report.texts import shown
from reconcile.serve.layout import answer, web_frame
from reconcile.serve.pages.asking import LABELS, Asked, ask, verdict_words
from reconcile.serve.subjects import draft_from
from reconcile.serve.visits import Visit, local_address, whole_number

NEXT_RUN = "It binds from the next run on; what the machine found stays visible beside it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What stands beside the claim's page of the report."""

    pairs: tuple[Asked, ...]
    claim: tuple[Asked, ...]
    """On the claim itself: flag, stance, record, grade."""
    families: tuple[Asked, ...]
    statements: tuple[Asked, ...]
    """On the records of the statements beside the claim: withdrawn, or a second copy."""
    wanted: str
    """Id of a record that somebody wants to compare with, though the comparison did not; empty: none."""
    back: str
    """The address of this page."""
    state: str
    """Where the page asks for news."""
    head: int
    """The latest entry of the log on anything of this page; 0: none."""


def case_page(visit: Visit) -> Response:
    """The claim's page with the means to decide."""
    run = visit.site.desk.latest()
    entry = run.entry(f"claims/{visit.path['name']}.html")
    standings = _standings(visit, entry)
    wanted = visit.query.get("beside", "").strip()
    further, relatives = _wanted(wanted, entry, run.ledger)
    page = claim_page(entry, run.ledger)
    frame = web_frame(visit, page.frame.title, "queue", home="../", footer=page.frame.footer, entered=_entered(visit))
    address = f"/{entry.address}"
    case = Case(
        pairs=(
            *_further_pairs(visit, entry, run.ledger, standings, further),
            *_pairs(visit, entry, run.ledger, standings),
        ),
        claim=tuple(_on_claim(visit, entry, standings)),
        families=tuple(_families(visit, entry, run.ledger, standings, (*relatives, *entry.finding.family))),
        statements=tuple(_on_statements(visit, entry, run.ledger, standings)),
        wanted=wanted,
        back=address,
        state=f"{address}/state",
        head=_head(standings),
    )
    return answer(
        "case.html.j2",
        replace(page, frame=frame, originals=tuple(_in_excerpt(one) for one in page.originals)),
        visit.account,
        case=case,
    )


def _in_excerpt(one: Original) -> Original:
    """Without the full text: that has a page of its own, so that it is kept who looked."""
    text, translation = (None if told is None else replace(told, full=None) for told in (one.text, one.translation))
    return replace(one, text=text, translation=translation)


def case_state(visit: Visit) -> Response:
    """The latest decision on anything of the claim, for pages that are open elsewhere."""
    entry = visit.site.desk.latest().entry(f"claims/{visit.path['name']}.html")
    standings = _standings(visit, entry)
    latest = max((one for standing in standings.values() for one in standing.log), key=_number, default=None)
    if latest is None:
        return JSONResponse({"head": "0", "sentence": ""})
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


def _standings(visit: Visit, entry: Entry) -> dict[Subject, Standing]:
    """What was decided on anything that names this claim, or a statement it was compared with."""
    statements = [pair.statement for pair in entry.pairs]
    return dict(fold(visit.site.database.decisions_about(entry.account.id, statements)))


def _number(decision: Decision) -> int:
    return decision.number


def _head(standings: dict[Subject, Standing]) -> int:
    return max((one.number for standing in standings.values() for one in standing.log), default=0)


def _pairs(visit: Visit, entry: Entry, ledger: Ledger, standings: dict[Subject, Standing]) -> Iterator[Asked]:
    for place, pair in enumerate(entry.pairs):
        statement = ledger.statements[pair.statement]
        subject = Subject(kind=DecisionKind.PAIR, claim=entry.account.id, statement=pair.statement)
        yield ask(
            subject,
            f"{ledger.issuer(pair)}, {shown(pair.statement)}",
            VERDICTS[DecisionKind.PAIR],
            standings.get(subject),
            {"claim": entry.account.version.digest, "statement": statement.version.digest},
            visit.someone,
            key=f"pair-{place}",
            note=f"{words.first_upper(words.ROLES[pair.scored.role])}. {shown(pair.sentence)}",
            by_keyboard=place == 0,
        )


def _on_claim(visit: Visit, entry: Entry, standings: dict[Subject, Standing]) -> Iterator[Asked]:
    claim, digest = entry.account.id, {"claim": entry.account.version.digest}
    titles = {
        DecisionKind.FLAG: "Another flag than the machine's",
        DecisionKind.STANCE: "What is to be said beside the flag",
        DecisionKind.RECORD: "The record of this claim",
    }
    for kind, title in titles.items():
        subject = Subject(kind=kind, claim=claim)
        yield ask(
            subject, title, VERDICTS[kind], standings.get(subject), digest, visit.someone, key=f"claim-{kind.value}"
        )
    subject = Subject(kind=DecisionKind.GRADE, claim=claim)
    yield ask(
        subject,
        "The analyst's own grade",
        tuple(grade.key for grade in visit.site.grades),
        standings.get(subject),
        digest,
        visit.someone,
        key="claim-grade",
        note=" ".join(f"{grade.label}: {grade.rule}" for grade in visit.site.grades),
        labels={**LABELS, **{grade.key: grade.label for grade in visit.site.grades}},
    )


def _wanted(wanted: str, entry: Entry, ledger: Ledger) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Statement and claim of the id that somebody asks to compare with, where they are not asked about anyway.

    So whoever finds what the comparison missed can say so. Raises NotFoundError where the run knows no such record.
    """
    if not wanted:
        return (), ()
    statement = wanted in ledger.statements and wanted not in [pair.statement for pair in entry.pairs]
    claim = wanted in ledger.by_id and wanted not in (entry.account.id, *entry.finding.family)
    if wanted not in ledger.statements and wanted not in ledger.by_id:
        raise NotFoundError(f"The latest run knows no claim or statement {quoted(wanted)!r}.")
    return (wanted,) if statement else (), (wanted,) if claim else ()


def _further_pairs(
    visit: Visit, entry: Entry, ledger: Ledger, standings: dict[Subject, Standing], statements: tuple[str, ...]
) -> Iterator[Asked]:
    for statement in statements:
        account = ledger.statements[statement]
        subject = Subject(kind=DecisionKind.PAIR, claim=entry.account.id, statement=statement)
        yield ask(
            subject,
            f"{shown(account.record.issuer)}, {shown(statement)}",
            VERDICTS[DecisionKind.PAIR],
            standings.get(subject),
            {"claim": entry.account.version.digest, "statement": account.version.digest},
            visit.someone,
            key="further",
            note=f"Not kept by the comparison. {shown(account.record.summary or 'No summary is kept.')}",
        )


def _on_statements(visit: Visit, entry: Entry, ledger: Ledger, standings: dict[Subject, Standing]) -> Iterator[Asked]:
    for place, pair in enumerate(entry.pairs):
        statement = ledger.statements[pair.statement]
        subject = Subject(kind=DecisionKind.RECORD, statement=pair.statement)
        yield ask(
            subject,
            f"The record of the statement by {ledger.issuer(pair)}, {shown(pair.statement)}",
            VERDICTS[DecisionKind.RECORD],
            standings.get(subject),
            {"statement": statement.version.digest},
            visit.someone,
            key=f"statement-{place}",
        )


def _families(
    visit: Visit, entry: Entry, ledger: Ledger, standings: dict[Subject, Standing], others: tuple[str, ...]
) -> Iterator[Asked]:
    for place, other in enumerate(others):
        relative = ledger.by_id[other].account
        subject = Subject(kind=DecisionKind.FAMILY, claim=entry.account.id, other=other)
        own = subject.claim == entry.account.id
        first, second = (entry.account, relative) if own else (relative, entry.account)
        yield ask(
            subject,
            f"{shown(relative.record.claimant)}, {shown(other)}",
            VERDICTS[DecisionKind.FAMILY],
            standings.get(subject),
            {"claim": first.version.digest, "other": second.version.digest},
            visit.someone,
            key=f"family-{place}",
        )
