"""Lines of `.jsonl` and `.jsonl.gz` sources: each bad one is told by its place, the others are read."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from pipeline.corpus import read_sources
from tests.nasty.guard import read, within

AFTER = b'\n{"id": "z", "text": "Oui."}\n'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not a JSON object"),
        ('{"id": "a", "text": "Oui."', "not a JSON object"),
        ('{"id": "a", "text": "Oui."} {}', "not a JSON object"),
        ("{'id': 'a', 'text': 'Oui.'}", "not a JSON object"),
        ("\0\0\0", "not a JSON object"),
        pytest.param("null", "not a JSON object, but null"),
        pytest.param('["a"]', "not a JSON object, but a list"),
        pytest.param("1", "not a JSON object, but a number"),
        pytest.param('"a"', "not a JSON object, but a text"),
        ("{}", "id: Field required"),
        ('{"id": "a"}', "text: Field required"),
        ('{"text": "Oui."}', "id: Field required"),
        ('{"id": 1, "text": "Oui."}', "id: Input should be a valid string"),
        ('{"id": "", "text": "Oui."}', "id: String should have at least 1 character"),
        ('{"id": null, "text": "Oui."}', "id: Field required"),
        ('{"id": "a", "text": 1}', "text: Input should be a valid string"),
        ('{"id": "a", "text": ["Oui."]}', "text: Input should be a valid string"),
        ('{"id": "a", "text": NaN}', "text: Input should be a valid string"),
        ('{"id": "a", "text": "Oui.", "date": 20240315}', "date"),
        ('{"id": "a", "text": "Oui.", "date": "2024-02-30"}', "date"),
        ('{"id": "a", "text": "Oui.", "date": "٢٠٢٤-٠٣-١٥"}', "date"),  # digits, but not those of ISO 8601
        ('{"id": "a", "text": "Oui.", "title": {}}', "title: Input should be a valid string"),
        ('{"id": "\\ud800", "text": "Oui."}', "id: Input should be a valid string"),
        ("[" * 200_000, "not a JSON object"),
        ('{"id":' * 200_000, "not a JSON object"),
        ('{"id": "a", "text": "Oui.", "n": ' + "9" * 5000 + "}", "not a JSON object"),
        ('{"id": "a", "text": "Ou\x01i."}', "not a JSON object"),
        (b'{"id": "a", "text": "\xff"}', "not a JSON object"),
        (b'\xff\xfe{\0"\0i\0d\0"\0', "not a JSON object"),
    ],
)
def test_a_bad_line(tmp_path: Path, line: str | bytes, reason: str) -> None:
    data = line if isinstance(line, bytes) else line.encode()
    (tmp_path / "a.jsonl").write_bytes(data + AFTER)
    found = read(tmp_path)
    assert found.pop("z") == "ok"
    ((place, told),) = found.items()
    assert place == "a.jsonl:1"
    assert reason in told


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ('{"id": "a", "text": ""}', "empty"),
        ('{"id": "a", "text": "\\u00a0\\n"}', "empty"),
        ('{"id": "a", "text": "\\ud800"}', "text: half a surrogate pair at offset 0: no Unicode text"),
        ('{"id": "a", "text": "Oui.", "url": "\\udfff"}', "url: half a surrogate pair at offset 0: no Unicode text"),
        ('{"id": "a", "text": "Oui.", "language": "en"}', "not French: en"),
        pytest.param('{"id": "a", "text": "Oui.", "language": "\\ud800"}', "not French: \ufffd"),
        ('{"id": "a", "text": "\\ud83d\\ude00 Oui."}', "ok"),  # a whole pair
        ('{"id": "a", "text": "\\u0000 Oui."}', "ok"),
        ('{"id": "a", "id": "a", "text": "Non.", "text": "Oui."}', "ok"),  # of a key that stands twice, the last counts
        ('\ufeff{"id": "a", "text": "Oui."}', "ok"),
        ('{"id": "a", "text": "Oui."}\r', "ok"),
        ('{"id": "a", "text": "Oui.", "more": ' + "[" * 200 + "]" * 200 + "}", "ok"),
    ],
)
def test_an_odd_document(tmp_path: Path, line: str, outcome: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(line.encode() + AFTER)
    found = read(tmp_path)
    assert list(found) == ["a", "z"]
    assert found["a"].startswith(outcome)
    assert found["z"] == "ok"


WHOLE = gzip.compress(b"".join(b'{"id": "%d", "text": "Oui."}\n' % n for n in range(2000)), mtime=0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(WHOLE[:-6], "end-of-stream marker", id="cut off at its end"),
        pytest.param(WHOLE[:1000], "end-of-stream marker", id="cut off in the middle"),
        pytest.param(WHOLE[:5], "end-of-stream marker", id="cut off in its head"),
        pytest.param(b"Bonjour.", "Not a gzipped file", id="no gzip"),
        pytest.param(WHOLE[:-8] + b"\0\0\0\0" + WHOLE[-4:], "CRC check failed", id="another checksum"),
        pytest.param(WHOLE[:900] + bytes(200) + WHOLE[1100:], "decompressing", id="corrupt"),
        pytest.param(WHOLE[:10] + random.Random(1).randbytes(500), "decompressing", id="random"),
        pytest.param(WHOLE + b"garbage", "Not a gzipped file", id="something behind"),
    ],
)
def test_gzip(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    (tmp_path / "b.txt").write_text("Oui.", encoding="utf-8")
    found = read(tmp_path)
    assert found["b.txt"] == "ok"
    assert reason in found["a.jsonl.gz"]
    assert {told for place, told in found.items() if place != "a.jsonl.gz"} == {"ok"}  # what came before is kept


def test_a_line_of_50_megabytes(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.write(json.dumps({"id": "long", "text": "Le Conseil est saisi. " * 2_400_000}) + AFTER.decode())
    assert read(tmp_path) == {"long": "ok", "z": "ok"}


def test_a_hundred_thousand_short_documents(tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f'{{"id": "{n}", "text": "Le {n % 28 + 1} mai."}}\n' for n in range(100_000))
    with within(60):
        assert sum(1 for _ in read_sources([tmp_path])) == 100_000
