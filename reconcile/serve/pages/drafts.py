"""Drafts in the browser: which wait, and one beside the words it was read from, to accept, correct or reject."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from reconcile.domain.decisions import Role
from reconcile.domain.drafts import DraftState, StoredDraft
from reconcile.domain.people import Access, AccessKind
from reconcile.errors import NotFoundError
from reconcile.pipeline.draft_decisions import accept_drafts, correct_draft, reject_drafts
from reconcile.report import draft_words
from reconcile.report.pages.drafts import DraftCard, drafts_page
from reconcile.report.texts import shown
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.pages.decisions import part_asked_for
from reconcile.serve.visits import BadRequestError, Visit, whole_number

PER_PAGE = 100
VALUE = "value-"
"""Before the name of a drafted field, in the form that corrects it."""
_TOLD = ("event_date_start", "place", "admin1", "target_type", "attack_type")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    number: int
    kind: str
    who: str
    about: str
    document: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListPage:
    frame: WebFrame
    rows: tuple[DraftRow, ...]
    states: tuple[tuple[str, bool], ...]
    """State and whether it is the one shown."""
    found: int
    part: int
    parts: int
    turning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftField:
    name: str
    """Of the form's field."""
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    frame: WebFrame
    number: int
    card: DraftCard
    state: str
    decided: str | None
    """What became of it, and by whom; None: it waits."""
    fields: tuple[DraftField, ...]
    may_decide: bool


def draft_list(visit: Visit) -> Response:
    """Drafts in one state, by document and place in it."""
    states = {state.value: state for state in DraftState}
    wanted = visit.query.get("state", DraftState.WAITING.value)
    if wanted not in states:
        raise BadRequestError(f"Drafts are {', '.join(states)}.")
    drafts = visit.site.database.list_drafts((states[wanted],))
    parts = max(1, -(-len(drafts) // PER_PAGE))
    part = part_asked_for(visit, parts)
    page = DraftListPage(
        frame=web_frame(visit, "Drafts", "drafts", home="/", entered=_done(visit)),
        rows=tuple(_row(one) for one in drafts[(part - 1) * PER_PAGE : part * PER_PAGE]),
        states=tuple((state, state == wanted) for state in states),
        found=len(drafts),
        part=part,
        parts=parts,
        turning=f"/drafts?state={wanted}&",
    )
    return answer("draft_list.html.j2", page, visit.account)


def draft_page(visit: Visit) -> Response:
    """One draft beside its passage. That somebody read the passage is kept."""
    number = whole_number(visit.path["number"])
    if number is None:
        raise NotFoundError("Drafts are numbered; the list of drafts leads to all of them.")
    stored = visit.site.database.find_draft(number)
    (document,) = visit.site.database.load_documents([stored.document_row])
    visit.site.database.log_access(
        [Access(kind=AccessKind.TEXT, account=visit.someone.name, at=visit.now, subject=f"passage of draft {number}")]
    )
    (card,) = drafts_page([(document, stored)]).cards
    waits = stored.state is DraftState.WAITING
    page = DraftPage(
        frame=web_frame(visit, f"Draft {number}", "drafts", home="/"),
        number=number,
        card=card,
        state=stored.state.value,
        decided=None if waits else _decided(stored),
        fields=tuple(
            DraftField(name=f"{VALUE}{one.field}", field=one.field, value=one.value) for one in stored.draft.values
        ),
        may_decide=waits and visit.someone.role.at_least(Role.CODER),
    )
    return answer("draft.html.j2", page, visit.account)


def decide_draft(visit: Visit) -> Response:
    """Accept, correct or reject, then the list. Raises InputError where the draft cannot become a record."""
    number = whole_number(visit.form.get("number", ""))
    if number is None:
        raise BadRequestError("The form does not say which draft it is about; load the page again.")
    url, who, reason = visit.site.url, visit.someone.name, visit.form.get("reason", "").strip()
    act = visit.form.get("act", "")
    if act == "accept":
        accept_drafts(url, [number], who, visit.now, reason=reason or None)
    elif act == "correct":
        correct_draft(url, number, _corrections(visit, number), who, visit.now, reason=reason or None)
    elif act == "reject":
        reject_drafts(url, [number], who, visit.now, reason)
    else:
        raise BadRequestError("The form asks for something that cannot be done with a draft.")
    return RedirectResponse(f"/drafts?done={number}", status_code=303)


def _corrections(visit: Visit, number: int) -> dict[str, str | None]:
    """What the form has otherwise than the draft; an emptied field is taken out."""
    drafted = visit.site.database.find_draft(number).draft.cells()
    told = {name.removeprefix(VALUE): value.strip() for name, value in visit.form.items() if name.startswith(VALUE)}
    corrections = {field: value or None for field, value in told.items() if value != drafted.get(field, "")}
    added = visit.form.get("added", "").strip()
    if added:
        corrections[added] = visit.form.get("added_value", "").strip() or None
    return corrections


def _row(stored: StoredDraft) -> DraftRow:
    draft = stored.draft
    who = draft.value("claimant") or draft.value("issuer") or draft_words.NOTES["issuer-not-stated"]
    about = ", ".join(value for field in _TOLD if (value := draft.value(field)))
    return DraftRow(
        number=stored.row,
        kind=draft_words.KINDS[draft.kind.value],
        who=shown(who),
        about=shown(about),
        document=shown(draft.document),
        state=stored.state.value,
    )


def _decided(stored: StoredDraft) -> str:
    by = "" if stored.decided_by is None else f" by {shown(stored.decided_by)}"
    record = "" if stored.record_id is None else f", as record {shown(stored.record_id)}"
    why = "" if stored.reason is None else f": {shown(stored.reason)}"
    return f"{stored.state.value}{by}{record}{why}"


def _done(visit: Visit) -> str | None:
    """What became of the form that led here; only of one's own, whatever the address says."""
    number = whole_number(visit.query.get("done", ""))
    if number is None:
        return None
    stored = visit.site.database.find_draft(number)
    if stored.decided_by != visit.someone.name:
        return None
    return f"Draft {number}: {_decided(stored)}. It counts from the next run on."
