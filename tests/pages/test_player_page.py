"""The player in a real browser: by mouse, by keyboard, in both languages, with hostile texts."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from rendering.manifest import read
from rendering.player import page, script
from tests.pages.conftest import look

selenium = pytest.importorskip("selenium", reason="selenium is not installed; it drives a browser")

from selenium.webdriver.common.by import By  # noqa: E402 - not installed everywhere
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

pytestmark = pytest.mark.slow

PLAYER = 'document.querySelector("conv-reel")'


class Player:
    """The player of the page that the browser shows."""

    def __init__(self, browser, where=PLAYER):
        self.browser, self.where = browser, where
        self.until(lambda: self.ask("player?.manifest !== undefined"))

    def ask(self, expression):
        return self.browser.execute_script(
            f"const player = {self.where}, video = player?.video; return {expression}"
        )

    def until(self, true):
        WebDriverWait(self.browser, 20).until(lambda _: true())

    def control(self, name):
        return self.part(f"[data-do={name}]")

    def part(self, selector):
        found = self.browser.execute_script(f"return {self.where}")
        return found.shadow_root.find_element(By.CSS_SELECTOR, selector)

    def at(self, seconds):
        self.until(lambda: abs(self.ask("video.currentTime") - seconds) < 0.05)
        return True

    def press(self, key):
        self.browser.switch_to.active_element.send_keys(key)


@pytest.fixture(params=["file", "http"])
def player(request, browser, films, serve):
    """The scene's own page, from a file and from a sub-folder of a server."""
    if request.param == "file":
        browser.get((films / "stride" / "player.html").as_uri())
    else:
        browser.get(f"{serve(films.parent).address}/course/stride/player.html")
    return Player(browser)


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


def test_the_language_changes_film_words_and_captions_and_keeps_the_place(player, document):
    player.ask("player.go(4)")
    start = document["beats"][4]["start"]
    assert player.at(start)
    player.control("language").send_keys("中")
    player.until(lambda: player.ask("video.currentSrc").endswith("stride.zh.light.mp4"))
    assert player.at(start)
    assert player.part(".said").text == document["languages"]["zh"]["cues"][4]["text"]
    assert player.part("figure").get_attribute("lang") == "zh-Hans"
    cues = len(document["languages"]["zh"]["cues"])
    player.until(lambda: player.ask(f"video.textTracks[0].cues?.length === {cues}"))
    cues = player.ask("[...video.textTracks[0].cues].map(cue => cue.text)")
    assert cues == [cue["text"] for cue in document["languages"]["zh"]["cues"]]
    assert player.ask("video.textTracks[1].kind") == "chapters"


def test_words_change_where_the_film_has_no_translation(browser, films, document, tmp_path):
    copytree(films / "stride", tmp_path / "stride")
    files = [
        file
        for file in document["files"]
        if (file["kind"], file["language"]) not in (("film", "zh"), ("poster", "zh"))
    ]
    text = page({**document, "files": files})
    (tmp_path / "stride" / "player.html").write_text(text, encoding="utf-8")
    browser.get((tmp_path / "stride" / "player.html").as_uri() + "?lang=zh")
    player = Player(browser)
    player.control("next").click()
    assert player.at(document["beats"][1]["start"])
    assert player.part(".said").text == document["languages"]["zh"]["cues"][1]["text"]
    assert player.ask("video.currentSrc").endswith("stride.en.light.mp4")
    assert player.ask("video.poster").endswith("stride.en.light.webp")


def test_the_speed_is_chosen_by_keyboard_and_stays(player):
    player.ask("player.go(1)")
    player.control("speed").send_keys("0.5")
    assert player.ask("video.playbackRate") == 0.5
    player.control("language").send_keys("中")
    player.until(lambda: player.ask("video.currentSrc").endswith("stride.zh.light.mp4"))
    player.until(lambda: player.ask("video.readyState > 1"))
    assert player.ask("[video.playbackRate, player.find('[data-do=speed]').value]") == [0.5, "0.5"]


