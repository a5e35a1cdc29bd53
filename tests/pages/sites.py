"""Small sites, as their generators' beginners have them, each with a film on two of its pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.conftest import in_ci

BASE = "course"  # every site is published in a sub-folder of its host
SECONDS = 300.0
BELOW = "\n\nWhat is said after the film.\n"
MODULES = Path(__file__).with_name("node_modules")
# Tools ask nobody for anything; MyST is told of the sub-folder only so.
QUIET = {"NO_UPDATE_NOTIFIER": "1", "DO_NOT_TRACK": "1", "BASE_URL": f"/{BASE}"}


@dataclass(frozen=True)
class Site:
    """Sources by path, with `SNIPPET` where films go, and the command that builds them.

    `into` is the folder of the sources as `--into` wants it, `built` where the pages end up and
    `pages` their addresses; `program` is what must be there, or the package of npm.
    """

    sources: dict[str, str]
    build: tuple[str, ...]
    built: str
    program: str
    pages: tuple[str, ...] = ("index.html", "unit/page.html")
    into: str = "."
    npm: bool = False
    kind: str = ""  # of --embed, where its name is another
    markdown: bool = False  # does a page have what is said for Markdown?


def config(**values):
    return json.dumps(values)


VITEPRESS = 'export default { title: "Course", base: "/course/" };'
VUEPRESS = """import { viteBundler } from "@vuepress/bundler-vite";
import { defaultTheme } from "@vuepress/theme-default";
export default { base: "/course/", bundler: viteBundler(), theme: defaultTheme() };
"""
DOCUSAURUS = """module.exports = { title: "Course", url: "http://127.0.0.1", baseUrl: "/course/",
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/" }]],
  themes: ["@docusaurus/theme-classic"] };
"""
CONF = """project = "Course"
extensions = []
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "_ext"))
extensions.append("convreel_sphinx")
"""
MKDOCS = """site_name: Course
site_url: http://127.0.0.1/course/
theme: {name: material, font: false}
hooks:
  - docs/convreel/convreel_mkdocs.py
