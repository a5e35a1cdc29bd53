"""The story of padding that keeps the size: kernels with a centre, and kernels without one."""

from __future__ import annotations

import numpy as np

from convmath import Geometry, Step, Trace, cross_correlate
from scenes.story.acts import Act
from scenes.story.example import Example


def same_acts(own: Trace[Step]) -> tuple[Act, Act, Act]:
    """A square odd kernel, an oblong odd one over ones, and the example's own.

    >>> acts = same_acts(cross_correlate([[0, 1], [2, 3]], [[1, 1]], padding="same"))
    >>> [act.trace.output.shape for act in acts]
    [(3, 3), (8, 8), (2, 2)]
    """
    odd = Example.of("dense_to_conv")
    oblong = Example.of("padding_keeps_rectangular")
    ones = [np.ones(oblong.inputs[name], int) for name in ("input_shape", "kernel_shape")]
    centred = cross_correlate(**odd.inputs, **odd.parameters)
    return (
        Act(centred, _names("odd")),
        Act(cross_correlate(*ones, **oblong.parameters), _names("oblong")),
        Act(own),
    )


def own_text(geometry: Geometry) -> str:
    """Which sentence fits the example's own kernel and padding.

    >>> own_text(Geometry.of((3, 3), (2, 3), padding=((1, 0), (1, 1))))
    'even'
    >>> own_text(Geometry.of((3, 3), (3, 3))), own_text(Geometry.of((3, 3), (3, 1), padding="same"))
    ('other', 'own_odd')
    """
    if geometry.output_shape != geometry.input_shape or set(geometry.stride) != {1}:
        return "other"
    return "own_odd" if all(k % 2 for k in geometry.kernel_shape) else "even"


def same_values(geometry: Geometry) -> dict[str, str]:
    """How much padding the kernel needs in all, rows and columns, for the sentences.

    >>> same_values(Geometry.of((8, 8), (5, 3), padding=(2, 1)))
    {'rows': '4', 'columns': '2'}
    """
    rows, columns = (k - 1 for k in geometry.kernel_shape)
    return {"rows": str(rows), "columns": str(columns)}


def centre(kernel_shape: tuple[int, ...]) -> tuple[int, int]:
    """The middle of a kernel with odd sides, (row, col).

    >>> centre((5, 3))
    (2, 1)
    """
    rows, columns = kernel_shape
    return rows // 2, columns // 2


def _names(act: str) -> dict[str, str]:
    return {role: f"{act}_{role}" for role in ("input", "kernel", "output")}
