from __future__ import annotations

import pytest

from pipeline.decoding import decode, writable

TEXT = "L’Assemblée générale a été saisie.\r\nSéance levée à l’été.\n"


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("cp1252", "cp1252")],
)
def test_encodings(encoding: str, reported: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, reported)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), b"\0" * 50, b"\xff\xfea"])
def test_binary_is_no_text(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    ("name", "written"),
    [("été.txt", "été.txt"), ("\udcff.txt", "\ufffd.txt"), ("\ud800.txt", "\ufffd\ufffd\ufffd.txt")],
)
def test_any_name_can_be_written(name: str, written: str) -> None:
    assert writable(name) == written
