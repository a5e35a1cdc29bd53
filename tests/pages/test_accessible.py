"""axe-core finds nothing that keeps people out of the pages, in either colours or language."""

import json
from importlib import resources

import pytest

from rendering import gallery, plan
from tests.pages.conftest import look
from tests.pages.player import Player

axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")

pytestmark = pytest.mark.slow


def violations(browser):
    """What axe-core complains about, each with the first element concerned."""
    browser.execute_script((resources.files(axe) / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then(answer => done(JSON.stringify("
        "answer.violations.map(fault => [fault.id, fault.nodes[0].html]))));"
    )
    return json.loads(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_keeps_people_out_of_the_player(browser, films, scheme, language):
    look(browser, scheme=scheme)
    browser.get((films / "stride" / "player.html").as_uri() + f"?lang={language}")
    player = Player(browser)
    player.ask("player.shadowRoot.querySelectorAll('details').forEach(part => part.open = true)")
    player.ask("player.go(3)")
    assert violations(browser) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out_of_the_gallery(browser, films, scheme):
    look(browser, scheme=scheme)
    browser.get(gallery.write(films, plan.listing()).as_uri())
    assert violations(browser) == []


def test_a_picture_without_a_text_is_found(browser):
    browser.get("data:text/html,<html lang=en><title>a</title><main><h1>a</h1><img src='data:,'>")
    assert [fault for fault, _ in violations(browser)] == ["image-alt"]
    browser.get_log("browser")
