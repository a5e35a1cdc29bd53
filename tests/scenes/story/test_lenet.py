"""The film of LeNet names what the network says, and says what was done to a user's picture."""

import pytest

from convmath.fashion import CLASSES, fashion_samples
from convmath.recognise import recognise
from scenes.story.lenet import MISTAKEN, LenetTeller
from scenes.story.words import LANGUAGES, Words


def told(picture, *, custom):
    teller = LenetTeller("lenet", recognise(picture), custom=custom)
    teller.question()
    teller.answer()
    teller.whole()
    return teller.told()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(10))
def test_the_answer_is_named(language, number):
    board = told(fashion_samples().images[number], custom=True)
    words = Words("lenet", language)
    said = next(cue.text for cue in board.captions(words) if cue.name.startswith("answer"))
    assert words.label(f"class_{number}") in said


def test_the_labels_are_the_classes_of_the_data_set():
    words = Words("lenet", "en")
    assert tuple(words.label(f"class_{number}") for number in range(10)) == CLASSES


def test_the_mistake_is_the_one_that_the_film_speaks_of():
    samples = fashion_samples()
    assert samples.names[MISTAKEN] == "sneaker"
    assert recognise(samples.images[MISTAKEN]).name == "ankle boot"


def test_only_the_films_own_picture_is_followed_by_the_mistake():
    picture = fashion_samples().images[9]
    names = [beat.name for beat in told(picture, custom=False).beats]
    assert "mistaken" in names
    changed = [beat.name for beat in told(255 - picture[:20], custom=True).beats]
    assert "mistaken" not in changed
    assert changed[1:3] == ["resized", "inverted"]
