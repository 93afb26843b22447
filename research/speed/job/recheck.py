"""The list with grounds and numbers of papers, observers' effect, help for low schools, fairness, official markers."""
import numpy as np
import pandas as pd
from scipy import stats

from .evidence import NAMES, benjamini_hochberg
from .patterns import cauchy

SHARE, CONFIDENCE = 0.1, 0.95


def papers_to_find(n):
    """Fewest papers of n that hold one of the affected 10 % with 95 % (hypergeometric)."""
    affected = np.clip(np.ceil(n * SHARE - 1e-9), 1, n)
    drawn = np.arange(n.max() + 1)
    chances = n[:, None] - affected[:, None] - np.arange(n.max())
    left = np.maximum(n[:, None] - np.arange(n.max()), 1)
    missed = np.cumprod(np.maximum(0, chances) / left, 1)
    missed = np.column_stack([np.ones(len(n)), missed])
    return np.minimum(drawn[(missed <= 1 - CONFIDENCE + 1e-12).argmax(1)], n)


def acceptance(n, papers):
    """So many papers may change before the rest is rechecked too."""
    affected = np.clip(np.ceil(n * SHARE - 1e-9), 1, n)
    below = stats.hypergeom.cdf(np.arange(affected.max() + 1), n[:, None], affected[:, None], papers[:, None])
    return np.minimum((below > 1 - CONFIDENCE + 1e-12).argmax(1), affected).astype(int) - 1


def by_size(function, *columns):
    """A function of few distinct rows, once per distinct row."""
    distinct, back = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    return function(*distinct.T)[back]


def list_sittings(frame, schools, p):
    """Grounds, papers, acceptance number and the two strongest findings of every sitting."""
    tier = schools.tier.to_numpy()[frame.school]
    signs_school = np.isin(tier, ["strong", "moderate"])
    carries = signs_school & (frame.p <= 0.05)
    alone = carries.groupby(frame.school).transform("any")
    frame["signs"] = carries | (signs_school & ~alone & frame.p.notna())
    frame["no_observer"] = ~frame.observed
    frame["recheck"] = frame.signs | frame.no_observer
    frame["grounds"] = grounds(frame)
    n = frame.n.to_numpy()
    papers = np.where(frame.signs & (tier == "strong"), n, by_size(papers_to_find, n))
    frame["papers"] = np.where(frame.recheck, papers, 0)
    may_change = pd.Series(by_size(acceptance, n, papers), index=frame.index, dtype="Int64")
    frame["acceptance_number"] = may_change.where(frame.recheck)
    order = np.argsort(np.nan_to_num(p, nan=2), 1)[:, :2]
    best = np.take_along_axis(p, order, 1)
    told = np.array(NAMES, object)[order] + " (p = " + np.vectorize("{:.2g}".format, otypes=[object])(best) + ")"
    told = np.where((best <= 0.05) & frame.signs.to_numpy()[:, None], told, "")
    cases = [~frame.no_observer, frame.observer == "absent", frame.conflict]
    observer = np.select(cases, ["", "no observer", "conflict of interest"], "observer unknown")
    frame["reasons"] = ["; ".join(filter(None, line)) for line in zip(*told.T, observer)]


def grounds(table):
    cases = [table.signs & table.no_observer, table.signs, table.no_observer]
    return np.select(cases, ["signs+noObserver", "signs", "noObserver"], "")


