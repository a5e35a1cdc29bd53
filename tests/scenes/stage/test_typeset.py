"""What Typst sets becomes the curves that Manim's own reader of SVG makes of it."""

import numpy as np
import pytest
from manim import Typst, tempconfig

from scenes.stage import typeset as module
from scenes.stage.typeface import FONT_FOLDER
from scenes.stage.typeset import TypesetError, typeset

STRUT = "#box(width: 1em, height: 1em, fill: black)"
FONT_SIZE_OF_ONE_EM = 96.0  # Manim draws Typst's em as half a unit at its size 48


def by_manim(code, folder):
    """The same parts as Manim reads them, about the strut's corner."""
    with tempconfig({"media_dir": str(folder)}):
        drawn = Typst(
            STRUT + code,
            font_size=FONT_SIZE_OF_ONE_EM,
            font_paths=[FONT_FOLDER],
            use_svg_cache=False,
        ).submobjects
    origin = drawn[0].get_corner((-1.0, -1.0, 0.0))
    return [(part.points - origin, part.fill_opacity > 0) for part in drawn if len(part.points)]


@pytest.mark.parametrize(
    "code",
    [
        '#text(font: "ConvReel Sans", weight: "bold")[#"A “kernel” slides: é, ß"]',
        '#text(font: "ConvReel Sans", lang: "zh", region: "cn")[#"步幅：更大的步子（卷积）"]',
        '#text(font: "DejaVu Sans Mono")[#"Y = F.conv2d(X[None], K)"]',
        '#box(width: 9em)[#set par(leading: 0.3em)\n#"words that are broken into some lines"]',
        "$display(floor((n_h - k_h + 2 p)/s) + 1)$",
        "$display(sum_(i=0)^n hat(x)_i = sqrt(integral_0^1 f(t) dif t))$",
        "$display(mat(1, 2; 3, 4) cancel(x) abs(y) underbrace(z, 2))$",
        "#rotate(30deg)[#move(dx: 1em)[$x$]] #scale(x: 50%)[$y$] #line(length: 2em)",
    ],
)
def test_every_kind_of_text_is_what_manim_reads(code, tmp_path):
    found = typeset(STRUT + code)
    corner = found[0].points.min(axis=0)
    expected = by_manim(code, tmp_path)
    assert len(found) == len(expected) > 1
    for part, (points, filled) in zip(found, expected, strict=True):
        assert part.filled == filled
        np.testing.assert_allclose(part.points - corner, points, atol=1e-9)


def test_a_misread_curve_would_be_found_out(monkeypatch, tmp_path):
    curve = module._curve
    monkeypatch.setattr(module, "_curve", lambda pen, points: curve(pen, points[-1:]))
    with pytest.raises(AssertionError):
        test_every_kind_of_text_is_what_manim_reads("$S$", tmp_path)


PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"


def test_what_is_neither_glyph_nor_line_is_refused():
    with pytest.raises(TypesetError, match="Typst drew <image>"):
        typeset(f'#image(bytes("{PICTURE}"))')


def test_paths_that_are_not_known_are_refused():
    with pytest.raises(TypesetError, match="a path with a 1 1 0 0 1 5 5"):
        list(module._path("M 0 0a 1 1 0 0 1 5 5"))
    with pytest.raises(TypesetError, match="a path with c 1 2,"):
        list(module._path("M 0 0c 1 2"))
    with pytest.raises(TypesetError, match=r"rotate\(30\)"):
        module._transform("rotate(30)")
