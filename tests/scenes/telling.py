"""The checks of what a played lesson tells: captions, reading time, titles, names and formulas."""

import re
from collections.abc import Iterator

import numpy as np

from convmath import Geometry
from scenes.stage.lesson import Lesson
from scenes.story import Beat
from scenes.story.numerals import Notation
from tests.scenes.checks import placed
from tests.scenes.general import computed
from tests.scenes.surveying import Film, Still
from tests.scenes.truth import sums, verbs

LETTERS_A_SECOND = 15  # of English, and of what is written in letters and digits
CHARACTERS_A_SECOND = 6  # of Chinese
NAME = re.compile(r"([XKY]) quad (\d+) times (\d+)")
ROUNDED = " quad (approx)"
LAST_REST = 2.0  # seconds


def wrong_captions(film: Film) -> Iterator[str]:
    """The captions are the storyboard's sentences, one a beat, without a gap, true in numbers."""
    cues, clock = film.board.captions(film.words), 0
    for beat, cue in zip(film.board.beats, cues, strict=True):
        said = film.words.say(beat.text, beat.values)
        if (cue.name, cue.start, cue.end, cue.text) != (beat.name, clock, clock + beat.ticks, said):
            yield f"{beat.name}: the cue is {cue}"
        clock = cue.end
        if re.search(r"[{}]|\bNone\b", cue.text):
            yield f"{beat.name}: a value is missing in {cue.text!r}"
        yield from (f"{beat.name}: {fault}" for fault in _untrue(film, beat, cue.text))


def _untrue(film: Film, beat: Beat, text: str) -> Iterator[str]:
    """The numbers of a sentence that are not the trace's."""
    if "total" in verbs(beat):
        step = film.trace.steps[beat.step]
        equation = beat.values["equation"].replace(" ", "").replace("·", "⋅").replace("…", "⋯")
        ways = sums(film.trace, step)
        result = ways[0][re.search("[=≈]", ways[0]).start() :]
        if equation not in [*ways, f"⋯{result}"]:
            yield f"says {equation}, not {ways[0]}"
        if beat.values["equation"] not in text:
            yield f"does not say the sum: {text!r}"
        if [beat.values["row"], beat.values["column"]] != [str(i + 1) for i in step.index]:
            yield f"is about {step.index}, not row {beat.values['row']}"
    if beat.values.get("output") != "×".join(map(str, film.trace.output.shape)):
        yield f"gives the output's size as {beat.values['output']}"


def hasty(film: Film) -> Iterator[str]:
    """A beat lasts long enough to read its sentence; the last picture rests two seconds."""
    for beat, cue in zip(film.board.beats, film.board.captions(film.words), strict=True):
        seconds = cue.end_seconds - cue.start_seconds
        wide = len(re.findall(r"[\u2e80-\uffff]", cue.text))
        needed = wide / CHARACTERS_A_SECOND + (len(cue.text) - wide) / LETTERS_A_SECOND
        if seconds < needed - 1e-9:
            yield f"{beat.name}: {cue.text!r} needs {needed:.2f} s, not {seconds:.2f}"
    last = film.board.beats[-1]
    rest = (last.ticks - sum(motion.ticks for motion in last.motions)) / 15
    if rest < LAST_REST:
        yield f"{last.name}: the last picture rests only {rest:.2f} s"


def wrong_length(film: Film, shortest: float, longest: float) -> Iterator[str]:
    """The film's length is within these bounds, in seconds."""
    seconds = film.board.seconds
    if not shortest <= seconds <= longest:
        yield f"the film lasts {seconds:.1f} s, not {shortest:.0f} to {longest:.0f}"


def unknown_verbs(film: Film) -> Iterator[str]:
    """Every motion of the story is a method of the lesson's own or of its bench."""
    known = {*dir(film.bench), *dir(film.lesson)} - ({*dir(Lesson)} - {*dir(film.bench)})
    for beat in film.board.beats:
        yield from (f"{beat.name}: nobody can {verb}" for verb in verbs(beat) if verb not in known)


