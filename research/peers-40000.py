"""The same work in scikit-learn as research/peers-40000.ts, which calls this with a CSV file and reads the JSON printed."""
import json
import sys
import time

import numpy as np
import pandas
import sklearn
from sklearn.cluster import KMeans
from sklearn.impute import KNNImputer
from sklearn.metrics import calinski_harabasz_score, silhouette_samples
from sklearn.preprocessing import StandardScaler

table = pandas.read_csv(sys.argv[1])
start = time.process_time()
for name in table.columns:
    if name.endswith("_share"):
        share = 0.005 + 0.99 * table[name]
        table[name] = np.log(share / (1 - share))
    elif pandas.api.types.is_numeric_dtype(table[name]):
        table[name] = np.log1p(table[name])
matrix = pandas.get_dummies(table, columns=["settlement", "hostel"]).to_numpy(float)
matrix = StandardScaler().fit_transform(matrix)
imputer = KNNImputer(n_neighbors=10).fit(matrix[:: len(matrix) // 1000])
matrix = imputer.transform(matrix)

generator = np.random.default_rng(1)
sample = matrix[generator.choice(len(matrix), 1000, replace=False)]
references = [generator.uniform(sample.min(0), sample.max(0), sample.shape) for _ in range(10)]
scores, models = {}, {}
for k in range(2, 9):
    models[k] = KMeans(k, n_init=25, random_state=0).fit(sample)
    scores[k] = silhouette_samples(sample, models[k].labels_).mean()
    calinski_harabasz_score(sample, models[k].labels_)
    for reference in references:
        KMeans(k, n_init=3, random_state=0).fit(reference)
k = max(scores, key=scores.get)
everybody = KMeans(k, init=models[k].cluster_centers_, n_init=1).fit(matrix)
together = np.zeros(len(matrix))
for resample in range(50):
    drawn = matrix[generator.integers(0, len(matrix), 1000)]
    labels = KMeans(k, n_init=3, random_state=resample).fit(drawn).predict(matrix)
    cross = pandas.crosstab(everybody.labels_, labels).to_numpy()
    together += cross[everybody.labels_, labels]
seconds = time.process_time() - start
sizes = sorted(np.bincount(everybody.labels_).tolist(), reverse=True)
print(json.dumps({"tool": f"scikit-learn {sklearn.__version__}", "seconds": seconds, "k": k, "sizes": sizes}))
