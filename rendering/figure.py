"""A film as plain HTML: what a page shows without scripts, and what `conv-reel.js` brings to life.

Reads the manifest's document and nothing else. Every text is escaped; every address is relative to
`base`, the folder of the manifest as the page sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final
from urllib.parse import quote

from rendering.plan import shape_folder

Document = dict[str, Any]

NAMES: Final = {"en": "English", "zh": "中文"}  # of languages, as their readers say them
TRANSCRIPT: Final = {"en": "Transcript", "zh": "文字稿"}


class NoFilmError(LookupError):
    """A manifest without a film that a page could show."""


def site_name(document: Document) -> str:
    """What a site calls a film, and where it lies there: its scene, below its shape's folder.

    >>> poster = {"width": 1080, "height": 1920}
    >>> site_name({"lesson": "stride", "files": [poster]})
    '9x16/stride'
    """
    sizes = [(file["width"], file["height"]) for file in document["files"] if "width" in file]
    largest = max(sizes, key=lambda size: size[0] * size[1])  # loops are smaller, and rounded more
    return f"{shape_folder(largest)}/{document['lesson']}".lstrip("/")


def spoken(document: Document, language: str) -> str:
    """This language, if the film is told in it; else the first one that it is told in.

    >>> spoken({"languages": {"en": {}, "zh": {}}}, "de")
    'en'
    """
    known = document["languages"]
    return language if language in known else str(next(iter(known)))


def figure(document: Document, *, base: str = "", language: str = "", theme: str = "") -> str:
    """`<figure>` with the film, captions, chapters, what it is about and its transcript.

    Languages and themes that were not rendered are replaced by those that were. Raises NoFilmError.
    """
    language = spoken(document, language)
    told = document["languages"][language]
    film = video(document, base=base, language=language, theme=theme)
    items = "\n".join(f"      <li>{escape(cue['text'])}</li>" for cue in told["cues"])
    return f"""<figure lang="{escape(told["tag"])}" style="margin: 1em 0">
{film}
  <figcaption>{escape(told["title"])}: {escape(told["statement"])}</figcaption>
  <details>
    <summary>{TRANSCRIPT.get(language, TRANSCRIPT["en"])}</summary>
    <ol>
{items}
    </ol>
  </details>
  <pre style="overflow: auto"><code>{escape(document["pytorch"])}</code></pre>
</figure>"""


def video(document: Document, *, base: str = "", language: str, theme: str = "") -> str:
    """The film with its captions and chapters, as browsers show it by themselves.

    Raises NoFilmError.
    """
    films = chosen(document, "film", language, theme)
    first = films[0]
    poster = chosen(document, "poster", language, first["theme"])
    shown = f' poster="{address(base, poster[0]["path"])}"' if poster else ""
    title = escape(document["languages"][language]["title"])
    parts = [_source(film, base) for film in films] + [*_tracks(document, base, language)]
    inside = "\n".join(f"    {part}" for part in parts)
    limit = "; max-height: 90vh" if first["height"] > first["width"] else ""  # to be seen whole
    return f"""\
  <video controls playsinline preload="none" width="{first["width"]}" height="{first["height"]}"\
{shown} style="display: block; width: 100%; height: auto{limit}" aria-label="{title}">
{inside}
  </video>"""


def chosen(document: Document, kind: str, language: str, theme: str = "") -> list[Document]:
    """The files of a kind in a language, in the theme if there are any; films of one size.

    Raises NoFilmError where films are asked for and there are none.
    """
    files = [file for file in document["files"] if file["kind"] == kind]
    files = [file for file in files if file["language"] == language]
    if kind == "film":
        files = [file for file in files if file.get("type", "").startswith("video/")]
        files = [file for file in files if not file.get("transparent")]
    if kind == "film" and not files:
        raise NoFilmError(
            f"{document['lesson']} has no film for a page in {language!r}: "
            f"render it first, with --format mp4 --lang {language}"
        )
    files = [file for file in files if file["theme"] == theme] or files
    same = [file for file in files if file["theme"] == files[0]["theme"]]
    largest = max((file["width"] * file["height"] for file in same), default=0)
    return [file for file in same if file["width"] * file["height"] == largest]


def address(base: str, path: str) -> str:
    """A file's address in an attribute."""
    return escape(base + quote(path))


def _source(film: Document, base: str) -> str:
    kind = escape(f'{film["type"]}; codecs="{film["codecs"]}"')
    return f'<source src="{address(base, film["path"])}" type="{kind}">'


def _tracks(document: Document, base: str, language: str) -> Iterator[str]:
    """Captions in every language, and the chapters in that of the film."""
    for file in document["files"]:
        code = file["language"]
        if file["kind"] not in ("captions", "chapters"):
            continue
        if file["kind"] == "chapters" and code != language:
            continue
        named = document["languages"][code].get("name", code)
        label = escape(NAMES.get(code, named))
        default = " default" if (file["kind"], code) == ("captions", language) else ""
        yield (
            f'<track kind="{file["kind"]}" src="{address(base, file["path"])}" '
            f'srclang="{escape(document["languages"][code]["tag"])}" label="{label}"{default}>'
        )
