"""What a user would pick instead, on the very tables that the monitor gets, as a competent analyst would set it up.

    python3 simple-methods.py FOLDER all no-items no-context unobserved

FOLDER holds schools.csv, results.csv, assessments.csv, participation.csv, observers.csv and truth.csv, which only the last
line of the judging looks at. Prints JSON: condition -> method -> way of setting it up -> average precision over schools
(a school is positive when any of its sittings was manipulated). Every method is tried in several ways - plain or adjusted
for the number of pupils, a school by its worst, its three worst or all of its sittings - and the caller takes the best,
which no analyst without the truth could.
"""
import json
import sys

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy.optimize import nnls
from scipy.stats import rankdata
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, silhouette_score
from sklearn.preprocessing import StandardScaler

FEATURES = ["mean", "narrow", "heap", "few_failing", "top", "journal_gap", "absence", "item_profile"]
KEY = ["school_id", "subject", "grade", "year"]


# ------------------------------------------------------------------ tables

def read(folder):
    text = {"school_id": str}
    table = lambda name: pd.read_csv(f"{folder}/{name}.csv", dtype=text)
    results = pd.read_csv(f"{folder}/results.csv", dtype={**text, "pupil_id": str, "class": str}, na_values=[""], low_memory=False)
    return table("schools"), results, table("assessments"), table("participation"), table("observers"), table("truth")


def sittings_of(results, assessments, participation, with_items):
    """One row per sitting: the eight features (larger = more suspicious) and what the fuzzy index needs."""
    frames = []
    for _, test in assessments.iterrows():
        papers = results[(results.subject == test.subject) & (results.grade == test.grade) & (results.year == test.year)]
        if papers.empty:
            continue
        score, cuts = papers.score.to_numpy(float), [test.cut_3, test.cut_4, test.cut_5]
        school, ids = pd.factorize(papers.school_id)
        n = np.bincount(school)
        mean_of = lambda values, weight=None: np.bincount(school, values, len(ids)) / n
        mean = mean_of(score)
        variance = np.maximum(0, np.bincount(school, (score - mean[school]) ** 2) / np.maximum(1, n - 1))
        above = np.zeros(len(score))
        near = np.zeros(len(score))
        for cut in cuts:
            above += (score >= cut) & (score < cut + 2)
            near += (score >= cut - 2) & (score < cut + 2)
        near = np.bincount(school, near, len(ids))
        heap = np.where(near > 0, np.bincount(school, above, len(ids)) / np.maximum(near, 1), np.nan)
        gap = papers.mark.to_numpy(float) - papers.journal_mark.to_numpy(float)
        known = np.isfinite(gap)
        marked = np.bincount(school[known], minlength=len(ids))
        journal_gap = np.where(marked > 0, np.bincount(school[known], gap[known], len(ids)) / np.maximum(marked, 1), np.nan)
        frame = pd.DataFrame({
            "school_id": ids, "subject": test.subject, "grade": test.grade, "year": test.year, "n": n,
            "mean": mean, "narrow": np.where(n > 1, -np.sqrt(variance), np.nan), "heap": heap,
            "few_failing": -mean_of((score < cuts[0]).astype(float)), "top": mean_of((score >= cuts[2]).astype(float)),
            "journal_gap": journal_gap,
        })
        marks = pd.crosstab(school, papers.mark.to_numpy()).to_numpy() / n[:, None]
        frame["heterogeneity"] = 1 - (marks ** 2).sum(1)
        frame["blank"] = 0.0
        if with_items:
            add_items(frame, papers, school, score, n, [int(x) for x in str(test.item_max).split("|")])
        frames.append(frame)
    sittings = pd.concat(frames, ignore_index=True)
    enrolled = participation.set_index(KEY).enrolled
    sittings["absence"] = 1 - sittings.n / sittings.set_index(KEY).index.map(enrolled).to_numpy(float)
    return sittings


