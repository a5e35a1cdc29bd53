"""Each check of a played lesson finds its fault when a film is doctored."""

from dataclasses import replace

import numpy as np
import pytest

from scenes.catalog import find
from scenes.stage.layout import Region
from scenes.story import Example, Motion
from tests.scenes import checks, telling
from tests.scenes.surveying import play, still, survey
from tests.scenes.truth import Truth

STRIDE = find("stride")
BEAT = "across"  # the second output is worked out
WORKED = "0⋅0+0⋅1+1⋅2+2⋅3=8"


class SeenEnoughError(Exception):
    """The scene has been played as far as the test needs it."""


@pytest.fixture(scope="module")
def film():
    return survey(STRIDE, Example.of("stride"))


@pytest.fixture(scope="module")
def scene():
    """The scene at the end of the beat."""
    scenes = []

    def stop(lesson, beat):
        if beat.name == BEAT:
            scenes.append(lesson)
            raise SeenEnoughError

    with pytest.raises(SeenEnoughError):
        play(STRIDE.load(), Example.of("stride"), language="en", on_beat=stop)
    return scenes[0]


@pytest.fixture
def doctor(scene, film, monkeypatch):
    """Change attributes of the lettering at a place or of a text; returns the new film."""

    def doctored(chosen, /, **attributes):
        chosen = lettering(scene, chosen) if isinstance(chosen, str) else chosen
        for name, value in attributes.items():
            monkeypatch.setattr(chosen, name, value(chosen) if callable(value) else value)
        return retaken(film, scene)

    return doctored


def lettering(scene, place):
    family = scene.get_mobject_family_members()
    return next(m for m in family if place in (getattr(m, "place", ""), getattr(m, "text", "")))


def retaken(film, scene):
    """The film with the still of the beat taken again."""
    number = [s.beat.name for s in film.stills].index(BEAT)
    again = still(scene, film.stills[number].beat)
    return replace(film, stills=[*film.stills[:number], again, *film.stills[number + 1 :]])


def moved(x, y):
    return lambda chosen: chosen.points + (x, y, 0.0)


def opacity(share):
    return lambda chosen: chosen.fill_rgbas * (1, 1, 1, 0) + (0, 0, 0, share)


def assert_finds(check, film, *faults):
    found = list(check(film))
    assert len(found) == len(faults), found
    assert all(fault in sentence for fault, sentence in zip(faults, found, strict=True)), found


def test_a_film_that_nobody_has_doctored_is_fine(film, scene):
    same = retaken(film, scene)
    for check in (
        *(
            checks.untidy,
            checks.crossed_out,
            checks.stretched,
            checks.wrong_numbers,
            checks.incomplete,
        ),
        *(checks.misplaced, checks.wrong_outputs, checks.wrong_sums, telling.wrong_words),
        *(telling.wrong_captions, telling.hasty, telling.wrong_chapters, telling.wrong_formulas),
    ):
        assert list(check(same)) == []


def test_a_wrong_number_is_found(doctor):
    film = doctor("output[0, 1]", text="9")
    assert_finds(checks.wrong_numbers, film, "across: output[0, 1] reads '9', not '8'")


@pytest.mark.parametrize(
    ("place", "text"), [("input[2, 0]", "6"), ("kernel[1, 1]", "3"), ("weight[0, 1]", "1")]
)
def test_a_wrong_sign_is_found_in_every_grid(doctor, place, text):
    film = doctor(place, text="−" + text)
    assert_finds(checks.wrong_numbers, film, f"{place} reads '−{text}', not '{text}'")


def test_padding_that_is_not_zero_and_places_that_do_not_exist_are_found(doctor):
    assert_finds(checks.wrong_numbers, doctor("padding[0, 0]", text="1"), "reads '1', not '0'")
    film = doctor("padding[0, 0]", text="0", place="kernel[2, 0]")
    assert_finds(checks.wrong_numbers, film, "kernel[2, 0] reads '0', not 'no kernel[2, 0]'")


def test_an_output_that_comes_early_or_late_is_found(doctor):
    assert_finds(
        checks.wrong_outputs,
        doctor("output[1, 1]", fill_rgbas=opacity(1.0)),
        "across: outputs shown too early [(1, 1)], missing []",
    )


