"""Splink on flat records. Usage: python -m benchmarks.peers.tool_splink FOLDER RESULT.json [--small] [--labels]

The model, as a careful analyst would set it up without labels: dates by days between the stated intervals; place as
one comparison of resolved coordinates and, where a side has none, of names (Jaro-Winkler) and regions, with
term-frequency adjustment on the name; target and attack by type, then family; side hit by code, then by its state.
u from random pairs, m by expectation maximisation in three passes that block on different things. `--small`
compares all pairs of a country; otherwise pairs must share one of the eight-day cells that their days reach.
`--labels` takes m from the true pairs themselves instead: no one has them, but no weights could serve the model better.
"""

import warnings
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import duckdb
import splink
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.peers.measure import Clock, Pair, best, limit_memory, read_truth, report, scored, tool_parser

THREADS = 2
LEAST_PROBABILITY = 0.01
DEFAULT = 0.5
THRESHOLDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999)
FEW_THRESHOLDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""For clusters, which are slow to make: lower ones join whole countries."""
EVERY, ONE_TO_ONE, COMPONENTS = (
    "every pair above the threshold",
    "single best links, one to one",
    "connected components",
)
CELL_DAYS = 8
EM_RULES = (("first_day", "place"), ("country", "first_day", "target", "actor"), ("place", "target", "actor"))
"""Tight enough that a good share of the pairs match, as the documentation asks; each comparison is outside one."""
EM_RULES_SMALL = (("country", "place"), ("country", "first_day"))
"""On a few dozen records the tight rules leave too little to learn from; these gave the better F1 there."""
SLACK_DAYS = 5
READ = """
create table {name} as select
    id as unique_id, country, stated = 1 as stated,
    date_diff('day', date '2000-01-01', first_day) as first_day,
    date_diff('day', date '2000-01-01', last_day) as last_day,
    lat, lon, place, admin1, target, family, actor, split_part(actor, '_', 1) as state, attack, attack_family,
    range(floor((date_diff('day', date '2000-01-01', first_day) - {slack}) / {cell})::bigint,
          floor((date_diff('day', date '2000-01-01', last_day) + {slack}) / {cell})::bigint + 1) as cell
from read_csv('{path}', header = true, types = {{
    'id': 'VARCHAR', 'country': 'VARCHAR', 'stated': 'INTEGER', 'first_day': 'DATE', 'last_day': 'DATE',
    'day': 'DATE', 'lat': 'DOUBLE', 'lon': 'DOUBLE', 'place': 'VARCHAR', 'admin1': 'VARCHAR', 'target': 'VARCHAR',
    'family': 'VARCHAR', 'actor': 'VARCHAR', 'attack': 'VARCHAR', 'attack_family': 'VARCHAR'}})
