"""A directive for Sphinx that shows a film of ConvReel.

    .. convreel:: stride
       :lang: en
       :theme: dark

Both options may be left out, the page's own are taken then. The films are in `_static/convreel/`
beside conf.py, and what is shown without scripts in `convreel.json` beside this file. Builders
whose pages play no films show what the film says first.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

STATIC = "_static"
FOLDER = f"{STATIC}/convreel"


class Film(nodes.General, nodes.Element):
    """A film; its children are what is shown where none can be played."""


class FilmDirective(SphinxDirective):
    """`.. convreel:: SCENE`."""

    required_arguments = 1
    option_spec = {  # noqa: RUF012 - as docutils has it
        "lang": directives.unchanged_required,
        "theme": lambda value: directives.choice(value, ("dark", "light", "auto")),
    }

    def run(self) -> list[nodes.Node]:
        scene = self.arguments[0]
        manifest = Path(self.env.app.confdir, FOLDER, scene, "manifest.json")
        if not manifest.is_file():
            raise self.error(
                f"there is no film of {scene!r} in {FOLDER}: render.py --scene {scene} "
                f"--embed sphinx --into {self.env.app.confdir} puts it there"
            )
        self.env.note_dependency(str(manifest))
        languages = json.loads(manifest.read_text(encoding="utf-8"))["languages"]
        wanted = (self.options.get("lang") or self.config.language)[:2]
        told = languages.get(wanted) or next(iter(languages.values()))
        film = Film(scene=scene, plain=self.plain(scene, wanted), **self.options)
        film += nodes.paragraph("", f"{told['title']}: {told['statement']}")
        return [film]

    def plain(self, scene: str, language: str) -> str:
        """What a page shows without scripts."""
        table = Path(__file__).with_name("convreel.json")
        self.env.note_dependency(str(table))
        known = json.loads(table.read_text(encoding="utf-8"))[scene]
        return str(known.get(language) or next(iter(known.values())))


def visit_html(page: Any, film: Film) -> None:
    """The player, and what is shown without scripts inside it."""
    if page.builder.name == "epub":
        return
    here = page.builder.get_target_uri(page.builder.current_docname).split("#")[0]
    base = escape(relative_uri(here, FOLDER + "/"))
    chosen = {name: film[name] for name in ("scene", "lang", "theme") if name in film}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in chosen.items())
    page.body.append(
        f'<script src="{base}conv-reel.js"></script>\n'
        f"<conv-reel {attributes}>\n{film['plain'].replace('@base@', base)}\n</conv-reel>\n"
    )
    raise nodes.SkipNode


def pass_by(page: Any, film: Film) -> None:
    """Let the children speak."""


def publish(app: Sphinx, config: Config) -> None:
    """Let Sphinx copy the films, also for who has no such folder yet."""
    if STATIC not in config.html_static_path:
        config.html_static_path.append(STATIC)


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    plain = (pass_by, pass_by)
    app.add_node(
        Film, html=(visit_html, pass_by), latex=plain, text=plain, man=plain, texinfo=plain
    )
    app.add_directive("convreel", FilmDirective)
    app.connect("config-inited", publish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
