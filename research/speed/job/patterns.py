"""Detectors that look at answers: item profile, hard items, response fit, alike answers.

Papers of the same variant and total (a stratum) may change places between honest schools; moments under such
shuffling in closed form. docs/method-patterns.md.
"""
import numpy as np
from scipy import special, stats

from .detectors import count
from .expectation import expectations, t_upper

PER_BLOCK, CUT, CONVEXITY, DRAWS = 30, 1.5, 0.15, 4000
CLASSES, SHUFFLED_PAPERS, MOST_SHUFFLES, CELLS = 12, 20_000, 20, 60_000
CUT_MEAN = 1 - 2 * stats.norm.sf(CUT) - 2 * CUT * stats.norm.pdf(CUT) + 2 * CUT ** 2 * stats.norm.sf(CUT)


class Strata:
    def __init__(self, t):
        self.t = t
        self.J = t.items.shape[1]
        self.points = np.maximum(t.items, 0).astype(float)
        self.blank = t.items.max() + 1
        self.kind = np.where(t.items < 0, self.blank, t.items).astype(int)
        self.kinds = self.blank + 1
        total = self.points.sum(1).astype(int)
        forms, form = np.unique(t.variant, return_inverse=True)
        key = form * (total.max() + 1) + total
        present = np.bincount(key) > 0
        self.of = (np.cumsum(present) - 1)[key]
        self.form, self.total = np.divmod(np.flatnonzero(present), total.max() + 1)
        self.size = np.bincount(self.of).astype(float)
        self.paper_form, self.forms = form, len(forms)
        self.held = count(t.sitting, self.of, t.m, len(self.size))
        self.drawn = self.held * (1 - self.held / self.size)
        self.block = self.blocks()
        self.blocks_n = self.block[-1] + 1
        self.leaning = self.lean()

    def blocks(self):
        """Neighbouring totals of a form share a block until it holds 30 papers; a short rest joins the block before."""
        block, number, papers = np.zeros(len(self.size), int), -1, 0
        left = self.size.copy()
        for s in range(len(left) - 2, -1, -1):
            if self.form[s] == self.form[s + 1]:
                left[s] += left[s + 1]
        for s in range(len(left)):
            if s == 0 or self.form[s] != self.form[s - 1] or (papers >= PER_BLOCK and left[s] >= PER_BLOCK):
                number, papers = number + 1, 0
            block[s] = number
            papers += self.size[s]
        return block

    def mean(self, values):
        return np.bincount(self.of, values, len(self.size)) / self.size

    def per_sitting(self, values):
        return np.add.reduceat(values, self.t.start, axis=0)

    def lean(self):
        """What the other papers of a school say about each pupil beyond the total, summed over the sitting."""
        t, z = self.t, np.zeros(len(self.size))
        for f in range(self.forms):
            own = self.form == f
            mean = np.average(self.total[own], weights=self.size[own])
            sd = np.sqrt(np.average((self.total[own] - mean) ** 2, weights=self.size[own]))
            z[own] = (self.total[own] - mean) / sd if sd > 0 else 0
        sums, papers = self.held @ z, t.n.sum()
        between = (sums ** 2 / t.n).sum()
        inside = (self.size @ z ** 2 - between) / max(1, papers - t.m)
        spread = papers - (t.n ** 2).sum() / papers
        ratio = max(0, (between - sums.sum() ** 2 / papers - (t.m - 1) * inside) / spread / inside)
        if ratio == 0:
            return np.zeros(t.m)
        others = (sums[:, None] - z) / (t.n - 1 + 1 / ratio)[:, None] * (t.n > 1)[:, None]
        expected = (self.held * others).sum(0) / self.size
        return (self.held * (others - expected)).sum(1)


def skewed_upper(z, skew, df=np.inf):
    """Upper tail of a standardised sum with skewness: gamma, carried over to Student's t."""
    size = np.maximum(np.abs(skew), 1e-3)
    shape = 4 / size ** 2
    x = np.maximum(0, shape + np.where(skew > 0, z, -z) * np.sqrt(shape))
    tail = np.where(skew > 0, special.gammaincc(shape, x), special.gammainc(shape, x))
    return t_upper(np.where(np.abs(skew) < 1e-3, z, -special.ndtri(np.maximum(tail, 1e-300))), df)


