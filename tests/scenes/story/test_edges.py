"""Edges found and missed, held to NumPy's own differences; sentences that fit their windows."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from convmath import cross_correlate
from scenes.story import edges

IMAGE = np.array([[1, 1, 0, 0, 0, 0, 1, 1]] * 6)
CHANCE = np.random.default_rng(3)


def test_the_kernel_of_the_book_takes_differences_of_neighbours():
    acts = edges.edge_acts(cross_correlate(IMAGE, [[1, -1]]))
    assert np.array_equal(acts["image"].trace.output, -np.diff(IMAGE, axis=1))
    assert not acts["transposed"].trace.output.any()
    assert np.array_equal(acts["both"].trace.output, -np.diff(IMAGE.T, axis=0))


@pytest.mark.parametrize("kernel_shape", [(1, 2), (3, 3), (2, 5)])
def test_any_other_kernel_is_treated_alike(kernel_shape):
    kernel = CHANCE.integers(-5, 6, kernel_shape)
    acts = edges.edge_acts(cross_correlate(IMAGE, kernel))
    expected = {
        "image": correlate2d(IMAGE, kernel, "valid"),
        "transposed": correlate2d(IMAGE.T, kernel, "valid"),
        "both": correlate2d(IMAGE, kernel, "valid").T,
    }
    assert all(np.array_equal(acts[name].trace.output, expected[name]) for name in expected)


def test_a_kernel_too_wide_for_the_transposed_image_leaves_that_act_out():
    acts = edges.edge_acts(cross_correlate(IMAGE[:1], [[1, 0, -1]]))
    assert list(acts) == ["image", "both"]


def test_a_window_is_flat_where_all_its_elements_are_equal():
    steps = cross_correlate(IMAGE, [[1, -1]]).steps
    assert [edges.window_text(steps[i]) for i in range(3)] == ["flat", "change", "flat"]


@pytest.mark.parametrize(("kernel", "text"), [([[1, -1]], "edges"), ([[1, 1]], "answers")])
def test_only_a_kernel_that_adds_up_to_zero_sees_changes_alone(kernel, text):
    assert edges.answers_text(cross_correlate(IMAGE, kernel)) == text
