"""What sites show where no script runs, and in news readers: films as browsers play them.

One table for all films of a site, by scene and language, which its templates read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from rendering.figure import Document, NoFilmError, site_name, video
from rendering.player import NAME

BASE: Final = "@base@"  # what a template replaces by the address of the films, as its page sees it
# Spans, because some generators put all of it into a paragraph. Where scripts run, the lower one is
# as high as the player below its film, whose buttons need more rows where it is narrow: so nothing
# moves when the player takes the place of this.
PLACE: Final = """<span style="display: block; margin: 1em 0; container-type: inline-size">
<style>@media (scripting: enabled) {{
.convreel-below {{ height: clamp(240px, 460px - 25cqw, 400px) }} }}</style>
{video}
<span class="convreel-below" style="display: block">\
<a href="{page}">{title}</a>: {statement}</span>
</span>"""


def table(path: Path, films: Sequence[Document]) -> str:
    """The table at `path`, if there is one, with these films in it."""
    return json.dumps(
        _read(path) | {site_name(film): shown(film) for film in films},
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )


def shown(film: Document) -> dict[str, str]:
    """HTML for each language that there is a film in; every address begins with `BASE`."""
    found = {}
    for language, told in film["languages"].items():
        folder = f"{BASE}{site_name(film)}/"
        try:
            found[language] = PLACE.format(
                video=video(film, base=folder, language=language),
                page=f"{folder}{NAME}?lang={language}",
                title=escape(told["title"]),
                statement=escape(told["statement"]),
            )
        except NoFilmError:
            continue
    return found


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
