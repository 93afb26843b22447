"""Evidence of sittings and schools: a likelihood ratio, and how often honest units of the same shape reach it."""
import numpy as np
import pandas as pd
from scipy import special

FAMILIES = {
    "high-level": "level", "own-control": "level", "subject-profile": "level",
    "low-spread": "shape", "boundary-heap": "shape", "low-tail": "shape",
    "item-profile": "pattern", "hard-items": "pattern", "response-fit": "pattern", "alike-answers": "pattern",
    "level-shape": "marking", "mark-gap": "marking", "own-mark-gap": "marking", "absence": "marking",
}
NAMES = list(FAMILIES)
KINDS = list(dict.fromkeys(FAMILIES.values()))
COLUMNS = [[d for d, name in enumerate(NAMES) if FAMILIES[name] == kind] for kind in KINDS]
DRAWS, FREEDOM, TAIL, START = 6000, 20, 0.02, 5880
NOTICED, SHIFT, SPREAD, MANIPULATED, OBSERVED_WEIGHT = 0.5, 2, 1.2, 0.3, 1 / 3


# ------------------------------------------------------------------ how honest z-scores hang together

def quadrant(total, pairs, assumed, prior=40):
    """Correlation from the mean product of signs, drawn toward what is assumed where there are few pairs."""
    estimate = np.where(pairs > 0, np.sin(np.pi / 2 * total / np.maximum(pairs, 1)), assumed)
    return np.clip((pairs * estimate + prior * assumed) / (pairs + prior), -0.95, 0.95)


def dependence(z, school, cohort):
    """Correlation of the detectors; per detector that of sittings of a school, and what those of the same pupils have more."""
    known = np.isfinite(z)
    sign = np.nan_to_num(np.sign(z - np.nanmedian(z, 0)))
    between = quadrant(sign.T @ sign, known.T.astype(float) @ known, 0)
    np.fill_diagonal(between, 1)
    eye = np.eye(len(between))
    for keep in np.arange(1, 0.05, -0.05):
        drawn = keep * between + (1 - keep) * eye
        if np.linalg.eigvalsh(drawn)[0] > 1e-6:
            break

    def pairs(groups):
        """Sums of products over the pairs inside groups, and their numbers: from the squares of sums."""
        sums = pd.DataFrame(sign).groupby(groups).sum().to_numpy()
        counts = pd.DataFrame(known).groupby(groups).sum().to_numpy()
        return (sums ** 2).sum(0) / 2 - (sign ** 2).sum(0) / 2, (counts * (counts - 1)).sum(0) / 2

    together, apart = pairs(cohort), pairs(school)
    of_school = np.maximum(0, quadrant(apart[0] - together[0], apart[1] - together[1], 0.2))
    of_cohort = np.maximum(0, quadrant(*together, 0.3) - of_school)
    return drawn, of_school, of_cohort


# ------------------------------------------------------------------ strength

def ratio(z):
    return np.exp((z * z - ((z - SHIFT) / SPREAD) ** 2) / 2) / SPREAD


def noticed(ratios):
    return 1 - NOTICED + NOTICED * ratios


def strengths(z, weight):
    """Of every sitting, by family and of all together: log likelihood ratio of a sitting of a manipulating school."""
    ratios = ratio(z)
    with np.errstate(invalid="ignore"):
        families = np.stack([noticed(np.nanmean(ratios[:, of], 1)) for of in COLUMNS], 1)
    families = np.column_stack([families, np.nanprod(families, 1)])
    chance = (MANIPULATED * weight)[:, None]
    return np.nan_to_num(np.log(1 - chance + chance * families))


