"""How far those who coded blind agree, on the page of the method."""

from dataclasses import replace
from pathlib import Path

from reconcile.domain.codings import Agreement, CodedKind
from reconcile.domain.proportions import Proportion
from reconcile.report import coding_words, render_report
from tests.report.building import Made
from tests.report.reading import pages_of

CODED = CodedKind(
    agreement=Agreement(kind="pair", units=40, coders=3, percent=0.925, kappa=None, alpha=0.8471),
    proposed=Proportion(part=57, whole=60),
    controls=Proportion(part=2, whole=60),
)


def test_nobody_coded(made: Made, tmp_path: Path) -> None:
    render_report(made.outcome, made.books, tmp_path / "report")
    assert coding_words.NOBODY in pages_of(tmp_path / "report")["method.html"].text


def test_figures_by_kind(made: Made, tmp_path: Path) -> None:
    alone = replace(CODED, agreement=replace(CODED.agreement, kind="flag", units=0, percent=None, alpha=None))
    render_report(made.outcome, replace(made.books, coded=(CODED, alone)), tmp_path / "report")
    page = pages_of(tmp_path / "report")["method.html"].text
    for told in ("Same event, claim and statement", "92.5 %", "0.847", "57 of 60", "2 of 60"):
        assert told in page
    assert coding_words.KINDS["flag"] not in page, "what one person coded alone shows no agreement"
