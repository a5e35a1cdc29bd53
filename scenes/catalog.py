"""The lessons of the course in order: what each is called and where its class lives.

Only strings, so that listing the course imports neither Manim nor NumPy. A new lesson is one line
here, one file beside this one and one table per locale.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any, Final

LOCALE_FOLDER: Final = Path(__file__).parent / "story" / "locale"


class CatalogError(LookupError):
    """A lesson in the list that its words do not know."""


class UnknownSceneError(LookupError):
    """A name that no lesson has; the message suggests those that it may have meant."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson: `id` names its files and words, `example` the book's numbers in `convmath`."""

    id: str
    target: str  # "module:Class"
    chapter: int  # of the course, a key of the locale table [chapters]
    example: str

    def load(self) -> Any:
        """The lesson's class. Imports Manim, which takes most of a second."""
        module, name = self.target.split(":")
        return getattr(import_module(module), name)


LESSONS: Final = (
    Entry("dense_to_conv", "scenes.dense_to_conv:DenseToConv", 1, "dense_to_conv"),
    Entry("invariance", "scenes.invariance:Invariance", 1, "invariance_pooled"),
    Entry("convolution_1d", "scenes.convolution_1d:Convolution1d", 1, "convolution_1d"),
    Entry("cross_correlation", "scenes.cross_correlation:CrossCorrelation", 2, "cross_correlation"),
    Entry("true_convolution", "scenes.true_convolution:TrueConvolution", 2, "convolution"),
    Entry("edge_detection", "scenes.edge_detection:EdgeDetection", 2, "edges"),
    Entry("learn_kernel", "scenes.learn_kernel:LearnKernel", 2, "learn_kernel_from_anywhere"),
    Entry("receptive_field", "scenes.receptive_field:ReceptiveField", 2, "receptive_field_stack"),
    Entry("image_filters", "scenes.image_filters:ImageFilters", 2, "image_filters"),
    Entry("padding", "scenes.padding:Padding", 3, "padding"),
    Entry("stride", "scenes.stride:Stride", 3, "stride"),
    Entry("same_padding", "scenes.same_padding:SamePadding", 3, "same_padding"),
    Entry("output_size", "scenes.output_size:OutputSize", 3, "stride_halves"),
    Entry(
        "multi_input_channels",
        "scenes.multi_input_channels:MultiInputChannels",
        4,
        "input_channels",
    ),
    Entry(
        "multi_output_channels",
        "scenes.multi_output_channels:MultiOutputChannels",
        4,
        "output_channels",
    ),
    Entry("one_by_one", "scenes.one_by_one:OneByOne", 4, "one_by_one"),
    Entry("conv_dims", "scenes.conv_dims:ConvDims", 4, "conv3d"),
    Entry("tensor_shapes", "scenes.tensor_shapes:TensorShapes", 4, "tensor_shapes"),
    Entry("max_pooling", "scenes.max_pooling:MaxPooling", 5, "max_pooling"),
    Entry("average_pooling", "scenes.average_pooling:AveragePooling", 5, "average_pooling"),
    Entry(
        "pooling_padding_stride",
        "scenes.pooling_padding_stride:PoolingPaddingStride",
        5,
        "pooling_padding",
    ),
    Entry("pooling_channels", "scenes.pooling_channels:PoolingChannels", 5, "pooling_channels"),
    Entry("dilation", "scenes.dilation:Dilation", 6, "dilation"),
    Entry("transposed", "scenes.transposed:Transposed", 6, "transposed_stride"),
    Entry("depthwise", "scenes.depthwise:Depthwise", 6, "depthwise_separable"),
    Entry("gradient", "scenes.gradient:Gradient", 6, "gradient_kernel"),
    Entry("lenet", "scenes.lenet:Lenet", 6, "recognition"),
    Entry("feature_maps", "scenes.feature_maps:FeatureMaps", 6, "feature_maps"),
    Entry("kernel_evolution", "scenes.kernel_evolution:KernelEvolution", 6, "kernel_evolution"),
)


def titles(language: str) -> dict[str, str]:
    """What every lesson is called in one language; chapters stand under their numbers.

    Read from the locale table directly, because `scenes.story` brings NumPy along. Raises
    CatalogError for a lesson without a title.
    """
    words = tomllib.loads((LOCALE_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    for entry in LESSONS:
        if "title" not in words.get(entry.id, {}):
            raise CatalogError(f"{language}.toml has no text for {entry.id}.title: add it")
    lessons = {entry.id: str(words[entry.id]["title"]) for entry in LESSONS}
    return lessons | {number: str(title) for number, title in words.get("chapters", {}).items()}


def find(name: str) -> Entry:
    """The lesson of this name; capitals and the kind of dash do not matter.

    >>> find("Cross-Correlation").id
    'cross_correlation'
    >>> find("strid")
    Traceback (most recent call last):
        ...
    scenes.catalog.UnknownSceneError: no scene is called 'strid': did you mean stride?
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    for entry in LESSONS:
        if entry.id == wanted:
            return entry
    known = [entry.id for entry in LESSONS]
    close = get_close_matches(wanted, known, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(close)}?" if close else "render.py --list names all"
    raise UnknownSceneError(f"no scene is called {name!r}: {hint}")