class Honest:
    """Strengths of honest units, from 6 000 draws of Student's t; what one sitting adds is made once per place and shape."""

    def __init__(self, between, of_school, of_cohort, random):
        self.factor, self.random = np.linalg.cholesky(between), random
        self.shares = np.sqrt([of_school, of_cohort, np.maximum(0, 1 - of_school - of_cohort)])
        self.parts, self.ratios, self.families, self.sittings = {}, {}, {}, {}

    def part(self, kind, number):
        if (kind, number) not in self.parts:
            normal = self.random.standard_normal((DRAWS, len(self.factor)))
            normal *= np.sqrt((FREEDOM - 2) / self.random.gamma(FREEDOM / 2, 2, (DRAWS, 1)))
            self.parts[kind, number] = (normal @ self.factor.T * self.shares[kind]).T
        return self.parts[kind, number]

    def family(self, place, f, held):
        """Likelihood ratio of one family whose detectors `held` were measured in the sitting at this place."""
        key = place, f, held
        if key not in self.families:
            if place not in self.ratios:
                self.ratios[place] = ratio(self.part(0, 0) + self.part(1, place[0]) + self.part(2, place[1]))
            self.families[key] = noticed(self.ratios[place][[d for d, h in zip(COLUMNS[f], held) if h]].mean(0))
        return self.families[key]

    def sitting(self, place, mask, weight):
        """What a sitting with this mask adds to each family and to all together, for every draw."""
        key = place, mask, weight
        if key not in self.sittings:
            chance = MANIPULATED * weight
            out, product = np.zeros((len(KINDS) + 1, DRAWS), np.float32), np.ones(DRAWS)
            for f, of in enumerate(COLUMNS):
                held = tuple(mask[d] for d in of)
                if any(held):
                    own = self.family(place, f, held)
                    out[f] = np.log(1 - chance + chance * own)
                    product *= own
            out[-1] = np.log(1 - chance + chance * product)
            self.sittings[key] = out
        return self.sittings[key]

    def draws(self, shape):
        """`shape`: groups of pupils, each a tuple of (mask, weight) of its sittings."""
        total = np.zeros((len(KINDS) + 1, DRAWS), np.float32)
        row = 0
        for cohort, members in enumerate(shape):
            for mask, weight in members:
                total += self.sitting((cohort, row), mask, weight)
                row += 1
        return total

    def chances(self, units, own):
        """p of each unit by family and of all together; `units` gives the shape of each, `own` its strengths."""
        p = np.full(own.shape, np.nan)
        shapes = {}
        for i, shape in enumerate(units):
            if shape:
                shapes.setdefault(shape, []).append(i)
        for shape, at in shapes.items():
            p[at] = tail(self.draws(shape), own[at])
            masks = np.array([mask for members in shape for mask, _ in members])
            for f, of in enumerate(COLUMNS):
                if not masks[:, of].any():
                    p[at, f] = np.nan
        return p


def tail(draws, own):
    """Share of the draws that reach each value; beyond the last 2 % their exponential continuation."""
    if len(own) > 3:
        draws = np.sort(draws, 1)
        below = np.stack([np.searchsorted(line, own[:, f]) for f, line in enumerate(draws)], 1)
        last = draws[:, START:]
    else:
        below = (draws < own[:, :, None].astype(np.float32)).sum(2)
        last = np.partition(draws, START, axis=1)[:, START:]
    threshold = last.min(1)
    excess = np.maximum((last - threshold[:, None]).mean(1), 1e-9)
    counted = (DRAWS - below + 1) / (DRAWS + 1)
    return np.where(own <= threshold, counted, TAIL * np.exp(-np.maximum(0, own - threshold) / excess))


def shape_of(rows, masks, weights, cohorts):
    """The sittings of a school by group of pupils, in an order that depends on what was measured alone."""
    groups = {}
    for i in rows:
        if any(masks[i]):
            groups.setdefault(cohorts[i], []).append((masks[i], weights[i]))
    return tuple(sorted(tuple(sorted(members)) for members in groups.values()))


def weigh(frame, p, random):
    """p of every sitting and of every school, by family and of all together."""
    z = np.clip(-special.ndtri(np.clip(p, 1e-300, 1 - 1e-15)), -8, 8)
    school = frame.school.to_numpy()
    cohort = frame.groupby(["school", "year", "grade"]).ngroup().to_numpy()
    honest = Honest(*dependence(z, school, cohort), random)
    masks = list(map(tuple, np.isfinite(z).tolist()))
    weight = np.where(frame.observed, OBSERVED_WEIGHT, 1.0)
    single = honest.chances([(((mask, 1.0),),) if any(mask) else () for mask in masks], strengths(z, np.ones(len(z))))
    cohorts = cohort.tolist()
    order = np.argsort(school, kind="stable")
    ids = np.unique(school)
    rows = np.split(order, np.cumsum(np.bincount(school)[ids])[:-1])
    weights = weight.tolist()
    own = pd.DataFrame(strengths(z, weight)).groupby(school).sum().to_numpy()
    return single, ids, honest.chances([shape_of(r, masks, weights, cohorts) for r in rows], own)


def benjamini_hochberg(p):
    """q-values; NaN stays and does not count."""
    q = np.full(len(p), np.nan)
    at = np.flatnonzero(np.isfinite(p))
    order = at[np.argsort(p[at])]
    scaled = p[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum(1, np.minimum.accumulate(scaled[::-1])[::-1])
    return q


def tiers(p, q):
    """Strong, moderate, watch or clear from q and the p-values of the families; not assessable where nothing was measured."""
    below = lambda limit: (p[:, :-1] < limit).sum(1)
    cases = [np.isnan(q), (q <= 0.05) & (below(0.05) >= 2), q <= 0.1, (q <= 0.2) | (below(0.001) >= 1)]
    return np.select(cases, ["notAssessable", "strong", "moderate", "watch"], "clear")
