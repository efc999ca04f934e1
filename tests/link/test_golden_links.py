"""What is linked of seeded records stays what it is, pair by pair, whatever is done for speed.

A change of the weights, or of what is compared, changes the digests. `RECONCILE_UPDATE_GOLDEN=1` writes them anew; say
in the commit why they may differ, with the figures before and after.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from benchmarks.synthetic import draw_synthetic
from benchmarks.synthetic_columns import columns_of
from reconcile.domain.outcomes import PairRole
from reconcile.link import link_records
from reconcile.reference import load_reference
from reconcile.settings import LinkSettings
from tests.link.ways import way as way

GOLDEN = Path(__file__).with_name("golden_links.json")
RECORDS, SEED = 3_000, 7


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def found() -> dict[str, Any]:
    reference = load_reference(None)
    synthetic = draw_synthetic(reference, RECORDS, seed=SEED)
    linked = link_records(columns_of(synthetic, reference), reference.model, reference, LinkSettings())
    links = {(pair.claim_row, pair.statement_row) for pair in linked.pairs if pair.role is PairRole.LINKED}
    truth = set(map(tuple, synthetic.truth.tolist()))
    pairs = [
        [
            pair.claim_row,
            pair.statement_row,
            pair.role,
            pair.weight,
            pair.margin,
            pair.rival_claim_row,
            pair.rival_statement_row,
            [score.level for score in pair.scores],
        ]
        for pair in linked.pairs
    ]
    return {
        "links": len(links),
        "true links": len(links & truth),
        "true pairs": len(truth),
        "claims with a family": len(linked.families),
        "pairs": digest(pairs),
        "families": digest(sorted(linked.families.items())),
        "alternatives": digest([[one.setting, sorted(one.links.items())] for one in linked.alternatives]),
    }


def test_links_of_seeded_records_are_as_they_were() -> None:
    now = found()
    if os.environ.get("RECONCILE_UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(GOLDEN.read_text(encoding="utf-8"))
