"""A film and its player in one file, for places that cannot keep a folder together.

The films and posters lie in the manifest itself, as data addresses; captions and transcript are
its words anyway.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Final

from rendering import player
from rendering.embeds.generators import frame
from rendering.errors import RenderError
from rendering.figure import Document, chosen, spoken
from rendering.manifest import Manifest

LARGEST: Final = 8 << 20  # bytes of films in one file: more would make a notebook slow to open

MODULE: Final = """/* A film of ConvReel in one file: a widget for MyST. */
{script}
const manifest = {manifest};

export default {{
  render({{ model, el }}) {{
    const film = document.createElement("conv-reel");
    for (const name of ["lang", "theme"])
      if (model.get(name)) film.setAttribute(name, model.get(name));
    const inside = document.createElement("script");
    inside.type = "application/json";
    inside.textContent = JSON.stringify(manifest);
    film.append(inside);
    el.append(film);
    return () => film.remove();
  }},
}};
"""


def framed_page(found: Manifest, language: str = "") -> str:
    """The whole player page in an iframe that needs no other file. Raises RenderError."""
    document = contained(found)
    page = player.page(document, plain=False, language=language)
    title = document["languages"][spoken(document, language)]["title"]
    return frame(f'srcdoc="{escape(page or "")}"', title, _films(document)[0])


def module(found: Manifest, language: str = "") -> str:
    """The player and its film as one JavaScript module; its page says which language.

    Raises RenderError.
    """
    return MODULE.format(script=player.script(), manifest=player.in_script(contained(found)))


def contained(found: Manifest) -> Document:
    """The manifest with the content of its films and posters. Raises RenderError, NoFilmError."""
    size = weight(found.document)
    if size > LARGEST:
        raise RenderError(
            f"the films of {found.document['lesson']} have {size / 1e6:.0f} MB together, and one "
            f"file should hold {LARGEST / 1e6:.0f} MB at most: make smaller or fewer ones in a "
            "folder of their own, for instance -q m --out small"
        )
    files = [
        {**file, "path": _data((found.path.parent / file["path"]).read_bytes(), file["type"])}
        for file in (*_films(found.document), *_posters(found.document))
    ]
    return {**found.document, "files": files}


def weight(document: Document) -> int:
    """The bytes of what `contained` would hold."""
    return sum(file["bytes"] for file in (*_films(document), *_posters(document)))


SINGLE: Final[Mapping[str, Callable[[Manifest, str], str]]] = {
    ".html": framed_page,
    ".mjs": module,
}


def _films(document: Document) -> list[Document]:
    """One film for each language and theme; H.264 rather than another codec."""
    return [
        min(chosen(document, "film", *key), key=lambda file: file["type"] != "video/mp4")
        for key in _kinds(document)
    ]


def _posters(document: Document) -> list[Document]:
    """The poster of each of these films, once where films share it."""
    found = (chosen(document, "poster", *key)[:1] for key in _kinds(document))
    return list({file["path"]: file for files in found for file in files}.values())


def _kinds(document: Document) -> Iterator[tuple[str, str]]:
    """Every language with every theme that it has a film of."""
    for language in document["languages"]:
        films = [file for file in document["files"] if file["kind"] == "film"]
        for theme in sorted({f["theme"] for f in films if f["language"] == language}):
            if chosen(document, "film", language, theme)[0]["theme"] == theme:
                yield language, theme


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
