"""The clock's peers over the columns of a CSV file; prints {seconds, estimates: [[i, j, value], ...]} for the pairs of columns i < j.
sklearn FILE: mutual_info_regression over all pairs. mine FILE STEPS BATCH I,J ...: MINE as commonly written in PyTorch
(bench/accuracy/peers.py) for the named pairs. The seconds are without imports and reading."""
import json
import os
import sys
import time

os.environ.setdefault('OMP_NUM_THREADS', '1')
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../accuracy'))
mode, file = sys.argv[1:3]
data = np.loadtxt(file, delimiter=',', skiprows=1)
estimates = []
if mode == 'sklearn':
    from sklearn.feature_selection import mutual_info_regression

    begun = time.perf_counter()
    for j in range(1, data.shape[1]):
        values = mutual_info_regression(data[:, :j], data[:, j], random_state=0)
        estimates += [[i, j, float(value)] for i, value in enumerate(values)]
else:
    from peers import mine

    steps, batch = int(sys.argv[3]), int(sys.argv[4])
    begun = time.perf_counter()
    for pair in sys.argv[5:]:
        i, j = map(int, pair.split(','))
        estimates.append([i, j, mine(data[:, [i]], data[:, [j]], 'numeric', 'numeric', steps, batch)])
print(json.dumps({'seconds': time.perf_counter() - begun, 'estimates': estimates}))
