"""Rules: one JSON line each, matched as character patterns from the words that open them.

    {"id": "dates/month-year", "label": "DATE", "opens": ["month"], "regex": "{month} {year}", "value": "point",
     "examples": ["en [[septembre 2018|edtf=2018-09]]"], "counterexamples": ["…"]}

`opens` names the vocabulary classes or words that a mention may begin with (`digit` for digits, `symbol` for document
symbols): a rule is tried there only, which is what makes many rules cheap. `left` and `right` state what must stand
around the mention, `unless` and `unless_right` what must not (`reach` characters before it are looked at); `after`
names a label, a mention of which must stand just before, in the same list. The label `NONE` marks what is no mention
of the labels in `blocks`: ordinals, articles, times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from pipeline.patterns.files import PatternError, read_lines
from pipeline.patterns.vocabulary import Vocabulary, opener

# What may stand between two mentions of one list: `1267 (1999), 1989 (2011) et 2253 (2015)`, also with their dates.
LIST_GAP = (
    r"(?: (?:du|en date du|adoptée le) \d{1,2}(?:er)? [^\W\d_]+ \d{4})?"
    r"(?:,? (?:et|ou|ainsi que|à|et à|and)(?: (?:la|les|sa|ses|de la|des|de sa))?|[,;])"
    r"(?: (?:n°|no|nos))? "
)


# A rule that begins with a class of the vocabulary shares the match of that class with the others.
_HEAD = re.compile(r"\{([a-z_]+)\}")
_WHOLE = r"(?:{})(?!\w)"


class RuleLine(BaseModel):
    """One line of a rule file."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z]+/[a-z0-9-]+$")
    label: Literal["RESOLUTION", "DATE", "FIGURE", "NONE"]
    opens: tuple[str, ...] = Field(min_length=1, strict=False)
    regex: str = Field(min_length=1)
    value: str | None = None
    left: str | None = None
    right: str | None = None
    unless: str | None = None
    unless_right: str | None = None
    after: str | None = None
    reach: int = Field(default=24, ge=1, le=200)
    blocks: tuple[Literal["RESOLUTION", "DATE", "FIGURE"], ...] = Field(default=(), strict=False)
    examples: tuple[str, ...] = Field(min_length=1, strict=False)
    counterexamples: tuple[str, ...] = Field(min_length=1, strict=False)


