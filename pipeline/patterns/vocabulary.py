r"""The shared vocabulary of the rules: classes of words with their values, and named pieces of regular expression.

A line of `patterns/vocabulary/*.jsonl` is one of

    {"class": "month", "value": 1, "forms": ["janvier", "janv."]}
    {"class": "year", "regex": "(?:1[5-9]|20)\\d\\d"}

A class may have many lines of forms, or one regex; `exact` forms are matched in their very case (`g`, not `G`). In a
rule, `{month}` stands for any form of the class. A long regex may name its `gate`: a shorter one that matches whatever
the regex does, and more, and is what gates read (`pipeline.patterns.gates`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline import regexes
from pipeline.patterns.files import Form, PatternError, read_lines
from pipeline.patterns.gates import NEVER, PLACEHOLDER, Gate, GateError, relaxed, relaxed_literal
from pipeline.patterns.literals import any_of, literal
from pipeline.surface import fold_phrase, fold_text, fold_word

_PLAIN_SPACE = regexes.compile(r"\(\?: \+\)(?![?*+{])")
_FIRST_WORD = regexes.compile(r"[^\W\d_]+'?|\d|\S")
# Fifty times the longest class there is: classes that stand in each other double at each step.
_LONGEST = 2_000_000
# Numbers are longer than so many characters, in a gate; days, months and years are not.
_LONG = 700


class VocabularyLine(BaseModel):
    """One line of a vocabulary file."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name: str = Field(alias="class", pattern=r"^[a-z_]+$")
    value: int | float | str | bool | None = None
    forms: tuple[Form, ...] = Field(default=(), strict=False)
    exact: bool = False
    regex: str | None = None
    gate: str | None = None

    @model_validator(mode="after")
    def _forms_or_regex(self) -> Self:
        if bool(self.forms) == (self.regex is not None):
            raise ValueError("give either forms or a regex")
        if self.gate is not None and self.regex is None:
            raise ValueError("only a class with a regex has a gate")
        return self