# ------------------------------------------------------------------ items

def profiles(strata):
    """Deviations of the items from what totals and level explain, their covariances in honest schools, and shares reached."""
    t, J, points, size = strata.t, strata.J, strata.points, strata.size
    mean = np.stack([strata.mean(points[:, j]) for j in range(J)], 1)
    rest = points - mean[strata.of]
    order = np.argsort(strata.block[strata.of], kind="stable")
    papers = np.bincount(strata.block, size).astype(int)
    freedom = np.maximum(1, np.bincount(strata.block, size - 1))
    pieces = np.split(rest[order], np.cumsum(papers)[:-1])
    covariance = np.stack([piece.T @ piece / f for piece, f in zip(pieces, freedom)])
    drawn = np.stack([strata.drawn[:, strata.block == b].sum(1) for b in range(strata.blocks_n)], 1)
    V = (drawn @ covariance.reshape(len(papers), -1)).reshape(t.m, J, J)
    shuffled = np.einsum("ijj->ij", V).copy()
    deviation = strata.per_sitting(rest)
    slope, spread = honest_spread(deviation, np.where(shuffled > 1e-6, shuffled, 0), strata.leaning)
    deviation -= np.where(shuffled > 1e-6, slope * strata.leaning[:, None], 0)
    curricula = (V * spread) @ V
    np.einsum("ijj->ij", curricula)[:] = spread * shuffled ** 2
    share = (size @ mean) / size.sum() / mean.max(0)
    return deviation, shuffled, V + curricula, share


def honest_spread(deviation, variance, leaning):
    """Per item: slope on the leaning by Huber weights, and the variance of honest differences; all items at once."""
    known = variance > 0
    variance, lean = np.where(known, variance, 1), leaning[:, None]
    units = variance ** 2

    def root(square):
        def excess(spread):
            total = variance + units * spread
            return (known * units / total * (np.minimum(square / total, CUT ** 2) - CUT_MEAN)).sum(0)

        low, high = np.zeros(square.shape[1]), np.full(square.shape[1], 1e-3)
        none = excess(low) <= 0
        while (grow := (excess(high) > 0) & (high < 1e6)).any():
            high[grow] *= 4
        for _ in range(30):
            middle = (low + high) / 2
            more = excess(middle) > 0
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return np.where(none, 0, (low + high) / 2)

    residual = deviation
    for _ in range(5):
        total = variance + units * root(residual ** 2)
        weight = known / np.maximum(1, np.abs(residual) / np.sqrt(total) / CUT) / total
        slope = (weight * lean * deviation).sum(0) / np.maximum((weight * lean ** 2).sum(0), 1e-300)
        residual = deviation - slope * lean
    return slope, root(residual ** 2)


def item_profile(t, deviation, V):
    variance = np.einsum("ijj->ij", V)
    weight = np.where(variance > 1e-6, 1 / np.maximum(variance, 1e-6), 0)
    q = (deviation ** 2 * weight).sum(1)
    mean = (variance * weight).sum(1)
    spread = 2 * ((V ** 2 @ weight[..., None])[..., 0] * weight).sum(1)
    p = special.gammaincc(mean ** 2 / spread, q * mean / spread)
    return {"item-profile": (q / mean, q / mean - 1, t.enough("item-profile", p), t.n)}


def hard_items(t, deviation, shuffled, V, share, random):
    logit = -special.logit(np.clip(share, 0.01, 0.99))
    difficulty = (logit - logit.mean()) / logit.std()
    information = shuffled @ difficulty ** 2
    total = np.einsum("j,ijk,k->i", difficulty, V, difficulty, optimize=True)
    ok = (t.n >= 5) & (information > 0) & (total > 0)
    safe = np.where(ok, information, 1)
    y = np.where(ok, deviation @ difficulty / safe, np.nan)
    e = expectations(y, np.where(ok, total / safe ** 2, np.nan), t.group, freedom=2.5 * t.n)
    sd = np.sqrt(np.maximum(0.05, np.einsum("ijj->ij", V)))
    correlation = (V[ok] / sd[ok][:, :, None] / sd[ok][:, None]).mean(0)
    block, effect = best_block(deviation / sd, deviation, correlation, random)
    p = np.where(ok, cauchy(np.column_stack([e["p"], block])), np.nan)
    return {"hard-items": (e["z"], effect, p, t.n)}


