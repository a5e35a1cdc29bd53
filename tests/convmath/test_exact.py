from fractions import Fraction

import hypothesis.strategies as st
import pytest

from convmath import ConvMathError, as_exact, conv_layer, cross_correlate
from convmath.exact import add, bilinear, divide, largest, multiply, over_common_denominator, total
from tests.convmath.cases import given

EDGE = 2**63 - 1


def product(values, weights, output):
    output[...] = (values.astype(weights.dtype) * weights).sum()


@given(
    st.lists(st.integers(-(2**63), EDGE), min_size=1, max_size=5),
    st.lists(st.integers(-(2**63), EDGE), min_size=5, max_size=5),
    st.integers(0, 62),
    st.integers(0, 62),
)
def test_every_path_is_exact_for_every_size_of_number(values, weights, smaller, lighter):
    x = [value >> smaller for value in values]
    w = [weight >> lighter for weight in weights][: len(x)]
    output, path = bilinear(product, as_exact(x), as_exact([w]), (1,))
    assert output.tolist() == [sum(a * b for a, b in zip(x, w, strict=True))]
    heaviest = max(1, *map(abs, x)) * max(1, sum(map(abs, w)))
    limits = {24: "float32 (proved exact)", 53: "float64 (proved exact)", 63: "int64"}
    allowed = [name for bits, name in limits.items() if heaviest < 2**bits]
    assert path == [*allowed, "python integers"][0]


@pytest.mark.parametrize("heaviest", [2**41, 2**42, 2**43])
@pytest.mark.parametrize("sign", [-1, 1])
def test_int64_at_both_sides_of_where_it_is_done_in_halves(heaviest, sign):
    x = [[sign * ((2**63 - 1) // heaviest), 2**10, -1]]
    w = [[[heaviest - 3]], [[1]]]
    trace = conv_layer(x, w)
    assert trace.path == "int64"
    assert trace.output.tolist() == [[value * (heaviest - 3) for value in x[0]], x[0]]


def test_the_largest_sums_that_int64_holds():
    assert bilinear(product, as_exact([EDGE]), as_exact([[1]]), (1,)) == (EDGE, "int64")
    assert bilinear(product, as_exact([1]), as_exact([[-EDGE]]), (1,)) == (-EDGE, "int64")
    assert bilinear(product, as_exact([-EDGE - 1]), as_exact([[1]]), (1,))[1] == "python integers"


def test_arithmetic_that_leaves_int64_goes_on_in_python():
    x = as_exact([EDGE])
    assert add(x, as_exact([1])).tolist() == [2**63]
    assert multiply(x, x).tolist() == [EDGE**2]
    assert total(as_exact([EDGE, EDGE])) == 2 * EDGE
    assert largest(as_exact([-(2**63)])) == 2**63


@given(st.lists(st.fractions(), min_size=1, max_size=4), st.integers(1, 9))
def test_common_denominators_and_division_lose_nothing(fractions, below):
    array = as_exact(fractions)
    whole, denominator = over_common_denominator(array)
    assert [Fraction(value, denominator) for value in whole.tolist()] == fractions
    assert divide(array, below).tolist() == [value / below for value in fractions]


def test_denominators_beyond_int64():
    tiny = Fraction(1, 10**30)
    trace = cross_correlate([tiny, 2 * tiny], [tiny])
    assert trace.output.tolist() == [tiny**2, 2 * tiny**2]
    assert divide(as_exact([2**70, 3]), 2**70).tolist() == [1, Fraction(3, 2**70)]


def test_floats_that_overflow_are_told_where():
    with pytest.raises(ConvMathError, match=r"overflow at output \(1,\)"):
        add(as_exact([1.0, 1e308]), as_exact([1.0, 1e308]))
    with pytest.raises(ConvMathError, match=r"overflow at output \(0,\)"):
        multiply(as_exact([1e200]), as_exact([1e200]))
    with pytest.raises(ConvMathError, match="beyond float range"):
        add(as_exact([10**400]), as_exact([0.5]))


def test_results_are_read_only():
    for array in (add(as_exact([1]), as_exact([2])), divide(as_exact([3]), 2)):
        assert not array.flags.writeable
