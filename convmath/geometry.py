"""Where windows go: the only place of the library with an output-size formula.

Coordinates are (row, col) of the *padded* input: with one row of padding, the input begins at 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from convmath.checks import check_axis, check_size, yes_or_no
from convmath.errors import ConvMathError, shown
from convmath.formula import Convention, SizeFormula, formula_terms
from convmath.numbers import Array, freeze
from convmath.padding import Padding, Sides, per_side, settle_padding
from convmath.shapes import Index, PerAxis, Shape, axis_names, check_index, per_axis, same_rank


@dataclass(frozen=True, slots=True)
class Geometry:
    """How a kernel slides over an input of 1 to 3 axes; one entry per axis in every field.

    Make it with `Geometry.of`, which checks; the bare constructor trusts its arguments and takes
    negative padding as cropping, for the gradients. Source: Dive into Deep Learning, 7.3.

    >>> Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2)).output_shape
    (2, 2)
    """

    input_shape: Shape
    kernel_shape: Shape
    padding: Sides
    stride: Shape
    dilation: Shape
    ceil_mode: bool = False

    @classmethod
    def of(
        cls,
        input_shape: Sequence[int],
        kernel_shape: Sequence[int],
        *,
        padding: Padding = 0,
        stride: PerAxis = 1,
        dilation: PerAxis = 1,
        ceil_mode: bool = False,
        called: str = "kernel",
    ) -> "Geometry":
        """Check everything and settle the padding of each side (forms: see `settle_padding`).

        Raises ConvMathError for impossible numbers and where the kernel does not fit, by what it is
        called where it is used.

        >>> Geometry.of((2, 2), (3, 3))
        Traceback (most recent call last):
            ...
        convmath.errors.ConvMathError: kernel height 3 does not fit: input 2 + padding 0 + 0 = 2; \
