"""The arrays that the book works with, and those of examples that it leaves open."""

from fractions import Fraction
from typing import Any

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
X1 = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
K, K1, K2 = [[0, 1], [2, 3]], [[1, 2], [3, 4]], [[2, 3], [4, 5]]
Y = [[19, 25], [37, 43]]
E = [[1, 1, 0, 0, 0, 0, 1, 1]] * 6
E_TURNED = [list(column) for column in zip(*E, strict=True)]
EDGES = [[0, 1, 0, 0, 0, -1, 0]] * 6
A = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]]
A1 = [[value + 1 for value in row] for row in A]
RGB = [[[(25 * c + 5 * i + j) % 7 for j in range(5)] for i in range(5)] for c in range(3)]
RGB_KERNEL = [
    [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    [[0, 1, 0], [0, 0, 0], [0, -1, 0]],
    [[0, 1, 0], [1, 0, 1], [0, 1, 0]],
]
ONES = [[[1] * 3] * 3] * 3
RGB_OUTPUT = [[19, 16, 6], [11, 15, 19], [10, 7, 11]]
PIXELS = [[[[0, 1], [2, 3]], [[4, 5], [6, 7]], [[8, 9], [10, 11]]]]
ONE_BY_ONE = [[[[3 * o + c]] for c in range(3)] for o in range(4)]
CUBE = [[[9 * i + 3 * j + k for k in range(3)] for j in range(3)] for i in range(3)]
RECTANGULAR: dict[str, Any] = {"window": (2, 3), "padding": (0, 1), "stride": (2, 3)}
TWO_LAYERS = ["Conv2d(1, 1, kernel_size=2, bias=False)"] * 2
LENET = [
    "Conv2d(1, 6, kernel_size=5, padding=2)",
    "Sigmoid()",
    "AvgPool2d(kernel_size=2, stride=2)",
    "Conv2d(6, 16, kernel_size=5)",
    "Sigmoid()",
    "AvgPool2d(kernel_size=2, stride=2)",
    "Flatten()",
    "Linear(400, 120)",
    "Sigmoid()",
    "Linear(120, 84)",
    "Sigmoid()",
    "Linear(84, 10)",
]

# A kernel with nine different numbers, to be told apart in a dense layer's matrix.
V = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
CORNER = [[1, 0], [1, 1]]
# How CORNER answers itself, around the place where both coincide.
ANSWER = [[1, 1, 0], [1, 3, 1], [0, 1, 1]]
# Grey levels around a slanting edge, and the filters of image processing.
PATCH = [
    [12, 12, 14, 15, 90, 92],
    [11, 13, 15, 88, 93, 95],
    [12, 14, 86, 92, 96, 94],
    [13, 84, 90, 95, 97, 98],
    [80, 88, 92, 94, 98, 99],
    [85, 90, 93, 96, 97, 97],
]
FILTERS = {
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[Fraction(1, 9)] * 3] * 3,
    "gaussian": [[Fraction(n, 16) for n in row] for row in ([1, 2, 1], [2, 4, 2], [1, 2, 1])],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "edges": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "sobel_columns": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel_rows": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
}


def placed(part: list[list[int]], row: int, column: int, size: int) -> list[list[int]]:
    """A square of zeros with `part` in it, its first number at (row, column)."""
    image = [[0] * size for _ in range(size)]
    for number, line in enumerate(part, start=row):
        image[number][column : column + len(line)] = line
    return image
