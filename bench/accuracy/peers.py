"""What one would use in Python instead, on the same samples: scikit-learn's mutual_info_regression / mutual_info_classif,
and MINE (Belghazi et al. 2018) as commonly written in PyTorch. Reads a JSON list of samples on stdin
({file, rows, x: {kind, columns}, z: {kind, columns}, methods}), prints {file, method, value, seconds} a line;
the value is null where it is not a number.
With --check it only says whether everything it needs can be imported."""
import json
import os
import sys
import time

os.environ.setdefault('OMP_NUM_THREADS', '1')
import numpy as np
import torch
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

torch.set_num_threads(1)


def scikit_learn(x, z, x_kind, z_kind):
    """Single columns only: it takes the columns of X one by one."""
    if x.shape[1] > 1 or z.shape[1] > 1:
        return None
    if x_kind == 'categorical':
        return float(mutual_info_classif(z, x[:, 0].astype(int), discrete_features=z_kind == 'categorical', random_state=0)[0])
    if z_kind == 'categorical':
        return float(mutual_info_classif(x, z[:, 0].astype(int), random_state=0)[0])
    return float(mutual_info_regression(x, z[:, 0], random_state=0)[0])


def encoded(values, kind):
    if kind == 'categorical':
        values = (values == np.unique(values)[None, :]).astype(float)
    return torch.tensor((values - values.mean(0)) / (values.std(0) + 1e-12), dtype=torch.float32)


def mine(x, z, x_kind, z_kind, steps=1500, batch=256, rate=0.01):
    """z-scores, ELU 64 x 64, Adam 1e-3, bias-corrected gradient by a moving average of E_Q[e^T]; the value of all rows at the end."""
    torch.manual_seed(0)
    x, z = encoded(x, x_kind), encoded(z, z_kind)
    n = len(x)
    net = torch.nn.Sequential(
        torch.nn.Linear(x.shape[1] + z.shape[1], 64), torch.nn.ELU(), torch.nn.Linear(64, 64), torch.nn.ELU(), torch.nn.Linear(64, 1)
    )
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    log_average = None
    for _ in range(steps):
        rows, other = torch.randint(0, n, (batch,)), torch.randint(0, n, (batch,))
        joint = net(torch.cat([x[rows], z[rows]], 1)).mean()
        log_weight = torch.logsumexp(net(torch.cat([x[rows], z[other]], 1)), 0)[0] - np.log(batch)
        now = log_weight.detach()
        log_average = now if log_average is None else torch.logaddexp(log_average + np.log(1 - rate), now + np.log(rate))
        optimiser.zero_grad()
        ((log_weight - log_average).exp() - joint).backward()
        optimiser.step()
    with torch.no_grad():
        joint = net(torch.cat([x, z], 1)).mean()
        marginal = torch.cat([net(torch.cat([x, z[torch.randperm(n)]], 1)) for _ in range(10)])
        return float(joint - torch.logsumexp(marginal, 0)[0] + np.log(len(marginal)))


METHODS = {'scikit-learn': scikit_learn, 'pytorch-mine': mine}

if __name__ == '__main__' and '--check' not in sys.argv:
    for sample in json.load(sys.stdin):
        n, width = sample['rows'], sample['x']['columns']
        data = np.fromfile(sample['file'], '<f8').reshape(-1, n).T
        for name in sample['methods']:
            begun = time.perf_counter()
            value = METHODS[name](data[:, :width], data[:, width:], sample['x']['kind'], sample['z']['kind'])
            seconds = time.perf_counter() - begun
            if value is not None:
                value = value if np.isfinite(value) else None
                print(json.dumps({'file': sample['file'], 'method': name, 'value': value, 'seconds': seconds}), flush=True)
