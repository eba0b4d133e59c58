"""Bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Among all the encodings of the world, a short text may look like any; these are the ones that French was written in.
_GUESSED = ["cp1252", "utf_16_le", "utf_16_be", "mac_roman", "cp850"]


# With these bytes UTF-8 begins the letters of Latin-1.
_BEFORE_LATIN = (0xC2, 0xC3)


def decode(data: bytes) -> tuple[str, str] | None:
    """Decode bytes to (text, encoding); None for what is no text. Nothing is altered, line ends included."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), "utf-8" if encoding == "utf-8-sig" else encoding
            except UnicodeDecodeError:
                return None
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as fault:
            if _is_cut_off(data, fault):
                return None
    return _guess(data)


def _is_cut_off(data: bytes, fault: UnicodeDecodeError) -> bool:
    """Whether UTF-8 ends within a character.

    No other encoding has letters that look like UTF-8 before; and in none that we know does a French text end with `Ã`.
    """
    first_byte = data[fault.start]
    return fault.reason == "unexpected end of data" and (
        first_byte in _BEFORE_LATIN or not data[: fault.start].isascii()
    )


def _guess(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # slower to load than UTF-8 is to read

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    if best is None:
        return None
    text = str(best)
    if "\0" in text or sum(c.isprintable() or c.isspace() for c in text) < 0.9 * len(text):
        return None
    return text, best.encoding.replace("_", "-")


def writable(name: str) -> str:
    """A name that can be written as UTF-8, as file names need not be: what is no character becomes `�`."""
    if name.isascii():
        return name
    try:
        data = name.encode("utf-8", "surrogateescape")  # as file names are decoded
    except UnicodeEncodeError:
        data = name.encode("utf-8", "surrogatepass")  # half a surrogate pair, out of JSON
    return data.decode("utf-8", "replace")
