"""LeNet in PyTorch: many images at once, on the best device there is, held to the reference."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from convmath.checks import whole_number
from convmath.devices import choose_device, reproducible
from convmath.lenet import LeNet, lenet_input
from convmath.numbers import Array, freeze
from convmath.torch_backend import to_torch, torch_module

BATCH_SIZE = 1024  # a GPU wants many images at once
CPU_BATCH_SIZE = 256  # on a CPU, what stays in its cache is twice as fast
PARAMETERS = ("weight", "bias")


class TorchLeNet:
    """A network as a `torch.nn.Sequential` in float32 on a device (`device.said` says which).

    Every layer's numbers differ from `LeNet.forward` by at most 1e-5 of that layer's largest
    (`tests/convmath/test_torch_lenet.py`; seen: 5e-7 on a CPU). Batches bound the memory.

    >>> from convmath.lenet import load_lenet
    >>> run = TorchLeNet(load_lenet(), device="cpu")
    >>> run.device.kind, run.logits(np.zeros((3, 1, 28, 28))).shape
    ('cpu', (3, 10))
    """

    def __init__(self, network: LeNet, device: str = "auto", batch_size: int | None = None) -> None:
        self.device = choose_device(device)
        usual = CPU_BATCH_SIZE if self.device.kind == "cpu" else BATCH_SIZE
        self._batch_size = (
            usual if batch_size is None else whole_number(batch_size, "batch size", 1)
        )
        modules = (
            to_torch(made, *(network.parameters.get(f"{number}.{name}") for name in PARAMETERS))
            for number, made in enumerate(network.layers)
        )
        self._model = torch_module().nn.Sequential(*modules).float().to(self.device.kind)

    def logits(self, images: object) -> Array:
        """The last layer's numbers (N, 10), float32, of images as `LeNet.forward` takes them."""
        with reproducible():
            return _joined([self._model(batch) for batch in self._batches(images)])

    def forward(self, images: object) -> tuple[Array, ...]:
        """Every layer's numbers for all images, (N, …); N images take N · 80 KiB."""
        layers: list[list[Any]] = [[] for _ in self._model]
        with reproducible():
            for values in self._batches(images):
                for module, outputs in zip(self._model, layers, strict=True):
                    values = module(values)  # noqa: PLW2901 (what goes through the layers)
                    outputs.append(values)
            return tuple(map(_joined, layers))

    def _batches(self, images: object) -> Iterator[Any]:
        array = lenet_input(images).astype(np.float32)
        batch = array if array.ndim == 4 else array[np.newaxis]
        torch = torch_module()
        with torch.inference_mode():
            for part in torch.from_numpy(batch).split(self._batch_size):
                yield part.to(self.device.kind)


def _joined(batches: list[Any]) -> Array:
    return freeze(np.concatenate([batch.cpu().numpy() for batch in batches]))
