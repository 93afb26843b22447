"""The same job as an expert would script it in pandas, NumPy, scikit-learn and SciPy, whole columns at a time.

    python3 expert.py FOLDER OUT

As the monitor does, it
- clusters schools by context, 25 starts, number of groups by the gap with 10 references, on at most 1 000 schools, and
  judges the clusters by 50 bootstrap samples (Jaccard);
- removes what context and size explain of level, spread and marks by a robust ridge regression over the region;
- judges every sitting by its cluster without the sitting itself: Huber's location and tau^2 solved anew without it in
  clusters up to 200 sittings, by one step from the common solution in larger ones; Student's t with Satterthwaite's degrees;
- asks for level, spread, heaps at the cuts, low tail, item profile, hard items, response fit, alike answers, journal gap,
  absence, own control and subject profile (twelve of the monitor's detectors);
- takes the moments of response fit under shuffling inside equal totals in closed form, and compares all pairs of papers of
  a sitting for alike answers, on the scale of at least 20 000 shuffled papers per assessment;
- estimates how z-scores of honest sittings hang together by quadrant correlation, and takes p-values of sittings, schools
  and families from 6 000 simulated honest units of the same shape (which z-scores exist, which sittings were observed);
- Benjamini-Hochberg; signals.csv, schools.csv, recheck.csv, result.json.
It does not: check its input row by row, share tau^2 between clusters, refit slopes inside them, ask level-shape, plan the
rechecks, compare observed with unobserved sittings, or write reports for people (HTML, XLSX, annex). The monitor does.
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
from sklearn.preprocessing import StandardScaler

import simple
from simple import KEY, SMALLEST, benjamini_hochberg, proportion, read

CLIP = 1.345
EXACT_UP_TO = 200
DRAWS = 6000
FAMILIES = {
    "high-level": "level", "own-control": "level", "subject-profile": "level",
    "low-spread": "shape", "boundary-heap": "shape", "low-tail": "shape",
    "item-profile": "pattern", "hard-items": "pattern", "response-fit": "pattern", "alike-answers": "pattern",
    "mark-gap": "marking", "absence": "marking",
}


# ------------------------------------------------------------------ peers

def context_of(schools):
    context = schools.drop(columns=["school_id", "name", "municipality", "advanced_program", "confirmed_by_exam"])
    for name in context.columns:
        if name.endswith("_share"):
            share = 0.005 + 0.99 * context[name]
            context[name] = np.log(share / (1 - share))
        elif context[name].dtype != object:
            context[name] = np.log1p(context[name])
    matrix = StandardScaler().fit_transform(pd.get_dummies(context).to_numpy(float))
    return KNNImputer(n_neighbors=10).fit(matrix[:: max(1, len(matrix) // 1000)]).transform(matrix)


def cluster(matrix, random):
    """Number of groups by the gap (Tibshirani, one-error rule), then all schools from the centres of the sample."""
    sample = matrix[:: max(1, len(matrix) // 1000)]
    numbers = range(1, 9)
    models = {k: KMeans(k, n_init=25, random_state=0).fit(sample) for k in numbers}
    centred = sample - sample.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    turned = centred @ axes.T
    low, high = turned.min(0), turned.max(0)
    references = [random.uniform(low, high, turned.shape) @ axes for _ in range(10)]
    logs = np.array([[np.log(KMeans(k, n_init=3, random_state=0).fit(r).inertia_) for r in references] for k in numbers])
    gap = logs.mean(1) - np.log([models[k].inertia_ for k in numbers])
    error = logs.std(1) * np.sqrt(1 + 1 / 10)
    k = next((k for k in numbers[:-1] if k > 1 and gap[k - 1] >= gap[k] - error[k]), 8)
    groups = KMeans(k, init=models[k].cluster_centers_, n_init=1).fit(matrix).labels_
    jaccard = np.zeros(k)
    for _ in range(50):
        drawn = random.integers(0, len(matrix), min(len(matrix), 1000))
        again = KMeans(k, n_init=3, random_state=0).fit(matrix[drawn]).labels_
        both = np.zeros((k, k))
        np.add.at(both, (groups[drawn], again), 1)
        jaccard += (both / np.maximum(1, both.sum(1)[:, None] + both.sum(0) - both)).max(1) / 50
    return groups, jaccard


# ------------------------------------------------------------------ each sitting judged without itself

def solve(x, s, keep, steps=60):
    """Huber's location and tau^2 (Paule and Mandel) for each row of `keep`, a matrix of weights 0 or 1."""
    rows = len(keep)
    centre = np.full(rows, np.median(x))
    tau = np.full(rows, max(0, (1.4826 * np.median(np.abs(x - np.median(x)))) ** 2 - np.median(s)))
    count = keep.sum(1)
    for _ in range(steps):
        precision = keep / (s + tau[:, None])
        root = np.sqrt(precision)
        r = (x - centre[:, None]) * root
        weight = precision * np.minimum(1, CLIP / np.maximum(np.abs(r), 1e-12))
        moved = (weight @ x) / weight.sum(1)
        psi2 = np.minimum(r * r, CLIP * CLIP)
        slope = (psi2 * precision * (np.abs(r) < CLIP)).sum(1)
        wider = np.maximum(0, tau + (psi2.sum(1) - 0.7102 * (count - 1)) / np.maximum(slope, 1e-12))
        change = np.abs(moved - centre).max() + np.abs(wider - tau).max()
        centre, tau = moved, wider
        if change < 1e-9:
            break
    return centre, tau, (keep / (s + tau[:, None])).sum(1)


