"""A film as slides for a lecture: reveal.js turns the pages, each of which plays one beat.

The film lies behind all slides, so that it goes on from one to the next without a seam. A slide
plays its beat and stops; reveal.js's own files lie beside the scenes, so nothing is loaded from
elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from itertools import product
from pathlib import Path
from typing import Final

from rendering.atomic import whole_file, write_text
from rendering.figure import Document, address, chosen
from rendering.manifest import Manifest
from rendering.plan import OrderError

FOLDER: Final = "reveal.js"
NEEDED: Final = ("dist/reveal.js", "dist/reveal.css", "dist/reset.css", "LICENSE")
WIDTH: Final = 1920  # of a slide, in its own pixels: reveal.js fits it to the screen
GROUNDS: Final = {"dark": ("#0e1116", "#f0f3f6"), "light": ("#ffffff", "#1b1f24")}
KEYS: Final = {
    "en": "→ next step · ← back · R again · P pause",
    "zh": "→ 下一步 · ← 上一步 · R 重放 · P 暂停",
}

PAGE: Final = """<!doctype html>
<html lang="{tag}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}</title>
<link rel="stylesheet" href="../{folder}/reset.css">
<link rel="stylesheet" href="../{folder}/reveal.css">
<style>
  .reveal-viewport {{ background: {ground} }}
  .reveal, .reveal .controls, .reveal .progress {{ color: {ink} }}
  .reveal {{ font-family: system-ui, "Noto Sans SC", sans-serif }}
  video {{ position: fixed; inset: 0; width: 100%; height: 100%; object-fit: contain }}
  .reveal .slides {{ text-align: center }}
  .reveal .slides > section {{ height: 100%; box-sizing: border-box }}
  .said {{ position: absolute; bottom: 1.5%; width: 100%; font-size: {letter}px; line-height: 1.3 }}
  .title {{ padding: {gap}px 10% }}
  h1 {{ font-size: {large}px; font-weight: bold }}
  h2 {{ position: absolute; clip-path: inset(50%) }}
  .title p {{ font-size: {letter}px; line-height: 1.5; margin-top: {letter}px }}
</style>
<div class="reveal">
<video muted playsinline preload="auto" aria-hidden="true" src="{film}"></video>
<div class="slides">
<section class="title"><h1>{title}</h1><p>{statement}</p><p>{keys}</p></section>
{sections}
</div>
</div>
<script src="../{folder}/reveal.js"></script>
<script>
  const beats = {beats}, film = document.querySelector("video");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const SOON = 0.02, NEAR = 0.1; // seconds: a beat's last frame; close enough to go on from
  let beat = null;
  const play = () => film.play().catch(() => {{}}); // the next slide may come before it starts
  const show = (slide, again = false) => {{
    film.pause();
    beat = beats[slide - 1]; // the first slide is the title
    film.style.visibility = beat ? "visible" : "hidden";
    if (!beat) return;
    if (still) film.currentTime = beat[1] - SOON;
    else {{
      if (again || Math.abs(film.currentTime - beat[0]) > NEAR) film.currentTime = beat[0] + 0.001;
      play();
    }}
  }};
  const look = () => {{
    if (beat && !film.paused && !film.seeking && film.currentTime >= beat[1] - SOON) film.pause();
    requestAnimationFrame(look);
  }};
  Reveal.on("slidechanged", ({{ indexh }}) => show(indexh));
  Reveal.initialize({{
    width: {width}, height: {height}, margin: 0, minScale: 0.05, maxScale: 10, center: false,
    scrollActivationWidth: null, transition: "none", hash: true,
    keyboard: {{
      82: () => show(Reveal.getIndices().h, true),
      80: () => film.paused ? play() : film.pause(),
    }},
  }}).then(() => {{ show(Reveal.getIndices().h); look(); }});
</script>
</html>
"""


def check(reveal: Path) -> None:
    """Raise OrderError if this is not the folder of reveal.js."""
    missing = [name for name in NEEDED if not (reveal / name).is_file()]
    if missing:
        raise OrderError(
            f"there is no {missing[0]} in {reveal}: --slides names the folder of reveal.js, which "
            "`npm install reveal.js` puts into node_modules/reveal.js"
        )


def write(
    films: Iterable[Manifest], languages: Iterable[str], themes: Iterable[str], reveal: Path
) -> list[Path]:
    """Write a deck for each film, language and theme, and what they need of reveal.js.

    `reveal` is the folder of the published package. Raises OrderError if it is not, NoFilmError.
    """
    check(reveal)
    kinds, written = list(product(languages, themes)), []
    for film in films:
        folder = film.path.parent
        _copy(reveal, folder.parent / FOLDER)
        for name, text in _decks(film.document, kinds):
            write_text(folder / name, text)
            written.append(folder / name)
    return written


def _copy(reveal: Path, folder: Path) -> None:
    for name in NEEDED:
        with whole_file(folder / Path(name).name) as part:
            part.write_bytes((reveal / name).read_bytes())


def _decks(document: Document, kinds: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for language, theme in kinds:
        film = chosen(document, "film", language, theme)[0]
        yield f"slides.{language}.{film['theme']}.html", deck(document, language, film)


def deck(document: Document, language: str, film: Document) -> str:
    """The page: a title, then each beat with its sentence."""
    told, (ground, ink) = document["languages"][language], GROUNDS[film["theme"]]
    chapters = {cue["beat"]: cue["text"] for cue in told["chapters"]}
    height = round(WIDTH * film["height"] / film["width"])
    unit = height / 100
    return PAGE.format(
        tag=escape(told["tag"]),
        title=escape(told["title"]),
        statement=escape(told["statement"]),
        keys=KEYS.get(language, KEYS["en"]),
        folder=FOLDER,
        ground=ground,
        ink=ink,
        letter=round(3.4 * unit),
        large=round(8 * unit),
        gap=round(30 * unit),
        film=address("", film["path"]),
        sections="\n".join(_section(cue, chapters.get(cue["beat"])) for cue in told["cues"]),
        beats=json.dumps([[beat["start"], beat["end"]] for beat in document["beats"]]),
        width=WIDTH,
        height=height,
    )


def _section(cue: Document, chapter: str | None) -> str:
    """A slide; where a chapter begins, it has its name for those who hear the slides."""
    heading = f"<h2>{escape(chapter)}</h2>" if chapter else ""
    return f'<section>{heading}<p class="said">{escape(cue["text"])}</p></section>'
