from __future__ import annotations

import pytest

from pipeline import language_check
from pipeline.language_check import foreign_language

PROSE = {
    "fr": "Le Conseil de sécurité s’est réuni mardi pour examiner la situation "
    "dans la région et a décidé de rester saisi.",
    "en": "The Security Council met on Tuesday to discuss the situation in the "
    "region, and decided to remain seized of it.",
    "es": "El Consejo de Seguridad se reunió el martes para examinar la "
    "situación en la región y decidió seguir ocupándose.",
    "pt": "O Conselho de Segurança reuniu-se na terça-feira para discutir a "
    "situação na região e decidiu continuar com ela.",
    "it": "Il Consiglio di sicurezza si è riunito martedì per discutere la "
    "situazione nella regione e ha deciso di restare.",
    "de": "Der Sicherheitsrat trat am Dienstag zusammen, um die Lage in der "
    "Region zu erörtern, und beschloss, befasst zu sein.",
    "nl": "De Veiligheidsraad kwam dinsdag bijeen om de situatie in de regio te "
    "bespreken en besloot van de zaak te blijven.",
    "pl": "Rada Bezpieczeństwa zebrała się we wtorek, aby omówić sytuację w "
    "regionie, i nie przestanie się nią zajmować na razie.",
    "sv": "Säkerhetsrådet sammanträdde på tisdagen för att diskutera läget i "
    "regionen och beslutade att frågan är fortsatt öppen.",
    "ru": "Совет Безопасности собрался во вторник, чтобы обсудить положение в "
    "регионе, и постановил продолжать заниматься этим.",
    "ar": "اجتمع مجلس الأمن يوم الثلاثاء لمناقشة الوضع في المنطقة وقرر أن يبقي "
    "المسألة قيد نظره وأن يعود إليها في وقت لاحق من هذا الشهر",
}  # fmt: skip


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("times", [2, 10])
def test_prose(language: str, times: int) -> None:
    """Also where a text says the same again and again."""
    assert foreign_language(f"{PROSE[language]}\n" * times) == (None if language == "fr" else language)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{n} [Abrogé, 2009, ch. 23, art. 313]\n" for n in range(100)),
        "".join(f"C.P. {n}, 31 mai 1922.\nC.P. {n}, 25 novembre 1885.\n" for n in range(50)),
        "Loi de mise en œuvre de la convention sur les armes à toxines\nTitre abrégé\n1 [Abrogé avant terme]\n"
        "Mise en œuvre de la Convention\n2 [Abrogé avant terme]\nDésignation d'inspecteurs\n",
    ],
)  # fmt: skip
def test_outlines_and_lists_need_no_classifier(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_check, "_classifier", None)
    assert foreign_language(text) is None


def test_a_french_letterhead_makes_no_letter_french() -> None:
    head = "République du Sud – Ministère de la santé et de la protection sociale\nLe ministre\n"
    assert foreign_language(head + PROSE["en"] * 12) == "en"
