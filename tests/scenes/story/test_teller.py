"""A teller gives every sentence the time that its slowest reader needs."""

import pytest

from scenes.story import Numeral, Teller, words
from scenes.story.pace import BREATH, reading_ticks
from scenes.story.words import WordsError

TEXTS = {
    "en": '[demo.beats]\nshort = "Go."\nlong = "{count} things to read, one after another, all."\n',
    "zh": '[demo.beats]\nshort = "走。"\nlong = "{count}件事要一件一件地全部读完才行"\n',
}


@pytest.fixture
def teller(tmp_path, monkeypatch):
    for language, text in TEXTS.items():
        (tmp_path / f"{language}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(words, "LOCALE_FOLDER", tmp_path)
    words.tables.cache_clear()
    yield Teller("demo", {"count": "3"})
    words.tables.cache_clear()


def test_a_beat_lasts_as_long_as_what_moves_and_a_rest(teller):
    teller.beat("short", [("glide", 40), ("drop", 20)])
    teller.beat("short", [("glide", 40)], rest=0)
    assert [beat.ticks for beat in teller.board("").beats] == [60 + BREATH, 40]


def test_a_beat_lasts_as_long_as_the_slower_language_needs_to_read_it(teller):
    teller.beat("long", [("glide", 3)])
    needed = [
        reading_ticks(words.Words("demo", language).say("long", {"count": "3"}), language)
        for language in ("en", "zh")
    ]
    assert needed[0] != needed[1]
    assert teller.board("").beats[0].ticks == max(needed)


def test_names_are_numbered_when_a_text_comes_again(teller):
    for text in ("short", "long", "short", "short"):
        teller.beat(text)
    names = [beat.name for beat in teller.board("").beats]
    assert names == ["short", "long", "short-2", "short-3"]


def test_a_beats_own_values_win_over_the_common_ones(teller):
    teller.beat("long", values={"count": "5"})
    teller.beat("long")
    assert [beat.values["count"] for beat in teller.board("").beats] == ["5", "3"]


def test_a_text_that_cannot_be_filled_is_refused_at_once(teller):
    teller.common.clear()
    with pytest.raises(WordsError, match="which the beat does not fill"):
        teller.beat("long")


def test_what_a_beat_is_told_cannot_be_changed_afterwards(teller):
    shown = {"output[0, 0]": Numeral("1")}
    teller.beat("short", shown=shown)
    shown.clear()
    (beat,) = teller.board("").beats
    assert list(beat.shown) == ["output[0, 0]"]
    with pytest.raises(TypeError):
        beat.values["count"] = "4"


def test_the_board_bears_the_lesson_and_the_program(teller):
    teller.beat("short", chapter=True, steps=range(2))
    board = teller.board("F.conv2d(X, K)")
    assert (board.lesson, board.pytorch) == ("demo", "F.conv2d(X, K)")
    assert board.beats[0].chapter
    assert board.beats[0].steps == range(2)
