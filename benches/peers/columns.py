#!/usr/bin/env python3
"""How long estimates from columns take beside a data-frame engine's group-by of the same rows.

    pip install polars
    python3 benches/peers/columns.py [CLAIMS]

Runs `cargo bench --bench how_long_from_columns` on CLAIMS shuffled claims (a power of ten, by default
1,000,000), and polars on as many rows of an integer id and an integer count: the least and the most
of each id, with and without a median. Prints nanoseconds a row and the ratios.
"""

import os
import re
import statistics
import subprocess
import sys
import time

CLAIMS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
RUNS = 11
UNITS = {"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}


def ours() -> dict[str, float]:
    """Nanoseconds a claim, by the name of the benchmark."""
    command = ["cargo", "bench", "-q", "--bench", "how_long_from_columns", "--", "columns"]
    told = subprocess.run(command, env=os.environ | {"MOST": str(CLAIMS)}, capture_output=True, text=True, check=True)
    found = re.findall(rf"^(columns .*), {CLAIMS} claims +([0-9.]+)(ns|µs|ms|s),", told.stdout, re.MULTILINE)
    return {name: float(number) * UNITS[unit] / CLAIMS for name, number, unit in found}


def theirs() -> dict[str, float]:
    """The same of polars, which takes all cores it finds."""
    try:
        import polars as pl
    except ImportError:
        sys.exit("polars is not there: pip install polars")
    rows = pl.DataFrame({"id": pl.int_range(CLAIMS, eager=True)}).select(
        (pl.col("id") // 5).cast(pl.UInt32).alias("id"), (18 + pl.col("id") * 7 % 13).cast(pl.UInt64).alias("count")
    )
    rows = rows.sample(fraction=1, shuffle=True, seed=1)
    ends = [pl.col("count").min().alias("low"), pl.col("count").max().alias("high")]
    asked = {"min, max": ends, "min, max, median": [*ends, pl.col("count").median().alias("best")]}
    found = {}
    for name, columns in asked.items():
        times = []
        for _ in range(RUNS + 1):
            began = time.perf_counter()
            rows.group_by("id").agg(columns)
            times.append(time.perf_counter() - began)
        found[f"polars {name}"] = statistics.median(times[1:]) * 1e9 / CLAIMS
    return found


def main() -> None:
    peers, columns = theirs(), ours()
    for name, each in (peers | columns).items():
        print(f"{name:40} {each:8.1f} ns a row")
    for name, each in columns.items():
        for peer, other in peers.items():
            print(f"{name} / {peer}: {each / other:.1f}")


main()