def add_items(frame, papers, school, score, n, item_max):
    """Distance of the item profile from what the totals lead to expect; Gini heterogeneity and blanks for the fuzzy index."""
    total = score.astype(int)
    per_total = np.bincount(total)
    distance = np.zeros(len(n))
    heterogeneity = np.zeros(len(n))
    blank = np.zeros(len(n))
    for j, maximum in enumerate(item_max):
        cells = papers[f"item_{j + 1}"]
        points = pd.to_numeric(cells, errors="coerce").to_numpy(float)
        empty = np.isnan(points)
        points = np.where(empty, 0, points)
        by_total = np.bincount(total, points) / np.maximum(per_total, 1)
        rest = points - by_total[total]
        spread = np.bincount(total, rest ** 2) / np.maximum(per_total - 1, 1)
        variance = np.bincount(school, spread[total])
        distance += np.bincount(school, rest) ** 2 / np.maximum(variance, 0.05)
        shares = np.stack([np.bincount(school, points == x) / n for x in range(maximum + 1)])
        heterogeneity += (1 - (shares ** 2).sum(0)) / (maximum / (maximum + 1)) / len(item_max)
        blank += np.bincount(school, empty) / n / len(item_max)
    frame["item_profile"] = np.log(np.maximum(distance, 1e-3) / len(item_max))
    frame["heterogeneity"] = heterogeneity
    frame["blank"] = blank


# ------------------------------------------------------------------ clusters of context, z-scores inside them

def clusters_of(schools):
    """k-means on standardised context; k with the largest silhouette."""
    context = schools.drop(columns=["school_id", "name", "municipality", "advanced_program", "confirmed_by_exam"])
    parts = []
    for name in context:
        column = context[name]
        if column.dtype == object:
            parts.append(pd.get_dummies(column).to_numpy(float))
            continue
        values = column.fillna(column.median()).to_numpy(float)
        parts.append((np.log1p(values) if values.max() > 1 else np.log((values + 0.005) / (1.005 - values)))[:, None])
    matrix = StandardScaler().fit_transform(np.hstack(parts))
    best = max((KMeans(k, n_init=10, random_state=0).fit(matrix).labels_ for k in range(2, 9)),
               key=lambda labels: silhouette_score(matrix, labels))
    return dict(zip(schools.school_id, best))


def groups_of(sittings, clusters):
    """Positions of the sittings of the same test and cluster; of all clusters where a cluster has fewer than eight."""
    label = sittings.school_id.map(clusters).to_numpy() if clusters else np.zeros(len(sittings), int)
    test = sittings.groupby(["subject", "grade", "year"]).ngroup().to_numpy()
    for t in np.unique(test):
        everyone = np.flatnonzero(test == t)
        for c in np.unique(label[everyone]):
            group = everyone[label[everyone] == c]
            yield group, (group if len(group) >= 8 else everyone)


def robust_z(sittings, clusters, adjusted):
    """(x - median) / scale per feature: MAD, or - adjusted for size - a variance a + b / n fitted to the deviations."""
    names = [name for name in FEATURES if name in sittings]
    z = np.zeros((len(sittings), len(names)))
    size = sittings.n.to_numpy(float)
    for f, name in enumerate(names):
        x = sittings[name].to_numpy(float)
        for group, reference in groups_of(sittings, clusters):
            ok = reference[np.isfinite(x[reference])]
            if len(ok) < 5:
                continue
            centre = np.median(x[ok])
            scale = 1.4826 * np.median(np.abs(x[ok] - centre)) or np.std(x[ok]) or 1.0
            if adjusted:
                squares = np.minimum((x[ok] - centre) ** 2, (4 * scale) ** 2)
                (a, b), _ = nnls(np.column_stack([np.ones(len(ok)), 1 / size[ok]]), squares)
                of = lambda i: np.sqrt(np.maximum(a + b / size[i], 1e-12))
                again = 1.4826 * np.median(np.abs(x[ok] - centre) / of(ok)) or 1.0
                z[group, f] = (x[group] - centre) / (of(group) * again)
            else:
                z[group, f] = (x[group] - centre) / scale
    return np.nan_to_num(np.clip(z, -6, 6)), names


