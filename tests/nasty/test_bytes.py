"""Files whose bytes are no French text, or hardly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.corpus import read_sources
from pipeline.records import Document
from tests.nasty.guard import read, within

TEXT = (
    "Le Conseil de sécurité a adopté la résolution 1373 (2001), à l’unanimité. L’été s’achève, la séance est levée.\n"
    * 5
)
UTF8, CP1252 = TEXT.encode(), TEXT.encode("cp1252")
HALF = UTF8.index("é".encode()) + 1
BINARY = "binary: not a text in any known encoding"


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        pytest.param(random.Random(1).randbytes(5000), BINARY, id="random bytes"),
        pytest.param(bytes(range(256)) * 20, BINARY, id="every byte"),
        pytest.param(b"\0" * 5000, BINARY, id="nothing but NUL"),
        pytest.param(UTF8[:50] + b"\0" + UTF8[50:], BINARY, id="a NUL in a text"),
        pytest.param(UTF8[:200] + b"\xff" + UTF8[200:], BINARY, id="one broken byte"),
        pytest.param(UTF8 + b"\xed\xa0\x80", BINARY, id="half a surrogate pair in UTF-8"),
        pytest.param(UTF8 + b"\xc0\x80", BINARY, id="overlong UTF-8"),
        pytest.param(UTF8 + b"\xf8\x88\x80\x80\x80", BINARY, id="UTF-8 beyond Unicode"),
        pytest.param(UTF8[:HALF], BINARY, id="UTF-8 cut off within a character"),
        pytest.param(UTF8 + CP1252, BINARY, id="UTF-8, then Windows-1252"),
        pytest.param(CP1252 + UTF8, BINARY, id="Windows-1252, then UTF-8"),
        pytest.param(UTF8 + TEXT.encode("utf-16"), BINARY, id="UTF-8, then UTF-16"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], BINARY, id="UTF-16 cut off within a character"),
        pytest.param(b"\xff\xfe\0\0" + TEXT.encode("utf-32-le")[:-1], BINARY, id="UTF-32 cut off within a character"),
        pytest.param(b"\xff\xfe\0\0\0\0\x11\0", BINARY, id="UTF-32 beyond Unicode"),
        pytest.param(b"\xff\xfe\0\xd8a\0", BINARY, id="half a surrogate pair in UTF-16"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="nothing but a byte order mark"),
        pytest.param(b"\xff\xfe", "empty", id="nothing but a byte order mark of UTF-16"),
        pytest.param(" \t\r\n\u00a0\u2028\u3000".encode(), "empty", id="white space of all kinds"),
        pytest.param(TEXT.encode("utf-32-le"), BINARY, id="UTF-32 without a mark"),
        pytest.param(TEXT.replace("’", "'").encode("cp037"), BINARY, id="EBCDIC"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj" + random.Random(2).randbytes(500), BINARY, id="a PDF"),
        pytest.param(b"PK\3\4\x14\0\6\0" + random.Random(3).randbytes(500), BINARY, id="a zip"),
        pytest.param(UTF8.replace(b"\n", b"\r"), "ok", id="line ends of old Macs"),
        pytest.param(("\u202e" + TEXT).encode(), "ok", id="written from right to left"),
        pytest.param(("\ufeff" * 3 + TEXT + "\ufffe\uffff").encode(), "ok", id="marks and no characters inside"),
        pytest.param(("e" + "\u0301" * 20_000 + TEXT).encode(), "ok", id="20,000 accents on a letter"),
    ],
)
def test_bytes(tmp_path: Path, data: bytes, outcome: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(UTF8)
    assert read(tmp_path) == {"a.txt": outcome, "b.txt": "ok"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "mac-roman", "cp1252", "iso-8859-15"])
def test_what_has_no_mark_is_read_right_or_refused_but_never_wrong(tmp_path: Path, encoding: str) -> None:
    text = TEXT.replace("’", "'")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    for found in read_sources([tmp_path]):
        assert not isinstance(found, Document) or found.text == text


@pytest.mark.parametrize("char", ["a", "A", "1", " ", "\n", ".", "(", "«", "é", "\u0301", "’", "-", "/", "😀"])
def test_megabytes_of_one_character_are_decoded_at_once(tmp_path: Path, char: str) -> None:
    (tmp_path / "a.txt").write_text(char * 20_000_000, encoding="utf-8")
    with within(10):
        (found,) = read_sources([tmp_path])
    assert isinstance(found, Document) == bool(char.strip())
