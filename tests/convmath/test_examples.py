from dataclasses import replace

import numpy as np
import pytest

from convmath import EXAMPLES, ConvMathError, Geometry, Trace, example, replay, total_padding

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
