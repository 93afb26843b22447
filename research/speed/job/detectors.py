"""Detectors that look at scores and marks: level, spread, heaps, tails, marks, absence; and a school's own other results."""
import numpy as np
from scipy import special, stats

from .expectation import expectations, in_context, line_over_bins, robust_variance

LEAST = {
    "high-level": 2, "own-control": 2, "subject-profile": 2, "low-spread": 8, "boundary-heap": 20, "low-tail": 13,
    "level-shape": 8, "mark-gap": 3, "own-mark-gap": 3, "absence": 5, "item-profile": 3, "hard-items": 5, "response-fit": 2,
    "alike-answers": 3,
}
WINDOW = 2


class Sittings:
    """One assessment: papers in the order of its sittings, and what is counted of them."""

    def __init__(self, frame, papers, items, test, context):
        self.frame, self.items, self.test = frame, items, test
        self.n = frame.n.to_numpy()
        self.m = len(frame)
        self.sitting = np.repeat(np.arange(self.m), self.n)
        self.start = np.cumsum(self.n) - self.n
        self.score = papers.score.to_numpy(int)
        self.journal = np.nan_to_num(papers.journal_mark.to_numpy(float)).astype(int)
        self.variant = papers.variant.to_numpy(int)
        self.group = frame.group.to_numpy()
        self.enrolled = frame.enrolled.to_numpy(float)
        self.advanced = context[:, 0]
        size = np.log(np.where(np.isfinite(self.enrolled), self.enrolled, self.n))
        self.context = np.column_stack([size, context])
        self.cuts = [int(test.cut_3), int(test.cut_4), int(test.cut_5)]
        self.counts = count(self.sitting, self.score, self.m, int(test.max_score) + 1)
        points = np.arange(self.counts.shape[1])
        self.mean = self.counts @ points / self.n
        self.squares = np.maximum(0, self.counts @ points ** 2 - self.n * self.mean ** 2)
        self.within = self.squares.sum() / (self.n - 1).sum()

    def enough(self, name, values):
        return np.where(self.n >= LEAST[name], values, np.nan)


def count(row, column, rows, columns):
    return np.bincount(row * columns + column, minlength=rows * columns).reshape(rows, columns).astype(float)


