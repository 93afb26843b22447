"""A simple script for the same files: pandas, scikit-learn, SciPy, whole columns at a time. The full one is `expert.py`.

    python3 simple.py FOLDER OUT

Reads the five tables; clusters schools by context (k chosen by silhouette, 25 starts); asks every sitting the same kind of
questions as the monitor's detectors (level, own control, subject profile, spread, heaps at the cuts, low tail, item profile,
hard items, response fit, alike answers, journal gap, absence), each against its cluster; combines them to sittings and
schools (Cauchy, p capped at .99), Benjamini-Hochberg, and writes signals.csv, schools.csv, recheck.csv and result.json.
It does not: check its input row by row, leave each unit out of its own yardstick, judge the stability of the clusters, calibrate the
combination by simulation, plan the rechecks, or write reports for people (HTML, XLSX, annex).
"""
import json
import os
import resource
import sys

import numpy as np
import pandas as pd
from scipy import special, stats
from sklearn.cluster import KMeans
from sklearn.impute import KNNImputer
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

KEY = ["school_id", "subject", "grade", "year"]
SMALLEST = 5


def read(folder):
    table = lambda name, **more: pd.read_csv(f"{folder}/{name}.csv", dtype={"school_id": str}, **more)
    kinds = {"school_id": "category", "subject": "category", "class": "category", "pupil_id": str}
    results = pd.read_csv(f"{folder}/results.csv", dtype=kinds, na_values=["X"], low_memory=False)
    return table("schools"), results, table("assessments"), table("participation"), table("observers")


