"""The convolution theorem without rounding: multiply transforms modulo a prime.

The number-theoretic transform is the discrete Fourier transform with a root of unity of a prime
field in place of e^(2πi/n); whole numbers go in and the same whole numbers come out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from math import prod

import numpy as np

from convmath.checks import check_size, whole_number, yes_or_no
from convmath.errors import ConvMathError
from convmath.exact import divide, largest, over_common_denominator
from convmath.numbers import Array, as_exact, freeze, is_floating
from convmath.shapes import Shape, spread
from convmath.trace import Steps, Trace

_LIMIT = 2**31  # products of residues below it fit int64
_MOST_PRIMES = 256  # enough for sums of more than 7,000 bits


@dataclass(frozen=True, slots=True, eq=False)
class TheoremStep:
    """One stage for all `primes`: `values` are residues, (primes, *transform shape).

    The stages are "input", "kernel" (zero-padded), "input transformed", "kernel transformed",
    "product" and "transformed back", whose whole numbers, over `below`, are the output.

    >>> convolve_by_theorem([1, 2], [3]).steps[0]
    TheoremStep(stage='input', primes=(13,), values=array([[1, 2]]), below=1)
    """

    stage: str
    primes: tuple[int, ...]
    values: Array
    below: int

    def apply(self, output: Array) -> None:
        """Read the output from the last stage's residues; the other stages make none."""
        if self.stage == "transformed back":
            output[...] = self.read(output.shape)

    def read(self, shape: Shape) -> Array:
        """The whole numbers that have these residues, cut to `shape` and divided by `below`."""
        whole = _lift(self.values, self.primes)
        return divide(whole[tuple(slice(n) for n in shape)], self.below)


def convolve_by_theorem(input: object, kernel: object) -> Trace[TheoremStep]:
    """The full convolution: transform both, multiply element by element, transform back.

    Equals `convolve(input, kernel, padding="full")` for exact numbers of 1 to 3 equal axes.
    Raises ConvMathError for floating-point numbers. Source: Pollard, "The Fast Fourier Transform
    in a Finite Field" (1971); Garner's and the Chinese remainder theorem for several primes.

    >>> trace = convolve_by_theorem([1, 2, 3], [4, 5])
    >>> trace.output.tolist(), [step.stage for step in trace.steps][-2:]
    ([4, 13, 22, 15], ['product', 'transformed back'])
    """
    x, k = as_exact(input, "input"), as_exact(kernel, "kernel")
    _check(x, k)
    (a, below_a), (b, below_b) = over_common_denominator(x), over_common_denominator(k)
    shape = tuple(n + m - 1 for n, m in zip(x.shape, k.shape, strict=True))
    lengths = tuple(1 << (n - 1).bit_length() for n in shape)
    check_size(lengths, "the transform")
    bound = largest(a) * largest(b) * min(x.size, k.size)
    primes = _enough_primes(max(lengths), bound)
    steps = _stages(a, b, lengths, primes, below_a * below_b)
    path = f"number-theoretic transform modulo {', '.join(map(str, primes))}"
    return Trace(
        "convolve_by_theorem",
        {"input": x, "kernel": k},
        None,
        steps[-1].read(shape),
        path,
        Steps((0,), lambda _: steps[-1], first=steps),
    )


def transform(values: Array, primes: tuple[int, ...], *, inverse: bool = False) -> Array:
    """The number-theoretic transform of (primes, *lengths) along every length, a power of two.

    Raises ConvMathError for another length, or one that does not divide prime − 1.

    >>> values = np.array([[1, 2, 3, 4]])
    >>> transform(values, (17,)).tolist()
    [[10, 6, 15, 7]]
    >>> transform(transform(values, (17,)), (17,), inverse=True).tolist()
    [[1, 2, 3, 4]]
    """
    inverse = yes_or_no(inverse, "inverse")
    values, moduli = as_exact(values, "values"), [_prime(number) for number in spread(primes, 1)]
    if values.dtype != np.int64 or values.ndim == 0 or len(values) != len(moduli):
        raise ConvMathError(
            f"values of shape {values.shape} do not meet {len(moduli)} primes: int64 residues of "
            "shape (primes, *lengths) are needed"
        )
    for length, prime in product(values.shape[1:], moduli):
        if length & (length - 1) or (prime - 1) % length:
            raise ConvMathError(
                f"length {length} has no transform modulo {prime}: it must be a power of two "
                f"that divides {prime - 1}"
            )
    planes = [
        _transform_axes(plane % prime, prime, inverse)
        for plane, prime in zip(values, moduli, strict=True)
    ]
    return freeze(np.stack(planes))


def _check(x: Array, k: Array) -> None:
    if is_floating(x) or is_floating(k):
        raise ConvMathError(
            "the transform is exact and takes no floating-point numbers: give whole numbers or "
            "fractions, or use convolve"
        )
    if x.ndim != k.ndim or not 1 <= x.ndim <= 3:
        raise ConvMathError(
            f"input of shape {x.shape} and kernel of shape {k.shape} need the same 1 to 3 axes: "
            "reshape one of them"
        )


