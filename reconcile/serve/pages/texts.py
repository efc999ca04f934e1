"""Full texts of a claim and of the statements it was compared with. Whoever looks is written down."""

from dataclasses import dataclass

from starlette.responses import Response

from reconcile.domain.comparables import ClaimAccount, StatementAccount
from reconcile.domain.decisions import Role
from reconcile.domain.people import Access, AccessKind
from reconcile.domain.records import RecordKind
from reconcile.report.pages.originals import is_graphic
from reconcile.report.texts import language_tag, passage, shown, shown_or_none
from reconcile.serve.layout import WebFrame, answer, web_frame
from reconcile.serve.visits import BadRequestError, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    label: str
    who: str
    id: str
    language: str | None
    text: str | None
    translation: str | None
    persons: str | None
    """Names of victims or captives; None where nobody asked for them or none are named."""
    graphic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsPage:
    frame: WebFrame
    heading: str
    texts: tuple[FullText, ...]
    back: str
    persons: bool
    """Whether names are shown."""
    may_ask: bool
    """Whether this account may ask for names."""


def texts_page(visit: Visit) -> Response:
    """Names of persons are shown to reviewers who ask for them, and that they asked is kept too."""
    run = visit.site.desk.latest()
    entry = run.entry(f"claims/{visit.path['name']}.html")
    may_ask = visit.someone.role.at_least(Role.REVIEWER)
    persons = visit.query.get("persons") == "shown"
    if persons and not may_ask:
        raise BadRequestError("Names of persons are shown to reviewers only.")
    statements = [run.ledger.statements[pair.statement] for pair in entry.pairs]
    shown_records: list[tuple[RecordKind, ClaimAccount | StatementAccount]] = [
        (RecordKind.CLAIM, entry.account),
        *((RecordKind.STATEMENT, statement) for statement in statements),
    ]
    visit.site.database.log_access(
        Access(
            kind=AccessKind.TEXT,
            account=visit.someone.name,
            at=visit.now,
            subject=f"{kind.value} {account.id}",
            persons=persons,
        )
        for kind, account in shown_records
    )
    page = TextsPage(
        frame=web_frame(visit, "Full texts", "claims", home="/"),
        heading=f"{shown(entry.account.record.claimant)}, {shown(entry.account.id)}",
        texts=tuple(_text(kind, account, persons=persons) for kind, account in shown_records),
        back=f"/{entry.address}",
        persons=persons,
        may_ask=may_ask,
    )
    return answer("texts.html.j2", page, visit.account)


def _text(kind: RecordKind, account: ClaimAccount | StatementAccount, *, persons: bool) -> FullText:
    record = account.record
    return FullText(
        label=kind.value.capitalize(),
        who=shown(record.speaker),
        id=shown(account.id),
        language=language_tag(record.language),
        text=None if record.text is None else passage(record.text),
        translation=None if record.translation is None else passage(record.translation),
        persons=shown_or_none(record.persons) if persons else None,
        graphic=is_graphic(account),
    )