use a kernel of at most 2 or 1 more padding
        """
        sizes, kernel = same_rank(input_shape, kernel_shape, called)
        steps = per_axis(stride, len(sizes), "stride", 1)
        spread = per_axis(dilation, len(sizes), "dilation", 1)
        sides = settle_padding(padding, sizes, kernel, steps, spread)
        geometry = cls(sizes, kernel, sides, steps, spread, yes_or_no(ceil_mode, "ceil_mode"))
        for axis in range(geometry.rank):
            _check_fit(geometry, axis, called)
        return geometry

    @classmethod
    def transposed(
        cls,
        shape: Sequence[int],
        kernel_shape: Sequence[int],
        *,
        padding: int | Sequence[int | Sequence[int]] = 0,
        stride: PerAxis = 1,
        dilation: PerAxis = 1,
        output_padding: PerAxis = 0,
    ) -> "Geometry":
        """The geometry that a transposed convolution of an input of `shape` runs backwards.

        Its `output_shape` is `shape`; its `input_shape` is what the transposed convolution gives:
        (n − 1)·s + d·(k − 1) + 1 − p_before − p_after + output_padding, as PyTorch has it.

        >>> Geometry.transposed((2, 2), (2, 2), stride=2).input_shape
        (4, 4)
        """
        small, kernel = same_rank(shape, kernel_shape)
        steps = per_axis(stride, len(small), "stride", 1)
        spread = per_axis(dilation, len(small), "dilation", 1)
        extra = per_axis(output_padding, len(small), "output_padding", 0)
        sides = per_side(padding, len(small))
        forward = cls(small, kernel, sides, steps, spread)
        sizes = tuple(_transposed_size(forward, axis, extra[axis]) for axis in range(len(small)))
        # Rows enough for another window are cropped, so that the windows stay those of `shape`.
        rows = zip(sides, extra, steps, strict=True)
        kept = tuple((b, a - more if more >= s else a) for (b, a), more, s in rows)
        return cls(sizes, kernel, kept, steps, spread)

    @property
    def rank(self) -> int:
        """The number of axes that the kernel slides along."""
        return len(self.input_shape)

    @property
    def effective_kernel_shape(self) -> Shape:
        """The kernel's reach once dilation has spread it: d·(k − 1) + 1 per axis."""
        return tuple(d * (k - 1) + 1 for k, d in zip(self.kernel_shape, self.dilation, strict=True))

    @property
    def padded_shape(self) -> Shape:
        """The input's shape with its padding."""
        return tuple(n + sum(p) for n, p in zip(self.input_shape, self.padding, strict=True))

    @property
    def output_shape(self) -> Shape:
        """The number of window positions per axis: ⌊(n + p_before + p_after − k)/s⌋ + 1.

        With `ceil_mode` it rounds up, but no window begins after the input (as in PyTorch).
        """
        return tuple(len(self.positions(axis)) for axis in range(self.rank))

    @property
    def remainder(self) -> Shape:
        """Rows, columns … at the end of the padded input that no window reaches."""
        reach, padded = self.effective_kernel_shape, self.padded_shape
        ends = [self.positions(axis)[-1] + reach[axis] for axis in range(self.rank)]
        return tuple(max(0, n - end) for n, end in zip(padded, ends, strict=True))

    def positions(self, axis: int) -> range:
        """Every window's first coordinate along one axis.

        >>> list(Geometry.of((8,), (3,), padding=1, stride=2).positions(0))
        [0, 2, 4, 6]
        """
        axis = check_axis(axis, self.rank, "axis")
        stride, size = self.stride[axis], _rounded_size(self, axis)
        data_end = self.input_shape[axis] + self.padding[axis][0]
        if self.ceil_mode and (size - 1) * stride >= data_end:
            size -= 1
        return range(0, size * stride, stride)

    def origin(self, index: Sequence[int]) -> Index:
        """The first (row, col) of the window that makes output element `index`.

        >>> Geometry.of((3, 3), (2, 2), padding=1, stride=(3, 2)).origin((1, 1))
        (3, 2)
        """
        checked = check_index(index, self.output_shape)
        return tuple(i * s for i, s in zip(checked, self.stride, strict=True))

    def window(self, index: Sequence[int]) -> tuple[range, ...]:
        """The padded coordinates along each axis that output element `index` is made from.

        >>> Geometry.of((5, 5), (2, 2), dilation=2).window((1, 0))
        (range(1, 4, 2), range(0, 3, 2))
        """
        starts = zip(self.origin(index), self.effective_kernel_shape, self.dilation, strict=True)
        return tuple(range(first, first + reach, d) for first, reach, d in starts)

    def usage(self, *, padded: bool = False) -> Array:
        """How often each input element is used, as an int array of the input's shape.

        `padded=True` counts the padding as well, in the padded shape.

        >>> Geometry.of((3, 3), (2, 2)).usage().tolist()
        [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
        """
        padded = yes_or_no(padded, "padded")
        check_size(self.padded_shape, "the count of uses")
        counts = [_axis_usage(self, axis) for axis in range(self.rank)]
        if not padded:
            ends = zip(counts, self.padding, self.input_shape, strict=True)
            counts = [_without_padding(count, sides, size) for count, sides, size in ends]
        return freeze(np.asarray(reduce(np.multiply.outer, counts)))

    def window_sizes(self, *, padded: bool = False) -> Array:
        """How many real input elements each window holds (`padded=True`: padding counts too).

        >>> Geometry.of((3,), (3,), padding=1).window_sizes().tolist()
        [2, 3, 2]
        """
        padded = yes_or_no(padded, "padded")
        check_size(self.output_shape, "the output")
        counts = [_axis_window_sizes(self, axis, padded) for axis in range(self.rank)]
        return freeze(np.asarray(reduce(np.multiply.outer, counts)))

    def formula(self, axis: int, convention: Convention = "per side") -> SizeFormula:
        """The size formula along one axis with its numbers, per side (PyTorch) or total (d2l).

        >>> print(Geometry.of((8,), (3,), padding=1, stride=2).formula(0, "total"))
        ⌊(n − k + p + s)/s⌋ = ⌊(8 − 3 + 2 + 2)/2⌋ = 4
        """
        if not isinstance(convention, str) or convention not in ("per side", "total"):
            raise ConvMathError(f"convention {shown(convention)} is unknown: 'per side' or 'total'")
        axis = check_axis(axis, self.rank, "axis")
        symbols, numbers = formula_terms(
            self.input_shape[axis],
            self.kernel_shape[axis],
            self.stride[axis],
            self.padding[axis],
            self.dilation[axis],
            convention,
        )
        left, right = "⌈⌉" if self.ceil_mode else "⌊⌋"
        size = len(self.positions(axis))
        tail = " + 1" if convention == "per side" else ""
        tail += " − 1" if _rounded_size(self, axis) > size else ""
        return SizeFormula(
            convention,
            f"{left}({symbols})/s{right}{tail}",
            f"{left}({numbers})/{self.stride[axis]}{right}{tail}",
            size,
        )


