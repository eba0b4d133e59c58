from __future__ import annotations

import datetime
import re
import zlib
from collections.abc import Callable

import pytest

from pipeline.readers import ReaderError, convert, pdf, pdf_streams
from pipeline.records import Document
from pipeline.run import Extractor
from tests.readers.conftest import FILES, ReadFile


def letters(text: str) -> str:
    """What is left when line ends are undone, with or without a hyphen of its own."""
    return re.sub(r"[-\s]", "", text)


@pytest.mark.parametrize("name", ["rapport.pdf", "protected.pdf"])
def test_columns_of_libreoffice(name: str, read_file: ReadFile, expected: Callable[[str], str]) -> None:
    """The paragraphs are those of the document, with the numbers of its notes and its bullets."""
    converted = read_file(name)
    wanted = [letters(paragraph) for paragraph in expected("rapport.txt").split("\n\n")]
    found = [letters(re.sub(r"\A(?:\d |– )", "", paragraph)) for paragraph in converted.text.split("\n\n")]
    assert sorted(found) == sorted(wanted)
    notes = [letters(start) for start in ("Adoptée à", "Un accord")]
    # Only the notes and the box have another place: at the foot of their page, before the paragraph that it stands by.
    aside = (*notes, letters("À retenir"))
    assert [p for p in found if not p.startswith(aside)] == [p for p in wanted if not p.startswith(aside)]
    assert converted.title == "Rapport sur la mission d’appui au bassin du lac"
    assert converted.date == datetime.date(2026, 11, 28)  # when `files/make.sh` ran
    assert converted.language == "fr-FR"


def test_lines_and_words_that_end_a_line(read_file: ReadFile) -> None:
    text = read_file("rapport.pdf").text
    assert (
        "Le Groupe de contact s’est réuni à\nNiamey du 2 au 4 mai 2022 afin\n"
        "d’examiner la mise en œuvre de la ré-\nsolution 2349 (2017)" in text
    )
    assert "une superficie de 1 200 km². Le Comi-\nté du Conseil de sécurité" in text  # raised, but no call of a note
    assert "Union européenne | 12,5 millions d’euros | 2023" in text
    assert "1 Adoptée à l’unanimité le 31 mars 2017" in text


def test_running_lines_are_left_out(read_file: ReadFile) -> None:
    text = read_file("rapport.pdf").text
    assert "RC/2022/7" not in text
    assert "Page" not in text


def test_mentions_over_line_ends(read_file: ReadFile, extractor: Extractor) -> None:
    text = read_file("rapport.pdf").text
    records = extractor.read(Document(id="rapport.pdf", text=text))
    found = {record.text for record in records}
    assert {"ré-\nsolution 2349 (2017)", "Conseil de sé-\ncurité", "2,8 mil-\nlions de personnes"} <= found
    assert all(text[record.start : record.end] == record.text for record in records)


def test_a_page_printed_by_chromium(read_file: ReadFile) -> None:
    converted = read_file("communique.pdf")
    paragraphs = converted.text.split("\n\n")
    assert "file://" not in converted.text  # what the browser writes on each page
    assert not re.search(r"\d/\d\d?/\d\d|\b\d/2\b", converted.text)
    at = paragraphs.index("Trois mesures")
    assert paragraphs[at + 1 : at + 7] == [
        "Le plan prévoit :",
        "un registre commun des armes saisies, tenu par la Communauté économique des États de l’Afrique de\n"
        "l’Ouest (CEDEAO) ;",
        "la formation de 240 douaniers avant le 1er juillet 2023 ;",
        "un contrôle sur 1 200 km² de la zone frontalière, avec :",
        "1. des patrouilles mixtes,",
        "2. deux postes avancés.",
    ]
    assert any("résolution 2610 (2021).\nL’Organisation mondiale des douanes" in paragraph for paragraph in paragraphs)
    assert converted.title == "Trafic d’armes : un plan régional pour le Sahel | Fil des institutions"
    assert converted.language == "fr-FR"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("scan.pdf", "no text but pictures.*ocrmypdf"), ("locked.pdf", "protected by a password; save it without one")],
)
def test_what_cannot_be_read_says_why(name: str, reason: str, read_file: ReadFile) -> None:
    with pytest.raises(ReaderError, match=reason):
        read_file(name)


@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_is_refused(times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "MOST_UNPACKED", 1_000_000)
    packed = b" " * 2_000_000
    for _ in range(times):
        packed = zlib.compress(packed)
    with pytest.raises(ReaderError, match="bomb"):
        convert("a.pdf", b"%PDF-1.4\n1 0 obj<</Length 1>>stream\n" + packed + b"\nendstream")


def test_streams_that_overlap_are_refused() -> None:
    # Stored as they are, each holds the next ones.
    inner = b"end"
    for _ in range(200):
        inner = b"stream\n" + zlib.compress(inner, 0)
    with pytest.raises(ReaderError, match="overlap"):
        convert("a.pdf", b"%PDF-1.4\n" + inner)


def test_many_pages_and_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (FILES / "rapport.pdf").read_bytes()
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 1000)
    with pytest.raises(ReaderError, match="characters; split it"):
        convert("a.pdf", data)
    monkeypatch.setattr(pdf, "MOST_ON_A_PAGE", 900)
    with pytest.raises(ReaderError, match="page 1 has more than 900 characters"):
        convert("a.pdf", data)
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(ReaderError, match="pages; split it"):
        convert("a.pdf", data)
