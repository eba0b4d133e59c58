"""Where names may begin: found in one pass, for the names of the knowledge base and for those that no list has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.patterns.gates import Gate, relaxed_literal
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.tokens import TokenStarts

# A place, and the word that begins there.
Opening = tuple[int, str]

# What must stand behind the words of a class, in a gate: a proper name, for most.
_CONTINUATIONS = {
    "lower_head": r"[a-z', -]*[A-Z\"\xab<]",
    "announcing": r"(?: +[a-z-]+)? +[A-Z]",
    "corporate_suffix": "",
    "foreign_last": "",
    "foreign_of": " +[a-z]",
    "romance_first": " +[A-Za-z]",
}
# Words of a phrase may be parted in any way, since spaCy compares them one by one.
_PARTED = r"[\s\x1a]*"
# The gate looks at so many words of a phrase: with more of them it is slower, with fewer it lets too much through.
_WORDS = 2
# A text may have one letter for both.
_OE = re.compile("([Oo])([Ee])")


class NamePlaces:
    """Finds the places of words that open a name or give one away, and of the phrases of the knowledge base."""

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[Sequence[str]]) -> None:
        beginnings = dict.fromkeys(tuple(phrase[:_WORDS]) for phrase in phrases)
        words = [
            *(_with_capital(relaxed_literal(form), form[0].upper()) for form in vocabulary.forms("head")),
            *_continued(vocabulary),
            *(_beginning(phrase) for phrase in beginnings if phrase[0][0].isalnum()),
        ]
        signs = [_beginning(phrase) for phrase in beginnings if not phrase[0][0].isalnum()]
        self._gate = Gate([rf"\b(?:{'|'.join(words)})", *signs])

    def find(self, text: str, plain: bytes) -> list[Opening]:
        """Give the places in a folded text and the plain form of it, in order, with the words there."""
        tokens = TokenStarts(text)
        found = ((at, tokens.token_at(at)) for at in self._gate.starts(plain))
        return [(at, token) for at, token in found if token is not None]


def _continued(vocabulary: Vocabulary) -> Iterator[str]:
    for name, continuation in _CONTINUATIONS.items():
        for form in vocabulary.forms(name):
            yield rf"(?-i:{relaxed_literal(form)}{continuation})"


def _beginning(words: Sequence[str]) -> str:
    """A pattern for the first words of a phrase, whose capital counts."""
    words = [word.replace("œ", "oe").replace("Œ", "OE") for word in words]
    pattern = _OE.sub(r"\1\2?", _PARTED.join(map(relaxed_literal, words)))
    pattern += r"(?:\W|\z)" if words[-1][-1].isalnum() else ""
    return _with_capital(pattern, words[0][0]) if words[0][0].isupper() else pattern


def _with_capital(pattern: str, capital: str) -> str:
    first = relaxed_literal(capital)
    return f"(?-i:{first}){pattern[len(first) :]}"
