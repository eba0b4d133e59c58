"""HTML: the main text of a page, without menus, banners and footers; all of its text where there is no telling.

lxml reads the page twice, as a stream: once to find what is what, once to write. There is no tree, so that neither a
page of 100 MB nor a hundred thousand elements in each other take more than their share of time and memory.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Protocol

from lxml import etree

from pipeline.decoding import decode as by_content
from pipeline.readers.charsets import decoded
from pipeline.readers.converted import Converted, ReaderError
from pipeline.readers.html_main import Survey
from pipeline.readers.html_metadata import Metadata
from pipeline.readers.html_text import Writer

# What is kept of a page must be more than a remnant: a sentence, and so much of what there is.
_REMNANT_CHARACTERS, _REMNANT_SHARE = 80, 0.05

# In pages that are UTF-8 but for a few bytes, or no UTF-16 for all their NULs.
_MOST_FAULTS, _MOST_NULS = 0.1, 0.05
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# Where browsers look for it, and somewhat further (https://html.spec.whatwg.org/#prescan-a-byte-stream).
_HEAD = 8192
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def read(data: bytes, charset: str | None = None) -> Converted:
    """Read a page; `charset` is what a header says of it. Raises ReaderError."""
    page = decode(data, charset).encode("utf-8", "replace")
    survey, metadata = Survey(), Metadata()
    _parse(page, survey, metadata)
    furniture = survey.furniture()
    text = _written(page, Writer(survey.main_part(), furniture))
    if furniture or survey.main_part() is not None:
        everything = _written(page, Writer(None, frozenset()))
        if len(text) < min(len(everything), max(_REMNANT_CHARACTERS, _REMNANT_SHARE * len(everything))):
            text = everything
    return Converted(text, metadata.title, metadata.date, metadata.language)


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode by the byte order mark, as UTF-8, as declared, or by the content; raises ReaderError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.count(b"\0") <= _MOST_NULS * len(data):
        data = data.replace(b"\0", b"")
        declared = _DECLARED.search(data[:_HEAD])
        # No other encoding looks like UTF-8 by chance.
        for name in ("utf-8", charset, declared and declared[1].decode("ascii")):
            if name and (text := decoded(data, name)) is not None:
                return text
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= _MOST_FAULTS * sum(not character.isascii() for character in text):
            return text  # cut off within a letter, or pasted together
    recognised = by_content(data)
    if recognised is None:
        raise ReaderError("binary: not a page in any known encoding; save it anew as UTF-8")
    return recognised[0]


class Follower(Protocol):
    """What follows a page, element by element."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Text of an element, not always in one piece."""


class _Target:
    """Hands what lxml finds to each follower."""

    def __init__(self, followers: tuple[Follower, ...]) -> None:
        self._followers = followers

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        for follower in self._followers:
            follower.start(tag, attributes)

    def end(self, tag: str) -> None:
        for follower in self._followers:
            follower.end(tag)

    def data(self, text: str) -> None:
        for follower in self._followers:
            follower.data(text)

    def close(self) -> None: ...


def _parse(page: bytes, *followers: Follower) -> None:
    parser = etree.HTMLParser(target=_Target(followers), encoding="utf-8", huge_tree=True, no_network=True)
    with suppress(etree.ParseError):  # nothing in it that a browser would show; what came before has been followed
        etree.fromstring(page, parser)


def _written(page: bytes, writer: Writer) -> str:
    _parse(page, writer)
    return writer.paragraphs.text()
