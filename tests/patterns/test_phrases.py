from __future__ import annotations

import pytest

from pipeline.patterns.bodies import body_patterns
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
    return {text[at:].split(" ")[0]: length for at, length in PHRASES.find(text, plain(fold_text(text))).items()}


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


def test_every_name_of_the_knowledge_base_is_found(patterns: Patterns) -> None:
    for line in body_patterns(patterns.bodies):
        words = words_of(fold_text(line["pattern"]))
        text = f"Avant : {line['pattern']}, après."
        assert patterns.phrases.find(text, plain(fold_text(text))).get(8, 0) >= len(words), line["pattern"]
