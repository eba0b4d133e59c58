from __future__ import annotations

import re

import pytest

from pipeline.patterns.collection import load
from pipeline.patterns.endings import last_character


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [
        ("de(?: +)", " "),
        ("(?:de(?: +)|d\\x27)", " '"),
        ("(?:plus|moins)?(?: +)*", None),
        ("a(?:b|c)?d*", "abcd"),
        ("[xy]+\\b", "xy"),
        ("(?:\\n(?: +)?|\\A *)", " "),
        ("(?-i:B|L)\\-", "-"),
        ("a{0,3}", None),
        ("a{2}b{,2}", "ab"),
        ("[\\]a]", "]a"),
        ("(a|b)\\1", None),
    ],
)
def test_last_character(pattern: str, ends: str | None) -> None:
    found = last_character(pattern)
    if ends is None:
        assert found is None
    else:
        assert found
        assert {chr(code) for code in range(256) if found.fullmatch(bytes([code]))} - {"\n"} == set(
            ends + ends.upper() + ends.lower()
        )
        assert found.fullmatch(b"\n")


def test_a_rule_never_matches_where_it_may_not_follow() -> None:
    """By the examples of all rules: what stands before them is what they may follow."""
    vocabulary = load().vocabulary
    rules = [rule for rules in load().rules.values() for rule in rules.rules if rule.line.left]
    assert len(rules) > 20
    for rule in rules:
        left = re.compile(f"(?:{vocabulary.expand(rule.line.left or '')})$", re.IGNORECASE)
        for character in map(chr, range(32, 127)):
            before = f"de au environ {character}"
            assert rule.may_follow(ord(character)) or not left.search(before), rule.line.id
