"""A variant is drawn in its own colours, words and letters, by several processes as well."""

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

import render
from rendering.manifest import read
from tests.fonts import font_of

SPEC = """scene = "cross_correlation"
languages = ["pl", "ka"]
quality = "l"
[words.pl]
name = "Polski"
like = "en"
title = "Korelacja wzajemna: mnożenie i sumowanie łączą żółte okna"
[words.pl.beats]
question = "Co robi okno?"
[words.ka]
name = "ქართული"
like = "en"
font = "own.ttf"
title = "აბგ"
[colours.dark]
input = "#8fd0fe"
"""
TITLES = {"pl": "Korelacja wzajemna: mnożenie i sumowanie łączą żółte okna", "ka": "აბგ"}


def colours_of(picture):
    """Every colour of a picture, as "#rrggbb"."""
    pixels = np.asarray(Image.open(picture).convert("RGB")).reshape(-1, 3)
    return {"#{:02x}{:02x}{:02x}".format(*pixel) for pixel in np.unique(pixels, axis=0)}


@pytest.mark.slow
def test_two_languages_are_drawn_side_by_side(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONVREEL_CACHE", str(tmp_path / "cache"))
    (tmp_path / "window.toml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "own.ttf").write_bytes(font_of("აბგ"))
    arguments = ["--spec", "window.toml", "--jobs", "2"]
    result = CliRunner().invoke(render.main, arguments)
    assert result.exit_code == 0, result.output
    found = read(tmp_path / "media" / "window" / "manifest.json")
    assert {path.parent.name for path in found.files} == {"window"}
    spoken = found.document["languages"]
    assert {code: spoken[code]["title"] for code in spoken} == TITLES
    assert spoken["pl"]["cues"][0]["text"] == "Co robi okno?"
    posters = [path for path in found.files if path.suffix == ".webp"]
    assert len(posters) == 2
    for poster in posters:
        assert "#8fd0fe" in colours_of(poster)
        assert "#6cb0ff" not in colours_of(poster)
    again = CliRunner().invoke(render.main, arguments)
    assert "2 of them made before" in again.stderr
