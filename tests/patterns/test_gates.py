from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.markup import parse
from pipeline.patterns.collection import RULE_FOLDERS, Patterns
from pipeline.patterns.gates import NEVER, Choice, Gate, leading_condition, relaxed, relaxed_literal
from pipeline.patterns.rules import Rule
from pipeline.plain_text import plain
from pipeline.surface import fold_text, unwrap


def no_class(name: str) -> str:
    raise AssertionError(f"no class {name}")


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        (r"(?<!\w)an(?!\w)", "an"),  # look-around is left out
        (r"(?P<day>\d{1,2})", r"(?:[\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39]+)"),
        (r"\d{4}", r"[\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39]{4}"),
        ("(?-i:A)?", "(?-i:A)?"),
        ("a b", "a(?: +)b"),
        ("é", r"(?:e\x1a?)"),
        (r"\(", r"\("),
    ],
)
def test_relaxed(template: str, pattern: str) -> None:
    assert relaxed(template, no_class) == pattern


def test_what_must_follow_at_the_end_of_the_last_part_is_kept() -> None:
    assert relaxed(r"a(?= b)", no_class, last=True) == "a(?:(?: +)b)"
    assert relaxed(r"a(?= b)", no_class) == "a"


def test_leading_condition() -> None:
    assert leading_condition(r"(?=\d(?:a|b))\w+") == r"\d(?:a|b)"
    assert leading_condition(r"\d(?=a)") is None


def rules(patterns: Patterns) -> list[Rule]:
    return [rule for folder in RULE_FOLDERS for rule in patterns.rules[folder].rules]


def test_every_rule_passes_its_gate_wherever_it_matches(patterns: Patterns) -> None:
    all_rules = rules(patterns)
    gate, choice = Gate([rule.relaxed for rule in all_rules]), Choice([rule.relaxed for rule in all_rules])
    texts = [unwrap(fold_text(parse(example, "DATE")[0])) for rule in all_rules for example in rule.line.examples]
    tried = 0
    for text in texts:
        read = plain(text)
        places = set(gate.starts(read))
        for index, rule in enumerate(all_rules):
            for match in re.finditer(rf"\b(?={rule.pattern.pattern})", text, re.IGNORECASE):
                if rule.match(text, match.start(), _head(rule, patterns, text, match.start())):
                    assert match.start() in places, (rule.line.id, text)
                    assert index in choice.at(read, match.start()), (rule.line.id, text)
                    tried += 1
    assert tried > 1000


def _head(rule: Rule, patterns: Patterns, text: str, at: int) -> re.Match[str] | None:
    return re.compile(patterns.vocabulary.expand(f"{{:{rule.head}}}"), re.I).match(text, at) if rule.head else None


def test_a_gate_finds_places_that_overlap_and_those_far_apart() -> None:
    gate = Gate(["aba"])
    assert list(gate.starts(b"ababa")) == [0, 2]
    far = b"x" * 10_000 + b"aba" + b"x" * 4096 + b"aba"
    assert list(gate.starts(far)) == [10_000, 10_000 + 3 + 4096]
    assert gate.opens_in(far)
    assert not gate.opens_in(b"abba")


def test_a_gate_of_nothing_is_shut() -> None:
    assert list(Gate([]).starts(b"abc")) == list(Gate([NEVER]).starts(b"abc")) == []


@given(st.text(alphabet="aéÉœ '’-«»Ω1", min_size=1))
def test_a_literal_matches_itself(text: str) -> None:
    assert Gate([relaxed_literal(text)]).opens_in(plain(text))
