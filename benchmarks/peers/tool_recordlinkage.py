"""recordlinkage on flat records. Usage: python -m benchmarks.peers.tool_recordlinkage FOLDER RESULT.json [--small]

The model: days by a bell of three days around the stated day (else the day of publication); place by a bell of 20 km
around 5 km where both are located, else by Jaro-Winkler of the names; target, side hit and kind of attack equal or
not. Linked by (1) a weighted sum, dates and places counting double, a missing value counting half; (2) the package's
own unsupervised classifier (ECM). `--small` compares all pairs of a country; otherwise pairs of the same or
neighbouring eight-day cells.
"""

import logging
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import recordlinkage
from recordlinkage.index import Block

from benchmarks.peers.measure import Clock, Pair, best, limit_memory, read_truth, report, scored, tool_parser

CELL_DAYS = 8
MISSING = 0.5
WEIGHTS = {"day": 2.0, "place": 2.0, "target": 1.0, "actor": 1.0, "attack": 1.0}
THRESHOLDS = tuple(step / 20 for step in range(6, 20))
MIDDLE = 0.75
AGREES = 0.75
CODES = ("target", "actor", "attack")


def read(path: Path) -> pd.DataFrame:
    texts = {"country": "string", "place": "string"}
    table = pd.read_csv(path, index_col="id", dtype=texts, keep_default_na=False, na_values=[""])
    days = (pd.to_datetime(table["day"]) - pd.Timestamp("2000-01-01")).dt.days
    table["number"] = days.astype("float64")
    table["cell"] = (days // CELL_DAYS).astype("Int64")
    for column in CODES:
        table[column] = table[column].astype("object")
    return table


def candidates(claims: pd.DataFrame, statements: pd.DataFrame, small: bool) -> pd.MultiIndex:
    if small:
        return Block("country").index(claims, statements)
    shifted = {f"cell{step}": statements["cell"] + step for step in (-1, 0, 1)}
    widened = statements.assign(**shifted)
    indexer = recordlinkage.Index()
    for name in shifted:
        indexer.add(Block(left_on=["country", "cell"], right_on=["country", name]))
    return indexer.index(claims.dropna(subset=["cell"]), widened.dropna(subset=["cell"]))


def compared(pairs: pd.MultiIndex, claims: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    comparing = recordlinkage.Compare()
    comparing.numeric("number", "number", method="gauss", offset=0.5, scale=2.0, missing_value=MISSING, label="day")
    comparing.geo("lat", "lon", "lat", "lon", method="gauss", offset=5.0, scale=15.0, missing_value=-1.0, label="near")
    comparing.string("place", "place", method="jarowinkler", missing_value=-1.0, label="name")
    for column in CODES:
        comparing.exact(column, column, missing_value=MISSING, label=column)
    found = comparing.compute(pairs, claims, statements)
    alike = ((found["name"] - 0.7) / 0.3).clip(lower=0.0).where(found["name"] >= 0, MISSING)
    found["place"] = found["near"].where(found["near"] >= 0, alike)
    return found[list(WEIGHTS)]


def settled(score: pd.Series, threshold: float, one_to_one: bool) -> Iterable[Pair]:
    linked = score[score >= threshold].sort_values(ascending=False, kind="stable").index
    if one_to_one and len(linked):
        linked = recordlinkage.OneToOneLinking().compute(linked)
    return list(linked)


def main() -> None:
    told = tool_parser().parse_args()
    limit_memory(told.gigabytes)
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    claims, statements = read(told.folder / "claims.csv"), read(told.folder / "statements.csv")
    truth, clock = read_truth(told.folder), Clock()
    with clock.step("block"):
        pairs = candidates(claims, statements, told.small)
    with clock.step("compare"):
        vectors = compared(pairs, claims, statements)
        weights = pd.Series(WEIGHTS)
        score = (vectors * weights).sum(axis=1) / weights.sum()
    results: list[dict[str, Any]] = []

    def tell() -> None:
        made = clock.told("block", "compare", "weighted sum, one to one")
        shown = {"tool": "recordlinkage", "version": recordlinkage.__version__, "pairs": len(pairs)}
        report(told.result, {**shown, **made, "results": results})

    for one_to_one in (False, True):
        name = f"weighted sum, {'one to one' if one_to_one else 'every pair above the threshold'}"
        with clock.step(name):
            links = settled(score, MIDDLE, one_to_one)
        results.append({"links": name, "chosen": "default", "threshold": MIDDLE, **scored(links, truth)})
        tried = ((t, settled(score, t, one_to_one)) for t in THRESHOLDS)
        results.append({"links": name, "chosen": "best", **best(tried, truth)})
        tell()
    with clock.step("ECM"):
        ecm = recordlinkage.ECMClassifier(binarize=AGREES)
        links = list(ecm.fit_predict(vectors))
    results.append({"links": "ECM, its own decision", "chosen": "default", "threshold": 0.5, **scored(links, truth)})
    tell()


if __name__ == "__main__":
    main()
