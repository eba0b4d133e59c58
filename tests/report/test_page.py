"""The page of a run: one file, the same every time, nothing from elsewhere, and no text taken for markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pipeline.report.documents import Run, read_run
from pipeline.report.page import report_page
from tests.report.conftest import NOTE, TRAP
from tests.report.documents import reported


class Page(HTMLParser):
    """Tags, ids, the places of each line, the text of the page, and the data of each document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.lines: dict[str, str] = {}
        self.shown: list[dict[str, Any]] = []
        self.text = ""
        self._data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        self.loads += [name for name in given if name in ("src", "srcset", "poster", "data", "action")]
        self._data = given.get("type") == "application/json" and "id" not in given
        if given.get("data-places") and given.get("id"):
            self.lines[str(given["id"])] = str(given["data-places"])

    def handle_data(self, data: str) -> None:
        if self._data:
            self.shown.append(json.loads(data))
            self._data = False
        elif self.tags and self.tags[-1] not in ("style", "script"):
            self.text += data


@pytest.fixture(scope="module")
def html(outputs: Path, sources: Path) -> str:
    return report_page(read_run(outputs, sources))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_same_run_gives_the_same_bytes(html: str, outputs: Path, sources: Path) -> None:
    assert report_page(read_run(outputs, sources)) == html


def test_documents_are_whole_and_their_mentions_marked(page: Page) -> None:
    for shown, text in zip(page.shown, (NOTE, TRAP), strict=True):
        (passage,) = shown["passages"]
        assert "".join(piece for piece, _ in passage) == text
    passage, mentions = page.shown[0]["passages"][0], page.shown[0]["mentions"]
    marked = {piece: [mentions[number][0] for number in numbers] for piece, numbers in passage if numbers}
    assert marked["8 août 2006"] == ["DATE"]  # after it stands an emoji, two units in the page
    assert marked["15 experts"] == ["FIGURE"]
    assert marked["résolution 1373 (2001)"] == ["RESOLUTION"]
    value = next(fields for label, fields, *_ in mentions if label == "DATE")
    assert value == [["edtf", "2006-08-08"], ["start", "2006-08-08"], ["end", "2006-08-08"]]


def test_each_line_counts_places_that_are_there(page: Page) -> None:
    assert {"body-0", "resolution-0", "when-0"} <= page.lines.keys()
    for places in page.lines.values():
        for place in places.split():
            document, mentions = place.split(":")
            assert all(int(m) < len(page.shown[int(document)]["mentions"]) for m in mentions.split(","))


def test_links_lead_somewhere(page: Page) -> None:
    inside = [link.removeprefix("#") for link in page.links if link.startswith("#")]
    assert {"dates", "documents", "body-0"} <= set(inside)
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_pictures_have_the_colours_of_the_page_and_a_list_that_says_the_same(html: str, page: Page) -> None:
    assert page.tags.count("svg") == 2 + 1  # dates, bodies, and one kind of figures
    assert html.count('<svg aria-hidden="true" viewBox') == 3
    assert not re.search(r'(?:fill|stroke)="(?!none|var\(--|transparent)', html)
    assert "Organisation internationale de police criminelle" in page.text


def test_texts_are_shown_as_text(html: str, page: Page) -> None:
    assert page.tags.count("script") == 2 + 2  # the words and the code of the page, and two documents
    assert "img" not in page.tags
    assert "<b>Piège" not in html
    assert "</summary><b>Piège</b>" in page.text


def test_nothing_comes_from_elsewhere(html: str, page: Page) -> None:
    assert not page.loads and "link" not in page.tags
    assert not re.search(r"url\(|@import", html)
    assert all(link.startswith(("#", "https://undocs.org/")) for link in page.links)  # to follow, not to load
    assert "default-src 'none'" in html


def test_it_says_where_texts_are_missing_and_what_to_do(outputs: Path, page: Page) -> None:
    assert "Le texte n’est pas à portée" not in page.text
    without = Page(report_page(read_run(outputs)))
    assert f"glaneur report {outputs} --sources" in without.text
    assert "Le texte n’est pas à portée" in without.text


def test_documents_that_failed_are_among_the_warnings(page: Page) -> None:
    assert re.search(r"vide\.txt\s+empty", page.text)


def test_a_run_that_names_nothing_has_a_page() -> None:
    read = Page(report_page(Run(Path("outputs"), (reported("Rien."),), ())))
    assert "svg" not in read.tags
    assert "Aucun avertissement." in read.text
    assert read.shown == [{"mentions": [], "passages": [[["Rien. ", []]]]}]
