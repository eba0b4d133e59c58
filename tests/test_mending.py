from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mending import Mender
from pipeline.patterns.collection import Patterns
from pipeline.plain_text import plain


@pytest.fixture(scope="module")
def mender(patterns: Patterns) -> Mender:
    return Mender(patterns.vocabulary)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("l’orga-\nnisation du sommet", "l’organisation du sommet"),  # a word broken at the end of a line
        ("le 3 JUIL-\r\n  LET 2004", "le 3 JUILLET 2004"),  # with the indentation of the next line
        ("la Commis\u00ad\nsion", "la Commission"),  # broken at a soft hyphen
        ("le Haut-\nCommissariat", "le Haut-Commissariat"),  # the hyphen is its own
        ("LE HAUT-\nCOMMISSARIAT", "LE HAUT-COMMISSARIAT"),
        ("la Guinée-\nBissau", "la Guinée-Bissau"),
        ("quatre-vingt-\nsept agents", "quatre-vingt-sept agents"),
        ("celui-\nci", "celui-ci"),
        ("les années 2019-\n2020", "les années 2019-2020"),
        ("trois points :\n- un", "trois points :\n- un"),  # a list is no broken word
        ("un million\u00ad\n\nde voix", "un million\n\nde voix"),  # and a soft hyphen takes none away
        ("un million\u00ad\n \nde voix", "un million\n \nde voix"),
        ("une fin-\n\nUn début", "une fin-\n\nUn début"),  # nor does a word cross a blank line
        ("Comite\u0301 de se\u0301curite\u0301", "Comité de sécurité"),  # decomposed letters, as some systems save them
        ("l’o\ufb03ce et les \ufb01nances", "l’office et les finances"),  # ligatures of PDF
        ("zone\u200b de paix", "zone de paix"),
        ("en 2OO4, puis l998", "en 2004, puis 1998"),  # scanned letters for digits
        ("le l5 mai et le 3O juin", "le 15 mai et le 30 juin"),
        ("le ler janvier", "le 1er janvier"),
        ("un prêt de 25O OOO euros", "un prêt de 250 000 euros"),
        ("huit millions de francs3.", "huit millions de francs."),  # footnotes
        ("en septembre 201442, puis en août 201512.", "en septembre 2014, puis en août 2015."),
        ("la page3, le mp3, les 201442 habitants", "la page3, le mp3, les 201442 habitants"),
        ("de l'eau, H2O et CO2, 5G, 10 l", "de l'eau, H2O et CO2, 5G, 10 l"),  # these are as they should be
        ("le vol IO33, l'article 1O", "le vol IO33, l'article 1O"),  # more than one reading
    ],
)
def test_mending(mender: Mender, text: str, mended: str) -> None:
    assert mender.mend(text, plain(text)).text == mended


@pytest.mark.parametrize(
    ("text", "surface", "original"),
    [
        ("le 3 juil-\nlet 2004 au soir", "3 juillet 2004", "3 juil-\nlet 2004"),
        ("Comite\u0301 et Bureau", "Comité", "Comite\u0301"),
        ("zone\u200b de paix", "zone", "zone"),  # what is left out belongs to no word
        ("un o\ufb03ce", "office", "o\ufb03ce"),
        ("😀 orga-\nnisation 😀", "organisation", "orga-\nnisation"),
    ],
)
def test_offsets_lead_back_to_the_source(mender: Mender, text: str, surface: str, original: str) -> None:
    mended = mender.mend(text, plain(text))
    at = mended.text.index(surface)
    start, end = mended.original(at, at + len(surface))
    assert text[start:end] == original


@given(st.lists(st.sampled_from(["é", "e\u0301", "-\n", "\u00ad", "\ufb01", "2O19", " ", "mot", "\u200b", "😀", "\n"])))
def test_every_stretch_leads_back(mender: Mender, pieces: list[str]) -> None:
    text = "".join(pieces)
    mended = mender.mend(text, plain(text))
    spans = [mended.original(at, at + 1) for at in range(len(mended.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    # Each character stands behind the one before it, or, as the letters of a ligature do, at the same place.
    assert all(one == other or one[1] <= other[0] for one, other in pairwise(spans))
    unchanged = [(at, start) for at, (start, end) in enumerate(spans) if end - start == 1 and text[start] in "mot "]
    assert all(mended.text[at] == text[start] for at, start in unchanged)


def test_a_text_in_order_is_not_copied(mender: Mender) -> None:
    text = "Le Comité s’est réuni à Genève."
    assert mender.mend(text, plain(text)).text is text
