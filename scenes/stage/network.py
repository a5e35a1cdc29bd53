"""The layers of a network as blocks of pictures, ready to be hung."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scenes.stage.hanging import Block, Wall
from scenes.stage.panel import Panel
from scenes.story.numerals import shape_code
from scenes.story.places import place
from scenes.story.recognition import PADDING

STRIP: Final = 0.075  # of its height: how wide a dense layer's numbers are drawn
BARS: Final = 1.1  # of its height: how wide the room for bars is
SMALLER: Final = 0.78  # of the region's height, for what is not the main thing
CURVE: Final = 1.1  # of its height: how wide a curve is
KERNEL: Final = 0.45
KERNELS: Final = 0.62
LETTERS: Final = {"input": "X", "logit": "Y"}  # of the program that all of LeNet is

Arrays = Mapping[str, NDArray[Any]]


def maps(arrays: Arrays, name: str, columns: int = 0, share: float = 1.0) -> Block:
    """A layer's feature maps, nearly a square of them unless columns are given.

    Maps without negative numbers share a scale; others have each its own, to be seen at all.
    """
    layer = arrays[name]
    signed = bool(layer.min() < 0)
    largest = 0.0 if signed else strongest(layer)
    panels = [
        Panel(place(name, channel), one, "output", heat=True, largest=largest, signed=signed)
        for channel, one in enumerate(layer)
    ]
    columns = columns or len(layer) // isqrt(len(layer))
    return Block(name, panels, columns, share, shape_code(layer.shape))


def picture(arrays: Arrays, name: str, pad: int, share: float = SMALLER) -> Block:
    """The picture that enters, with the padding of the first layer."""
    image = arrays[name]
    sides = (pad, pad)
    panel = Panel(name, image, "input", padding=(sides, sides), heat=True, largest=1.0)
    title = shape_code(image.shape) + (f" comma p = {pad}" if pad else "")
    return Block(name, [panel], share=share, title=title)


def kernels(arrays: Arrays, name: str, weights: str, channel: int, share: float = KERNEL) -> Block:
    """The kernel of one output channel: a small picture for every input channel."""
    kernel = arrays[weights][channel]
    panels = [
        Panel(place(weights, channel, c), one, "kernel", heat=True, signed=True)
        for c, one in enumerate(kernel)
    ]
    shape = kernel.shape if len(kernel) > 1 else kernel.shape[1:]
    return Block(name, panels, max(1, isqrt(len(kernel))), share, shape_code(shape))


def bank(arrays: Arrays, name: str, weights: str) -> Block:
    """All kernels of a first layer, one per map."""
    panels = [
        Panel(place(weights, channel, 0), one[0], "kernel", heat=True, signed=True)
        for channel, one in enumerate(arrays[weights])
    ]
    columns = len(panels) // isqrt(len(panels))
    title = f"{len(panels)} times {shape_code(arrays[weights].shape[2:])}"
    return Block(name, panels, columns, KERNELS, title)


def strip(arrays: Arrays, name: str) -> Block:
    """The numbers of a dense layer, one below the other."""
    column = arrays[name][:, np.newaxis]
    panel = Panel(name, column, "output", heat=True, largest=strongest(column))
    return Block(name, [panel], title=str(len(column)), aspect=STRIP)


def row(name: str, pictures: NDArray[Any], role: str) -> Block:
    """Pictures of one kind, such as the kernels at some step of a training."""
    panels = [
        Panel(place(name, count), one, role, heat=True, signed=True)
        for count, one in enumerate(pictures)
    ]
    columns = len(panels) // isqrt(len(panels))
    return Block(name, panels, columns, SMALLER, shape_code(pictures.shape))


def paired(name: str, first: Block, second: Block) -> Block:
    """Each picture of a block beside that of another, as kernels and what they make of one."""
    pairs = zip(first.panels, second.panels, strict=True)
    panels = [panel for pair in pairs for panel in pair]
    title = f"{first.title} arrow {second.title}"
    return Block(name, panels, 2, title=title, flowing=True)


def room(name: str, aspect: float = BARS) -> Block:
    """Room for something else, so wide by its height: the shares of the classes, or a curve."""
    return Block(name, aspect=aspect)


def answered(arrays: Arrays, before: str) -> Wall:
    """A picture, the answers to it, and room for their shares; `before` begins their names."""
    image = picture(arrays, f"{before}input", PADDING)
    return [image, "→", strip(arrays, f"{before}logit"), "", room("shares")]


def at_a_glance(arrays: Arrays) -> Wall:
    """All layers of LeNet; what goes in and what comes out with the letters of its program."""
    blocks = [replace(picture(arrays, "input", PADDING), title="")]
    for count, name in enumerate(("act1", "pool1", "act2", "pool2")):
        blocks.append(slim(maps(arrays, name), 2 + 2 * (count // 2)))
    blocks += [strip(arrays, name) for name in ("hidden1", "hidden2", "logit")]
    wall: list[Block | str] = []
    for block in blocks:
        letter = LETTERS.get(block.name)
        wall += ["", lettered(block, letter) if letter else block]
    return wall[1:]


def alone(block: Block) -> Block:
    """The same block as large as it can be."""
    return replace(block, share=1.0)


def slim(block: Block, columns: int) -> Block:
    """The same layer as one of many: in so many columns, named by the size of one map only."""
    size = shape_code(np.shape(block.panels[0].values))
    return replace(block, columns=columns, title=size)


def only(block: Block, channel: int) -> Block:
    """Of all maps of a layer the one of a channel, which is what one kernel makes."""
    panel = block.panels[channel]
    return replace(block, panels=[panel], columns=1, share=SMALLER, title=shape_code(panel.shape))


def lettered(block: Block, letter: str) -> Block:
    """The same block with the program's letter for it before its shape, if that is said."""
    return replace(block, title=" quad ".join(filter(None, (letter, block.title))))


def as_channel(block: Block) -> Block:
    """The picture as the program takes it: without padding, an axis for its one channel."""
    return replace(block, title=shape_code((1, *block.panels[0].values.shape)))


def upright(block: Block) -> Block:
    """The same layer in fewer columns than rows, as high as it can be."""
    return replace(block, columns=isqrt(len(block.panels)), share=1.0)


def in_two_lines(block: Block) -> Block:
    """The same layer with half of its pictures below the other half."""
    return replace(block, columns=-(-len(block.panels) // 2))


def called(block: Block, name: str) -> Block:
    """The same layer with a name before its shape."""
    return replace(block, words=name)


def strongest(values: NDArray[Any]) -> float:
    """What the fullest tint stands for: the largest magnitude."""
    return float(np.abs(values).max()) or 1.0
