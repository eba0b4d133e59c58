"""The spaCy pipeline: a tokenizer of our own, then the components, in the order in which they build on each other.

The tokenizer cuts at what French typography cuts at, and keeps document symbols (`S/RES/1373`), numbers with their
letters (`70e`, `G20`) and ISO dates whole. White space other than one plain space belongs to the token before it, so
that `Conseil⏎de sécurité` and `Conseil de sécurité` are the same words; a blank line is a token of its own, which no
phrase can cross. `doc.text` is always the text that went in.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.body_ruler import RULER
from pipeline.components.dates import Dates
from pipeline.components.exclusions import Exclusions
from pipeline.components.figures import Figures
from pipeline.components.known_names import BODIES
from pipeline.components.linking import Linking
from pipeline.components.organisations import Organisations
from pipeline.components.resolutions import Adoption, Resolutions
from pipeline.components.spans import set_spans
from pipeline.patterns.collection import Patterns, load
from pipeline.surface import fold_word
from pipeline.tokens import TOKEN


class Component(Protocol):
    """A component of the pipeline, made of the patterns."""

    name: str

    def __init__(self, patterns: Patterns) -> None: ...

    def __call__(self, doc: Doc) -> Doc:
        """Add what it finds to the reading of a Doc, see `pipeline.mentions`."""
        ...


class Tokenizer:
    """Text to Doc, without loss: `doc.text` is the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize one text."""
        tokens = TOKEN.findall(text)
        words = [word for word, _ in tokens]
        return Doc(self.vocab, words=words, spaces=[space != "" for _, space in tokens])


def make_vocab() -> Vocab:
    """A vocabulary whose NORM is the form in which words are compared: no case, no accents, straight apostrophes."""
    return Vocab(lex_attr_getters={NORM: fold_word})


# The components that find mentions, each made of the patterns.
COMPONENTS: tuple[type[Component], ...] = (Exclusions, Resolutions, Organisations, Linking, Adoption, Dates, Figures)
SPANS = "glaneur_spans"
# What `build` has read, for the components that it makes: to look each time whether a file has changed takes time.
_at_hand: ContextVar[Patterns | None] = ContextVar("at_hand", default=None)


def _register(name: str, make: Callable[[Patterns], Callable[[Doc], Doc]]) -> None:
    """Make a component known to spaCy; its config holds the folder of the patterns, None for our own."""

    def create(nlp: Language, name: str, patterns: str | None) -> Callable[[Doc], Doc]:
        return make(_at_hand.get() or load(Path(patterns) if patterns else None))

    Language.factory(name, default_config={"patterns": None}, func=create)


for component in COMPONENTS:
    _register(component.name, component)
_register(SPANS, lambda patterns: set_spans)


def with_ruler() -> Language:
    """The tokenizer and spaCy's ruler, which has no names yet."""
    nlp = Language(make_vocab(), create_tokenizer=lambda nlp: Tokenizer(nlp.vocab), max_length=10**9)
    nlp.add_pipe(
        RULER, config={"spans_key": BODIES, "annotate_ents": False, "phrase_matcher_attr": "NORM", "overwrite": True}
    )
    return nlp


def build(root: Path | None = None) -> Language:
    """Build the whole pipeline from a folder of patterns, by default our own; raises PatternError."""
    patterns = load(root)
    nlp = with_ruler()
    nlp.get_pipe(RULER).add_patterns(patterns.names)  # type: ignore[attr-defined]
    outer = _at_hand.set(patterns)
    try:
        for name in (*(component.name for component in COMPONENTS), SPANS):
            nlp.add_pipe(name, config={"patterns": str(root) if root else None})
    finally:
        _at_hand.reset(outer)
    return nlp