class Rule:
    """A rule ready to match; its regular expressions are compiled when first needed, since compiling takes longest."""

    def __init__(self, line: RuleLine, where: str, vocabulary: Vocabulary) -> None:
        self.line = line
        self.where = where
        self._vocabulary = vocabulary
        head = _HEAD.match(line.regex)
        self.head = head[1] if head else None

    def _compile(self, template: str, form: str) -> re.Pattern[str]:
        try:
            return re.compile(form.format(self._vocabulary.expand(template)), re.IGNORECASE)
        except (re.error, PatternError) as fault:
            raise PatternError(f"{self.where}: rule {self.line.id}: {fault}") from None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the whole mention looks like."""
        return self._compile(self.line.regex, _WHOLE)

    @cached_property
    def _rest(self) -> re.Pattern[str]:
        """What follows the head."""
        return self._compile(self.line.regex.removeprefix(f"{{{self.head}}}"), _WHOLE)

    @cached_property
    def _context(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """What must (True) and must not (False) stand before the mention."""
        given = ((self.line.left, True), (self.line.unless, False))
        return tuple((self._compile(template, "(?:{})$"), wanted) for template, wanted in given if template)

    @cached_property
    def _continuation(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """What must (True) and must not (False) stand behind the mention."""
        given = ((self.line.right, True), (self.line.unless_right, False))
        return tuple((self._compile(template, "(?:{})"), wanted) for template, wanted in given if template)

    def compile(self) -> None:
        """Compile everything now; raises PatternError."""
        _ = self.pattern, self._rest, self._context, self._continuation

    def match(self, text: str, at: int, heads: Heads) -> Match | None:
        """Match at one place of a folded text, in a fitting context; never the empty string."""
        groups: dict[str, Any] = {}
        after_head = at
        if self.head:
            head = heads.match(self.head, text, at)
            if head is None:
                return None
            groups[self.head] = head[0]
            after_head = head.end()
        found = self._rest.match(text, after_head)
        if found is None or found.end() == at:
            return None
        for pattern, wanted in self._continuation:
            if (pattern.match(text, found.end()) is not None) is not wanted:
                return None
        before = text[max(0, at - self.line.reach) : at]
        for pattern, wanted in self._context:
            if (pattern.search(before) is not None) is not wanted:
                return None
        return Match(at, found.end(), self, groups | found.groupdict())


class Heads:
    """The vocabulary classes with which rules begin, matched once for all rules at a place."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._at = -1
        self._found: dict[str, re.Match[str] | None] = {}

    def match(self, name: str, text: str, at: int) -> re.Match[str] | None:
        """Match a class at a place; the match is kept until the next place, `forget` ends a text."""
        if at != self._at:
            self._at = at
            self._found.clear()
        if name not in self._found:
            self._found[name] = self._pattern(name).match(text, at)
        return self._found[name]

    def forget(self) -> None:
        """Forget the last place."""
        self._at = -1

    def _pattern(self, name: str) -> re.Pattern[str]:
        if name not in self._patterns:
            self._patterns[name] = re.compile(self._vocabulary.expand(f"{{:{name}}}"), re.IGNORECASE)
        return self._patterns[name]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: offsets and the named groups."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, Any] = field(compare=False)


class RuleSet:
    """The rules of one label, found by the word that opens a mention."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.rules = tuple(rules)
        self._heads = Heads(vocabulary)
        self._gap = re.compile(vocabulary.expand(LIST_GAP), re.IGNORECASE)
        self._by_opener: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in sorted({key for name in rule.line.opens for key in vocabulary.openers(name)}):
                self._by_opener.setdefault(key, []).append(rule)

    @classmethod
    def read(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Read all rule files of a folder; raises PatternError."""
        lines = (entry for path in sorted(folder.glob("*.jsonl")) for entry in read_lines(path, RuleLine))
        return cls([Rule(line, where, vocabulary) for where, line in lines], vocabulary)

    @property
    def openers(self) -> frozenset[str]:
        """The keys of the words at which a mention may begin."""
        return frozenset(self._by_opener)

    def find(self, text: str, places: Iterable[tuple[int, str]], taken: Sequence[tuple[int, int]] = ()) -> list[Match]:
        """Find the leftmost, longest matches in a folded text, without overlap.

        `places` gives the offsets, in order, of words that may open a mention, with their key; `taken` the stretches,
        in order, that no match may touch. Of two rules with the same match, the earlier in the files wins.
        """
        found: list[Match] = []
        end = next_taken = 0
        for at, key in places:
            while next_taken < len(taken) and taken[next_taken][1] <= at:
                next_taken += 1
            limit = taken[next_taken][0] if next_taken < len(taken) else len(text)
            if at < end or at >= limit:
                continue
            best: Match | None = None
            for rule in self._by_opener.get(key, ()):
                if rule.line.after and not (found and self._gap.fullmatch(text, end, at)):
                    continue
                match = rule.match(text, at, self._heads)
                if match and match.end <= limit and (best is None or match.end > best.end):
                    best = match
            if best:
                end = best.end
                found.append(best)
        self._heads.forget()
        return found


@lru_cache(maxsize=1 << 16)
def opener_of(token: str) -> str:
    """The key of a token of the text: `digit`, `symbol` for a document symbol, else the folded word."""
    if token[0].isdigit():
        return "digit"
    return "symbol" if "/" in token or "-RES-" in token else opener(token)