def test_the_program_is_copied(player, document):
    player.part("[data-part=program] summary").click()
    button = player.control("copy")
    button.click()
    player.until(lambda: button.text == "Copied")
    player.browser.execute_script(
        "document.body.prepend(document.createElement('textarea'));"
        "document.querySelector('textarea').focus()"
    )
    player.press(Keys.CONTROL + "v")
    field = "document.querySelector('textarea').value"
    player.until(lambda: player.ask(field) == document["pytorch"])
    player.until(lambda: button.text == "Copy")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Player", "Previous step", "Next step", "Stop after each step", "Speed", "Output")),
        ("zh", ("播放器", "上一步", "下一步", "每步暂停", "速度", "输出")),
    ],
)
def test_what_a_screen_reader_is_told(browser, films, document, language, names):
    browser.get((films / "stride" / "player.html").as_uri() + f"?lang={language}")
    player = Player(browser)
    player.ask("player.shadowRoot.querySelectorAll('details').forEach(part => part.open = true)")
    player.ask("player.go(3)")
    tree = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    told = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node["ignored"]
    ]
    roles = ("group", "button", "button", "button", "combobox", "table")
    assert set(zip(roles, names, strict=True)) <= set(told)
    words = document["languages"][language]
    assert ("Video", f"{words['title']}: {words['statement']}") in told
    assert ("status", "") in told
    cells = [
        name for role, name in told if role in ("cell", "gridcell", "rowheader", "columnheader")
    ]
    assert {"0", "8"} <= set(cells)
    assert ("button", words["cues"][3]["text"]) in told


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


def test_a_line_of_the_transcript_goes_to_its_place(player, document):
    player.part("[data-part=transcript] summary").click()
    line = player.part("[data-beat='3']")
    assert line.text == document["languages"]["en"]["cues"][3]["text"]
    line.click()
    assert player.at(document["beats"][3]["start"])
    assert line.get_attribute("aria-current") == "step"


def test_the_numbers_of_a_step_are_a_table_and_the_program_is_there(player, document):
    player.ask("player.go(3)")
    player.part("[data-part=numbers] summary").click()
    rows = player.ask(
        "[...player.shadowRoot.querySelectorAll('table tr')]"
        ".map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))"
    )
    assert rows[1:] == [["0", "8"], ["", ""]]
    assert player.part("td.new").text == "8"
    player.part("[data-part=program] summary").click()
    assert player.part("code").text == document["pytorch"]


def test_the_page_does_not_jump_while_it_loads(browser, films, serve):
    browser.get(f"{serve(films).address}/stride/player.html")
    player = Player(browser)
    player.ask("player.go(2)")
    assert shift(browser) < 0.01


def shift(browser):
    """How much has moved on the page by itself since it began to load: 1 is all of it."""
    return browser.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500);"
    )


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


def test_captions_are_there_after_the_player_was_moved(player, document):
    player.ask("document.body.append(player)")
    player.ask("[...video.textTracks].forEach(track => { track.mode = 'hidden'; })")
    cues = len(document["languages"]["en"]["cues"])
    player.until(lambda: player.ask(f"video.textTracks[0].cues?.length === {cues}"))


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


def test_texts_are_texts_whatever_they_hold(browser, films, tmp_path):
    hostile = "</script><script>window.bad = 1</script> --> \"' & עברית 🎬"
    document = json.loads(json.dumps(read(films / "stride" / "manifest.json").document))
    document["pytorch"] = hostile
    for told in document["languages"].values():
        told["title"] = told["statement"] = hostile
        for cue in (*told["cues"], *told["chapters"]):
            cue["text"] = hostile
    copytree(films / "stride", tmp_path / "stride")
    (tmp_path / "stride" / "player.html").write_text(page(document), encoding="utf-8")
    browser.get((tmp_path / "stride" / "player.html").as_uri())
    player = Player(browser)
    player.part("[data-part=transcript] summary").click()
    assert player.part("[data-beat='0']").text == hostile
    assert player.part(".said").text in ("", hostile)
    assert browser.title == hostile
    assert browser.execute_script("return window.bad") is None


def test_a_manifest_that_is_not_there_is_said(chromium, serve, tmp_path):
    (tmp_path / "conv-reel.js").write_text(script(), encoding="utf-8")
    Path(tmp_path / "index.html").write_text(
        '<!doctype html><html lang="zh"><script src="conv-reel.js"></script>'
        '<conv-reel src="gone/manifest.json"></conv-reel>',
        encoding="utf-8",
    )
    chromium.get(f"{serve(tmp_path).address}/index.html")
    wrong = f"{PLAYER}.shadowRoot.querySelector('.wrong')?.textContent"
    WebDriverWait(chromium, 20).until(lambda _: chromium.execute_script(f"return {wrong}"))
    text = chromium.execute_script(f"return {wrong}")
    assert text == "无法载入短片 gone/manifest.json：HTTP 404。"


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
