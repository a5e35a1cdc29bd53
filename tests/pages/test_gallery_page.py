"""The gallery in a real browser: search, language, and the way to a film."""

import pytest

from rendering import gallery, plan
from tests.pages.player import ActionChains, By, Keys, Select, WebDriverWait

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser, films):
    browser.get(gallery.write(films, plan.listing()).as_uri())
    return browser


def seen(page, selector):
    found = page.find_elements(By.CSS_SELECTOR, selector)
    return [element.text for element in found if element.is_displayed()]


def test_a_reader_finds_a_film_in_her_language(page):
    Select(page.find_element(By.CSS_SELECTOR, "select")).select_by_value("zh")
    assert seen(page, "h3") == ["步幅"]
    field = page.find_element(By.CSS_SELECTOR, "input")
    field.send_keys("卷积核填充")
    assert seen(page, "h3") == []
    assert seen(page, "#none") == ["没有找到这样的短片。"]
    field.clear()
    field.send_keys("stride")  # the other language's name finds it as well
    assert seen(page, "h3") == ["步幅"]
    page.find_element(By.CSS_SELECTOR, "main a").click()
    title = 'document.querySelector("conv-reel")?.told?.title'
    WebDriverWait(page, 20).until(lambda _: page.execute_script(f"return {title}"))
    assert page.execute_script(f"return {title}") == "步幅"


def test_a_link_leads_to_a_scene_in_a_language(browser, films):
    page = gallery.write(films, plan.listing()).as_uri()
    browser.get(f"{page}?lang=zh#stride")
    assert browser.title == "精确的卷积动画"
    assert seen(browser, "li:target h3") == ["步幅"]
    assert seen(browser, "section#chapter-3 h3") == ["步幅"]


def test_every_control_and_film_is_reached_by_tab(page):
    reached = []
    for _ in range(4):
        ActionChains(page).send_keys(Keys.TAB).perform()
        reached.append(page.switch_to.active_element.tag_name)
    assert reached[:3] == ["input", "select", "a"]
    assert page.find_element(By.CSS_SELECTOR, "input").accessible_name == "Search"
    assert page.find_element(By.CSS_SELECTOR, "main a").accessible_name.startswith("Stride")
