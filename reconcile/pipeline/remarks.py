"""What authors of collected texts remarked of somebody's silence, beside the claims they spoke of."""

from reconcile.domain.drafts import DraftKind, DraftState, Remark
from reconcile.store import Database

TAKEN_OVER = (DraftState.ACCEPTED, DraftState.CORRECTED)


def remarks_on_claims(database: Database) -> tuple[Remark, ...]:
    """Accepted remarks of silence whose claim was accepted, too, in the order of their texts."""
    drafts = database.list_drafts(TAKEN_OVER)
    records = {(one.document_row, one.draft.key): one.record_id for one in drafts if one.draft.kind is DraftKind.CLAIM}
    remarks = [one for one in drafts if one.draft.kind is DraftKind.SILENCE]
    stored = database.load_documents(sorted({one.document_row for one in remarks})) if remarks else ()
    documents = {one.row: one.document for one in stored}
    found = []
    for one in remarks:
        claim = records.get((one.document_row, one.draft.value("about_draft") or ""))
        issuer = (one.corrections or {}).get("issuer") or one.draft.value("issuer")
        if claim is not None and issuer is not None:
            document = documents[one.document_row]
            told = Remark(
                claim=claim,
                issuer=issuer,
                author=document.publisher or document.title or document.key,
                published=document.published,
            )
            found.append(told)
    return tuple(dict.fromkeys(found))
