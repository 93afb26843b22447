"""How far the second, independent form of the whole job (expert.py) agrees with the monitor, from the files of both.

    python3 agreement.py MONITOR-OUT EXPERT-OUT

Rank correlation of the p-values of every detector and of the schools, schools with the same strength, sittings on the lists.
"""
import sys

import pandas as pd

KEY = ["school_id", "subject", "grade"]


def signals(folder):
    read = pd.read_csv(f"{folder}/signals.csv", usecols=[*KEY, "detector", "outcome", "p"], dtype={"school_id": str, "grade": str})
    return read[read.outcome == "measured"]


ours, theirs = (signals(folder) for folder in sys.argv[1:3])
both = ours.merge(theirs, "outer", [*KEY, "detector"], suffixes=("", "_expert"), indicator=True)
print("| detector | measured by both | by one of them only | rank correlation |\n| --- | --- | --- | --- |")
for name in ours.detector.unique():
    own = both[both.detector == name]
    shared = own[own._merge == "both"]
    if len(shared) > 0:
        correlation = shared[["p", "p_expert"]].corr("spearman").iloc[0, 1]
        print(f"| {name} | {len(shared)} | {len(own) - len(shared)} | {correlation:.3f} |")

schools = [pd.read_csv(f"{folder}/schools.csv", dtype={"school_id": str}).set_index("school_id") for folder in sys.argv[1:3]]
p = pd.concat([table.p for table in schools], axis=1).dropna()
tiers = pd.concat([table.tier for table in schools], axis=1)
same = (tiers.iloc[:, 0] == tiers.iloc[:, 1]).sum()
print(f"\nSchools: rank correlation of p {p.corr('spearman').iloc[0, 1]:.3f}; the same strength in {same} of {len(tiers)}.")
listed = [set(pd.read_csv(f"{folder}/recheck.csv", sep=";", dtype=str).school_id) for folder in sys.argv[1:3]]
print(f"Lists: {len(listed[0] & listed[1])} schools on both, {len(listed[0] - listed[1])} only on the monitor's, "
      f"{len(listed[1] - listed[0])} only on the script's.")
