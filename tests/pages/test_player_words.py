"""The player in a real browser: its languages, numbers and texts, whatever they hold."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from rendering.manifest import read
from rendering.player import page, script
from tests.pages.player import PLAYER, Keys, Player, WebDriverWait

pytestmark = pytest.mark.slow


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


def test_the_place_is_kept_however_fast_the_language_is_changed(player, document):
    player.ask("player.go(4)")
    start = document["beats"][4]["start"]
    assert player.at(start)
    for language in ("zh", "en", "zh"):
        said = player.ask(
            f"(player.chosen = '{language}', player.speak(), player.find('.said').textContent)"
        )
        assert said == document["languages"][language]["cues"][4]["text"]
    assert player.at(start)
    assert player.part("output").text.startswith("第 5 步")


def test_a_step_goes_on_in_another_language(player, document):
    player.control("stepwise").click()
    player.ask("player.go(4)")
    player.until(lambda: player.ask(f"video.currentTime > {document['beats'][4]['start']} + 0.1"))
    player.control("language").send_keys("中")
    player.ask("video.playbackRate = 4")
    player.until(lambda: player.ask("video.readyState > 1 && video.paused && !video.seeking"))
    assert player.ask("video.currentTime") == pytest.approx(document["beats"][4]["end"], abs=0.1)


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


def test_captions_are_there_after_the_player_was_moved(player, document):
    player.ask("document.body.append(player)")
    player.ask("[...video.textTracks].forEach(track => { track.mode = 'hidden'; })")
    cues = len(document["languages"]["en"]["cues"])
    player.until(lambda: player.ask(f"video.textTracks[0].cues?.length === {cues}"))
