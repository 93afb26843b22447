"""objectivity-monitor from Python: one file to copy beside your own. Needs pandas; pictures need matplotlib.

    import objectivity
    run = objectivity.run(results="results/*.csv", schools="schools.csv", observers="observers.csv", out="report")
    run["recheck"]                   # the list, a row per school
    objectivity.funnel(run).figure.savefig("funnel.png")

The command line does the work: `npm install objectivity-monitor` once in the folder. What the columns mean stands in
docs/result.md, how to go on from here in docs/from-python.md. A school on the list is to be rechecked, never guilty.
"""

import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

import pandas as pd

TIERS = ["strong", "moderate", "watch", "clear", "notAssessable"]
LEVELS = {
    "tier": TIERS,
    "outcome": ["measured", "undecided", "notApplicable", "failed"],
    "observer": ["present", "absent", "unknown"],
}
FACTORS = "subject detector family unit effect_unit reason peer_group municipality grounds settled status".split()
INTEGERS = """grade year rank priority participants sittings papers_to_recheck n papers items row rows
    numerator denominator times_listed of_years""".split()
TEXTS = """school_id name class label nearest_schools compared_by fits_no_group decision_items what_to_recheck reasons
    official_markers table file column found problem how_to_mend meanwhile treatment code listed_in
    indicator source meaning official_rule sample paper note""".split()
TRUTHS = ["recheck", "within_budget"]
DATES = ["settled_date"]
COLOURS = {"strong": "#b3261e", "moderate": "#e07b00", "watch": "#c9b037", "clear": "#7a8fa6", "notAssessable": "#d0d0d0"}


class ObjectivityError(Exception):
    """What the command line says is wrong with files, options or settings, in its own words."""


class Run(dict):
    """The tables of a run by name (`recheck`, `signals`, `schools`, ...), and `folder`, where they come from."""

    def __init__(self, folder, tables):
        super().__init__(tables)
        self.folder = folder

    @property
    def result(self):
        """`result.json`: everything, as dicts and lists."""
        with open(os.path.join(self.folder, "result.json"), encoding="utf-8") as file:
            return json.load(file)


def command(*arguments):
    """Runs `objectivity-monitor` with the arguments; returns what it prints. Raises ObjectivityError."""
    npx = shutil.which("npx")
    if npx is None:
        raise ObjectivityError("npx was not found: install Node.js 20.19 or newer")
    done = subprocess.run([npx, "--no-install", "objectivity-monitor", *map(str, arguments)], capture_output=True, encoding="utf-8")
    # 1 is no mistake where it was asked for: `fail_on_recheck`.
    if done.returncode != 0 and not (done.returncode == 1 and "--fail-on-recheck" in arguments):
        raise ObjectivityError(done.stderr.strip())
    return done.stdout


def run(results, out, locale="en", **options):
    """Runs `objectivity-monitor run` and reads what it writes into the folder `out`.

    A table is a file, a pattern, a list of files or a DataFrame with the columns of docs/input.md. Further options have the
    names of the command line with `_` for `-`: schools, observers, participation, budget=600, seed=1, sensitivity=True.
    """
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["run", "--out", out, "--locale", locale, "--quiet"]
        for name, value in {"results": results, **options}.items():
            if isinstance(value, pd.DataFrame):
                path = os.path.join(folder, f"{name}.csv")
                value.to_csv(path, index=False, encoding="utf-8")
                value = path
            if value is None or value is False:
                continue
            values = [] if value is True else list(value) if isinstance(value, (list, tuple)) else [value]
            arguments += [f"--{name.replace('_', '-')}", *values]
        command(*arguments)
    return read(out)


def read(folder):
    """Reads the tables of a run's folder, in either language of `--locale`."""
    files = sorted(glob.glob(os.path.join(glob.escape(str(folder)), "*.csv")))
    if not any(os.path.basename(file) == "signals.csv" for file in files):
        raise ObjectivityError(f"{folder} is not the folder of a run: it holds no signals.csv")
    names = [os.path.basename(file)[: -len(".csv")].replace("-", "_") for file in files]
    return Run(str(folder), {name: read_table(file) for name, file in zip(names, files)})


