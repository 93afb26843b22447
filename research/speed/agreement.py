"""How far the second, independent form of the whole job (expert.py) agrees with the monitor, from the files of both.

    python3 research/speed/agreement.py MONITOR-OUT EXPERT-OUT [MONITOR-OUT EXPERT-OUT ...] [--write]

Rank correlation of the p-values of every detector and of the schools, a column per pair of folders; then the schools with
the same strength and those on both lists. `--write` keeps the table in research/data/agreement.json.
"""
import datetime
import json
import pathlib
import subprocess
import sys

import pandas as pd

ROOT = pathlib.Path(__file__).parents[2]
KEY = ["school_id", "subject", "grade"]


def signals(folder):
    types = {"school_id": str, "grade": str}
    read = pd.read_csv(f"{folder}/signals.csv", usecols=[*KEY, "detector", "outcome", "p"], dtype=types)
    return read[read.outcome == "measured"]


def correlations(ours, theirs):
    """Rank correlation by detector, and how many sittings only one of the two has measured."""
    both = signals(ours).merge(signals(theirs), "outer", [*KEY, "detector"], suffixes=("", "_expert"), indicator=True)
    for name, own in both.groupby("detector", sort=False):
        shared = own[own._merge == "both"]
        if len(shared) > 0:
            yield f"`{name}`", shared[["p", "p_expert"]].corr("spearman").iloc[0, 1], len(own) - len(shared)


def compare(ours, theirs):
    schools = [pd.read_csv(f"{folder}/schools.csv", dtype={"school_id": str}).set_index("school_id") for folder in (ours, theirs)]
    found = {}
    for name, correlation, apart in correlations(ours, theirs):
        found[name] = f"{correlation:.3f}"
        if apart > 0:
            print(f"{name}: {apart} sittings measured by one of them only")
    p = pd.concat([table.p for table in schools], axis=1).dropna()
    found["schools, all together"] = f"{p.corr('spearman').iloc[0, 1]:.3f}"
    tiers = pd.concat([table.tier for table in schools], axis=1)
    print(f"The same strength in {(tiers.iloc[:, 0] == tiers.iloc[:, 1]).sum()} of {len(tiers)} schools.")
    listed = [set(pd.read_csv(f"{folder}/recheck.csv", sep=";", dtype=str).school_id) for folder in (ours, theirs)]
    print(f"Lists: {len(listed[0] & listed[1])} schools on both, {len(listed[0] - listed[1])} only on the monitor's, "
          f"{len(listed[1] - listed[0])} only on the script's.")
    return f"{len(tiers)} schools", found


folders = [argument for argument in sys.argv[1:] if argument != "--write"]
columns = [compare(*folders[at : at + 2]) for at in range(0, len(folders), 2)]
head = ["detector", *(name for name, _ in columns)]
rows = [[name, *(found.get(name, "-") for _, found in columns)] for name in columns[0][1]]
print("\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows]))
if "--write" in sys.argv:
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    made = {"command": "python3 research/speed/agreement.py " + " ".join(sys.argv[1:]), "date": str(datetime.date.today()), "commit": git,
            "version": json.loads((ROOT / "package.json").read_text())["version"], "python": sys.version.split()[0]}
    study = {"made": made, "figures": {"ranks": {"head": head, "rows": rows}}}
    (ROOT / "research" / "data" / "agreement.json").write_text(json.dumps(study, ensure_ascii=False, indent=1) + "\n")