def _check_fit(geometry: Geometry, axis: int, called: str) -> None:
    kernel, reach = geometry.kernel_shape[axis], geometry.effective_kernel_shape[axis]
    before, after = geometry.padding[axis]
    padded, dilation = geometry.padded_shape[axis], geometry.dilation[axis]
    if _rounded_size(geometry, axis) < 1:  # rounded up, one window may hang over the end
        spread = f" (spread to {reach} by dilation {dilation})" if reach > kernel else ""
        raise ConvMathError(
            f"{called} {axis_names(geometry.rank)[axis]} {kernel}{spread} does not fit: "
            f"input {geometry.input_shape[axis]} + padding {before} + {after} = {padded}; "
            f"use a {called} of at most {1 + (padded - 1) // dilation} "
            f"or {reach - padded} more padding"
        )


def _rounded_size(geometry: Geometry, axis: int) -> int:
    slack = geometry.padded_shape[axis] - geometry.effective_kernel_shape[axis]
    stride = geometry.stride[axis]
    return (-(-slack // stride) if geometry.ceil_mode else slack // stride) + 1


def _transposed_size(forward: Geometry, axis: int, extra: int) -> int:
    name, stride = axis_names(forward.rank)[axis], forward.stride[axis]
    before, after = forward.padding[axis]
    if extra >= max(stride, forward.dilation[axis]):
        raise ConvMathError(
            f"output_padding {name} {extra} is too large: it must be smaller than "
            f"stride {stride} or dilation {forward.dilation[axis]}"
        )
    covered = (forward.input_shape[axis] - 1) * stride + forward.effective_kernel_shape[axis]
    size = covered - before - after + extra
    if size < 1:
        raise ConvMathError(
            f"the output {name} would be {covered} − padding {before} − {after} "
            f"+ output_padding {extra} = {size}: use at least {1 - size} less padding"
        )
    return size


def _axis_usage(geometry: Geometry, axis: int) -> Array:
    count = np.zeros(geometry.padded_shape[axis], dtype=np.int64)
    origins = np.asarray(geometry.positions(axis))
    for offset in range(0, geometry.effective_kernel_shape[axis], geometry.dilation[axis]):
        reached = origins + offset
        count[reached[reached < count.size]] += 1  # origins are distinct, so += counts each
    return count


def _without_padding(count: Array, sides: tuple[int, int], size: int) -> Array:
    """The counts of the input alone; what negative padding crops off no window uses."""
    before, after = sides
    whole = np.pad(count, (max(0, -before), max(0, -after)))
    return whole[max(0, before) :][:size]


def _axis_window_sizes(geometry: Geometry, axis: int, padded: bool) -> Array:
    offsets = range(0, geometry.effective_kernel_shape[axis], geometry.dilation[axis])
    reached = np.add.outer(geometry.positions(axis), offsets)
    before, after = geometry.padding[axis]
    first, end = before, before + geometry.input_shape[axis]
    if padded:
        first, end = 0, end + after
    return np.asarray(((first <= reached) & (reached < end)).sum(axis=1))
