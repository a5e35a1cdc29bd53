"""The READMEs say what the command does."""

import json
import re
import shlex
from html import escape
from pathlib import Path

import pytest

import render
from rendering.atomic import write_text
from rendering.facts import example_facts
from rendering.telling import told
from rendering.terminal import Stop
from scenes.catalog import LESSONS, find, titles
from scenes.story import Example
from tests.rendering.test_variants import checked

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


def block(text, language, word):
    """The first block in a language that says a word."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return next(found for found in blocks if word in found)


@pytest.mark.parametrize("name", README)
def test_the_lesson_file_is_one(tmp_path, name):
    file = checked(tmp_path, block(README[name], "toml", "scene"))
    assert file.variant.name == "stride-in-class"
    assert file.settings["languages"] == ("de", "zh")


@pytest.mark.parametrize("name", README)
def test_code_is_held_to_the_numbers_of_a_film(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    example = Example.of("stride")
    film = {"example": example_facts(example), **told(find("stride").load().tell(example))}
    manifest, code = Path("media/stride/manifest.json"), block(README[name], "python", "manifest")
    write_text(manifest, json.dumps(film))
    exec(code, {})
    write_text(manifest, json.dumps(film).replace('"text": "6"', '"text": "7"'))
    with pytest.raises(AssertionError):
        exec(code, {})


def anchors(text):
    """The names of a text's headings, as links to them are written on GitHub."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", README)
def test_links_within_lead_to_a_heading(name):
    assert set(re.findall(r"\]\(#([^)]+)\)", README[name])) - anchors(README[name]) == set()


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
