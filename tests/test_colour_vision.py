"""The ruler itself is measured against published values."""

import pytest

from tests.colour_vision import VISION, ciede2000, contrast, distance

SHARMA = [  # pairs 1, 4, 7, 9, 13, 17, 22, 25 and 34 of the paper's table
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, -0.0010, 2.4900), (50.0, 0.0009, -2.4900), 4.8045),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (50.0, 3.2592, 0.3350), 1.0000),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "expected"), SHARMA)
def test_the_distance_is_that_of_the_paper(one, other, expected):
    assert ciede2000(one, other) == pytest.approx(expected, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(expected, abs=5e-5)


def test_contrast_does_not_depend_on_the_order():
    assert contrast("#123456", "#fedcba") == contrast("#fedcba", "#123456")
    assert contrast("#336699", "#336699") == 1


@pytest.mark.parametrize("vision", VISION)
def test_greys_look_the_same_to_all_eyes(vision):
    assert distance("#404040", "#c0c0c0", vision) == pytest.approx(
        distance("#404040", "#c0c0c0"), abs=0.05
    )


@pytest.mark.parametrize(
    ("vision", "one", "other"),
    [
        ("protanopia", "#a06000", "#708000"),
        ("deuteranopia", "#c07040", "#909040"),
        ("tritanopia", "#4080a0", "#408880"),
    ],
)
def test_colour_blind_eyes_confuse_what_others_tell_apart(vision, one, other):
    assert distance(one, other, vision) < distance(one, other) / 2
