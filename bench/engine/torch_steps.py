"""Training steps of MINE in PyTorch, one thread, answered line by line (contestant.ts). Argument: pair, one network after the
other as it is commonly written (the faster of Adam's two ways), bmm, 45 pairs at once, or sgemm, NumPy's matrix product.
A step is that of stepSizes.ts; its time is for one pair."""
import json
import math
import os
import sys
import time

for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ.setdefault(name, '1')
MODE = sys.argv[1]
try:
    import numpy as np

    if MODE != 'sgemm':
        import torch

        torch.set_num_threads(1)
        torch.manual_seed(0)
except ImportError as error:
    print(json.dumps({'absent': str(error)}), flush=True)
    sys.exit()

ROWS, RHO, PAIRS, RATE = 10_000, 0.9, 45, 0.01


class Pairs:
    """`pairs` critics as one batch of products; with one pair its modules are the ordinary ones."""

    def __init__(self, size, pairs, foreach):
        self.size, self.pairs = size, pairs
        width, hidden = size['inputs'], size['hidden']
        common = torch.randn(pairs, ROWS, 1)
        noise = lambda: math.sqrt(RHO) * common + math.sqrt(1 - RHO) * torch.randn(pairs, ROWS, width)
        self.x, self.z = noise(), noise()
        self.activation = {'relu': torch.relu, 'silu': torch.nn.functional.silu}[size['activation']]
        if pairs == 1:
            function = {'relu': torch.nn.ReLU, 'silu': torch.nn.SiLU}[size['activation']]
            self.network = torch.nn.Sequential(
                torch.nn.Linear(2 * width, hidden), function(), torch.nn.Linear(hidden, hidden), function(), torch.nn.Linear(hidden, 1)
            )
            weights = list(self.network.parameters())
        else:
            layer = lambda a, b: [torch.nn.Parameter((torch.rand(pairs, k, b) * 2 - 1) / math.sqrt(a)) for k in (a, 1)]
            self.layers = [layer(2 * width, hidden), layer(hidden, hidden), layer(hidden, 1)]
            weights = [weight for one in self.layers for weight in one]
        self.alpha = torch.nn.Parameter(torch.ones(pairs, 1))
        self.weights = weights + ([self.alpha] if size['recipe'] else [])
        if size['recipe']:
            groups = [{'params': weights, 'weight_decay': 1e-3}, {'params': [self.alpha], 'weight_decay': 0}]
            self.optimiser = torch.optim.AdamW(groups, lr=0.02, foreach=foreach)
            self.schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimiser, 1600, 2e-4)
        else:
            self.optimiser = torch.optim.Adam(weights, lr=1e-3, foreach=foreach)
        self.average = None

    def outputs(self, x, z):
        inputs = torch.cat((x, z), -1)
        if self.pairs == 1:
            t = self.network(inputs)[:, 0]
        else:
            (w1, b1), (w2, b2), (w3, b3) = self.layers
            h = self.activation(torch.baddbmm(b2, self.activation(torch.baddbmm(b1, inputs, w1)), w2))
            t = torch.baddbmm(b3, h, w3)[..., 0]
        if not self.size['recipe']:
            return t
        u, v = x[..., 0], z[..., 0]
        q = (RHO * u * v - RHO * RHO / 2 * (u * u + v * v)) / (1 - RHO * RHO) - 0.5 * math.log(1 - RHO * RHO)
        return t + (self.alpha if self.pairs > 1 else self.alpha[0, 0]) * q

    def step(self):
        batch = self.size['batch']
        rows = torch.randint(0, ROWS, (batch,))
        x, z = self.x[:, rows], self.z[:, rows]
        if self.pairs == 1:
            x, z = x[0], z[0]
        shifts = torch.randint(1, batch, (self.size['rePairings'],)).tolist()
        turned = torch.cat([torch.roll(z, shift, -2) for shift in shifts], -2)
        repeated = torch.cat([x] * len(shifts), -2) if len(shifts) > 1 else x
        joint = self.outputs(x, z).mean(-1)
        partition = self.outputs(repeated, turned).exp().mean(-1)
        now = partition.detach()
        self.average = now if self.average is None else (1 - RATE) * self.average + RATE * now
        self.optimiser.zero_grad()
        (partition / self.average - joint).sum().backward()
        if self.size['recipe']:
            self.clip()
        self.optimiser.step()
        if self.size['recipe']:
            self.schedule.step()

    def clip(self):
        if self.pairs == 1:
            torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
            return
        squares = sum(weight.grad.flatten(1).pow(2).sum(1) for weight in self.weights)
        scale = (1 / (squares.sqrt() + 1e-6)).clamp(max=1)
        for weight in self.weights:
            weight.grad.mul_(scale.view(-1, *[1] * (weight.dim() - 1)))


def timed(step, milliseconds):
    """Microseconds of the processor's time that a step takes, in a burst."""
    begun = time.process_time()
    step()
    once = time.process_time() - begun
    times = max(1, round(milliseconds / 1000 / once))
    begun = time.process_time()
    for _ in range(times):
        step()
    return (time.process_time() - begun) / times * 1e6


def prepared(size):
    pairs = 1 if MODE == 'pair' else PAIRS
    ways = [Pairs(size, pairs, foreach) for foreach in ((False, True) if MODE == 'pair' else (True,))]
    for way in ways:
        for _ in range(5 if MODE == 'pair' else 1):
            way.step()
    return min(ways, key=lambda way: min(timed(way.step, 20) for _ in range(3))) if len(ways) > 1 else ways[0]


print(json.dumps({'ready': np.__version__ if MODE == 'sgemm' else torch.__version__}), flush=True)
current = None
for line in sys.stdin:
    asked = json.loads(line)
    if MODE == 'sgemm':
        m, k, n = asked['product']
        a, b = np.ones((m, k), np.float32), np.ones((k, n), np.float32)
        print(json.dumps({'figures': {'microseconds': timed(lambda: a @ b, asked['milliseconds'])}}), flush=True)
        continue
    if current is None or current.size != asked['step']:
        current = prepared(asked['step'])
    microseconds = timed(current.step, asked['milliseconds']) / current.pairs
    print(json.dumps({'figures': {'microseconds': microseconds}}), flush=True)
