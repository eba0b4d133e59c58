"""Names of files, and line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.convert.file_names import file_names
from pipeline.convert.line_ends import LineEnds


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["a.txt", "notes/Séance n’1 (bis).txt"], ["a.txt", "notes/Séance n’1 (bis).txt"]),
        (["../a.txt", "/a.txt", "a/../b.txt"], ["document-00001.txt", "document-00002.txt", "document-00003.txt"]),
        (["a", "a.txt"], ["document-00001.txt", "a.txt"]),
        (["document-00001.txt", "x"], ["document-00001.txt", "document-00002.txt"]),
        ([".hidden.txt", "a\nb.txt"], ["document-00001.txt", "document-00002.txt"]),
        (["x" * 300 + ".txt"], ["document-00001.txt"]),
    ],
)  # fmt: skip
def test_file_names(ids: list[str], names: list[str]) -> None:
    assert [file_names(ids, ".txt")[doc_id] for doc_id in ids] == names


@given(st.lists(st.sampled_from(["a", "\r", "\n", "\r\n", "😀"])).map("".join))
def test_line_ends_come_back_and_so_do_offsets(text: str) -> None:
    ends = LineEnds.of(text)
    assert "\r" not in ends.plain
    assert LineEnds.from_fields("a", ends.plain, dict(ends.as_fields())).text == text
    for offset in range(len(text) + 1):
        inside = text[offset - 1 : offset + 1] == "\r\n" if offset else False
        assert ends.from_plain(ends.to_plain(offset)) == offset - inside
        assert (
            text[:offset].replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n" if inside else "")
            == (ends.plain[: ends.to_plain(offset)])
        )
