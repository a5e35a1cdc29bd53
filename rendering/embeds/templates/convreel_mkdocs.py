"""Lets MkDocs show films of ConvReel: its script on every page, and films without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url

FOLDER = "convreel"
SCRIPT = f"{FOLDER}/conv-reel.js"
FILM = re.compile(r"<conv-reel\s([^>]*)>.*?</conv-reel>", re.DOTALL)
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


def on_config(config: Any) -> Any:
    """Every page has the script, which does nothing where there is no film."""
    if SCRIPT not in [str(script) for script in config.extra_javascript]:
        config.extra_javascript.append(SCRIPT)
    return config


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    """Put into each film what is shown without scripts."""
    if "<conv-reel" not in html:
        return html
    films = json.loads(Path(__file__).with_name("convreel.json").read_text(encoding="utf-8"))
    base = get_relative_url(f"{FOLDER}/", page.url)
    language = str(dict(config.theme).get("language", "en"))

    def whole(found: re.Match[str]) -> str:
        said = dict(ATTRIBUTE.findall(found[1]))
        known = films.get(said.get("scene"))
        if not known:
            raise ValueError(f"{page.file.src_uri}: there is no film of {said.get('scene')!r}")
        plain = known.get(said.get("lang", language)[:2]) or next(iter(known.values()))
        return f"<conv-reel {found[1]}>{plain.replace('@base@', base)}</conv-reel>"

    return FILM.sub(whole, html)
