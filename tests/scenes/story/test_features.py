"""A channel's strongest answer is where the film points, and what it sees is what it depends on."""

import numpy as np
import pytest

from convmath import load_lenet
from convmath.fashion import fashion_samples
from convmath.recognise import accuracy_of, recognise
from scenes.story.features import FeatureTeller

SEEN = recognise(fashion_samples().images[0])
TELLER = FeatureTeller("feature_maps", SEEN)


@pytest.mark.parametrize(("layer", "number"), [("conv1", 0), ("conv2", 3)])
@pytest.mark.parametrize("channel", range(6))
def test_the_window_holds_all_that_the_strongest_answer_depends_on(layer, number, channel):
    index = TELLER.strongest(layer, channel)
    assert TELLER.arrays[layer][channel].max() == TELLER.arrays[layer][index]
    seen, _, cell = TELLER.spots(layer, index)
    assert (cell.panel, cell.rows[0], cell.columns[0]) == (f"{layer}[{channel}]", *index[1:])
    outside = np.ones((32, 32), bool)
    outside[np.ix_(seen.rows, seen.columns)] = False
    changed = np.where(outside[2:-2, 2:-2], 0.5, SEEN.prepared.image)
    again = load_lenet().forward(changed)[number].output[index]
    assert again == pytest.approx(TELLER.arrays[layer][index], abs=1e-9)


def test_the_numbers_of_its_sentences():
    silent = (recognise(SEEN.prepared.image, "relu").traces[4].output == 0).mean()
    assert TELLER.common["silent"] == str(round(100 * silent))
    assert TELLER.common["field"] == "14×14"
    assert (TELLER.common["right"], TELLER.common["right_today"]) == ("80", "85")
    assert accuracy_of("relu") > accuracy_of("sigmoid")
