"""All pattern files together, read and compiled once."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from pipeline.patterns.bodies import KnowledgeBase, body_patterns
from pipeline.patterns.files import PatternError, default_patterns, patterns_hash
from pipeline.patterns.name_places import NamePlaces
from pipeline.patterns.phrases import Phrases
from pipeline.patterns.places import Places
from pipeline.patterns.rules import RuleSet
from pipeline.patterns.vocabulary import Vocabulary
from pipeline.surface import fold_text
from pipeline.tokens import words_of
from pipeline.values.dates import DateReader
from pipeline.values.figures import FigureReader
from pipeline.values.numbers import NumberReader
from pipeline.values.resolutions import ResolutionReader

# The rule sets, by the folder of `patterns/` that holds them; `exclusions` are matched first.
RULE_FOLDERS = ("exclusions", "resolutions", "dates", "figures")


class Patterns:
    """Everything that a patterns folder holds, and the readers of values that use its vocabulary."""

    def __init__(self, root: Path) -> None:
        for folder in ("vocabulary", "organisations", *RULE_FOLDERS):
            if not (root / folder).is_dir():
                raise PatternError(f"{root}: cannot be read: a patterns folder has {folder}/ in it")
        self.root = root
        self.vocabulary = Vocabulary.read(root / "vocabulary")
        self.bodies = KnowledgeBase.read(root / "organisations")
        self.rules = {folder: RuleSet.read(root / folder, self.vocabulary) for folder in RULE_FOLDERS}
        self.places = Places(self.rules)
        self.names = tuple(body_patterns(self.bodies))
        self.phrases = Phrases(words_of(fold_text(name["pattern"])) for name in self.names)
        self.name_places = NamePlaces(self.vocabulary)
        self.numbers = NumberReader(self._integers("number_word", "one"), self._integers("thousand", "scale"))
        self.date_reader = DateReader(self.vocabulary, self.numbers)
        self.figure_reader = FigureReader(self.vocabulary, self.numbers)
        self.resolution_reader = ResolutionReader.read_adopters(root / "adopters.jsonl", self.vocabulary)

        _check_values(self.rules["dates"], self.date_reader.kinds)
        _check_values(self.rules["figures"], self.figure_reader.kinds)

    def _integers(self, *classes: str) -> dict[str, int]:
        tables = (self.vocabulary.table(name) for name in classes)
        return {form: value for table in tables for form, value in table.items() if isinstance(value, int)}


def _check_values(rules: RuleSet, kinds: Collection[str]) -> None:
    for rule in rules.rules:
        if rule.line.value not in kinds:
            raise PatternError(
                f"{rule.where}: rule {rule.line.id}: value {rule.line.value!r} is none of {', '.join(sorted(kinds))}"
            )


@lru_cache(maxsize=4)
def _load(root: Path, digest: str) -> Patterns:
    return Patterns(root)


def load(root: Path | None = None) -> Patterns:
    """The patterns of a folder, by default our own; read once, and again when a file changes. Raises PatternError."""
    folder = (root or default_patterns()).resolve()
    return _load(folder, patterns_hash(folder))