def tilt(base, mean):
    """Distributions nearest to `base` (one, or one per mean) with the given means: base exp(lambda t)."""
    base = np.broadcast_to(base, (len(mean), base.shape[-1]))
    points = np.arange(base.shape[1])
    held = base > 0
    low, high = held.argmax(1), base.shape[1] - 1 - held[:, ::-1].argmax(1)
    margin = 1e-3 * (high - low)
    wished = np.clip(mean, low + margin, high - margin)
    lam, left, right = np.zeros(len(mean)), np.full(len(mean), -50.0), np.full(len(mean), 50.0)
    logs = np.where(held, np.log(np.where(held, base, 1)), -np.inf)
    for _ in range(100):
        weight = logs + lam[:, None] * points
        p = np.exp(weight - weight.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        found = p @ points
        variance = p @ points ** 2 - found ** 2
        if (np.abs(found - wished) <= 1e-9 * (1 + high - low)).all():
            break
        left, right = np.where(found < wished, lam, left), np.where(found < wished, right, lam)
        step = lam + (wished - found) / np.maximum(variance, 1e-12)
        lam = np.where((step > left) & (step < right), step, (left + right) / 2)
    distance = points - found[:, None]
    variance = (p * distance ** 2).sum(1)
    return p, found, variance, (p * distance ** 4).sum(1) / np.maximum(variance, 1e-300) ** 2


# ------------------------------------------------------------------ level

def high_level(t):
    variance = t.within * (1 / t.n + 0.03 / np.ceil(t.n / 25))
    y = t.enough("high-level", t.mean)
    e = in_context(y, variance, t.group, t.context, reference=t.frame.observed.to_numpy())
    return {"high-level": (t.mean, t.mean - e["expected"], e["p"], t.n)}


def standing(y, variance, t):
    e = in_context(y, variance, t.group, t.context)
    return y - e["expected"], np.where(np.isfinite(e["tau2"]), variance, np.nan), e["tau2"]


def level_standing(t):
    return standing(t.enough("own-control", t.mean / np.sqrt(t.within)), 1 / t.n, t), np.sqrt(t.within), t.n


# ------------------------------------------------------------------ shape

def low_spread(t):
    y, variance, power = [np.full(t.m, np.nan) for _ in range(3)]
    ok = t.n >= LEAST["low-spread"]
    n = t.n[ok]
    _, _, usual, kurtosis = tilt(t.counts[ok].sum(0), t.mean[ok])
    freedom = np.maximum(1, 2 * n / (kurtosis - (n - 3) / (n - 1)))
    power[ok] = 1 / (3 * (1 + freedom / 200))
    y[ok] = (1 - (t.squares[ok] / (n - 1) / usual) ** power[ok]) / power[ok] - (1 - power[ok]) / freedom
    variance[ok] = 2 / freedom
    e = expectations(y, variance, t.group, t.advanced)
    ratio = lambda y: np.maximum(1 - power * y, 0) ** (1 / (2 * power))
    value = ratio(y) / np.maximum(0.05, ratio(e["expected"]))
    return {"low-spread": (value, 1 - value, e["p"], t.n)}


def boundary_heap(t):
    of = np.flatnonzero(t.n >= LEAST["boundary-heap"])
    counts, group = t.counts[of], t.group[of]
    peers = np.stack([counts[group == g].sum(0) for g in range(t.group.max() + 1)])[group] - counts
    nearby = lambda table: sum(table[:, c - WINDOW:c + WINDOW].sum(1) for c in t.cuts)
    base = np.where((nearby(peers) >= 200)[:, None], peers, counts.sum(0) - counts)
    p, mean, variance, _ = tilt(base, t.mean[of])
    below = lambda table: np.stack([table[:, c - WINDOW:c].sum(1) for c in t.cuts], 1)
    above = lambda table: np.stack([table[:, c:c + WINDOW].sum(1) for c in t.cuts], 1)
    all_near = below(p) + above(p)
    known = all_near > 0
    share = np.where(known, above(p) / np.where(known, all_near, 1), 0.5)
    near = np.where(known, below(counts) + above(counts), 0)
    hits, trials = np.where(known, above(counts), 0).sum(1), near.sum(1)
    part = np.zeros_like(p)
    for k, c in enumerate(t.cuts):
        part[:, c - WINDOW:c], part[:, c:c + WINDOW] = -share[:, [k]], 1 - share[:, [k]]
    squares, product = (p * part ** 2).sum(1), (p * part * (np.arange(p.shape[1]) - mean[:, None])).sum(1)
    given_mean = np.maximum(0.5, 1 - product ** 2 / np.maximum(squares * variance, 1e-300))
    # Exact distribution of the sum of binomials over the cut-offs, by its characteristic function.
    length = int(trials.max()) + 1
    wave = np.exp(2j * np.pi * np.arange(length) / length)
    points = np.fft.fft(np.prod((1 - share[..., None] + share[..., None] * wave) ** near[..., None], 1)).real / length
    points = np.maximum(points, 0)
    lower = np.cumsum(points, 1) - points
    rows = np.arange(len(of))

    def z_of(hit):
        at = points[rows, hit]
        down, up = lower[rows, hit] + at / 2, 1 - lower[rows, hit] - at / 2
        return np.where(up < down, -special.ndtri(np.clip(up, 1e-15, 1)), special.ndtri(np.clip(down, 1e-15, 1)))

    trials, hits = trials.astype(int), hits.astype(int)
    stands_out = z_of(trials) >= 2.576
    y, s = np.full(t.m, np.nan), np.full(t.m, np.nan)
    y[of] = np.where(stands_out, z_of(hits) / np.sqrt(np.maximum(1, trials)), np.nan)
    s[of] = given_mean / np.maximum(1, trials)
    e = expectations(y, s, t.group)
    value, effect = np.full((2, t.m), np.nan)
    value[of] = hits / np.maximum(1, trials)
    effect[of] = hits - (near * share).sum(1)
    t.frame.loc[t.frame.index[of], "heap"] = hits - (near * neutral_shares(1e4 * p, t.cuts)).sum(1)
    return {"boundary-heap": (value, effect, e["p"], t.n)}


def neutral_shares(counts, cuts):
    """Share above each cut-off of a smooth distribution: Poisson regression on a cubic and a step per cut-off, all rows at
    once. The absolute figure beside the peers."""
    points = np.arange(counts.shape[1])
    x = 2 * points / points[-1] - 1
    step = lambda c: ((points >= c) & (points < c + WINDOW)).astype(float) - ((points >= c - WINDOW) & (points < c))
    X = np.column_stack([np.ones_like(x), x, x ** 2, x ** 3, *(step(c) for c in cuts)])
    outer = (X[:, :, None] * X[:, None]).reshape(len(x), -1)
    mean = counts + 0.5
    for _ in range(8):
        matrix = (mean @ outer).reshape(-1, X.shape[1], X.shape[1]) + 1e-6 * np.eye(X.shape[1])
        right = (mean * np.log(mean) + counts - mean) @ X
        beta = np.linalg.solve(matrix, right[..., None])[..., 0]
        mean = np.exp(np.minimum(40, beta @ X.T))
    smooth = np.exp(np.minimum(40, beta[:, :4] @ X[:, :4].T))
    sums = [(smooth[:, c:c + WINDOW].sum(1), smooth[:, c - WINDOW:c + WINDOW].sum(1)) for c in cuts]
    return np.stack([above / both for above, both in sums], 1)


def levels_at_mean(t, name):
    """Of the sittings with enough pupils: pupils per mark, their usual shares at this mean, and slopes of the shares."""
    of = np.flatnonzero(t.n >= LEAST[name])
    p, mean, variance, _ = tilt(t.counts[of].sum(0), t.mean[of])
    edges = [0, *t.cuts]
    by_level = lambda table: np.add.reduceat(table, edges, 1)
    slope = by_level(p * (np.arange(p.shape[1]) - mean[:, None])) / np.sqrt(variance)[:, None]
    return of, by_level(t.counts[of]), by_level(p), slope


def low_tail(t):
    of, counts, share, slope = levels_at_mean(t, "low-tail")
    n = t.n[of]
    usual, failing = n * share[:, 0], counts[:, 0]
    per_pupil = np.maximum(share[:, 0] * (1 - share[:, 0]) - slope[:, 0] ** 2, 1e-9)
    sd = np.sqrt(n * per_pupil)
    skew = (1 - 2 * share[:, 0]) / sd

    def z_of(failing):
        x = np.minimum((failing - usual) / sd, np.where(skew > 0, 3 / np.where(skew > 0, skew, 1), np.inf))
        return -(x - skew / 6 * (x * x - 1))

    y, effect, value = np.full((3, t.m), np.nan)
    stands_out = (usual > 0.5) & (z_of(0.5) >= 2.576)
    y[of] = np.where(stands_out, z_of(failing + 0.5) / np.sqrt(n), np.nan)
    value[of], effect[of] = failing / n, usual - failing
    e = expectations(y, 1 / t.n, t.group, freedom=25)
    return {"low-tail": (value, effect, e["p"], t.n)}


def cell_freedom(m):
    """What a cell of a Poisson count with mean m adds to the likelihood ratio by chance."""
    x = np.arange(80)
    m = np.maximum(m, 1e-12)[..., None]
    point = stats.poisson.pmf(x, np.minimum(m, 20))
    gain = 2 * (special.xlogy(x, x / m) - (x - m))
    return np.where(m[..., 0] > 20, 1 + 1 / (6 * m[..., 0]), (point * gain).sum(-1))


def level_shape(t):
    of, counts, share, slope = levels_at_mean(t, "level-shape")
    n = t.n[of]
    held = share > 0
    safe = np.where(held, share, 1)
    usual = n[:, None] * safe
    ratio = np.maximum(0, 2 * (special.xlogy(counts, counts / usual) * held).sum(1))
    freedom = (held * cell_freedom(usual) * np.maximum(0, 1 - share - slope ** 2 / safe)).sum(1)
    ok = freedom >= 0.75
    y, variance, effect, value = np.full((4, t.m), np.nan)
    chance = 2 / (9 * np.maximum(freedom, 1e-9))
    line = line_over_bins(n[ok], (ratio / (freedom * (1 - chance) ** 3))[ok], np.median, 10)
    misfit = 1 if line is None else np.maximum(0.5, line[0] + max(0, line[1]) * n)
    root = np.where(ok, np.cbrt(ratio / (np.maximum(freedom, 1e-9) * misfit)) - (1 - chance), np.nan)
    line = line_over_bins(n[ok], (root / np.sqrt(chance))[ok], robust_variance, 10)
    factor = 1 if line is None else np.clip(line[0] + line[1] * n, 0.8, 2)
    y[of], variance[of] = root, chance * factor
    away = counts - n[:, None] * share
    value[of], effect[of] = ratio / n, np.maximum(0, away).sum(1)
    e = in_context(y, variance, t.group, t.context, freedom=28 * (1 + (35 / t.n) ** 2))
    return {"level-shape": (value, effect, e["p"], t.n)}


# ------------------------------------------------------------------ marks and absence

def mark_gap(t):
    known = t.journal > 0
    gap = 2.0 + np.searchsorted(t.cuts, t.score, side="right") - t.journal
    own = t.sitting[known]
    n = np.bincount(own, minlength=t.m)
    mean = np.bincount(own, gap[known], t.m) / np.maximum(n, 1)
    squares = np.bincount(own, gap[known] ** 2, t.m) - n * mean ** 2
    ok = n >= LEAST["mark-gap"]
    within = squares[ok].sum() / (n[ok] - 1).sum()
    e = in_context(np.where(ok, mean, np.nan), within / np.maximum(n, 1), t.group, t.context, freedom=50)
    return {"mark-gap": (mean, mean - e["expected"], e["p"], n)}


def surplus_standing(t):
    """Scores above what pupils with the same journal mark reach in the other schools."""
    known = t.journal > 0
    cell = t.sitting[known] * 6 + t.journal[known]
    score = t.score[known].astype(float)
    powers = (np.ones(len(score)), score, score ** 2)
    n, total, squares = (np.bincount(cell, power, 6 * t.m).reshape(-1, 6) for power in powers)
    others = n.sum(0) - n
    usual = np.where(others > 0, (total.sum(0) - total) / np.maximum(others, 1), 0)
    n, total, squares = (np.where(others > 0, own, 0) for own in (n, total, squares))
    count, surplus = n.sum(1), (total - n * usual).sum(1)
    scatter = np.maximum(0, (squares - 2 * usual * total + n * usual ** 2).sum(1) - surplus ** 2 / np.maximum(count, 1))
    ok = count >= LEAST["own-mark-gap"]
    sd = np.sqrt(scatter[ok].sum() / (count[ok] - 1).sum())
    mean = surplus / np.maximum(count, 1)
    return standing(np.where(ok, mean / sd, np.nan), 1 / np.maximum(count, 1), t), sd, count


NODES = (np.arange(25) - 12) / 3
WEIGHTS = np.exp(-NODES ** 2 / 2)


def absence(t):
    ok = (t.n >= LEAST["absence"]) & (t.enrolled >= t.n)
    enrolled, absent = np.where(ok, t.enrolled, 1).astype(int), np.where(ok, t.enrolled - t.n, 0).astype(int)
    sums = lambda values: np.bincount(t.group, values * ok)[t.group]
    large = np.bincount(t.group, t.n >= LEAST["absence"])[t.group] > 8
    out = np.where(large, sums(absent), (absent * ok).sum()) - absent
    of = np.where(large, sums(enrolled), (enrolled * ok).sum()) - enrolled * ok
    usual = (out + 0.5) / (of + 1)
    # Mean and variance of the log odds over the binomial distribution, a rectangle of all sittings and counts at once.
    k = np.arange(enrolled.max() + 1)
    odds = np.log((k + 0.5) / np.maximum(enrolled[:, None] - k + 0.5, 0.5))
    point = np.exp(special.gammaln(enrolled + 1)[:, None] - special.gammaln(k + 1)
                   - special.gammaln(np.maximum(enrolled[:, None] - k, 0) + 1)
                   + k * np.log(usual)[:, None] + (enrolled[:, None] - k) * np.log1p(-usual)[:, None])
    point[k > enrolled[:, None]] = 0
    mean = (point * odds).sum(1)
    variance = np.maximum(0, (point * odds ** 2).sum(1) - mean ** 2)
    y = np.where(ok, odds[np.arange(t.m), absent] - mean, np.nan)
    e = in_context(y, np.where(ok, variance, np.nan), t.group, t.context)
    middle = special.logit(usual) + e["expected"]
    spread = np.sqrt(0.8 * e["tau2"] + e["se2"])
    share = special.expit(middle[:, None] + spread[:, None] * NODES)

    def upper(k):
        tail = special.betainc(np.maximum(k, 1)[:, None], np.maximum(enrolled - k + 1, 1)[:, None], share)
        return np.where(k[:, None] <= 0, 1, tail)

    more = np.where((absent < enrolled)[:, None], upper(absent + 1), 0)
    p = np.clip(((upper(absent) + more) / 2) @ WEIGHTS / WEIGHTS.sum(), 1e-300, 1)
    return {"absence": (absent / enrolled, absent - enrolled * special.expit(middle), np.where(ok, p, np.nan), enrolled)}


# ------------------------------------------------------------------ a school's other results of the year

def against_control(frame, found, enough, over_controls, name):
    """Each standing less the mean standing of its controls; chance by bins, the rest judged by the peers as ever.

    `over_controls` sums a column over the controls of each sitting, the sitting itself left out.
    """
    above, variance, tau2, points, n = found
    known = np.isfinite(above) & np.isfinite(tau2)
    weight = np.where(known, 1 / (variance + 0.5 * tau2), 0)
    total = over_controls(weight)
    control = over_controls(weight * np.nan_to_num(above)) / np.where(total > 0, total, 1)
    control_variance = over_controls(weight ** 2 * np.nan_to_num(variance)) / np.where(total > 0, total, 1) ** 2
    ok = known & (total > 1e-9) & enough
    y = np.where(ok, above - control, np.nan)
    s = np.where(ok, variance + control_variance, np.nan)
    line = line_over_bins(s[ok], y[ok], robust_variance, 20)
    s = s * (1 if line is None else np.clip(line[1], 0.05, 1))
    effect, p = np.full((2, len(frame)), np.nan)
    for rows in frame.groupby("test").indices.values():
        e = expectations(y[rows], s[rows], frame.group.to_numpy()[rows])
        effect[rows], p[rows] = (y[rows] - e["expected"]) * points[rows], e["p"]
    return {name: (y, effect, p, n)}


def own_controls(frame, able):
    """Other sittings of the school and year; of an unobserved one the observed ones alone, where there are two."""
    key = frame.groupby(["school", "year"]).ngroup().to_numpy()
    seen = frame.observed.to_numpy() & able
    sums = lambda values, of: np.bincount(key, values * of, key.max() + 1)[key]
    enough = able & (sums(1.0, able) - 1 >= 2)
    alone = ~seen & (sums(1.0, seen) >= 2)
    return enough, lambda values: np.where(alone, sums(values, seen), sums(values, able) - values * able)


def subject_controls(frame, able):
    """The other subjects of the same grade."""
    key = frame.groupby(["school", "year", "grade"]).ngroup().to_numpy()
    sums = lambda values: np.bincount(key, values * able, key.max() + 1)[key]
    return able & (sums(1.0) >= 2), lambda values: sums(values) - values * able
