"""Every sentence the program can print is neutral: a side says, claims, gives or denies; nothing says what happened."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from benchmarks.noise import make_noise, window
from benchmarks.vocabulary import learn
from reconcile.cli.explaining import explained_in_words
from reconcile.cli.summaries import bottom_line, claims_table, flag_in_words
from reconcile.domain.outcomes import ClaimStance, Flag, Outcome
from reconcile.domain.records import ClaimKind
from reconcile.pipeline.demonstrating import run_demo
from reconcile.reference import load_reference
from reconcile.report import change_words, tally_words, words
from tests.pipeline.running import NOW, outcome_of
from tests.pipeline.test_convincing import FILES

TEMPLATES = Path(words.__file__).parent / "templates"
PLACELESS = {"published": "2022-03-02", "event_date": "2022-03-01", "country": "AF", "target_type": "base",
             "target_actor": "Afghan army", "attack_type": "raid"}  # fmt: skip
QUOTED = re.compile(r"“[^”]*”")
LOADED = re.compile(
    r"""terroris | \bjihad | \bmartyr | \bapostate | \bheroic | \bbarbari | \bcowardly | \bmassacre | \bmurder
    | \bslaughter | \bregime\b | \bextremis | \bso-called | \bneutrali[sz]ed | \beliminated | \bliberated
    | \bkilled\b[^.;]*\bby\b | \bwounded\b[^.;]*\bby\b
    | \bconfirmed\ that | \badmit | \bprove[sdn]?\b | \bproof\b | \bproving\b | \blied\b | \blies\ about | \bfalsely
    | \bdebunk | \brefut | \bin\ fact\b | \bactually\b | \bthe\ truth\ is | \breally\ happened | \bperpetrat
    | \bcarried\ out\ by | \bwas\ attacked\ by | \bindeed\b | \bof\ course\b""",
    re.IGNORECASE | re.VERBOSE,
)
SAYING = re.compile(
    r"\b(says?|said|claims?|claimed|gives?|states?|stated|denies|deny|names?|tells?|reports?|speaks?|comment)\b"
)


def loaded(sentence: str) -> str | None:
    """The words in the program's own voice that are not neutral; what is quoted is the speaker's."""
    found = LOADED.search(QUOTED.sub("“”", sentence))
    return None if found is None else found[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "JNIM killed five soldiers; five soldiers were killed by JNIM.",
        "The army confirmed that its post fell.",
        "MINUSMA admitted the loss.",
        "The terrorist attack on Tessalit.",
        "This proves the claim.",
        "The claim was proven wrong.",
        "In fact nobody was hit.",
    ],
)
def test_the_lint_sees(sentence: str) -> None:
    assert loaded(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "JNIM gives 5 killed; MINUSMA gives no figure of dead on the side attacked.",
        "JNIM says “the terrorists’ base”; Malian army says “base”, which fit together.",
        "Its publication allows the days before; the evidence improves nothing.",
    ],
)
def test_the_lint_lets_pass(sentence: str) -> None:
    assert loaded(sentence) is None


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_demo(tmp_path_factory.mktemp("demo"), NOW).outcome


@pytest.fixture(scope="module")
def convincing(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    outcomes = []
    for path in FILES:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        outcomes.append(outcome_of(tmp_path_factory.mktemp("case"), case["claims"], case["statements"]))
    return outcomes


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Dense enough that links, runner-ups and near misses of many kinds arise."""
    reference = load_reference(None)
    noise = make_noise(learn(reference, Path("/nowhere")), reference, window(date(2022, 3, 1), 3), 900, 7)
    placeless = {**PLACELESS, "id": "nowhere", "claimant": "Taliban"}
    return outcome_of(tmp_path_factory.mktemp("generated"), [*noise.claims, placeless], noise.statements)


@pytest.fixture
def outcomes(demo: Outcome, convincing: Sequence[Outcome], generated: Outcome) -> list[Outcome]:
    return [demo, *convincing, generated]


