"""The player in a real browser: by mouse and by keyboard, step by step."""

from shutil import copytree

import pytest

from rendering.player import page, script
from tests.pages.conftest import look
from tests.pages.player import Keys, Player, shift

pytestmark = pytest.mark.slow


def test_nothing_plays_or_loads_until_it_is_asked_for(browser, films, serve):
    site = serve(films)
    browser.get(f"{site.address}/stride/player.html")
    player = Player(browser)
    assert player.ask("[video.paused, video.currentTime, video.readyState]") == [True, 0, 0]
    assert [path for path in site.asked if path.endswith((".mp4", ".webm"))] == []
    assert player.ask("video.poster").endswith("stride.en.light.webp")
    player.ask("video.play()")
    player.until(lambda: player.ask("video.currentTime > 0.1"))
    assert [path for path in site.asked if path.endswith(".mp4")] == ["/stride/stride.en.light.mp4"]


def test_steps_by_keyboard_and_by_button(player, document):
    starts = [beat["start"] for beat in document["beats"]]
    player.control("next").click()
    assert player.at(starts[1])
    player.press(Keys.ARROW_RIGHT)
    assert player.at(starts[2])
    player.press(Keys.ARROW_LEFT)
    assert player.at(starts[1])
    assert player.part("output").text == f"Step 2 of {len(starts)}"
    assert player.part(".said").text == document["languages"]["en"]["cues"][1]["text"]


def test_every_control_is_reached_by_tab_and_has_a_name(player):
    player.part("video")
    player.ask("video.focus()")
    names = []
    for _ in range(30):
        player.press(Keys.TAB)
        focused = player.ask(
            "player.shadowRoot.activeElement && "
            "[player.shadowRoot.activeElement.dataset.do, player.shadowRoot.activeElement.ariaLabel"
            " || player.shadowRoot.activeElement.textContent]"
        )
        if focused and focused[0]:
            names.append(focused[0])
            assert focused[1].strip()
    assert {"previous", "next", "stepwise", "loop", "speed", "language"} <= set(names)


def test_the_speed_is_chosen_by_keyboard_and_stays(player):
    player.ask("player.go(1)")
    player.control("speed").send_keys("0.5")
    assert player.ask("video.playbackRate") == 0.5
    player.control("language").send_keys("中")
    player.until(lambda: player.ask("video.currentSrc").endswith("stride.zh.light.mp4"))
    player.until(lambda: player.ask("video.readyState > 1"))
    assert player.ask("[video.playbackRate, player.find('[data-do=speed]').value]") == [0.5, "0.5"]


def test_step_mode_stops_at_the_end_of_a_step(player, document):
    player.control("stepwise").click()
    player.ask("player.go(1)")
    player.ask("video.playbackRate = 4")
    player.until(lambda: player.ask("video.paused && !video.seeking && video.currentTime > 1"))
    beat = document["beats"][1]
    assert beat["start"] < player.ask("video.currentTime") < beat["end"]
    assert player.ask("video.currentTime") == pytest.approx(beat["end"], abs=0.1)
    assert player.part("output").text.startswith("Step 2 ")
    player.control("next").click()
    player.until(lambda: player.ask("!video.paused"))
    assert player.part("output").text.startswith("Step 3 ")


def test_a_step_is_repeated_on_request(player, document):
    player.control("loop").click()
    player.ask("player.go(1)")
    player.ask("video.playbackRate = 8")
    player.ask("video.play()")
    times = []

    def jumped_back():
        times.append(player.ask("video.currentTime"))
        return len(times) > 1 and times[-1] < times[-2]

    player.until(jumped_back)
    assert times[-1] >= document["beats"][1]["start"] - 0.1


def test_less_motion_means_step_by_step(browser, films):
    look(browser, motion="reduce")
    browser.get((films / "stride" / "player.html").as_uri())
    assert Player(browser).control("stepwise").get_attribute("aria-pressed") == "true"


def test_the_page_does_not_jump_while_it_loads(browser, films, serve):
    browser.get(f"{serve(films).address}/stride/player.html")
    player = Player(browser)
    player.ask("player.go(2)")
    assert shift(browser) < 0.01


@pytest.mark.parametrize("width", [1200, 360])
def test_the_page_does_not_move_from_step_to_step(browser, films, width):
    browser.set_window_size(width, 900)
    browser.get((films / "stride" / "player.html").as_uri())
    player = Player(browser)
    heights = {
        player.ask(f"(player.go({beat}), player.shadowRoot.querySelector('.said').offsetHeight)")
        for beat in range(len(player.ask("player.manifest.beats")))
    }
    assert len(heights) == 1


def test_a_phone_has_no_sideways_scrolling(browser, films):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": False},
    )
    try:
        browser.get((films / "stride" / "player.html").as_uri())
        Player(browser)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_upright_film_is_seen_whole(browser, films, document, tmp_path):
    for file in document["files"]:
        if "width" in file:
            file |= {"width": file["height"], "height": file["width"]}
    copytree(films / "stride", tmp_path / "stride")
    (tmp_path / "stride" / "player.html").write_text(page(document), encoding="utf-8")
    browser.get((tmp_path / "stride" / "player.html").as_uri())
    height = Player(browser).ask("video.offsetHeight / innerHeight")
    assert 0.85 < height <= 0.9


def test_a_scene_is_found_beside_the_script_wherever_the_page_lies(browser, films, serve, tmp_path):
    copytree(films / "stride", tmp_path / "base" / "films" / "stride")
    (tmp_path / "base" / "films" / "conv-reel.js").write_text(script(), encoding="utf-8")
    deep = tmp_path / "base" / "guide" / "one"
    deep.mkdir(parents=True)
    (deep / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,">'
        '<script src="../../films/conv-reel.js" defer></script>'
        '<conv-reel scene="stride"></conv-reel>',
        encoding="utf-8",
    )
    browser.get(f"{serve(tmp_path).address}/base/guide/one/")
    player = Player(browser)
    assert player.ask("video.poster").endswith("/base/films/stride/stride.zh.light.webp")
