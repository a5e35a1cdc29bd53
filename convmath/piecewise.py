"""Continuous convolution of piecewise polynomials, exactly.

A piecewise polynomial is a sum of one-sided ones, each beginning at a break; and of those
t^m/m! ∗ t^n/n! = t^(m+n+1)/(m+n+1)!. So the convolution needs no integral of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import comb, factorial
from typing import TypeAlias

from convmath.errors import ConvMathError, expect, shown
from convmath.numbers import Number, as_exact, is_floating
from convmath.shapes import Index, is_many
from convmath.trace import PlacedStep, Steps, Trace

Polynomial: TypeAlias = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Polynomials between `breaks`, zero outside: `pieces[i]` holds on [breaks[i], breaks[i+1]).

    A polynomial is its coefficients (c0, c1, …) of 1, t, t², … `Piecewise.of` checks.

    >>> box = Piecewise.of([0, 1], [[1]])
    >>> box(Fraction(1, 2)), box(2), box.integral()
    (Fraction(1, 1), Fraction(0, 1), Fraction(1, 1))
    """

    breaks: tuple[Fraction, ...]
    pieces: tuple[Polynomial, ...]

    @classmethod
    def of(cls, breaks: Sequence[object], pieces: Sequence[Sequence[object]]) -> "Piecewise":
        """Make an exact piecewise polynomial.

        Raises ConvMathError for floats, for breaks that do not rise and for a wrong count of them.

        >>> Piecewise.of([0, 0], [[1]])
        Traceback (most recent call last):
            ...
        convmath.errors.ConvMathError: breaks [0, 0] must rise: give each once, in order
        """
        points = _fractions(breaks, "breaks")
        if any(a >= b for a, b in pairwise(points)):
            raise ConvMathError(f"breaks {shown(breaks)} must rise: give each once, in order")
        if not is_many(pieces) or len(points) != len(pieces) + 1:
            raise ConvMathError(
                f"{len(points)} breaks need a list of {len(points) - 1} pieces, not {shown(pieces)}"
            )
        return cls(points, tuple(_trim(_fractions(piece, "piece")) for piece in pieces))

    def __call__(self, t: Fraction | int) -> Fraction:
        """The value at `t`; raises ConvMathError unless it is exact."""
        (t,) = _fractions([t], "t")
        for (first, end), piece in zip(pairwise(self.breaks), self.pieces, strict=True):
            if first <= t < end:
                return _evaluate(piece, t)
        return Fraction(0)

    def integral(self) -> Fraction:
        """The area under the whole function."""
        spans = zip(pairwise(self.breaks), self.pieces, strict=True)
        return sum((_area(piece, first, end) for (first, end), piece in spans), Fraction(0))


@dataclass(frozen=True, slots=True, eq=False)
class OverlapStep(PlacedStep):
    """One place t: the product f(τ) · g(t − τ) as a function of τ, and its area `total`.

    >>> box = Piecewise.of([0, 1], [[2]])
    >>> step = convolve_continuous(box, box, [1]).steps[0]
    >>> step.product(Fraction(1, 2)) == step.total == 4
    True
    """

    index: Index
    t: Fraction
    product: Piecewise
    total: Number


def convolve_continuous(f: Piecewise, g: Piecewise, at: Sequence[object]) -> Trace[OverlapStep]:
    """(f ∗ g)(t) = ∫ f(τ) · g(t − τ) dτ at the places `at`; each step integrates the overlap.

    Raises ConvMathError for places that are not exact, and for other functions.
    Source: Dive into Deep Learning, 7.1.3.

    >>> box = Piecewise.of([0, 1], [[1]])
    >>> convolve_continuous(box, box, [0, Fraction(1, 2), 1]).output.tolist()
    [0, Fraction(1, 2), 1]
    """
    places = _fractions(at, "at")
    whole = convolution(f, g)

    def build(index: Index) -> OverlapStep:
        product = overlap(f, g, places[index[0]])
        return OverlapStep(index, places[index[0]], product, product.integral())

    output = as_exact([whole(t) for t in places])
    inputs = {"at": as_exact(places, "at")}
    return Trace("convolve_continuous", inputs, None, output, "rational", Steps((len(at),), build))