# ------------------------------------------------------------------ methods: score of each sitting, larger = more suspicious

def tukey(sittings, clusters, names):
    """Distance beyond the upper fence (Q3 + 1.5 IQR) in IQR, and whether it is passed, per feature."""
    distance = np.zeros((len(sittings), len(names)))
    for f, name in enumerate(names):
        x = sittings[name].to_numpy(float)
        for group, reference in groups_of(sittings, clusters):
            values = x[reference][np.isfinite(x[reference])]
            if len(values) < 5:
                continue
            q1, q3 = np.quantile(values, [0.25, 0.75])
            distance[group, f] = (x[group] - q3) / (q3 - q1 if q3 > q1 else 1.0) - 1.5
    return np.nan_to_num(distance, nan=-1.5)


def fuzzy_index(sittings, k):
    """Quintano, Castellano & Longobardi 2009: mean, SD, heterogeneity and blanks of a sitting -> two principal components ->
    fuzzy k-means; the index is the membership in the cluster of high, narrow, homogeneous, complete results."""
    index = np.zeros(len(sittings))
    for _, rows in sittings.groupby(["subject", "grade", "year"]).groups.items():
        at = np.asarray(rows)
        part = sittings.loc[at]
        four = np.column_stack([part["mean"], part.narrow.fillna(part.narrow.median()), -part.heterogeneity, -part.blank])
        four = four[:, four.std(0) > 0]
        standard = (four - four.mean(0)) / four.std(0)
        components = PCA(n_components=2).fit_transform(standard)
        membership, hard = fuzzy_kmeans(components, k)
        suspicion = standard[:, :3].sum(1)
        means = [np.average(suspicion, weights=membership[:, c] ** 2) for c in range(membership.shape[1])]
        index[at] = membership[:, int(np.argmax(means))]
    return index


def fuzzy_kmeans(points, k, exponent=2.0, starts=3):
    best, least = None, np.inf
    for start in range(starts):
        centres = KMeans(k, n_init=1, random_state=start).fit(points).cluster_centers_
        for _ in range(100):
            squares = ((points[:, None] - centres[None]) ** 2).sum(2) + 1e-12
            membership = squares ** (-1 / (exponent - 1))
            membership /= membership.sum(1, keepdims=True)
            weights = membership ** exponent
            moved = (weights.T @ points) / weights.sum(0)[:, None]
            if np.abs(moved - centres).max() < 1e-5:
                break
            centres = moved
        objective = (weights * squares).sum()
        if objective < least:
            best, least = membership, objective
    return best, least


def official(results, tests):
    """Markers HIGH_MEAN and JOURNAL to the letter (GROWTH and DROP need two years): number per sitting of the tests named."""
    marks = {}
    for (subject, grade, year), papers in results.groupby(["subject", "grade", "year"]):
        if tests is not None and (subject, grade) not in tests:
            continue
        upper = papers.score.mean() + 1.96 * papers.score.std() / np.sqrt(len(papers))
        for school, own in papers.groupby("school_id"):
            m, s = len(own), own.score.std()
            high = m > 1 and s > 0 and own.score.mean() - 1.96 * s / np.sqrt(m) > upper
            both = own[own.journal_mark.notna()]
            n = len(both)
            d = rankdata(both.journal_mark) - rankdata(both.score) if n > 1 else np.zeros(0)
            against = n > 1 and 1 - 6 * (d ** 2).sum() / (n * (n * n - 1)) < 0
            marks[(school, subject, grade, year)] = int(high) + int(against)
    return marks


# ------------------------------------------------------------------ judging

