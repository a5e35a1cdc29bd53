"""A lesson file: a teacher's own variant of a lesson, in TOML. README.md has an annotated one.

Whatever is wrong in it is refused in a sentence that names file, line and key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NoReturn
from unicodedata import normalize

from rendering.plan import ASPECTS, FORMATS, LANGUAGES, QUALITIES, THEMES
from rendering.spec import Variant
from rendering.toml_lines import line_of
from scenes.catalog import LESSONS, UnknownSceneError, find

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{,63}")  # of folders, of addresses in pages
HUGE: Final = re.compile(r"[eE][+-]?[\d_]{4}")
LANGUAGE: Final = re.compile("[a-z]{2}")  # as ISO 639-1 has them
BREAKABLE: Final = re.compile(r"[^\S\u00a0\u202f]+")  # spaces that do not keep words together
LARGEST: Final = 2**16  # characters: more is no lesson file
CHOICES: Final[Mapping[str, Collection[str]]] = {
    "theme": (*THEMES, "all"),
    "quality": QUALITIES,
    "aspect": ASPECTS,
}
LISTS: Final = ("languages", "formats")
FONT: Final = "font"  # the key of a language's font among its words
WEIGHTS: Final = 2  # regular and bold
LARGEST_FONT: Final = 32 * 2**20  # bytes
TABLES: Final = ("example", "words", "colours")
KEYS: Final = ("scene", "name", *CHOICES, *LISTS, *TABLES)


class LessonFileError(ValueError):
    """Something in a lesson file that cannot be; the sentence names file, line and key."""


@dataclass(frozen=True, slots=True)
class LessonFile:
    """What a lesson file asks for. `settings` are options of the command, by their names."""

    path: Path
    source: str = field(repr=False)
    scene: str
    example: Mapping[str, Any]
    variant: Variant
    settings: Mapping[str, Any]

    def fault(self, key: tuple[str, ...], sentence: object) -> LessonFileError:
        """The error that says what is wrong with the value of a key."""
        return _fault(self.path, self.source, key, sentence)


def read(path: Path) -> LessonFile:
    """Read a lesson file and check all that can be checked without its story.

    Raises LessonFileError.
    """
    source = _text(path)
    return _Reader(path, source, _table(path, source)).read()


def suggestion(name: str, known: Collection[str]) -> str:
    """What a misspelt name may have meant, or what there is.

    >>> suggestion("titel", ["title", "statement"]), suggestion("x", ["dark", "light"])
    ('did you mean title?', 'there are dark, light')
    """
    close = get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"


def _fault(path: Path, source: str, key: tuple[str, ...], sentence: object) -> LessonFileError:
    where = f"{path}, line {line_of(source, key)}"
    return LessonFileError(f"{where}, {'.'.join(key)}: {sentence}")


def _text(path: Path) -> str:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LessonFileError(f"there is no lesson file {path}") from None
    except OSError as error:
        raise LessonFileError(f"{path} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise LessonFileError(f"{path} is not UTF-8 text: save it in UTF-8") from None
    if len(source) > LARGEST:
        raise LessonFileError(f"{path} is too long for a lesson file: numbers may lie in files")
    return source


def _table(path: Path, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source, parse_float=_exact)
    except tomllib.TOMLDecodeError as error:
        last = f"(at line {len(source.splitlines())}, the last)"
        why = str(error).replace("(at end of document)", last)
        hint = ': text is written in "quotes"' if why.startswith("Invalid value") else ""
        raise LessonFileError(f"{path} is not TOML: {why}{hint}") from None
    except RecursionError:
        raise LessonFileError(
            f"{path} nests lists too deeply: a matrix is a list of rows"
        ) from None
    except ValueError:  # of a number that Python refuses, whole or not
        raise LessonFileError(
            f"{path} holds a number that is too long: use at most 100 digits"
        ) from None


def _exact(text: str) -> Fraction | float:
    """0.1 is one tenth; what is infinite or no number stays so, and is refused later."""
    if HUGE.search(text):  # whose digits would fill the memory
        raise ValueError(text)
    try:
        return Fraction(text)
    except ValueError:
        return float(text)


@dataclass(frozen=True, slots=True)
class _Reader:
    path: Path
    source: str
    table: Mapping[str, Any]

    def read(self) -> LessonFile:
        self._known((), self.table, KEYS)
        for key in TABLES:
            self._is(self.table.get(key, {}), dict, (key,), "a table")
        scene = self._scene()
        for key in ("scene", "name", *CHOICES):
            self._is(self.table.get(key, ""), str, (key,), 'text, in "quotes"')
        variant = Variant(self._name(), self._words(), self._colours(), self._fonts())
        settings = self._settings(variant)
        return LessonFile(self.path, self.source, scene, self._example(), variant, settings)

    def _fail(self, key: tuple[str, ...], sentence: object) -> NoReturn:
        raise _fault(self.path, self.source, key, sentence)

    def _known(self, at: tuple[str, ...], table: Mapping[str, Any], known: Collection[str]) -> None:
        for key in table:
            if key not in known:
                self._fail((*at, key), f"there is no such key: {suggestion(key, known)}")

    def _is(self, value: Any, kind: type, key: tuple[str, ...], wanted: str) -> None:
        if not isinstance(value, kind):
            self._fail(key, f"this is not {wanted}")

    def _scene(self) -> str:
        if "scene" not in self.table:
            raise LessonFileError(
                f'{self.path} names no scene: write one in its first line, like scene = "stride"'
            )
        try:
            return find(str(self.table["scene"])).id
        except UnknownSceneError as error:
            self._fail(("scene",), error)

    def _name(self) -> str:
        """What the files are called: the file's own name, if none is given."""
        name = str(self.table.get("name", self.path.stem))
        if not NAME.fullmatch(name):
            self._fail(
                ("name",),
                f"{name!r} cannot name files: use letters, digits, - and _, 64 of them at most, "
                "like my-stride",
            )
        if name in {entry.id for entry in LESSONS}:
            self._fail(("name",), f"{name} is a lesson of the course, whose files it would replace")
        return name

    def _settings(self, variant: Variant) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, choices in CHOICES.items():
            if key in self.table:
                self._chosen((key,), self.table[key], choices)
                found[key] = self.table[key]
        known = {"languages": (*LANGUAGES, *variant.words), "formats": tuple(FORMATS)}
        for key, choices in known.items():
            values = self.table.get(key, [])
            self._is(values, list, (key,), "a list, in [brackets]")
            for value in values:
                self._chosen((key,), value, choices)
            found[key] = tuple(dict.fromkeys(values))
        found["languages"] = found["languages"] or tuple(variant.words)
        return found

    def _chosen(self, key: tuple[str, ...], value: Any, choices: Collection[str]) -> None:
        if value not in choices:
            named = dict.fromkeys(choices)
            self._fail(key, f"there is no {value!r}: {suggestion(str(value), [*named])}")

    def _example(self) -> dict[str, Any]:
        """Inputs and parameters; files lie beside the lesson file."""
        found = {}
        for key, value in self.table.get("example", {}).items():
            if isinstance(value, dict):
                self._fail(("example", key), "this is a table: write a number, text or [a, list]")
            found[key] = _placed(value, self.path.parent)
        return found

    def _words(self) -> dict[str, Any]:
        words = self.table.get("words", {})
        for language, own in words.items():
            if not LANGUAGE.fullmatch(language):
                self._fail(
                    ("words", language), "name a language by two small letters, like de or fr"
                )
            self._is(own, dict, ("words", language), "a table of texts")
        return {
            language: {key: _on_one_line(text) for key, text in own.items() if key != FONT}
            for language, own in words.items()
        }

    def _fonts(self) -> dict[str, tuple[bytes, ...]]:
        """The files that languages name: one, or one for regular and one for bold letters."""
        fonts = {}
        for language, own in self.table.get("words", {}).items():
            key, named = ("words", language, FONT), own.get(FONT, [])
            files = [named] if isinstance(named, str) else named
            if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
                self._fail(key, 'this is no file, like "font.ttf", and no [list] of two')
            fonts[language] = tuple(self._font(key, name) for name in files[:WEIGHTS])
        return {language: own for language, own in fonts.items() if own}

    def _font(self, key: tuple[str, ...], name: str) -> bytes:
        path = self.path.parent / Path(name).expanduser()
        try:
            if path.stat().st_size > LARGEST_FONT:
                self._fail(
                    key, f"{path} is larger than {LARGEST_FONT >> 20} MiB: take another font"
                )
            return path.read_bytes()
        except OSError as error:
            self._fail(key, f"{path} cannot be read: {error.strerror or error}")

    def _colours(self) -> dict[str, Any]:
        colours = self.table.get("colours", {})
        self._known(("colours",), colours, THEMES)
        for theme, own in colours.items():
            self._is(own, dict, ("colours", theme), 'a table of colours, like input = "#6cb0ff"')
        return dict(colours)


def _placed(value: Any, folder: Path) -> Any:
    """A value as an option has it: lists are tuples, a file's name counts from `folder`."""
    if isinstance(value, list):
        return tuple(_placed(item, folder) for item in value)
    if isinstance(value, str) and _is_file(value):
        return str(folder / Path(value.strip()).expanduser())
    return value


def _is_file(text: str) -> bool:
    from scenes.story.files import FILES  # noqa: PLC0415 - imports NumPy

    return Path(text.strip()).suffix.lower() in FILES


def _on_one_line(value: Any) -> Any:
    """Texts of several lines are one line on screen, each letter with its accents one character."""
    if isinstance(value, dict):
        return {key: _on_one_line(item) for key, item in value.items()}
    if isinstance(value, str):
        return normalize("NFC", BREAKABLE.sub(" ", value).strip())
    return value
