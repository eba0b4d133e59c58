"""Time grows with the length of a text and no faster, whatever the text: for every rule and every component."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterator

import pytest

from pipeline.patterns.collection import RULE_FOLDERS, load
from pipeline.patterns.pumps import pumps
from pipeline.patterns.rules import Rule
from pipeline.records import Document
from pipeline.run import Extractor

# Time that grows with the square has the exponent 2; the machines are noisy, and short texts cost more.
_STEEP = 1.5
# No text here should take so many seconds; one that does is not read again.
_ENDLESS = 3
_MARK = re.compile(r"\[\[(.*?)(?:\|[^\]]*)?\]\]")
_WORD = re.compile(r"\w+|\S")


def exponent(read: Callable[[str], object], text_of: Callable[[int], str], short: int, harmless: float) -> float:
    """With which power of the length the time grows between a text and one of four times its length; 0 if it is short.

    The best of several runs counts, by the time of the processor.
    """
    long = _seconds(read, text_of(4 * short))
    if long < harmless:
        return 0
    if long > _ENDLESS:
        return math.inf
    times = [min(_seconds(read, text_of(size)) for _ in range(2)) for size in (short, 2 * short)]
    times.append(min(long, _seconds(read, text_of(4 * short))))
    if _slope(times) > _STEEP:  # look again, it may have been the machine
        times = [min(_seconds(read, text_of(size)) for _ in range(4)) for size in (short, 2 * short, 4 * short)]
    return _slope(times)


def _slope(times: list[float]) -> float:
    return math.log(times[-1] / max(times[0], 1e-6), 4)


def _seconds(read: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def _temptations(rule: Rule) -> Iterator[tuple[str, str]]:
    """What a rule may be slow on: its examples and openers again and again, and whatever it repeats."""
    line, vocabulary = rule.line, load().vocabulary
    for text in (*line.examples, *line.counterexamples):
        plain = _MARK.sub(r"\1", text)
        yield "", f"{plain} "
        yield plain, plain.split()[-1]
    for opener in line.opens[:20]:
        word = {"digit": "12", "symbol": "A/RES/1"}.get(opener, opener)
        yield "", f"{word} "
        yield "", word
    for part in (line.regex, line.right, line.unless_right):
        for way_in, turn in pumps(vocabulary.compile(part)) if part else ():
            yield way_in, turn
            yield "", way_in + turn


def _with_continuation(rule: Rule) -> re.Pattern[str]:
    """A rule with what must and must not stand behind it."""
    line, vocabulary = rule.line, load().vocabulary
    right = f"(?={_plain(line.right)})" if line.right else ""
    unless_right = f"(?!{_plain(line.unless_right)})" if line.unless_right else ""
    regex = vocabulary.compile(line.regex).pattern
    return re.compile(rf"(?:{regex})(?!\w){right}{unless_right}", re.IGNORECASE)


def _plain(template: str) -> str:
    """A template as a regular expression whose groups have no names."""
    return re.sub(r"\(\?P<\w+>", "(?:", load().vocabulary.compile(template).pattern)


def _match_all(pattern: re.Pattern[str]) -> Callable[[str], None]:
    """Match at each word that no earlier match holds, as the rules are."""

    def match(text: str) -> None:
        end = 0
        for word in _WORD.finditer(text):
            if word.start() >= end and (found := pattern.match(text, word.start())):
                end = found.end()

    return match


@pytest.mark.parametrize("folder", RULE_FOLDERS)
def test_rules(folder: str) -> None:
    steep = []
    for rule in load().rules[folder].rules:
        read = _match_all(_with_continuation(rule))
        for way_in, turn in dict.fromkeys(_temptations(rule)):

            def text(size: int, way_in: str = way_in, turn: str = turn) -> str:
                return way_in + turn * (size // len(turn)) + "_"

            power = exponent(read, text, short=500, harmless=0.003)
            if power > _STEEP:
                steep.append(f"{rule.line.id}: {way_in + turn * 3!r}…: {power:.1f}")
    assert steep == []


def test_what_takes_the_square_is_seen() -> None:
    read = _match_all(re.compile(r"a(?: [ab])*c"))
    assert exponent(read, lambda size: "a b " * size, short=1000, harmless=0) > _STEEP


# By what reads them: mending, words, sentences; names and acronyms; resolutions; dates; figures.
TEMPTATIONS = [
    *"1aA.!,;:()«»\"'’-–/ \n\r\t\u00a0\u2028\x0cé\u0301😀½€°•",
    "a-\n", "juil-\nlet ", "2OO4 ", "francs3 ", "a\u00ad\n", "\u200b", "ﬁ", "e\u0301\u0316", "\r\n", " \n", "\n\n",
    ";\n", "\n- ", "\n1. ", "... ", "a. ", "M. ", "? « ", "a b", "a ",
    "A ", "A.", "A-", "A/", "A’", "A\n", "Aa", "Aa ", "Aa-", "(A", "(AB) ", "A (AB) ", "AB, ", "l’AB ", "AB/CD ",
    "sous le sigle AB ", "Foo Bar (FB) ", "Direction générale des douanes et droits indirects (DGDDI) ",
    "le Comité ", "l’Office ", "sa Direction ", "Comité des nations ", "Comité de la ", "Comité d’A ", "COMITÉ ",
    "COMITÉ DES NATIONS ", "Conférence des Parties à la Convention ", "ministère de la Justice ",
    "Conseil de sécurité de l’",
    "Groupe de travail « x » ", "ci-après dénommé « Comité » ", "Zamani Telecom SARL ", "l’ONG Timidria ",
    "Ab Institute ",
    "Aa Bb of ", "Office of the ", "Orange Niger ", "INTERPOL ", "ONUDC, ", "(ONUDC) ",
    "S/RES/", "S/RES/1 ", "1/", "résolution 1373 (2001), ", "1373 (2001) et ", "la résolution ", "sa résolution 5/1 ",
    "Comité créé par la résolution 1 (2001) ", "adoptée en ", "résolution 1 ",
    "3 mai 2019, ", "3, 4 et ", "mai et ", "lundi ", "hier ", "2019-", "2019/", "le 3 ", "janvier ", "il y a ",
    "depuis ",
    "mi-", "entre 3 et 5 ", "1er ", "fin ", "premier semestre de ",
    "12 ", "1,", "1 ", "1 000 ", "5 % ", "817 millions ", "un million ", "vingt ", "deux cent ", "1 111 Mio ", "12 et ",
    "de la ", "et de la ", "une dizaine de ", "article 1, ", "n° 1, ", "12 francs ", "12 francs CFA ",
]  # fmt: skip


@pytest.mark.parametrize("turn", [pytest.param(turn, id=ascii(turn)[1:-1]) for turn in TEMPTATIONS])
def test_components(extractor: Extractor, turn: str) -> None:
    def read(text: str) -> object:
        return extractor.read(Document(id="a", text=text))

    read("Le 3 mai 2019, le Comité contre le terrorisme (CCT) a compté 12 millions.")
    assert exponent(read, lambda size: turn * (size // len(turn)) + "x", short=8000, harmless=0.1) <= _STEEP


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    "line",
    [
        "Comité {0} de la {0} ({1}), dit le Comité. ",
        "L’ONG {2} et la société {2} SARL. ",
        "Le {1} et l’{1} siègent. ",
        "La Commission {0} cite la résolution {3} de la Commission. ",
        "Le {3} mai, {3} {0}s. ",
    ],
)
def test_ever_new_names(extractor: Extractor, line: str) -> None:
    def text(size: int) -> str:
        words = ((_letters(n), n) for n in range(size // len(line)))
        return "".join(line.format(word, word.upper(), word.capitalize(), n) for word, n in words)

    power = exponent(lambda text: extractor.read(Document(id="a", text=text)), text, short=8000, harmless=0.1)
    assert power <= _STEEP
