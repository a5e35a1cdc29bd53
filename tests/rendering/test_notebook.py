"""Films in notebooks: as Python asks for them; a real notebook is executed."""

from pathlib import Path

import pytest

from rendering import job as jobs
from rendering import notebook, plan
from rendering.embeds import inline
from scenes import show
from scenes.story import Example
from tests.rendering.test_figure import Reader

ROOT = Path(__file__).parents[2]


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """The orders of `show`, none of which is carried out."""
    orders = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(notebook, "_make", orders.append)
    return orders


def test_what_python_asks_for_is_what_is_ordered(asked):
    shown = show("stride", lang="zh", theme="all", quality="l", stride=(2, 1))
    (order,) = asked
    assert (order.scenes, order.languages, order.themes) == (("stride",), ("zh",), plan.THEMES)
    assert (order.size, order.fps, order.formats) == ((854, 480), 15, ("mp4",))
    assert order.changes == {"stride": (2, 1)}
    assert shown.folder == order.out / "stride"


def test_each_example_has_a_folder_of_its_own(asked):
    shown = [show("stride", stride=n) for n in (1, 1, 2)] + [show("stride")]
    assert shown[0] == shown[1]
    assert len({each.folder for each in shown}) == 3
    assert shown[3].folder == Path("media/stride")


@pytest.mark.parametrize("wrong", [{"lang": "fr"}, {"theme": "sepia"}, {"quality": "z"}])
def test_what_there_is_not_is_said(asked, wrong):
    with pytest.raises(plan.OrderError, match="is none of"):
        show("stride", **wrong)


def test_what_a_scene_does_not_take_is_said(asked):
    with pytest.raises(plan.OrderError, match="this lesson has no depth"):
        show("stride", depth=3)


@pytest.fixture
def shown(standin, monkeypatch, tmp_path):
    """The stand-in's film, made small, in a folder below the current one."""
    monkeypatch.chdir(tmp_path)
    job = jobs.Job("standin", Example("none", {}, {}), "en", "dark", 320, 180, 15, ("mp4",), Path())
    jobs.render(job)
    return notebook.Shown(Path("standin"), "en")


def test_a_small_film_is_in_the_notebook_and_a_large_one_beside_it(shown, monkeypatch):
    (frame,) = Reader(shown._repr_html_()).all("iframe")
    assert "data:video/mp4;base64," in frame["srcdoc"]
    monkeypatch.setattr(inline, "LARGEST", 10)
    (frame,) = Reader(shown._repr_html_()).all("iframe")
    assert frame["src"] == "standin/player.html?lang=en"


@pytest.mark.slow
def test_a_notebook_is_executed(tmp_path, monkeypatch):
    nbclient = pytest.importorskip(
        "nbclient", reason="nbclient is not installed; it runs notebooks"
    )
    pytest.importorskip("ipykernel", reason="ipykernel is not installed; it runs notebooks")
    from jupyter_client.kernelspec import KernelSpecManager
    from nbformat.v4 import new_code_cell, new_notebook

    cells = (
        f"import sys; sys.path.append({str(ROOT)!r})\nfrom scenes import show",
        'show("stride", lang="zh", quality="l", input=[[1, 2], [3, 4]], padding=0, stride=1)',
    )
    book = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    monkeypatch.setenv("CONVREEL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(KernelSpecManager, "ensure_native_kernel", True)
    resources = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(book, timeout=240, resources=resources).execute()
    (output,) = [o for o in book.cells[1].outputs if o.output_type == "execute_result"]
    (frame,) = Reader(output.data["text/html"]).all("iframe")
    assert frame["title"] == "步幅"
    assert "data:video/mp4;base64," in frame["srcdoc"]
