"""The book's worked examples by name: inputs, parameters, expected result, where they come from.

The numbers of Dive into Deep Learning (D2L, chapter 7, and 14.10), recomputed exactly. Here are
those of one window on one input; `examples_layers` has channels, pooling and networks.
"""

from collections.abc import Mapping
from fractions import Fraction

from convmath.book import (
    ANSWER,
    CORNER,
    E_TURNED,
    EDGES,
    LENET,
    PATCH,
    TWO_LAYERS,
    E,
    K,
    V,
    X,
    Y,
    placed,
)
from convmath.combined import correlate_shifted, correlate_twice, pool_shifted, slide_signals
from convmath.convolve import convolve
from convmath.correlate import cross_correlate
from convmath.counting import dense_cost, local_shared_cost, shared_cost
from convmath.errors import ConvMathError, shown
from convmath.examples_layers import LAYERS
from convmath.matrix import correlate_as_dense
from convmath.network import shapes_through
from convmath.photograph import SHOWN, filter_image, load_photograph
from convmath.piecewise import Piecewise, convolve_continuous
from convmath.receptive import receptive_field, seen_by
from convmath.worked import (
    Example,
    correlated,
    cost,
    filtered,
    formula,
    fractions,
    learned,
    losses_of,
    pixels_gone,
    printed_losses,
    sized,
    traced,
    used,
)

