"""Names of the knowledge base, through spaCy's ruler: a name needs its capital, an acronym its exact letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline import regexes
from pipeline.components.acronyms import as_word, in_capitals, letters_of_number
from pipeline.patterns.bodies import KnowledgeBase
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.records import NameForm
from pipeline.surface import fold_text

BODIES = "bodies"
# `publié sur Facebook`: a place to read, and no company that acts
_ON = regexes.compile(r"(?<!\w)(?:sur|via) (?:la page |le compte |le réseau |l'application )?\Z")


class Name(NamedTuple):
    """A stretch of text that names a body: `core` is where the name ends without its parent.

    `tentative` names count only where the document names the body in another way too.
    """

    start: int
    end: int
    core: int
    rule: str
    form: NameForm
    bodies: tuple[str, ...] = ()
    tentative: bool = False


class KnownNames:
    """Reads what the ruler found in `doc.spans[BODIES]`."""

    def __init__(self, bodies: KnowledgeBase, vocabulary: Vocabulary) -> None:
        self._bodies = bodies
        self._platform = regexes.compile(vocabulary.expand("{:platform}(?!\\w)"))
        self._letters = {body.id: frozenset(map(fold_text, body.acronyms)) for body in bodies}

    def find(self, doc: Doc, text: str, offsets: Sequence[int]) -> Iterator[Name]:
        """All names that stand in the text, also those that are part of others."""
        found: dict[tuple[int, int, NameForm], list[str]] = {}
        for span in doc.spans.get(BODIES, ()):
            start = offsets[span.start]
            last = span.end - 1
            end = offsets[last] + len(doc[last].text.rstrip())
            form, _, body = span.id_.partition(":")
            surface = text[start:end]
            if form == "acronym":
                if self._is_acronym(body, surface, text, start, end):
                    found.setdefault((start, end, "acronym"), []).append(body)
            elif (form == "name" or form == "short") and self._has_its_capital(body, surface):
                found.setdefault((start, end, form), []).append(body)
        # The ruler gives spans of one length in any order. What is both, as `EUFOR-RCA`, is an acronym before a name.
        for (start, end, form), bodies in sorted(found.items()):
            bodies.sort()
            if _ON.search(text, max(0, start - 20), start) and self._platform.match(text, start):
                continue
            # With a number (`Comité 1540`) a short form tells which body it is.
            tentative = form == "short" and not any(c.isdigit() for c in text[start:end])
            yield Name(start, end, end, f"organisations/{bodies[0]}", form, tuple(bodies), tentative)

    def _is_acronym(self, body: str, surface: str, text: str, start: int, end: int) -> bool:
        """Whether the letters are exactly those of the body, and neither a document number nor a word of a title.

        Guarded letters that are its name too are read as a name: that stands also where nothing else names the body.
        """
        letters = self._letters[body]
        if surface not in letters and not (surface.upper() in letters and as_word(surface, text, start)):
            return False
        if letters_of_number(text, start, end):
            return False
        if not self._bodies.is_guarded(body, surface):
            return True
        return surface != self._bodies[body].name and not in_capitals(text, start, end)

    def _has_its_capital(self, body: str, surface: str) -> bool:
        """Whether a name begins with a capital, or is one that is written without."""
        names = (self._bodies[body].name, *self._bodies[body].names)
        return surface[0].isupper() or any(fold_text(name) == surface for name in names)
