"""The characters of a PDF page as lines: stretches of text on one base line, cut where a wide gap parts them."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot, pi
from statistics import median_low

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.converted import writable
from pipeline.readers.paragraphs import SUPERSCRIPTS, raised

# All in heights of the letters (the size of the font). Cells and columns are parted by a wide gap, but a line that is
# spaced out to its end has wide spaces too, all of the same width.
_GAP, _GAP_TO_SPACES, _WIDEST_SPACE = 0.7, 1.8, 3.0
_SPACE = 0.15
_SAME_WIDTH = 1.1
# How far characters of one line may stand above or below its base, and how far and how much smaller raised ones do.
_OFF_BASE, _RAISED, _SMALLER = 0.6, 0.12, 0.86
# Text that leans is a stamp or a watermark.
_LEANING = 0.1
# PDFium's sign for a hyphen that ends a line.
_HYPHEN = "\x02"
# A number or a bullet before its paragraph: the gap behind it parts nothing.
_ENUMERATOR = re.compile(r"\W?\s*(?:[\w°]{1,4}|\d{1,3}(?:\.\d{1,3}){1,3})?\s*[.):°–-]?\s*")
# The number of a note that stands right before it.
_GLUED_NUMBER = re.compile(r"\A(\d{1,3})(?=[A-ZÀ-Ý][a-zà-ÿ’])")
_NOTE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text; places are in points, upwards, after turning it back by the quarters that `turn` says.

    `first_word` is the width of the word that it begins with; `order` counts as the file draws.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    turn: int
    order: int


@dataclass(slots=True)
class _Character:
    """A character in its place; before one that begins a line, as PDFium sees it, there is no space."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    begins_line: bool = False


def lines_of(page: pdfium.PdfTextPage) -> list[Line]:
    """The lines of a page in the order in which the file draws them."""
    rows = _rows(_characters(page))
    notes = frozenset(number for row in rows if (number := _note_number(row)))
    pieces = [piece for row in rows for piece in _parted(row)]
    lines = (_line(piece, notes, order) for order, piece in enumerate(pieces))
    return [line for line in lines if line.text]


def _rows(characters: list[_Character]) -> list[list[_Character]]:
    """Characters that follow each other on one base line."""
    rows: list[list[_Character]] = []
    height = 0.0
    for character in characters:
        before = rows[-1][-1] if rows else None
        if (
            before is not None
            and before.turn == character.turn
            and abs(character.base - rows[-1][0].base) <= _OFF_BASE * height
            and character.left >= before.right - height
        ):
            rows[-1].append(character)
            height = max(height, character.size)
        elif character.text != " ":
            rows.append([character])
            height = character.size
    return rows


def _characters(page: pdfium.PdfTextPage) -> list[_Character]:
    """The characters, without PDFium's own line breaks; they are turned so that all are read from left to right."""
    found: list[_Character] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    matrix = raw.FS_MATRIX()
    begins_line = False
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        is_space = code in (0x20, 0xA0)
        text = "-" if code == ord(_HYPHEN) else writable(chr(code)) if code <= 0x10FFFF else ""
        if not text or (text.isspace() and not is_space):
            begins_line = begins_line or bool(text)
            continue
        raw.FPDFText_GetMatrix(page, index, matrix)
        angle = atan2(matrix.b, matrix.a)
        turn = round(angle / (pi / 2))
        if abs(angle - turn * pi / 2) > _LEANING and not is_space:
            continue
        raw.FPDFText_GetLooseCharBox(page, index, box)
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        size = raw.FPDFText_GetFontSize(page, index) * hypot(matrix.c, matrix.d)
        turn %= 4
        start, end, base = (
            (box.left, box.right, y.value),
            (box.bottom, box.top, -x.value),
            (-box.right, -box.left, -y.value),
            (-box.top, -box.bottom, x.value),
        )[turn]
        if is_space and found:  # one that PDFium adds has no size or place of its own
            before = found[-1]
            found.append(_Character(" ", before.right, before.right, before.base, before.size, before.turn))
        elif not is_space:
            size = size or box.top - box.bottom
            found.append(_Character(text, start, end, base, size, turn, begins_line))
            begins_line = False
    return found


def _parted(row: list[_Character]) -> list[list[_Character]]:
    """A row, cut where its gaps are wider than those between words."""
    inked = [character for character in row if character.text != " "]
    size = max(character.size for character in row)
    gaps = (after.left - before.right for before, after in pairwise(inked))
    spaces = [gap for gap in gaps if gap > _SPACE * size]
    if not spaces or (len(spaces) > 1 and max(spaces) <= _SAME_WIDTH * min(spaces)):
        return [row]
    widest = min(max(_GAP * size, _GAP_TO_SPACES * median_low(spaces)), _WIDEST_SPACE * size)
    pieces: list[list[_Character]] = [[]]
    end = row[0].left
    for character in row:
        if character.text != " ":
            if character.left - end > widest and not _is_enumerator(pieces[-1]):
                pieces.append([])
            end = character.right
        pieces[-1].append(character)
    return pieces


def _is_enumerator(piece: list[_Character]) -> bool:
    return len(piece) <= 12 and _ENUMERATOR.fullmatch("".join(c.text for c in piece)) is not None


def _note_number(row: list[_Character]) -> str | None:
    """The number of a note that begins with this row."""
    match = _NOTE_NUMBER.match("".join(c.text for c in row[:4]))
    return match[0] if match else None


def _line(piece: list[_Character], notes: frozenset[str], order: int) -> Line:
    size = max(character.size for character in piece)
    base = next(character.base for character in piece if character.size == size)
    written: list[str] = []
    above: list[str] = []
    end: float | None = None
    first_word = 0.0
    for character in piece:
        is_above = character.size < _SMALLER * size and character.base > base + _RAISED * size
        if above and not is_above:
            written.append(_raised("".join(written[-4:]), "".join(above), notes, bool(written)))
            above = []
        if end is not None and character.begins_line and character.left - end > _SPACE * size:
            written += [] if (written or [" "])[-1].endswith(" ") or above else [" "]
        if character.text == " " and not first_word and end is not None:
            first_word = end - piece[0].left
        end = character.right if character.text != " " else end
        (above if is_above else written).append(character.text)
    written.append(_raised("".join(written[-4:]), "".join(above), notes, bool(written)))
    inked = [character for character in piece if character.text != " "]
    text = _GLUED_NUMBER.sub(r"\1 ", " ".join("".join(written).split()))
    left, right = min(c.left for c in inked), max(c.right for c in inked)
    return Line(text, left, right, base, size, first_word or right - left, piece[0].turn, order)


def _raised(before: str, text: str, notes: frozenset[str], within: bool) -> str:
    """What to write for raised text; a number behind a number calls no note unless the page has it: 19⁹⁹ euros."""
    mark = text.strip()
    if not within:  # the number of a note
        return f"{text} " if text else ""
    if mark.isdecimal() and mark.isascii() and mark not in notes and before[-1:].isdecimal():
        return mark.translate(SUPERSCRIPTS)
    return raised(before, text)
