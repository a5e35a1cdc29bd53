"""How a picture shrinks without padding, held to PyTorch's own layers."""

import pytest

from scenes.story.padding import shrinking


def test_the_sides_are_those_that_pytorch_gives():
    torch = pytest.importorskip("torch")
    told, picture = shrinking(), torch.zeros(1, 1, 240, 240)
    sides = [picture.shape[-1]]
    for _ in told.sides[1:]:
        kernel = torch.zeros(1, 1, told.kernel, told.kernel)
        picture = torch.nn.functional.conv2d(picture, kernel)
        sides.append(picture.shape[-1])
    assert list(told.sides) == sides


def test_the_pixels_that_are_gone_are_counted_and_rounded():
    told = shrinking()
    assert float(told.lost) == pytest.approx(100 * (1 - 200**2 / 240**2), abs=0.05)
    assert told.values["layers"] == "10"
    assert told.codes == (
        "240 times 240 arrow 200 times 200",
        "1 - 200^2 \\/ 240^2 approx 30.6 %",
    )