def by_school(score, sittings, schools, chosen):
    """A school by its worst sitting, the mean of its three worst, the mean of all; without sittings it comes last."""
    frame = pd.DataFrame({"school": sittings.school_id[chosen], "score": score[chosen]})
    grouped = frame.sort_values("score", ascending=False).groupby("school").score
    looks = {"worst sitting": grouped.max(), "three worst": frame.sort_values("score", ascending=False).groupby("school").head(3)
             .groupby("school").score.mean(), "all sittings": grouped.mean()}
    lowest = score.min() - 1
    return {name: look.reindex(schools.school_id).fillna(lowest).to_numpy() for name, look in looks.items()}


def methods(sittings, results, schools, clusters, markers):
    """method -> way -> score per sitting."""
    found = {}
    z = {}
    for way, adjusted in (("plain", False), ("adjusted for size", True)):
        z[way], names = robust_z(sittings, clusters, adjusted)
    found["robust z of the mean in clusters"] = {way: values[:, names.index("mean")] for way, values in z.items()}
    beyond = tukey(sittings, clusters, names)
    mean = beyond[:, names.index("mean")]
    found["Tukey fences in clusters"] = {
        "mean, beyond the fence": np.maximum(mean, 0), "mean, distance": mean,
        "number of features beyond": (beyond > 0).sum(1).astype(float), "features, sum beyond": np.clip(beyond, 0, 3).sum(1),
    }
    forest = lambda x: -IsolationForest(n_estimators=300, random_state=0, n_jobs=1).fit(x).score_samples(x)
    found["isolation forest"] = {
        "z plain": forest(z["plain"]), "z adjusted": forest(z["adjusted for size"]),
        "z adjusted, suspicious side only": forest(np.maximum(z["adjusted for size"], 0)),
    }
    found["INVALSI 2009 fuzzy index"] = {f"{k} clusters": fuzzy_index(sittings, k) for k in (4, 8)}
    found["official markers"] = {
        way: np.array([mark.get(key, 0) for key in sittings[KEY].itertuples(index=False, name=None)], float)
        for way, mark in markers.items()
    }
    found["sum of eight robust z"] = {}
    for way, values in z.items():
        found["sum of eight robust z"][way] = values.sum(1)
        found["sum of eight robust z"][f"{way}, positive parts"] = np.maximum(values, 0).sum(1)
    return found


def unobserved(sittings, observers):
    """False where an observer without a conflict of interest is on record."""
    status = {}
    for row in observers.itertuples():
        good = row.observer == "да" and row.conflict_of_interest != "да"
        status[(row.school_id, None if pd.isna(row.subject) else row.subject, None if pd.isna(row.grade) else int(row.grade))] = good
    return np.array([not status.get((s, b, g), status.get((s, None, None), False))
                     for s, b, g in zip(sittings.school_id, sittings.subject, sittings.grade)])


def main():
    folder, conditions = sys.argv[1], sys.argv[2:]
    schools, results, assessments, participation, observers, truth = read(folder)
    guilty = set(truth[truth.manipulated].schoolId)
    positive = schools.school_id.isin(guilty).to_numpy()
    clusters = clusters_of(schools)
    tests = [(s, g) for s in ("Русский язык", "Математика") for g in (4, 5)]
    markers = {"as issued": official(results, tests), "applied to every test": official(results, None)}
    full = sittings_of(results, assessments, participation, True)
    answer = {}
    computed = {}
    for condition in conditions:
        kind = {"unobserved": "all"}.get(condition, condition)
        if kind not in computed:
            sittings = sittings_of(results, assessments, participation, False) if kind == "no-items" else full
            computed[kind] = (sittings, methods(sittings, results, schools, None if kind == "no-context" else clusters, markers))
        sittings, found = computed[kind]
        chosen = unobserved(sittings, observers) if condition == "unobserved" else np.ones(len(sittings), bool)
        answer[condition] = {
            method: {f"{way}; {look}": average_precision_score(positive, score)
                     for way, values in ways.items() for look, score in by_school(values, sittings, schools, chosen).items()}
            for method, ways in found.items()
        }
    versions = f"Python {sys.version.split()[0]}, scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, pandas {pd.__version__}"
    print(json.dumps({"versions": versions, "conditions": answer}, ensure_ascii=False))


main()
