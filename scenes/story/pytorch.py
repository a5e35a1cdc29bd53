"""The lines of PyTorch that compute the numbers of a film, in PyTorch's own conventions."""

from __future__ import annotations

from convmath import Geometry


def conv2d_program(
    geometry: Geometry, input: str = "X[None, None]", kernel: str = "K[None, None]"
) -> str:
    """`F.conv2d` for a matrix `X` and a kernel `K`; padding that differs by side needs `F.pad`.

    >>> print(conv2d_program(Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2))))
    Y = F.conv2d(X[None, None], K[None, None], padding=1, stride=(3, 2))
    >>> print(conv2d_program(Geometry.of((3, 3), (2, 2), padding="same")))
    X = F.pad(X, (0, 1, 0, 1))
    Y = F.conv2d(X[None, None], K[None, None])
    """
    lines, options = [], ""
    if all(before == after for before, after in geometry.padding):
        options += _option("padding", tuple(before for before, _ in geometry.padding), 0)
    else:
        (top, bottom), (left, right) = geometry.padding
        lines.append(f"X = F.pad(X, ({left}, {right}, {top}, {bottom}))")
    options += _option("stride", geometry.stride, 1)
    options += _option("dilation", geometry.dilation, 1)
    return "\n".join([*lines, f"Y = F.conv2d({input}, {kernel}{options})"])


def _option(name: str, values: tuple[int, ...], default: int) -> str:
    """As PyTorch writes it: nothing at its default, one number where both axes agree."""
    if len(set(values)) == 1:
        return "" if values[0] == default else f", {name}={values[0]}"
    return f", {name}={values}"
