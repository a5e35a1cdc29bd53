"""The dense layer, where every output is a weighted sum of every input; and flattening."""

from dataclasses import dataclass
from math import prod

import numpy as np

from convmath.activate import ElementStep
from convmath.channels import add_bias, check_bias, layer_inputs
from convmath.checks import check_axis
from convmath.engine import product
from convmath.errors import ConvMathError
from convmath.exact import bilinear, multiply, path_of, total
from convmath.numbers import Array, Number, as_exact, as_number, freeze, is_floating
from convmath.shapes import Index, Shape
from convmath.trace import PlacedStep, Steps, Trace


@dataclass(frozen=True, slots=True, eq=False)
class LinearStep(PlacedStep):
    """One output of a dense layer: `operands` ∘ `weights` = `products`, summed with the `bias`.

    >>> step = linear([1, 2], [[3, 4]], [5]).steps[0]
    >>> step.products.tolist(), step.bias, step.total
    ([3, 8], 5, 16)
    """

    index: Index
    operands: Array
    weights: Array
    products: Array
    bias: Number
    total: Number


def linear(input: object, weight: object, bias: object = None) -> Trace[LinearStep]:
    """Y = W x + b for `input` (…, I), `weight` (O, I) and `bias` (O,); the output is (…, O).

    Raises ConvMathError where the sizes do not meet.
    Source: Dive into Deep Learning, 3.1 and 5.1; PyTorch's Linear.

    >>> linear([1, 2], [[3, 4], [5, 6]], [0, 100]).output.tolist()
    [11, 117]
    """
    array, weights = as_exact(input, "input"), as_exact(weight, "weight")
    biases = None if bias is None else as_exact(bias, "bias")
    if array.ndim == 0 or weights.ndim != 2 or array.shape[-1] != weights.shape[1]:
        raise ConvMathError(
            f"input of shape {array.shape} does not meet weight of shape {weights.shape}: "
            "(…, inputs) and (outputs, inputs) are needed"
        )
    check_bias(biases, len(weights))
    shape = (*array.shape[:-1], len(weights))

    def run(values: Array, rows: Array, output: Array) -> None:
        numbers = values.astype(rows.dtype, copy=False)
        output[...] = product(numbers, rows.T, in_order=is_floating(output))

    output, path = bilinear(run, array, weights, shape)
    output, path = add_bias(output, biases, 0, path)

    def build(index: Index) -> LinearStep:
        operands, row = array[index[:-1]], weights[index[-1]]
        products = multiply(operands, row)
        bias = 0 if biases is None else as_number(biases[index[-1]])
        return LinearStep(index, operands, row, products, bias, total(products) + bias)

    inputs = layer_inputs(array, weights, biases)
    return Trace("linear", inputs, None, output, path, Steps(shape, build))


def flatten(input: object, start: int = 1, end: int = -1) -> Trace[ElementStep]:
    """Lay the axes from `start` to `end` out as one, in row order; nothing is computed.

    Raises ConvMathError where there are no such axes. Source: PyTorch's Flatten.

    >>> flatten([[[1, 2], [3, 4]]]).output.tolist()
    [[1, 2, 3, 4]]
    """
    array = as_exact(input, "input")
    output = freeze(array.reshape(flat_shape(array.shape, start, end)))

    def build(index: Index) -> ElementStep:
        place = np.unravel_index(np.ravel_multi_index(index, output.shape), array.shape)
        value = as_number(array[place])
        return ElementStep(index, value, value)

    steps = Steps(output.shape, build)
    return Trace("flatten", {"input": array}, None, output, path_of(array), steps)


def flat_shape(shape: Shape, start: int, end: int) -> Shape:
    """The shape once the axes from `start` to `end` (negative: from the last) are one.

    >>> flat_shape((2, 16, 5, 5), 1, -1)
    (2, 400)
    """
    first, last = check_axis(start, len(shape), "start"), check_axis(end, len(shape), "end")
    if first > last:
        raise ConvMathError(f"axis {start} of shape {shape} comes after axis {end}: swap them")
    return (*shape[:first], prod(shape[first : last + 1]), *shape[last + 1 :])