"""
GAP = "greatest(first_day_l - last_day_r, first_day_r - last_day_l, 0)"
LOCATED = "lat_l is not null and lat_r is not null"


def date_comparison() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        output_column_name="date",
        comparison_levels=[
            levels.CustomLevel("not stated_l or not stated_r").configure(is_null_level=True),
            levels.CustomLevel(f"{GAP} = 0"),
            levels.CustomLevel(f"{GAP} <= 1"),
            levels.CustomLevel(f"{GAP} <= 3"),
            levels.CustomLevel(f"{GAP} <= {SLACK_DAYS}"),
            levels.ElseLevel(),
        ],
    )


def place_comparison() -> comparisons.CustomComparison:
    nowhere = "(place_l is null and admin1_l is null) or (place_r is null and admin1_r is null)"
    near = levels.DistanceInKMLevel("lat", "lon", 25, not_null=True)
    return comparisons.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.CustomLevel(nowhere).configure(is_null_level=True),
            levels.And(
                levels.ExactMatchLevel("place"), levels.Or(levels.Not(levels.CustomLevel(LOCATED)), near)
            ).configure(tf_adjustment_column="place", disable_tf_exact_match_detection=True),
            levels.DistanceInKMLevel("lat", "lon", 10, not_null=True),
            levels.DistanceInKMLevel("lat", "lon", 30, not_null=True),
            levels.And(levels.JaroWinklerLevel("place", 0.88), levels.Not(levels.CustomLevel(LOCATED))),
            levels.DistanceInKMLevel("lat", "lon", 50, not_null=True),
            levels.DistanceInKMLevel("lat", "lon", 100, not_null=True),
            levels.And(
                levels.CustomLevel("place_l is null or place_r is null"), levels.CustomLevel("admin1_l = admin1_r")
            ),
            levels.ElseLevel(),
        ],
    )


def typed(column: str, wider: str) -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column),
            levels.ExactMatchLevel(wider),
            levels.ElseLevel(),
        ],
    )


def model(small: bool) -> SettingsCreator:
    rule = block_on("country") if small else block_on("country", "cell", arrays_to_explode=["cell"])
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            date_comparison(),
            place_comparison(),
            typed("target", "family"),
            typed("actor", "state"),
            typed("attack", "attack_family"),
        ],
        blocking_rules_to_generate_predictions=[rule],
        retain_matching_columns=False,
    )


def linker_of(database: DuckDBAPI, small: bool) -> Linker:
    tables = [database.register(name, dataset_display_name=name) for name in ("claims", "statements")]
    return Linker(tables, model(small), log_level=None)


def labels_of(linker: Linker, database: DuckDBAPI, truth: set[Pair]) -> Any:
    rows = [
        {"source_dataset_l": "claims", "unique_id_l": a, "source_dataset_r": "statements", "unique_id_r": b}
        for a, b in sorted(truth)
    ]
    return linker.table_management.register_labels_table(database.register(rows, table_name="labels"))


def train(linker: Linker, small: bool, labels: Any) -> list[str]:
    """What was trained, in words; a pass that the data cannot carry is left out and said."""
    told = []
    training = linker.training
    exact = [block_on("country", "first_day", "place"), block_on("country", "first_day", "target", "actor", "admin1")]
    training.estimate_probability_two_random_records_match(exact, recall=0.4)
    training.estimate_u_using_random_sampling(max_pairs=1e6 if small else 1e7, seed=1)
    if labels is not None:
        training.estimate_m_from_pairwise_labels(labels)
        return ["m from all true pairs"]
    for rule in EM_RULES_SMALL if small else EM_RULES:
        try:
            training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
            told.append(f"EM on {' and '.join(rule)}")
        except Exception as error:
            told.append(f"no EM on {' and '.join(rule)}: {type(error).__name__}")
    return told


def pairs_of(predicted: Any) -> dict[Pair, float]:
    relation = predicted.as_duckdbpyrelation()
    found = relation.project("source_dataset_l, unique_id_l, unique_id_r, match_probability").fetchall()
    return {((a, b) if source == "claims" else (b, a)): p for source, a, b, p in found}


def together(clusters: Any) -> Iterator[Pair]:
    """All pairs of a claim and a statement in one cluster."""
    relation = clusters.as_duckdbpyrelation().project("cluster_id, source_dataset, unique_id")
    members: dict[Any, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for cluster, source, record in relation.fetchall():
        members[cluster][source != "claims"].append(record)
    for claims, statements in members.values():
        for claim in claims:
            yield from ((claim, statement) for statement in statements)


def settlings(linker: Linker, predicted: Any) -> dict[str, Any]:
    """The ways to make links of scored pairs, each a function of the threshold."""
    found = pairs_of(predicted)
    clustering = linker.clustering
    return {
        EVERY: lambda t: [pair for pair, p in found.items() if p >= t],
        ONE_TO_ONE: lambda t: together(
            clustering.cluster_using_single_best_links(
                predicted, duplicate_free_datasets=["claims", "statements"], threshold_match_probability=t
            )
        ),
        COMPONENTS: lambda t: together(
            clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=t)
        ),
    }


def main() -> None:
    parser = tool_parser()
    parser.add_argument("--labels", action="store_true")
    told = parser.parse_args()
    limit_memory(told.gigabytes)
    warnings.simplefilter("ignore")
    memory, spill = f"{told.gigabytes / 2:.1f}GB", str(told.folder / "spill")
    connection = duckdb.connect(config={"threads": THREADS, "temp_directory": spill, "memory_limit": memory})
    for name in ("claims", "statements"):
        path = told.folder / f"{name}.csv"
        slack = SLACK_DAYS if name == "claims" else 0
        connection.execute(READ.format(name=name, path=path, slack=slack, cell=CELL_DAYS))
    truth = read_truth(told.folder)
    clock = Clock()
    with clock.step("train"):
        database = DuckDBAPI(connection=connection)
        linker = linker_of(database, told.small)
        labels = labels_of(linker, database, truth) if told.labels else None
        trained = train(linker, told.small, labels)
    with clock.step("predict"):
        predicted = linker.inference.predict(threshold_match_probability=LEAST_PROBABILITY)
    ways = settlings(linker, predicted)
    results = []
    for name, way in ways.items():
        with clock.step(name):
            links = list(way(DEFAULT))
        thresholds = THRESHOLDS if name == EVERY else FEW_THRESHOLDS
        results.append({"links": name, "chosen": "default", "threshold": DEFAULT, **scored(links, truth)})
        results.append({"links": name, "chosen": "best", **best(((t, way(t)) for t in thresholds), truth)})
        # Clusters of a million records take longer than all before: they may be stopped.
        report(
            told.result,
            {
                "tool": "Splink, m from the truth" if told.labels else "Splink",
                "version": splink.__version__,
                "trained": trained,
                "pairs": len(pairs_of(predicted)),
                **clock.told("train", "predict", EVERY),
                "results": results,
            },
        )


if __name__ == "__main__":
    main()
