"""Texts decoded by the name of a charset that a file gives, as browsers and mail programs understand such names."""

from __future__ import annotations

import codecs

# To browsers, these names mean Windows's code page (https://encoding.spec.whatwg.org/#names-and-labels).
_WINDOWS = frozenset({"ascii", "iso8859-1", "cp1252"})
# What Python calls encodings too, but no text is saved in; some take time by the square of their length.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})


def decoded(data: bytes, name: str) -> str | None:
    """Decode by a name; None where there is no such charset, or the text is not in it."""
    try:
        charset = codecs.lookup(name.strip()).name.replace("_", "-")
        if charset in _NO_CHARSETS:
            return None
        return data.decode("cp1252", "replace") if charset in _WINDOWS else data.decode(charset)
    except (UnicodeError, LookupError, ValueError):  # also of names for what is no text, such as "zip"
        return None
