from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.alignment import align, sentences_of, sentences_quoted
from tests.evaluation.test_verdicts import found_in

CASES = [
    # (old, new, mention, what stands for it, whether its sentence is untouched)
    ("Le 8 août. Fin.", "Le 8 août. Fin.", "8 août", "8 août", True),
    ("Le 8 août. Fin.", "Avant tout. Le 8 août. Fin.", "8 août", "8 août", True),  # a sentence before it
    ("Un. Le 8 août. Fin.", "Le 8 août. Fin.", "8 août", "8 août", True),
    ("Le 8 août.  Fin.", "Le 8 août.\n\nFin.", "8 août", "8 août", True),  # sentences further apart
    ("Ce fut le 8 août dit-on.", "C’était le 8 août.", "8 août", "8 août", False),
    ("Il y a 5 pays. Fin.", "Il y a 6 pays. Fin.", "5 pays", "6 pays", False),
    (
        "La résolution 1373 (2001).",
        "La résolution 1373 (2002).",
        "résolution 1373 (2001)",
        "résolution 1373 (2002)",
        False,
    ),
    ("Il y a 12\u202f000 pays. Fin.", "Il y a douze pays. Fin.", "12\u202f000 pays", "douze pays", False),
    ("Le 8 août. Fin.", "Fin.", "8 août", None, False),
    ("Il y a 5 pays, dit-on. Fin.", "Il y a, dit-on. Fin.", "5 pays", None, False),
    ("Le 8 août. Fin.", "Tout autre chose, " * 20 + ". Fin.", "8 août", None, False),  # nobody can say where
    ("😀 Le 8 août. Fin.", "😀😀 Le 8 août. Fin.", "8 août", "8 août", False),  # offsets are code points
]


@pytest.mark.parametrize(("old", "new", "mention", "stands", "untouched"), CASES)
def test_spans_follow_the_edit(old: str, new: str, mention: str, stands: str | None, untouched: bool) -> None:
    there, back = align(sentences_of(old), sentences_of(new))
    start = old.index(mention)
    place = there.follow(start, start + len(mention))
    assert (place and new[slice(*place)]) == stands
    assert there.untouched(start, start + len(mention)) == untouched
    if place:
        assert back.follow(*place) == (start, start + len(mention))


def test_what_was_rewritten_from_end_to_end_takes_no_time() -> None:
    old, new = ("".join(f"{word}{n} " for n in range(60_000)) for word in ("mot", "autre"))
    there, _ = align([(0, old)], [(0, new)])
    assert there.follow(100, 105) is None


@given(st.text(), st.text(), st.data())
def test_any_stretch_of_any_text_stays_inside_the_other(old: str, new: str, data: st.DataObject) -> None:
    there, _ = align(sentences_of(old), sentences_of(new))
    start = data.draw(st.integers(0, len(old)))
    place = there.follow(start, data.draw(st.integers(start + 1, len(old) + 2)))
    assert place is None or 0 <= place[0] < place[1] <= len(new)


@pytest.mark.parametrize(
    ("annotated", "quoted"),
    [
        ("[[8 août|DATE]] et [[12|FIGURE]]", [(0, "8 août et 12")]),
        # The second 12 can only stand at one place, so the sentence can.
        ("12 ou [[12|FIGURE]], le [[8 août|DATE]]", [(0, "12 ou 12, le 8 août")]),
        # Nothing tells which 12 it is: the first.
        ("12 ou [[12|FIGURE]]", [(6, "12 ou 12")]),
        ("12", []),
    ],
)
def test_sentences_are_known_from_what_records_quote(annotated: str, quoted: list[tuple[int, str]]) -> None:
    assert sentences_quoted(found_in(annotated)) == quoted


def test_a_sentence_that_comes_twice_is_quoted_twice() -> None:
    (one,) = found_in("Le [[8 août|DATE]].")
    again = one.model_copy(update={"start": one.start + 100, "end": one.end + 100})
    assert sentences_quoted([again, one]) == [(0, "Le 8 août."), (100, "Le 8 août.")]


def test_sentences_that_overlap_make_one() -> None:
    one, other = found_in("Le [[8 août|DATE]]. Puis [[12|FIGURE]].")
    first = one.model_copy(update={"sentence": "Le 8 août."})
    run = other.model_copy(update={"sentence": "Le 8 août. Puis 12."})
    assert sentences_quoted([first, run]) == [(0, "Le 8 août. Puis 12.")]
