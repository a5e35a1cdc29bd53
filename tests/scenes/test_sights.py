"""The survey sees what a viewer sees, and complains of what nobody should."""

import pytest
from manim import Scene, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.stage import glyphs
from scenes.stage.layout import SMALLEST_DIGIT, Layout
from scenes.stage.lettering import number, words
from tests.scenes.sights import complaints, sights
from tests.scenes.surveying import BLIND, BlindCamera

LAYOUT = Layout(8 * 16 / 9)
WHITE = "#ffffff"


@pytest.fixture
def look():
    """What is seen of these letterings."""

    def seen(*letterings):
        with tempconfig(BLIND):
            scene = Scene(renderer=CairoRenderer(camera_class=BlindCamera))
            scene.add(*letterings)
            return sights(scene)

    return seen


def digit(x=0.0, y=0.0, em=0.5, **options):
    return number("8", em, WHITE, (x, y), **options)


def test_it_sees_text_place_and_size(look):
    (sight,) = look(digit(1.0, 2.0, place="output[0, 1]"))
    assert (sight.text, sight.kind, sight.place) == ("8", "number", "output[0, 1]")
    assert sight.region.centre == pytest.approx((1.0, 2.0), abs=0.02)
    assert sight.digit_height == pytest.approx(0.5 * glyphs.DIGIT_HEIGHT)


def test_what_is_transparent_is_not_seen(look):
    assert look(digit().set_opacity(0.0)) == []
    assert len(look(digit().set_opacity(0.1))) == 1


def test_a_tidy_picture_gives_no_complaint(look):
    title = words("fine", 0.3, WHITE).shifted(-2.0, 1.0)
    assert list(complaints(look(digit(), digit(1.0), title), LAYOUT)) == []


@pytest.mark.parametrize(
    ("letterings", "complaint"),
    [
        ([digit(), digit(0.1)], "overlaps"),
        ([digit(em=0.9 * SMALLEST_DIGIT / glyphs.DIGIT_HEIGHT)], "digits 0.158 high, less than"),
        ([digit(6.9)], "leaves the margin"),
        ([digit(0.0, -3.5)], "lies under the captions"),
    ],
    ids=["overlap", "small", "margin", "captions"],
)
def test_it_complains(look, letterings, complaint):
    (found,) = complaints(look(*letterings), LAYOUT)
    assert complaint in found


def test_a_corner_weight_may_be_smaller_than_a_number(look):
    em = 0.8 * SMALLEST_DIGIT / glyphs.DIGIT_HEIGHT
    assert list(complaints(look(digit(em=em, kind="weight")), LAYOUT)) == []
    assert len(list(complaints(look(digit(em=em)), LAYOUT))) == 1
