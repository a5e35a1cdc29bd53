"""Lesson files to read, and what is read of them."""

from rendering import lesson_file, plan
from rendering.variants import check

GERMAN = """scene = "stride"
theme = "light"
[words.de]
name = "Deutsch"
like = "en"
title = "Schrittweite"
[words.de.beats]
question = "Was macht das Fenster?"
first = "Multipliziere und addiere: {equation}."
[words.de.chapters]
question = "Die Frage"
[words.de.labels]
rows = "Zeilen"
unused = "in keinem Fenster: {unused} von {cells}"
[colours.light]
kernel = "#7a3e00"
"""
WHOLE = """scene = "tensor_shapes"
[words.de]
name = "Deutsch"
title = "Formen"
"""


def checked(tmp_path, text, size=(1920, 1080)):
    """A lesson file of this text that has been read and found good."""
    path = tmp_path / "mein.toml"
    path.write_text(text, encoding="utf-8")
    file = lesson_file.read(path)
    order = plan.Order(
        scenes=(file.scene,),
        languages=("de",),
        themes=("light",),
        size=size,
        fps=15,
        formats=("mp4",),
        out=tmp_path,
        changes=file.example,
        variant=file.variant,
    )
    check(file, order)
    return file


def with_word(old, new):
    """The German file with something else in one place."""
    assert old in GERMAN
    return GERMAN.replace(old, new)