def test_an_output_that_is_missing_is_found(doctor):
    film = doctor("output[0, 0]", fill_rgbas=opacity(0.0))
    assert_finds(checks.wrong_outputs, film, "missing [(0, 0)]")


def test_a_heat_map_that_shows_too_much_is_found(film):
    last = film.stills[-1]
    seen = [sight for sight in last.seen if not sight.place.startswith("output")]
    heat = np.zeros((2, 2, 4), np.uint8)
    heat[0, :, 3] = 255
    doctored = replace(film, stills=[*film.stills[:-1], replace(last, seen=seen, maps=[heat])])
    assert_finds(checks.wrong_outputs, doctored, "program: outputs shown too early [], missing [(1")


def test_a_number_that_is_missing_is_found(doctor):
    film = doctor("input[1, 1]", fill_rgbas=opacity(0.0))
    assert_finds(checks.incomplete, film, "across: missing ['input[1, 1]']")


def test_a_number_that_nobody_has_told_is_found(film):
    first = film.stills[0]
    told = {place: n for place, n in first.beat.shown.items() if place != "kernel[0, 0]"}
    silent = replace(first, beat=replace(first.beat, shown=told))
    found = list(checks.incomplete(replace(film, stills=[silent, *film.stills[1:]])))
    assert found[0] == "question: never told ['kernel[0, 0]']"


def test_numbers_in_each_others_place_are_found(doctor, scene):
    size = scene.bench.picture.input.cells.cell_height
    film = doctor("input[1, 0]", points=moved(0, size))
    assert_finds(checks.misplaced, film, "input: row 2 does not follow row 1")
    film = doctor("input[1, 0]", points=moved(size, -size))
    assert_finds(checks.misplaced, film, "input: column 2 does not follow column 1")


def test_texts_that_overlap_are_found(doctor):
    film = doctor("Stride", points=moved(0.1, -0.2))
    assert "across: 'Stride' () overlaps" in next(checks.untidy(film))


def test_digits_too_small_to_read_are_found(doctor):
    film = doctor("kernel[0, 0]", em=0.2)
    assert_finds(checks.untidy, film, "'0' has digits 0.133 high, less than 0.176")


@pytest.mark.parametrize("way", [(-0.6, 0), (0, -7)], ids=["margin", "captions"])
def test_texts_in_the_margin_or_under_the_captions_are_found(doctor, way):
    film = doctor("Stride", points=moved(*way))
    assert "across: 'Stride' leaves the margin or lies under" in next(checks.untidy(film))


def test_a_line_through_a_number_is_found(doctor, scene):
    half_a_cell = scene.bench.picture.output.cells.cell_height / 2
    film = doctor("output[0, 0]", points=moved(0, half_a_cell))
    assert_finds(checks.crossed_out, film, "across: a line crosses '0' (output[0, 0])")


def test_a_cell_that_is_no_square_is_found(film):
    last = film.stills[-1]
    wide = [
        replace(sight, region=Region(1.5 * r.left, r.bottom, 1.5 * r.right, r.top))
        for sight in last.seen
        for r in [sight.region]
    ]
    still = replace(last, seen=wide, lines=last.lines * (1.5, 1, 1.5, 1))
    found = list(checks.stretched(replace(film, stills=[*film.stills[:-1], still])))
    numbers = sum(array.size for array in film.board.arrays.values())
    assert len(found) == numbers == 17
    assert found[0] == "program: input[0, 0] is 0.99 wide, 0.66 high"


def test_a_wrong_sum_is_found(doctor, scene):
    assert checks.worked_text(still(scene, None).seen) == WORKED
    film = doctor(scene.bench.line.total, text="9")
    assert_finds(checks.wrong_sums, film, f"across: the worked line reads '{WORKED[:-1]}9'")


def test_a_sum_that_is_left_over_is_found(film):
    worked = next(s for s in film.stills if s.beat.name == BEAT)
    late = replace(film.stills[-1], seen=worked.seen)
    doctored = replace(film, stills=[*film.stills[:-1], late])
    assert_finds(checks.wrong_sums, doctored, "program: the worked line reads")


