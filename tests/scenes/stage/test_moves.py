"""Whatever moves ends exactly where it should, and stays unseen until it starts."""

import numpy as np
import pytest
from manim import (
    FadeIn,
    FadeOut,
    Group,
    ImageMobject,
    Scene,
    Square,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from scenes.stage.layout import Region
from scenes.stage.lettering import number
from scenes.stage.moves import (
    Dissolve,
    Fade,
    Fly,
    Morph,
    Slide,
    Through,
    appear,
    exchange,
    one,
    vanish,
)
from scenes.stage.shapes import outline_of

WHITE = "#ffffff"
RATES = pytest.mark.parametrize("rate", [linear, smooth], ids=["linear", "smooth"])


def digit():
    return number("8", 0.5, WHITE, (3.0, 1.0))


def played(animation, *alphas):
    """Begin, go through these shares of the time, and finish."""
    animation.begin()
    for alpha in alphas:
        animation.interpolate(alpha)
    animation.finish()


@RATES
@pytest.mark.parametrize("along_first", [False, True])
def test_a_lettering_flies_to_exactly_where_it_stands(rate, along_first):
    lettering = digit()
    home = lettering.points.copy()
    flight = Fly(lettering, (-2.0, -1.0), 1.0, along_first=along_first, rate_func=rate)
    played(flight, 0.0, 0.3, 0.7)
    assert np.array_equal(lettering.points, home)
    assert lettering.get_fill_opacity() == 1


@RATES
def test_it_starts_where_it_is_said_to_and_in_that_size(rate):
    lettering = digit()
    height = lettering.height
    flight = Fly(lettering, (-2.0, -1.0), 1.0, rate_func=rate)
    flight.begin()
    flight.interpolate(1e-9)
    assert lettering.get_center()[:2] == pytest.approx((-2.0, -1.0), abs=0.01)
    assert lettering.height == pytest.approx(2 * height, rel=0.01)


def test_it_cannot_be_seen_before_its_turn():
    lettering = digit()
    flight = Fly(lettering, (0.0, 0.0), 0.5, rate_func=linear)
    flight.begin()
    assert lettering.get_fill_opacity() == 0
    flight.interpolate(0.01)
    assert lettering.get_fill_opacity() == 1


def test_along_first_keeps_to_the_line_before_it_rises():
    heights = {}
    for along in (False, True):
        lettering = digit()
        flight = Fly(lettering, (-3.0, -3.0), 0.5, along_first=along, rate_func=linear)
        flight.begin()
        flight.interpolate(0.3)
        heights[along] = lettering.get_y()
    assert heights[True] < heights[False]


def test_where_it_would_go_back_over_the_line_it_rises_first():
    lettering = digit()
    end = lettering.get_center()
    start = (end[0] + 3.0, end[1] - 2.0)
    flight = Fly(lettering, start, 0.5, along_first=True, rate_func=linear)
    flight.begin()
    flight.interpolate(0.3)
    risen, back = (lettering.get_y() - start[1]) / 2.0, (start[0] - lettering.get_x()) / 3.0
    assert risen > 0.5
    assert back < 0.1


@RATES
def test_a_frame_glides_to_exactly_its_goal(rate):
    path, goal = VMobject(), outline_of(Region(4, 4, 6, 5), 0.1)
    path.points = outline_of(Region(0, 0, 1, 1), 0.1)
    played(Morph(path, goal, rate_func=rate), 0.0, 0.5)
    np.testing.assert_allclose(path.points, goal, atol=1e-12)


def test_half_way_a_frame_is_half_way():
    path = VMobject()
    path.points = outline_of(Region(0, 0, 2, 2), 0.1)
    glide = Morph(path, outline_of(Region(4, 0, 6, 2), 0.1), rate_func=linear)
    glide.begin()
    glide.interpolate(0.5)
    assert path.get_x() == pytest.approx(3.0)


@pytest.mark.parametrize("opacity", [0.0, 1.0])
def test_what_fades_ends_at_its_opacity(opacity):
    lettering = digit().set_opacity(1.0 - opacity)
    played(Fade(lettering, opacity, rate_func=smooth), 0.0, 0.4)
    assert lettering.get_fill_opacity() == opacity


@pytest.mark.parametrize("count", [1, 2, 7, 100])
@pytest.mark.parametrize("frames", [1, 3, 50])
def test_a_sweep_reaches_every_place_once_and_in_order(count, frames):
    reached = []
    sweep = Through(Square(), count, reached.extend, rate_func=linear)
    played(sweep, *(frame / frames for frame in range(frames)))
    assert reached == list(range(count))


def test_a_sweep_is_even():
    reached = []
    sweep = Through(Square(), 10, reached.extend, rate_func=linear)
    sweep.begin()
    sweep.interpolate(0.5)
    assert reached == [0, 1, 2, 3, 4]


def test_nothing_to_move_is_no_animation():
    assert appear([]) is None
    assert vanish([]) is None
    assert one([None, None]) is None


def test_several_animations_become_one():
    together = one([None, appear([Square()]), vanish([Square()])], lag=0.5)
    assert len(together.animations) == 2


@RATES
def test_what_slides_ends_at_its_place_and_size_however_many_frames_it_takes(rate):
    for alphas in ([], [0.5], np.linspace(0, 1, 7)):
        square = Square(2.0).move_to((1, 1, 0))
        played(Slide(square, (2.0, -3.0), 0.5, rate_func=rate), *alphas)
        assert square.get_center() == pytest.approx((3, -2, 0))
        assert square.width == pytest.approx(1.0)


def several():
    """Paths of every kind, one of which is not to be seen, in groups within one another."""
    line = Square(stroke_opacity=0.8).set_stroke("#00ff00", 9, 0.6, background=True)
    gradient = Square(fill_opacity=0.7, fill_color=["#ff0000", "#0000ff"], stroke_width=0)
    return VGroup(digit(), VGroup(line, gradient), digit().set_opacity(0.0))


def colours(mobject):
    parts = [part for part in mobject.get_family() if len(part.points)]
    names = "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas"
    return [getattr(part, name) for part in parts for name in names]


@pytest.mark.parametrize(("comes", "stock"), [(True, FadeIn), (False, FadeOut)])
def test_what_comes_or_goes_looks_as_with_manim(comes, stock):
    ours, theirs = several(), several()
    animation, same = Dissolve(ours, comes=comes), stock(theirs)
    assert animation.is_introducer() == same.is_introducer()
    assert animation.is_remover() == same.is_remover()
    animation.begin()
    same.begin()
    for alpha in (0.0, 0.3, 0.8, 1.0):
        animation.interpolate(alpha)
        same.interpolate(alpha)
        for found, expected in zip(colours(ours), colours(theirs), strict=True):
            np.testing.assert_allclose(found, expected, atol=1e-12)
        for found, expected in zip(ours.get_family(), theirs.get_family(), strict=True):
            np.testing.assert_allclose(found.points, expected.points, atol=1e-12)


def test_what_has_gone_can_come_again():
    ours, scene = several(), Scene()
    scene.add(ours)
    before = [rgbas.copy() for rgbas in colours(ours)]
    animation = vanish([ours]).animations[0]
    animation.begin()
    animation.finish()
    assert not any(rgbas[:, 3].any() for rgbas in colours(ours))
    animation.clean_up_from_scene(scene)
    assert ours not in scene.mobjects
    for found, expected in zip(colours(ours), before, strict=True):
        assert np.array_equal(found, expected)


def test_images_come_and_go_as_manim_does_it():
    image = ImageMobject(np.zeros((2, 2, 3), np.uint8))
    assert isinstance(appear([image]).animations[0], FadeIn)
    assert isinstance(vanish([Group(digit(), image)]).animations[0], FadeOut)
    assert isinstance(appear([digit()]).animations[0], Dissolve)


def test_what_is_exchanged_is_never_seen_together():
    old, new = digit(), digit()
    exchanged = exchange([old], [new])
    exchanged.begin()
    for share in np.linspace(0.0, 1.0, 50):
        exchanged.interpolate(share)
        assert min(old.get_fill_opacity(), new.get_fill_opacity()) < 0.05
    exchanged.finish()
    assert new.get_fill_opacity() == 1
    assert exchange([], []) is None
