"""The story of true convolution: what turning the kernel changes, and what it does not."""

from __future__ import annotations

from typing import Final

from convmath import FlipStep, Geometry, Step, Trace, convolve, cross_correlate, flip
from scenes.story.acts import Act
from scenes.story.numerals import shape_code
from scenes.story.pytorch import conv2d_program

HALF_TURN: Final = "180°"
DEFINITION: Final = "Y_(i j) = scripts(sum)_(a comma b) X_(i - a, j - b) K_(a b)"
TURNED: Final = "K^(180 degree)"
ALIKE: Final = f"X ∗ {TURNED} = X star K"


def turning_acts(trace: Trace[Step | FlipStep]) -> list[Act]:
    """X ∗ K and X ∗ the turned K, each before and after the turn; and X ∗ K in full.

    The second is there once more, with its output, before the last.

    >>> trace = convolve([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]])
    >>> [act.trace.output.tolist() for act in turning_acts(trace)[2:4]]
    [[[19, 25], [37, 43]], [[19, 25], [37, 43]]]
    """
    array, kernel = trace.input, trace.kernel
    turned = flip(kernel)
    once = {"kernel": "flipped"}
    again = {"kernel": "flipped", "output": "correlated"}
    title = {"kernel": TURNED}
    return [
        Act(trace, sign="∗"),
        Act(cross_correlate(array, turned), once, title),
        Act(convolve(array, turned), again, title, sign="∗"),
        Act(cross_correlate(array, kernel), {"output": "correlated"}),
        Act(convolve(array, turned), again, title, sign="∗"),
        Act(cross_correlate(array, turned, padding="full"), once | {"output": "full"}, title),
    ]


def blocks(full: Geometry) -> dict[str, tuple[range, range]]:
    """Which rows and columns of the full convolution are "valid", and which are "same".

    >>> blocks(Geometry.of((3, 3), (2, 2), padding="full"))
    {'valid': (range(1, 3), range(1, 3)), 'same': (range(0, 3), range(0, 3))}
    """
    (rows, columns), (height, width) = full.input_shape, full.kernel_shape
    top, left = (height - 1) // 2, (width - 1) // 2
    return {
        "valid": (range(height - 1, rows), range(width - 1, columns)),
        "same": (range(top, top + rows), range(left, left + columns)),
    }


def part_values(full: Geometry) -> dict[str, str]:
    """The shapes of those parts, for the sentences.

    >>> part_values(Geometry.of((3, 3), (2, 2), padding="full"))
    {'valid': '2×2', 'same': '3×3'}
    """
    parts = blocks(full).items()
    return {name: f"{len(rows)}×{len(columns)}" for name, (rows, columns) in parts}


def formulas(full: Geometry) -> tuple[str, str]:
    """The definition, and the size of the full output, in Typst.

    >>> formulas(Geometry.of((3, 5), (2, 2), padding="full"))[1]
    '(3 + 2 - 1) times (5 + 2 - 1) = 4 times 6'
    >>> formulas(Geometry.of((3, 3), (2, 2), padding="full"))[1]
    'n + k - 1 = 3 + 2 - 1 = 4'
    """
    (rows, columns), (height, width) = full.input_shape, full.kernel_shape
    size = shape_code(full.output_shape)
    if (rows, height) == (columns, width):
        return DEFINITION, f"n + k - 1 = {rows} + {height} - 1 = {full.output_shape[0]}"
    return (
        DEFINITION,
        f"({rows} + {height} - 1) times ({columns} + {width} - 1) = {size}",
    )


def program(full: Geometry) -> str:
    """PyTorch turns no kernel by itself.

    >>> print(program(Geometry.of((3, 3), (2, 2), padding="full")))
    valid = F.conv2d(X[None, None], K.flip(0, 1)[None, None])
    full = F.conv2d(X[None, None], K.flip(0, 1)[None, None], padding=1)
    """
    kernel = "K.flip(0, 1)[None, None]"
    valid = Geometry.of(full.input_shape, full.kernel_shape)
    named = {"valid": valid, "full": full}
    return "\n".join(conv2d_program(g, kernel=kernel, output=name) for name, g in named.items())
