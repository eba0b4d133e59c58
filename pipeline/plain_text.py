"""Plain text: one byte for each character, for what looks for the same few things in every text.

Accents are dropped, so that what knows ASCII only takes letters for letters, and an offset into the bytes is an offset
into the text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# A character outside Latin-1 that is neither letter nor digit, and how a plain text has it.
OTHER = "\x1a"
BEYOND_LATIN_1 = OTHER.encode()
_LIKE = {"ı": "i", "œ": "o", "Œ": "O"}
LATIN_1 = [chr(code) for code in range(256)]

# For one character `re` looks many times faster than for any of ten.
_ONE_DIGIT = bytes.maketrans(b"123456789", b"000000000")
_NUMBER = re.compile(rb"0(?<!\w0)0*")
_ONE_CAPITAL = bytes.maketrans(b"BCDEFGHIJKLMNOPQRSTUVWXYZ", b"A" * 25)
_CAPITALISED = re.compile(rb"A(?<!\w.)\w*")
_CAPITALS = re.compile(rb"A(?<![\w.-].)(?=[A\d-])")


@lru_cache(maxsize=1 << 12)
def plain_character(char: str) -> str:
    """What stands for a character in a plain text."""
    if char.isascii():
        return char
    if char in _LIKE:
        return _LIKE[char]
    base = unicodedata.normalize("NFKD", char)[0]
    if not char.isalnum():
        return char if ord(char) < 256 and not unicodedata.combining(char) else OTHER
    if char.isdecimal():
        return "0"
    return base if base.isascii() and base.isalpha() else "z"


def _encode_others(fault: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(fault, UnicodeEncodeError)
    others = fault.object[fault.start : fault.end]
    return "".join(map(plain_character, others)).encode("latin-1"), fault.end


codecs.register_error("glaneur_plain", _encode_others)
_PLAIN = bytes(ord(plain_character(char)) for char in LATIN_1)


def plain(text: str) -> bytes:
    """One byte for each character of a text: letters without accents, the rest of Latin-1 as it is."""
    return text.encode("latin-1", "glaneur_plain").translate(_PLAIN)


def digits(text: bytes) -> Iterator[int]:
    """Yield the places in a plain text where a number in digits begins, in order."""
    return (match.start() for match in _NUMBER.finditer(text.translate(_ONE_DIGIT)))


def capitalised(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the places of the words of a plain text that begin with a capital, in order, as half-open ranges."""
    return (match.span() for match in _CAPITALISED.finditer(text.translate(_ONE_CAPITAL)))


def capitals(text: bytes) -> Iterator[int]:
    """Yield the places in a plain text where two capitals begin, or one with a digit or hyphen, in order."""
    return (match.start() for match in _CAPITALS.finditer(text.translate(_ONE_CAPITAL)))
