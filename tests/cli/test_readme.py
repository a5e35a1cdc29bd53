"""The READMEs say what the command does."""

import re
import shlex
from html import escape
from pathlib import Path

import pytest

import render
from rendering.terminal import Stop
from scenes.catalog import LESSONS, titles

ROOT = Path(__file__).parents[2]
README = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")}
ALSO = {"--frame_rate", "--media_dir", "--quality", "--help"}  # second names, and click's own


def undocumented(text, options):
    """The options that a text does not mention, by any of their names."""
    return [names for names in options if not any(re.search(rf"`{n}\b", text) for n in names)]


def commands(text):
    """The arguments of every `render.py` line in a text's shell blocks."""
    lines = re.findall(r"python render\.py (--[^#\n]*)", text)
    return [shlex.split(line) for line in lines]


def broken_links(text):
    """The relative links and the pictures of a text that lead nowhere."""
    links = re.findall(r"\]\(([^)#]+)\)", text) + re.findall(r'src(?:set)?="([^"]+)"', text)
    local = [link for link in links if "://" not in link]
    return [link for link in local if not (ROOT / link).exists()]


@pytest.mark.parametrize("name", README)
def test_every_option_is_in_the_table(name):
    options = [option.opts for option in render.main.params if option.name != "as_json"]
    assert undocumented(README[name], options) == []


@pytest.mark.parametrize("name", README)
def test_no_option_is_invented(name):
    known = {opt for option in render.main.params for opt in option.opts} | ALSO
    written = set(re.findall(r"`[^`\n]*?(--[a-z_-]+)", README[name]))
    assert written - known == set()


def course(language):
    """What a README has to say of the course: chapters, and each lesson's posters and name."""
    named, chapter = titles(language), 0
    for entry in LESSONS:
        if entry.chapter != chapter:
            chapter = entry.chapter
            yield f"### {chapter} {named[str(chapter)]}\n"
        poster, title = f"media/gallery/{entry.id}.{language}", re.escape(escape(named[entry.id]))
        yield (
            f'srcset="{poster}.dark.webp"><img src="{poster}.light.webp" '
            f'alt="{title}[:：][^"<>]+"></picture><br>\n<code>{entry.id}</code> [^\n]+</td>'
        )


def missing(text, course):
    """The parts of the course that a text leaves out, or has in another place."""
    at = 0
    for part in course:
        found = re.compile(part).search(text, at)
        if found is None:
            yield part
        else:
            at = found.end()


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_whole_course_is_shown_in_order(name, language):
    assert list(missing(README[name], course(language))) == []


@pytest.mark.parametrize("name", README)
def test_every_command_line_can_be_parsed(name):
    assert len(commands(README[name])) >= 5
    for arguments in commands(README[name]):
        render.main.make_context("render.py", list(arguments))


@pytest.mark.parametrize("name", README)
def test_links_lead_somewhere(name):
    assert broken_links(README[name]) == []


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = {re.split(r"[=\[]", line)[0] for line in lines if "==" in line}
    called = {"av": "pyav", "torch": "pytorch"}
    for text in README.values():
        table = text.lower()[text.lower().rindex("|---|---|") :]
        assert [name for name in packages if called.get(name, name) not in table] == []


def test_the_checks_can_fail():
    assert undocumented("`--scene`", [["--scene"], ["-p", "--preview"]]) == [["-p", "--preview"]]
    assert broken_links("[a](gone.md) [b](https://x) [c](README.md)") == ["gone.md"]
    assert broken_links('<img src="gone.webp">') == ["gone.webp"]
    shown = README["README.md"]
    without = shown.replace("<code>stride</code>", "<code>strides</code>")
    assert len(list(missing(without, course("en")))) == 1
    assert list(missing(shown.replace("### 3 ", "### "), course("en"))) == [
        "### 3 Padding and stride\n"
    ]
    (arguments,) = commands("python render.py --scnee stride")
    with pytest.raises(Stop):
        render.main.make_context("render.py", arguments)
