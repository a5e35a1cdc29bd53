"""The player in a real browser: as dark as its page."""

import pytest

from rendering.player import script
from tests.pages.conftest import look
from tests.pages.player import PLAYER, Player

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "says", ["document.documentElement.dataset.theme = 'dark'", "document.body.className = 'dark'"]
)
def test_the_film_is_dark_where_the_page_turns_dark(player, says):
    assert player.ask("video.poster").endswith("light.webp")
    player.browser.execute_script(says)
    player.until(lambda: player.ask("video.poster").endswith("dark.webp"))


@pytest.mark.parametrize(
    ("style", "dark"),
    [
        ("", False),  # whatever the system says, such a page is white
        ("html { color-scheme: light dark }", True),
        ("html { color-scheme: only light }", False),
        ("body { background: oklch(20% 0.02 250) }", True),
        ("html { background: #fff9f0; color-scheme: light dark }", False),
    ],
)
def test_the_film_is_as_dark_as_the_ground_of_its_page(browser, films, serve, style, dark):
    look(browser, scheme="dark")
    text = f"<!doctype html><html lang=en><link rel=icon href=data:,><style>{style}</style><body>"
    text += "<script src=conv-reel.js></script><conv-reel scene=stride></conv-reel>"
    (films / "ground.html").write_text(text, encoding="utf-8")
    (films / "conv-reel.js").write_text(script(), encoding="utf-8")
    browser.get(f"{serve(films).address}/ground.html")
    assert Player(browser).ask("player.dark") is dark


def test_the_film_follows_the_system_and_an_attribute_wins(player):
    look(player.browser, scheme="dark")
    player.until(lambda: player.ask("video.poster").endswith("dark.webp"))
    player.browser.execute_script(f"{PLAYER}.setAttribute('theme', 'light')")
    player.until(lambda: player.ask("video.poster").endswith("light.webp"))
