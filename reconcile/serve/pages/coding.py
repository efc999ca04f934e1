"""Blind coding: one question after the other, without what the comparison or anybody else says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from starlette.responses import RedirectResponse, Response

from reconcile.domain.codings import NEITHER, BlindQuestion, CodingDraft, CodingState, answers_of
from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import DecisionKind, Role
from reconcile.domain.digests import kind_of
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.phrases import instant
from reconcile.domain.records import RecordKind
from reconcile.errors import NotFoundError, RefusedError
from reconcile.pipeline.coding import agreement_of_codings, draw_sample, question_in_words
from reconcile.report.pages.coders import CodersRow, coders_rows
from reconcile.report.pages.originals import Original, is_graphic, original
from reconcile.report.pages.side_by_side import SideBySide, accounts_beside
from reconcile.report.texts import language_tag, passage, shown
from reconcile.report.words import first_upper
from reconcile.serve.desk import OpenRun
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.asking import LABELS
from reconcile.serve.visits import BadRequestError, Visit, whole_number

KEYS = "123456789"
"""Of the answers, in their order; further ones have none."""
MEANINGS: Mapping[DecisionKind, str] = {
    DecisionKind.PAIR: "Same event: both tell of one attack, however much they differ on it.",
    DecisionKind.FAMILY: "Same event: both claims are of one attack, repeated or amended.",
    DecisionKind.FLAG: (
        "Agreement: a statement tells of the same event, and date, place and target all agree. Partial match: of the "
        "same event, but one of the three differs, is less exact or is not stated. No official comment: none of the "
        "statements here tells of the same event."
    ),
    DecisionKind.STANCE: (
        "Denied: a statement denies the event, its toll, its outcome or who did it. Held for a false claim: the "
        "accounts speak against the claim as a whole. Neither: none of both."
    ),
    DecisionKind.RECORD: (
        "Second copy: the same words of the same side once more. Withdrawn: its side took it back. Neither: none of "
        "both."
    ),
}
"""What the answers mean; grades have rules of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    number: int
    drawn: str
    questions: int
    answered: int
    left_out: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingPage:
    frame: WebFrame
    samples: tuple[SampleRow, ...]
    may_draw: bool
    coders: tuple[CodersRow, ...]
    """How far people agree; shown to reviewers alone, so that it leads no coder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    place: int
    about: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePage:
    frame: WebFrame
    number: int
    questions: int
    answers: tuple[OwnAnswer, ...]
    following: int | None
    """Place of the next question; None: all are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    value: str
    label: str
    key: str | None
    rule: str | None
    """When to give it, where that is written down (grades)."""
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    label: str
    language: str | None
    words: str
    graphic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    frame: WebFrame
    sample: int
    place: int
    questions: int
    question: str
    meaning: str | None
    """What the answers mean; None: each has a rule of its own."""
    side: SideBySide
    originals: tuple[Original, ...]
    full: tuple[FullText, ...] | None
    """Whole texts, where somebody asked for them; that is kept."""
    answers: tuple[Answer, ...]
    remark: str
    finished: bool


def coding_page(visit: Visit) -> Response:
    """The samples and how far one is oneself; for reviewers how far the coders agree."""
    database, reviews = visit.site.database, visit.someone.role.at_least(Role.REVIEWER)
    states = [database.coding_state(one.number, visit.someone.name) for one in database.blind_samples()]
    page = CodingPage(
        frame=web_frame(visit, "Blind coding", "coding", home="/"),
        samples=tuple(
            SampleRow(
                number=state.sample.number,
                drawn=instant(state.sample.drawn_at),
                questions=len(state.asked),
                answered=len(state.asked) - len(state.unanswered),
                left_out=len(state.left_out),
                finished=state.finished,
            )
            for state in reversed(states)
        ),
        may_draw=reviews,
        coders=coders_rows(agreement_of_codings(database)) if reviews else (),
    )
    return answer("coding.html.j2", page, visit.account)


def draw(visit: Visit) -> Response:
    """Draw a sample of the latest run. Drawing the same again leads to the one that is there."""
    size, seed = (whole_number(visit.form.get(name, "")) for name in ("size", "seed"))
    if size is None or seed is None:
        raise BadRequestError("Size and seed of a sample are whole numbers.")
    outcome = visit.site.desk.latest().ledger.outcome
    sample = draw_sample(visit.site.database, outcome, visit.now, size=size, seed=seed, account=visit.someone.name)
    return RedirectResponse(f"/coding/{sample.number}", status_code=303)