def step_without(x, s):
    """The common solution, then one step without each unit: sums less the own term."""
    centre, tau, _ = solve(x, s, np.ones((1, len(x))))
    precision = 1 / (s + tau)
    r = (x - centre) * np.sqrt(precision)
    weight = precision * np.minimum(1, CLIP / np.maximum(np.abs(r), 1e-12))
    location = ((weight * x).sum() - weight * x) / (weight.sum() - weight)
    psi2 = np.minimum(r * r, CLIP * CLIP)
    slope = psi2 * precision * (np.abs(r) < CLIP)
    excess = psi2.sum() - psi2 - 0.7102 * (len(x) - 2)
    return location, np.maximum(0, tau + excess / np.maximum(slope.sum() - slope, 1e-12)), precision.sum() - precision


def against_peers(y, variance, group):
    """z-equivalent of each sitting's one-sided p against its cluster without the sitting itself."""
    z = np.full(len(y), np.nan)
    for g in np.unique(group):
        at = np.flatnonzero((group == g) & np.isfinite(y) & np.isfinite(variance))
        m = len(at)
        if m <= SMALLEST:
            continue
        x, s = y[at], np.maximum(variance[at], 1e-12)
        centre, tau, information = solve(x, s, 1 - np.eye(m)) if m <= EXACT_UP_TO else step_without(x, s)
        total = s + tau + 1.05 / information
        freedom = np.maximum(1, 2 * total ** 2 / np.maximum(2 * (m - 1) / information ** 2, 1e-300))
        p = stats.t.sf((x - centre) / np.sqrt(total), freedom)
        z[at] = special.ndtri(np.clip(1 - p, 1e-15, 1 - 1e-15))
    return z


def less_context(y, variance, context):
    """What size and context explain over the region, removed: Huber's regression with ridge, by reweighting."""
    ok = np.isfinite(y) & np.isfinite(variance)
    x = np.column_stack([np.ones(ok.sum()), np.clip(context[ok], -2.5, 2.5)])
    tau = max(0, (1.4826 * np.median(np.abs(y[ok] - np.median(y[ok])))) ** 2 - np.median(variance[ok]))
    scale = np.sqrt(variance[ok] + tau + 1e-12)
    ridge = np.diag(np.r_[0, np.full(x.shape[1] - 1, 15 * (scale ** -2).mean())])
    beta = np.zeros(x.shape[1])
    for _ in range(50):
        r = (y[ok] - x @ beta) / scale
        weight = np.minimum(1, CLIP / np.maximum(np.abs(r), 1e-12)) / scale ** 2
        moved = np.linalg.solve(x.T @ (x * weight[:, None]) + ridge, x.T @ (weight * y[ok]))
        done = np.abs(moved - beta).max() < 1e-10
        beta = moved
        if done:
            break
    rest = np.full(len(y), np.nan)
    rest[ok] = y[ok] - x[:, 1:] @ beta[1:]
    return rest


# ------------------------------------------------------------------ papers

