from __future__ import annotations

from typing import Any

import pytest

from pipeline.patterns.collection import Patterns
from pipeline.patterns.places import Places
from pipeline.patterns.rules import Rule, RuleLine, RuleSet, opener_of
from pipeline.plain_text import plain


def rule(patterns: Patterns, **fields: Any) -> Rule:
    line = {"id": "dates/t", "label": "DATE", "opens": ["digit"], "examples": ["x"], "counterexamples": ["y"], **fields}
    return Rule(RuleLine.model_validate(line), "test:1", patterns.vocabulary)


def spans(rules: list[Rule], patterns: Patterns, text: str, taken: list[tuple[int, int]] | None = None) -> list[str]:
    rule_set = RuleSet(rules, patterns.vocabulary)
    places = Places({"dates": rule_set}).find(text, plain(text))["dates"]
    found = rule_set.find(text, places, taken or [])
    return [text[m.start : m.end] for m in found]


def test_the_longest_match_wins(patterns: Patterns) -> None:
    rules = [rule(patterns, regex=r"\d"), rule(patterns, regex=r"\d \d")]
    assert spans(rules, patterns, "1 2 3") == ["1 2", "3"]


def test_a_mention_ends_at_a_word_end(patterns: Patterns) -> None:
    assert spans([rule(patterns, regex=r"\d")], patterns, "1a 2") == ["2"]


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ({"left": "en "}, ["1"]),
        ({"unless": "en "}, ["2"]),
        ({"right": ","}, ["1"]),
        ({"unless_right": ","}, ["2"]),
    ],
)
def test_contexts(patterns: Patterns, context: dict[str, str], found: list[str]) -> None:
    assert spans([rule(patterns, regex=r"\d", **context)], patterns, "en 1, le 2") == found


def test_a_rule_that_continues_a_list(patterns: Patterns) -> None:
    rules = [rule(patterns, regex="1"), rule(patterns, regex=r"[23]", after="DATE")]
    assert spans(rules, patterns, "2, 1, 2 et 3 puis 3") == ["1", "2", "3"]


def test_what_is_taken_is_not_touched(patterns: Patterns) -> None:
    rules = [rule(patterns, regex=r"\d \d"), rule(patterns, regex=r"\d")]
    assert spans(rules, patterns, "1 2 3", taken=[(2, 3)]) == ["1", "3"]


@pytest.mark.parametrize(
    ("token", "key"), [("12", "digit"), ("S/RES/1", "symbol"), ("AG-2010-RES-05", "symbol"), ("Mars", "mars")]
)
def test_opener_of(token: str, key: str) -> None:
    assert opener_of(token) == key
