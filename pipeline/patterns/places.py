"""Where the rules of all labels may match: found in one pass, before any of them is tried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from pipeline.patterns.gates import Choice, Gate, GateError
from pipeline.patterns.rules import Place, Rule, RuleSet, opener_of
from pipeline.patterns.vocabulary import DIGIT
from pipeline.plain_text import digits
from pipeline.tokens import TokenStarts

_DIGITS_ONLY = frozenset({DIGIT})


class _Chosen(NamedTuple):
    """The rules of a set that may match at a place, and whether all only go on with a list that others begin."""

    name: str
    rules: tuple[Rule, ...]
    only_go_on: bool


class Places:
    """Finds the places of several sets of rules; raises PatternError for one that is no regular expression."""

    def __init__(self, sets: Mapping[str, RuleSet]) -> None:
        self._rules = [(name, rule) for name, rules in sets.items() for rule in rules.rules]
        self._names = tuple(sets)
        try:
            self._gate = Gate(chain.from_iterable(_in_words(rules.rules) for rules in sets.values()))
            self._choice = Choice([rule.relaxed for _, rule in self._rules])
        except GateError:
            for _, rule in self._rules:
                rule.compile()  # says which rule it is
            raise
        self._chosen: dict[tuple[str, tuple[int, ...]], tuple[_Chosen, ...]] = {}

    def find(self, text: str, plain: bytes) -> dict[str, list[Place]]:
        """Give the places of each set in a folded text and the plain form of it, in order.

        Where rules only go on with a list, and none can have begun, is no place.
        """
        places: dict[str, list[Place]] = {name: [] for name in self._names}
        choice = self._choice.at
        for at, opener in self._openers(text, plain):
            key = (opener, choice(plain, at))
            chosen = self._chosen.get(key)
            if chosen is None:
                chosen = self._chosen[key] = tuple(self._by_set(*key))
            for name, rules, only_go_on in chosen:
                of_set = places[name]
                if of_set or not only_go_on:
                    of_set.append((at, rules))
        return places

    def _openers(self, text: str, plain: bytes) -> Iterator[tuple[int, str]]:
        """Yield the places where a token begins that may open a mention, in order, with the opener there."""
        tokens = TokenStarts(text)
        numbers = set(digits(plain))
        for at in sorted(numbers.union(self._gate.starts(plain))):
            if at in numbers:
                if tokens.begins_at(at):
                    yield at, DIGIT
            elif (token := tokens.token_at(at)) is not None:
                yield at, opener_of(token)

    def _by_set(self, opener: str, indices: Iterable[int]) -> Iterable[_Chosen]:
        """Of the rules that may match at a place, those that may open with its word, by set."""
        may = [self._rules[index] for index in sorted(indices)]
        for name in self._names:
            rules = tuple(rule for of, rule in may if of == name and opener in rule.openers)
            if rules:
                yield _Chosen(name, rules, all(rule.line.after is not None for rule in rules))


def _in_words(rules: Iterable[Rule]) -> Iterator[str]:
    """Patterns for what does not begin with a digit: numbers are everywhere, and looked for apart."""
    words = {rule.relaxed_in_words for rule in rules if rule.openers != _DIGITS_ONLY and _opens_with_word(rule)}
    if words:
        yield rf"\b(?:{'|'.join(sorted(words))})"
    yield from (rule.relaxed_in_words for rule in rules if not _opens_with_word(rule))


def _opens_with_word(rule: Rule) -> bool:
    return all(opener[0].isalnum() for opener in rule.openers)