def sample_page(visit: Visit) -> Response:
    """What one has answered, and the way to the next question."""
    state = _state(visit)
    following = state.unanswered[0].place if state.unanswered else None
    page = SamplePage(
        frame=web_frame(visit, f"Blind sample {state.sample.number}", "coding", home="/"),
        number=state.sample.number,
        questions=len(state.asked),
        answers=tuple(
            OwnAnswer(
                place=one.place,
                about=one.subject.kind.value,
                said=_labels(visit).get(state.own[one.place].answer, state.own[one.place].answer),
            )
            for one in state.asked
            if one.place in state.own
        ),
        following=following,
    )
    return answer("sample.html.j2", page, visit.account)


def question_page(visit: Visit) -> Response:
    """One question with its accounts side by side, and nothing else."""
    state = _state(visit)
    asked = _asked(visit, state)
    run = visit.site.desk.latest()
    accounts = _accounts(asked, run)
    held, labels = state.own.get(asked.place), _labels(visit)
    answers = answers_of(asked.subject.kind, visit.site.rules.grades)
    rules = {grade.key: grade.rule for grade in visit.site.grades}
    full = None
    if visit.query.get("texts") == "shown":
        full = _full_texts(visit, accounts)
    side = accounts_beside(accounts, run.ledger)
    found = [original(column.label, one) for column, one in zip(side.columns, accounts, strict=True)]
    page = QuestionPage(
        frame=web_frame(visit, f"Question {asked.place}", "coding", home="/"),
        sample=state.sample.number,
        place=asked.place,
        questions=len(state.sample.questions),
        question=shown(question_in_words(asked, accounts)),
        meaning=MEANINGS.get(asked.subject.kind),
        side=side,
        originals=tuple(one for one in found if one is not None),
        full=full,
        answers=tuple(
            Answer(
                value=value,
                label=labels.get(value, value),
                key=key,
                rule=rules.get(value),
                given=held is not None and held.answer == value,
            )
            for value, key in zip_longest(answers, KEYS[: len(answers)])
        ),
        remark="" if held is None else held.remark or "",
        finished=state.finished,
    )
    return answer("blind.html.j2", page, visit.account)


def add_coding(visit: Visit) -> Response:
    """Keep an answer, then the next question that has none."""
    sample, place = (whole_number(visit.form.get(name, "")) for name in ("sample", "place"))
    if sample is None or place is None:
        raise BadRequestError("The form does not say which question it answers; load the page again.")
    draft = CodingDraft(
        sample=sample, place=place, answer=visit.form.get("answer", ""), remark=visit.form.get("remark")
    )
    visit.site.database.code([draft], visit.someone.name, visit.now, visit.site.rules.grades)
    left = visit.site.database.coding_state(sample, visit.someone.name).unanswered
    after = [one.place for one in left if one.place > place] or [one.place for one in left]
    return RedirectResponse(f"/coding/{sample}/{after[0]}" if after else f"/coding/{sample}", status_code=303)


def _labels(visit: Visit) -> Mapping[str, str]:
    """Of the answers."""
    return {**LABELS, NEITHER: "Neither", **{one.key: first_upper(one.label) for one in visit.site.grades}}


def _state(visit: Visit) -> CodingState:
    number = whole_number(visit.path["sample"])
    if number is None:
        raise NotFoundError("Samples are numbered; the list of samples leads to all of them.")
    return visit.site.database.coding_state(number, visit.someone.name)


def _asked(visit: Visit, state: CodingState) -> BlindQuestion:
    place = whole_number(visit.path["place"])
    question = None if place is None else state.question(place)
    if question is None:
        raise NotFoundError(f"Sample {state.sample.number} has no such question.")
    if question.place in state.left_out:
        raise RefusedError("A record has changed since this question was drawn, so it is left out; go on to the next.")
    return question


def _accounts(asked: BlindQuestion, run: OpenRun) -> list[ClaimAccount | StatementAccount]:
    """As they were drawn. Raises RefusedError where the latest run saw other versions."""
    found: list[ClaimAccount | StatementAccount] = []
    for kind, id_, digest in asked.shown:
        account: ClaimAccount | StatementAccount | None = run.ledger.statements.get(id_)
        if kind is RecordKind.CLAIM:
            account = run.ledger.by_id[id_].account if id_ in run.ledger.by_id else None
        if account is None or account.version.digest != digest:
            raise RefusedError("The latest run saw another version of a record of this question; go on to the next.")
        found.append(account)
    return found


def _full_texts(visit: Visit, accounts: list[ClaimAccount | StatementAccount]) -> tuple[FullText, ...]:
    visit.site.database.log_access(
        Access(
            kind=AccessKind.TEXT,
            account=visit.someone.name,
            at=visit.now,
            subject=f"{kind_of(one.record).value} {one.id}",
        )
        for one in accounts
    )
    return tuple(
        FullText(
            label=shown(one.record.speaker),
            language=language_tag(one.record.language),
            words=passage(one.record.translation or one.record.text or ""),
            graphic=is_graphic(one),
        )
        for one in accounts
        if one.record.translation or one.record.text
    )
