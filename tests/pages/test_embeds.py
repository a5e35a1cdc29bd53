"""Films in real sites: built by their generators, published in a sub-folder, used by keyboard."""

import importlib.util
import json
import os
import shutil
import subprocess
from http import HTTPStatus
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

import render
from tests.conftest import find_program, in_ci
from tests.pages.player import PLAYER, By, Keys, Player, WebDriverWait, shift
from tests.pages.sites import BASE, MYST, MYST_HTML, SITES, WIDGET, build, write

pytestmark = pytest.mark.slow


def require(site):
    """Skip where the site's tool is missing; in CI only what npm brings may be missing."""
    if site.npm or not site.program:
        return
    if site.build[0] == site.program:
        find_program(site.program, "it builds a site with a film")
    elif importlib.util.find_spec(site.program) is None and not in_ci():
        pytest.skip(f"{site.program} is not installed; it builds a site with a film")


def embed(name, films, into):
    """What the command prints for a page and what it says, after it has copied the files."""
    result = CliRunner().invoke(
        render.main,
        [*("--scene", "stride", "--embed", name), *("--out", str(films), "--into", str(into))],
    )
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def host(films, tmp_path_factory):
    """Build a site, once for all tests; returns the folder of its host."""
    built = {}

    def make(name):
        if name not in built:
            site, folder = SITES[name], tmp_path_factory.mktemp(name)
            require(site)
            (folder / site.into).mkdir(exist_ok=True)
            write(site, folder, *embed(site.kind or name, films, folder / site.into))
            build(site, folder)
            built[name] = tmp_path_factory.mktemp("host")
            shutil.copytree(folder / site.built, built[name] / BASE)
            (built[name] / "favicon.ico").touch()  # which browsers ask every host for
        return built[name]

    return make


def use(browser, document, where=PLAYER):
    """Play the film, step through it by keyboard, change its language."""
    player = Player(browser, where)
    starts = [beat["start"] for beat in document["beats"]]
    player.control("next").click()
    assert player.at(starts[1])
    player.press(Keys.ARROW_RIGHT)
    assert player.at(starts[2])
    player.ask("video.play()")
    player.until(lambda: player.ask(f"video.currentTime > {starts[2]} + 0.2"))
    player.ask("video.pause()")
    for kind, texts in (("captions", "cues"), ("chapters", "chapters")):
        shown = f"[...video.textTracks].find(track => track.kind === '{kind}')"
        player.ask(f"{shown}.mode === 'disabled' && ({shown}.mode = 'hidden')")  # as a menu does
        told = [cue["text"] for cue in document["languages"]["en"][texts]]
        there = f"{shown}.cues?.length === {len(told)}"
        player.until(lambda there=there: player.ask(there))
        assert player.ask(f"[...{shown}.cues].map(cue => cue.text)") == told
    player.control("language").send_keys("中")
    player.until(lambda: player.ask("video.textTracks[0].cues?.length"))
    first = document["languages"]["zh"]["cues"][0]["text"]
    assert player.ask("video.textTracks[0].cues[0].text") == first
    assert player.ask("player.files('film')[0].language") == "zh"
    assert player.part("figure").get_attribute("lang") == "zh-Hans"


@pytest.mark.parametrize("name", SITES)
def test_a_film_works_on_every_page_of_a_site(name, browser, document, host, serve):
    site = serve(host(name))
    for page in SITES[name].pages:
        browser.get(f"{site.address}/{BASE}/{page}")
        if name == "iframe":
            browser.switch_to.frame(browser.find_element(By.CSS_SELECTOR, "iframe"))
        Player(browser)
        assert shift(browser) < 0.01
        use(browser, document)
    assert site.missing == []


@pytest.fixture
def without_scripts(browser):
    """The browser, with scripts switched off."""
    switch = "Emulation.setScriptExecutionDisabled"
    browser.execute_cdp_cmd(switch, {"value": True})
    yield browser
    browser.execute_cdp_cmd(switch, {"value": False})


