from __future__ import annotations

import pytest

from pipeline.readers.paragraphs import Paragraphs, raised


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [
        ("1 200 km", "2", "²"),  # powers
        ("25 m", "3", "³"),
        ("10", "6", "⁶"),
        ("(2001)", "3", ""),  # the calls of notes
        ("francs", "12", ""),
        ("l’ONU", "[4]", ""),
        ("accord", "1, 2", ""),
        ("accord", "*", ""),
        ("program", "2", ""),  # a word that ends in m is no unit
        ("le 1", "er", "er"),  # letters stay
        ("n", "o", "o"),
    ],
)
def test_raised_text(before: str, mark: str, written: str) -> None:
    assert raised(before, mark) == written


def test_white_space_is_one_space_and_line_breaks_stand() -> None:
    paragraphs = Paragraphs()
    paragraphs.write("  Adresse\n du  secrétariat ")
    paragraphs.write(" :")
    paragraphs.write_lines("\n")
    paragraphs.write(" Genève")
    paragraphs.end()
    assert paragraphs.text() == "Adresse du secrétariat :\nGenève"


def test_blank_lines_part_paragraphs() -> None:
    paragraphs = Paragraphs()
    paragraphs.write_lines("un\r\n\r\n\r\n  deux\rtrois\n")
    assert paragraphs.text() == "un\n\ndeux\ntrois"


def test_a_row_is_a_paragraph() -> None:
    paragraphs = Paragraphs()
    paragraphs.begin_row()
    for cell in ("Niger", "", "12 millions"):
        paragraphs.write(cell)
        paragraphs.end_cell()
    paragraphs.end_row()
    assert paragraphs.text() == "Niger | 12 millions"


def test_a_row_of_texts_is_none() -> None:
    paragraphs = Paragraphs()
    paragraphs.begin_row()
    paragraphs.write("Menu")
    paragraphs.end_cell()
    for text in ("Un.", "Deux."):
        paragraphs.write(text)
        paragraphs.end()
    paragraphs.end_row()
    assert paragraphs.text() == "Menu\n\nUn.\n\nDeux."


def test_an_aside_follows_its_paragraph_and_its_table() -> None:
    paragraphs = Paragraphs()
    paragraphs.begin_row()
    paragraphs.write("Europol")
    paragraphs.begin_aside()
    paragraphs.write("Voir l’accord.")
    paragraphs.end_aside()
    paragraphs.write(" et INTERPOL")
    paragraphs.end_cell()
    paragraphs.write("3 postes")
    paragraphs.end_row()
    assert paragraphs.text() == "Europol et INTERPOL | 3 postes\n\nVoir l’accord."


def test_what_is_no_character_is_left_out() -> None:
    paragraphs = Paragraphs()
    paragraphs.write("a\0b\ud800c\ufffed😀")
    assert paragraphs.text() == "abcd😀"
