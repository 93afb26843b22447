"""What is expected of each unit, judged by its peers without the unit itself: the one engine of all detectors.

y = location + slope x + real difference (variance tau^2) + chance (known variance); location and slope by Huber's equations,
tau^2 from the lower side alone, all solved together by Newton's method, for many fits at once: in groups up to 200 one fit
per unit left out, in larger ones one step from the common fit. docs/method-expectation.md has the equations.
"""
import numpy as np
from scipy import optimize, special

CLIP, LOW_CLIP, BLUR, REJECT = 0.7, 2.0, 0.5, 2.5
CLOSE, EXACT_UP_TO, FEWEST, OWN_GROUP_FROM, REFERENCE_FROM = 1e-5, 200, 5, 8, 10
SLOPE_PRIOR, LIMIT = 15, 2.5
HETEROGENEITY, TRUST_IN_WIDER, WIDEST = 0.5, 0.6, 2


def normal_mean(f):
    z = (np.arange(-8 * 512, 8 * 512) + 0.5) / 512
    weight = np.exp(-z * z / 2)
    return (weight * f(z)).sum() / weight.sum()


def psi(r):
    return np.minimum(CLIP, np.maximum(-CLIP, r))


K = normal_mean(lambda z: np.minimum(z * z, LOW_CLIP ** 2))


def low_side(r):
    """What a scaled residual says about the spread: 0 on average where tau^2 is right, nothing from far above."""
    low = np.minimum(r, 0)
    return np.minimum(low * low, LOW_CLIP ** 2) - K * np.minimum(1, np.maximum(0, 0.5 - r / (2 * BLUR)))


def low_side_slope(r):
    return 2 * np.minimum(r, 0) * (r > -LOW_CLIP) + K / (2 * BLUR) * (np.abs(r) < BLUR)


PSI_SLOPE = normal_mean(lambda z: np.abs(z) < CLIP)
LOCATION_COST = normal_mean(lambda z: psi(z) ** 2) / PSI_SLOPE ** 2
COUPLING = normal_mean(low_side_slope) / PSI_SLOPE
DRIFT = (-normal_mean(lambda z: low_side_slope(z) * psi(z)) / PSI_SLOPE
         + 0.5 * LOCATION_COST * normal_mean(lambda z: low_side(z) * (z * z - 1)))
SPREAD_COST = (4 * normal_mean(lambda z: (low_side(z) - COUPLING * psi(z)) ** 2)
               / normal_mean(lambda z: z * low_side_slope(z)) ** 2)


# ------------------------------------------------------------------ fits, one per row of theta; units in columns

def unit_terms(y, s, X, theta, tau):
    """What each unit adds to the equations and to their derivatives, per fit and unit."""
    precision = 1 / (s + tau[:, None])
    root = np.sqrt(precision)
    r = (y - theta @ X) * root
    inside = (np.abs(r) < CLIP) * precision
    force = root * psi(r)
    slope = low_side_slope(r)
    return force, low_side(r), inside, 0.5 * force * (precision + inside), slope * root, 0.5 * slope * r * precision


def assemble(terms, X):
    """Sums over the units: right-hand side (fits, width + 1) and matrix (fits, width + 1, width + 1)."""
    force, low, inside, cross, slope, last = terms
    w = len(X)
    right = np.empty((len(force), w + 1))
    matrix = np.empty((len(force), w + 1, w + 1))
    right[:, :w], right[:, w] = force @ X.T, low.sum(1)
    matrix[:, :w, :w] = (inside @ (X[:, None] * X).reshape(w * w, -1).T).reshape(-1, w, w)
    matrix[:, :w, w], matrix[:, w, :w], matrix[:, w, w] = cross @ X.T, slope @ X.T, last.sum(1)
    return right, matrix


def less_own(right, matrix, own, X):
    """The same without one unit per fit, from what this unit adds."""
    place = np.vstack([X, np.ones(X.shape[1])]).T
    alone = assemble([term[:, None] for term in own], np.ones((len(X), 1)))
    return right - alone[0] * place, matrix - alone[1] * place[:, :, None] * place[:, None]


def penalised(right, matrix, theta, ridge):
    w = theta.shape[1]
    right[:, 1:w] -= ridge * theta[:, 1:]
    matrix[:, range(1, w), range(1, w)] += ridge
    right[:, w] -= w * DRIFT
    return right, matrix


