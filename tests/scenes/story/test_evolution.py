"""What the film says of the training is what was recorded."""

import numpy as np

from convmath.fashion import fashion_samples
from convmath.recognise import evolution
from scenes.story.evolution import EvolutionTeller, Phases, readings

EVOLVED = evolution(fashion_samples().images[9])


def middle(kernel):
    return kernel[1:4, 1:4].mean()


def border(kernel):
    return (kernel.sum() - kernel[1:4, 1:4].sum()) / 16


def test_the_phases_are_stuck_falling_and_patient():
    phases, loss = Phases.of(EVOLVED), EVOLVED.loss
    assert EVOLVED.accuracy[: phases.stuck + 1].max() <= 0.2
    assert loss[phases.stuck] - loss[phases.settled] > 1
    assert loss[phases.settled] - loss[-1] < 0.3


def test_the_kernels_that_are_named_are_what_is_said_of_them():
    spot, hole, side = (EVOLVED.kernels[-1][number] for number in (0, 1, 5))
    assert middle(spot) > 2 * abs(border(spot))
    assert middle(hole) < 0
    assert middle(hole) < border(hole)
    assert side[:, 3:].mean() > 0.5 > -0.5 > side[:, :2].mean()
    assert EVOLVED.maps[-1][1][fashion_samples().images[9] > 150].mean() < 0


def test_every_checkpoint_is_told_once_and_in_order():
    teller = EvolutionTeller("kernel_evolution", EVOLVED)
    teller.question()
    teller.training()
    board = teller.told()
    steps = [step for beat in board.beats for step in beat.steps]
    assert steps == list(range(1, len(EVOLVED.steps)))


def test_the_maps_are_those_of_the_kernels():
    image = np.pad(EVOLVED.prepared.image, 2)
    windows = np.lib.stride_tricks.sliding_window_view(image, (5, 5))
    for checkpoint in (0, 30, -1):
        maps = np.einsum("ijkl,okl->oij", windows, EVOLVED.kernels[checkpoint])
        np.testing.assert_allclose(EVOLVED.maps[checkpoint], maps, atol=1e-9)


def test_readings_are_those_of_the_checkpoint():
    told = readings(EVOLVED, len(EVOLVED.steps) - 1)
    assert [numeral.text for numeral in told.values()] == ["2350", "0.519", "0.803"]
