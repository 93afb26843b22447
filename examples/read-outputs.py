# pandas: the tidy outputs of a run. Usage: python3 examples/read-outputs.py [folder of the run]
import sys

import pandas as pd

folder = sys.argv[1] if len(sys.argv) > 1 else "objectivity-demo"


def read(name):
    return pd.read_csv(f"{folder}/{name}", dtype={"school_id": str}, encoding="utf-8-sig")


signals, schools = read("signals.csv"), read("schools.csv")
print("schools by tier:", schools.tier.value_counts().to_dict())
measured = signals[signals.outcome == "measured"]
print(measured.assign(small=measured.p < 0.05).groupby("detector").small.mean().round(3).to_string())
