"""The words of the page of drafts, and of the notice over a report that rests on drafts."""

TITLE = "Drafts that wait"
LEAD = (
    "Read by rules from collected texts. A draft is no record: nothing here is compared until somebody accepts it. "
    "Marked words are those a value came from; what a text does not state stays empty."
)
NONE = "No draft waits."
FIELD, VALUE, FROM, SURE = "Field", "Value", "Words in the text", "How sure"
FROM_DOCUMENT = "from what is known of the document"
COPY = "This text repeats an earlier one: {key} ({share} of its words)."
DECIDE = (
    "To decide: reconcile draft accept {number}, reconcile draft correct {number} --set FIELD=VALUE, "
    "or reconcile draft reject {number} --reason WHY."
)
KINDS = {"claim": "Claim", "statement": "Statement", "silence": "Remark that an institution had not commented"}
VOICES = {"own": "in its own text", "quoted": "quoted", "paraphrased": "in the words of the text"}
NOTES = {
    "quotes-claim": "It tells what the group claims, and nothing of its own.",
    "quotes-official-toll": "It takes its toll from an official account.",
    "wire-copy": "Its text repeats an earlier one.",
    "points-to-another-account": (
        "It points to an attack told by another side; place and date are not taken over from there."
    ),
    "issuer-not-stated": "Nothing tells whose text this is.",
    "year-not-stated": "Its own date lacks the year; give it with the draft if you know it.",
    "year-fitted": "Its own date lacks the year; of the years in which its issuer spoke only this one fits. Check it.",
    "speaker-from-sentence-before": "Who speaks is told by the sentence before.",
}


def notice(drafts: int) -> str | None:
    """Over every page of a report that rests on drafts; None where it rests on records alone."""
    if not drafts:
        return None
    counted = "1 draft that nobody has accepted" if drafts == 1 else f"{drafts} drafts that nobody has accepted"
    return f"This report rests on {counted}. It is a rehearsal: cite nothing from it."
