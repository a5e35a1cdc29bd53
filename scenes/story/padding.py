"""The story of padding: how often pixels are used, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from convmath import ConvMathError, Geometry, layer
from convmath.examples import example as worked_example
from convmath.worked import pixels_gone
from scenes.story import pace
from scenes.story.correlation import CorrelationTeller
from scenes.story.numerals import shape_text


def unpadded(geometry: Geometry) -> Geometry | None:
    """The same window on the bare input, or None where it does not fit without padding.

    >>> unpadded(Geometry.of((3, 3), (2, 2), padding=1)).output_shape
    (2, 2)
    >>> unpadded(Geometry.of((1, 1), (3, 3), padding=1)) is None
    True
    """
    try:
        return Geometry.of(
            geometry.input_shape,
            geometry.kernel_shape,
            stride=geometry.stride,
            dilation=geometry.dilation,
        )
    except ConvMathError:
        return None


@dataclass(frozen=True, slots=True)
class Shrinking:
    """A square picture under layers without padding: its side before and after each of them."""

    sides: tuple[int, ...]
    kernel: int
    lost: str  # per cent of the pixels, rounded

    @property
    def codes(self) -> tuple[str, str]:
        """What is written beside the squares, in Typst."""
        first, last = self.sides[0], self.sides[-1]
        return (
            f"{first} times {first} arrow {last} times {last}",
            f"1 - {last}^2 \\/ {first}^2 approx {self.lost} %",
        )

    @property
    def values(self) -> dict[str, str]:
        """For the sentence."""
        first, last = self.sides[0], self.sides[-1]
        return {
            "layers": str(len(self.sides) - 1),
            "window": f"{self.kernel}×{self.kernel}",
            "first": f"{first}×{first}",
            "last": f"{last}×{last}",
            "lost": self.lost,
        }


def shrinking() -> Shrinking:
    """The book's: 240×240 pixels through ten 5×5 layers.

    >>> told = shrinking()
    >>> told.sides[:3], told.sides[-1], told.lost
    ((240, 236, 232), 200, '30.6')
    """
    example = worked_example("padding_missing")
    shapes = example.run()
    layers: Any = example.inputs["layers"]
    _, lost = pixels_gone(shapes)
    sides = tuple(int(shape[-1]) for shape in shapes)
    return Shrinking(sides, int(layer(layers[0])["kernel_size"][0]), str(lost))


def counting_ticks(geometry: Geometry) -> int:
    """How long a window runs while it counts: as a sweep, but never as long as the longest.

    >>> counting_ticks(Geometry.of((3, 3), (2, 2))), counting_ticks(Geometry.of((99, 99), (2, 2)))
    (51, 72)
    """
    rows, columns = geometry.output_shape
    return min(pace.SLOW + pace.sweep_ticks(rows * columns), pace.SLOW_SWEEP)


def usage_values(geometry: Geometry) -> dict[str, str]:
    """In how many windows the least and the most used elements are, and the output's size.

    >>> usage_values(Geometry.of((3, 3), (2, 2)))
    {'least': '1', 'most': '4', 'size': '2×2'}
    """
    usage = geometry.usage()
    size = shape_text(geometry.output_shape)
    return {"least": str(usage.min()), "most": str(usage.max()), "size": size}


def first_inside(geometry: Geometry) -> int:
    """The number of the first step whose window lies wholly on the input; -1 if there is none.

    >>> first_inside(Geometry.of((3, 3), (2, 2), padding=1))
    5
    """
    places = []
    for axis in (0, 1):
        before, size = geometry.padding[axis][0], geometry.input_shape[axis]
        reach = geometry.effective_kernel_shape[axis]
        starts = geometry.positions(axis)
        inside = [i for i, s in enumerate(starts) if before <= s and s + reach <= before + size]
        if not inside:
            return -1
        places.append(inside[0])
    return places[0] * geometry.output_shape[1] + places[1]


def tell_before(teller: CorrelationTeller) -> None:
    """How often pixels are used without padding, what many layers cost; then the padding."""
    geometry = teller.geometry
    bare = unpadded(geometry)
    if bare is not None:
        count = [("count_bare", counting_ticks(bare))]
        teller.beat("before", count, values=usage_values(bare), chapter=True)
    away = [("uncount", pace.MOVE), ("leave_bare", pace.QUICK)]  # another picture takes its place
    shrink = [*away, ("shrink", 2 * pace.FILL)]
    teller.beat("shrink", shrink, values=shrinking().values, chapter=True)
    text = "pad" if any(map(any, geometry.padding)) else "pad_none"
    back = [("unshrink", pace.QUICK), ("enter_bare", pace.MOVE)]
    teller.beat(text, [*back, ("pad", pace.SLOW)], chapter=True)


def tell_after(teller: CorrelationTeller) -> None:
    """How often pixels are used with it; nothing where there is none."""
    geometry = teller.geometry
    if any(map(any, geometry.padding)):
        count = [("lift", pace.MOVE), ("count_padded", counting_ticks(geometry))]
        teller.beat("after", count, values=usage_values(geometry), chapter=True)