def advance(right, matrix, theta, tau):
    """One step of Newton's; tau^2 stays at 0 while the equations ask for less."""
    w = theta.shape[1]
    only = (tau == 0) & (right[:, w] <= 0)
    right[only, w] = 0
    matrix[only, w], matrix[only, :, w] = 0, 0
    matrix[only, w, w] = 1
    try:
        step = np.linalg.solve(matrix, right[..., None])[..., 0]
    except np.linalg.LinAlgError:
        step = (np.linalg.pinv(matrix) @ right[..., None])[..., 0]
    return theta + step[:, :w], np.maximum(0, tau + step[:, w])


def solve(y, s, X, theta, tau, ridge, without_self=False):
    """Fits of all units, or (one fit per unit) of all but the own one."""
    good = np.ones(len(theta), bool)
    begin = theta
    for _ in range(25):
        terms = unit_terms(y, s, X, theta, tau)
        right, matrix = assemble(terms, X)
        if without_self:
            right, matrix = less_own(right, matrix, [term.diagonal() for term in terms], X)
        right, matrix = penalised(right, matrix, theta, ridge)
        scale = s.mean() + tau
        good &= matrix[:, 0, 0] * scale >= 0.1 * len(y)
        moved, wider = advance(right, matrix, theta, tau)
        step = np.maximum(np.abs(wider - tau) / scale, np.abs(moved - theta).max(1) / np.sqrt(scale))
        good &= step < 3
        theta, tau = np.where(good[:, None], moved, theta), np.where(good, wider, tau)
        if not (step[good] >= CLOSE).any():
            break
    else:
        good &= step < CLOSE
    for i in np.flatnonzero(~good):
        theta[i], tau[i] = bisect(y, s, X, np.arange(len(y)) != (i if without_self else -1), begin[i], ridge)
    return theta, tau


def bisect(y, s, X, keep, theta, ridge):
    """Slow and certain, for the few fits where Newton does not settle."""
    w = len(X)

    def too_small(tau):
        nonlocal theta
        precision = keep / (s + tau)
        for _ in range(100):
            r = (y - theta @ X) * np.sqrt(precision)
            weight = precision * np.minimum(1, CLIP / np.maximum(np.abs(r), 1e-12))
            penalty = np.diag(np.r_[0, np.full(w - 1, max(ridge, 1e-12 * precision.sum()))])
            step = np.linalg.solve((X * weight) @ X.T + penalty, X @ (weight * (y - theta @ X)) - penalty @ theta)
            theta = theta + step
            if np.abs(step).max() < 1e-6 * np.sqrt(s.mean() + tau):
                break
        return (keep * low_side((y - theta @ X) / np.sqrt(s + tau))).sum() > w * DRIFT

    low, high = 0.0, 0.0
    if too_small(0.0):
        high = np.ptp(y) ** 2
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if too_small(middle) else (low, middle)
        too_small(high)
    return theta, high


def covariances(s, tau, X, ridge, without_self=False):
    w = len(X)
    precision = 1 / (s + tau[:, None])
    if without_self:
        np.fill_diagonal(precision, 0)
    matrix = (precision @ (X[:, None] * X).reshape(w * w, -1).T).reshape(-1, w, w)
    matrix[:, range(1, w), range(1, w)] += ridge
    return np.linalg.inv(matrix), precision.sum(1)


