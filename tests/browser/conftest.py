"""
A real browser before a real server, with the data of a small office.
"""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "screenshots"
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
]


def pytest_collection_modifyitems(items):
    """
    Mark the tests of this folder, and skip them, loudly, where there is no browser.
    """
    reason = "not here: no browser; install chromium and chromium-driver to drive the screens"
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker("browser")
            if not (CHROMIUM and DRIVER):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """
    One browser for all tests, in Chinese.
    """
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}", "--lang=zh-CN"]:
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN,zh"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def browser(chromium, live_server, settings):
    """
    The browser at the address of the server, with nobody logged in.
    """
    chromium.delete_all_cookies()
    return Browser(chromium, live_server.url)


@pytest.fixture
def office(transactional_db):
    """
    An office with its groups, two teams and one person in each role.
    """
    from visitcore_site.office import Office

    return Office()


class Browser:
    """
    What an office person does: log in, open, read, fill in, press.
    """

    def __init__(self, driver, url):
        self.driver, self.url = driver, url
        self.width(1280)

    def width(self, pixels, height=900):
        """
        Take a screen of this width.
        """
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": pixels, "height": height, "deviceScaleFactor": 1, "mobile": pixels < 600},
        )

    def login(self, name, password="secret"):
        """
        Log in through the form, as somebody else if need be.
        """
        self.driver.delete_all_cookies()
        self.open("/admin/login/?next=/admin/")
        self.fill("username", name)
        self.fill("password", password)
        self.follow(self.find("#login-form [type=submit]"))

    def open(self, path):
        """
        Open an address of the site.
        """
        self.driver.get(self.url + path)

    def find(self, css):
        """
        The first element that fits.
        """
        return self.driver.find_element("css selector", css)

    def all(self, css):
        """
        Every element that fits.
        """
        return self.driver.find_elements("css selector", css)

    def fill(self, name, text):
        """
        Write into a field, or choose in a list, by its name.
        """
        from selenium.webdriver.support.ui import Select

        field = self.find(f"[name='{name}']")
        if field.tag_name == "select":
            Select(field).select_by_value(str(text))
            return
        field.clear()
        field.send_keys(str(text))

    def write(self, label, text):
        """
        Write into the field under a label, or choose in its list by what is to be read there.
        """
        from selenium.webdriver.support.ui import Select

        path = f"//label[starts-with(normalize-space(), '{label}')]"
        field = self.find(f"[id='{self.driver.find_element('xpath', path).get_attribute('for')}']")
        if field.tag_name == "select":
            Select(field).select_by_visible_text(text)
        elif field.get_attribute("type") in {"datetime-local", "date", "time"}:
            set_ = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))"
            self.driver.execute_script(set_, field, text)
        else:
            field.clear()
            field.send_keys(text)

    def options(self, label):
        """
        What the list under a label offers.
        """
        path = f"//label[starts-with(normalize-space(), '{label}')]"
        name = self.driver.find_element("xpath", path).get_attribute("for")
        return [one.text for one in self.all(f"[id='{name}'] option")]

    def tick(self, label):
        """
        Tick the box beside a label.
        """
        box = self.driver.find_element("xpath", f"//label[contains(normalize-space(), '{label}')]")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
        box.click()

    def press(self, label):
        """
        Press the button, or follow the link, that says this.
        """
        path = f"//button[normalize-space()='{label}']|//input[@value='{label}']|//a[normalize-space()='{label}']"
        found = [one for one in self.driver.find_elements("xpath", path) if one.is_displayed()]
        if not found:
            raise LookupError(f"there is no {label!r} on {self.driver.current_url}:\n{self.text[:1500]}")
        element = found[0]
        self.follow(element)

    def follow(self, element):
        """
        Press what leads to another page, and wait for that page.
        """
        from selenium.webdriver.support.expected_conditions import staleness_of

        here = self.find("html")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.wait(lambda: staleness_of(here)(self.driver), seconds=30)
        self.wait(lambda: self.driver.execute_script("return document.readyState") == "complete", seconds=30)

    @property
    def text(self):
        """
        What is to be read on the page.
        """
        return self.find("body").text

    def wait(self, until, seconds=5):
        """
        Wait until something holds.
        """
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self.driver, seconds).until(lambda _driver: until())

    def picture(self, name):
        """
        Keep a picture of the whole page in a folder that git ignores.
        """
        PICTURES.mkdir(exist_ok=True)
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 2400), "scale": 1},
            },
        )
        from base64 import b64decode

        (PICTURES / f"{name}.png").write_bytes(b64decode(shot["data"]))
