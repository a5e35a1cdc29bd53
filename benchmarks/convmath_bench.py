"""Time convmath's exact integer correlation beside PyTorch, SciPy and a plain loop, in one run.

    python benchmarks/convmath_bench.py            # the table, about two minutes
    python benchmarks/convmath_bench.py --rounds 9

Every contender computes the same integers and is checked against the others before it is timed.
The contenders take turns, each round in another order; in its turn each runs a few times in a row,
so that one's sleeping threads do not slow the next. A turn's time is the median of its calls, a
time in the table the median of the turns, and a ratio the median of the ratios within each round.
"""

import argparse
import itertools
import platform
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import scipy.signal
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))
import convmath

CONV = {1: torch.nn.functional.conv1d, 2: torch.nn.functional.conv2d, 3: torch.nn.functional.conv3d}
PATIENCE_S = 0.4  # how long a turn takes, at least one call


@dataclass(frozen=True)
class Case:
    """An image (channels, *size) and kernels (out, channels, *size); None: one channel, plain."""

    name: str
    size: tuple[int, ...]
    kernel: tuple[int, ...]
    channels: tuple[int, int] | None = None
    padding: int = 0
    bits: int = 8

    def inputs(self) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(0)
        ins, outs = self.channels or (1, 1)
        x = rng.integers(0, 2**self.bits, (ins, *self.size))
        return x, rng.integers(-128, 128, (outs, ins, *self.kernel))


CASES = [
    Case("512×512 ⋆ 5×5", (512, 512), (5, 5)),
    Case("3→16 channels, 224×224, 3×3", (224, 224), (3, 3), (3, 16), 1),
    Case("64→64 channels, 56×56, 3×3", (56, 56), (3, 3), (64, 64), 1),
    Case("1-D: 100000 ⋆ 31", (100_000,), (31,)),
    Case("1-D: 16→32 channels, 4096, 9", (4096,), (9,), (16, 32), 4),
    Case("3-D: 64×64×64 ⋆ 3×3×3", (64, 64, 64), (3, 3, 3)),
    Case("3-D: 4→8 channels, 32×32×32, 3×3×3", (32, 32, 32), (3, 3, 3), (4, 8), 1),
    Case("3→16 channels, 224×224, 3×3, 48-bit input", (224, 224), (3, 3), (3, 16), 1, bits=48),
]


def ours(case: Case, x: np.ndarray, w: np.ndarray) -> Callable[[], np.ndarray]:
    if case.channels:
        return lambda: convmath.conv_layer(x, w, padding=case.padding).output
    return lambda: convmath.cross_correlate(x[0], w[0, 0], padding=case.padding).output[None]


def in_torch(case: Case, x: np.ndarray, w: np.ndarray, dtype: torch.dtype) -> Callable:
    xt, wt = (torch.as_tensor(a).to(dtype) for a in (x[None], w))
    conv = CONV[len(case.size)]
    return lambda: conv(xt, wt, padding=case.padding)[0].numpy()  # noqa: PLW0108 (not one call)


def in_scipy(case: Case, x: np.ndarray, w: np.ndarray) -> Callable[[], np.ndarray]:
    padded = np.pad(x, [(0, 0)] + [(case.padding,) * 2] * len(case.size))

    def one(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        if image.ndim == 2:
            return scipy.signal.correlate2d(image, kernel, "valid")
        return scipy.signal.correlate(image, kernel, "valid", method="direct")

    return lambda: np.stack([sum(map(one, padded, kernels)) for kernels in w])


def loop_seconds(case: Case, x: np.ndarray, w: np.ndarray, expected: np.ndarray) -> float:
    """A plain Python loop: the first 200 outputs are timed and checked, the rest follows."""
    padded = np.pad(x, [(0, 0)] + [(case.padding,) * 2] * len(case.size)).tolist()
    kernels = w.tolist()
    places = list(itertools.islice(np.ndindex(*expected.shape), 200))
    offsets = list(np.ndindex(*w.shape[1:]))
    start = time.perf_counter()
    found = []
    for o, *place in places:
        total = 0
        for c, *offset in offsets:
            value, weight = padded[c], kernels[o][c]
            for i, j in zip(place, offset, strict=True):
                value, weight = value[i + j], weight[j]
            total += value * weight
        found.append(total)
    seconds = time.perf_counter() - start
    assert found == [expected[place] for place in places]
    return seconds / len(places) * expected.size


def turns(contenders: dict[str, Callable], rounds: int) -> dict[str, list[float]]:
    """The seconds of every contender in every round; the one that begins changes."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(turn(contenders[name]))
    return times


def turn(call: Callable) -> float:
    """The median of the calls that fit into a turn, after one that wakes the threads."""
    call()
    seconds = []
    stop = time.perf_counter() + PATIENCE_S
    while not seconds or time.perf_counter() < stop:
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def measure(case: Case, rounds: int) -> dict[str, list[float]]:
    x, w = case.inputs()
    contenders = {
        "convmath": ours(case, x, w),
        "torch int64": in_torch(case, x, w, torch.int64),
        "torch float64": in_torch(case, x, w, torch.float64),
        "scipy": in_scipy(case, x, w),
    }
    results = {name: call() for name, call in contenders.items()}
    for name, result in results.items():
        exact = case.bits < 40 or name != "torch float64"  # which would round
        if exact and not np.array_equal(result, results["convmath"]):
            sys.exit(f"{name} disagrees on {case.name}")
    slow = {"scipy": contenders.pop("scipy")}
    times = turns(contenders, rounds) | turns(slow, 1)
    return times | {"plain loop": [loop_seconds(case, x, w, results["convmath"])]}


def print_table(rounds: int) -> None:
    names = ["convmath", "torch int64", "torch float64", "scipy", "plain loop"]
    print(f"| milliseconds | {' | '.join(names)} | ÷ int64 | ÷ float64 |")
    print(f"|---|{'---:|' * (len(names) + 2)}")
    for case in CASES:
        times = measure(case, rounds)
        medians = [median(times[name]) for name in names]
        cells = [f"{1e3 * seconds:,.{1 if seconds < 1 else 0}f}" for seconds in medians]
        ratios = [ratio(times["convmath"], times[name]) for name in names[1:3]]
        print(f"| {case.name} | {' | '.join(cells + ratios)} |", flush=True)


def ratio(ours: list[float], theirs: list[float]) -> str:
    """The median of the rounds' ratios, and how far they spread."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def print_memory(size: int = 4096) -> None:
    """What the steps of a large input cost: built on demand, they should cost next to nothing."""
    x = np.random.default_rng(0).integers(0, 256, (size, size))
    start = time.perf_counter()
    trace = convmath.cross_correlate(x, [[1, 0, -1], [2, 0, -2], [1, 0, -1]], padding=1)
    seconds = time.perf_counter() - start
    tracemalloc.start()
    for step in itertools.chain(trace.steps[:500], trace.steps[:: len(trace.steps) // 500]):
        assert step.total == trace.output[step.index]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(
        f"\n{size}×{size} ⋆ 3×3: {seconds:.2f} s; output {trace.output.nbytes / 2**20:.0f} MiB; "
        f"1,000 of its {len(trace.steps):,} steps: at most {peak / 2**10:.0f} KiB at once; "
        f"peak of the process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MiB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="rounds per case (default 5)")
    parser.add_argument("--threads", type=int, default=2, help="PyTorch's threads (default 2)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, PyTorch {torch.__version__}, "
        f"{options.threads} threads\n"
    )
    print_table(options.rounds)
    print_memory()


if __name__ == "__main__":
    main()