"""
MARKDOWN = 'extensions = ["myst_parser"]'


DIRECTIVE = re.compile(r"^```\{convreel\}.*?^```$", re.DOTALL | re.MULTILINE)
PYTHON = (sys.executable, "-m")

SITES = {
    "hugo": Site(
        {
            "config.toml": 'baseURL = "http://127.0.0.1/course/"\n',
            "layouts/_default/single.html": "<!doctype html><html lang=en>"
            "<title>{{ .Title }}</title>{{ .Content }}",
            "layouts/index.html": "<!doctype html><html lang=en>"
            "<title>Course</title>{{ .Content }}",
            "content/_index.md": "# Course\n\nSNIPPET\n",
            "content/unit/page.md": "---\ntitle: Page\n---\n\nSNIPPET\n",
        },
        ("hugo", "--quiet"),
        "public",
        "hugo",
        ("", "unit/page/"),
    ),
    "jekyll": Site(
        {
            "_config.yml": "baseurl: /course\n",
            "_layouts/any.html": "<!doctype html><html lang=en><title>Course</title>{{ content }}",
            "index.md": "---\nlayout: any\n---\n# Course\n\nSNIPPET\n",
            "unit/page.md": "---\nlayout: any\n---\n# Page\n\nSNIPPET\n",
        },
        ("jekyll", "build", "--quiet"),
        "_site",
        "jekyll",
    ),
    "mkdocs": Site(
        {
            "mkdocs.yml": MKDOCS,
            "docs/index.md": "# Course\n\nSNIPPET\n",
            "docs/unit/page.md": "# Page\n\nSNIPPET\n",
        },
        (*PYTHON, "mkdocs", "build", "--quiet", "--strict"),
        "site",
        "mkdocs",
        ("", "unit/page/"),
        into="docs",
    ),
    "sphinx": Site(
        {
            "conf.py": CONF,
            "index.rst": "Course\n======\n\n.. toctree::\n\n   unit/page\n\nSNIPPET\n",
            "unit/page.rst": "Page\n====\n\nSNIPPET\n",
        },
        (*PYTHON, "sphinx", "-q", "-W", "-b", "html", ".", "_build"),
        "_build",
        "sphinx",
    ),
    "myst-parser": Site(
        {
            "conf.py": CONF.replace("extensions = []", MARKDOWN),
            "index.md": "# Course\n\n```{toctree}\nunit/page\n```\n\nSNIPPET\n",
            "unit/page.md": "# Page\n\nSNIPPET\n",
        },
        (*PYTHON, "sphinx", "-q", "-W", "-b", "html", ".", "_build"),
        "_build",
        "myst_parser",
        kind="sphinx",
        markdown=True,
    ),
    "vitepress": Site(
        {
            ".vitepress/config.mjs": VITEPRESS,
            "index.md": "# Course\n\n[Page](unit/page)\n\nSNIPPET\n",
            "unit/page.md": "# Page\n\nSNIPPET\n",
        },
        ("node", "node_modules/vitepress/bin/vitepress.js", "build"),
        ".vitepress/dist",
        "vitepress",
        npm=True,
    ),
    "vuepress": Site(
        {
            ".vuepress/config.js": VUEPRESS,
            "README.md": "# Course\n\n[Page](unit/page.md)\n\nSNIPPET\n",
            "unit/page.md": "# Page\n\nSNIPPET\n",
            "package.json": config(type="module"),
        },
        ("node", "node_modules/vuepress/bin/vuepress.js", "build", "."),
        ".vuepress/dist",
        "vuepress",
        npm=True,
    ),
    "docusaurus": Site(
        {
            "docusaurus.config.js": DOCUSAURUS,
            "docs/index.md": "---\nslug: /\n---\n# Course\n\n[Page](unit/page.md)\n\nSNIPPET\n",
            "docs/unit/page.md": "# Page\n\nSNIPPET\n",
            "package.json": config(name="course", private=True),
        },
        ("node", "node_modules/@docusaurus/core/bin/docusaurus.mjs", "build", "--no-minify"),
        "build",
        "@docusaurus/core",
        ("", "unit/page/"),
        npm=True,
    ),
    "html": Site(
        {"index.html": "<!doctype html><html lang=en><title>Course</title>SNIPPET"},
        (),
        ".",
        "",
        ("index.html",),
    ),
    "iframe": Site(
        {"index.html": "<!doctype html><html lang=en><title>Course</title>SNIPPET"},
        (),
        ".",
        "",
        ("index.html",),
    ),
}


MYST = Site(
    {
        "myst.yml": "version: 1\nproject: {title: Course}\nsite: {template: ./theme}\n",
        "theme/template.yml": "jtex: v1\ntitle: None\nversion: 1.0.0\nfiles: [template.yml]\n"
        'build: {install: "true", start: "true"}\n',
        "index.md": "# Course\n\nSNIPPET\n",
        "unit/page.md": "# Page\n\nSNIPPET\n",
    },
    ("node", "node_modules/mystmd/dist/myst.cjs", "build", "--site"),
    "_build/site",
    "mystmd",
    ("index.json", "page.json"),
    npm=True,
)
MYST_HTML = replace(
    MYST, build=(*MYST.build[:-1], "--html"), built="_build/html", pages=("", "page/")
)
WIDGET = """<!doctype html><html lang=en><title>Course</title><div id=widget></div>
<script type=module>
  const node = %s, root = document.querySelector("#widget").attachShadow({ mode: "open" });
  const { default: widget } = await import("./build" + node.esm);
  const el = root.appendChild(document.createElement("div"));
  await widget.render({ model: { get: (name) => node.model[name] }, el });
</script>"""


def write(site: Site, folder: Path, printed: str, said: str = "") -> None:
    """The sources of a site, with what the command printed for its pages, or said."""
    snippet = (DIRECTIVE.findall(said)[0] if site.markdown else printed) + BELOW
    for name, text in site.sources.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("SNIPPET", snippet), encoding="utf-8")


def build(site: Site, folder: Path) -> None:
    """Build a site whose tool is there; pytest skips where it is not."""
    if site.npm:
        link(node_modules(site.program), folder / "node_modules")
    if site.build:
        status, said = run(site.build, folder)
        assert status == 0, said


def run(command: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """Run a command, and end what it may leave running (MyST does, a server)."""
    said = folder.with_name(f"{folder.name}.log")
    with said.open("wb") as log:
        running = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | QUIET,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            running.wait(SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    return running.wait(), said.read_text(encoding="utf-8", errors="replace")


def link(packages: Path, folder: Path) -> None:
    """A folder of the same packages, in which the tool may keep what it likes."""
    folder.mkdir()
    for package in packages.iterdir():
        if package.name != ".cache":
            (folder / package.name).symlink_to(package, target_is_directory=package.is_dir())


def node_modules(package: str) -> Path:
    """The folder with the packages of npm, which `npm install` makes here (see CONTRIBUTING.md)."""
    if not (MODULES / package).is_dir():
        missing = f"{package} is not in {MODULES}, where `npm install --no-save` puts it"
        if in_ci() and shutil.which("npm"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    return MODULES