def read_table(file):
    """One CSV file of a run: ids stay text, codes become categories, whole numbers may be missing."""
    with open(file, encoding="utf-8-sig") as opened:
        header = opened.readline()
    delimiter = ";" if header.count(";") > header.count(",") else ","
    table = pd.read_csv(file, sep=delimiter, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    decimal = delimiter == ";"
    for column in table.columns:
        cells = table[column]
        if column in TRUTHS:
            table[column] = cells.map({"true": True, "false": False}).astype("boolean")
        elif column in DATES:
            table[column] = pd.to_datetime(cells, format="%Y-%m-%d")
        elif column in LEVELS:
            table[column] = pd.Categorical(cells, LEVELS[column], ordered=column == "tier")
        elif column in FACTORS:
            table[column] = cells.astype("category")
        elif column not in TEXTS:
            numbers = pd.to_numeric(cells.str.replace(",", ".", regex=False) if decimal else cells, errors="coerce")
            if numbers.notna().equals(cells.notna()):
                table[column] = numbers.astype("Int64" if column in INTEGERS else float)
    return table


def p_by_detector(run):
    """Histograms of p, one per detector: flat where schools are honest, a peak at the left where some are not."""
    import matplotlib.pyplot as plt

    measured = run["signals"].query("outcome == 'measured'")
    detectors = sorted(measured.detector.unique())
    rows = -(-len(detectors) // 4)
    figure, axes = plt.subplots(rows, 4, figsize=(10, 2.2 * rows), sharex=True, squeeze=False, layout="constrained")
    for axis, detector in zip(axes.flat, detectors):
        p = measured.p[measured.detector == detector]
        axis.hist(p, bins=20, range=(0, 1), color=COLOURS["clear"])
        axis.axhline(len(p) / 20, color="black", linewidth=0.8, linestyle=":")
        axis.set_title(detector, fontsize=9)
    for axis in axes.flat[len(detectors) :]:
        axis.set_visible(False)
    figure.supxlabel("p")
    figure.supylabel("sittings")
    return axes


def funnel(run, detector="high-level"):
    """Every sitting by number of pupils and distance from what its peers lead to expect, in standard errors."""
    import matplotlib.pyplot as plt

    rows = run["signals"].query("detector == @detector and outcome == 'measured'").merge(run["schools"][["school_id", "tier"]])
    spread = (rows.variance + rows.tau2 + rows.se**2) ** 0.5
    _, axis = plt.subplots(figsize=(8, 5), layout="constrained")
    for tier in reversed(TIERS):
        these = rows.tier == tier
        if these.any():
            away = ((rows.judged - rows.expected) / spread)[these]
            axis.scatter(rows.n[these].astype(float), away, s=14, color=COLOURS[tier], label=tier)
    for line in (-3, 0, 3):
        axis.axhline(line, color="black", linewidth=0.8, linestyle="-" if line == 0 else ":")
    axis.set(xlabel="pupils", ylabel="distance from comparable schools, standard errors", title=detector)
    handles, labels = axis.get_legend_handles_labels()
    axis.legend(handles[::-1], labels[::-1], title="school")
    return axis


def families(run, schools=25):
    """The first schools of the list and what kinds of signs they have: the darker, the more unusual."""
    import matplotlib.pyplot as plt
    import numpy as np

    kinds = [kind for kind in ["level", "history", "shape", "marking", "pattern"] if run["schools"][kind].notna().any()]
    listed = run["recheck"][["school_id"]].head(schools).merge(run["schools"])
    strength = -np.log10(listed[kinds].to_numpy(dtype=float))
    _, axis = plt.subplots(figsize=(7, 1.5 + 0.22 * len(listed)), layout="constrained")
    image = axis.imshow(strength, aspect="auto", cmap="Reds", vmin=0, vmax=6)
    axis.set_xticks(range(len(kinds)), kinds)
    axis.set_yticks(range(len(listed)), listed.school_id + "  " + listed.grounds.astype(str), fontsize=8)
    axis.set_facecolor("#b8c4ce")
    axis.figure.colorbar(image, label="-log10 p (6 and more)")
    axis.set_title("to be rechecked; blue-grey: nothing measured", fontsize=10)
    return axis


def overlap(run, score, listed=None):
    """Our list beside a list of your own.

    `score`: a Series by school_id, larger = more suspicious. As many of your schools are taken as we list for signs, or `listed`.
    A row per school of either list: rank in both, and who lists it: `both`, `ours` or `own`.
    """
    ours = run["schools"].set_index("school_id").p.rank(method="first")
    signs = run["recheck"][run["recheck"].grounds.astype(str).str.contains("signs")].school_id
    own = score.rank(method="first", ascending=False)
    first = set(own[own <= (len(signs) if listed is None else listed)].index)
    either = sorted(set(signs) | first, key=lambda school: (own.get(school, float("inf")), school))
    who = ["both" if school in first and school in set(signs) else "own" if school in first else "ours" for school in either]
    ranks = {"our_rank": ours.reindex(either).astype("Int64"), "own_rank": own.reindex(either).astype("Int64")}
    return pd.DataFrame({**ranks, "listed_by": pd.Categorical(who, ["both", "ours", "own"])}, index=pd.Index(either, name="school_id"))


def average_precision(truth, score):
    """How well a score finds what is true: 1 = all of them first, about the share of them by chance.

    `truth`: true or false by school_id (a confirmed recheck, a simulation). `score`: by school_id, larger = more suspicious; a
    school without a score comes last. Of schools with equal scores none is favoured: they are taken together.
    """
    both = pd.DataFrame({"truth": truth.astype(bool), "score": score.reindex(truth.index)})
    steps = both.groupby(both.score.fillna(-float("inf")))["truth"].agg(["sum", "count"]).sort_index(ascending=False)
    precision = steps["sum"].cumsum() / steps["count"].cumsum()
    return float((precision * steps["sum"]).sum() / steps["sum"].sum())


if __name__ == "__main__":
    tables = read(sys.argv[1] if len(sys.argv) > 1 else "objectivity-demo")
    print(tables["schools"].tier.value_counts().to_string())
    for draw in (p_by_detector, funnel, families):
        axes = draw(tables)
        figure = (axes if hasattr(axes, "figure") else axes.flat[0]).figure
        figure.savefig(os.path.join(sys.argv[2] if len(sys.argv) > 2 else ".", f"{draw.__name__}.png"), dpi=110)
