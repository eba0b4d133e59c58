r"""A text and the same with plain line ends: tools that open files as text count `\r\n` and `\r` as one `\n`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cached_property
from typing import Any, Self

from pipeline.convert.annotations import ConvertError

_LINE_END = re.compile(r"\r\n|\r|\n")
_FIELD = "line_ends"
_PLAIN = "\n"


class LineEnds:
    """A text, its plain form, and the way of an offset from one to the other."""

    def __init__(self, plain: str, ends: Sequence[str]) -> None:
        pieces = plain.split(_PLAIN)
        self.plain = plain
        self.ends = ends
        self.text = pieces[0] + "".join(end + piece for end, piece in zip(ends, pieces[1:], strict=True))

    @classmethod
    def of(cls, text: str) -> Self:
        """Take the line ends of a text."""
        return cls(_LINE_END.sub(_PLAIN, text), _LINE_END.findall(text))

    @classmethod
    def from_fields(cls, where: str, plain: str, fields: MutableMapping[str, Any]) -> Self:
        """Give a plain text its line ends back, which are taken out of the fields; raises ConvertError."""
        given = fields.pop(_FIELD, _PLAIN)
        if "\r" in plain:
            return cls.of(plain)
        count = plain.count(_PLAIN)
        ends = [given] * count if isinstance(given, str) else given
        if len(ends) != count:
            raise ConvertError(f"{where}: has {count} line ends, and {len(ends)} were written; restore the text")
        return cls(plain, ends)

    def as_fields(self) -> Mapping[str, Any]:
        """What `from_fields` needs: nothing for plain ends, one string for ends that are all the same, or a list."""
        kinds = set(self.ends)
        if kinds <= {_PLAIN}:
            return {}
        return {_FIELD: self.ends[0] if len(kinds) == 1 else list(self.ends)}

    def to_plain(self, offset: int) -> int:
        r"""An offset into the text as one into the plain text; between `\r` and `\n` is before the line end."""
        return offset - bisect_left(self._doubles[0], offset)

    def from_plain(self, offset: int) -> int:
        """An offset into the plain text as one into the text."""
        return offset + bisect_left(self._doubles[1], offset)

    @cached_property
    def _doubles(self) -> tuple[list[int], list[int]]:
        """Where the line ends of two characters stand, in the text and in the plain text."""
        plain = [m.start() for m, end in zip(re.finditer(_PLAIN, self.plain), self.ends, strict=True) if len(end) == 2]
        return [offset + number for number, offset in enumerate(plain)], plain
