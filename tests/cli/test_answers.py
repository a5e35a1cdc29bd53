"""What is answered without a film: `--help`, `--list`, `--version` at once; gallery and server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rendering.manifest import SCHEMA, dumps
from scenes.catalog import LESSONS
from tests.rendering.test_figure import document

ROOT = Path(__file__).parents[2]
HEAVY = {"manim", "torch", "numpy", "scipy", "PIL", "av", "typst", "convmath"}


def modules_after(code):
    """The top packages that a fresh interpreter has loaded after `code`."""
    report = "import sys; print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return set(run.stdout.splitlines()[-1].split())


def invoking(*arguments):
    return f"import render; render.main({list(arguments)!r}, standalone_mode=False)"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--list"], ["--list", "--json"], ["--list", "--lang", "zh"]]
)
def test_nothing_heavy_is_imported(arguments):
    assert modules_after(invoking(*arguments)) & HEAVY == set()


def test_nor_for_the_versions():
    assert modules_after(invoking("--version")) & HEAVY == set()


def test_nor_before_a_scene_is_known():
    code = "import render\ntry: render.main(['--scene', 'x'])\nexcept SystemExit: pass"
    assert modules_after(code) & HEAVY == set()


def test_the_check_sees_what_is_imported():
    assert "numpy" in modules_after("import numpy") & HEAVY


def test_help_names_every_option(run):
    import render

    shown = run("--help").stdout
    for option in render.main.params:
        assert option.opts[0] in shown
    assert "python render.py --scene stride" in shown


def test_every_option_says_what_it_is_for():
    import render

    assert [o.name for o in render.main.params if not (o.help or o.type.name == "choice")] == []


def test_list_is_a_table(run):
    rows = [line for line in run("--list").stdout.splitlines() if line.startswith("   ")]
    assert [row.split()[0] for row in rows] == [entry.id for entry in LESSONS]
    columns = {row.index(row.split(maxsplit=1)[1]) for row in rows}
    assert len(columns) == 1


def test_list_speaks_chinese(run, monkeypatch):
    assert "步幅" in run("--list", "--lang", "zh").stdout
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "步幅" in run("--list").stdout


def test_list_for_machines(run):
    lessons = json.loads(run("--list", "--json").stdout)
    assert [lesson["id"] for lesson in lessons] == [entry.id for entry in LESSONS]
    assert set(lessons[0]["title"]) == {"en", "zh"}
    assert lessons[-1]["scene"] == LESSONS[-1].target


def test_version(run):
    from rendering.versions import convreel

    assert run("--version").stdout.startswith(f"ConvReel {convreel()} (Python 3.")


def test_the_gallery_is_written_without_making_a_film(run, studio):
    folder = Path("media/stride")
    folder.mkdir(parents=True)
    told = {**document(), "schema": SCHEMA, "beats": []}
    (folder / "manifest.json").write_text(dumps(told), encoding="utf-8")
    result = run("--gallery")
    assert (result.exit_code, result.stdout) == (0, "media/index.html\n")
    assert studio.jobs == []


def test_a_gallery_of_nothing_is_refused(run):
    result = run("--gallery")
    assert result.exit_code == 1
    assert "media holds no films of the course yet" in result.stderr


def test_the_folder_is_served_until_ctrl_c(run, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("http.server.ThreadingHTTPServer.serve_forever", interrupted)
    assert "there is no folder media to show" in run("--serve", "--port", "0").stderr
    Path("media").mkdir()
    result = run("--serve", "--port", "0")
    assert result.exit_code == 0
    assert result.stdout.startswith("http://127.0.0.1:")
    assert "until you press Ctrl-C" in result.stderr
