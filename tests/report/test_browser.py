"""The report as it is read: in a browser, by keyboard, in French and in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait

from pipeline.pages.page import write_page
from pipeline.report.documents import read_run
from pipeline.report.page import report_page
from tests.browser import MISSING, browser
from tests.report.conftest import NOTE, TRAP

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")


@pytest.fixture(scope="module")
def report(outputs: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("page") / "report.html"
    write_page(file, report_page(read_run(outputs, sources)))
    return file.as_uri()


@pytest.fixture(scope="module")
def french() -> Iterator[WebDriver]:
    with browser("fr") as driver:
        yield driver


def text_of(driver: WebDriver, selector: str) -> str:
    return driver.find_element(By.CSS_SELECTOR, selector).get_attribute("textContent") or ""


def test_a_document_is_read_by_keyboard(french: WebDriver, report: str) -> None:
    french.get(report)
    french.find_element(By.CSS_SELECTOR, "#document-0 > summary").send_keys(Keys.ENTER)
    WebDriverWait(french, 5).until(lambda d: d.find_elements(By.CSS_SELECTOR, "#document-0 mark"))
    assert text_of(french, "#document-0 .text") == NOTE
    french.switch_to.active_element.send_keys(Keys.TAB)
    assert french.switch_to.active_element.text == "8 août 2006"
    assert "edtf" in text_of(french, "#value") and "2006-08-08" in text_of(french, "#value")
    assert french.find_element(By.ID, "value").is_displayed()
    french.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not french.find_element(By.ID, "value").is_displayed()


def test_from_the_index_to_the_mention(french: WebDriver, report: str) -> None:
    french.get(report)
    french.find_element(By.CSS_SELECTOR, "#resolution-0 > summary").click()
    WebDriverWait(french, 5).until(lambda d: d.find_elements(By.CSS_SELECTOR, "#resolution-0 .quotes a"))
    assert "résolution 1373 (2001)" in text_of(french, "#resolution-0 .quotes mark")
    french.find_element(By.CSS_SELECTOR, "#resolution-0 .quotes a").click()
    WebDriverWait(french, 5).until(lambda d: d.switch_to.active_element.text == "résolution 1373 (2001)")


def test_labels_and_search_leave_what_is_wanted(french: WebDriver, report: str) -> None:
    french.get(report)
    french.find_element(By.CSS_SELECTOR, "[data-open=true]").click()
    WebDriverWait(french, 5).until(lambda d: d.find_elements(By.CSS_SELECTOR, "#document-1 mark"))
    french.find_element(By.CSS_SELECTOR, "[data-mark=DATE]").click()
    assert not french.find_elements(By.CSS_SELECTOR, "#documents-list mark.DATE")
    assert french.find_elements(By.CSS_SELECTOR, "#documents-list mark.FIGURE")
    french.find_element(By.CSS_SELECTOR, "[data-search=documents-list]").send_keys("PIEGE")
    shown = french.find_elements(By.CSS_SELECTOR, "#documents-list > li:not([hidden]) > details")
    assert [details.get_attribute("id") for details in shown] == ["document-1"]


def test_a_text_is_no_page(french: WebDriver, report: str) -> None:
    french.get(f"{report}#document-1")
    assert text_of(french, "#document-1 .text") == TRAP
    assert french.title == "Rapport – glaneur"


def test_english_where_the_browser_asks_for_it(report: str) -> None:
    with browser("en") as driver:
        driver.get(report)
        assert driver.title == "Report – glaneur"
        assert text_of(driver, "#together-heading") == "Together"
