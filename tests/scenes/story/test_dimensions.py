"""The film about dimensions takes a row, a slice and all of one volume, window by window."""

import numpy as np
import pytest

from convmath import cross_correlate
from scenes.story import Example, StoryError
from scenes.story.dimensions import dimensions, formulas, tell
from scenes.story.places import parsed

CHANCE = np.random.default_rng(5)


@pytest.fixture(
    params=[
        ((3, 3, 3), (2, 2, 2), {}),
        ((4, 5, 6), (2, 3, 1), {}),
        ((1, 1, 1), (1, 1, 1), {}),
        ((4, 5, 7), (2, 2, 2), {"stride": (1, 2, 3), "dilation": (2, 1, 2)}),
    ]
)
def parts(request):
    *shapes, options = request.param
    input, kernel = (CHANCE.integers(-9, 10, shape) for shape in shapes)
    return dimensions(cross_correlate(input, kernel, **options))


def test_every_part_is_the_first_of_the_next(parts):
    series, image, volume = parts
    assert series.trace.input.tolist() == image.trace.input[0].tolist()
    assert image.trace.input.tolist() == volume.trace.input[0].tolist()
    assert [part.geometry.rank for part in parts] == [1, 2, 3]


def test_the_numbers_of_an_equation_are_those_of_its_places(parts):
    for part in parts:
        for index in np.ndindex(part.trace.output.shape):
            equation = part.equation(index)
            products = []
            for factors in equation.terms:
                found = [parsed(factor.place) for factor in factors]
                products.append(np.prod([part.arrays[name][at] for name, at in found]))
            name, at = parsed(equation.total.place)
            assert sum(products) == part.arrays[name][at] == part.trace.output[index]


def test_the_window_covers_what_the_equation_multiplies(parts):
    for part in parts:
        index = tuple(size - 1 for size in part.trace.output.shape)
        covered = sum(len(spot.rows) * len(spot.columns) for spot in part.window(index))
        assert covered == part.trace.kernel.size


def test_the_books_image_is_the_first_slice():
    image = dimensions(Example.of("conv3d").run())[1]
    assert image.trace.output.tolist() == [[19, 25], [37, 43]]


def test_the_window_slides_over_every_place_in_order(parts):
    for part in parts:
        count = part.trace.output.size
        for beat in tell("conv_dims", parts).beats:
            if beat.text == f"{part.name}_axes":
                (stops,) = [motion.about[0] for motion in beat.motions if motion.verb == "sweep"]
                places = [at for stop in stops for _, at in map(parsed, stop.places)]
                assert places == list(np.ndindex(part.trace.output.shape))[1:]
                assert stops[-1].windows == tuple(part.window(places[-1]))
                count = 1
        assert count == 1


def test_what_is_no_volume_is_refused():
    with pytest.raises(StoryError, match=r"needs a volume of three axes, not shape \(1, 2\)"):
        dimensions(cross_correlate([[1, 2]], [[1]]))


def test_sizes_that_are_equal_are_computed_once(parts):
    for part in parts:
        geometry = part.geometry
        sizes = (geometry.input_shape, geometry.kernel_shape, geometry.stride, geometry.dilation)
        computed = [code for code in formulas(geometry) if "=" in code]  # not letters alone
        assert len(computed) == len(set(zip(*sizes, strict=True)))
        ends = {int(code.rpartition(" = ")[2].removeprefix("= ")) for code in computed}
        assert ends == set(geometry.output_shape)


def test_strides_and_dilations_are_told_before_anything_slides():
    volume = Example.of("conv3d").replace(stride=(1, 1, 2), dilation=(2, 1, 1)).run()
    texts = [beat.text for beat in tell("conv_dims", dimensions(volume)).beats]
    assert texts[:4] == ["question", "strided", "spread", "series_window"]
    assert "strided" not in [
        beat.text for beat in tell("conv_dims", dimensions(Example.of("conv3d").run())).beats
    ]
