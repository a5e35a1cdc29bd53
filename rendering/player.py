"""The player page of a film: one HTML file beside the film, for any browser, server or none.

The page holds the web component and the manifest, so it works from `file://`, from any folder, in
an iframe and offline. `?lang=zh&theme=dark` choose what it shows first.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

from rendering.figure import Document, NoFilmError, figure, spoken

NAME: Final = "player.html"
SCRIPT: Final = Path(__file__).parent / "conv-reel.js"

PAGE: Final = """<!doctype html>
<html lang="{tag}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
  html {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
  body {{ margin: 0 auto; padding: 8px; max-width: 1100px }}
  conv-reel {{ margin: 0 }}
  h1 {{ position: absolute; clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden }}
</style>
<main>
<h1>{title}</h1>
<conv-reel>
<script type="application/json">{manifest}</script>
<noscript>{figure}</noscript>
</conv-reel>
</main>
<script>
  for (const [name, value] of new URLSearchParams(location.search))
    if (["lang", "theme"].includes(name))
      document.querySelector("conv-reel").setAttribute(name, value);
</script>
<script>{script}</script>
</html>
"""


def page(document: Document, *, language: str = "", plain: bool = True) -> str | None:
    """The page for a manifest; None while it has no film that a page can play.

    `language` is shown first; without `plain`, nothing is shown to browsers without scripts.
    """
    if not document["languages"]:
        return None
    first = spoken(document, language)
    told = document["languages"][first]
    try:
        shown = figure(document, language=first)
    except NoFilmError:
        return None
    return PAGE.format(
        tag=escape(told["tag"]),
        title=escape(told["title"]),
        manifest=in_script(document),
        figure=shown if plain else "",
        script=script(),
    )


def in_script(document: Document) -> str:
    """JSON that may stand in a <script>: no text in it can end the element or start a comment."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


@cache
def script() -> str:
    """The web component."""
    return SCRIPT.read_text(encoding="utf-8")
