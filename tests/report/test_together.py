"""Who is named with whom: each row has sentences, where a letter is a body, and the pairs with their places."""

from __future__ import annotations

import pytest

from pipeline.report.documents import ReportedDocument
from pipeline.report.entries import organisations
from pipeline.report.together import Pair, pairs, strongest
from tests.report.documents import reported, written


def naming(*sentences: str) -> ReportedDocument:
    """Sentences that name a body for each letter; `?` is one that nobody knows."""
    marked = {letter: f"[[{letter}|ORGANISATION entity={letter}; name={letter}]]" for letter in "abcdef"}
    marked["?"] = "[[Comité|ORGANISATION]]"
    return reported(*(f"{n} " + " ".join(marked[letter] for letter in s) for n, s in enumerate(sentences)))


def found(*documents: ReportedDocument) -> list[Pair]:
    return pairs(documents, organisations(documents))


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((), []),
        (("a", "b"), []),  # the same document is not enough
        (("ab",), ["ab 0:0,1"]),
        (("ba",), ["ab 0:0,1"]),  # places follow the text
        (("aab",), ["ab 0:0,2"]),  # the first mention of each; none with itself
        (("a?",), []),
        (("abc",), ["ab 0:0,1", "ac 0:0,2", "bc 0:1,2"]),
        # Those that share most sentences first; of a pair, the one named more often.
        (("ac", "bc", "cb"), ["cb 0:2,3 0:4,5", "ca 0:0,1"]),
    ],
)
def test_pairs(sentences: tuple[str, ...], expected: list[str]) -> None:
    assert [f"{p.a.id}{p.b.id} {written(p.places)}" for p in found(naming(*sentences))] == expected


def test_the_same_words_in_two_documents_are_two_sentences() -> None:
    assert [written(pair.places) for pair in found(naming("ab"), naming("ab"))] == ["0:0,1 1:0,1"]


@pytest.mark.parametrize(
    ("bodies", "lines", "drawn"),
    [(6, 9, "ab ac bc de"), (6, 2, "ab ac"), (3, 9, "ab ac bc"), (2, 9, "ab"), (1, 9, "")],
)
def test_a_picture_holds_so_many(bodies: int, lines: int, drawn: str) -> None:
    all_pairs = found(naming("abc", "ab", "de"))
    assert " ".join(f"{p.a.id}{p.b.id}" for p in strongest(all_pairs, bodies, lines)) == drawn
