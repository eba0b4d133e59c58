"""A headless browser for tests and pictures: Debian's chromium with chromium-driver."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = None if CHROMIUM and DRIVER else "no chromium here: apt-get install chromium chromium-driver"


@contextmanager
def browser(language: str = "fr", dark: bool = False) -> Iterator[WebDriver]:
    """A window of 1440 by 900 of someone who reads this language."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    options.add_argument("--headless=new")
    options.add_argument("--disable-dev-shm-usage")
    options.add_argument("--force-prefers-reduced-motion")
    options.add_argument("--hide-scrollbars")
    if os.name == "posix" and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # chromium has none for root
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    try:
        screen = {"width": 1440, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [theme]})
        yield driver
    finally:
        driver.quit()
