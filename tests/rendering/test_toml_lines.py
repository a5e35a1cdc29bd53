"""A key's line is the one that an editor shows."""

import pytest

from rendering.toml_lines import line_of

SOURCE = '''# a comment
scene = "stride"

[example]
input = [
  # a row
  [1, 2],
]
kernel = """
[words.de]
"""

[words.de]  # German
title = "a = 1"
beats.first = "x"
  beats."second one" = 'y'

[words.zh.beats]
first = "z"
'''


@pytest.mark.parametrize(
    ("path", "start"),
    [
        (["scene"], "scene"),
        (["example"], "[example]"),
        (["example", "input"], "input"),
        (["example", "kernel"], "kernel"),
        (["words", "de"], "[words.de]  # German"),
        (["words"], "[words.de]  # German"),
        (["words", "de", "title"], "title"),
        (["words", "de", "beats", "first"], "beats.first"),
        (["words", "de", "beats", "second one"], '  beats."second'),
        (["words", "zh", "beats", "first"], "first"),
    ],
)
def test_it_is_where_the_key_begins(path, start):
    assert SOURCE.splitlines()[line_of(SOURCE, path) - 1].startswith(start)


@pytest.mark.parametrize("path", [["gone"], ["scene", "deeper"], []])
def test_what_is_nowhere_is_on_the_first_line(path):
    assert line_of("\n" + SOURCE.replace("# a comment", "a = 1"), path) in (1, 2)
    assert line_of("", path) == 1


def test_other_line_ends_count_as_well():
    assert line_of(SOURCE.replace("\n", "\r\n"), ["words", "de", "title"]) == 14
