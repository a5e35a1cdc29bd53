"""Learning a kernel from an input and the output that it should give, step by step."""

from dataclasses import dataclass

import numpy as np

from convmath.checks import whole_number
from convmath.correlate import cross_correlate
from convmath.errors import ConvMathError
from convmath.exact import add, multiply, total
from convmath.gradient import kernel_gradient
from convmath.numbers import Array, Number, as_exact, is_floating
from convmath.padding import Padding
from convmath.shapes import Index, PerAxis
from convmath.trace import Steps, Trace

MOST_STEPS = 100_000
MOST_EXACT_STEPS = 300  # each has more digits than the one before


@dataclass(frozen=True, slots=True, eq=False)
class LearnStep:
    """One step of gradient descent: `total` = `kernel` − learning rate · `gradient`.

    `error` is the correlation's output minus the target, `loss` the sum of its squares, both
    before the update.

    >>> from fractions import Fraction
    >>> step = learn_kernel([1, 2], [3, 6], [0], learning_rate=Fraction(1, 10), steps=1).steps[0]
    >>> step.error.tolist(), step.loss, step.gradient.tolist(), step.total.tolist()
    ([-3, -6], 45, [-30], [3])
    """

    index: Index
    kernel: Array
    error: Array
    loss: Number
    gradient: Array
    rate: Array
    total: Array

    def apply(self, output: Array) -> None:
        """Work the update out again and write the new kernel to its place."""
        output[self.index] = _descend(self.kernel, self.rate, self.gradient)


def learn_kernel(
    input: object,
    target: object,
    kernel: object,
    *,
    learning_rate: object,
    steps: int = 10,
    padding: Padding = 0,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Trace[LearnStep]:
    """Find the kernel by gradient descent on the sum of squared errors, beginning at `kernel`.

    The output is every step's new kernel, (steps, *K). Exact numbers (a learning rate
    of Fraction(3, 100)) give exact kernels, whose digits grow with every step. Raises
    ConvMathError, also where floats overflow because the rate is too large.
    Source: Dive into Deep Learning, 7.2.4.

    >>> trace = learn_kernel([1, 2, 4], [1, 2], [0, 0], learning_rate=0.01, steps=3)
    >>> [round(step.loss, 3) for step in trace.steps]
    [5, 1.25, 0.312]
    """
    array, wanted = as_exact(input, "input"), as_exact(target, "target")
    rate, current = as_exact(learning_rate, "learning_rate"), as_exact(kernel, "kernel")
    if rate.ndim:
        raise ConvMathError(f"learning_rate of shape {rate.shape} is not one number: give one")
    history: list[LearnStep] = []
    exact = not any(map(is_floating, (array, wanted, rate, current)))
    for number in range(_steps(steps, MOST_EXACT_STEPS if exact else MOST_STEPS)):
        forward = cross_correlate(array, current, padding=padding, stride=stride, dilation=dilation)
        error = _error(forward.output, wanted)
        slope = kernel_gradient(forward, multiply(as_exact(2), error)).output
        loss, updated = total(multiply(error, error)), _descend(current, rate, slope)
        history.append(LearnStep((number,), current, error, loss, slope, rate, updated))
        current = updated
    inputs = {"input": array, "target": wanted, "kernel": history[0].kernel}
    kernels = as_exact(np.stack([step.total for step in history]))
    recorded = Steps((len(history),), lambda index: history[index[0]])
    return Trace("learn_kernel", inputs, forward.geometry, kernels, forward.path, recorded)


def _steps(steps: object, most: int) -> int:
    """Every step is kept, so that there is an end to how many there can be."""
    count = whole_number(steps, "steps", 1)
    if count > most:
        raise ConvMathError(f"steps {count} is too large: use at most {most}")
    return count


def _error(output: Array, target: Array) -> Array:
    if output.shape != target.shape:
        raise ConvMathError(
            f"target of shape {target.shape} does not meet the output {output.shape}: "
            "change the kernel's shape, the padding or the target"
        )
    return add(output, multiply(as_exact(-1), target))


def _descend(kernel: Array, rate: Array, gradient: Array) -> Array:
    return add(kernel, multiply(as_exact(-1), multiply(rate, gradient)))
