"""Clusters of schools by context: their number, their quality, their stability; one index of context."""
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.impute import KNNImputer
from sklearn.metrics import calinski_harabasz_score, pairwise_distances, silhouette_samples

SAMPLE, SMALLEST, MOST = 1000, 15, 8
NAMES = np.array(list("ABCDEFGH"))
NO_CONTEXT = ["school_id", "name", "municipality", "advanced_program", "confirmed_by_exam"]


def context_of(schools):
    """Shares as logits, counts as logarithms, ordered categories as ranks; robust standard deviations, gaps imputed."""
    columns = {}
    for name, values in schools.drop(columns=NO_CONTEXT).items():
        if values.dtype == object:
            values = values.astype("category").cat.codes.replace(-1, np.nan)
        elif name.endswith("_share"):
            share = 0.005 + 0.99 * values
            values = np.log(share / (1 - share))
        else:
            values = np.log1p(values)
        values = values.to_numpy(float)
        centre = np.nanmedian(values)
        reach = 3 * np.nanquantile(np.abs(values - centre), 0.9) / 1.645
        scale = np.nanstd(np.clip(values, centre - reach, centre + reach)) or 1
        columns[name] = np.clip((values - centre) / scale, -4, 4)
    matrix = pd.DataFrame(columns)
    imputer = KNNImputer(n_neighbors=10).fit(matrix[:: -(-len(matrix) // SAMPLE)])
    return pd.DataFrame(imputer.transform(matrix), columns=matrix.columns)


def kmeans(points, k, starts, random):
    return KMeans(k, n_init=starts, random_state=random.integers(1 << 31)).fit(points)


def merged(points, labels, minimum):
    """Groups under the minimum join their nearest one."""
    while True:
        kinds, labels, sizes = np.unique(labels, return_inverse=True, return_counts=True)
        if len(kinds) < 2 or sizes.min() >= minimum:
            return labels
        centres = np.stack([points[labels == g].mean(0) for g in range(len(kinds))])
        small = sizes.argmin()
        away = ((centres - centres[small]) ** 2).sum(1)
        away[small] = np.inf
        labels = np.where(labels == small, away.argmin(), labels)


def cluster(points, random):
    """Groups of all schools, a table of the numbers of groups with three indices, and a table of the groups."""
    n = len(points)
    sample = points[np.sort(random.choice(n, min(n, SAMPLE), replace=False))]
    minimum = min(SMALLEST, max(5, -(-SMALLEST * len(sample) // n)))
    within, candidates = [((sample - sample.mean(0)) ** 2).sum()], {}
    distances = pairwise_distances(sample)
    for k in range(2, min(MOST, len(sample) // minimum) + 1):
        model = kmeans(sample, k, 25, random)
        within.append(model.inertia_)
        labels = merged(sample, model.labels_, minimum)
        if labels.max() > 0:
            candidates[labels.max() + 1] = labels
    indices = pd.DataFrame([{
        "groups": k, "calinski_harabasz": calinski_harabasz_score(sample, labels),
        "silhouette": silhouette_samples(distances, labels, metric="precomputed").mean(),
    } for k, labels in candidates.items()])
    gaps = gap_statistic(sample, within, random)
    indices["gap"] = indices.groups.map(dict(enumerate(gaps[:, 0], 1)))
    vote = next((k for k in range(1, len(gaps)) if gaps[k - 1, 0] >= gaps[k, 0] - gaps[k, 1]), len(gaps))
    chosen = max((k for k in candidates if k <= vote), default=min(candidates))
    groups = candidates[chosen]
    if len(sample) < n:
        centres = np.stack([sample[groups == g].mean(0) for g in range(chosen)])
        groups = merged(points, KMeans(chosen, init=centres, n_init=1).fit(points).labels_, SMALLEST)
    by_size = np.argsort(-np.bincount(groups), kind="stable")
    groups = np.argsort(by_size)[groups]
    return groups, indices, *describe(points, groups, minimum, random)


def gap_statistic(sample, within, random):
    """Gap and its error for k = 1, 2, ... up to the first that the one-error rule takes (Tibshirani)."""
    references = [random.uniform(sample.min(0), sample.max(0), sample.shape) for _ in range(10)]
    gaps = []
    for k, own in enumerate(within, 1):
        logs = np.log([((r - r.mean(0)) ** 2).sum() if k == 1 else kmeans(r, k, 3, random).inertia_ for r in references])
        gaps.append((logs.mean() - np.log(own), logs.std() * np.sqrt(1.1)))
        if k > 1 and gaps[-2][0] >= gaps[-1][0] - gaps[-1][1]:
            break
    return np.array(gaps)


def describe(points, groups, minimum, random):
    """Silhouette, spread, closeness and bootstrap stability (50 samples, Jaccard) of the groups; the last two by school."""
    k, n = groups.max() + 1, len(points)
    centres = np.stack([points[groups == g].mean(0) for g in range(k)])
    distance = np.sqrt(((points[:, None] - centres) ** 2).sum(2))
    nearest = np.sort(distance, 1)
    drawn = np.sort(random.choice(n, min(n, SAMPLE), replace=False))
    silhouette = silhouette_samples(points[drawn], groups[drawn])
    sizes = np.bincount(groups)
    jaccard, together = np.zeros(k), np.zeros(n)
    for _ in range(50):
        drawn_again = random.integers(0, n, min(n, SAMPLE))
        sample = points[drawn_again]
        labels = merged(sample, kmeans(sample, k, 3, random).labels_, minimum)
        found = np.stack([sample[labels == g].mean(0) for g in range(labels.max() + 1)])
        again = ((points[:, None] - found) ** 2).sum(2).argmin(1)
        once = np.unique(drawn_again)
        table = np.bincount(groups[once] * len(found) + again[once], minlength=k * len(found)).reshape(k, -1)
        jaccard += (table / np.maximum(1, table.sum(1)[:, None] + table.sum(0) - table)).max(1) / 50
        both = np.bincount(groups * len(found) + again, minlength=k * len(found)).reshape(k, -1)
        together += (both[groups, again] - 1) / np.maximum(1, sizes[groups] - 1) / 50
    table = pd.DataFrame({
        "peer_group": NAMES[:k], "size": sizes, "stability": jaccard,
        "silhouette": [silhouette[groups[drawn] == g].mean() for g in range(k)],
        "spread": [np.sqrt((distance[groups == g, g] ** 2).mean()) for g in range(k)],
    })
    by_school = {"peer_group": NAMES[groups], "closeness": nearest[:, 0] / nearest[:, 1], "together": together}
    return table, pd.DataFrame(by_school)


def profiles(schools):
    """Mean context of the groups, and their most frequent category of each kind."""
    context = schools.drop(columns=NO_CONTEXT).groupby("peer_group")
    return context.agg(lambda column: column.mode().iat[0] if column.dtype == object else column.mean())


def context_index(matrix):
    """First principal component of the context, standardised; education of the parents loads positively."""
    centred = matrix - matrix.mean()
    loadings = np.linalg.svd(centred, full_matrices=False)[2][0]
    sign = np.sign(loadings[matrix.columns.get_loc("higher_education_share")])
    score = sign * centred.to_numpy() @ loadings
    return score / score.std()
