"""The player of a page, as tests use it, and what drives the browser, where that is installed."""

try:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ModuleNotFoundError:  # the fixture `chromium` skips whatever would need them
    ActionChains = By = Keys = Select = WebDriverWait = None

__all__ = ["PLAYER", "ActionChains", "By", "Keys", "Player", "Select", "WebDriverWait", "shift"]

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


def shift(browser):
    """How much has moved on the page by itself since it began to load: 1 is all of it."""
    return browser.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500);"
    )
