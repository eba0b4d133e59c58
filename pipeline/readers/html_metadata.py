"""Title, date and language of a page as it states them itself."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator

from pipeline.readers.converted import day_in, language_in, title_in

# By trust: what is written for other programs comes before what is written for the window's frame.
# https://ogp.me, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/, https://schema.org/Article
_TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "json:headline", "title")
_DATES = (
    *("article:published_time", "og:article:published_time", "json:datepublished", "datepublished"),
    *("dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date"),
    *("citation_publication_date", "date", "pubdate", "time:published", "time", "json:datecreated"),
)
_LANGUAGES = ("html", "dc.language", "dcterms.language", "json:inlanguage", "og:locale", "content-language")
_ARTICLES = ("article", "report", "posting", "webpage")  # types of JSON-LD that are about the page
# Metadata is short; what is longer is something else.
_LONGEST, _LONGEST_JSON = 10_000, 1_000_000


class Metadata:
    """Follows a page and collects what it states."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._collecting: str | None = None
        self._pieces: list[str] = []
        self._in_article = 0

    @property
    def title(self) -> str | None:
        """The title without the name of the site, if the page gives it."""
        return next((title for key in _TITLES if (title := title_in(self._found.get(key)))), None)

    @property
    def date(self) -> datetime.date | None:
        """The day of publication."""
        return next((day for key in _DATES if (day := day_in(self._found.get(key)))), None)

    @property
    def language(self) -> str | None:
        """The language of the text."""
        return next((tag for key in _LANGUAGES if (tag := language_in(self._found.get(key)))), None)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag == "meta":
            for key in ("property", "name", "itemprop", "http-equiv"):
                self._keep(attributes.get(key, "").lower(), attributes.get("content", ""))
        elif tag == "html":
            self._keep("html", attributes.get("lang") or attributes.get("xml:lang") or "")
        elif tag == "time":
            self._time(attributes)
        elif tag == "title" or (tag == "script" and attributes.get("type", "").lower() == "application/ld+json"):
            self._collecting, self._pieces = tag, []
        elif tag in ("article", "main"):
            self._in_article += 1

    def data(self, text: str) -> None:
        """Collect text."""
        if self._collecting:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in ("article", "main"):
            self._in_article -= 1
        if tag != self._collecting:
            return
        text = "".join(self._pieces)
        self._collecting, self._pieces = None, []
        if tag == "title":
            self._keep("title", text)
        else:
            for key, value in _stated(text):
                self._keep(f"json:{key}", value)

    def _time(self, attributes: dict[str, str]) -> None:
        published = "pubdate" in attributes or attributes.get("itemprop", "").lower() == "datepublished"
        if published or self._in_article:
            self._keep("time:published" if published else "time", attributes.get("datetime", ""))

    def _keep(self, key: str, value: str) -> None:
        if key and value.strip() and len(value) <= _LONGEST:
            self._found.setdefault(key, value)


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """What JSON-LD states of an article, each field as it comes."""
    try:
        waiting = [json.loads(text)] if len(text) <= _LONGEST_JSON else []
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            waiting.append(value.get("@graph"))
            kinds = value.get("@type")
            named = [kind.lower() for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
            if any(article in kind for article in _ARTICLES for kind in named):
                yield from ((k.lower(), v) for k, v in value.items() if isinstance(v, str))