@pytest.mark.parametrize("name", SITES)
def test_the_film_is_there_without_scripts(name, without_scripts, host, serve):
    browser, site = without_scripts, serve(host(name))
    browser.set_window_size(360, 900)
    for page in SITES[name].pages:
        browser.get(f"{site.address}/{BASE}/{page}")
        if name == "iframe":
            browser.switch_to.frame(browser.find_element(By.CSS_SELECTOR, "iframe"))
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        video = browser.find_element(By.CSS_SELECTOR, "conv-reel video[controls]")
        assert video.is_displayed()
        assert site.asked[urlsplit(video.get_property("poster")).path] > 0
        asked = [
            element.get_property(name)
            for name in ("src", "href")
            for element in browser.find_elements(By.CSS_SELECTOR, f"conv-reel [{name}]")
        ]
        assert any(address.endswith("/stride.en.dark.mp4") for address in asked)
        assert any(address.endswith("/stride.en.vtt") for address in asked)
        for address in asked:
            with urlopen(address, timeout=20) as answer:
                assert answer.status == HTTPStatus.OK
    assert site.missing == []


@pytest.mark.parametrize("name", ["vitepress", "vuepress", "docusaurus"])
def test_a_film_works_on_a_page_that_was_turned_to(name, browser, document, host, serve):
    site = serve(host(name))
    browser.get(f"{site.address}/{BASE}/")
    Player(browser)
    browser.execute_script(f"window.first = {PLAYER}")
    browser.execute_script("document.querySelector('a[href*=\"unit/page\"]').click()")
    WebDriverWait(browser, 20).until(
        lambda _: browser.execute_script(
            f"return location.pathname.includes('unit') && {PLAYER} && {PLAYER} !== window.first"
        )
    )
    use(browser, document)
    assert browser.execute_script("return window.first !== undefined")  # no page was loaded anew


def test_sphinx_says_what_a_film_says_where_none_plays(films, tmp_path):
    site = SITES["sphinx"]
    require(site)
    write(site, tmp_path, *embed("sphinx", films, tmp_path))
    text = (*site.build[:-3], "text", ".", "_text")
    subprocess.run(text, cwd=tmp_path, check=True, timeout=60)
    told = (tmp_path / "_text" / "index.txt").read_text(encoding="utf-8")
    assert "Stride: " in told


def test_a_film_works_as_a_widget_of_myst(browser, document, films, tmp_path, serve):
    """MyST's theme is not among npm's packages: a page does what the theme does with widgets."""
    write(MYST, tmp_path, *embed("myst", films, tmp_path))
    build(MYST, tmp_path)
    host = tmp_path / "host"
    shutil.copytree(tmp_path / MYST.built / "public", host / BASE / "build")
    (host / "favicon.ico").touch()
    site = serve(host)
    for page in MYST.pages:
        content = json.loads((tmp_path / MYST.built / "content" / page).read_text(encoding="utf-8"))
        (widget,) = nodes(content["mdast"], "anywidget")
        (host / BASE / "page.html").write_text(WIDGET % json.dumps(widget), encoding="utf-8")
        browser.get(f"{site.address}/{BASE}/page.html")
        root = "document.querySelector('#widget').shadowRoot?.querySelector('conv-reel')"
        use(browser, document, root)
    assert site.missing == []


def test_a_film_works_in_the_theme_of_myst(chromium, document, films, tmp_path, serve):
    """The theme is not on npm: build that of jupyter-book/myst-theme, and name its folder."""
    theme = os.environ.get("CONVREEL_MYST_THEME")
    if not theme:
        pytest.skip(
            "CONVREEL_MYST_THEME names no built book theme of MyST, which npm does not have"
        )
    write(MYST, tmp_path, *embed("myst", films, tmp_path))
    settings = tmp_path / "myst.yml"
    settings.write_text(settings.read_text().replace("./theme", os.path.relpath(theme, tmp_path)))
    build(MYST_HTML, tmp_path)
    shutil.copytree(tmp_path / MYST_HTML.built, tmp_path / "host" / BASE)
    site = serve(tmp_path / "host")
    for page in MYST_HTML.pages:
        chromium.get(f"{site.address}/{BASE}/{page}")
        use(
            chromium,
            document,
            "document.querySelector('.myst-anywidget')?.shadowRoot?.querySelector('conv-reel')",
        )
    assert [path for path in site.missing if "thebe" not in path and "favicon" not in path] == []
    chromium.get("about:blank")
    chromium.get_log(
        "browser"
    )  # the theme asks other hosts for fonts, and says where it is offline


def nodes(tree, kind):
    """The nodes of one kind in a document of MyST."""
    own = [tree] if tree["type"] == kind else []
    return own + [node for child in tree.get("children", []) for node in nodes(child, kind)]
