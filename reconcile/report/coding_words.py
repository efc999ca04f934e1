"""The words on how far the people who review agree."""

HEADING = "How far the people who review agree"
NOBODY = (
    "Nobody has answered the questions of a blind sample twice, so it is not known how far the people who review agree."
)
LEAD = (
    "Several people answered the same questions without seeing the answer of the program or each other's. Percent is "
    "the share of pairs of answers to one question that are the same; it is high by chance where most answers are "
    "one and the same. Cohen's kappa (of two people) and Krippendorff's alpha (of any number) take chance away: 1 is "
    "full agreement, 0 what chance gives. A figure that cannot be told is left out."
)
CONTROLS = (
    "Half of the questions are near misses of the comparison. Says so: answers that see one event, a denial or a "
    "second copy, of all answers where the comparison finds one, and of all answers to near misses. Grades are given "
    "by people alone, so nothing stands beside them."
)
CAPTION = "Agreement by kind of decision"
HEADS = ("Kind", "Questions answered twice", "People", "Percent", "Kappa", "Alpha", "Says so: found", "near misses")
KINDS = {
    "pair": "Same event, claim and statement",
    "family": "Same event, two claims",
    "flag": "Flag of a claim",
    "stance": "Denied, or spoken against",
    "record": "Second copy, or taken back",
    "grade": "Grade of the analyst",
}
UNKNOWN = "–"
