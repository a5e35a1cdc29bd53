from dataclasses import replace

import numpy as np
import pytest
import scipy.signal

from convmath import (
    EXAMPLES,
    ConvMathError,
    Geometry,
    Trace,
    example,
    replay,
    shift,
    total_padding,
)
from convmath.book import FILTERS

TRACED = [name for name, one in EXAMPLES.items() if isinstance(one.run(), Trace)]


def holds(one):
    """Whether an example gives what it expects."""
    found, expected = one.read(one.run()), one.expected
    if isinstance(found, np.ndarray):
        found, expected = found.tolist(), np.array(expected, dtype=object).tolist()
    return expected is not None and found == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_worked_example_gives_the_books_numbers(name):
    assert holds(EXAMPLES[name])
    assert EXAMPLES[name].source.startswith("D2L ")


def test_a_wrong_or_missing_expectation_is_found():
    assert not holds(replace(EXAMPLES["stride"], expected=[[0, 8], [6, 9]]))
    assert not holds(replace(EXAMPLES["padding_grows"], expected=(8, 8)))
    assert not holds(replace(EXAMPLES["stride"], expected=None))


@pytest.mark.parametrize("name", TRACED)
def test_every_traced_example_is_exact_and_replays(name):
    trace = EXAMPLES[name].run()
    assert trace.exact
    assert (replay(trace) == trace.output).all()


def test_the_first_padded_element_is_four_products():
    first = EXAMPLES["padding"].run().steps[0]
    assert first.operands.ravel().tolist() == [0, 0, 0, 0]
    assert (first.weights.ravel().tolist(), first.total) == ([0, 1, 2, 3], 0)


def test_the_first_row_of_the_stride_is_written_out():
    steps = EXAMPLES["stride"].run().steps
    assert steps[1].products.ravel().tolist() == [0, 0, 2, 6]
    assert steps[2].products.ravel().tolist() == [0, 6, 0, 0]


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name.startswith("filter_")])
def test_the_filters_are_scipys(name):
    image, kernel = (np.array(a, dtype=float) for a in EXAMPLES[name].inputs.values())
    filtered = EXAMPLES[name].run().output.astype(float)
    np.testing.assert_allclose(filtered, scipy.signal.correlate2d(image, kernel, "valid"))


def test_blurring_keeps_the_mean_of_an_even_picture_and_edges_answer_nothing():
    sums = {name: np.sum(kernel) for name, kernel in FILTERS.items()}
    kept = {"identity", "blur", "gaussian", "sharpen"}
    assert sums == {name: int(name in kept) for name in FILTERS}


def test_a_shift_moves_the_map_but_not_what_pooling_makes_of_it():
    plain = [EXAMPLES[name].replace(shift=0).run().output for name in INVARIANCE]
    moved = [EXAMPLES[name].run().output for name in INVARIANCE]
    assert (moved[0] == shift(plain[0], (1, 1))).all()
    assert (moved[1] == plain[1]).all()


INVARIANCE = ("invariance", "invariance_pooled")


def test_the_channels_are_the_books():
    assert EXAMPLES["input_channels"].run().steps[0].partials == (19, 37)


@pytest.mark.parametrize("n", range(1, 12))
@pytest.mark.parametrize("k", range(1, 5))
@pytest.mark.parametrize("s", range(1, 5))
def test_a_total_padding_of_k_minus_one_makes_the_short_formula_true(n, k, s):
    geometry = Geometry.of((n,), (k,), padding=total_padding((k - 1,), 1), stride=s)
    assert geometry.output_shape == ((n + s - 1) // s,)


def test_an_example_is_a_function_of_its_numbers():
    changed = example("stride").replace(input=[[1, 2], [3, 4]], stride=1, padding="full")
    assert changed.expected is None
    assert changed.run().output.tolist() == [[3, 8, 4], [10, 20, 8], [3, 4, 0]]


def test_a_gradient_is_a_function_of_input_and_kernel_too():
    changed = example("gradient_input").replace(kernel=[[1]], stride=2)
    assert changed.run().output.tolist() == [[1, 0, 1], [0, 0, 0], [1, 0, 1]]


def test_an_unknown_example_names_the_known():
    with pytest.raises(ConvMathError, match="no example 'strid': choose one of from_dense, "):
        example("strid")
