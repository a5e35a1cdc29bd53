"""The acts of the film on padding and stride of pooling, each a pooling of the same input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from convmath import ConvMathError, Geometry, avg_pool, max_pool
from scenes.story import pace
from scenes.story.beat import Storyboard
from scenes.story.example import Example
from scenes.story.places import Index, plane_geometry
from scenes.story.pooling import PoolingTeller, PoolTrace
from scenes.story.pytorch import pool2d_program
from scenes.story.teller import Move

Traces = Mapping[str, PoolTrace]  # by the name of the array that holds the output

BOTH_PADDINGS: Final = "−∞ 0"


def acts_of(example: Example) -> dict[str, Traces]:
    """What each act pools: with the defaults, as asked, with numbers for each axis, the means.

    An act that the input is too small for is left out, and so are equal means.

    >>> {act: [t.output.tolist() for t in traces.values()]
    ...  for act, traces in acts_of(Example.of("pooling_padding")).items() if act != "means"}
    {'default': [[[10]]], 'own': [[[5, 7], [13, 15]]], 'axes': [[[5, 7], [13, 15]]]}
    """
    own = example.run()
    geometry = plane_geometry(own)
    window, input = geometry.kernel_shape, example.inputs["input"]
    acts = {"default": _tried({"default": lambda: max_pool(input, window)})}
    acts["own"] = {"output": own}
    uneven: dict[str, Any] = _options(geometry)
    if window[0] == window[1] > 1:
        uneven = one_per_axis(geometry)
        acts["axes"] = _tried({"axes": lambda: max_pool(input, **uneven)})
        if not acts["axes"]:
            uneven = _options(geometry)
    means = {
        name: avg_pool(input, **uneven, count_include_pad=counts)
        for name, counts in (("counted", True), ("uncounted", False))
    }
    if (means["counted"].output != means["uncounted"].output).any():
        acts["means"] = means
    return {act: traces for act, traces in acts.items() if traces}


def one_per_axis(geometry: Geometry) -> dict[str, Any]:
    """Another window, one row lower, in steps of its own size, padded at its left and right only.

    >>> one_per_axis(Geometry.of((4, 4), (3, 3), padding=1, stride=2))
    {'window': (2, 3), 'padding': ((0, 0), (1, 1)), 'stride': (2, 3)}
    """
    rows, columns = geometry.kernel_shape
    window = (rows - 1, columns)
    return {"window": window, "padding": ((0, 0), geometry.padding[1]), "stride": window}


def first_padded(geometry: Geometry) -> Index:
    """The first output element whose window holds padding.

    >>> first_padded(Geometry.of((3, 3), (2, 2), padding=((0, 1), (0, 0))))
    (2, 0)
    """
    holds = geometry.window_sizes() < geometry.window_sizes(padded=True)
    row, column = np.argwhere(holds)[0]
    return int(row), int(column)


def tell_acts(lesson: str, acts: Mapping[str, Traces]) -> Storyboard:
    """The film: the default, padding and stride, one number per axis, means, the formula."""
    own = acts["own"]["output"]
    teller = PoolingTeller(lesson, own)
    opening = {act: tell for act, tell in TELLERS.items() if act in acts}
    for count, (act, tell) in enumerate(opening.items()):
        for name, trace in reversed(list(acts[act].items())):
            teller.turn_to(trace, name)
        if not count:
            teller.question()
        elif act != "axes":
            spread = act == "own" and set(plane_geometry(own).dilation) != {1}
            text = "own_spread" if spread else act
            teller.beat(text, _turn(act), rest=pace.PAUSE, chapter=True)
        tell(teller, acts[act])
    teller.turn_to(own)
    teller.away = list(opening)[-1] != "own"
    teller.closing("own")
    symbols = {"X": "input", "Y": "output"}
    program = pool2d_program("max", plane_geometry(own))
    if "means" in acts:
        mean = pool2d_program("avg", plane_geometry(acts["means"]["counted"])).replace("Y =", "A =")
        if "F.pad" not in program + mean:  # which would change X for both
            symbols["A"], program = "counted", f"{program}\n{mean}"
    return teller.board(program, teller.arrays, symbols, padding=BOTH_PADDINGS)


def _turn(act: str) -> list[Move]:
    return [("turn", pace.MOVE, act), ("enter", pace.SLOW)]


def _tell_default(teller: PoolingTeller, _: Traces) -> None:
    teller.window((0, 0), "in_default", slowly=True, chapter=True)
    teller.rest(pace.BRIEFLY)
    teller.leftover()


def _tell_own(teller: PoolingTeller, _: Traces) -> None:
    padded = teller.geometry.window_sizes()[0, 0] < np.prod(teller.geometry.kernel_shape)
    teller.window((0, 0), "never" if padded else "window", slowly=True)
    teller.rest(pace.BRIEFLY)


def _tell_axes(teller: PoolingTeller, _: Traces) -> None:
    steps = range(int(np.prod(teller.geometry.output_shape)))
    teller.sweep(steps, "axes", ticks=pace.BRIEFLY, opening=_turn("axes"))


def _tell_means(teller: PoolingTeller, traces: Traces) -> None:
    for name, trace in traces.items():
        teller.turn_to(trace, name)
        teller.window(first_padded(teller.geometry), name)
    steps = range(int(np.prod(teller.geometry.output_shape)))
    teller.sweep(steps, "both", outputs=tuple(traces), ticks=pace.BRIEFLY)


TELLERS: Final[Mapping[str, Callable[[PoolingTeller, Traces], None]]] = {
    "default": _tell_default,
    "own": _tell_own,
    "axes": _tell_axes,
    "means": _tell_means,
}


def _options(geometry: Geometry) -> dict[str, Any]:
    return {
        "window": geometry.kernel_shape,
        "padding": geometry.padding,
        "stride": geometry.stride,
    }


def _tried(poolings: Mapping[str, Callable[[], PoolTrace]]) -> Traces:
    """What the poolings give; nothing where the input is too small for them."""
    try:
        return {name: pool() for name, pool in poolings.items()}
    except ConvMathError:
        return {}
