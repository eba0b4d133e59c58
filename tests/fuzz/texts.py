"""Texts that no one would write: pieces of our own vocabulary, examples and corpus, put together and broken.

A writer is made from a seed and always writes the same texts.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.patterns.collection import RULE_FOLDERS, Patterns
from pipeline.patterns.files import read_lines
from pipeline.patterns.vocabulary import VocabularyLine

_MARK = re.compile(r"\[\[(.*?)(?:\|[^\]]*)?\]\]")
_SPACES = (
    " ", " ", " ", "  ", "\t", "\u00a0", "\u202f", "\u2009", "\u2007", "\u3000", "\u1680", "\u200a", "\x0b", "\x0c",
    "\x1c", "\x85", "\u2028", "\u2029",
)  # fmt: skip
_ENDS = ("\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n", " \n", "\n ", "-\n", "-\r\n", "\u2010\n", "\u00ad\n", "\u00ad")
_MARKS = (
    "’", "'", "ʼ", "‘", "«", "»", "« ", " »", '"', "(", ")", "[", "]", ", ", ". ", "; ", " : ", ".", ",", "…", "-", "–",
    "—", "/", "•", "* ", "%", " %", "€", "$", "°", "n° ", "½", "ᵉ", "²", "[1]", "1) ", "a) ", "\\", "_", "{", "}", "|",
)  # fmt: skip
_ODD = (
    "\0", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u0301", "\u0308\u0301", "é", "e\u0301", "É", "İ", "ı",
    "ß", "ſ", "ﬁ", "ﬃ", "Ǆ", "œ", "Œ", "æ", "𝟙", "𝐎𝐍𝐔", "😀", "👩\u200d👩\u200d👧", "🇫🇷", "\U0010ffff", "\ufffe",
    "٣", "１２", "Ⅳ", "①", "中", "ק", "\u0e33", "㎞", "™",
)  # fmt: skip
_DIGITS = (
    "1", "0", "12", "31", "99", "100", "1 000", "12\u202f500", "1.234,5", "2O19", "l0", "3,14", "2004", "1999", "20044",
    "0000", "1" * 40, "9" * 400, "1373", "60/288", "2018-02-30", "31/02/2019", "S/RES/", "(2001)", "XIV",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """What texts are made of: pieces by kind, each with a weight; examples of the rules, paragraphs of the corpus."""

    kinds: Sequence[tuple[Sequence[str], int]]
    examples: Sequence[str]
    paragraphs: Sequence[str]

    @classmethod
    def gather(cls, patterns: Patterns, corpus: Path) -> Self:
        """Take it from pattern files and a folder of texts."""
        lines = [
            line
            for path in sorted((patterns.root / "vocabulary").glob("*.jsonl"))
            for _, line in read_lines(path, VocabularyLine)
        ]
        forms = [form for line in lines for form in line.forms]
        rules = [rule.line for folder in RULE_FOLDERS for rule in patterns.rules[folder].rules]
        examples = [_MARK.sub(r"\1", text) for rule in rules for text in (*rule.examples, *rule.counterexamples)]
        names = [form for body in patterns.bodies for form in (body.name, *body.acronyms, *body.names, *body.short)]
        openers = sorted({word for rule in rules for word in rule.opens})
        texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))]
        kinds = (
            (forms, 30), (examples, 12), (names, 10), (openers, 4), (_DIGITS, 12), (_MARKS, 20), (_ENDS, 6), (_ODD, 5),
        )  # fmt: skip
        return cls(kinds, examples, [paragraph for text in texts for paragraph in text.split("\n\n")])


class Writer:
    """Writes texts; the same material and seed give the same texts."""

    def __init__(self, material: Material, seed: str) -> None:
        self._random = random.Random(seed)
        self._kinds = material.kinds
        self._examples = material.examples
        self._paragraphs = material.paragraphs

    def text(self) -> str:
        """Write a text: of pieces, or of what people wrote, and break it."""
        pick = self._random
        made = pick.choices((self._pieces, self._prose, self._repeated, self._noise), (10, 8, 3, 1))[0]()
        for _ in range(pick.choice((0, 0, 1, 2, 5, 20))):
            made = self._break(made)
        return made

    def _pieces(self) -> str:
        pick = self._random
        kinds, weights = zip(*self._kinds, strict=True)
        pieces = []
        for kind in pick.choices(kinds, weights, k=pick.choice((2, 5, 12, 30, 120))):
            pieces += [pick.choice(kind), pick.choice(_SPACES) if pick.random() < 0.8 else ""]
        return "".join(pieces)

    def _prose(self) -> str:
        pick = self._random
        sources = (self._paragraphs, self._examples)
        parts = [pick.choice(pick.choice(sources)) for _ in range(pick.choice((1, 2, 4, 10)))]
        return pick.choice(("\n\n", "\n", " ", "\r\n\r\n", "")).join(parts)

    def _repeated(self) -> str:
        pick = self._random
        piece = "".join(pick.choice(pick.choice(self._kinds)[0]) for _ in range(pick.choice((1, 1, 2, 3))))
        return piece * pick.choice((3, 10, 100)) + pick.choice(("", "x", "1", "\n", ")", " "))

    def _noise(self) -> str:
        pick = self._random
        ranges = ((0, 0x7F), (0x80, 0x24F), (0x300, 0x36F), (0x2000, 0x206F), (0x1F300, 0x1F6FF), (0xE000, 0x10FFFF))
        low, high = pick.choice(ranges)
        return "".join(chr(pick.randint(low, high)) for _ in range(pick.choice((1, 5, 50))))

    def _break(self, text: str) -> str:
        pick = self._random
        start = pick.randrange(len(text) + 1)
        end = min(len(text), start + pick.choice((0, 1, 1, 2, 5, 20)))
        ways: tuple[Callable[[str], str], ...] = (
            lambda part: "",
            lambda part: part * 2,
            lambda part: part[::-1],
            str.upper,
            str.lower,
            str.swapcase,
            lambda part: part + pick.choice(pick.choice(self._kinds)[0]),
            lambda part: part + pick.choice(_SPACES),
            lambda part: part + pick.choice(_ENDS),
            lambda part: unicodedata.normalize(pick.choice(("NFD", "NFC", "NFKD", "NFKC")), part),
            lambda part: part.replace(" ", pick.choice(_SPACES)),
            lambda part: part.replace("'", "’"),
        )
        return text[:start] + pick.choice(ways)(text[start:end]) + text[end:]
