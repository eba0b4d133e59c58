"""Rules: one JSON line each, matched as character patterns from the words that open them.

    {"id": "dates/month-year", "label": "DATE", "opens": ["month"], "regex": "{month} {year}", "value": "point",
     "examples": ["en [[septembre 2018|edtf=2018-09]]"], "counterexamples": ["…"]}

`opens` names the vocabulary classes or words that a mention may begin with (`digit` for digits, `symbol` for document
symbols): a rule is tried there only, which is what makes many rules cheap. `left` and `right` state what must stand
around the mention, `unless` and `unless_right` what must not; `after` names a label, a mention of which must stand just before,
in the same list. The label `NONE` marks what is no mention of the labels in `blocks`: ordinals, articles, times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from pipeline.patterns.files import PatternError, read_lines
from pipeline.patterns.vocabulary import Vocabulary, opener

# How far a rule may look around a mention, in characters.
CONTEXT = 60

# What may stand between two mentions of one list: `1267 (1999), 1989 (2011) et 2253 (2015)`, also with their dates.
LIST_GAP = (
    r"(?: (?:du|en date du|adoptée le) \d{1,2}(?:er)? [^\W\d_]+ \d{4})?"
    r"(?:,? (?:et|ou|ainsi que|à|et à|and)(?: (?:la|les|sa|ses|de la|des|de sa))?|[,;])"
    r"(?: (?:n°|no|nos))? "
)


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
    blocks: tuple[Literal["RESOLUTION", "DATE", "FIGURE"], ...] = Field(default=(), strict=False)
    examples: tuple[str, ...] = Field(min_length=1, strict=False)
    counterexamples: tuple[str, ...] = Field(min_length=1, strict=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to match."""

    line: RuleLine
    where: str
    pattern: re.Pattern[str]
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_right: re.Pattern[str] | None

    @classmethod
    def compile(cls, line: RuleLine, where: str, vocabulary: Vocabulary) -> Self:
        """Expand and compile the templates of a rule; raises PatternError."""

        def compiled(template: str | None, form: str) -> re.Pattern[str] | None:
            if template is None:
                return None
            return re.compile(form.format(vocabulary.expand(template)), re.IGNORECASE)

        try:
            return cls(
                line,
                where,
                re.compile(rf"(?:{vocabulary.expand(line.regex)})(?!\w)", re.IGNORECASE),
                compiled(line.left, "(?:{})$"),
                compiled(line.right, "(?:{})"),
                compiled(line.unless, "(?:{})$"),
                compiled(line.unless_right, "(?:{})"),
            )
        except (re.error, PatternError) as fault:
            raise PatternError(f"{where}: rule {line.id}: {fault}") from None

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """Match at one place of a folded text, in a fitting context; never the empty string."""
        found = self.pattern.match(text, at)
        if found is None or found.end() == at:
            return None
        if self.right and not self.right.match(text, found.end()):
            return None
        if self.unless_right and self.unless_right.match(text, found.end()):
            return None
        if self.left or self.unless:
            before = text[max(0, at - CONTEXT) : at]
            if self.left and not self.left.search(before):
                return None
            if self.unless and self.unless.search(before):
                return None
        return found


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
        self._gap = re.compile(vocabulary.expand(LIST_GAP), re.IGNORECASE)
        self._by_opener: dict[str, list[Rule]] = {}
        for rule in rules:
            for key in sorted({key for name in rule.line.opens for key in vocabulary.openers(name)}):
                self._by_opener.setdefault(key, []).append(rule)

    @classmethod
    def read(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Read all rule files of a folder; raises PatternError."""
        lines = (entry for path in sorted(folder.glob("*.jsonl")) for entry in read_lines(path, RuleLine))
        return cls([Rule.compile(line, where, vocabulary) for where, line in lines], vocabulary)

    @property
    def openers(self) -> frozenset[str]:
        """The keys of the words at which a mention may begin."""
        return frozenset(self._by_opener)

    def find(
        self, text: str, places: Iterable[tuple[int, str]], taken: Sequence[tuple[int, int]] = ()
    ) -> list[Match]:
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
            best: tuple[int, Rule, re.Match[str]] | None = None
            for rule in self._by_opener.get(key, ()):
                if rule.line.after and not (found and self._gap.fullmatch(text, end, at)):
                    continue
                match = rule.match(text, at)
                if match and match.end() <= limit and (best is None or match.end() > best[0]):
                    best = (match.end(), rule, match)
            if best:
                end = best[0]
                found.append(Match(at, end, best[1], best[2].groupdict()))
        return found


def opener_of(token: str) -> str:
    """The key of a token of the text: `digit`, `symbol` for a document symbol, else the folded word."""
    if token[0].isdigit():
        return "digit"
    return "symbol" if "/" in token or "-RES-" in token else opener(token)
