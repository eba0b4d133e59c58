"""What every reader gives, and the one error that it raises."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass


class ReaderError(ValueError):
    """A file that cannot be read as text; the message says why, for a linguist, and what to do."""


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of a file, and what the file says of itself.

    Paragraphs, headings, list items and rows of tables are parted by a blank line, the cells of a row by ` | `. A
    single line break is one of the source. `date` is when it was created or published; `language` a tag like `fr-FR`.
    """

    text: str
    title: str | None = None
    date: datetime.date | None = None
    language: str | None = None


_DAY = re.compile(r"(?:D:)?\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d{1,3}(?!\d))")
# Where clocks start: what programs write that know no date.
_NO_DAYS = frozenset({"1601-01-01", "1899-12-30", "1899-12-31", "1904-01-01", "1970-01-01", "1980-01-01"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
# Longer titles are texts by mistake.
_LONGEST_TITLE = 1000
# What XML and JSON cannot hold, or no one sees: controls, halves of surrogate pairs, no characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def writable(text: str) -> str:
    """Leave out what is no character of a text."""
    return _UNWRITABLE.sub("", text)


def title_in(stated: str | None) -> str | None:
    """A title on one line; None for none."""
    title = " ".join(writable(stated or "").split())
    return title if 0 < len(title) <= _LONGEST_TITLE else None


def day_in(stated: str | None) -> datetime.date | None:
    """The day of a date as ISO 8601, XML or PDF write it, in its own time zone; None for what is none."""
    match = _DAY.match((stated or "").strip())
    if not match or "-".join(match.groups()) in _NO_DAYS:
        return None
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        return None


def language_in(stated: str | None) -> str | None:
    """A language tag (https://www.rfc-editor.org/info/bcp47); None for what is none."""
    match = _LANGUAGE.fullmatch((stated or "").strip())
    return match[0].replace("_", "-") if match else None