def list_schools(frame, schools):
    """One row per school to recheck: grounds, priority, papers, what and why, in order."""
    listed = frame[frame.recheck].sort_values(["school", "grade", "subject"])
    what = listed.subject + " " + listed.grade.astype(str)
    listed = listed.assign(what=what, why=np.where(listed.reasons == "", "", what + ": " + listed.reasons))
    table = listed.groupby("school").agg(
        signs=("signs", "any"), no_observer=("no_observer", "any"), sittings=("n", "size"), papers_to_recheck=("papers", "sum"),
        what_to_recheck=("what", "; ".join), reasons=("why", lambda why: ". ".join(filter(None, why))))
    table = schools.loc[table.index, ["school_id", "name", "municipality", "peer_group", "tier", "p", "q"]].join(table)
    strong, watch = table.tier == "strong", table.tier == "watch"
    cases = [table.signs & table.no_observer, table.signs & strong, ~table.signs & watch, table.signs]
    table["priority"] = np.select(cases, [1, 2, 3, 4], 5)
    table["benefit"] = -np.log10(table.p.clip(lower=1e-300)).fillna(0) * table.papers_to_recheck.clip(lower=1)
    table = table.sort_values(["priority", "benefit", "school_id"], ascending=[True, False, True]).reset_index(drop=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    table["grounds"] = grounds(table)
    table["decision_items"] = table.grounds.map({"signs+noObserver": "2.2+2.3", "signs": "2.2", "noObserver": "2.3"})
    return table.drop(columns=["signs", "no_observer", "benefit"])


# ------------------------------------------------------------------ the region

def observer_effects(frame, assessments):
    """Observed less unobserved sittings inside assessment and cluster, percent of the maximum; jackknife over schools."""
    use = frame[(frame.observer != "unknown") | frame.observed]
    y = 100 * use["mean"].to_numpy() / assessments.max_score.to_numpy(float)[use.test]
    parts = [("region", np.ones(len(use), bool))] + [(g, (use.peer_group == g).to_numpy()) for g in np.unique(use.peer_group)]
    return pd.DataFrame([{"peer_group": name, **effect_of(use[rows], y[rows])} for name, rows in parts])


def effect_of(use, y):
    o, school = use.observed.to_numpy(float), use.school.to_numpy()
    found = {"observed": int(o.sum()), "unobserved": int((1 - o).sum()), "effect": np.nan, "low": np.nan, "high": np.nan}
    cell = use.groupby(["test", "group"]).ngroup().to_numpy()
    sums = [np.bincount(cell, values)[cell] for values in (np.ones(len(o)), o, y, o * y)]
    scatter = lambda n, s, t, st: (s - s * s / np.maximum(n, 1), st - s * t / np.maximum(n, 1))
    oo, oy = scatter(*sums)
    some = oo > 0
    if min(found["observed"], found["unobserved"], len(np.unique(school[some]))) < 5:
        return found
    first = np.unique(cell, return_index=True)[1]
    all_oo, all_oy = oo[first].sum(), oy[first].sum()
    less_oo, less_oy = scatter(*(total - own for total, own in zip(sums, (1, o, y, o * y))))
    per_school = lambda change: pd.Series(change[some]).groupby(school[some]).sum().to_numpy()
    without = (all_oy + per_school(less_oy - oy)) / (all_oo + per_school(less_oo - oo))
    m = len(without)
    half = stats.t.ppf(0.975, m - 1) * np.sqrt((m - 1) / m * ((without - without.mean()) ** 2).sum())
    effect = all_oy / all_oo
    return {**found, "effect": effect, "low": effect - half, "high": effect + half}


def support(frame, schools, p_level):
    """Schools without signs far below their peers, or with many failing pupils: help, not recheck."""
    low = pd.Series(1 - p_level, index=frame.index)
    by_school = pd.DataFrame({"school": frame.school, "at": frame.groupby("school").cumcount(), "p": low})
    wide = by_school.pivot(index="school", columns="at", values="p")
    p = cauchy(wide.to_numpy())
    q = pd.Series(benjamini_hochberg(p), index=wide.index).reindex(range(len(schools))).to_numpy()
    below = (q[frame.school] <= 0.05) & (low <= 0.05)
    many = (frame.failing >= 0.3) & (frame.n >= 10)
    reason = np.select([below & many, below, many], ["belowPeers+manyFailing", "belowPeers", "manyFailing"], "")
    rows = frame.assign(p_low=low, reason=reason)
    rows = rows[(rows.reason != "") & ~np.isin(schools.tier.to_numpy()[rows.school], ["strong", "moderate"])]
    return rows[["school_id", "subject", "grade", "year", "n", "mean", "failing", "p_low", "reason"]]


def wilson(hits, n):
    z = 1.96
    centre, half = (hits + z * z / 2) / (n + z * z), z * np.sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    return centre - half, centre + half


def fairness(frame, schools):
    """Share of schools listed for signs by size, settlement, peer group and municipality."""
    by_school = frame.groupby("school").agg(typical=("n", "median"), signs=("signs", "any"), listed=("recheck", "any"))
    bands = ["1-4", "5-12", "13-25", "26-60", "61+"]
    by_school["size"] = pd.cut(by_school.typical, [0, 5, 13, 26, 61, np.inf], right=False, labels=bands)
    measured = schools[["settlement", "peer_group", "municipality"]].join(by_school, how="inner")
    tables = []
    for dimension in ("size", "settlement", "peer_group", "municipality"):
        groups = measured.groupby(dimension, observed=True)
        table = groups.agg(schools=("signs", "size"), signs=("signs", "sum"), listed=("listed", "sum"))
        tables.append(table.rename_axis("value").reset_index().assign(dimension=dimension))
    table = pd.concat(tables, ignore_index=True)
    table["low"], table["high"] = wilson(table.signs, table.schools)
    return table


def official_markers(t, exempt):
    """HIGH_MEAN and JOURNAL of the official method, to the letter, for one assessment; exempt schools can have no HIGH_MEAN."""
    sd = np.sqrt(t.squares / np.maximum(1, t.n - 1))
    region = t.score.mean() + 1.96 * t.score.std(ddof=1) / np.sqrt(len(t.score))
    asked = (t.n > 1) & (sd > 0) & ~exempt
    high = asked & (t.mean - 1.96 * sd / np.sqrt(t.n) > region)
    known = t.journal > 0
    marked = pd.DataFrame({"sitting": t.sitting[known], "journal": t.journal[known], "score": t.score[known]})
    ranks = marked.groupby("sitting").rank()
    squares = np.bincount(marked.sitting, (ranks.journal - ranks.score) ** 2, t.m)
    n = np.bincount(marked.sitting, minlength=t.m)
    journal = (n > 1) & (1 - 6 * squares / np.maximum(1, n * (n ** 2 - 1)) < 0)
    return pd.DataFrame({"school": t.frame.school, "high_mean": high, "journal": journal, "assessed": asked | (n > 1)})


def region_heap(t):
    """Highest heap of papers at a cut-off over those one point below, in the whole region."""
    pooled = t.counts.sum(0)
    return max(pooled[c] / max(1, pooled[c - 1]) for c in t.cuts)