def cluster(schools):
    context = schools.drop(columns=["school_id", "name", "municipality", "advanced_program", "confirmed_by_exam"])
    for name in context.columns:
        if name.endswith("_share"):
            share = 0.005 + 0.99 * context[name]
            context[name] = np.log(share / (1 - share))
        elif context[name].dtype != object:
            context[name] = np.log1p(context[name])
    matrix = StandardScaler().fit_transform(pd.get_dummies(context).to_numpy(float))
    matrix = KNNImputer(n_neighbors=10).fit(matrix[:: max(1, len(matrix) // 1000)]).transform(matrix)
    sample = matrix[:: max(1, len(matrix) // 1000)]
    models = {k: KMeans(k, n_init=25, random_state=0).fit(sample) for k in range(2, 9)}
    k = max(models, key=lambda k: silhouette_score(sample, models[k].labels_))
    return KMeans(k, init=models[k].cluster_centers_, n_init=1).fit(matrix).labels_


# ------------------------------------------------------------------ one assessment

def against_peers(y, variance, group):
    """z of each sitting against its group: Huber location by reweighting, tau^2 by Paule and Mandel's equation."""
    z = np.full(len(y), np.nan)
    for g in np.unique(group):
        at = np.flatnonzero((group == g) & np.isfinite(y))
        if len(at) < SMALLEST:
            continue
        x, s = y[at], variance[at]
        centre, tau = np.median(x), 0.0
        for _ in range(50):
            before = centre, tau
            w = 1 / (s + tau)
            r = (x - centre) * np.sqrt(w)
            bound = w * np.minimum(1, 1.345 / np.maximum(np.abs(r), 1e-12))
            centre = (bound * x).sum() / bound.sum()
            psi = np.clip((x - centre) * np.sqrt(w), -1.345, 1.345)
            slope = (psi ** 2 * w).sum()
            tau = max(0.0, tau + ((psi ** 2).sum() - 0.7102 * (len(x) - 1)) / max(slope, 1e-12))
            if abs(centre - before[0]) + abs(tau - before[1]) < 1e-9:
                break
        z[at] = (x - centre) / np.sqrt(s + tau + 1 / w.sum())
    return z


def proportion(hits, trials, group):
    """z of a share against its group, binomial with the group's overdispersion."""
    share = np.where(trials > 0, hits / np.maximum(trials, 1), np.nan)
    z = np.full(len(share), np.nan)
    for g in np.unique(group):
        at = np.flatnonzero((group == g) & (trials > 0))
        if len(at) < SMALLEST:
            continue
        p = hits[at].sum() / trials[at].sum()
        raw = (hits[at] - trials[at] * p) / np.sqrt(np.maximum(trials[at] * p * (1 - p), 1e-9))
        z[at] = raw / max(1.0, 1.4826 * np.median(np.abs(raw - np.median(raw))))
    return share, z


def measure(papers, test, cluster_of):
    """All detectors on one assessment: a frame with a row per sitting and z, value and p per detector."""
    school, ids = pd.factorize(papers.school_id.astype(str))
    group = cluster_of.loc[ids].to_numpy()
    score = papers.score.to_numpy(int)
    cuts = [int(test.cut_3), int(test.cut_4), int(test.cut_5)]
    n = np.bincount(school)
    m = len(ids)
    per_school = lambda values: np.bincount(school, values, m)
    mean = per_school(score) / n
    squares = per_school((score - mean[school]) ** 2)
    pooled = squares.sum() / (n - 1).sum()
    out = {}
    out["high-level"] = (mean, against_peers(mean, pooled / n, group))
    sd = np.sqrt(squares / np.maximum(1, n - 1))
    ok = (n >= 8) & (sd > 0)
    log_sd = np.where(ok, np.log(np.where(ok, sd, 1)) + 1 / (2 * np.maximum(n - 1, 1)), np.nan)
    basis = np.column_stack([np.ones(m), mean, mean ** 2])
    beta = np.linalg.lstsq(basis[ok] * np.sqrt(n[ok])[:, None], log_sd[ok] * np.sqrt(n[ok]), rcond=None)[0]
    kurtosis = stats.kurtosis(score, fisher=False)
    out["low-spread"] = (sd, -against_peers(log_sd - basis @ beta, (kurtosis - (n - 3) / np.maximum(n - 1, 1)) / (4 * n), group))
    above = np.zeros(len(score))
    near = np.zeros(len(score))
    for cut in cuts:
        above += (score >= cut) & (score < cut + 2)
        near += (score >= cut - 2) & (score < cut + 2)
    out["boundary-heap"] = proportion(per_school(above), per_school(near), group)
    share, z = proportion(per_school(score < cuts[0]), n, group)
    out["low-tail"] = (share, -z)
    gap = papers.mark.to_numpy(float) - papers.journal_mark.to_numpy(float)
    known = np.isfinite(gap)
    marked = np.bincount(school[known], minlength=m)
    gap_mean = np.where(marked > 0, np.bincount(school[known], gap[known], m) / np.maximum(marked, 1), np.nan)
    out["mark-gap"] = (gap_mean, against_peers(gap_mean, np.var(gap[known]) / np.maximum(marked, 1), group))
    items = [int(x) for x in str(test.item_max).split("|")]
    answers = np.nan_to_num(papers[[f"item_{j + 1}" for j in range(len(items))]].to_numpy(float)).astype(np.int8)
    out.update(patterns(answers, items, score, school, n, m, mean, group))
    frame = pd.DataFrame({"school_id": ids, "subject": test.subject, "grade": test.grade, "year": test.year, "n": n, "group": group})
    for name, (value, z) in out.items():
        frame[f"{name} value"] = value
        frame[f"{name} z"] = np.where(n >= SMALLEST, z, np.nan)
    return frame, pooled


def patterns(answers, items, score, school, n, m, mean, group):
    """Item profile (quadratic form, gamma by two moments), hard items, response fit and alike answers."""
    J = len(items)
    per_total = np.bincount(score)
    T = len(per_total)
    expected = np.stack([np.bincount(score, answers[:, j], T) for j in range(J)], 1) / np.maximum(per_total, 1)[:, None]
    rest = answers - expected[score]
    covariance = np.zeros((T, J, J))
    for t in np.flatnonzero(per_total > 1):
        of_total = rest[score == t]
        covariance[t] = of_total.T @ of_total / (len(of_total) - 1)
    table = np.zeros((m, T))
    np.add.at(table, (school, score), 1)
    deviation = np.stack([np.bincount(school, rest[:, j], m) for j in range(J)], 1)
    spread = table * (1 - table / np.maximum(per_total, 1))
    V = np.einsum("st,tjk->sjk", spread, covariance, optimize=True)
    # What a school's level does to each item, removed.
    level = n * (mean - score.mean())
    deviation = deviation - np.outer(level, level @ deviation / max(level @ level, 1e-9))
    scale = 1 / np.sqrt(np.maximum(np.einsum("sjj->sj", V).mean(0), 1e-9))
    form = ((deviation * scale) ** 2).sum(1)
    W = V * scale[None, :, None] * scale[None, None, :]
    first = np.einsum("sjj->s", W)
    second = 2 * np.einsum("sjk,skj->s", W, W)
    shape, size = first ** 2 / np.maximum(second, 1e-12), second / np.maximum(first, 1e-12)
    ratio = form / np.maximum(first, 1e-12)
    for g in np.unique(group):
        at = group == g
        size[at] *= max(1.0, np.median(ratio[at]) / np.median(special.gammaincinv(shape[at], 0.5) / shape[at]))
    p_profile = special.gammaincc(shape, form / size)
    difficulty = 1 - answers.mean(0) / np.array(items)
    weights = difficulty - difficulty.mean()
    hard = deviation @ weights / n
    hard_variance = np.einsum("j,sjk,k->s", weights, V, weights) / n ** 2
    # log-likelihood of each paper given its total, and how alike papers of one sitting are
    fit = np.zeros(len(score))
    fit_mean = np.zeros(T)
    fit_squares = np.zeros(T)
    same = np.zeros(m)
    same_expected = np.zeros(m)
    same_variance = np.zeros(m)
    pairs = n * (n - 1) / 2
    for j, maximum in enumerate(items):
        counts = np.zeros((T, maximum + 1))
        np.add.at(counts, (score, answers[:, j]), 1)
        chance = counts / np.maximum(per_total, 1)[:, None]
        log = np.log(np.maximum(chance, 1e-9))
        fit += log[score, answers[:, j]]
        fit_mean += (chance * log).sum(1)
        fit_squares += (chance * log ** 2).sum(1) - (chance * log).sum(1) ** 2
        of_school = np.zeros((m, maximum + 1))
        np.add.at(of_school, (school, answers[:, j]), 1)
        same += (of_school * (of_school - 1) / 2).sum(1)
        hope = table @ chance
        own = table @ (chance ** 2)
        q = ((hope ** 2).sum(1) - own.sum(1)) / 2
        same_expected += q
        same_variance += q * (1 - q / np.maximum(pairs, 1)) + 2 * pairs * (n - 2) * np.maximum((hope ** 3).sum(1) / n ** 3 - ((hope ** 2).sum(1) / n ** 2) ** 2, 0)
    odd = -(fit - fit_mean[score]) / np.sqrt(np.maximum(fit_squares[score], 1e-9))
    odd_mean = np.bincount(school, odd, m) / n
    alike = (same - same_expected) / np.maximum(pairs, 1)
    return {
        "item-profile": (form, np.clip(-special.ndtri(np.clip(p_profile, 1e-300, 1 - 1e-15)), -8, 8)),
        "hard-items": (hard, against_peers(hard, np.maximum(hard_variance, 1e-9), group)),
        "response-fit": (odd_mean, against_peers(odd_mean, odd.var() / n, group)),
        "alike-answers": (alike, against_peers(alike, np.maximum(same_variance, 1e-9) / np.maximum(pairs, 1) ** 2, group)),
    }


# ------------------------------------------------------------------ the region, evidence, output

def across(frame, participation, observers):
    """Detectors that need more than one assessment: own control, subject profile; absence; who was observed."""
    level = frame["high-level z"]
    by_school = frame.groupby(["school_id", "year"])["high-level z"]
    count, total = by_school.transform("count"), by_school.transform("sum")
    frame["own-control value"] = np.where(count >= 3, level - (total - level) / (count - 1).clip(lower=1), np.nan)
    by_grade = frame.groupby(["school_id", "year", "grade"])["high-level z"]
    count, total = by_grade.transform("count"), by_grade.transform("sum")
    frame["subject-profile value"] = np.where(count >= 2, level - (total - level) / (count - 1).clip(lower=1), np.nan)
    enrolled = participation.set_index(KEY).enrolled
    enrolled = frame.set_index(KEY).index.map(enrolled).to_numpy(float)
    frame["absence value"] = 1 - frame.n / enrolled
    for name in ("own-control", "subject-profile"):
        frame[f"{name} z"] = np.nan
        for _, rows in frame.groupby(["subject", "grade", "year"]).groups.items():
            part = frame.loc[rows]
            frame.loc[rows, f"{name} z"] = against_peers(part[f"{name} value"].to_numpy(), np.full(len(part), 1e-6), part.group.to_numpy())
    frame["absence z"] = proportion(enrolled - frame.n.to_numpy(), enrolled, frame.group.to_numpy())[1]
    whole = observers[observers.subject.isna()].set_index("school_id").observer
    single = observers[observers.subject.notna()].set_index(["school_id", "subject", "grade"]).observer
    own = pd.MultiIndex.from_frame(frame[["school_id", "subject", "grade"]]).map(single.to_dict())
    frame["observer"] = pd.Series(own, index=frame.index).fillna(frame.school_id.map(whole)).fillna("")
    return frame


def cauchy(p):
    p = np.clip(p, 1e-15, 0.99)
    t = np.nanmean(np.tan((0.5 - p) * np.pi), axis=1)
    return 0.5 - np.arctan(t) / np.pi


def benjamini_hochberg(p):
    order = np.argsort(p)
    q = np.minimum.accumulate((p[order] * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]
    back = np.empty(len(p))
    back[order] = q
    return back


def main():
    folder, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    schools, results, assessments, participation, observers = read(folder)
    schools["peer_group"] = cluster(schools)
    cluster_of = schools.set_index("school_id").peer_group
    frames = []
    for _, test in assessments.iterrows():
        papers = results[(results.subject == test.subject) & (results.grade == test.grade) & (results.year == test.year)]
        if len(papers):
            frames.append(measure(papers, test, cluster_of)[0])
    frame = across(pd.concat(frames, ignore_index=True), participation, observers)
    names = [name[:-2] for name in frame if name.endswith(" z")]
    p = np.column_stack([stats.t.sf(frame[f"{name} z"], 8) for name in names])
    frame["p"] = cauchy(p)
    signals = frame.melt(KEY + ["n"], [f"{name} value" for name in names], "detector", "value")
    signals["p"] = p.T.ravel()
    signals.to_csv(f"{out}/signals.csv", index=False)
    grouped = frame.groupby("school_id").p.apply(lambda values: cauchy(values.to_numpy()[None])[0])
    schools["p"] = schools.school_id.map(grouped)
    measured = schools.p.notna()
    schools.loc[measured, "q"] = benjamini_hochberg(schools.p[measured].to_numpy())
    schools.to_csv(f"{out}/schools.csv", index=False)
    listed = set(schools.school_id[schools.q <= 0.1])
    frame["recheck"] = (frame.school_id.isin(listed) & (frame.p <= 0.05)) | (frame.observer != "да")
    frame[frame.recheck].sort_values("p").to_csv(f"{out}/recheck.csv", index=False, sep=";", decimal=",", encoding="utf-8-sig")
    with open(f"{out}/result.json", "w", encoding="utf-8") as file:
        json.dump({"schools": schools.to_dict("records"), "sittings": frame.to_dict("records"), "signals": signals.to_dict("records")}, file, ensure_ascii=False)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"papers": len(results), "sittings": len(frame), "schools": len(schools), "listed": len(listed),
                      "seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
