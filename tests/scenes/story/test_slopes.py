"""Gradients window by window, against PyTorch's own."""

import numpy as np
import torch

from scenes.story.slopes import loss_equation, slides, tell_slopes

X = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
K = [[0, 1], [2, 3]]
CHANCE = np.random.default_rng(5)


def test_both_gradients_are_those_of_autograd():
    x, k = CHANCE.integers(-9, 10, (5, 6)), CHANCE.integers(-9, 10, (2, 4))
    found = slides(x, k)
    tensors = [torch.tensor(each.astype(float), requires_grad=True) for each in (x, k)]
    loss = torch.nn.functional.conv2d(*(each[None, None] for each in tensors)).sum()
    by_torch = torch.autograd.grad(loss, tensors)
    for name, slope in zip(("input_slope", "kernel_slope"), by_torch, strict=True):
        assert np.array_equal(found[name].trace.output, slope.numpy())
    assert loss_equation(found["output"].trace.output).total.numeral.text == str(
        int(loss.detach())
    ).replace("-", "−")


def test_the_windows_of_the_book():
    found = slides(X, K)
    assert found["kernel_slope"].equation((1, 1)).text() == "4·1 + 5·1 + 7·1 + 8·1 = 24"
    assert found["input_slope"].equation((1, 1)).text() == "1·3 + 1·2 + 1·1 + 1·0 = 6"


def test_numbers_fly_from_where_they_stand():
    first, *_, last = slides(X, K)["input_slope"].equation((0, 0)).terms
    assert [factor.place for factor in first] == ["padding[0, 0]", "turned[0, 0]"]
    assert [factor.place for factor in last] == ["slope[0, 0]", "turned[1, 1]"]


def test_each_number_of_the_gradients_is_told_once():
    board = tell_slopes("gradient", slides(X, K))
    for name, shape in (("kernel_slope", (2, 2)), ("input_slope", (3, 3)), ("output", (2, 2))):
        told = [p for beat in board.beats for p in beat.shown if p.startswith(f"{name}[")]
        assert sorted(told) == sorted(f"{name}[{r}, {c}]" for r, c in np.ndindex(shape))


def test_a_single_number_is_told_as_well():
    board = tell_slopes("gradient", slides([[2]], [[3]]))
    assert [beat.text for beat in board.beats if "slope" in beat.text] == [
        "kernel_slope",
        "kernel_slope_first",
        "input_slope",
        "input_slope_first",
    ]