def response_fit(answers, items, score, school, n, group):
    """Mean weight of odd papers against shuffling inside equal totals: mean and variance in closed form."""
    T = score.max() + 1
    size = np.bincount(score, minlength=T)
    fit = np.zeros(len(score))
    for j, maximum in enumerate(items):
        counts = np.zeros((T, maximum + 2))
        np.add.at(counts, (score, answers[:, j]), 1)
        fit -= np.log(np.maximum(counts, 0.5) / np.maximum(size, 1)[:, None])[score, answers[:, j]]
    moment = lambda values: np.bincount(score, values, T) / np.maximum(size, 1)
    mean = moment(fit)
    sd = np.sqrt(np.maximum(moment((fit - mean[score]) ** 2), 1e-12))
    weight = np.exp(0.3 * np.minimum((fit - mean[score]) / sd[score], 5))
    usual = moment(weight)
    variance = moment((weight - usual[score]) ** 2) * size / np.maximum(1, size - 1)
    m = len(n)
    held = np.zeros((m, T))
    np.add.at(held, (school, score), 1)
    of_sum = (held * (1 - held / np.maximum(size, 1))) @ variance
    excess = np.bincount(school, weight - usual[score], m)
    ratio = 1 + excess / (n * weight.mean())
    relative = of_sum / (n * weight.mean()) ** 2
    y = (1 - 1 / ratio ** 2) / 2 + 1.5 * relative
    return ratio, against_peers(y, relative, group)