def test_a_heading_a_program_or_a_formula_that_is_wrong_is_found(film, doctor):
    film = doctor("Stride", text="Strides")
    assert_finds(telling.wrong_words, film, "the heading reads ['Strides'")
    film = doctor("K quad 2 times 2", text="K quad 2 times 3")
    assert_finds(telling.wrong_formulas, film, "names a matrix of shape (2, 2)")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("X quad 3 times 3 comma p = 2", "does not give the padding"),
        ("X quad 3 times 3", "does not give the padding"),
        ("floor(frac(3 + 2 dot 1 - 2, 2)) + 1 = 2", ""),
        ("floor(frac(3 + 2 dot 1 - 2, 1)) + 1 = 2", "is not true"),
        ("floor((3 + 2 dot 1 - 2) \\/ 1) + 1 = 2", "is not true"),
        ("3 + 2 dot 1 - 2 + 1 = 4", "is no size of an output"),
    ],
)
def test_formulas_are_worked_out_again(doctor, name, fault):
    found = list(telling.wrong_formulas(doctor("X quad 3 times 3 comma p = 1", text=name)))
    assert len(found) == bool(fault)
    assert fault in "".join(found)


@pytest.fixture
def retold(film, monkeypatch):
    """Change a beat of the story, or values of its sentence; returns the film."""
    told = film.board

    def changed(values=None, **fields):
        beats = {beat.name: beat for beat in told.beats}
        beat = replace(beats[BEAT], values={**beats[BEAT].values, **(values or {})}, **fields)
        board = replace(told, beats=tuple({**beats, BEAT: beat}.values()))
        monkeypatch.setattr(film.lesson, "board", board)
        return film

    return changed


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ({"equation": "0·0 + 6·1 + 0·2 + 0·3 = 9"}, "across: says 0⋅0+6⋅1+0⋅2+0⋅3=9, not"),
        ({"column": "1"}, "across: is about (0, 1), not row 1"),
        ({"output": "2×3"}, "across: gives the output's size as 2×3"),
        ({"stride_columns": None}, "across: a value is missing in 'A step of None"),
    ],
)
def test_a_caption_with_a_wrong_number_is_found(retold, value, fault):
    assert_finds(telling.wrong_captions, retold(values=value), fault)


def test_a_beat_too_short_to_be_read_is_found(retold):
    assert_finds(telling.hasty, retold(ticks=30, motions=()), "across: 'A step of 2 to the right")


def test_a_film_that_is_too_long_is_found(film, retold):
    assert list(telling.wrong_length(film, 20, 75)) == []
    assert_finds(
        lambda film: telling.wrong_length(film, 20, 75), retold(ticks=900), "s, not 20 to 75"
    )


def test_a_verb_that_nobody_knows_is_found(retold):
    film = retold(motions=(Motion("juggle", 1), Motion("play", 1), Motion("glide", 1)))
    assert_finds(telling.unknown_verbs, film, "nobody can juggle", "nobody can play")


def test_a_film_without_a_first_chapter_is_found(film, monkeypatch):
    beats = [replace(beat, chapter=False) for beat in film.board.beats]
    monkeypatch.setattr(film.lesson, "board", replace(film.board, beats=tuple(beats)))
    assert_finds(telling.wrong_chapters, film, "does not open with a chapter")


def test_counts_are_known_window_by_window():
    trace = Example.of("padding").run()
    told = list(find("padding").load().tell(Example.of("padding")).beats)
    before = Truth(trace, told[:2])
    assert told[1].name == "before"
    assert [before.text("count", (r, c)) for r in (1, 2, 3) for c in (1, 2, 3)] == list("121242121")
    after = Truth(trace, told[:-2])
    assert told[-3].name == "after"
    assert {after.text("count", (r, c)) for r in (1, 2, 3) for c in (1, 2, 3)} == {"4"}
    assert Truth(trace, told).text("count", (1, 1)) == "no count"


def test_numbers_that_are_rounded_without_saying_so_are_found(film):
    example = Example.of("stride").replace(kernel=np.full((2, 2), 1 / 3))
    true = survey(STRIDE, example)
    assert list(telling.wrong_formulas(true)) == []
    lying = [replace(s, seen=[_unmarked(sight) for sight in s.seen]) for s in true.stills]
    found = list(telling.wrong_formulas(replace(true, stills=lying)))
    assert "does not say that numbers are rounded" in found[0]


def _unmarked(sight):
    return replace(sight, text=sight.text.replace(telling.ROUNDED, ""))
