"""Where an annotation stands, by its offsets and its quote.

Ours count code points, as the Web Annotation model and Label Studio (since 2022) do; many tools in JavaScript, and
older Label Studio, count UTF-16 units. The quote tells which: it is what stands at the offsets.
"""

from __future__ import annotations

from collections.abc import Callable


def locate(text: str, start: int, end: int, quote: str, shown: Callable[[str], str] = str) -> tuple[int, int] | None:
    """Give the offsets in code points of a quote at `start` to `end`, in whichever unit; None if it is not there.

    `shown` is how the tool writes a stretch of the text in its quotes.
    """
    for first, last in ((start, end), (_code_points(text, start), _code_points(text, end))):
        if 0 <= first < last <= len(text) and shown(text[first:last]) == shown(quote):
            return first, last
    return None


def _code_points(text: str, units: int) -> int:
    """A count of UTF-16 units from the start of a text, as a count of code points."""
    return len(text.encode("utf-16-le")[: 2 * max(0, units)].decode("utf-16-le", "surrogatepass"))
