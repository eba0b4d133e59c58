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
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from pipeline import regexes
from pipeline.patterns.beginnings import beginning
from pipeline.patterns.endings import Endings, endings
from pipeline.patterns.files import PatternError, read_lines
from pipeline.patterns.gates import leading_condition
from pipeline.patterns.vocabulary import DIGIT, Vocabulary, opener

# What may stand between two mentions of one list: `1267 (1999), 1989 (2011) et 2253 (2015)`, also with their dates.
LIST_GAP = (
    r"(?:,? (?:du|en date du|adoptée le) \d{1,2}(?:er)? [^\W\d_]+ \d{4})?"
    r"(?:, (?:sur|relative|concernant|consacrée|par\.)[^;.()\d]{2,60}(?:\d+(?: à \d+)?)?(?=,))?"
    r"(?:,? (?:et|ou|ainsi que|à|et à|and)(?: (?:la|les|sa|ses|de la|des|de sa))?|[,;])"
    r"(?: (?:n°|no|nos))? "
)


# A rule that begins with a class of the vocabulary shares the match of that class with the others.
_HEAD = regexes.compile(r"\{([a-z_]+)\}")
_WHOLE = r"(?:{})(?!\w)"
# The classes of numbers that rules may open with or not, and that are looked for apart.
_DIGITS, _SINGLE = frozenset({"digits"}), frozenset({"a_single"})
# Behind a mention stands no letter or digit, in a gate as in `_WHOLE`.
_ENDS = r"(?:\W|\z)"


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
        self.openers = frozenset(key for name in line.opens for key in vocabulary.openers(name))

    @cached_property
    def relaxed(self) -> str:
        """The pattern by which a gate knows where the rule may match; raises PatternError."""
        with self._named():
            return self._vocabulary.relax(self._head) + self._relaxed_rest

    @cached_property
    def relaxed_in_words(self) -> str:
        """The same, of a mention that does not begin with a digit, as far as the head shows it.

        A number in words is enough, and the same for many rules; but of what `un` opens only little is a mention.
        """
        with self._named():
            in_words = self._vocabulary.relax_without(self._head, _DIGITS | _SINGLE)
            if "one" in self.line.opens or in_words == self._vocabulary.relax(self._head):
                return self._vocabulary.relax_without(self._head, _DIGITS) + self._relaxed_rest
            return rf"{in_words}(?:[^A-Za-z]|\z)"

    @cached_property
    def _relaxed_rest(self) -> str:
        relax = self._vocabulary.relax
        if condition := leading_condition(self._rest):
            return f"(?:{relax(condition, last=True)})"
        begun = beginning(self._rest, self._vocabulary.is_long, {self.head} if self.head else ())
        if begun != self._rest:
            return f"(?:{relax(begun)})"
        mention = relax(self._rest)
        if self.line.right:
            return f"(?:{mention})(?:{relax(self.line.right, last=True)})"
        with_last = relax(self._rest, last=True)
        return f"(?:{with_last})" + (_ENDS if with_last == mention else "")

    @property
    def _head(self) -> str:
        return f"{{{self.head}}}" if self.head else ""

    @property
    def _rest(self) -> str:
        return self.line.regex.removeprefix(self._head)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """What is wrong is told with the rule that it is wrong in."""
        try:
            yield
        except PatternError as fault:
            raise PatternError(f"{self.where}: rule {self.line.id}: {fault}") from None

    def _compile(self, template: str, form: str) -> re.Pattern[str]:
        with self._named():
            return self._vocabulary.compile(template, form)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the whole mention looks like."""
        return self._compile(self.line.regex, _WHOLE)

    @cached_property
    def rest(self) -> re.Pattern[str]:
        """What follows the head."""
        return self._compile(self._rest, _WHOLE)

    @cached_property
    def before(self) -> Endings | None:
        """What must stand right before a mention, as far as a few characters tell: to be asked before `match`."""
        _ = self._left  # which tells what is wrong with it, and in which rule
        return endings(self._vocabulary.relax(self.line.left)) if self.line.left else None

    @cached_property
    def _left(self) -> re.Pattern[str] | None:
        return self._compile(self.line.left, "(?:{})$") if self.line.left else None

    @cached_property
    def _unless(self) -> tuple[re.Pattern[str], Endings | None] | None:
        """What must not stand before the mention, and how that ends."""
        if not self.line.unless:
            return None
        return self._compile(self.line.unless, "(?:{})$"), endings(self._vocabulary.relax(self.line.unless))

    @cached_property
    def _continuation(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """What must (True) and must not (False) stand behind the mention."""
        given = ((self.line.right, True), (self.line.unless_right, False))
        return tuple((self._compile(template, "(?:{})"), wanted) for template, wanted in given if template)

    def compile(self) -> None:
        """Compile everything now; raises PatternError."""
        _ = self.pattern, self.rest, self.before, self._left, self._unless, self._continuation, self.relaxed

    def _stands_well(self, text: str, at: int) -> bool:
        """Whether what stands before a place is what must, and not what must not."""
        start = max(0, at - self.line.reach)
        if self._left is not None and self._left.search(text[start:at]) is None:
            return False
        if self._unless is None:
            return True
        pattern, ends = self._unless
        return (ends is not None and not ends.fit(text, at)) or pattern.search(text[start:at]) is None

    def match(self, text: str, at: int, head: re.Match[str] | None = None) -> Match | None:
        """Match at one place of a folded text, behind the head if there is one; never the empty string."""
        found = self.rest.match(text, head.end() if head else at)
        if found is None or found.end() == at:
            return None
        for pattern, wanted in self._continuation:
            if (pattern.match(text, found.end()) is not None) is not wanted:
                return None
        if not self._stands_well(text, at):
            return None
        groups = found.groupdict()
        if head and self.head:
            groups[self.head] = head[0]
        return Match(at, found.end(), self, groups)


class Match(NamedTuple):
    """Where a rule matched: offsets and the named groups."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, Any]