class Vocabulary:
    """Classes of words, as regular expressions and as tables from folded form to value."""

    def __init__(self, lines: Iterable[tuple[str, VocabularyLine]]) -> None:
        self._values: dict[str, dict[str, int | float | str | bool | None]] = {}
        self._forms: dict[str, dict[str, bool]] = {}
        self._regexes: dict[str, str] = {}
        self._gates: dict[str, str] = {}
        self._kinds: dict[str, object] = {}
        # Where each class stands first.
        self.where: dict[str, str] = {}
        # Classes stand in many rules, and are turned into a regular expression once.
        self._any_form = cache(self._make_any_form)
        self._relaxed_class = cache(self._relax_and_check)
        self.relax_without = cache(self._relax_without)
        self._expansions: dict[str, str] = {}
        # The classes that are being expanded, each inside the one before.
        self._open: list[str] = []
        for where, line in lines:
            self.where.setdefault(line.name, where)
            if line.name in self._regexes or (line.regex is not None and line.name in self._forms):
                raise PatternError(f"{where}: class {line.name!r} is defined twice; a regex stands alone")
            if line.regex is not None:
                self._regexes[line.name] = line.regex
                if line.gate is not None:
                    self._gates[line.name] = line.gate
                continue
            table = self._values.setdefault(line.name, {})
            for form in line.forms:
                folded = fold_phrase(form)
                if table.setdefault(folded, line.value) != line.value:
                    raise PatternError(f"{where}: {form!r} already has another value in class {line.name!r}")
                if not _alike(line.value, self._kinds.setdefault(line.name, line.value)):
                    raise PatternError(f"{where}: class {line.name!r} has values of another kind than {line.value!r}")
                self._forms.setdefault(line.name, {})[form] = line.exact

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read all files of a vocabulary folder; raises PatternError."""
        return cls(line for path in sorted(folder.glob("*.jsonl")) for line in read_lines(path, VocabularyLine))

    def table(self, name: str) -> dict[str, int | float | str | bool | None]:
        """Folded form to value, for a class of forms; raises PatternError."""
        try:
            return self._values[name]
        except KeyError:
            raise PatternError(f"no class {name!r} with forms in the vocabulary") from None

    def value(self, name: str, surface: str) -> int | float | str | bool | None:
        """The value of a surface in a class; KeyError if it has none."""
        return self.table(name)[fold_phrase(surface)]

    def forms(self, name: str) -> tuple[str, ...]:
        """The forms of a class, as written; KeyError if it has none."""
        return tuple(self._forms[name])

    def openers(self, name: str) -> set[str]:
        """Folded first words of the forms of a class, `digit` for one that may open with a digit."""
        if name not in self._forms:
            return {opener(name)}
        return {opener(form) for form in self._forms[name]}

    def _make_any_form(self, name: str) -> str:
        forms = self._forms[name]
        exact = [form for form, is_exact in forms.items() if is_exact]
        free = [form for form, is_exact in forms.items() if not is_exact]
        return "|".join(filter(None, [any_of(free), f"(?-i:{any_of(exact)})" if exact else ""]))

    def relax(self, template: str, last: bool = False) -> str:
        """Turn a rule's template into a pattern for a gate, see `pipeline.patterns.gates`."""
        return relaxed(template, self._relaxed_class, last)

    def _relax_without(self, head: str, classes: frozenset[str]) -> str:
        """The same, of the head of a rule that does not begin with these classes: a number that is not in digits."""

        def relax(template: str) -> str:
            return relaxed(template, lambda name: NEVER if name in classes else self._relax_class(name, relax))

        return relax(head)

    def is_long(self, name: str) -> bool:
        """Whether a class makes the pattern of a gate much longer."""
        return len(self._relaxed_class(name)) > _LONG

    def _relax_and_check(self, name: str) -> str:
        """The pattern of a class by itself; raises PatternError where its gate is no regular expression."""
        if name not in self._gates:
            return self._relax_class(name)
        try:
            body = self._relax_class(name)
            Gate([body])
        except GateError as fault:
            reason = fault.args[0].decode("latin-1") if isinstance(fault.args[0], bytes) else fault
            raise PatternError(f"gate of class {name!r}: {reason}") from None
        return body

    def _relax_class(self, name: str, relax: Callable[[str], str] | None = None) -> str:
        if name in self._regexes:
            template = self._gates.get(name, self._regexes[name])
            return self._inside(name, lambda: f"(?:{(relax or self.relax)(template)})")
        if name not in self._forms:
            raise PatternError(f"no class {name!r} in the vocabulary")
        free = [relaxed_literal(form) for form, exact in self._forms[name].items() if not exact]
        exact = [relaxed_literal(form) for form, exact in self._forms[name].items() if exact]
        return f"(?:{'|'.join([*free, *(f'(?-i:{form})' for form in exact)])})"

    def expand(self, template: str) -> str:
        r"""Turn a rule's template into a regular expression over folded text.

        `{month}` becomes a group named `month`, `{month2}` a second one, `{:month}` an unnamed one. A space becomes
        any run of spaces; accents are optional on capitals, since titles go without.
        """

        def place(match: re.Match[str]) -> str:
            name = match["name"]
            if name in self._regexes:
                body = self._expanded(name)
            elif name in self._forms:
                body = self._any_form(name)
            else:
                raise PatternError(f"no class {name!r} in the vocabulary")
            return f"(?:{body})" if match["silent"] else f"(?P<{name}{match['index']}>{body})"

        pieces, at = [], 0
        for match in PLACEHOLDER.finditer(template):
            pieces += [literal(template[at : match.start()]), place(match)]
            at = match.end()
        return _PLAIN_SPACE.sub(" +", "".join([*pieces, literal(template[at:])]))

    def compile(self, template: str, form: str = "{}") -> re.Pattern[str]:
        """A rule's template as it stands in `form`; raises PatternError for one that is no regular expression."""
        try:
            return regexes.compile(form.replace("{}", self.expand(template)), re.IGNORECASE)
        except re.error as fault:
            raise PatternError(str(fault)) from None
        except RecursionError:
            raise PatternError("nested too deeply") from None
        except OverflowError:
            raise PatternError("repeats more often than can be counted") from None

    def _inside(self, name: str, make: Callable[[], str]) -> str:
        """What is made of a class; raises PatternError for one that is defined by itself, or grows too long."""
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            raise PatternError(f"class {name!r} is defined by itself: {circle}")
        self._open.append(name)
        try:
            body = make()
        finally:
            self._open.pop()
        if len(body) > _LONGEST:
            raise PatternError(
                f"class {name!r} grows to {len(body)} characters; it holds too many classes in each other"
            )
        return body

    def _expanded(self, name: str) -> str:
        """A class of one regex, expanded."""
        if name in self._expansions:
            return self._expansions[name]
        body = self._inside(name, lambda: self.expand(self._regexes[name]))
        self._expansions[name] = body
        return body


def _alike(value: object, other: object) -> bool:
    """Whether two values may stand in one class: numbers, texts or truths, and none with any."""
    return value is None or other is None or type(value) is type(other) or {type(value), type(other)} == {int, float}


# The opener of what begins with a digit.
DIGIT = "digit"


def opener(form: str) -> str:
    """The key by which a rule that begins with `form` is found: its folded first word, or `digit`."""
    first = _FIRST_WORD.match(fold_text(form))
    if not form:
        raise PatternError("a word that opens a rule is blank")
    word = first[0] if first else form
    return DIGIT if word[0].isdigit() else fold_word(word)
