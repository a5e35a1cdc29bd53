import numpy as np
import pytest

from convmath import EXAMPLES, ConvMathError, example, replay


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_worked_example_gives_the_books_numbers(name):
    trace = EXAMPLES[name].run()
    assert (trace.output == np.array(EXAMPLES[name].expected, dtype=object)).all()
    assert (replay(trace) == trace.output).all()
    assert EXAMPLES[name].source


def test_an_example_is_a_function_of_its_numbers():
    changed = example("stride").replace(input=[[1, 2], [3, 4]], stride=1, padding="full")
    assert changed.expected is None
    assert changed.run().output.tolist() == [[3, 8, 4], [10, 20, 8], [3, 4, 0]]


def test_an_unknown_example_names_the_known():
    with pytest.raises(ConvMathError, match="no example 'strid': choose one of cross_corr"):
        example("strid")
