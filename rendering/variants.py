"""Checks a user's variant before anything is drawn: its numbers, its colours, every text of it."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rendering import run
from rendering.lesson_file import FONT, LessonFile, suggestion
from rendering.plan import Order
from scenes.catalog import find
from scenes.story import Example, Storyboard
from scenes.story.words import LANGUAGES, LIKE, tables

Key = tuple[str, ...]  # of a text in a lesson's table: ("beats", "first")
Texts = Mapping[Key, str]

TEXTS: Final = ("title", "statement")
GROUPS: Final = ("beats", "chapters", "labels")
ABOUT: Final = ("name", LIKE, FONT)  # what else a table of words says
# These may leave out what the course's words count.
FREE: Final = ("title", "statement", "chapters")
QUESTION: Final = ("beats", "question")  # and so may this
LONGER: Final = 2.0  # how many times as wide as the course's a label may be, and
SPARE: Final = 2.0  # em more


def check(file: LessonFile, order: Order) -> None:
    """Raise LessonFileError for what a lesson file asks for and cannot be; `order` is made of it.

    An option of the command may have replaced a number, which then raises what it raises.
    """
    _check_example(file)
    _check_colours(file)
    if file.variant.words:
        example = run.example(file.scene, order.changes)
        board = find(file.scene).load().tell(example)
        for language, own in file.variant.words.items():
            _Check(file, board, language, own, order.size).all()


def _check_example(file: LessonFile) -> None:
    book = Example.of(find(file.scene).example)
    known = (*book.inputs, *book.parameters, "layer")
    for name, value in file.example.items():
        if name not in known:
            raise file.fault(("example", name), f"{file.scene} has none: {suggestion(name, known)}")
        if name != "layer":
            with _blaming(file, "example", name):
                run.example(file.scene, {name: value})
    blamed = ("example", "layer") if "layer" in file.example else ("example",)
    with _blaming(file, *blamed):
        run.example(file.scene, file.example).run()


@contextmanager
def _blaming(file: LessonFile, *key: str) -> Iterator[None]:
    """What is impossible is said of this key."""
    try:
        yield
    except ValueError as error:
        raise file.fault(key, error) from None


def _check_colours(file: LessonFile) -> None:
    from scenes.stage.theme import ThemeError, recoloured  # noqa: PLC0415 - may they be seen?

    for theme, colours in file.variant.colours.items():
        try:
            recoloured(theme, colours)
        except ThemeError as error:
            raise file.fault(("colours", theme, error.role), error) from None


def texts_of(table: Mapping[str, Any]) -> dict[Key, str]:
    """The texts of a lesson's table by their keys.

    >>> texts_of({"title": "A", "beats": {"first": "B"}})
    {('title',): 'A', ('beats', 'first'): 'B'}
    """
    found = {(key,): table[key] for key in TEXTS if key in table}
    groups = {group: table.get(group, {}) for group in GROUPS}
    return found | {
        (group, key): text for group, own in groups.items() for key, text in own.items()
    }


@cache
def _stock(lesson: str) -> dict[str, dict[Key, str]]:
    return {
        code: texts_of(tables(code)["shared"]) | texts_of(tables(code)[lesson])
        for code in LANGUAGES
    }


@dataclass(frozen=True, slots=True)
class _Check:
    file: LessonFile
    board: Storyboard
    language: str
    own: Mapping[str, Any]
    size: tuple[int, int]

    @property
    def stock(self) -> Mapping[str, Texts]:
        """What the course says, by language."""
        return _stock(self.file.scene)

    def all(self) -> None:
        """Every rule, in the order in which a reader meets the texts."""
        self._names()
        own = texts_of(self.own)
        for key, text in own.items():
            self._text(key, text)
        self._complete(own)
        self._drawn({**self._others(), **own}, own)

    def _fail(self, key: Key, sentence: str) -> None:
        raise self.file.fault(("words", self.language, *key), sentence)

    def _names(self) -> None:
        """Keys that nothing is called by."""
        known = (*TEXTS, *GROUPS, *ABOUT)
        for name, value in self.own.items():
            if name not in known:
                self._fail((name,), f"there is no such text: {suggestion(name, known)}")
            if name in GROUPS and not isinstance(value, dict):
                self._fail((name,), "this is not a table of texts")
        for key, text in texts_of(self.own).items():
            if not isinstance(text, str) or not text.strip():
                self._fail(key, "this is not a text of a word or more")
            if key not in self.stock["en"]:
                hint = suggestion(key[-1], self._siblings(key))
                self._fail(key, f"{self.file.scene} says no such thing: {hint}")
        self._about()

    def _siblings(self, key: Key) -> list[str]:
        """What there is in the group of a key, as far as this lesson says it."""
        told = {beat.text for beat in self.board.beats}
        own = texts_of(tables("en")[self.file.scene])
        group = [other for other in self.stock["en"] if other[0] == key[0]]
        return [other[-1] for other in group if other in own or other[-1] in told]

    def _about(self) -> None:
        if self.language in LANGUAGES:
            if LIKE in self.own:
                self._fail((LIKE,), "the course speaks this language: leave it out")
            return
        if not isinstance(self.own.get("name", ""), str) or not self.own.get("name"):
            self._fail((), 'what is this language called? Write name = "…", as its readers say')
        if self.own.get(LIKE, "en") not in LANGUAGES:
            self._fail(
                (LIKE,), f"the course speaks {' and '.join(LANGUAGES)} only: name one of them"
            )

    def _text(self, key: Key, text: str) -> None:
        """The fields between braces."""
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError:
            self._fail(key, "a { or } stands alone: write {{ or }} for a brace that is meant")
        found = {name for _, name, _, _ in parts if name is not None}
        known = self._fields(key)
        for _, name, form, conversion in parts:
            if name is not None and (name not in known or form or conversion):
                written = "{" + name + (f":{form}" if form else "") + "}"
                hint = suggestion(name, sorted(known)) if known else "this text has none"
                self._fail(key, f"{written} stands for no number here: {hint}")
        lost = sorted(self._said(key) - found)
        if lost and key[0] not in FREE and key != QUESTION:
            self._fail(key, f"a number is missing: write {{{lost[0]}}} where it belongs")

    def _fields(self, key: Key) -> set[str]:
        """What a text may name: what fills it whenever it is said."""
        if key == ("title",):
            return set()
        said = self._said(key)
        if key[0] == "labels":
            return said
        beats = self.board.beats[:1] if key == ("statement",) else self._beats(key)
        filled = [set(beat.values) for beat in beats]
        return said | set.intersection(*filled) if filled else said

    def _beats(self, key: Key) -> tuple[Any, ...]:
        return tuple(beat for beat in self.board.beats if beat.text == key[-1])

    def _said(self, key: Key) -> set[str]:
        """The fields of the course's own text."""
        parts = string.Formatter().parse(self.stock["en"][key])
        return {name for _, name, _, _ in parts if name}

    def _needed(self) -> Iterator[Key]:
        """Every text that this film says, and every label that it could show."""
        yield from ((key,) for key in TEXTS)
        for beat in self.board.beats:
            yield "beats", beat.text
            if beat.chapter:
                yield "chapters", beat.text
        yield from (key for key in self.stock["en"] if key[0] == "labels")

    def _complete(self, own: Texts) -> None:
        """A language that the course does not speak says all by itself, or says `like` which."""
        if self.language in LANGUAGES or LIKE in self.own:
            return
        lacking = [key for key in dict.fromkeys(self._needed()) if key not in own]
        if lacking:
            names = ", ".join(".".join(key) for key in lacking)
            self._fail((), f'{names} not said: write them, or like = "en" to say them in English')

    def _others(self) -> Texts:
        stock = self.language if self.language in LANGUAGES else self.own.get(LIKE, "")
        return self.stock[stock] if stock else {}

    def _drawn(self, said: Texts, own: Texts) -> None:
        """What is drawn into the picture: its letters, and whether there is room."""
        from scenes.stage.typeface import FontError, check_font  # noqa: PLC0415 - needs fontTools

        fonts = self.file.variant.fonts.get(self.language, ())
        try:
            for font in fonts:
                check_font(font)
        except FontError as error:
            self._fail((FONT,), str(error))
        self._letters(own, fonts)
        self._heading(said, own, fonts)

    def _letters(self, own: Texts, fonts: Sequence[bytes]) -> None:
        from scenes.stage.typeface import missing, width  # noqa: PLC0415

        for key, text in own.items():
            lacking = missing(text, fonts) if key[0] in (*TEXTS, "labels") else []
            if lacking:
                named = ", ".join(f"{c} (U+{ord(c):04X})" for c in lacking)
                remedy = 'write it in other letters, or name a file that has them: font = "….ttf"'
                self._fail(key, f"the font lacks {named}: {remedy}")
            widest = max(width(texts[key]) for texts in self.stock.values())
            if key[0] == "labels" and width(text, own=fonts) > LONGER * widest + SPARE:
                self._fail(key, "this is too long for its place in the picture: say it shortly")

    def _heading(self, said: Texts, own: Texts, fonts: Sequence[bytes]) -> None:
        from scenes.stage import typeface  # noqa: PLC0415
        from scenes.stage.layout import Layout, frame_size  # noqa: PLC0415

        room = Layout(*frame_size(*self.size)).heading.width / typeface.SMALLEST_WORDS_EM
        for name in TEXTS:
            line = said[(name,)]
            if name != "title":
                line = line.format_map(self.board.beats[0].values)
            across = typeface.width(line, bold=name == "title", own=fonts)
            if (name,) in own and across > room:
                most = int(len(line) * room / across)
                self._fail((name,), f"{len(line)} characters are too long: {most} have room there")
