"""What every list of statements tells of one."""

from dataclasses import dataclass

from reconcile.domain.comparables import StatementAccount
from reconcile.domain.records import Attribution
from reconcile.report import readings, words
from reconcile.report.addresses import statement_anchor
from reconcile.report.ledger import Ledger
from reconcile.report.pages.originals import is_graphic
from reconcile.report.pages.shared import stance_in_words
from reconcile.report.readings import Reading
from reconcile.report.texts import shown, shown_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One statement, in words to be shown."""

    anchor: str
    number: int
    """Its place in the list, from 1."""
    id: str
    who: str
    spoken: str
    stance: str
    what: str
    date: Reading
    where: str
    published: str
    summary: str | None
    graphic: bool


def statement_line(account: StatementAccount, number: int, ledger: Ledger) -> StatementLine:
    record = account.record
    return StatementLine(
        anchor=statement_anchor(account.id),
        number=number,
        id=shown(account.id),
        who=shown(record.issuer),
        spoken=words.ATTRIBUTIONS[record.attribution or Attribution.DIRECT],
        stance=stance_in_words(account),
        what=readings.what(account, ledger),
        date=readings.event_date(account),
        where=readings.place_short(account, ledger),
        published=shown(words.written_time(record.published)),
        summary=shown_or_none(record.summary),
        graphic=is_graphic(account),
    )