def best_block(z, deviation, correlation, random):
    """The 3 to 8 largest deviations together, against 4 000 normal draws of the mean correlation."""
    values, vectors = np.linalg.eigh(correlation)
    draws = random.standard_normal((DRAWS, len(values))) * np.sqrt(np.maximum(values, 0)) @ vectors.T
    longest = min(8, len(values))
    first = min(3, longest) - 1
    sums = lambda values: np.cumsum(-np.sort(-values, 1)[:, :longest], 1)[:, first:]
    honest = sums(draws)
    centre, scale = honest.mean(0), honest.std(0)
    best = ((honest - centre) / scale).max(1)
    standard = (sums(z) - centre) / scale
    length = standard.argmax(1) + first
    order = np.argsort(-z, 1)
    effect = np.cumsum(np.take_along_axis(deviation, order, 1), 1)[np.arange(len(z)), length]
    return skewed_upper((standard.max(1) - best.mean()) / best.std(), stats.skew(best)), effect


def cauchy(p):
    """Cauchy combination of each row; p capped at .99, NaN passed over."""
    with np.errstate(invalid="ignore"):
        statistic = np.nanmean(1 / np.tan(np.pi * np.clip(p, 1e-300, 0.99)), 1)
    return np.where(statistic > 0, np.arctan(1 / statistic), np.pi + np.arctan(1 / statistic)) / np.pi


# ------------------------------------------------------------------ papers

def response_fit(t, strata):
    """Mean weight of odd papers, against shuffling inside equal totals: variance and skewness in closed form."""
    surprise = np.zeros(len(t.score))
    for j in range(strata.J):
        counts = count(strata.paper_form, strata.kind[:, j], strata.forms, strata.kinds)
        papers = counts.sum(1, keepdims=True)
        reached = counts[:, -2:0:-1].cumsum(1)[:, ::-1]
        steps = np.log((papers - reached + 0.5) / (reached + 0.5)).cumsum(1)
        cost = -np.log((counts + 0.5) / (papers + 0.5))
        cost[:, 1:-1] += steps
        surprise += cost[strata.paper_form, strata.kind[:, j]]
    d = surprise - strata.mean(surprise)[strata.of]
    sd = np.sqrt(strata.mean(d ** 2))[strata.of]
    z = np.where(sd > 0, d / np.where(sd > 0, sd, 1), 0)
    weight = np.exp(CONVEXITY * np.minimum(z, 5))
    d = weight - strata.mean(weight)[strata.of]
    size, held = strata.size, strata.held
    excess = strata.per_sitting(d)
    variance = strata.drawn @ (strata.mean(d ** 2) * size / np.maximum(1, size - 1))
    of_cubes = strata.mean(d ** 3) * (size > 2) / np.maximum(1, (size - 1) * (size - 2))
    third = (held * (size - held) * (size - 2 * held)) @ of_cubes
    scale = t.n * weight.mean()
    ratio, relative = 1 + excess / scale, variance / scale ** 2
    ok = (t.n >= 2) & (variance > 0)
    y = np.where(ok, (1 - 1 / ratio ** 2) / 2 + 1.5 * relative, np.nan)
    e = expectations(y, np.where(ok, relative, np.nan), np.zeros(t.m, int), strata.leaning / t.n)
    total = np.sqrt(relative + e["tau2"] + e["se2"])
    skew = (third / scale ** 3 - 9 * relative ** 2) / total ** 3
    improbable = z > 1.645
    p = np.where(np.isfinite(e["z"]), skewed_upper(e["z"], np.nan_to_num(skew), e["df"]), np.nan)
    return {"response-fit": (e["z"], strata.per_sitting(improbable) - improbable.mean() * t.n, p, t.n)}, improbable


