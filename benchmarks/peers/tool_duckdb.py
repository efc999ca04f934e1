"""A join written by hand on DuckDB. Usage: python -m benchmarks.peers.tool_duckdb FOLDER RESULT.json

What an analyst who knows SQL would write in an afternoon: same country, days of the two accounts within five days of
one another, a score of points for closeness in days and kilometres and for equal target, side and attack, and each
claim's best statement where it is also that statement's best claim. The points were set by hand, before any result was
seen.
"""

import duckdb

from benchmarks.peers.measure import Clock, best, limit_memory, read_truth, report, scored, tool_parser

THREADS = 2
DEFAULT = 6.0
THRESHOLDS = tuple(range(-4, 13))
READ = "create table {name} as select * from read_csv('{path}', header = true, all_varchar = true)"
PAIRS = """
create table pairs as
with told as (
    select c.id as claim, s.id as statement,
        greatest(0, date_diff('day', c.last_day::date, s.first_day::date),
            date_diff('day', s.last_day::date, c.first_day::date)) as gap,
        c.stated = '1' and s.stated = '1' as dated,
        2 * 6371 * asin(least(1, sqrt(
            pow(sin(radians(c.lat::double - s.lat::double) / 2), 2)
            + cos(radians(c.lat::double)) * cos(radians(s.lat::double))
            * pow(sin(radians(c.lon::double - s.lon::double) / 2), 2)))) as km,
        c.place = s.place as same_name, c.admin1 = s.admin1 as same_region,
        c.place is null or s.place is null as coarse, c.target = s.target as target, c.family = s.family as family,
        c.actor = s.actor as actor, c.attack = s.attack as attack
    from claims c join statements s on c.country = s.country
        and s.first_day::date <= c.last_day::date + 5 and s.last_day::date >= c.first_day::date - 5
)
select claim, statement,
    case when not dated then 0 when gap = 0 then 4 when gap = 1 then 1 when gap <= 3 then -2 else -5 end
    + case when km <= 10 then 5 when km <= 30 then 3 when km <= 60 then 0 when km is not null then -6
           when same_name then 5 when coarse and same_region then 2 when coarse then 0 else -3 end
    + case when target then 2 when family then 1 when target is null then 0 else -2 end
    + case when actor then 1 when actor is null then 0 else -1 end
    + case when attack then 2 when attack is null then 0 else -1 end as score
from told
"""
MUTUAL = """
select claim, statement from (
    select claim, statement, score,
        row_number() over (partition by claim order by score desc, statement) as of_claim,
        row_number() over (partition by statement order by score desc, claim) as of_statement
    from pairs where score >= {threshold}
) where of_claim = 1 and of_statement = 1
"""


def main() -> None:
    told = tool_parser().parse_args()
    limit_memory(told.gigabytes)
    memory, spill = f"{told.gigabytes / 2:.1f}GB", str(told.folder / "spill")
    connection = duckdb.connect(config={"threads": THREADS, "temp_directory": spill, "memory_limit": memory})
    for name in ("claims", "statements"):
        connection.execute(READ.format(name=name, path=told.folder / f"{name}.csv"))
    truth, clock = read_truth(told.folder), Clock()

    def links(threshold: float) -> list[tuple[str, str]]:
        return connection.execute(MUTUAL.format(threshold=threshold)).fetchall()

    with clock.step("join"):
        connection.execute(PAIRS)
    with clock.step("settle"):
        found = links(DEFAULT)
    way = "each other's best"
    report(
        told.result,
        {
            "tool": "DuckDB join by hand",
            "version": duckdb.__version__,
            **clock.told("join", "settle"),
            "results": [
                {"links": way, "chosen": "default", "threshold": DEFAULT, **scored(found, truth)},
                {"links": way, "chosen": "best", **best(((t, links(t)) for t in THRESHOLDS), truth)},
            ],
        },
    )


if __name__ == "__main__":
    main()
