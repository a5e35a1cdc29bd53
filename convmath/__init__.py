"""ConvMath: the arithmetic of convolution, exact, and with every step kept.

>>> import convmath
>>> convmath.cross_correlate([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[0, 1], [2, 3]]).output.tolist()
[[19, 25], [37, 43]]
"""

from convmath.activate import ElementStep, SoftmaxStep, relu, sigmoid, softmax, tanh
from convmath.channels import ChannelStep, conv_layer
from convmath.convolve import FlipStep, convolve, flip
from convmath.correlate import cross_correlate
from convmath.counting import (
    Cost,
    conv_cost,
    dense_cost,
    layer_cost,
    local_shared_cost,
    locally_connected_cost,
    network_costs,
    separable_cost,
    shared_cost,
)
from convmath.curvature import curvature, largest_eigenvalue, step_limit
from convmath.devices import Device, choose_device
from convmath.errors import ConvMathError
from convmath.examples import EXAMPLES, example
from convmath.formula import SizeFormula
from convmath.geometry import Geometry
from convmath.gradient import (
    input_gradient,
    kernel_gradient,
    layer_bias_gradient,
    layer_input_gradient,
    layer_weight_gradient,
)
from convmath.layers import Layer, layer
from convmath.learn import LearnStep, learn_kernel
from convmath.lenet import LeNet, lenet_layers, load_lenet
from convmath.linear import LinearStep, flatten, linear
from convmath.matrix import (
    RowStep,
    correlate_as_dense,
    correlate_by_matrix,
    correlation_matrix,
    im2col,
)
from convmath.network import (
    layer_geometry,
    layer_shapes,
    output_shape,
    parameter_shapes,
    run_layer,
    shapes_through,
)
from convmath.numbers import as_exact, is_floating, parse_matrix, parse_number
from convmath.padding import total_padding
from convmath.photograph import filter_image, load_photograph
from convmath.piecewise import (
    OverlapStep,
    Piecewise,
    convolution,
    convolve_continuous,
    overlap,
)
from convmath.pool import (
    AverageStep,
    MaxStep,
    avg_pool,
    global_avg_pool,
    global_max_pool,
    max_pool,
)
from convmath.receptive import Field, receptive_field, seen_by
from convmath.shapes import axis_names
from convmath.signals import Signal, SlideStep, convolve_signals
from convmath.theorem import TheoremStep, convolve_by_theorem, transform
from convmath.torch_backend import from_torch, run_in_torch, to_torch
from convmath.torch_lenet import TorchLeNet
from convmath.trace import Step, Steps, Trace, replay
from convmath.transpose import BiasStep, ScatterStep, conv_transpose, conv_transpose_layer
from convmath.windows import gather, pad, shift
from convmath.worked import Example

__all__ = [
    "EXAMPLES",
    "AverageStep",
    "BiasStep",
    "ChannelStep",
    "ConvMathError",
    "Cost",
    "Device",
    "ElementStep",
    "Example",
    "Field",
    "FlipStep",
    "Geometry",
    "Layer",
    "LeNet",
    "LearnStep",
    "LinearStep",
    "MaxStep",
    "OverlapStep",
    "Piecewise",
    "RowStep",
    "ScatterStep",
    "Signal",
    "SizeFormula",
    "SlideStep",
    "SoftmaxStep",
    "Step",
    "Steps",
    "TheoremStep",
    "TorchLeNet",
    "Trace",
    "as_exact",
    "avg_pool",
    "axis_names",
    "choose_device",
    "conv_cost",
    "conv_layer",
    "conv_transpose",
    "conv_transpose_layer",
    "convolution",
    "convolve",
    "convolve_by_theorem",
    "convolve_continuous",
    "convolve_signals",
    "correlate_as_dense",
    "correlate_by_matrix",
    "correlation_matrix",
    "cross_correlate",
    "curvature",
    "dense_cost",
    "example",
    "filter_image",
    "flatten",
    "flip",
    "from_torch",
    "gather",
    "global_avg_pool",
    "global_max_pool",
    "im2col",
    "input_gradient",
    "is_floating",
    "kernel_gradient",
    "largest_eigenvalue",
    "layer",
    "layer_bias_gradient",
    "layer_cost",
    "layer_geometry",
    "layer_input_gradient",
    "layer_shapes",
    "layer_weight_gradient",
    "learn_kernel",
    "lenet_layers",
    "linear",
    "load_lenet",
    "load_photograph",
    "local_shared_cost",
    "locally_connected_cost",
    "max_pool",
    "network_costs",
    "output_shape",
    "overlap",
    "pad",
    "parameter_shapes",
    "parse_matrix",
    "parse_number",
    "receptive_field",
    "relu",
    "replay",
    "run_in_torch",
    "run_layer",
    "seen_by",
    "separable_cost",
    "shapes_through",
    "shared_cost",
    "shift",
    "sigmoid",
    "softmax",
    "step_limit",
    "tanh",
    "to_torch",
    "total_padding",
    "transform",
]