def convolution(f: Piecewise, g: Piecewise) -> Piecewise:
    """The convolution of two piecewise polynomials as a third, exactly and everywhere.

    Raises ConvMathError for other functions.

    >>> box = Piecewise.of([0, 1], [[1]])
    >>> triangle = convolution(box, box)
    >>> triangle.breaks == (0, 1, 2), triangle.pieces == ((0, 1), (2, -1))
    (True, True)
    """
    _check_both(f, g)
    jumps: dict[Fraction, list[Polynomial]] = defaultdict(list)
    for a, p in _jumps(f):
        for b, q in _jumps(g):
            jumps[a + b].append(_one_sided_product(p, q))
    breaks = tuple(sorted(jumps))
    pieces, current = [], _trim(())
    for start in breaks[:-1]:
        current = _add([current, *(_shift(jump, -start) for jump in jumps[start])])
        pieces.append(current)
    return Piecewise(breaks, tuple(pieces))


def overlap(f: Piecewise, g: Piecewise, t: Fraction | int) -> Piecewise:
    """The product f(τ) · g(t − τ) as a function of τ: what the sliding picture shades at t.

    Raises ConvMathError for a place that is not exact, and for other functions.

    >>> box = Piecewise.of([0, 1], [[1]])
    >>> overlap(box, box, Fraction(1, 2)).integral()
    Fraction(1, 2)
    """
    _check_both(f, g)
    (place,) = _fractions([t], "t")
    mirrored = tuple(sorted(place - b for b in g.breaks))
    pieces = tuple(_compose(piece, place, -1) for piece in reversed(g.pieces))
    breaks = tuple(sorted({*f.breaks, *mirrored}))
    turned = Piecewise(mirrored, pieces)
    spans = [(first + end) / 2 for first, end in pairwise(breaks)]
    return Piecewise(breaks, tuple(_multiply(_piece_at(f, m), _piece_at(turned, m)) for m in spans))


def _check_both(f: Piecewise, g: Piecewise) -> None:
    for name, function in (("f", f), ("g", g)):
        expect(function, Piecewise, name, "make one with Piecewise.of")


def _jumps(function: Piecewise) -> Iterable[tuple[Fraction, Polynomial]]:
    """By how much the polynomial changes at each break, as a polynomial in (t − break)."""
    zero = _trim(())
    for at, (before, after) in zip(
        function.breaks, pairwise((zero, *function.pieces, zero)), strict=True
    ):
        change = _add([after, tuple(-c for c in before)])
        yield at, _shift(change, at)


def _one_sided_product(p: Polynomial, q: Polynomial) -> Polynomial:
    result = [Fraction(0)] * (len(p) + len(q))
    for m, a in enumerate(p):
        for n, b in enumerate(q):
            result[m + n + 1] += a * b * Fraction(factorial(m) * factorial(n), factorial(m + n + 1))
    return _trim(result)


def _shift(p: Polynomial, by: Fraction) -> Polynomial:
    """p(t + by)."""
    return _compose(p, by, 1)


def _compose(p: Polynomial, offset: Fraction, slope: int) -> Polynomial:
    """p(offset + slope · t)."""
    result = [Fraction(0)] * len(p)
    for n, c in enumerate(p):
        for k in range(n + 1):
            result[k] += c * comb(n, k) * offset ** (n - k) * slope**k
    return _trim(result)


def _add(polynomials: Iterable[Polynomial]) -> Polynomial:
    columns = zip_longest(*polynomials, fillvalue=Fraction(0))
    return _trim([sum(column, Fraction(0)) for column in columns])


def _multiply(p: Polynomial, q: Polynomial) -> Polynomial:
    result = [Fraction(0)] * (len(p) + len(q) - 1)
    for m, a in enumerate(p):
        for n, b in enumerate(q):
            result[m + n] += a * b
    return _trim(result)


def _evaluate(p: Polynomial, t: Fraction) -> Fraction:
    return sum((c * t**n for n, c in enumerate(p)), Fraction(0))


def _area(p: Polynomial, first: Fraction, end: Fraction) -> Fraction:
    terms = (c * (end ** (n + 1) - first ** (n + 1)) / (n + 1) for n, c in enumerate(p))
    return sum(terms, Fraction(0))


def _piece_at(function: Piecewise, t: Fraction) -> Polynomial:
    spans = zip(pairwise(function.breaks), function.pieces, strict=True)
    return next((piece for (first, end), piece in spans if first <= t < end), _trim(()))


def _trim(coefficients: Iterable[Fraction]) -> Polynomial:
    kept = list(coefficients)
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return tuple(kept) or (Fraction(0),)


def _fractions(values: Sequence[object], name: str) -> tuple[Fraction, ...]:
    array = as_exact(values, name)
    if is_floating(array) or array.ndim != 1:
        raise ConvMathError(f"{name} must be a row of exact numbers: write 1/3 as Fraction(1, 3)")
    return tuple(Fraction(value) for value in array.tolist())
