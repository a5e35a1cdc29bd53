"""What to write into a page so that a film is on it: one entry for each site generator.

Everywhere the films lie in one folder, `convreel/`, with the web component, which finds them
beside itself: so that a page needs one address to be right, and leaves it to its generator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final

from rendering.figure import Document, chosen, figure, site_name, spoken

FOLDER: Final = "convreel"
TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Once:
    """A file that a site needs once: a template, with some words of it replaced."""

    template: str
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is written."""
        text = (TEMPLATES / self.template).read_text(encoding="utf-8")
        for word, meant in self.words.items():
            text = text.replace(word, meant)
        return text


@dataclass(frozen=True, slots=True)
class Generator:
    """How films get into the pages of one site generator.

    `film` stands for each film, `head` once before the first of a page. `static` is the folder
    below the site's sources whose files are published as they are, `once` the files to be written
    below those sources, and `note` says what is left to do. `plain` is the file with what is shown
    without scripts, which the files of `once` read. With `single`, every film is one file
    with that ending instead of a folder. `markdown` stands for a film in pages in Markdown, where
    a generator reads pages of several kinds.
    """

    film: str
    head: str = ""
    static: str = ""
    once: Mapping[str, Once] = field(default_factory=dict)
    plain: str = ""
    single: str = ""
    note: str = ""
    markdown: str = ""


SCRIPT: Final = f'<script src="{FOLDER}/conv-reel.js"></script>'
ROOM: Final = 330  # pixels of the player below its film, with every part of it closed
LEAST: Final = 600  # pixels of a player on a telephone, whose buttons need several rows
COMPONENT: Final = '<ConvReel scene="{scene}"{lang} />'
FRAME: Final = """<div style="container-type: inline-size">
<iframe {address} title="{title}" loading="lazy" allowfullscreen
  style="width: 100%; height: max({ratio}cqw + {room}px, {least}px); border: 0"></iframe>
</div>"""
SUBFOLDER: Final = f"In a page of a sub-folder, write ../{FOLDER}/ instead of {FOLDER}/."


def _vue(sources: str, client: str, static: str, hook: str, language: str) -> Generator:
    """A site of Vue's: `sources` begins addresses of its own files, `client` has `withBase`.

    `hook` is what it has as well, for `language`, the page's own.
    """
    file = "components/ConvReel.vue"
    words = {"@client@": client, "@hook@": hook, "@language@": language}
    return Generator(
        head=f'<script setup>\nimport ConvReel from "{sources}/{file}";\n</script>\n',
        film=COMPONENT,
        static=static,
        once={file: Once("ConvReel.vue", words)},
        plain="components/convreel.json",
        note='Each page has one <script setup> at most: put the line "import …" into it.',
    )


GENERATORS: Final[Mapping[str, Generator]] = {
    "vitepress": _vue("", "vitepress", "public", "useData", "useData().lang"),
    "vuepress": _vue(
        *("@source", "vuepress/client", ".vuepress/public", "usePageLang", "usePageLang()")
    ),
    "hugo": Generator(
        film='{{{{< convreel scene="{scene}"{lang} >}}}}',
        static="static",
        once={"layouts/shortcodes/convreel.html": Once("hugo.html")},
        plain="data/convreel.json",
    ),
    "jekyll": Generator(
        film='{{% include convreel.html scene="{scene}"{lang} %}}',
        static="assets",
        once={"_includes/convreel.html": Once("jekyll.html")},
        plain="_data/convreel.json",
    ),
    "mkdocs": Generator(
        film='<conv-reel scene="{scene}"{lang}>{title}</conv-reel>',
        once={f"{FOLDER}/convreel_mkdocs.py": Once("convreel_mkdocs.py")},
        plain=f"{FOLDER}/convreel.json",
        note="Add to mkdocs.yml, once, if your pages are in docs:\n\n"
        f"hooks:\n  - docs/{FOLDER}/convreel_mkdocs.py",
    ),
    "sphinx": Generator(
        film=".. convreel:: {scene}{option}\n",
        static="_static",
        once={"_ext/convreel_sphinx.py": Once("convreel_sphinx.py")},
        plain="_ext/convreel.json",
        note="Add to conf.py, once, below `extensions = [...]`:\n\n"
        "import sys\nfrom pathlib import Path\n\n"
        'sys.path.append(str(Path(__file__).parent / "_ext"))\n'
        'extensions.append("convreel_sphinx")',
        markdown="```{{convreel}} {scene}{markdown_option}\n```",
    ),
    "docusaurus": Generator(
        head='import ConvReel from "@site/src/components/ConvReel";\n',
        film=COMPONENT,
        static="static",
        once={"src/components/ConvReel.jsx": Once("ConvReel.jsx")},
        plain="src/components/convreel.json",
        note="Each page imports the component once.",
    ),
    "html": Generator(
        head=SCRIPT,
        film='<conv-reel scene="{scene}"{lang}>\n<noscript>\n{figure}\n</noscript>\n</conv-reel>',
        note=SUBFOLDER,
    ),
    "iframe": Generator(film="{frame}", note=SUBFOLDER),
    "myst": Generator(
        film="```{{anywidget}} /convreel/{scene}.mjs\n{model}\n```",
        single=".mjs",
        note="This is for MyST's own program, mystmd (also Jupyter Book 2). Where Sphinx reads "
        "pages in MyST Markdown (MyST-Parser, Jupyter Book 1), --embed sphinx says what to write.",
    ),
    "notebook": Generator(
        head="from IPython.display import HTML\n",
        film='display(HTML(filename="convreel/{scene}.html"))',
        single=".html",
    ),
}


def snippet(generator: Generator, films: Sequence[Document], language: str = "") -> str:
    """What to write into a page for these manifests; without a language, the page's is taken.

    Raises NoFilmError.
    """
    shown = [generator.film.format(**_words(film, language)) for film in films]
    return "\n".join([generator.head] * bool(generator.head) + shown)


def advice(generator: Generator, films: Sequence[Document], language: str = "") -> str:
    """What else a person has to know or do, once."""
    shown = [generator.markdown.format(**_words(film, language)) for film in films]
    if not generator.markdown:
        return generator.note
    pages = "\n\n".join(shown)
    return f"In a page in MyST Markdown (MyST-Parser), write:\n\n{pages}\n\n{generator.note}"


def frame(address: str, title: str, film: Document) -> str:
    """An iframe as high as the player in it; `address` is its attribute `src` or `srcdoc`."""
    ratio = round(100 * film["height"] / film["width"], 2)
    return FRAME.format(address=address, title=escape(title), ratio=ratio, room=ROOM, least=LEAST)


def _words(film: Document, language: str) -> dict[str, str]:
    """Everything that a snippet may name."""
    scene, told = site_name(film), spoken(film, language)
    title, base = film["languages"][told]["title"], f"{FOLDER}/{scene}/"
    page = f'src="{base}player.html{f"?lang={language}" if language else ""}"'
    return {
        "scene": scene,
        "title": escape(title),
        "lang": f' lang="{language}"' if language else "",
        "option": f"\n   :lang: {language}" if language else "",
        "markdown_option": f"\n:lang: {language}" if language else "",
        "model": f'{{"lang": "{language}"}}' if language else "{}",
        "figure": figure(film, base=base, language=told),
        "frame": frame(page, title, chosen(film, "film", told)[0]),
    }
