from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from pipeline.readers import ReaderError, convert
from pipeline.records import Document
from pipeline.run import Extractor
from tests.readers.conftest import ReadFile


@pytest.mark.parametrize(
    ("name", "title", "date", "language"),
    [
        # The day where the mail was written.
        ("thunderbird", "Réunion du groupe de contact : suites de la résolution 2664", "2022-12-10", "fr"),
        ("outlook", "TR: Résolution GA-2023-91-RES-01", "2023-11-29", "fr-FR"),
    ],
)
def test_mails(
    name: str, title: str, date: str, language: str, read_file: ReadFile, expected: Callable[[str], str]
) -> None:
    converted = read_file(f"{name}.eml")
    assert converted.text.split("\n\n") == expected(f"{name}.txt").split("\n\n")
    assert converted.title == title
    assert converted.date == datetime.date.fromisoformat(date)
    assert converted.language == language


def test_a_mention_that_a_mail_program_folded(read_file: ReadFile, extractor: Extractor) -> None:
    text = read_file("thunderbird.eml").text
    records = extractor.read(Document(id="a", text=text))
    assert "Comité international de la Croix-Rouge" in {record.text for record in records}
    assert "Office des Nations Unies contre la drogue et le crime" in {
        record.text for record in records
    }  # in a citation
    assert all(text[record.start : record.end] == record.text for record in records)


HEAD = "From: a@example.org\r\nDate: Sat, 10 Dec 2022 23:40:12 -0500\r\n"


@pytest.mark.parametrize(
    ("mail", "text"),
    [
        (f"{HEAD}\r\nUn\r\ndeux\r\n\r\ntrois", "Un\ndeux\n\ntrois"),
        (f"{HEAD}Content-Type: text/plain; charset=no-such\r\n\r\nété", "été"),
        (
            f"{HEAD}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nrésolu \r\ntion\r\n> cité",
            "résolution\n\ncité",
        ),
        (f"{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<p>été<p>hiver", "été\n\nhiver"),
        # Plain text before HTML, but not if there is none in it.
        (
            f"{HEAD}Content-Type: multipart/alternative; boundary=x\r\n\r\n"
            "--x\r\nContent-Type: text/html\r\n\r\n<p>H\r\n--x\r\nContent-Type: text/plain\r\n\r\nP\r\n--x--",
            "P",
        ),
        (
            f"{HEAD}Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n \r\n"
            "--x\r\nContent-Type: text/html\r\n\r\n<p>H\r\n--x--",
            "H",
        ),
        (f"{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nsans fin", "sans fin"),
    ],
)
def test_bodies(mail: str, text: str) -> None:
    assert convert("a.eml", mail.encode()).text == text


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("=?utf-8?B?w6l0w6k=?=", "été"),
        ("Re: =?utf-8?B?w6l0w6k=?= de l’ONU", "Re: été de l’ONU"),
        ("=?iso-8859-1?Q?=E9t=E9?= 2022", "été 2022"),
        ("=?no-such?Q?=E9t=E9?=", "été"),
        ("été", "été"),  # not allowed, and written
        ("=?utf-8?B?w6l0w6k", "=?utf-8?B?w6l0w6k"),
    ],
)
def test_subjects(header: str, title: str) -> None:
    assert convert("a.eml", f"Subject: {header}\r\n\r\nUn".encode()).title == title


@pytest.mark.parametrize("date", ["", "hier", "Sat, 99 Dec 2022 10:00:00", "Sat, 10 Dec 99999999999999999999 10:00:00"])
def test_dates_that_are_none(date: str) -> None:
    assert convert("a.eml", f"From: a\r\nDate: {date}\r\n\r\nUn".encode()).date is None


def nested(times: int) -> bytes:
    return (f"{HEAD}Content-Type: message/rfc822\r\n\r\n" * times + f"{HEAD}\r\nAu fond").encode()


def test_mails_in_mails() -> None:
    assert convert("a.eml", nested(3)).text == "Au fond"
    with pytest.raises(ReaderError):
        convert("a.eml", nested(20))
    with pytest.raises(ReaderError, match="too deep"):
        convert("a.eml", nested(5000))


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        ("un texte", "no mail"),
        (f"{HEAD}\r\n", "empty"),
        (f"{HEAD}Content-Type: application/pdf; name=rapport.pdf\r\n\r\nx", "attachments .rapport.pdf.; save them"),
        (f"{HEAD}Subject: {'=?utf-8?q?a?= ' * 1000}\r\n\r\nUn", "header"),
        (f"{HEAD}A: b\rcontent-TYPE: text/plain;\r\n a='{'x' * 2000}'\r\n\r\nUn", "header"),
        (f"{HEAD}Content-Type: application/pkcs7-mime\r\n\r\nx", "encrypted"),
        (
            f"{HEAD}Content-Type: multipart/mixed; boundary=x\r\n\r\n" + "Content-Type: multipart/mixed\r\n" * 1000,
            "parts",
        ),
    ],
)
def test_what_cannot_be_read_says_why(mail: str, reason: str) -> None:
    with pytest.raises(ReaderError, match=reason):
        convert("a.eml", mail.encode())