def sentences(outcome: Outcome) -> Iterator[str]:
    """What the line and the command line say of one run, sentence by sentence."""
    for claim, finding in zip(outcome.claims, outcome.findings, strict=True):
        yield finding.reason
        yield flag_in_words(finding)
        yield from explained_in_words(claim, finding, outcome.run)
        for pair in finding.pairs:
            yield pair.sentence
            yield from (found.sentence for found in pair.facets.values())
    _, rows = claims_table(outcome)
    yield from (row[1] for row in rows)
    yield bottom_line(outcome.run)


def test_what_runs_say_is_neutral(outcomes: Sequence[Outcome]) -> None:
    said = {sentence for outcome in outcomes for sentence in sentences(outcome)}
    assert len(said) > 1000
    assert {sentence: found for sentence in said if (found := loaded(sentence))} == {}


def test_facets_and_reasons_say_who_says_what(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        for finding in outcome.findings:
            told = [finding.reason, *(pair.sentence for pair in finding.links)]
            told += [found.sentence for pair in finding.pairs for found in pair.facets.values()]
            assert [sentence for sentence in told if not SAYING.search(sentence)] == []
            assert [sentence for sentence in told if not sentence.endswith(".")] == []
            assert [pair.sentence for pair in finding.pairs if not pair.sentence.endswith(".")] == []


def test_every_kind_of_sentence_was_read(outcomes: Sequence[Outcome]) -> None:
    """Else the tests above would say little."""
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    pairs = [pair for finding in findings for pair in finding.pairs]
    assert {finding.flag for finding in findings} == {*Flag, None}
    assert {(facet, found.result) for pair in pairs for facet, found in pair.facets.items()} >= {
        (facet, result)
        for facet in ("date", "place", "target", "toll")
        for result in ("agrees", "differs", "not_stated", "coarser")
        if (facet, result) != ("target", "coarser")
    }
    assert {pair.scored.failed for pair in pairs} >= {None, "competition", "date", "place", "target", "actor"}
    assert {finding.stance for finding in findings} >= {None, ClaimStance.REPORTED, ClaimStance.DENIED}


def test_agreement_never_stands_alone_over_a_denied_claim(outcomes: Sequence[Outcome]) -> None:
    denied = [
        finding
        for outcome in outcomes
        for finding in outcome.findings
        if finding.stance in (ClaimStance.DENIED, ClaimStance.MIXED) and finding.flag is Flag.AGREEMENT
    ]
    assert denied
    for finding in denied:
        assert re.search(r"agreement\b.*\bden(y|ies)\b", finding.reason), finding.reason
        assert re.search(r"agreement\b.*\bdenied", flag_in_words(finding))
        assert words.badge(finding.flag, finding.status, finding.stance) != words.FLAGS[Flag.AGREEMENT]
        denials = [words.issuer_denial("X", pair.denies) for pair in finding.links if pair.denies]
        assert "denies" in words.verdict_headline(finding.flag, ClaimKind.CLAIM, denials)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in texts(part))
    elif isinstance(value, tuple | list):
        yield from (text for part in value for text in texts(part))


def test_words_of_the_report_are_neutral() -> None:
    told = [item for module in (words, tally_words, change_words) for item in vars(module).items()]
    said = [text for name, value in told if name.isupper() for text in texts(value)]
    assert len(said) > 100
    assert {text: found for text in said if (found := loaded(text))} == {}


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_words_of_the_templates_are_neutral(path: Path) -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert loaded(text) is None


def test_words_of_the_tables_are_neutral() -> None:
    """Labels of weights, targets and attacks stand in reports; loaded words map to neutral classes."""
    reference = load_reference(None)
    said = [level.label for comparison in reference.model.comparisons for level in comparison.levels]
    said += [taxonomy.label(code) for taxonomy in (reference.targets, reference.attacks) for code in taxonomy.codes]
    assert {text: found for text in said if (found := loaded(text))} == {}
