r"""Gates: where a regular expression may match, told by an automaton in one pass over the text.

Python's `re` tries every alternative at every place. RE2 (https://github.com/google/re2) reads each character once,
whatever the number of rules, but knows no look-around. So a gate holds a *relaxed* form of the rules, which matches
wherever a rule does, and at some places more; only there are the rules themselves tried. A gate never changes what is
found, only how fast.

Gates read plain text (`pipeline.plain_text`), in which `\b` and `\w` of RE2, which know ASCII only, mean what they mean
in a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

import re2

from pipeline.plain_text import LATIN_1, plain_character

GateError = re2.error

_ESCAPED_CLASSES = ("\\d", "\\w", "\\W", "\\s", "\\S", "\\D")
# In a template, `{month}` stands for a class of the vocabulary.
PLACEHOLDER = re.compile(r"\{(?P<silent>:)?(?P<name>[a-z_]+)(?P<index>\d*)\}")
_CHARACTER_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENING = re.compile(r"\(\?[i-]*:")
_REPEAT = re.compile(r"\{(\d*)(,?)(\d*)\}")
LOOK_AROUND = ("(?=", "(?!", "(?<=", "(?<!")
# A pattern that matches nothing.
NEVER = r"[^\x00-\xff]"
# What stands for itself in RE2, too.
_LETTERS = re.compile(r"[A-Za-z0-9_]+")
_SYNTAX = frozenset("().|?*+^$")

# A gate looks at stretches of so many characters at a time, and at least so far ahead of each place: without these
# bounds a text of one repeated opener would take quadratic time.
_STRETCH = 4096
_AHEAD = 512


def _no_class(name: str) -> str:
    raise GateError(f"{name!r} stands for no class here")


def relaxed(template: str, relaxed_class: Callable[[str], str] = _no_class, last: bool = False) -> str:
    """A pattern of RE2 over plain bytes that matches wherever the regular expression of a template does.

    Look-around is left out, but for what must follow at the very end of the `last` part of a rule; `{2,9}` is any
    number. `relaxed_class` gives the pattern for the name of a class of the vocabulary.
    """
    pieces: list[str] = []
    at = 0
    while at < len(template):
        if letters := _LETTERS.match(template, at):
            pieces.append(letters[0])
            at = letters.end()
        elif placeholder := PLACEHOLDER.match(template, at):
            pieces.append(relaxed_class(placeholder["name"]))
            at = placeholder.end()
        elif template.startswith(LOOK_AROUND, at):
            end = group_end(template, at)
            if last and end == len(template) and template.startswith("(?=", at):
                pieces.append(f"(?:{relaxed(template[at + 3 : -1], relaxed_class)})")
            at = end
        else:
            piece, at = _relaxed_piece(template, at)
            pieces.append(piece)
    return "".join(pieces)


def leading_condition(template: str) -> str | None:
    """What a template says must stand at its very beginning, `(?=…)`: no more is needed to tell where it may match."""
    return template[3 : group_end(template, 0) - 1] if template.startswith("(?=") else None


def _relaxed_piece(template: str, at: int) -> tuple[str, int]:
    """The pattern for what stands at a place that is neither look-around nor a class of the vocabulary, and its end."""
    char = template[at]
    if char == "\\":
        escaped = template[at : at + 2]
        if escaped in _ESCAPED_CLASSES:
            return _relaxed_class(f"[{escaped}]"), at + 2
        return {"\\Z": "\\z"}.get(escaped, escaped), at + 2
    if char == "[":
        end = class_end(template, at)
        return _relaxed_class(template[at:end]), end
    if template.startswith("(?P<", at):
        return "(?:", template.index(">", at) + 1
    if opening := _OPENING.match(template, at):
        return opening[0], opening.end()
    if repeat := _REPEAT.match(template, at):
        exact = not repeat[2]
        return repeat[0] if exact else "*" if repeat[1] in ("", "0") else "+", repeat.end()
    if char in _SYNTAX:
        return char, at + 1
    return relaxed_literal(char), at + 1


def relaxed_literal(text: str) -> str:
    """A pattern for a text itself: any number of spaces for each, accents composed or not."""
    return text if _LETTERS.fullmatch(text) else "".join(map(_relaxed_character, text))


@lru_cache(maxsize=1 << 10)
def _relaxed_character(char: str) -> str:
    if char == " ":
        return "(?: +)"
    base = plain_character(char)
    literal = base if base.isalnum() or base == "_" else f"\\x{ord(base):02x}"
    return f"(?:{literal}\\x1a?)" if not char.isascii() and char.isalpha() else literal


@lru_cache(maxsize=1 << 10)
def _relaxed_class(source: str) -> str:
    """A class of characters: those of Latin-1 that it has, and what others may stand for, by example."""
    members = re.compile(source)
    plain_members = {plain_character(char) for char in LATIN_1 if members.fullmatch(char)}
    plain_members |= {plain_character(char) for char in source if not char.isascii()}
    plain_members |= {plain_character(char) for char in "λ—\u2002" if members.fullmatch(char)}
    return "[" + "".join(f"\\x{ord(char):02x}" for char in sorted(plain_members)) + "]"


def class_end(template: str, at: int) -> int:
    """Where a class of characters ends that begins at a place; raises GateError."""
    match = _CHARACTER_CLASS.match(template, at)
    if match is None:
        raise GateError("missing ]")
    return match.end()


def group_end(template: str, at: int) -> int:
    """Where a group ends that begins at a place; raises GateError."""
    depth = 0
    while at < len(template):
        char = template[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = class_end(template, at) - 1
        depth += (char == "(") - (char == ")")
        at += 1
        if depth == 0:
            return at
    raise GateError("missing )")


def _options() -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 1 << 26  # so many bytes of states are kept, and not made again
    return options


class Gate:
    """The places where any of some relaxed patterns may match."""

    def __init__(self, patterns: Iterable[str]) -> None:
        compiled = re2.compile(("|".join(patterns) or NEVER).encode("latin-1"), _options())
        # The search of the extension itself: with that of its wrapper a pass over a text takes twice as long.
        self._search = partial(compiled._regexp.Match, re2._Anchor.UNANCHORED)

    def opens_in(self, text: bytes) -> bool:
        """Whether a plain text has such a place."""
        return next(self.starts(text), None) is not None

    def starts(self, text: bytes) -> Iterator[int]:
        """Yield the places in a plain text, in order."""
        search, length, at = self._search, len(text), 0
        while at < length:
            end = min(at + _STRETCH, length)
            found, _ = search(text, at, end)[0]
            if 0 <= found < length:  # an empty pattern also stands at the very end
                yield found
                at = found + 1
            else:
                at = end - _AHEAD if end < length else length


class Choice:
    """Which of some relaxed patterns may match at a place."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._set = re2.Set.MatchSet(_options())
        for pattern in patterns:
            self._set.Add(pattern.encode("latin-1"))
        self._set.Compile()
        # That of the extension itself, as above.
        self._match = self._set._set.Match

    def at(self, text: bytes, place: int) -> tuple[int, ...]:
        """The indices of the patterns, in any order."""
        return tuple(self._match(text[place : place + _AHEAD]))
