from fractions import Fraction

import hypothesis.strategies as st
import pytest
import scipy.integrate

from convmath import ConvMathError, Piecewise, convolution, convolve_continuous, overlap, replay
from tests.convmath.cases import given

small = st.fractions(min_value=-3, max_value=3, max_denominator=4)


@st.composite
def functions(draw):
    breaks = sorted(draw(st.sets(small, min_size=2, max_size=4)))
    polynomial = st.lists(small, min_size=1, max_size=3)
    return Piecewise.of(breaks, [draw(polynomial) for _ in breaks[1:]])


@given(functions(), functions(), st.lists(small, min_size=1, max_size=4))
def test_the_closed_form_equals_the_integral_of_every_overlap(f, g, places):
    trace = convolve_continuous(f, g, places)
    assert (replay(trace) == trace.output).all()
    assert trace.exact


@given(functions(), functions())
def test_convolution_commutes_and_areas_multiply(f, g):
    fg, gf = convolution(f, g), convolution(g, f)
    assert fg == gf
    assert fg.integral() == f.integral() * g.integral()
    assert fg.breaks[0] >= f.breaks[0] + g.breaks[0]


@given(functions(), functions(), small)
def test_an_overlap_is_the_product_of_one_and_the_mirrored_other(f, g, t):
    product = overlap(f, g, t)
    for first, end in zip(product.breaks, product.breaks[1:], strict=False):
        middle = (first + end) / 2
        assert product(middle) == f(middle) * g(t - middle)


def test_numerical_integration_agrees():
    f = Piecewise.of([-1, 0, 2], [[1, 1], [1, 0, Fraction(-1, 4)]])
    g = Piecewise.of([0, 1], [[0, 3]])
    for t in (Fraction(-1, 2), Fraction(1, 3), Fraction(9, 4)):
        points = [0, float(t), float(t) - 1]
        area, _ = scipy.integrate.quad(
            lambda s, t=t: f(Fraction(s)) * g(t - Fraction(s)), -1, 2, points=points
        )
        assert float(convolution(f, g)(t)) == pytest.approx(area, abs=1e-7)


def test_two_boxes_make_a_triangle():
    box = Piecewise.of([0, 1], [[1]])
    triangle = convolution(box, box)
    assert triangle.breaks == (0, 1, 2)
    assert triangle.pieces == ((0, 1), (2, -1))
    step = convolve_continuous(box, box, [Fraction(3, 2)]).steps[0]
    assert (step.t, step.total) == (Fraction(3, 2), Fraction(1, 2))
    assert step.product(Fraction(3, 4)) == 1
    assert step.product(Fraction(1, 4)) == 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: Piecewise.of([0, 0.5], [[1]]), "breaks must be a row of exact numbers"),
        (lambda: Piecewise.of([1, 0], [[1]]), r"breaks \[1, 0\] must rise"),
        (lambda: Piecewise.of([0, 1, 2], [[1]]), "3 breaks need a list of 2 pieces, not"),
        (lambda: Piecewise.of([0, 1], [[float("nan")]]), "piece holds nan"),
        (lambda: Piecewise.of([0, 1], [[]]), "empty"),
        (lambda: convolve_continuous(BOX, BOX, []), "empty"),
        (lambda: convolution(BOX, [0, 1]), r"g \[0, 1\] is no Piecewise: make one with"),
        (lambda: overlap(BOX, BOX, 0.1), "t must be a row of exact numbers"),
        (lambda: BOX(0.1), "t must be a row of exact numbers"),
    ],
)
def test_the_impossible_is_told(call, sentence):
    with pytest.raises(ConvMathError, match=sentence):
        call()


BOX = Piecewise.of([0, 1], [[1]])
