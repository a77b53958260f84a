#!/usr/bin/env python3
"""How long estimates from a CSV of claims take beside a data-frame engine that groups the same file.

    pip install polars
    python3 benches/peers/claims.py [CLAIMS]

Writes CLAIMS claims (by default 1,000,000), five to a quantity, to a CSV, and has the example `import`
make estimates of it, with and without `--spill`. Polars reads all columns of the same file, groups by event,
group and outcome, and takes the number of claims and the least and the greatest text of each count. Prints the
median of a few runs of each, and the ratios. Both write what they find to a CSV.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

CLAIMS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
RUNS = 5
COUNTS = ["20", "at least 18", "about 22", "dozens", "19-23", "nearly 25", "up to 30", "more than 15"]
GROUPS = ["red-fighters", "blue-fighters", "residents"]


def write(path: str) -> None:
    """The claims of `benches/common`, as a table."""
    with open(path, "w", encoding="utf-8") as table:
        table.write("id,event,group,outcome,count,source,as_of\n")
        for number in range(CLAIMS):
            quantity, nth = divmod(number, 5)
            event, group = f"battle{quantity // 3}", GROUPS[quantity % 3]
            count, source = COUNTS[(quantity * 3 + nth) % 8], f"s{(number * 2_654_435_761 >> 7) % 40}"
            table.write(f"c{number},{event},{group},killed,{count},{source},2022-01-{21 + nth % 4}\n")


def median(run) -> float:
    """The median time of a run, after one to warm up."""
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def main() -> None:
    try:
        import polars as pl
    except ImportError:
        sys.exit("polars is not there: pip install polars")
    build = ["cargo", "build", "-q", "--release", "--features", "exchange", "--example", "import"]
    subprocess.run(build, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", "target")
    program = os.environ.get("IMPORT", os.path.join(target, "release", "examples", "import"))
    with tempfile.TemporaryDirectory() as folder:
        table, out = os.path.join(folder, "claims.csv"), os.path.join(folder, "out.csv")
        write(table)

        def ours(*more: str) -> None:
            with open(out, "wb") as into:
                subprocess.run([program, table, "--to", "estimates", *more], stdout=into, stderr=subprocess.DEVNULL, check=True)

        def spilled() -> None:
            with tempfile.TemporaryDirectory(dir=folder) as files:
                ours("--spill", files)

        def theirs() -> None:
            count = pl.col("count")
            asked = [pl.len().alias("claims"), count.min().alias("least"), count.max().alias("greatest")]
            pl.read_csv(table).group_by("event", "group", "outcome").agg(asked).write_csv(out)

        peer = median(theirs)
        print(f"{'polars':24} {peer:6.2f} s, {peer * 1e9 / CLAIMS:6.0f} ns a claim")
        for name, run in {"import": ours, "import --spill": spilled}.items():
            took = median(run)
            print(f"{name:24} {took:6.2f} s, {took * 1e9 / CLAIMS:6.0f} ns a claim, {took / peer:.1f} times polars")


main()
