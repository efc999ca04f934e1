"""An evaluation as tables and lines for people, and as JSON."""

from collections.abc import Iterator

from reconcile.domain.cleantext import quoted
from reconcile.domain.outcomes import Flag
from reconcile.evaluation import Evaluation, KindFigures, WrongPair

Table = tuple[list[str], list[list[str]]]


def figures_table(evaluation: Evaluation) -> Table:
    """One row a measure, with its 95 % interval over groups."""
    rows = [[f.measure.words, f"{f.value:.3f}", f"{f.low:.3f} to {f.high:.3f}"] for f in evaluation.figures]
    return ["measure", "value", "95 % interval over groups"], rows


def confusion_table(evaluation: Evaluation) -> Table:
    """Rows: the flag a claim should have; columns: the one it has."""
    given: list[Flag | None] = list(Flag)
    if any(got is None for _, got in evaluation.confusion):
        given.append(None)
    headings = ["should be", *("not in the run" if flag is None else flag.words for flag in given)]
    rows = [[want.words, *(str(evaluation.confusion.get((want, got), 0)) for got in given)] for want in Flag]
    return headings, rows


def kinds_table(evaluation: Evaluation) -> Table:
    """One row a kind of difficulty."""
    headings = ["kind of difficulty", "true links", "precision", "recall", "claims", "right flag"]
    return headings, [_kind_row(kind) for kind in evaluation.kinds]


def _kind_row(kind: KindFigures) -> list[str]:
    shares = [_shown(kind.precision), _shown(kind.recall)]
    return [kind.label, str(kind.pairs_true), *shares, str(kind.claims), _shown(kind.flag_accuracy)]


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def counts_in_words(evaluation: Evaluation) -> Iterator[str]:
    yield (
        f"{evaluation.pairs_found} links found, {evaluation.pairs_true} true ones, {evaluation.claims_scored} claims "
        f"scored, in {evaluation.groups} groups."
    )
    if evaluation.other_claims:
        yield (
            f"Beside them {evaluation.other_claims} claims the truth file does not know, with {evaluation.other_links} "
            f"links among unknown records ({evaluation.other_links_per_1000:.1f} per 1,000 such claims)."
        )


def wrong_in_words(evaluation: Evaluation) -> Iterator[str]:
    """Line by line: each wrong pair with weight, failed test and sentence, then each wrong flag with its reason."""
    for pair in evaluation.wrong_pairs:
        yield from _wrong_pair(pair)
    for wrong in evaluation.wrong_flags:
        given = "not in the run" if wrong.given is None else wrong.given.words
        yield f"Flag of {quoted(wrong.name)} ({quoted(wrong.claim)}): should be {wrong.expected.words}, is {given}"
        yield f"  {wrong.reason}"


def _wrong_pair(pair: WrongPair) -> Iterator[str]:
    what = "Missed link" if pair.expected else "False link"
    role = "not kept" if pair.role is None else pair.role.value.replace("_", " ")
    weight = "" if pair.weight is None else f", {pair.weight:+.1f} bits"
    failed = "" if pair.failed is None else f", failed on {pair.failed}"
    yield (
        f"{what}: {quoted(pair.claim_name)} with {quoted(pair.statement_name)} "
        f"({quoted(pair.claim)} {quoted(pair.statement)}), {role}{weight}{failed}"
    )
    yield f"  {pair.sentence}"
    if pair.scores:
        yield "  weight: " + ", ".join(f"{name} {bits:+.1f} ({level})" for name, level, bits in pair.scores)


def evaluation_as_json(evaluation: Evaluation) -> dict[str, object]:
    """The same for programs; shares rounded to 6 digits."""
    return {
        **{figure.measure.value: round(figure.value, 6) for figure in evaluation.figures},
        "intervals": {f.measure.value: [round(f.low, 6), round(f.high, 6)] for f in evaluation.figures},
        "groups": evaluation.groups,
        "pairs_found": evaluation.pairs_found,
        "pairs_true": evaluation.pairs_true,
        "claims_scored": evaluation.claims_scored,
        "other_links": evaluation.other_links,
        "other_links_per_1000": round(evaluation.other_links_per_1000, 6),
        "confusion": [
            {"expected": want.value, "given": None if got is None else got.value, "claims": number}
            for (want, got), number in evaluation.confusion.items()
        ],
        "kinds": [
            {
                "kind": kind.key,
                "pairs_true": kind.pairs_true,
                "pairs_found": kind.pairs_found,
                "pairs_hit": kind.pairs_hit,
                "claims": kind.claims,
                "claims_right": kind.claims_right,
            }
            for kind in evaluation.kinds
        ],
        "wrong_pairs": [_wrong_as_json(pair) for pair in evaluation.wrong_pairs],
        "wrong_flags": [
            {
                "claim": wrong.claim,
                "name": wrong.name,
                "expected": wrong.expected.value,
                "given": None if wrong.given is None else wrong.given.value,
                "reason": wrong.reason,
            }
            for wrong in evaluation.wrong_flags
        ],
    }


def _wrong_as_json(pair: WrongPair) -> dict[str, object]:
    return {
        "claim": pair.claim,
        "statement": pair.statement,
        "claim_name": pair.claim_name,
        "statement_name": pair.statement_name,
        "expected": pair.expected,
        "role": None if pair.role is None else pair.role.value,
        "match_weight": pair.weight,
        "failed": pair.failed,
        "weights": {name: bits for name, _, bits in pair.scores},
        "sentence": pair.sentence,
    }