def alike_answers(answers, items, score, school, n, group, random):
    """Best partner of each paper in its sitting, on the scale of shuffled papers."""
    J, kinds = len(items), max(items) + 2
    blocks = np.searchsorted(np.cumsum(np.bincount(score)) // 30, np.arange(score.max() + 1))
    block = np.unique(blocks, return_inverse=True)[1][score]
    B = block.max() + 1
    counts = np.zeros((B, J, kinds))
    np.add.at(counts, (block[:, None], np.arange(J), answers), 1)
    chance = np.maximum(counts, 0.5) / np.bincount(block)[:, None, None]
    cost = -0.5 * np.log(chance)
    # Moments of what two papers of given blocks share, item by item.
    flat, priced = chance.reshape(B, -1), (chance * cost).reshape(B, -1)
    squared = (chance * cost ** 2).reshape(B, -1)
    mean = flat @ priced.T + priced @ flat.T
    variance = flat @ squared.T + squared @ flat.T + 2 * priced @ priced.T
    for j in range(J):
        one = chance[:, j] @ (chance * cost)[:, j].T
        variance -= (one + one.T) ** 2
    sd = np.sqrt(np.maximum(variance, 0.25))
    pair_class = np.where(variance >= 0.25, np.minimum(11, np.log2(np.maximum(variance, 0.25) / 0.25).astype(int)), -1)
    place = np.arange(J) * kinds + answers
    price = cost[block[:, None], np.arange(J), answers]

    def likeness(members):
        h = len(members)
        shown = np.zeros((h, J * kinds))
        paid = np.zeros((h, J * kinds))
        rows = np.arange(h)[:, None]
        shown[rows, place[members]] = 1
        paid[rows, place[members]] = price[members]
        half = paid @ shown.T
        b = block[members]
        cell = np.ix_(b, b)
        return (half + half.T - mean[cell]) / sd[cell], pair_class[cell]

    def sittings(order):
        return np.split(order, np.cumsum(n)[:-1])

    by_school = np.argsort(school, kind="stable")
    rank = np.argsort(score[by_school], kind="stable")
    shuffles = []
    for _ in range(min(20, -(-20000 // len(score)))):
        mixed = np.empty(len(score), int)
        mixed[rank] = by_school[np.lexsort((random.random(len(score)), score[by_school]))]
        shuffles += sittings(mixed)
    found = [likeness(members) for members in shuffles]
    upper = [np.triu_indices(len(z), 1) for z, _ in found]
    z = np.concatenate([f[0][u] for f, u in zip(found, upper)])
    c = np.concatenate([f[1][u] for f, u in zip(found, upper)])
    enough = np.bincount(c + 1, minlength=13)[1:] >= 30
    centre, spread, skew = np.zeros(12), np.full(12, np.inf), np.zeros(12)
    for k in np.flatnonzero(enough):
        centre[k], spread[k], skew[k] = z[c == k].mean(), z[c == k].std(), stats.skew(z[c == k])

    def best(z, c):
        standard = np.where(c >= 0, (z - centre[c]) / spread[c], -np.inf)
        np.fill_diagonal(standard, -np.inf)
        partner = standard.argmax(1)
        rows = np.arange(len(z))
        return standard[rows, partner], skew[c[rows, partner]], (standard > -np.inf).sum(1)

    def totals(all_found):
        parts = [best(z, c) for z, c in all_found]
        top, own_skew, partners = (np.concatenate([part[k] for part in parts]) for k in range(3))
        shape = 4 / np.maximum(own_skew, 1e-3) ** 2
        p = np.maximum(special.gammaincc(shape, np.maximum(0, shape + top * np.sqrt(shape))), 1e-12)
        value = np.where(partners > 0, -np.log(np.maximum(-np.expm1(partners * np.log1p(-np.minimum(p, 1 - 1e-12))), 1e-300)), 0)
        lengths = [len(part[0]) for part in parts]
        owner = np.repeat(np.arange(len(parts)), lengths)
        return np.bincount(owner, value, len(parts)), np.bincount(owner, partners > 0, len(parts))

    null_sum, null_n = totals(found)
    per_paper = null_sum.sum() / null_n.sum()
    size_class = lambda h: np.log2(np.maximum(h, 1)).astype(int)
    overall = ((null_sum - null_n * per_paper) ** 2).sum() / null_n.sum()
    own_mean, own_variance = np.full(20, per_paper), np.full(20, overall)
    for k in np.unique(size_class(null_n)):
        of = size_class(null_n) == k
        if of.sum() >= 50:
            own_mean[k] = null_sum[of].sum() / null_n[of].sum()
            own_variance[k] = ((null_sum[of] - null_n[of] * own_mean[k]) ** 2).sum() / null_n[of].sum()
    real_sum, real_n = totals([likeness(members) for members in sittings(by_school)])
    k = size_class(real_n)
    scale = own_variance[k] / own_mean[k]
    p = special.gammaincc(np.maximum(real_n * own_mean[k] / scale, 1e-9), real_sum / scale)
    score_of = -special.ndtri(np.clip(p, 1e-300, 1 - 1e-12))
    y = np.where(real_n > 0, score_of / np.sqrt(np.maximum(1, real_n)), np.nan)
    return real_sum, against_peers(y, 1 / np.maximum(1, real_n), group)


def measure(papers, test, cluster_of, context_of_school, random):
    simple.against_peers = against_peers
    school, ids = pd.factorize(papers.school_id.astype(str))
    context = context_of_school.loc[ids].to_numpy()
    group = cluster_of.loc[ids].to_numpy()
    n = np.bincount(school)
    context = np.column_stack([context, stats.zscore(np.log(n))])
    # Of the simple script's detectors, those on level, spread and marks get their context removed first.
    of_context = {"on": True}

    def with_context(y, variance, groups):
        return against_peers(less_context(y, variance, context) if of_context["on"] else y, variance, groups)

    items = [int(x) for x in str(test.item_max).split("|")]
    simple.against_peers = with_context
    original = simple.patterns

    def patterns(answers, items, score, school, n, m, mean, group):
        of_context["on"] = False
        raw = papers[[f"item_{j + 1}" for j in range(len(items))]].to_numpy(float)
        kinds = np.where(np.isfinite(raw), raw, max(items) + 1).astype(int)
        out = item_detectors(answers, items, score, school, n, m, mean, group)
        blank = [max(items)] * len(items)
        out["response-fit"] = response_fit(kinds, blank, score, school, n, group)
        out["alike-answers"] = alike_answers(kinds, items, score, school, n, group, random)
        return out

    simple.patterns = patterns
    try:
        return simple.measure(papers, test, cluster_of)[0]
    finally:
        simple.patterns = original


def item_detectors(answers, items, score, school, n, m, mean, group):
    """Item profile and hard items, as in the simple script but for the yardstick."""
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
    V = np.tensordot(table * (1 - table / np.maximum(per_total, 1)), covariance, 1)
    level = n * (mean - score.mean())
    deviation = deviation - np.outer(level, level @ deviation / max(level @ level, 1e-9))
    scale = 1 / np.sqrt(np.maximum(np.einsum("sjj->sj", V).mean(0), 1e-9))
    form = ((deviation * scale) ** 2).sum(1)
    W = V * scale[None, :, None] * scale[None, None, :]
    first, second = np.einsum("sjj->s", W), 2 * np.einsum("sjk,skj->s", W, W)
    # Cube root of a quadratic form in its own mean: nearly normal (Wilson and Hilferty), so that peers can be fitted.
    shape = first ** 2 / np.maximum(second, 1e-12)
    root = np.cbrt(form / np.maximum(first, 1e-12)) - (1 - 1 / (9 * np.maximum(shape, 1e-3)))
    difficulty = 1 - answers.mean(0) / np.array(items)
    weights = difficulty - difficulty.mean()
    hard = deviation @ weights / n
    hard_variance = np.einsum("j,sjk,k->s", weights, V, weights) / n ** 2
    return {
        "item-profile": (form, against_peers(root, 1 / (9 * np.maximum(shape, 1e-3)), group)),
        "hard-items": (hard, against_peers(hard, np.maximum(hard_variance, 1e-9), group)),
    }


# ------------------------------------------------------------------ evidence

def quadrant(products, assumed, prior=40):
    products = products[np.isfinite(products)]
    estimate = np.sin(np.pi / 2 * products.mean()) if len(products) else assumed
    return np.clip((len(products) * estimate + prior * assumed) / (len(products) + prior), -0.95, 0.95)


def dependence(z, school, cohort):
    sign = np.sign(z - np.nanmedian(z, 0))
    D = z.shape[1]
    between = np.eye(D)
    for a in range(D):
        for b in range(a):
            between[a, b] = between[b, a] = quadrant(sign[:, a] * sign[:, b], 0)
    for keep in np.arange(1, 0.05, -0.05):
        drawn = keep * between + (1 - keep) * np.eye(D)
        if np.linalg.eigvalsh(drawn)[0] > 1e-6:
            break
    order = pd.DataFrame({"school": school, "at": np.arange(len(school))})
    pairs = order.merge(order, on="school")
    pairs = pairs[pairs["at_x"] < pairs["at_y"]]
    i, j = pairs["at_x"].to_numpy(), pairs["at_y"].to_numpy()
    same = cohort[i] == cohort[j]
    products = sign[i] * sign[j]
    of_school = np.array([max(0, quadrant(products[~same, d], 0.2)) for d in range(D)])
    of_cohort = np.array([max(0, quadrant(products[same, d], 0.3) - of_school[d]) for d in range(D)])
    return drawn, of_school, of_cohort


def strength(z, weight, columns, deviation):
    """Strengths of units `[unit, sitting, detector]`, NaN where nothing was measured: one column per family, then all."""
    top = np.nan_to_num(np.fmax(z, 0))
    square = np.stack([top[:, :, of].max(2) ** 2 for of in columns], 2)
    square = np.concatenate([square, square.sum(2, keepdims=True)], 2)
    best = -np.sort(-square, 1)[:, :3].sum(1)
    whole = np.maximum(0, np.nansum(z * weight[None, :, None], 1) / deviation)
    of_whole = np.stack([whole[:, of].max(1) ** 2 for of in columns], 1)
    return best + np.concatenate([of_whole, of_whole.sum(1, keepdims=True)], 1)


class Honest:
    """Chances of honest units of the same shape, from 6 000 draws of Student's t with 20 degrees of freedom."""

    def __init__(self, between, of_school, of_cohort, columns, random):
        self.factor = np.linalg.cholesky(between)
        self.shares = np.sqrt(of_school), np.sqrt(of_cohort), np.sqrt(np.maximum(0, 1 - of_school - of_cohort))
        self.of_school, self.of_cohort, self.columns, self.random = of_school, of_cohort, columns, random
        self.parts = {}
        self.known = {}

    def part(self, kind, number):
        if (kind, number) not in self.parts:
            D = len(self.factor)
            normal = self.random.standard_normal((DRAWS, D)) * np.sqrt(18 / self.random.gamma(10, 2, (DRAWS, 1)))
            self.parts[kind, number] = normal @ self.factor.T * self.shares[kind]
        return self.parts[kind, number]

    def p(self, z, weight, cohort):
        measured = np.isfinite(z)
        cohort = np.unique(cohort, return_inverse=True)[1]
        shape = (measured.tobytes(), weight.tobytes(), cohort.tobytes())
        w = weight[:, None] * measured
        if shape not in self.known:
            same = (cohort[:, None] == cohort).astype(float)
            variance = (w ** 2).sum(0)
            off = 1 - np.eye(len(w))
            variance = variance + self.of_school * np.einsum("id,ij,jd->d", w, off, w)
            variance = variance + self.of_cohort * np.einsum("id,ij,jd->d", w, off * same, w)
            deviation = np.sqrt(np.maximum(variance, 1e-12))
            drawn = np.stack([self.part(0, 0) + self.part(1, c) + self.part(2, i) for i, c in enumerate(cohort)], 1)
            drawn[:, ~measured] = np.nan
            self.known[shape] = deviation, np.sort(strength(drawn, weight, self.columns, deviation), 0)
        deviation, honest = self.known[shape]
        own = strength(z[None], weight, self.columns, deviation)[0]
        start = int(0.98 * DRAWS)
        p = np.empty(len(own))
        for f, value in enumerate(own):
            if value <= honest[start, f]:
                p[f] = (DRAWS - np.searchsorted(honest[:, f], value) + 1) / (DRAWS + 1)
            else:
                p[f] = 0.02 * np.exp(-(value - honest[start, f]) / max(1e-9, (honest[start:, f] - honest[start, f]).mean()))
        present = [measured[:, of].any() for of in self.columns]
        p[:-1][~np.array(present)] = np.nan
        return p


def main():
    folder, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    random = np.random.default_rng(1)
    schools, results, assessments, participation, observers = read(folder)
    matrix = context_of(schools)
    schools["peer_group"], jaccard = cluster(matrix, random)
    cluster_of = schools.set_index("school_id").peer_group
    advanced = (schools.advanced_program == "да").to_numpy(float)
    context = pd.DataFrame(np.column_stack([stats.zscore(matrix), advanced]), index=schools.school_id)
    frames = []
    for _, test in assessments.iterrows():
        papers = results[(results.subject == test.subject) & (results.grade == test.grade) & (results.year == test.year)]
        if len(papers):
            frames.append(measure(papers, test, cluster_of, context, random))
    simple.against_peers = against_peers
    frame = simple.across(pd.concat(frames, ignore_index=True), participation, observers)
    names = list(FAMILIES)
    z = np.clip(frame[[f"{name} z" for name in names]].to_numpy(), -8, 8)
    families = list(dict.fromkeys(FAMILIES.values()))
    columns = [[d for d, name in enumerate(names) if FAMILIES[name] == family] for family in families]
    school, ids = pd.factorize(frame.school_id)
    cohort = frame.grade.to_numpy()
    honest = Honest(*dependence(z, school, cohort), columns, random)
    one = np.ones(1)
    chances = np.array([honest.p(z[i:i + 1], one, cohort[i:i + 1]) for i in range(len(z))])
    frame["p"] = chances[:, -1]
    for f, family in enumerate(families):
        frame[f"p {family}"] = chances[:, f]
    honest.known.clear()
    weight = np.where(frame.observer == "да", 0.5, 1.0)
    of_school = {}
    for number, rows in enumerate(np.split(np.argsort(school, kind="stable"), np.cumsum(np.bincount(school))[:-1])):
        of_school[ids[number]] = honest.p(z[rows], weight[rows], cohort[rows])
        honest.known.clear()
    schools["p"] = schools.school_id.map({name: p[-1] for name, p in of_school.items()})
    for f, family in enumerate(families):
        schools[f"p {family}"] = schools.school_id.map({name: p[f] for name, p in of_school.items()})
    measured = schools.p.notna()
    schools.loc[measured, "q"] = benjamini_hochberg(schools.p[measured].to_numpy())
    signals = frame.melt(KEY + ["n"], [f"{name} value" for name in names], "detector", "value")
    signals["p"] = stats.norm.sf(z).T.ravel()
    signals.to_csv(f"{out}/signals.csv", index=False)
    schools.to_csv(f"{out}/schools.csv", index=False)
    listed = set(schools.school_id[schools.q <= 0.1])
    frame["recheck"] = (frame.school_id.isin(listed) & (frame.p <= 0.05)) | (frame.observer != "да")
    frame[frame.recheck].sort_values("p").to_csv(f"{out}/recheck.csv", index=False, sep=";", decimal=",", encoding="utf-8-sig")
    with open(f"{out}/result.json", "w", encoding="utf-8") as file:
        json.dump({"schools": schools.to_dict("records"), "sittings": frame.to_dict("records"), "signals": signals.to_dict("records"),
                   "stability": jaccard.tolist()}, file, ensure_ascii=False)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"papers": len(results), "sittings": len(frame), "schools": len(schools), "listed": len(listed),
                      "seconds": usage.ru_utime + usage.ru_stime, "megabytes": usage.ru_maxrss / 1024}))


if __name__ == "__main__":
    main()
