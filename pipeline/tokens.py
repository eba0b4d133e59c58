"""What a token is: where a mention may begin, and what spaCy gets to see.

A text is cut at what French typography cuts at; document symbols (`S/RES/1373`), numbers with their letters (`70e`,
`G20`) and ISO dates stay whole. White space other than one plain space belongs to the token before it, so that
`Conseil⏎de sécurité` and `Conseil de sécurité` are the same words; a blank line is a token of its own.
"""

from __future__ import annotations

from pipeline import regexes

# Two groups: the token, and the plain space behind it.
TOKEN = regexes.compile(
    r"((?:"
    r"[a-zà-ÿ]+(?![\w'’ʼ])"  # most words are as plain as this, so they come first
    r"|[A-Z]{1,5}/(?=[\w./]{0,40}\d)[A-Z0-9][\w.]*(?:/[A-Z0-9][\w.]*)*"  # document symbols have a number
    r"|[A-Z]{2,3}-\d{4}(?:-\d+)?-RES-\d+"  # INTERPOL resolutions
    r"|\d{4}-\d\d-\d\d(?!\d)"
    r"|\w+(?:['’ʼ](?<=[^\W\d_].))?"  # words, elided ones with their apostrophe
    r"|\S)"
    r"(?:(?! \S)(?! ?\Z)(?=\s)[^\S\n]*(?:\n[^\S\n]*)?(?!\n))?"  # spacing that is not one plain space
    r"|\s+)"  # a blank line
    r"( ?)"
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, without the spaces between them."""
    return tuple(word for word, _ in TOKEN.findall(text))


# Where one of these stands, or stands before, one may be inside a token.
_JOINTS = frozenset("/-.'’ʼ")
_AFTER_WORDS = frozenset("-'’ʼ")


class TokenStarts:
    """Tells of places of a text, asked in order, whether a token begins there, without cutting the whole text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._border = 0

    def begins_at(self, place: int) -> bool:
        """Whether a token begins at a place."""
        text = self._text
        before, here = text[place - 1] if place else " ", text[place]
        if before in _JOINTS or here in _JOINTS:
            # A word in small letters ends with an apostrophe, and before a hyphen.
            return (before in _AFTER_WORDS and text[place - 2 : place - 1].islower()) or self._is_border(place)
        return before == " " or not (before.isalnum() or before == "_") or not (here.isalnum() or here == "_")

    def token_at(self, place: int) -> str | None:
        """The token that begins at a place, None if none does."""
        token = TOKEN.match(self._text, place) if self.begins_at(place) else None
        return token[1] if token else None

    def _is_border(self, place: int) -> bool:
        """Whether a token begins at a place, by cutting from white space or the last cut on."""
        at = self._border
        for space in " \n":
            at = max(at, self._text.rfind(space, at, place) + 1)
        while at < place:
            token = TOKEN.match(self._text, at)
            assert token, "any character begins a token"
            at = token.end()
        self._border = at
        return at == place
