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

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

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


# What `build` has read, for the components that it makes: to look each time whether a file has changed takes time.
_at_hand: ContextVar[Patterns | None] = ContextVar("at_hand", default=None)


def _register(component: str, make: Callable[[Language, Patterns], Callable[[Doc], Doc]]) -> str:
    """Make a component known to spaCy; its config holds the folder of the patterns, None for our own."""

    def create(nlp: Language, name: str, patterns: str | None) -> Callable[[Doc], Doc]:
        return make(nlp, _at_hand.get() or load(Path(patterns) if patterns else None))

    Language.factory(component, default_config={"patterns": None}, func=create)
    return component


SPANS = "glaneur_spans"
COMPONENTS = (
    _register(Exclusions.name, lambda nlp, patterns: Exclusions(patterns)),
    _register(Resolutions.name, lambda nlp, patterns: Resolutions(patterns)),
    _register(Organisations.name, lambda nlp, patterns: Organisations(patterns)),
    _register(Linking.name, lambda nlp, patterns: Linking(patterns)),
    _register(Adoption.name, lambda nlp, patterns: Adoption(patterns)),
    _register(Dates.name, lambda nlp, patterns: Dates(patterns)),
    _register(Figures.name, lambda nlp, patterns: Figures(patterns)),
    _register(SPANS, lambda nlp, patterns: set_spans),
)


def build(root: Path | None = None, with_names: bool = True) -> Language:
    """Build the pipeline from a folder of patterns, by default our own; raises PatternError.

    Without names the ruler has none yet, see `pipeline.body_ruler`.
    """
    patterns = load(root)
    nlp = Language(make_vocab(), create_tokenizer=lambda nlp: Tokenizer(nlp.vocab), max_length=10**9)
    ruler = nlp.add_pipe(
        "span_ruler",
        config={"spans_key": BODIES, "annotate_ents": False, "phrase_matcher_attr": "NORM", "overwrite": True},
    )
    if with_names:
        ruler.add_patterns(patterns.names)  # type: ignore[attr-defined]
    outer = _at_hand.set(patterns)
    try:
        for component in COMPONENTS:
            nlp.add_pipe(component, config={"patterns": str(root) if root else None})
    finally:
        _at_hand.reset(outer)
    return nlp
