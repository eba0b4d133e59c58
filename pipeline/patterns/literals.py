"""What stands for itself in a template, as a regular expression over folded text: characters, and forms of words.

A space stands for any run of spaces; accents are optional on capitals, since titles go without.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from pipeline import regexes
from pipeline.surface import fold_text

# Between two words of a mention. The texts that rules read have no line wraps, see `pipeline.surface.unwrap`.
SPACE = "(?: +)"
_CHARACTER_CLASS = regexes.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])")
# A space that says how often it stands is left as it is: a run of runs would take forever.
_CHARACTER = regexes.compile(r" [*+]|.", re.DOTALL)


def any_of(forms: Iterable[str]) -> str:
    """One regular expression for many forms, the longest first; forms with a common beginning share it.

    An alternative at each letter is tried in a fraction of the time of an alternative for each form.
    """
    root: _Trie = _Trie()
    for form in forms:
        node = root
        for char in fold_text(form):
            node = node.next.setdefault(_letter(char), _Trie())
        node.ends = True
    return root.regex()


class _Trie:
    """Forms by their letters, each letter as a regular expression."""

    def __init__(self) -> None:
        self.next: dict[str, _Trie] = {}
        self.ends = False

    def regex(self) -> str:
        branches = [letter + node.regex() for letter, node in sorted(self.next.items())]
        if not branches:
            return ""
        if len(branches) == 1 and not self.ends:
            return branches[0]
        if len(branches) == 1 and branches[0] in self.next:  # one letter more, or none: a plural
            return f"{branches[0]}?"
        return f"(?:{'|'.join(branches)})" + ("?" if self.ends else "")


@cache
def _letter(char: str) -> str:
    """The regular expression for a character of a form."""
    return literal(char if char in " -" else re.escape(char))


def literal(text: str) -> str:
    """Expand the characters of a template, but not inside a character class, where they stand for themselves."""
    pieces = _CHARACTER_CLASS.split(text)
    pieces[::2] = ["".join(map(_character, _CHARACTER.findall(piece))) for piece in pieces[::2]]
    return "".join(pieces)


def _character(char: str) -> str:
    if char == " ":
        return SPACE
    if char.isascii():  # also ` *`
        return char
    base = unicodedata.normalize("NFD", char)
    if len(base) == 1:
        return "(?:œ|oe)" if char == "œ" else char
    if not char.isalpha():
        return char
    plain = base[0].upper()
    return f"(?-i:[{char.lower()}{char.upper()}{plain}])"