class RuleSet:
    """The rules of one label."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.rules = tuple(rules)
        self._gap = regexes.compile(vocabulary.expand(LIST_GAP), re.IGNORECASE)
        self._heads = {
            rule.head: regexes.compile(vocabulary.expand(f"{{:{rule.head}}}"), re.IGNORECASE)
            for rule in rules
            if rule.head
        }

    @classmethod
    def read(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Read all rule files of a folder; raises PatternError."""
        lines = (entry for path in sorted(folder.glob("*.jsonl")) for entry in read_lines(path, RuleLine))
        return cls([Rule(line, where, vocabulary) for where, line in lines], vocabulary)

    def find(self, text: str, places: Iterable[Place], taken: Sequence[tuple[int, int]] = ()) -> list[Match]:
        """Find the leftmost, longest matches in a folded text, without overlap.

        `places` are where rules may match, in order, `taken` the stretches, in order, that no match may touch. Of two
        rules with the same match, the earlier in the files wins.
        """
        found: list[Match] = []
        end = next_taken = 0
        for at, rules in places:
            if at < end:
                continue
            while next_taken < len(taken) and taken[next_taken][1] <= at:
                next_taken += 1
            limit = taken[next_taken][0] if next_taken < len(taken) else len(text)
            if at >= limit:
                continue
            best: Match | None = None
            continues: bool | None = None
            heads: dict[str | None, re.Match[str] | None] = {None: None}
            for rule in rules:
                if rule.before is not None and not rule.before.fit(text, at):
                    continue
                if rule.line.after is not None:
                    if continues is None:
                        continues = bool(found) and self._gap.fullmatch(text, end, at) is not None
                    if not continues:
                        continue
                if rule.head not in heads:
                    heads[rule.head] = self._heads[rule.head].match(text, at)
                if rule.head and heads[rule.head] is None:
                    continue
                match = rule.match(text, at, heads[rule.head])
                if match and match.end <= limit and (best is None or match.end > best.end):
                    best = match
            if best:
                end = best.end
                found.append(best)
        return found


# A place where some rules may match.
Place = tuple[int, Sequence[Rule]]


@lru_cache(maxsize=1 << 16)
def opener_of(token: str) -> str:
    """The key of a token of the text: `digit`, `symbol` for a document symbol, else the folded word."""
    if token[0].isdigit():
        return DIGIT
    coded = token[0].isupper() and token[-1:].strip().isdigit()
    return "symbol" if "/" in token or "-RES-" in token or "_" in token or coded else opener(token)
