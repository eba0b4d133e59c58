"""PDF: the text of its pages in the order in which they are read, without what stands on each of them.

PDFium gives the characters and their places; what is a line, a column, a paragraph is worked out from those. Pictures
of pages have no text: they want OCR first.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.converted import Converted, ReaderError, day_in, language_in, title_in
from pipeline.readers.pdf_columns import reading_order
from pipeline.readers.pdf_lines import Line, lines_of
from pipeline.readers.pdf_margins import without_running_lines
from pipeline.readers.pdf_paragraphs import paragraphs
from pipeline.readers.pdf_streams import check_streams
from pipeline.readers.xml_events import Fields, walk

# Encyclopaedias stay below, and posters. Each character is asked for its place, those of a page are held at once.
MOST_PAGES, MOST_CHARACTERS, MOST_ON_A_PAGE = 10_000, 20_000_000, 500_000
# So many signs without a meaning, and the text has none.
_MOST_MEANINGLESS = 0.3
# A packet of XMP is to be found by looking for it in the bytes (XMP specification, part 3, section 1).
_XMP_BEGIN, _XMP_END = b"<x:xmpmeta", b"</x:xmpmeta>"
_LONGEST_XMP = 1_000_000
_PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp"}


def read(data: bytes) -> Converted:
    """Read a document; raises ReaderError."""
    check_streams(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        if fault.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReaderError("protected by a password; save it without one") from None
        raise ReaderError("damaged, or no PDF; save it anew") from None
    try:
        pages = _pages(document)
        text = paragraphs([reading_order(page) for page in without_running_lines(pages)])
        _check(text, document)
        stated = document.get_metadata_dict()
        language = _language(document)
    finally:
        document.close()
    xmp = _xmp(data)
    return Converted(
        text,
        title_in(stated.get("Title")) or title_in(xmp.get("dc:title")),
        day_in(stated.get("CreationDate")) or day_in(xmp.get("xmp:CreateDate")),
        language_in(language) or language_in(xmp.get("dc:language")),
    )


def _pages(document: pdfium.PdfDocument) -> list[list[Line]]:
    if len(document) > MOST_PAGES:
        raise ReaderError(f"more than {MOST_PAGES} pages; split it")
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
            on_page = text.count_chars()
        except pdfium.PdfiumError:
            raise ReaderError(f"damaged: page {number + 1} cannot be read; save it anew") from None
        characters += on_page
        if on_page > MOST_ON_A_PAGE:
            raise ReaderError(f"page {number + 1} has more than {MOST_ON_A_PAGE} characters; save its text as .txt")
        if characters > MOST_CHARACTERS:
            raise ReaderError(f"more than {MOST_CHARACTERS} characters; split it")
        pages.append(lines_of(text))
        text.close()
        page.close()
    return pages


def _check(text: str, document: pdfium.PdfDocument) -> None:
    if not text.strip():
        raise ReaderError(
            "no text but pictures of pages; give it a text layer first, as with ocrmypdf --language fra"
            if any(_has_picture(document[number]) for number in range(min(3, len(document))))
            else "empty: there is no text in it"
        )
    signs = [character for character in text if not character.isspace()]
    meaningless = sum("\ue000" <= sign <= "\uf8ff" or sign == "\ufffd" for sign in signs)
    if meaningless > _MOST_MEANINGLESS * len(signs):
        raise ReaderError("its fonts do not say which letters they draw; recognise them, as with ocrmypdf --force-ocr")


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _language(document: pdfium.PdfDocument) -> str:
    buffer = (ctypes.c_ushort * 64)()
    raw.FPDFCatalog_GetLanguage(document, buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _xmp(data: bytes) -> dict[str, str]:
    """What the last packet states."""
    fields = Fields("dc:title", "dc:language", "xmp:CreateDate")
    start = data.rfind(_XMP_BEGIN)
    end = data.find(_XMP_END, start, start + _LONGEST_XMP)
    if 0 <= start < end:
        with suppress(ReaderError):  # no reason to lose the text
            walk([data[start : end + len(_XMP_END)]], _PREFIXES, fields)
    return fields.found
