from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.patterns.beginnings import beginning
from pipeline.patterns.collection import Patterns
from pipeline.patterns.gates import Gate
from pipeline.plain_text import plain


@pytest.mark.parametrize(
    ("template", "read"),
    [
        ("{number} à {number2} {noun}", "{number} à "),  # what comes up again
        ("(?P<from>{:number}) au (?P<to>{:number})", "(?P<from>{:number}) au "),
        ("{day} et {day2} mai", "{day} et {day2} mai"),  # but not where it is short
        ("{part} des (?:{number}|{number2}) ans", "{part} des (?:{number}|{number2}) ans"),  # nor inside a group
        ("{month}(?: {year})?", "{month}"),  # what may be missing at the end
        ("{month} {year}?(?: de)*", "{month} "),
        ("(?:{day} )?{month}", "(?:{day} )?{month}"),  # but not at the beginning
        (r"résolutions?", r"résolutions?"),  # a single character costs nothing
        (r"{month}(?! {year})", "{month}(?! {year})"),
        (r"un [a)]{2}\((?:b)?", r"un [a)]{2}\("),
        ("{number}|{number2}", "{number}|{number2}"),
        ("(?:de )?", "(?:de )?"),  # nothing would be left
    ],
)
def test_beginning(template: str, read: str) -> None:
    assert beginning(template, is_long=lambda name: name == "number") == read


def test_a_class_may_stand_before() -> None:
    assert beginning("{number2}", lambda _: True, before={"number"}) == ""
    assert beginning(" et {number2}", lambda _: True, before={"number"}) == " et "


UNITS = ["un", "une", "deux", "trois", "dix", "onze", "vingt", "soixante", "cent", "cents", "mille"]
OTHERS = ["million", "millions", "1", "2 000", "3,5", "4.000.000", "(12)", "virgule"]


@given(
    st.lists(st.sampled_from([*UNITS, *OTHERS]), min_size=1),
    st.sampled_from([" ", "-", " et ", "-et-", "  "]),
    st.sampled_from(["", " et demi", " et demie"]),
)
def test_the_gate_of_a_class_matches_what_the_class_does(
    patterns: Patterns, words: list[str], joint: str, half: str
) -> None:
    text = joint.join(words) + half
    for name in ("number", "scaled", "words", "digits"):
        if re.fullmatch(patterns.vocabulary.expand(f"{{:{name}}}"), text, re.IGNORECASE):
            gate = Gate([rf"^{patterns.vocabulary.relax(f'{{{name}}}')}$"])
            assert gate.opens_in(plain(text)), (name, text)