def yardstick(y, s, covariate, use):
    """Fit of the units in `use`, asked for every unit without itself: what it leads to expect, and how surely."""
    at = np.flatnonzero(use)
    if len(at) < FEWEST:
        return None
    own, variance = y[at], s[at]
    middle = np.sort(own)[len(own) // 2]
    floor = 1e-9 * (variance + (own - middle) ** 2).mean() or 1e-24 * max(1, middle ** 2)
    variance = np.maximum(variance, floor)
    spread = np.subtract(*np.quantile(own, [0.75, 0.25])) / 1.349
    theta = np.array([[middle]])
    tau = np.array([max(0, spread ** 2 - np.median(variance))])
    X, x, ridge = np.ones((1, len(at))), np.ones((1, len(y))), 0.0
    theta, tau = solve(own, variance, X, theta, tau, ridge)
    if covariate is not None:
        ridge = SLOPE_PRIOR * (1 / (variance + tau)).mean()
        known = covariate[at][np.isfinite(covariate[at])]
        centre, scale = (known.mean(), known.std()) if len(known) else (0, 0)
        z = (covariate - centre) / scale if scale > 0 else np.zeros(len(y))
        x = np.vstack([np.ones(len(y)), np.nan_to_num(np.clip(z, -LIMIT, LIMIT))])
        X = x[:, at]
        theta, tau = solve(own, variance, X, np.column_stack([theta, [0]]), tau, ridge)
    near = (own - theta[0] @ X) ** 2 <= REJECT ** 2 * (variance + tau)
    at, own, variance, X = at[near], own[near], variance[near], X[:, near]
    theta, tau = solve(own, variance, X, theta, tau, ridge)
    covariance, information = covariances(variance, tau, X, ridge)
    m = len(at)
    # One step from the common fit leaves each unit out; in small groups the equations are then solved to the end.
    terms = unit_terms(own, variance, X, theta, tau)
    right, matrix = penalised(*assemble(terms, X), theta, ridge)
    right, matrix = less_own(right, matrix, [term[0] for term in terms], X)
    thetas, taus = advance(right, matrix, np.repeat(theta, m, 0), np.repeat(tau, m))
    own_information = information - 1 / (variance + tau)
    own_covariance = covariance * (information / own_information)[:, None, None]
    if m <= EXACT_UP_TO:
        thetas, taus = solve(own, variance, X, thetas, taus, ridge, without_self=True)
        own_covariance, own_information = covariances(variance, taus, X, ridge, without_self=True)
    n = len(y)
    spread_out = lambda common, each: put(np.repeat(common, n, 0), at, each)
    theta_of, covariance_of = spread_out(theta, thetas), spread_out(covariance, own_covariance)
    return {
        "theta": theta[0], "error": LOCATION_COST * covariance[0, 0, 0],
        "expected": np.einsum("iw,wi->i", theta_of, x),
        "se2": LOCATION_COST * np.einsum("wi,iwv,vi->i", x, covariance_of, x),
        "tau2": spread_out(tau, taus), "information": spread_out(information, own_information),
        "count": spread_out(np.array([m]), np.full(m, m - 1)),
    }


def put(values, at, new):
    values[at] = new
    return values


def best_yardstick(y, s, covariate, reference):
    """The observed units alone are the yardstick where they are enough of them and differ from the others."""
    everyone = yardstick(y, s, covariate, np.ones(len(y), bool))
    if reference is None or everyone is None or reference.sum() <= REFERENCE_FROM:
        return everyone
    observed, others = yardstick(y, s, covariate, reference), yardstick(y, s, covariate, ~reference)
    if others is None:
        return everyone
    apart = abs(observed["theta"][0] - others["theta"][0]) > 1.96 * np.sqrt(observed["error"] + others["error"])
    return observed if apart else everyone


# ------------------------------------------------------------------ all units of an assessment

def spread_around(u, variance):
    """tau^2 of residuals about 0 and its variance, asked without each of them to first order."""
    excess = lambda tau: low_side(u / np.sqrt(variance + tau)).sum()
    tau = optimize.brentq(excess, 0, np.abs(u).max() ** 2, rtol=1e-10) if excess(0) > 0 else 0.0
    r = u / np.sqrt(variance + tau)
    slope = (0.5 * low_side_slope(r) * r / (variance + tau)).sum()
    information = (1 / (variance + tau)).sum()
    without = np.maximum(0, tau - low_side(r) / slope) if tau > 0 and slope > 0 else np.full(len(u), tau)
    return without, SPREAD_COST * len(u) / information ** 2


def shrunk(own, common, common_variance):
    """tau^2 of a group, shrunk toward the one of all groups; a group that seems wider is believed in part only."""
    sampling = SPREAD_COST * own["count"] / own["information"] ** 2
    sampling *= (1 + np.maximum(0, common - own["tau2"]) * own["information"] / own["count"]) ** 2
    prior = (HETEROGENEITY * common) ** 2 + common_variance
    reliability = prior / (prior + sampling)
    weight = np.where(own["tau2"] > common, TRUST_IN_WIDER * reliability, reliability)
    believed = np.minimum(own["tau2"], WIDEST * (common + np.sqrt(common_variance)))
    return (weight * believed + (1 - weight) * common, weight ** 2 * sampling + (1 - weight) ** 2 * prior)


def expectations(y, variance, group, covariate=None, freedom=np.inf, reference=None):
    """Expected value, se^2, tau^2, degrees of freedom, z and p of every unit; NaN where there is nothing to go by."""
    ok = np.isfinite(y) & np.isfinite(variance)
    names = ["expected", "se2", "tau2", "information", "count"]
    out = {name: np.full(len(y), np.nan) for name in names}
    tau_variance = np.full(len(y), np.nan)
    pick = lambda values, at: None if values is None else values[at]
    others = np.bincount(group[ok], minlength=group.max() + 1)[group] - 1
    pool = ok & (others >= OWN_GROUP_FROM)
    groups = np.unique(group[pool])
    members = [np.flatnonzero(pool & (group == g)) for g in groups]
    if (ok & ~pool).any() and ok.sum() > FEWEST:
        members.insert(0, np.flatnonzero(ok))
    for at in members:
        found = best_yardstick(y[at], variance[at], pick(covariate, at), pick(reference, at))
        for name in names:
            out[name][at] = found[name]
    tau_variance[ok] = SPREAD_COST * out["count"][ok] / out["information"][ok] ** 2
    if len(groups) > 1:
        at = np.flatnonzero(pool)
        common, common_variance = spread_around(y[at] - out["expected"][at], variance[at] + out["se2"][at])
        out["tau2"][at], tau_variance[at] = shrunk({name: out[name][at] for name in names}, common, common_variance)
    total = variance + out["tau2"] + out["se2"]
    from_spread = np.where(tau_variance > 0, 2 * total ** 2 / np.where(tau_variance > 0, tau_variance, 1), np.inf)
    df = np.maximum(1, 1 / (1 / from_spread + 1 / freedom))
    z = (y - out["expected"]) / np.sqrt(total)
    return {**out, "df": df, "z": z, "p": t_upper(z, df)}


def t_upper(z, df):
    """Upper tail of Student's t; of the normal where there are infinitely many degrees of freedom."""
    return special.ndtr(-z) if df is np.inf else special.stdtr(np.minimum(df, 1e6), -z)


def in_context(y, variance, group, context, **more):
    """The same with what context and size explain over the region as covariate, its slope fitted inside the cluster."""
    return expectations(y, variance, group, region_index(y, variance, context), **more)


def region_index(y, variance, context):
    """What Huber's ridge regression over the region makes of context and size."""
    ok = np.isfinite(y) & np.isfinite(variance)
    index = np.full(len(y), np.nan)
    own, x = y[ok], context[ok]
    with np.errstate(invalid="ignore", divide="ignore"):
        x = np.nan_to_num(np.clip((x - np.nanmean(x, 0)) / np.nanstd(x, 0), -LIMIT, LIMIT))
    tau = max(0, robust_variance(own) - np.median(variance[ok]))
    precision = 1 / (variance[ok] + tau)
    X = np.column_stack([np.ones(len(own)), x])
    ridge = np.diag(np.r_[0, np.full(x.shape[1], SLOPE_PRIOR * precision.mean())])
    beta = np.r_[np.median(own), np.zeros(x.shape[1])]
    for _ in range(100):
        r = np.abs(own - X @ beta) * np.sqrt(precision)
        weight = precision * np.minimum(1, 1.345 / np.maximum(r, 1e-12))
        moved = np.linalg.solve((X.T * weight) @ X + ridge, X.T @ (weight * own))
        done = np.abs(moved - beta).max() < 1e-10 * np.abs(moved).max()
        beta = moved
        if done:
            break
    index[ok] = x @ beta[1:]
    return index


def robust_variance(values):
    return (1.4826 * np.median(np.abs(values - np.median(values)))) ** 2


def line_over_bins(x, y, height, fewest):
    """Intercept and slope through robust heights of eight bins along x; a bin weighs by the inverse square of its height."""
    if len(x) < 8 * fewest:
        return None
    bins = np.array_split(np.lexsort((y, x)), 8)
    at = np.array([x[b].mean() for b in bins])
    heights = np.array([height(y[b]) for b in bins])
    weight = 1 / np.maximum(np.maximum(1e-6 * heights.max() ** 2, heights ** 2), 1e-300)
    x0, y0 = np.average(at, weights=weight), np.average(heights, weights=weight)
    slope = (weight * (at - x0) * (heights - y0)).sum() / (weight * (at - x0) ** 2).sum()
    return y0 - slope * x0, slope
