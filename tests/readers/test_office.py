"""DOCX and ODT: the same document in both gives the same text."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import pytest

from pipeline.readers import ReaderError, archive, convert
from pipeline.records import Document
from pipeline.run import Extractor
from tests.readers.conftest import FILES, ReadFile


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.odt"])
def test_a_document_of_libreoffice(name: str, read_file: ReadFile, expected: Callable[[str], str]) -> None:
    converted = read_file(name)
    assert converted.text.split("\n\n") == expected("rapport.txt").split("\n\n")
    assert converted.title == "Rapport sur la mission d’appui au bassin du lac"
    assert converted.date == datetime.date(2022, 5, 4)  # created, not changed
    assert converted.language == "fr-FR"


def test_offsets_lead_into_the_text(read_file: ReadFile, extractor: Extractor) -> None:
    text = read_file("rapport.docx").text
    records = extractor.read(Document(id="rapport.docx", text=text))
    assert {"résolution 2349 (2017)", "1 200 km²", "1er décembre 2022", "juin 2024"} <= {r.text for r in records}
    assert all(text[record.start : record.end] == record.text for record in records)


def changed(name: str, part: str, change: Callable[[str], str]) -> bytes:
    """A file with one part changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(FILES / name) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            data = source.read(member)
            target.writestr(member, change(data.decode()).encode() if member == part else data)
    return packed.getvalue()


def body(name: str, xml: str) -> bytes:
    """A file whose text is `xml`."""
    if name == "rapport.docx":
        return changed(
            name, "word/document.xml", lambda old: f"{old[: old.index('<w:body>')]}<w:body>{xml}</w:body></w:document>"
        )
    before, after = "<office:text", "</office:text>"
    return changed(
        name, "content.xml", lambda old: f"{old[: old.index(before)]}<office:text>{xml}{old[old.index(after) :]}"
    )


@pytest.mark.parametrize(
    ("name", "xml", "text"),
    [
        # The end of a paragraph is deleted: it goes on.
        (
            "rapport.docx",
            "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>Le Conseil</w:t></w:r></w:p>"
            "<w:p><w:r><w:t xml:space='preserve'> de sécurité</w:t></w:r></w:p>",
            "Le Conseil de sécurité",
        ),
        # Moved text stands where it is now; hidden text and the code of a field stand nowhere.
        (
            "rapport.docx",
            "<w:p><w:moveFrom><w:r><w:t>avant</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>après</w:t></w:r></w:moveTo>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
            "après",
        ),
        # Tabs, line breaks, hyphens.
        (
            "rapport.docx",
            "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Le</w:t><w:br/><w:t>vice</w:t><w:noBreakHyphen/><w:t>président</w:t></w:r></w:p>",
            "1.\tLe\nvice\u2011président",
        ),
        # A note that is called twice stands once; one that is missing is no fault.
        (
            "rapport.docx",
            "<w:p><w:r><w:t>Un</w:t><w:footnoteReference w:id='3'/><w:footnoteReference w:id='3'/>"
            "<w:footnoteReference w:id='99'/></w:r></w:p>",
            "Un\n\nUn accord avec INTERPOL a été paraphé à Lyon le 14 janvier 2022.",
        ),
        ("rapport.odt", "<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "a b\tc\nd"),
        ("rapport.odt", "<text:p>a<text:s text:c='99999999'/>b</text:p>", "a b"),
        ("rapport.odt", "<text:p>Un<office:annotation><text:p>Non.</text:p></office:annotation>e</text:p>", "Une"),
        # Tables in tables are read, but no rows.
        (
            "rapport.odt",
            "<table:table><table:table-row><table:table-cell><text:p>A</text:p><table:table><table:table-row>"
            "<table:table-cell><text:p>B</text:p></table:table-cell><table:table-cell><text:p>C</text:p></table:table-cell>"
            "</table:table-row></table:table></table:table-cell></table:table-row></table:table>",
            "A\n\nB | C",
        ),
    ],
)
def test_markup(name: str, xml: str, text: str) -> None:
    assert convert(name, body(name, xml)).text == text


@pytest.mark.parametrize(
    ("name", "part", "meta"), [("rapport.docx", "docProps/core.xml", ""), ("rapport.odt", "meta.xml", "<")]
)
def test_damaged_metadata_costs_no_text(name: str, part: str, meta: str) -> None:
    converted = convert(name, changed(name, part, lambda _: meta))
    assert converted.text.startswith("Rapport sur la mission")
    assert (converted.title, converted.date) == (None, None)


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.odt"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused(name: str, declaration: str) -> None:
    part = "word/document.xml" if name == "rapport.docx" else "content.xml"
    hostile = changed(name, part, lambda old: old.replace("?>", f"?>{declaration}", 1))
    with pytest.raises(ReaderError, match="document type"):
        convert(name, hostile)


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return data.getvalue()


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(ReaderError, match="bomb"):
        convert("a.odt", packed({"content.xml": b"<a>" + b" " * 50_000_000 + b"</a>"}))


def test_much_text_is_refused_whatever_its_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 10_000)
    with pytest.raises(ReaderError, match="too large"):
        convert("rapport.odt", (FILES / "rapport.odt").read_bytes())


def test_headers_that_lie_of_sizes_are_found_out() -> None:
    data = bytearray(packed({"content.xml": b"<a>" + b" " * 50_000_000 + b"</a>"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")  # what it says that it unpacks to
    with pytest.raises(ReaderError):
        convert("a.odt", bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_at_one_go_is_refused(method: int) -> None:
    with pytest.raises(ReaderError, match="packed in a way"):
        convert("a.odt", packed({"content.xml": b"<a/>"}, method))


def test_archives_of_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    with pytest.raises(ReaderError, match="parts"):
        convert("rapport.odt", (FILES / "rapport.odt").read_bytes())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),  # Word's own encryption
        (
            "a.odt",
            packed(
                {
                    "META-INF/manifest.xml": b"<m:manifest "
                    b'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                    b"<m:encryption-data/></m:manifest>",
                    "content.xml": b"\x13\x37",
                }
            ),
            "password",
        ),
        ("a.docx", packed({"x": b""}), "no DOCX"),
        ("a.odt", packed({"x": b""}), "has no content.xml"),
        ("a.docx", b"PK\x03\x04", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReaderError, match=reason):
        convert(name, data)


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.odt"])
def test_markup_may_be_deep(name: str) -> None:
    tag = "w:sdt" if name == "rapport.docx" else "text:section"
    text = "<w:p><w:r><w:t>Au fond</w:t></w:r></w:p>" if name == "rapport.docx" else "<text:p>Au fond</text:p>"
    assert convert(name, body(name, f"<{tag}>" * 50_000 + text + f"</{tag}>" * 50_000)).text == "Au fond"