def _prime(number: object) -> int:
    prime = whole_number(number, "prime", 3)
    if not _is_prime(prime) or prime >= _LIMIT:
        raise ConvMathError(f"{prime} is not an odd prime below 2^31: no transform modulo it")
    return prime


def _stages(
    a: Array, b: Array, lengths: Shape, primes: tuple[int, ...], below: int
) -> tuple[TheoremStep, ...]:
    padded = [_residues(array, lengths, primes) for array in (a, b)]
    moved = [transform(values, primes) for values in padded]
    modulus = np.array(primes).reshape(-1, *(1,) * len(lengths))
    multiplied = freeze(moved[0] * moved[1] % modulus)
    back = transform(multiplied, primes, inverse=True)
    stages = {
        "input": padded[0],
        "kernel": padded[1],
        "input transformed": moved[0],
        "kernel transformed": moved[1],
        "product": multiplied,
        "transformed back": back,
    }
    return tuple(TheoremStep(name, primes, values, below) for name, values in stages.items())


def _residues(array: Array, lengths: tuple[int, ...], primes: tuple[int, ...]) -> Array:
    padded = np.zeros((len(primes), *lengths), dtype=np.int64)
    inner = tuple(slice(n) for n in array.shape)
    for plane, prime in zip(padded, primes, strict=True):
        plane[inner] = (array % prime).astype(np.int64)
    return freeze(padded)


def _transform_axes(plane: Array, prime: int, inverse: bool) -> Array:
    for axis, length in enumerate(plane.shape):
        root = _root(length, prime)
        root = pow(root, -1, prime) if inverse else root
        plane = np.moveaxis(_transform_last(np.moveaxis(plane, axis, -1), root, prime), -1, axis)
        plane = plane * pow(length, -1, prime) % prime if inverse else plane
    return plane


def _transform_last(values: Array, root: int, prime: int) -> Array:
    """Cooley and Tukey's halves: even places and odd places, each transformed, then combined."""
    length = values.shape[-1]
    if length == 1:
        return values
    even = _transform_last(values[..., ::2], root * root % prime, prime)
    odd = _transform_last(values[..., 1::2], root * root % prime, prime)
    turned = odd * _powers(root, length // 2, prime) % prime
    return np.concatenate([(even + turned) % prime, (even - turned) % prime], axis=-1)


def _powers(root: int, size: int, prime: int) -> Array:
    powers = np.ones(1, dtype=np.int64)
    while powers.size < size:
        powers = np.concatenate([powers, powers * pow(root, powers.size, prime) % prime])
    return powers


def _root(length: int, prime: int) -> int:
    """A number whose powers come back to 1 after `length` steps and not before."""
    odd = next(g for g in count(2) if pow(g, (prime - 1) // 2, prime) == prime - 1)
    return pow(odd, (prime - 1) // length, prime)


def _lift(residues: Array, primes: tuple[int, ...]) -> Array:
    """The whole numbers between ±half the product of the primes that have these residues."""
    modulus = prod(primes)
    wide = np.int64 if modulus < _LIMIT else object
    lifted = np.zeros(residues.shape[1:], dtype=wide)
    for plane, prime in zip(residues, primes, strict=True):
        other = modulus // prime
        lifted += plane.astype(wide) * (pow(other, -1, prime) if other > 1 else 1) % prime * other
    lifted %= modulus
    return as_exact(np.where(lifted > modulus // 2, lifted - modulus, lifted))


def _enough_primes(length: int, bound: int) -> tuple[int, ...]:
    """The smallest prime beyond 2 · bound, or as many large ones as make a product beyond it."""
    last = (_LIMIT - 2) // length
    enough = max(1, -(-2 * bound // length))  # then the prime is at least 2 · bound + 1
    smallest = next(_primes(length, range(enough, last + 1)), None)
    if smallest is not None:
        return (smallest,)
    chosen: list[int] = []
    for prime in islice(_primes(length, range(last, 0, -1)), _MOST_PRIMES):
        chosen.append(prime)
        if prod(chosen) > 2 * bound + 1:
            return tuple(chosen)
    raise ConvMathError(
        f"a sum may reach a number of {bound.bit_length()} bits, too large for transforms of "
        f"length {length}: use convolve"
    )


def _primes(length: int, multiples: range) -> Iterator[int]:
    """Primes m · length + 1: those with a root of unity for this length."""
    return (m * length + 1 for m in multiples if _is_prime(m * length + 1))


def _is_prime(number: int) -> bool:
    """Miller and Rabin's test for odd primes, certain below 3,215,031,751 with these bases."""
    if number < 11 or number % 2 == 0:
        return number in (3, 5, 7)
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7):
        seen = pow(base, odd, number)
        powers = {pow(seen, 2**i, number) for i in range(twos)}
        if seen != 1 and number - 1 not in powers:
            return False
    return True
