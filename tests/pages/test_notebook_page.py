"""What an executed notebook shows, in a real browser."""

import pytest

from tests.pages.player import By, Player, shift
from tests.pages.test_embeds import embed, use

pytestmark = pytest.mark.slow

nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed; it runs notebooks")
pytest.importorskip("ipykernel", reason="ipykernel is not installed; it runs notebooks")


@pytest.fixture
def output(films, tmp_path, monkeypatch):
    """The HTML that the notebook of a course shows after its cell was run."""
    from jupyter_client.kernelspec import KernelSpecManager
    from nbformat.v4 import new_code_cell, new_notebook

    printed, _ = embed("notebook", films, tmp_path)
    book = new_notebook(cells=[new_code_cell(printed)])
    monkeypatch.setattr(KernelSpecManager, "ensure_native_kernel", True)
    resources = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(book, timeout=60, resources=resources).execute()
    (shown,) = book.cells[0].outputs
    return shown.data["text/html"]


def test_a_film_works_in_a_notebook_that_was_executed(browser, document, output, tmp_path):
    page = tmp_path / "notebook.html"
    page.write_text(f"<!doctype html><html lang=en><title>Book</title>{output}<p>After.</p>")
    browser.get(page.as_uri())
    assert shift(browser) < 0.01
    browser.switch_to.frame(browser.find_element(By.CSS_SELECTOR, "iframe"))
    Player(browser)
    high = "document.documentElement.scrollHeight <= innerHeight"
    assert browser.execute_script(f"return {high}")  # nothing is cut off
    use(browser, document)
