"""The filters of one picture, told one after the other."""

from convmath import filter_image
from scenes.story.filters import GREY_LEVELS, FilterTeller, filter_acts

IMAGE = [[10, 10, 10, 90], [10, 10, 90, 90], [10, 90, 90, 90], [90, 90, 90, 90]]


def test_all_acts_look_at_the_same_picture_with_kernels_and_outputs_of_their_own():
    acts = filter_acts(filter_image(IMAGE))
    assert {act.name("input") for act in acts.values()} == {"input"}
    for role in ("kernel", "output"):
        assert len({act.name(role) for act in acts.values()}) == len(acts)


def test_only_a_sharpened_picture_of_grey_levels_is_drawn_between_them():
    levels = {name: act.levels for name, act in filter_acts(filter_image(IMAGE)).items()}
    assert {name for name in levels if levels[name]} == {"sharpen"}
    assert levels["sharpen"] == GREY_LEVELS
    negative = [[-1, 2, 3]] * 3
    assert filter_acts(filter_image(negative))["sharpen"].levels is None


def test_the_window_that_is_worked_out_has_the_largest_contrast():
    traces = filter_image(IMAGE)
    teller = FilterTeller("image_filters", traces)
    output = traces["sobel_columns"].output
    assert abs(output.flat[teller.place]) == abs(output).max()


def test_a_picture_that_is_not_of_grey_levels_is_not_said_to_be_clipped():
    texts = {}
    for name, image in {"grey": IMAGE, "signed": [[-1, 2, 3]] * 3}.items():
        teller = FilterTeller("image_filters", filter_image(image))
        teller.others()
        texts[name] = {beat.text for beat in teller.board("").beats}
    assert "sharpen" in texts["grey"] - texts["signed"]
    assert "sharpen_signed" in texts["signed"] - texts["grey"]


def test_the_window_rests_on_real_pixels_after_every_sweep():
    teller = FilterTeller("image_filters", filter_image(IMAGE))
    teller.identity()
    teller.others()
    verbs = [[motion.verb for motion in beat.motions] for beat in teller.board("").beats]
    assert all(beat[-1] == "dwell" for beat in verbs if "sweep" in beat)
