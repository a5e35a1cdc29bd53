"""ConvMath: the arithmetic of convolution, exact, and with every step kept.

>>> import convmath
>>> convmath.cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]).output.tolist()
[[19, 25], [37, 43]]
"""

from convmath.correlate import cross_correlate
from convmath.errors import ConvMathError
from convmath.examples import EXAMPLES, Example, example
from convmath.geometry import Geometry, SizeFormula
from convmath.numbers import as_exact, is_floating, parse_matrix, parse_number
from convmath.padding import axis_names, total_padding
from convmath.trace import Step, Steps, Trace, replay
from convmath.windows import gather, pad

__all__ = [
    "EXAMPLES",
    "ConvMathError",
    "Example",
    "Geometry",
    "SizeFormula",
    "Step",
    "Steps",
    "Trace",
    "as_exact",
    "axis_names",
    "cross_correlate",
    "example",
    "gather",
    "is_floating",
    "pad",
    "parse_matrix",
    "parse_number",
    "replay",
    "total_padding",
]
