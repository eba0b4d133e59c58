"""The regular expressions of the classes and the rules: they compile, match something, and take time in proportion."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.patterns.files import PatternError
from pipeline.patterns.pumps import slow_text
from pipeline.patterns.rules import RuleLine
from pipeline.patterns.vocabulary import Vocabulary

# What opens most mentions, and what most of them hold.
_TEMPTATIONS = ("1", "1 000 ", "12, ", "(", "« ", "A ", "a ", "de la ", "et ", "deux ", "cent ", "I", ", ", " ", "3/")
# How a rule uses its expressions: the whole mention ends where a word ends, and what stands before it stands close.
_FORMS = {"regex": r"(?:{})(?!\w)", "right": "{}", "unless_right": "{}", "left": "(?:{})$", "unless": "(?:{})$"}
_BEFORE = ("left", "unless")


def class_faults(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield (where, fault) for classes that are no regular expression, in use or not."""
    for name, where in vocabulary.where.items():
        try:
            vocabulary.compile(f"{{:{name}}}")
            vocabulary.relax(f"{{{name}}}")
        except PatternError as fault:
            yield where, f"class {name!r}: {fault}"


def compile_faults(line: RuleLine, vocabulary: Vocabulary) -> Iterator[str]:
    """Expressions of a rule that are none."""
    for part, template in _parts(line):
        try:
            pattern = vocabulary.compile(template, _FORMS[part])
        except PatternError as fault:
            yield f"{part}: {fault}"
        else:
            if part == "regex" and pattern.match("") is not None:
                yield "matches the empty string"


def slow_faults(line: RuleLine, examples: list[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Expressions of a rule that take far too long on some text; `left` and `unless` only see what is in reach."""
    for part, template in _parts(line):
        pattern = vocabulary.compile(template, _FORMS[part])
        text = slow_text(pattern, (*_TEMPTATIONS, *examples), line.reach if part in _BEFORE else None)
        if text is not None:
            yield f"{part}: its time explodes on texts such as {text!r}; let no two repeats share what they match"


def _parts(line: RuleLine) -> Iterator[tuple[str, str]]:
    for part in _FORMS:
        if template := getattr(line, part):
            yield part, template
