"""The same layers in PyTorch, for whoever wants to compare; PyTorch is imported only here."""

from typing import TYPE_CHECKING, Any

from convmath.errors import ConvMathError, expect
from convmath.exact import to_float
from convmath.layers import Layer, layer
from convmath.network import parameter_arrays
from convmath.numbers import Array, as_exact, freeze
from convmath.signatures import SIGNATURES

if TYPE_CHECKING:
    from types import ModuleType


def to_torch(text: str | Layer, weight: object = None, bias: object = None) -> Any:
    """Make the layer's `torch.nn` module in float64, with the given parameters if there are any.

    Raises ConvMathError if PyTorch is not installed or refuses the layer, and where the parameters
    have not the layer's shapes.

    >>> print(to_torch("Conv2d(1, 1, 3, padding=1)"))
    Conv2d(1, 1, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
    """
    torch, made = torch_module(), layer(text)
    try:
        module = getattr(torch.nn, made.name)(**made.shown).double()
    except (ValueError, TypeError, RuntimeError) as error:
        raise ConvMathError(f"PyTorch refuses {made}: {error}") from None
    for name, values in parameter_arrays(made, weight, bias).items():
        setattr(module, name, torch.nn.Parameter(torch.tensor(to_float(values))))
    return module


def from_torch(module: Any) -> tuple[Layer, dict[str, Array]]:
    """Read a `torch.nn` module: its layer and its parameters ("weight", "bias") by name.

    Raises ConvMathError for a module that is none of the known layers.

    >>> made, parameters = from_torch(to_torch("Linear(1, 2)", [[1], [2]], [3, 4]))
    >>> print(made, parameters["bias"].tolist())
    Linear(in_features=1, out_features=2, bias=True) [3.0, 4.0]
    """
    expect(module, torch_module().nn.Module, "the module", "give a layer of torch.nn")
    name = type(module).__name__
    kind = name[:-2] if name[-2:] in ("1d", "2d", "3d") else name
    read = {key: getattr(module, key, None) for key in SIGNATURES.get(kind, {})}
    parameters = {
        key: as_exact(tensor.detach().double().cpu().numpy(), key)
        for key, tensor in module.named_parameters()
    }
    if "bias" in read:
        read["bias"] = "bias" in parameters
    given = ", ".join(f"{key}={value!r}" for key, value in read.items())
    return layer(f"{name}({given})"), parameters


def run_in_torch(
    text: str | Layer, input: object, weight: object = None, bias: object = None
) -> Array:
    """What PyTorch gives for the layer in float64: what `run_layer` is compared with.

    Raises ConvMathError as `to_torch` does, and where PyTorch refuses the input.

    >>> run_in_torch("AvgPool2d(2)", [[[1, 2], [3, 4]]]).tolist()
    [[[2.5]]]
    """
    torch = torch_module()
    module = to_torch(text, weight, bias)
    with torch.no_grad():
        try:
            output = module(torch.tensor(to_float(as_exact(input))))
        except (ValueError, TypeError, RuntimeError, IndexError) as error:
            raise ConvMathError(f"PyTorch refuses the input of {layer(text)}: {error}") from None
    return freeze(output.numpy())


def torch_module() -> "ModuleType":
    """PyTorch itself, for modules that must not import it.

    Raises ConvMathError if it is not installed.

    >>> torch_module().__name__
    'torch'
    """
    try:
        import torch  # noqa: PLC0415 (a heavy import, for those who ask for it)
    except ImportError:
        raise ConvMathError("PyTorch is not installed: pip install torch") from None
    return torch