def wrong_program(film: Film) -> Iterator[str]:
    """The program of the film, run by PyTorch, gives the arrays of the film."""
    try:
        import torch
    except ModuleNotFoundError:
        return
    board, known = film.board, {"torch": torch, "F": torch.nn.functional, "nn": torch.nn}
    for symbol, name in board.symbols.items():
        if re.search(rf"\b{symbol}\b", board.pytorch) and not _is_made(symbol, board.pytorch):
            known[symbol] = torch.tensor(board.arrays[name].astype(np.float64))
    torch.set_default_dtype(torch.float64)
    try:
        exec(board.pytorch, known)
    finally:
        torch.set_default_dtype(torch.float32)
    made = [symbol for symbol in board.symbols if _is_made(symbol, board.pytorch)]
    if not made:
        yield f"the program makes none of {', '.join(board.symbols)}: {board.pytorch}"
    for symbol in made:
        array = board.arrays[board.symbols[symbol]].astype(np.float64)
        found = known[symbol].detach().numpy().reshape(array.shape)
        if not np.allclose(found, array, rtol=1e-9, atol=1e-9 * max(1.0, abs(array).max())):
            yield f"the program's {symbol} is {found.tolist()}, not {array.tolist()}"


def _is_made(symbol: str, program: str) -> bool:
    """Whether the program's last lines assign it, and not only pad or reshape what is given."""
    return bool(
        re.search(rf"^(?:\w+, )*{symbol}(?:, \w+)* = (?!F\.pad\({symbol}\b)", program, re.MULTILINE)
    )


def wrong_chapters(film: Film) -> Iterator[str]:
    """The film opens with a chapter, and every chapter has a name of its own."""
    chapters = film.board.chapters(film.words)
    if not chapters or chapters[0].start != 0:
        yield "the film does not open with a chapter"
    names = [chapter.text for chapter in chapters]
    for name in names:
        if not name.strip() or names.count(name) > 1 or re.search("[{}]", name):
            yield f"{name!r} is no name for one chapter"


def wrong_words(film: Film) -> Iterator[str]:
    """Title and statement are always there; the program is the storyboard's, at the end."""
    heading = [film.words.title, film.words.statement(film.board.beats[0].values)]
    for still in film.stills:
        seen = [sight.text for sight in still.seen if sight.kind == "words"]
        if seen[:2] != heading:
            yield f"{still.beat.name}: the heading reads {seen[:2]}, not {heading}"
    code = [sight.text for sight in film.stills[-1].seen if sight.kind == "code"]
    if code != film.board.pytorch.splitlines():
        yield f"{film.stills[-1].beat.name}: the program reads {code}"


def wrong_formulas(film: Film) -> Iterator[str]:
    """Names tell the true shapes, and whether numbers are rounded; size formulas are right."""
    for still in film.stills:
        for code in (sight.text for sight in still.seen if sight.kind == "formula"):
            named = NAME.match(code)
            faults = _misnamed(film, still, code) if named else _miscalculated(film, code)
            yield from (f"{still.beat.name}: {code!r} {fault}" for fault in faults)


def _misnamed(film: Film, still: Still, code: str) -> Iterator[str]:
    letter, rows, columns = NAME.match(code).groups()
    about = ROUNDED in code
    matrix = {"X": "input", "K": "kernel", "Y": "output"}[letter]
    array = film.trace.output if matrix == "output" else film.trace.inputs[matrix]
    if array.shape != (int(rows), int(columns)):
        yield f"names a matrix of shape {array.shape}"
    bare = not any(sight.text.startswith("Y quad") for sight in still.seen)
    allowed = [""] if bare else _paddings(film.trace.geometry)
    if letter == "X" and NAME.sub("", code).replace(ROUNDED, "") not in allowed:
        yield f"does not give the padding {film.trace.geometry.padding}"
    seen = {name for _, name, _ in placed(still.seen)}
    rounded = Notation.of(array).digits is not None
    if seen & {matrix, "focus" if letter == "X" else ""} and rounded and not about:
        yield "does not say that numbers are rounded"


def _paddings(geometry: Geometry) -> list[str]:
    """How a name may go on to give the padding."""
    (top, bottom), (left, right) = geometry.padding
    rows, columns = geometry.padded_shape
    if not any((top, bottom, left, right)):
        return [""]
    if top != bottom or left != right:
        return [f" arrow {rows} times {columns}"]
    return [f" comma p = {top}" if top == left else f" comma p = ({top} comma {left})"]


def _miscalculated(film: Film, code: str) -> Iterator[str]:
    """`floor(frac(3 + 2 dot 1 - 2, 3)) + 1 = 2` has to be true, and an output's size."""
    values = [
        value for value in map(computed, code.removeprefix("= ").split(" = ")) if value is not None
    ]
    if len(set(values)) > 1:
        yield f"is not true: {values}"
    right = code.rpartition(" = ")[2]
    spread = film.trace.geometry.effective_kernel_shape if code.startswith("d") else ()
    if right.isdecimal() and int(right) not in (spread or film.trace.output.shape):
        yield f"is no size of an output of {film.trace.output.shape}"
