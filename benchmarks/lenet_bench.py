"""Images per second through LeNet: convmath on numpy and on PyTorch, and a plain torch module.

    python benchmarks/lenet_bench.py               # the table, about a minute
    python benchmarks/lenet_bench.py --rounds 9 --device cpu

Every contender classifies the same images with the same parameters and is checked against the
float64 reference first. In every round each one runs once, in turn, so that other programs disturb
all alike; the table holds the medians of all rounds, and of the ratios within the rounds. More
threads than idle cores make every contender wait for its own threads, for longer than it computes.
"""

import argparse
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))
import convmath

COUNTS = (1, 64, 1024)
MOST_FOR_REFERENCE = 64  # images that the reference keeps all traces of at once
PATIENCE_S = 0.05  # how long one contender runs per round


def plain_module(network: convmath.LeNet, device: str) -> torch.nn.Module:
    """The same network as anyone would write it in PyTorch."""
    nn = torch.nn
    sigmoid = network.variant == "sigmoid"
    active, pool = (nn.Sigmoid, nn.AvgPool2d) if sigmoid else (nn.ReLU, nn.MaxPool2d)
    module = nn.Sequential(
        *(nn.Conv2d(1, 6, kernel_size=5, padding=2), active(), pool(kernel_size=2, stride=2)),
        *(nn.Conv2d(6, 16, kernel_size=5), active(), pool(kernel_size=2, stride=2)),
        *(nn.Flatten(), nn.Linear(400, 120), active(), nn.Linear(120, 84), active()),
        nn.Linear(84, 10),
    )
    module.load_state_dict({k: torch.tensor(v) for k, v in network.parameters.items()})
    return module.to(device).eval()


def contenders(network: convmath.LeNet, device: str, images: np.ndarray) -> dict[str, Callable]:
    ours, plain = convmath.TorchLeNet(network, device), plain_module(network, ours_kind(device))

    def run_plain() -> np.ndarray:
        with torch.inference_mode():
            single = torch.from_numpy(images.astype(np.float32)).to(ours.device.kind)
            return plain(single).cpu().numpy()

    calls = {"convmath on torch": lambda: ours.logits(images), "plain torch": run_plain}
    if len(images) <= MOST_FOR_REFERENCE:
        calls["convmath on numpy"] = lambda: network.forward(images)[-1].output
    return calls


def ours_kind(device: str) -> str:
    return convmath.choose_device(device).kind


def seconds(call: Callable) -> float:
    """The mean time of a call, over as many as fit into the patience."""
    begun, calls = time.perf_counter(), 0
    while (spent := time.perf_counter() - begun) < PATIENCE_S or not calls:
        call()
        calls += 1
    return spent / calls


def measure(calls: dict[str, Callable], rounds: int) -> list[dict[str, float]]:
    for call in calls.values():
        call()
    return [{name: seconds(call) for name, call in calls.items()} for _ in range(rounds)]


def check(calls: dict[str, Callable], reference: np.ndarray, name: str) -> None:
    for contender, call in calls.items():
        difference = np.abs(call()[: len(reference)] - reference).max()
        if difference > 1e-5 * np.abs(reference).max():
            sys.exit(f"{contender} is {difference} away from the reference ({name})")


def print_table(variant: str, device: str, rounds: int) -> None:
    network = convmath.load_lenet(variant)
    print(
        f"\n| images/s, {variant} | convmath on numpy | convmath on torch | plain torch | ÷ plain |"
    )
    print("|---|---:|---:|---:|---:|")
    for count in COUNTS:
        rng = np.random.default_rng(0)
        images = rng.integers(0, 256, (count, 1, 28, 28)) / 255
        calls = contenders(network, device, images)
        check(calls, network.forward(images[:MOST_FOR_REFERENCE])[-1].output, variant)
        times = measure(calls, rounds)
        speeds = [
            f"{count / median(one[name] for one in times):,.0f}" if name in calls else ""
            for name in ("convmath on numpy", "convmath on torch", "plain torch")
        ]
        ratio = median(one["plain torch"] / one["convmath on torch"] for one in times)
        print(f"| {count} at once | {' | '.join(speeds)} | {ratio:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=21, help="rounds per row (default 21)")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu (default auto)")
    parser.add_argument("--threads", type=int, default=1, help="PyTorch's threads (default 1)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    print(
        f"{convmath.choose_device(options.device).said}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}, PyTorch {torch.__version__}"
    )
    for variant in ("sigmoid", "relu"):
        print_table(variant, options.device, options.rounds)


if __name__ == "__main__":
    main()
