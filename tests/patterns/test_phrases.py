from __future__ import annotations

import pytest

from pipeline.patterns.collection import Patterns
from pipeline.patterns.phrases import Phrases
from pipeline.plain_text import plain
from pipeline.surface import fold_text
from pipeline.tokens import words_of

PHRASES = Phrases(
    map(
        words_of,
        ["Conseil de sécurité", "Conseil", "ONU", "Œuvre des mers", "Bureau de l'Oeuvre", "3R", "eu-LISA", "L'Étoile"],
    )
)


def found(text: str) -> dict[str, int]:
    """What stands at the places, up to the next space, with the number of words."""
    places = PHRASES.find(text, plain(fold_text(text)))
    return {text[at:].split(" ")[0]: standing.words for at, standing in places.items()}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("le Conseil de sécurité", {"Conseil": 3}),  # the longest
        ("le Conseil de tutelle", {"Conseil": 1}),
        ("le conseil, les Conseils", {}),  # the capital counts, and the whole word
        ("LE CONSEIL DE SECURITE", {"CONSEIL": 3}),
        ("Conseil\u00a0de\nsécurité", {"Conseil\u00a0de\nsécurité": 3}),
        ("Conseil\n\nde sécurité", {"Conseil\n\nde": 1}),  # a blank line parts
        ("de l'Oeuvre des mers, de l'Œuvre des mers", {"Oeuvre": 3, "Œuvre": 3}),
        ("au Bureau de l'Œuvre", {"Bureau": 4}),
        ("l'agence eu-LISA et les 3R, l'ONU", {"eu-LISA": 3, "3R,": 1, "ONU": 1}),
        ("à L’Étoile", {"L’Étoile": 2}),
        ("l'ONUDI, la SONU", {}),
    ],
)
def test_phrases(text: str, phrases: dict[str, int]) -> None:
    assert found(text) == phrases


def test_each_phrase_that_stands_at_a_place_is_told() -> None:
    (standing,) = PHRASES.find("Conseil de sécurité", b"Conseil de securite").values()
    assert standing == (3, (1, 0))


def test_every_name_of_the_knowledge_base_is_found(patterns: Patterns) -> None:
    for index, name in enumerate(patterns.names):
        text = f"Avant : {name['pattern']}, après."
        standing = patterns.phrases.find(text, plain(fold_text(text)))[8]
        assert index in standing.phrases, name["pattern"]
        assert standing.words >= len(words_of(fold_text(name["pattern"]))), name["pattern"]
