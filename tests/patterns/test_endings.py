from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.patterns.collection import load
from pipeline.patterns.endings import endings
from pipeline.patterns.rules import Rule


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("environ(?: +)", ["environ ", "un environ  ", "on "], ["environ", "envirop ", "n, "]),
        ("de(?: +)", ["de ", "lourde ", "le  "], ["da ", "d'"]),  # three characters are looked at
        ("(?:de(?: +)|d\\x27)", ["de ", "d'", "D'"], ["l'", "le "]),
        ("a(?:b|c)?d*", ["a", "ab", "ac", "abd", "acddd", "addddd"], ["b", "acb", "dd"]),
        ("[xy]+\\b", ["x", "xy", "yyyy"], ["xz", "z"]),
        ("(?:\\n(?: +)?|\\A *)", ["", " ", "\n  ", "     "], ["a", "a "]),
        ("(?-i:B|L)\\-", ["B-", "AL-"], ["C-", "-"]),
        ("a{2}b{,2}", ["aa", "aab", "xaabb"], ["xb", "ac"]),
        ("[\\]a]", ["]", "a"], ["[", "b"]),
        ("(?:e\\x1a?)t(?: +)", ["et ", "ét ", "e\u0301t "], ["at "]),
        ("a", ["a", "a\n"], ["\n a "]),  # what ends with `$` may be followed by a line end
    ],
)  # fmt: skip
def test_endings(pattern: str, fitting: list[str], others: list[str]) -> None:
    ends = endings(pattern)
    assert ends
    assert [text for text in fitting if not ends.fit(text, len(text))] == []
    assert [text for text in others if ends.fit(text, len(text))] == []


@pytest.mark.parametrize(
    "pattern", ["(?:plus|moins)?(?: +)*", "a{0,3}", "(a|b)\\1", "", "|".join(f"[{chr(97 + n)}]*" for n in range(3))]
)
def test_what_may_be_nothing_may_end_in_any_way(pattern: str) -> None:
    assert endings(pattern) is None


def test_what_has_too_many_endings_may_end_in_any_way() -> None:
    letters = "(?:" + "|".join(map(chr, range(ord("a"), ord("z") + 1))) + ")"
    assert endings(letters * 3) is None
    assert endings(letters) is not None


RULES = [rule for rules in load().rules.values() for rule in rules.rules if rule.line.left or rule.line.unless]


@given(st.text(alphabet="adeulntrsixéà 'n,(\n:1"), st.sampled_from(RULES))
def test_what_stands_before_a_rule_always_fits(before: str, rule: Rule) -> None:
    vocabulary = load().vocabulary
    for template in (rule.line.left, rule.line.unless):
        ends = endings(vocabulary.relax(template)) if template else None
        if template and ends and re.search(f"(?:{vocabulary.expand(template)})$", before, re.IGNORECASE):
            assert ends.fit(before, len(before)), (rule.line.id, template)


def test_what_stands_before_the_examples_fits() -> None:
    """Forms of the vocabulary stand before few texts by chance."""
    vocabulary, tried = load().vocabulary, 0
    for rule in RULES:
        for template in (rule.line.left, rule.line.unless):
            pattern = re.compile(f"(?:{vocabulary.expand(template)})$", re.IGNORECASE) if template else None
            ends = endings(vocabulary.relax(template)) if template else None
            for text in (*rule.line.examples, *rule.line.counterexamples):
                for at in range(len(text)):
                    if pattern and ends and pattern.search(text[:at]):
                        assert ends.fit(text, at), (rule.line.id, template)
                        tried += 1
    assert tried > 200