WINDOWS: Mapping[str, Example] = {
    "from_dense": cost(dense_cost, 10**12, input_shape=(1000, 1000), output_shape=(1000, 1000)),
    "from_dense_shared": cost(shared_cost, 1999**2, shape=(1000, 1000)),
    "from_dense_local": cost(local_shared_cost, 5**2, shape=(1000, 1000), delta=2),
    "dense_layer": cost(dense_cost, 10**9, input_shape=(10**6,), output_shape=(10**3,)),
    "dense_to_conv": traced(
        correlate_as_dense,
        {"input": X, "kernel": V},
        [66, 115, 82, 153, 240, 159, 90, 133, 82],
        "7.1.2: H = Σ V X on a small image",
        padding=1,
    ),
    "invariance": traced(
        correlate_shifted,
        {"input": placed(CORNER, 1, 1, 9), "kernel": CORNER},
        placed(ANSWER, 1, 1, 8),
        "7.1.1",
        shift=(1, 1),
    ),
    "invariance_pooled": traced(
        pool_shifted,
        {"input": placed(CORNER, 1, 1, 9), "kernel": CORNER},
        [[3, 0], [0, 0]],
        "7.5.1",
        shift=(1, 1),
        window=4,
    ),
    "convolution_1d": traced(
        slide_signals,
        {"input": [1, 2, 3], "kernel": [4, 5, 6]},
        [4, 13, 28, 27, 18],
        "7.1.3, discrete",
        start=0,
        kernel_start=0,
    ),
    "convolution_1d_continuous": traced(
        convolve_continuous,
        {"f": Piecewise.of([0, 2], [[1]]), "g": Piecewise.of([0, 1], [[0, 1]])},
        [0, Fraction(1, 8), Fraction(1, 2), Fraction(1, 2), Fraction(3, 8), 0],
        "7.1.3, continuous: a box of width 2 and a ramp",
        at=[0, Fraction(1, 2), 1, 2, Fraction(5, 2), 3],
    ),
    "cross_correlation": correlated(Y, "figure 7.2.1"),
    "convolution": traced(convolve, {"input": X, "kernel": K}, [[5, 11], [23, 29]], "7.1.3, 7.2.5"),
    "convolution_full": traced(
        convolve,
        {"input": X, "kernel": K},
        [[0, 0, 1, 2], [0, 5, 11, 11], [6, 23, 29, 23], [12, 32, 37, 24]],
        "7.1.3",
        padding="full",
    ),
    "convolution_turned": traced(convolve, {"input": X, "kernel": [[3, 2], [1, 0]]}, Y, "7.2.5"),
    "edges": traced(cross_correlate, {"input": E, "kernel": [[1, -1]]}, EDGES, "7.2.3"),
    "edges_turned": traced(
        cross_correlate, {"input": E_TURNED, "kernel": [[1, -1]]}, [[0] * 5] * 8, "7.2.3"
    ),
    "edges_found": traced(
        cross_correlate,
        {"input": E_TURNED, "kernel": [[1], [-1]]},
        [list(row) for row in zip(*EDGES, strict=True)],
        "7.2.3, the kernel transposed as well",
    ),
    "learn_kernel": learned(
        [[0, 0]],
        Fraction(3, 100),
        10,
        [4.915, 0.825, 0.138, 0.023, 0.004, 0.98847, -0.98847],
        printed_losses,
    ),
    "learn_kernel_from_anywhere": learned(
        [[3, -2]],
        Fraction(3, 100),
        10,
        [27 * Fraction(4096, 10**4) ** n + 15 * Fraction(64, 100) ** n for n in range(10)],
        losses_of,
    ),
    "learn_kernel_at_limit": learned(
        [[3, -2]],
        Fraction(1, 30),
        10,
        [27 * Fraction(36, 100) ** n + 15 for n in range(10)],
        losses_of,
    ),
    "learn_kernel_beyond_limit": learned(
        [[3, -2]],
        Fraction(1, 25),
        10,
        [27 * Fraction(2704, 10**4) ** n + 15 * Fraction(196, 100) ** n for n in range(10)],
        losses_of,
    ),
    "receptive_field": Example(
        receptive_field,
        {"layers": TWO_LAYERS},
        expected=[(1, 1), (2, 2), (3, 3)],
        source="D2L 7.2.6",
        read=lambda fields: [field.size for field in fields],
    ),
    "receptive_field_seen": Example(
        seen_by,
        {"layers": TWO_LAYERS, "input_shape": (3, 3), "index": (0, 0)},
        expected=[[True] * 3] * 3,
        source="D2L 7.2.6",
        read=lambda seen: seen,
    ),
    "receptive_field_stack": Example(
        receptive_field,
        {"layers": LENET[:6]},
        expected=[(5, 1), (6, 2), (14, 2), (16, 4)],
        source="D2L 7.2.6 and 7.6: the convolutions of LeNet",
        read=lambda fields: [
            (field.size[0], field.jump[0]) for field in fields if field.layer and field.layer.rank
        ],
    ),
    "receptive_field_value": traced(
        correlate_twice, {"input": X, "kernel": K}, [[228]], "7.2.6: X ⋆ K ⋆ K"
    ),
    "padding": correlated(
        [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]], "figure 7.3.2", padding=1
    ),
    "padding_keeps": sized((8, 8), (3, 3), (8, 8), padding=1),
    "padding_keeps_rectangular": sized((8, 8), (5, 3), (8, 8), padding=(2, 1)),
    "padding_grows": sized((8, 8), (3, 3), (10, 8), padding=(2, 1)),
    "same_padding": correlated(
        [[0, 3, 8], [9, 19, 25], [21, 37, 43]],
        "7.3.1: p = k − 1 = 1 in total, ⌈p/2⌉ before and ⌊p/2⌋ after",
        padding=((1, 0), (1, 0)),
    ),
    "same_padding_even": sized((8, 8), (4, 2), (8, 8), padding=((2, 1), (1, 0))),
    "padding_missing": Example(
        shapes_through,
        {"layers": ["Conv2d(1, 1, kernel_size=5)"] * 10, "input_shape": (1, 240, 240)},
        expected=((1, 200, 200), 30.6),
        source="D2L 7.3",
        read=pixels_gone,
    ),
    "pixel_use": used(3, 2, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]),
    "pixel_use_3": used(
        5, 3, [[1, 2, 3, 2, 1], [2, 4, 6, 4, 2], [3, 6, 9, 6, 3], [2, 4, 6, 4, 2], [1, 2, 3, 2, 1]]
    ),
    "stride": correlated([[0, 8], [6, 8]], "figure 7.3.3", padding=1, stride=(3, 2)),
    "stride_halves": sized((8, 8), (3, 3), (4, 4), padding=1, stride=2),
    "stride_rectangular": sized((8, 8), (3, 5), (2, 2), padding=(0, 1), stride=(3, 4)),
    "stride_uneven": sized((8, 8), (3, 3), (3, 2), padding=1, stride=(3, 4)),
    "size_per_side": formula("per side", "⌊(n + 2p − k)/s⌋ + 1 = ⌊(8 + 2·1 − 3)/2⌋ + 1 = 4"),
    "size_total": formula("total", "⌊(n − k + p + s)/s⌋ = ⌊(8 − 3 + 2 + 2)/2⌋ = 4"),
    "dilation": traced(
        cross_correlate,
        {"input": [[5 * i + j for j in range(5)] for i in range(5)], "kernel": K},
        [[58, 64, 70], [88, 94, 100], [118, 124, 130]],
        "7.3, with the kernel spread",
        padding=0,
        stride=1,
        dilation=2,
    ),
    "filter_identity": filtered("identity", [row[1:5] for row in PATCH[1:5]]),
    "filter_blur": filtered(
        "blur",
        fractions(
            9,
            [
                [189, 349, 589, 755],
                [338, 577, 752, 848],
                [559, 735, 840, 863],
                [715, 822, 852, 871],
            ],
        ),
    ),
    "filter_gaussian": filtered(
        "gaussian",
        fractions(
            16,
            [
                [280, 595, 1068, 1403],
                [575, 1046, 1393, 1512],
                [1016, 1362, 1498, 1541],
                [1325, 1463, 1515, 1552],
            ],
        ),
    ),
    "filter_sharpen": filtered(
        "sharpen",
        [[13, -126, 225, 96], [-125, 219, 95, 104], [215, 93, 102, 98], [94, 95, 89, 103]],
    ),
    "filter_edges": filtered(
        "edges",
        [[-72, -214, 203, 82], [-212, 197, 76, 16], [197, 75, 15, 10], [77, 6, -6, 11]],
    ),
    "image_filters": Example(
        filter_image,
        {"input": load_photograph()},
        expected=dict.fromkeys(SHOWN, (94, 126)),
        source="D2L 7.2: convolution as a filter, on a photograph",
        read=lambda traces: {name: trace.output.shape for name, trace in traces.items()},
    ),
    "filter_sobel_columns": filtered(
        "sobel_columns",
        [[84, 231, 242, 93], [229, 242, 105, 14], [240, 106, 30, 13], [109, 29, 23, 14]],
    ),
    "filter_sobel_rows": filtered(
        "sobel_rows",
        [[76, 223, 232, 91], [219, 228, 93, 18], [222, 88, 12, 11], [87, 13, 5, 0]],
    ),
}

EXAMPLES: Mapping[str, Example] = {**WINDOWS, **LAYERS}


def example(name: str) -> Example:
    """Look an example up; raises ConvMathError naming the known ones.

    >>> example("padding").parameters["padding"]
    1
    """
    if not isinstance(name, str) or name not in EXAMPLES:
        raise ConvMathError(
            f"there is no example {shown(name)}: choose one of {', '.join(EXAMPLES)}"
        )
    return EXAMPLES[name]
