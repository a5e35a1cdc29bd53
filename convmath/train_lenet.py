"""Train LeNet on Fashion-MNIST: python -m convmath.train_lenet --variant sigmoid.

Writes lenet_VARIANT.npz (the parameters), lenet_VARIANT_history.npz (the first kernels and the
loss on their way) and lenet_VARIANT.json (metrics, seed, command, versions).
"""

import argparse
import hashlib
import json
import platform
import shlex
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from convmath.arrays import save_arrays
from convmath.devices import DEVICES, Device, choose_device
from convmath.errors import ConvMathError
from convmath.fashion import DEBIAN_FOLDER, read_fashion
from convmath.lenet import VARIANTS
from convmath.torch_backend import torch_module
from convmath.train import Plan, Training, train

BAR = 30  # characters


def main(arguments: Sequence[str] | None = None) -> int:
    """Train as the command line says; returns the exit status: 0, or 2 with a sentence."""
    options = _parser().parse_args(arguments)
    given = shlex.join(sys.argv[1:] if arguments is None else arguments)
    plan_names = ("variant", "seed", "epochs", "rate", "batch_size")
    try:
        plan = Plan(**{name: getattr(options, name) for name in plan_names})
        learn, test = (read_fashion(options.data, part) for part in ("train", "t10k"))
        device = choose_device(options.device)
        _say(f"LeNet ({plan.variant}) on {device.said}, {len(learn.labels):,} images")
        begun = time.monotonic()
        training = train(plan, learn, test, device, ProgressBar(plan.epochs))
        seconds = time.monotonic() - begun
    except ConvMathError as error:
        _say(f"train_lenet: {error}")
        return 2
    last = training.epochs[-1]
    _say(
        f"loss {last.loss:.3f}, train accuracy {last.train_accuracy:.3f}, "
        f"test accuracy {last.test_accuracy:.3f}, {seconds:.0f} s"
    )
    told = {"command": f"python -m convmath.train_lenet {given}".rstrip()}
    told |= _circumstances(plan, device, seconds)
    for path in save(training, options.out, told):
        sys.stdout.write(f"{path}\n")
    return 0


def save(training: Training, folder: Path, told: Mapping[str, Any]) -> list[Path]:
    """Write the parameters, their history, and beside them what is `told` and the metrics."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"lenet_{training.network.variant}"
    paths = [folder / f"{stem}{end}" for end in (".npz", "_history.npz", ".json")]
    save_arrays(paths[0], training.network.parameters)
    save_arrays(paths[1], asdict(training.history))
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths[:2]}
    facts = {**told, "epochs": [asdict(epoch) for epoch in training.epochs], "sha256": sums}
    paths[2].write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return paths


class ProgressBar:
    """A line on the terminal that fills; where nobody watches, a line per epoch."""

    def __init__(self, epochs: int) -> None:
        self._epochs, self._watched, self._mean = epochs, sys.stderr.isatty(), 0.0

    def __call__(self, step: int, steps: int, loss: float) -> None:
        """Say how far it is after `step` of `steps`, and the loss, smoothed."""
        self._mean = loss if step == 1 else 0.98 * self._mean + 0.02 * loss
        per_epoch = steps // self._epochs
        ended = step % per_epoch == 0
        done = BAR * step // steps
        bar = "█" * done + "░" * (BAR - done)
        epoch = f"epoch {-(-step // per_epoch)} of {self._epochs}"
        line = f"{bar} {100 * step // steps:3d} %  {epoch}  loss {self._mean:.3f}"
        if self._watched:
            sys.stderr.write(f"\r{line}" + ("\n" if step == steps else ""))
            sys.stderr.flush()
        elif ended:
            _say(line)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m convmath.train_lenet", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--variant", choices=VARIANTS, default="sigmoid")
    parser.add_argument(
        "--data", type=Path, default=DEBIAN_FOLDER, help="folder with the four IDX files"
    )
    parser.add_argument("--device", choices=DEVICES, default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, help="learning rate; 0.9, with ReLU 0.1")
    parser.add_argument("--batch-size", type=int, default=256)
    parser.add_argument(
        "--out", type=Path, default=Path("media/lenet"), help="folder for the results"
    )
    return parser


def _circumstances(plan: Plan, device: Device, seconds: float) -> dict[str, Any]:
    torch = torch_module()
    return {
        **asdict(plan),
        "rate": plan.learning_rate,
        "device": device.said,
        "seconds": round(seconds, 1),
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "torch": torch.__version__,
        },
    }


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
