"""The page of an evaluation: one file, nothing from elsewhere, and no text taken for markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from pipeline.evaluation.page import evaluation_page
from pipeline.evaluation.summary import summarise
from pipeline.evaluation.verdicts import JudgedDocument, judge
from pipeline.records import Document
from tests.evaluation.test_verdicts import found_in, gold_of

HOSTILE = '<script>alert(1)</script> & "l\'Office" 😀 </blockquote> {{ 7 * 7 }}'


class Page(HTMLParser):
    """Tags, what is marked, and each error's data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.errors: list[dict[str, str | None]] = []
        self.marked: list[tuple[str | None, str]] = []
        self._mark: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if "data-item" in given:
            self.errors.append(given)
        if tag == "mark":
            self._mark = given["class"]

    def handle_data(self, data: str) -> None:
        if self._mark:
            self.marked.append((self._mark, data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._mark = None


def page(gold: str, found: str) -> str:
    text, mentions = gold_of(gold)
    documents = [JudgedDocument(Path("g"), Document(id="<d>", text=text), judge(mentions, found_in(found)))]
    return evaluation_page(summarise(documents), documents)


def test_every_error_is_there_with_both_spans_marked() -> None:
    read = Page(page("en [[fin 2019|DATE]], [[12|FIGURE]]", "en fin [[2019|DATE]], 12"))
    assert [(e["data-verdict"], e["data-label"], e["data-rule"]) for e in read.errors] == [
        ("wrong border", "DATE", "dates/rule"),
        ("missed", "FIGURE", ""),
    ]
    assert ("gold", "fin ") in read.marked
    assert ("gold found", "2019") in read.marked


def test_texts_are_shown_as_text() -> None:
    html = page(f"{HOSTILE} en [[2019|DATE]]", f"{HOSTILE} en 2019")
    assert Page(html).tags.count("script") == 2  # the words and the code of the page itself
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert "{{ 7 * 7 }}" in html
    assert "<d>" not in html


def test_nothing_comes_from_elsewhere() -> None:
    html = page("en [[2019|DATE]]", "en 2019")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?://""", html)
    assert "default-src 'none'" in html
