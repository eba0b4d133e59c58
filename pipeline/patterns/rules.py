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
    r"(?:,? (?:du|en date du|adoptée le) \d{1,2}(?:er)? [^\W\d_]+ \d{4})?"
    r"(?:, (?:sur|relative|concernant|consacrée|par\.)[^;.()\d]{2,60}(?:\d+(?: à \d+)?)?(?=,))?"
    r"(?:,? (?:et|ou|ainsi que|à|et à|and)(?: (?:la|les|sa|ses|de la|des|de sa))?|[,;])"
    r"(?: (?:n°|no|nos))? "
)


# A rule that begins with a class of the vocabulary shares the match of that class with the others.
_HEAD = re.compile(r"\{([a-z_]+)\}")
_WHOLE = r"(?:{})(?!\w)"
_GROUP_NAME = re.compile(r"\(\?P<\w+>")
_NEVER = r"(?!)"
# Compiling a gate takes as long as some hundred places take without it; a single sentence never pays for it.
_TRIES_BEFORE_GATE = 300
# Groups with more than this share of the rules of their head use the gate of them all.
_ALIKE = 0.8


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
    def rest(self) -> re.Pattern[str]:
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
        _ = self.pattern, self.rest, self._context, self._continuation

    def match(self, text: str, at: int, head: re.Match[str] | None = None) -> Match | None:
        """Match at one place of a folded text, behind the head if there is one; never the empty string."""
        found = self.rest.match(text, head.end() if head else at)
        if found is None or found.end() == at:
            return None
        for pattern, wanted in self._continuation:
            if (pattern.match(text, found.end()) is not None) is not wanted:
                return None
        before = text[max(0, at - self.line.reach) : at]
        for pattern, wanted in self._context:
            if (pattern.search(before) is not None) is not wanted:
                return None
        groups = found.groupdict()
        if head and self.head:
            groups[self.head] = head[0]
        return Match(at, found.end(), self, groups)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: offsets and the named groups."""

    start: int
    end: int
    rule: Rule
    groups: dict[str, Any] = field(compare=False)


class _Gate:
    """The union of what may follow the head of some rules: where it does not match, none of them does."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed; rules whose head may be all are left out, no gate can hold them off."""
        rests = (rule.rest.pattern for rule in self._rules if not rule.rest.match(""))
        return re.compile("|".join(_GROUP_NAME.sub("(?:", rest) for rest in rests) or _NEVER, re.IGNORECASE)


class _Group:
    """Rules that may begin with the same word and share a head; all continue a list, or none does.

    The head is matched once for all. A gate then tells in one go whether any of the rules can match; it is compiled
    when the group has been tried often enough to be worth it.
    """

    def __init__(
        self, head: str | None, rules: Sequence[tuple[int, Rule]], gate: _Gate, vocabulary: Vocabulary
    ) -> None:
        self._head = head
        self._gate = gate
        self._rules = tuple(rules)
        self._vocabulary = vocabulary
        self._tries = 0
        self.continues_a_list = rules[0][1].line.after is not None

    @cached_property
    def _head_pattern(self) -> re.Pattern[str]:
        return re.compile(self._vocabulary.expand(f"{{:{self._head}}}"), re.IGNORECASE)

    @cached_property
    def _short(self) -> tuple[tuple[int, Rule], ...]:
        """The rules whose head may be all: no gate can hold them off."""
        return tuple((index, rule) for index, rule in self._rules if rule.rest.match(""))

    def matches(self, text: str, at: int) -> Sequence[tuple[int, Match]]:
        """Give the rank of each rule that matches at a place, with its match."""
        head, after_head = None, at
        if self._head is not None:
            head = self._head_pattern.match(text, at)
            if head is None:
                return ()
            after_head = head.end()
        self._tries += 1
        rules = self._rules
        if self._tries > _TRIES_BEFORE_GATE and len(rules) > 2 and not self._gate.pattern.match(text, after_head):
            rules = self._short
            if not rules:
                return ()
        found = ((rank, rule.match(text, at, head)) for rank, rule in rules)
        return [(rank, match) for rank, match in found if match is not None]


class RuleSet:
    """The rules of one label, found by the word that opens a mention."""

    def __init__(self, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.rules = tuple(rules)
        self._gap = re.compile(vocabulary.expand(LIST_GAP), re.IGNORECASE)
        by_opener: dict[str, dict[tuple[str | None, bool], list[int]]] = {}
        for index, rule in enumerate(rules):
            for key in sorted({key for name in rule.line.opens for key in vocabulary.openers(name)}):
                by_opener.setdefault(key, {}).setdefault((rule.head, rule.line.after is not None), []).append(index)
        of_head: dict[tuple[str | None, bool], set[int]] = {}
        for groups in by_opener.values():
            for head, ranks in groups.items():
                of_head.setdefault(head, set()).update(ranks)
        shared: dict[tuple[int, ...], _Group] = {}
        gates: dict[tuple[int, ...], _Gate] = {}
        self._groups: dict[str, list[_Group]] = {}
        for key, groups in by_opener.items():
            for head, ranks in groups.items():
                # Groups of nearly the same rules share a gate: it takes long to compile.
                alike = head[0] is not None and len(ranks) > _ALIKE * len(of_head[head])
                gated = tuple(sorted(of_head[head]) if alike else ranks)
                gate = gates.setdefault(gated, _Gate([rules[i] for i in gated]))
                made = _Group(head[0], [(i, rules[i]) for i in ranks], gate, vocabulary)
                self._groups.setdefault(key, []).append(shared.setdefault(tuple(ranks), made))

    @classmethod
    def read(cls, folder: Path, vocabulary: Vocabulary) -> Self:
        """Read all rule files of a folder; raises PatternError."""
        lines = (entry for path in sorted(folder.glob("*.jsonl")) for entry in read_lines(path, RuleLine))
        return cls([Rule(line, where, vocabulary) for where, line in lines], vocabulary)

    @property
    def openers(self) -> frozenset[str]:
        """The keys of the words at which a mention may begin."""
        return frozenset(self._groups)

    def find(self, text: str, places: Iterable[tuple[int, str]], taken: Sequence[tuple[int, int]] = ()) -> list[Match]:
        """Find the leftmost, longest matches in a folded text, without overlap.

        `places` gives the offsets, in order, of words that may open a mention, with their key; `taken` the stretches,
        in order, that no match may touch. Of two rules with the same match, the earlier in the files wins.
        """
        found: list[Match] = []
        end = next_taken = 0
        for at, key in places:
            groups = self._groups.get(key)
            if groups is None or at < end:
                continue
            while next_taken < len(taken) and taken[next_taken][1] <= at:
                next_taken += 1
            limit = taken[next_taken][0] if next_taken < len(taken) else len(text)
            if at >= limit:
                continue
            best: tuple[int, int, Match] | None = None
            for group in groups:
                if group.continues_a_list and not (found and self._gap.fullmatch(text, end, at)):
                    continue
                for rank, match in group.matches(text, at):
                    if match.end <= limit and (best is None or (-match.end, rank) < best[:2]):
                        best = (-match.end, rank, match)
            if best:
                end = best[2].end
                found.append(best[2])
        return found


@lru_cache(maxsize=1 << 16)
def opener_of(token: str) -> str:
    """The key of a token of the text: `digit`, `symbol` for a document symbol, else the folded word."""
    if token[0].isdigit():
        return "digit"
    coded = token[0].isupper() and token[-1:].strip().isdigit()
    return "symbol" if "/" in token or "-RES-" in token or "_" in token or coded else opener(token)