def alike_answers(t, strata, random):
    """Best partner of each paper among those of its sitting and variant, on the scale of shuffled papers."""
    J, kinds, B = strata.J, strata.kinds, strata.blocks_n
    block = strata.block[strata.of]
    counts = np.stack([count(block, strata.kind[:, j], B, kinds) for j in range(J)], 1)
    chance = np.maximum(counts, 0.5) / np.bincount(block)[:, None, None]
    cost = -0.5 * np.log(chance)
    # Mean and variance of what two independent papers of given blocks share, item by item.
    first = np.einsum("bjx,cjx->jbc", chance, chance * cost, optimize=True)
    first = first + first.transpose(0, 2, 1)
    second = np.einsum("bjx,cjx->jbc", chance, chance * cost ** 2, optimize=True)
    second = second + second.transpose(0, 2, 1) + 2 * np.einsum("bjx,cjx->jbc", chance * cost, chance * cost, optimize=True)
    mean, variance = first.sum(0), np.maximum(0, second - first ** 2).sum(0)
    kind = np.where(variance >= 0.25, np.minimum(CLASSES - 1, np.log2(np.maximum(variance, 0.25) / 0.25)).astype(int), CLASSES)
    pairs = Pairs(strata, block, cost)
    spread = np.sqrt(np.maximum(variance, 0.25))
    by_spread, mean_by_spread, classes = pairs.table(1 / spread), pairs.table(mean / spread), pairs.table(kind, CLASSES)

    of = strata.of
    places = np.argsort(of, kind="stable")
    shuffled, sums = [], np.zeros((4, CLASSES + 1))
    for _ in range(min(MOST_SHUFFLES, -(-SHUFFLED_PAPERS // len(of)))):
        mixed = np.empty(len(of), int)
        mixed[places] = np.lexsort((random.random(len(of)), of))
        shuffled.append([])
        for seat, there, cell, shared in pairs.shared(mixed):
            shuffled[-1].append((seat, there, cell, shared))
            z, of_class = (shared * by_spread[cell] - mean_by_spread[cell]).ravel(), classes[cell].ravel()
            for power, term in enumerate((None, z, z * z, z * z * z)):
                sums[power] += np.bincount(of_class, term, CLASSES + 1)
    centre, scale, skew = class_scale(sums)
    factor = pairs.table(1 / spread / scale[kind])
    less = pairs.table(np.where(kind < CLASSES, (mean / spread + centre[kind]) / scale[kind], np.inf), np.inf)
    lean = pairs.table(skew[kind])
    best = lambda rectangles: pairs.best(rectangles, factor, less, lean)
    honest = [totals(t, *best(rectangles)) for rectangles in shuffled]
    null_sum, null_n = (np.concatenate([part[k] for part in honest]) for k in (0, 1))
    overall = moments(null_sum, null_n)
    size_class = lambda n: np.log2(np.maximum(n, 1)).astype(int)
    known = size_class(null_n)
    of_class = [(known == k) & (null_n > 0) for k in range(32)]
    own = np.array([moments(null_sum[of], null_n[of]) if of.sum() >= 50 else overall for of in of_class])
    p, partner = best(pairs.shared(np.arange(len(of))))
    total, n = totals(t, p, partner)
    per_paper, spread = own[size_class(n)].T
    gamma_scale = spread / per_paper
    p_sum = special.gammaincc(np.maximum(n * per_paper / gamma_scale, 1e-9), total / gamma_scale)
    score = -special.ndtri(np.clip(p_sum, 1e-300, 1 - 1e-12))
    ok = (t.n >= 3) & (n > 0)
    e = expectations(np.where(ok, score / np.sqrt(np.maximum(1, n)), np.nan), 1 / np.maximum(1, n), t.group)
    alike = p < 0.01
    return {"alike-answers": (e["z"], strata.per_sitting(alike) - 0.01 * n, e["p"], n)}, np.where(alike, partner, -1)


class Pairs:
    """All pairs of papers inside sittings and variants, in rectangles of units of about the same size."""

    def __init__(self, strata, block, cost):
        t = strata.t
        self.place = np.arange(strata.J) * strata.kinds + strata.kind
        self.price = cost[block[:, None], np.arange(strata.J), strata.kind].astype(np.float32)
        self.block, self.cells, self.B, self.papers = block, strata.J * strata.kinds, len(cost), len(block)
        unit = t.sitting * strata.forms + strata.paper_form
        self.order = np.argsort(unit, kind="stable")
        self.n = np.bincount(unit, minlength=t.m * strata.forms)

    def table(self, values, silent=0):
        """A table by pairs of blocks, with one cell more for what is no pair."""
        return np.append(values, silent).astype(np.int8 if values.dtype.kind == "i" else np.float32)

    def shared(self, papers):
        """Rectangles [unit, paper, paper]: seats, which exist, cell in the tables, what is shared; papers[i] sits at i."""
        start = np.cumsum(self.n) - self.n
        units = np.argsort(self.n, kind="stable")
        units = units[self.n[units] > 1]
        while len(units):
            smallest = self.n[units[0]]
            alike = np.searchsorted(self.n[units], 1.2 * smallest + 1, side="right")
            now, units = np.split(units, [max(1, min(alike, CELLS // smallest ** 2))])
            place = np.arange(self.n[now[-1]])
            there = place < self.n[now][:, None]
            seat = self.order[start[now][:, None] + np.where(there, place, 0)]
            (g, h), member = seat.shape, papers[seat]
            rows, where = np.arange(g * h)[:, None], member.ravel()
            shown, paid = np.zeros((2, g * h, self.cells), np.float32)
            shown[rows, self.place[where]], paid[rows, self.place[where]] = 1, self.price[where]
            half = paid.reshape(g, h, -1) @ shown.reshape(g, h, -1).transpose(0, 2, 1)
            b = self.block[member]
            cell = b[:, :, None] * self.B + b[:, None]
            cell[~(there[:, :, None] & there[:, None])] = self.B ** 2
            cell[:, place, place] = self.B ** 2
            yield seat, there, cell, half + half.transpose(0, 2, 1)

    def best(self, rectangles, factor, less, lean):
        """Chance that the best of as many partners is at least as alike, and the paper that is; 1 and -1 without a partner."""
        top, skew = np.zeros((2, self.papers))
        partner, partners = np.full(self.papers, -1), np.zeros(self.papers, int)
        for seat, there, cell, shared in rectangles:
            standard = shared * factor[cell] - less[cell]
            nearest = standard.argmax(2)[:, :, None]
            take = lambda table: np.take_along_axis(table, nearest, 2)[:, :, 0][there]
            own = seat[there]
            top[own], skew[own] = take(standard), lean[take(cell)]
            partner[own] = np.take_along_axis(seat, nearest[:, :, 0], 1)[there]
            partners[own] = (standard > -np.inf).sum(2)[there]
        has = partners > 0
        single = np.clip(skewed_upper(np.where(has, top, 0), skew), 1e-12, 1 - 1e-12)
        return np.where(has, -np.expm1(partners * np.log1p(-single)), 1), np.where(has, partner, -1)


def class_scale(sums):
    """Mean, standard deviation and skewness of the likeness of shuffled pairs by class; pairs count twice."""
    n = np.maximum(sums[0], 1)
    mean, second, third = sums[1:] / n
    sd = np.sqrt(np.maximum(1e-9, second - mean ** 2))
    skew = (third - 3 * mean * second + 2 * mean ** 3) / sd ** 3
    return np.where(sums[0] >= 60, [mean, sd, skew], np.array([[0], [np.inf], [0]]))


def totals(t, p, partner):
    """Sum of -ln p over the papers of a sitting that have a partner, and how many have."""
    return np.bincount(t.sitting, -np.log(np.maximum(p, 1e-300)), t.m), np.bincount(t.sitting, partner >= 0, t.m)


def moments(total, n):
    """Mean and variance of the likeness per paper; partners are mutual, so the variance is more than 1."""
    mean = total.sum() / n.sum()
    return mean, ((total - n * mean) ** 2).sum() / n.sum()
