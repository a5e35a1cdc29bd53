"""The story of a kernel that answers to edges, and of the image turned on its side."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from convmath import ConvMathError, Geometry, Step, Trace, cross_correlate
from scenes.story.acts import Act
from scenes.story.numerals import shape_code
from scenes.story.pytorch import conv2d_program

IMAGE, KERNEL, FOUND = "X^top", "K^top", "Y^top"


def edge_acts(trace: Trace[Step]) -> dict[str, Act]:
    """The image under the kernel; transposed, under the same one; and under the transposed one.

    The second is left out where the kernel is wider than the transposed image.

    >>> acts = edge_acts(cross_correlate([[1, 1, 0]] * 2, [[1, -1]]))
    >>> [act.trace.output.tolist() for act in acts.values()]
    [[[0, 1], [0, 1]], [[0], [0], [0]], [[0, 0], [1, 1]]]
    """
    image, kernel = trace.input.T, trace.kernel.T
    name, title = {"input": "transposed"}, {"input": IMAGE}
    acts = {"image": Act(trace)}
    try:
        blind = cross_correlate(image, trace.kernel)
        acts["transposed"] = Act(blind, name | {"output": "unanswered"}, title | {"output": "Z"})
    except ConvMathError:
        pass
    names = name | {"kernel": "transposed_kernel", "output": "found"}
    titles = title | {"kernel": KERNEL, "output": FOUND}
    acts["both"] = Act(cross_correlate(image, kernel), names, titles)
    return acts


def first_of_each_kind(output: NDArray[Any]) -> list[int]:
    """The steps of the first positive and of the first negative number.

    >>> first_of_each_kind(np.array([[0, 0, -3], [5, 0, 1]]))
    [3, 2]
    """
    kinds = (np.flatnonzero(output > 0), np.flatnonzero(output < 0))
    return [int(places[0]) for places in kinds if len(places)]


def window_text(step: Step) -> str:
    """Which sentence fits a window: all of it alike, or not."""
    return "flat" if (step.operands == step.operands.flat[0]).all() else "change"


def answers_text(trace: Trace[Step]) -> str:
    """Which sentence counts what is not 0: a kernel that adds up to 0 sees changes only."""
    return "edges" if trace.kernel.sum() == 0 else "answers"


def answers(output: NDArray[Any]) -> list[tuple[int, int]]:
    """The places of the outputs that are not 0.

    >>> answers(np.array([[0, 1], [-1, 0]]))
    [(0, 1), (1, 0)]
    """
    return [(int(row), int(column)) for row, column in np.argwhere(output)]


def answers_values(output: NDArray[Any]) -> dict[str, str]:
    """How many outputs are not 0, of how many.

    >>> answers_values(np.array([[0, 1, -1]]))
    {'nonzero': '2', 'count': '3'}
    """
    return {"nonzero": str(np.count_nonzero(output)), "count": str(output.size)}


def formulas(geometry: Geometry) -> tuple[str, str]:
    """Transposing both transposes the output; and the output's size.

    >>> formulas(Geometry.of((8, 6), (2, 1)))[1]
    '(8 - 2 + 1) times (6 - 1 + 1) = 7 times 6'
    """
    pairs = zip(geometry.input_shape, geometry.kernel_shape, strict=True)
    sides = " times ".join(f"({n} - {k} + 1)" for n, k in pairs)
    size = shape_code(geometry.output_shape)
    return f"{IMAGE} star {KERNEL} = (X star K)^top", f"{sides} = {size}"


def program(image: Geometry, both: Geometry) -> str:
    """The edges of the image, and of the transposed one."""
    turned = conv2d_program(both, "X.T[None, None]", "K.T[None, None]", "YT")
    return f"{conv2d_program(image)}\n{turned}"
