"""Where PyTorch computes: CUDA, else MPS, else CPU; the same numbers every time, no TF32."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from convmath.errors import ConvMathError, shown
from convmath.torch_backend import torch_module

DEVICES = ("auto", "cuda", "mps", "cpu")


@dataclass(frozen=True, slots=True)
class Device:
    """What PyTorch calls a device, and what people call it.

    >>> choose_device("cpu").kind
    'cpu'
    """

    kind: str
    said: str


def choose_device(name: str = "auto") -> Device:
    """Take the named device, or with "auto" the first there is of CUDA, MPS and CPU.

    Raises ConvMathError for one that this machine lacks, and if PyTorch is not installed.

    >>> choose_device("tpu")
    Traceback (most recent call last):
        ...
    convmath.errors.ConvMathError: there is no device 'tpu': use auto, cuda, mps or cpu
    """
    if not isinstance(name, str) or name not in DEVICES:
        known = f"{', '.join(DEVICES[:-1])} or {DEVICES[-1]}"
        raise ConvMathError(f"there is no device {shown(name)}: use {known}")
    torch = torch_module()
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        name = next((kind for kind, there in present.items() if there), "cpu")
    if not present.get(name, True):
        raise ConvMathError(f"PyTorch finds no {name.upper()} device here: use auto or cpu")
    if name == "cuda":
        return Device("cuda", f"CUDA ({torch.cuda.get_device_name()})")
    if name == "mps":
        return Device("mps", "MPS")
    threads = torch.get_num_threads()
    return Device("cpu", f"CPU ({threads} thread{'s' * (threads > 1)})")


@contextmanager
def reproducible() -> Iterator[None]:
    """Within it PyTorch runs deterministic algorithms in full float32 (no TF32); restored after.

    The same machine then gives the same numbers each time; another may add in another order.
    Raises ConvMathError if PyTorch is not installed.

    >>> with reproducible():
    ...     torch_module().are_deterministic_algorithms_enabled()
    True
    """
    torch = torch_module()
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # what cuBLAS asks for
    matmul, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = torch.are_deterministic_algorithms_enabled(), matmul.allow_tf32, cudnn.allow_tf32
    torch.use_deterministic_algorithms(True)
    matmul.allow_tf32 = cudnn.allow_tf32 = False
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before[0])
        matmul.allow_tf32, cudnn.allow_tf32 = before[1:]
