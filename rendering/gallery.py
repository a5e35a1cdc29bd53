"""The whole course on one page: every scene by chapter, with its poster, in every language.

Plain HTML beside the scenes' folders, for any static host or none; what is not rendered is left
out. Titles and posters come from the manifests, the order and the chapters from the course's list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from rendering import manifest, player
from rendering.atomic import write_text
from rendering.captions import language_tag
from rendering.errors import RenderError
from rendering.figure import NAMES, Document, address, chosen, spoken

NAME: Final = "index.html"
WORDS: Final = {
    "en": {"title": "Convolution, exactly", "search": "Search", "none": "No scene says that."},
    "zh": {"title": "精确的卷积动画", "search": "搜索", "none": "没有找到这样的短片。"},
}

PAGE: Final = """<!doctype html>
<html lang="en" data-language="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de;
    --ground: #fff; --mark: #0b62c4 }}
  @media (prefers-color-scheme: dark) {{ :root {{ --ink: #f0f3f6; --soft: #9ba4b0;
    --line: #39414b; --ground: #0e1116; --mark: #6cb0ff }} }}
  body {{ margin: 0 auto; padding: 16px; max-width: 1200px; color: var(--ink);
    background: var(--ground); font: 16px/1.5 system-ui, "Noto Sans SC", sans-serif }}
  header {{ display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center }}
  h1 {{ margin: 0; flex: 1 1 auto; font-size: 28px }}
  h2 {{ margin: 28px 0 12px; font-size: 20px }}
  input, select {{ font: inherit; color: inherit; background: var(--ground); padding: 4px 10px;
    border: 1px solid var(--soft); border-radius: 6px; min-height: 36px }}
  ul {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr));
    gap: 16px; margin: 0; padding: 0; list-style: none }}
  a {{ display: block; height: 100%; color: inherit; text-decoration: none; overflow: hidden;
    border: 1px solid var(--line); border-radius: 8px }}
  a:hover, li:target a {{ border-color: var(--mark) }}
  li, section {{ scroll-margin-top: 16px }}
  li:target a {{ box-shadow: 0 0 0 2px var(--mark) }}
  :focus-visible {{ outline: 3px solid var(--mark); outline-offset: 2px }}
  img {{ display: block; width: 100%; height: auto; background: var(--line) }}
  h3 {{ margin: 8px 12px 0; font-size: 17px }}
  p {{ margin: 0 12px 12px; color: var(--soft) }}
  [data-language=en] [lang=zh-Hans], [data-language=zh] body [lang=en] {{ display: none }}
  [hidden] {{ display: none }}
</style>
<header>
  <h1>{heading}</h1>
  <label>{search} <input type="search"></label>
  <select aria-label="Language 语言">{options}</select>
</header>
<main>
{chapters}
<p id="none" role="status" hidden>{none}</p>
</main>
<script>
{script}
</script>
</html>
"""

SCRIPT: Final = """  const root = document.documentElement, field = document.querySelector("input");
  const choice = document.querySelector("select");
  const speak = (language) => {
    root.dataset.language = choice.value = language;
    root.lang = choice.selectedOptions[0].lang;
    document.title = document.querySelector(`h1 [lang="${root.lang}"]`).textContent;
    for (const link of document.querySelectorAll("main a"))
      link.search = new URLSearchParams({ lang: language });
  };
  const search = () => {
    const wanted = field.value.trim().toLowerCase();
    for (const item of document.querySelectorAll("main li"))
      item.hidden = !item.textContent.toLowerCase().includes(wanted);
    for (const section of document.querySelectorAll("section"))
      section.hidden = !section.querySelector("li:not([hidden])");
    document.querySelector("#none").hidden = !!document.querySelector("li:not([hidden])");
  };
  choice.addEventListener("change", () => speak(choice.value));
  field.addEventListener("input", search);
  const wanted = new URLSearchParams(location.search).get("lang") ?? navigator.language;
  speak(wanted.startsWith("zh") ? "zh" : "en");
  search();"""


def write(folder: Path, course: Sequence[dict[str, Any]]) -> Path:
    """Write the page for the scenes in `folder`; `course` lists all there could be, in order.

    Raises RenderError where there is none, and OSError as it comes.
    """
    scenes = [(lesson, _document(folder, lesson["id"])) for lesson in course]
    there = [(lesson, document) for lesson, document in scenes if document]
    if not there:
        raise RenderError(
            f"{folder} holds no films of the course yet: make some first, "
            "for instance with --all --lang all"
        )
    write_text(folder / NAME, page(there))
    return folder / NAME


def page(scenes: Iterable[tuple[dict[str, Any], Document]]) -> str:
    """The page: chapters in order, and in each its scenes."""
    chapters = groupby(scenes, key=lambda scene: scene[0]["chapter"])
    return PAGE.format(
        title=WORDS["en"]["title"],
        heading=_in_all({code: words["title"] for code, words in WORDS.items()}),
        search=_in_all({code: words["search"] for code, words in WORDS.items()}),
        none=_in_all({code: words["none"] for code, words in WORDS.items()}),
        options="".join(
            f'<option value="{code}" lang="{language_tag(code)}">{name}</option>'
            for code, name in NAMES.items()
        ),
        chapters="\n".join(_chapter(list(group)) for _, group in chapters),
        script=SCRIPT,
    )


def _document(folder: Path, lesson: str) -> Document | None:
    """A scene's manifest, if it has films that a page can play."""
    try:
        document = manifest.read(folder / lesson / manifest.NAME).document
    except (OSError, ValueError):
        return None
    return document if player.page(document) is not None else None


def _chapter(scenes: list[tuple[dict[str, Any], Document]]) -> str:
    title = _in_all(scenes[0][0]["chapter_title"])
    items = "\n".join(_card(lesson["id"], lesson["title"], document) for lesson, document in scenes)
    chapter = f"chapter-{scenes[0][0]['chapter']}"
    return f'<section id="{chapter}">\n<h2>{title}</h2>\n<ul>\n{items}\n</ul>\n</section>'


def _card(lesson: str, titles: dict[str, str], document: Document) -> str:
    told = {code: spoken(document, code) for code in NAMES}
    said = document["languages"]
    statements = {code: said[language]["statement"] for code, language in told.items()}
    pictures = "".join(
        _picture(lesson, code, language, document) for code, language in told.items()
    )
    return f"""<li id="{lesson}"><a href="{lesson}/{player.NAME}">{pictures}
<h3>{_in_all(titles)}</h3>
<p>{_in_all(statements)}</p></a></li>"""


def _picture(lesson: str, code: str, language: str, document: Document) -> str:
    """The poster for readers of `code`, in the theme that their system asks for."""
    posters = [chosen(document, "poster", language, theme) for theme in ("light", "dark")]
    if not all(posters):
        return ""
    (light, *_), (dark, *_) = posters
    by_day, by_night = (address(f"{lesson}/", poster["path"]) for poster in (light, dark))
    return (
        f'<picture lang="{language_tag(code)}">'
        f'<source srcset="{by_night}" media="(prefers-color-scheme: dark)"><img src="{by_day}" '
        f'alt="" width="{light["width"]}" height="{light["height"]}" loading="lazy"></picture>'
    )


def _in_all(texts: dict[str, str]) -> str:
    """A text in every language; the page shows one of them."""
    return "".join(
        f'<span lang="{language_tag(code)}">{escape(text)}</span>' for code, text in texts.items()
    )
