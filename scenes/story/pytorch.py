"""The lines of PyTorch that compute the numbers of a film, in PyTorch's own conventions."""

from __future__ import annotations

from collections.abc import Sequence

from convmath import Geometry
from convmath.padding import Sides
from convmath.pool import covering
from scenes.story.beat import StoryError


def conv2d_program(
    geometry: Geometry,
    input: str = "X[None, None]",
    kernel: str = "K[None, None]",
    output: str = "Y",
    groups: int = 0,
) -> str:
    """`F.conv2d` for a matrix `X` and a kernel `K`; padding that differs by side needs `F.pad`.

    The channels are in so many `groups`; 0 if nothing is said of them.

    >>> print(conv2d_program(Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2))))
    Y = F.conv2d(X[None, None], K[None, None], padding=1, stride=(3, 2))
    >>> print(conv2d_program(Geometry.of((3, 3), (2, 2), padding="same")))
    X = F.pad(X, (0, 1, 0, 1))
    Y = F.conv2d(X[None, None], K[None, None])
    """
    lines, options = [], f", groups={groups}" if groups else ""
    if all(before == after for before, after in geometry.padding):
        options += option("padding", tuple(before for before, _ in geometry.padding), 0)
    else:
        (top, bottom), (left, right) = geometry.padding
        lines.append(f"X = F.pad(X, ({left}, {right}, {top}, {bottom}))")
    options += option("stride", geometry.stride, 1)
    options += option("dilation", geometry.dilation, 1)
    return "\n".join([*lines, f"{output} = F.conv2d({input}, {kernel}{options})"])


def pool2d_program(
    kind: str,
    geometry: Geometry,
    input: str = "X[None, None]",
    *,
    counted: bool = True,
    divisor: int | None = None,
) -> str:
    """`F.max_pool2d` or `F.avg_pool2d` (`kind` is "max" or "avg").

    PyTorch pads both sides alike and by half a window at most; what is padded otherwise needs
    `F.pad`, and then a mean without the padding is a quotient of two. `counted` says whether
    padding counts in a mean, `divisor` by what every sum is divided. Raises StoryError for a mean
    that PyTorch has no such way to.

    >>> print(pool2d_program("max", Geometry.of((3, 3), (2, 2), padding=1)))
    Y = F.max_pool2d(X[None, None], 2, stride=1, padding=1)
    >>> print(pool2d_program("avg", Geometry.of((4, 4), (2, 2), stride=2, padding=((0, 1), 0))))
    X = F.pad(X, (0, 0, 0, 1))
    Y = F.avg_pool2d(X[None, None], 2)
    """
    window = _spelled(geometry.kernel_shape)
    options = "" if geometry.stride == geometry.kernel_shape else _set("stride", geometry.stride)
    options += option("dilation", geometry.dilation, 1)
    override = "" if divisor is None else f", divisor_override={divisor}"
    sides = zip(geometry.padding, geometry.kernel_shape, strict=True)
    if all(before == after <= size // 2 for (before, after), size in sides):
        options += option("padding", tuple(before for before, _ in geometry.padding), 0)
        options += ", ceil_mode=True" if geometry.ceil_mode else ""
        options += "" if counted else ", count_include_pad=False"
        return f"Y = F.{kind}_pool2d({input}, {window}{options}{override})"
    if kind == "avg" and geometry.ceil_mode:
        raise StoryError(
            f"PyTorch has no mean of a padding of {geometry.padding} that ceil_mode rounds up: pad "
            "both sides alike, by half of the window at most, or leave ceil_mode out"
        )
    (top, bottom), (left, right) = covering(geometry).padding
    fill = ", value=-torch.inf" if kind == "max" else ""
    lines = [f"X = F.pad(X, ({left}, {right}, {top}, {bottom}){fill})"]
    last = f"Y = F.{kind}_pool2d({input}, {window}{options}{override})"
    if counted or divisor is not None:
        return "\n".join([*lines, last])
    lines.insert(0, f"N = F.pad(torch.ones_like(X), ({left}, {right}, {top}, {bottom}))")
    pooled = f"F.avg_pool2d(N{input[1:]}, {window}{options})"
    return "\n".join([*lines, f"{last} / {pooled}"])


def transposed_program(
    geometry: Geometry, padding: Sides = ((0, 0), (0, 0)), output_padding: Sequence[int] = (0, 0)
) -> str:
    """`F.conv_transpose2d`, which cuts off both sides alike; what differs is cut by an index.

    >>> print(transposed_program(Geometry.transposed((2, 2), (2, 2), stride=2)))
    Y = F.conv_transpose2d(X[None, None], K[None, None], stride=2)
    >>> sides = ((0, 1), (0, 0))
    >>> print(transposed_program(Geometry.transposed((2, 2), (2, 2), padding=sides), sides))
    Y = F.conv_transpose2d(X[None, None], K[None, None])[..., 0:2, 0:3]
    """
    options = option("stride", geometry.stride, 1)
    cut = ""
    if all(before == after for before, after in padding):
        options += option("padding", tuple(before for before, _ in padding), 0)
    else:
        sides = zip(padding, geometry.input_shape, strict=True)
        spans = ", ".join(f"{before}:{before + size}" for (before, _), size in sides)
        cut = f"[..., {spans}]"
    options += option("output_padding", tuple(output_padding), 0)
    options += option("dilation", geometry.dilation, 1)
    return f"Y = F.conv_transpose2d(X[None, None], K[None, None]{options}){cut}"


def _set(name: str, values: tuple[int, ...]) -> str:
    return f", {name}={_spelled(values)}"


def _spelled(values: tuple[int, ...]) -> str:
    """One number where both axes agree."""
    return str(values[0]) if len(set(values)) == 1 else str(values)


def option(name: str, values: tuple[int, ...], default: int) -> str:
    """As PyTorch writes it: nothing at its default, one number where all axes agree.

    >>> option("stride", (2, 2), 1), option("stride", (1, 2), 1), option("stride", (1,), 1)
    (', stride=2', ', stride=(1, 2)', '')
    """
    return "" if set(values) == {default} else _set(name, values)
