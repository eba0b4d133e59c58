"""Where names that no list has may begin: found in one pass."""

from __future__ import annotations

from collections.abc import Iterator

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


class NamePlaces:
    """Finds the places of words that open a name or give one away."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        heads = (_with_capital(relaxed_literal(form), form[0].upper()) for form in vocabulary.forms("head"))
        self._gate = Gate([rf"\b(?:{'|'.join([*heads, *_continued(vocabulary)])})"])

    def find(self, text: str, plain: bytes) -> list[Opening]:
        """Give the places in a folded text and the plain form of it, in order, with the words there."""
        tokens = TokenStarts(text)
        found = ((at, tokens.token_at(at)) for at in self._gate.starts(plain))
        return [(at, token) for at, token in found if token is not None]


def _continued(vocabulary: Vocabulary) -> Iterator[str]:
    for name, continuation in _CONTINUATIONS.items():
        for form in vocabulary.forms(name):
            yield rf"(?-i:{relaxed_literal(form)}{continuation})"


def _with_capital(pattern: str, capital: str) -> str:
    first = relaxed_literal(capital)
    return f"(?-i:{first}){pattern[len(first) :]}"
