"""EML: the text of a mail, as plain text if it has that, else its HTML; mails forwarded in it follow.

Attachments are not read: they are documents of their own, with dates of their own; save them as files. The subject is
the title and no part of the text, but for mails forwarded in a mail.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_tz

from pipeline.decoding import decode
from pipeline.readers.charsets import decoded
from pipeline.readers.converted import Converted, ReaderError, language_in, title_in
from pipeline.readers.paragraphs import Paragraphs

# No mail server takes more. The standard library's parser needs ten times as much memory.
MOST_BYTES = 50_000_000
# A mail forwarded again and again; what is deeper is not read.
MOST_NESTED = 8
# Every line is compared with the bounds of all parts around it.
MOST_MULTIPARTS = 500
# The library takes time by the square of these headers; in real mails they are a few hundred bytes long.
MOST_IN_HEADER = {b"subject": 10_000, b"content-": 2_000}
_HEADERS = re.compile(rb"(?:\A|[\r\n])(subject|content-)([^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*)", re.IGNORECASE)
_MAIL_HEADERS = frozenset({"from", "date", "subject", "message-id", "received", "to", "mime-version", "content-type"})
_QUOTES = re.compile(r"(?:> ?)+")
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def read(data: bytes) -> Converted:
    """Read a mail; raises ReaderError."""
    if len(data) > MOST_BYTES:
        raise ReaderError(f"a mail larger than {MOST_BYTES // 1_000_000} MB; save its text as .txt")
    if data.lower().count(b"multipart/") > MOST_MULTIPARTS:
        raise ReaderError(f"a mail of more than {MOST_MULTIPARTS} parts of parts; save its text as .txt")
    for header in _HEADERS.finditer(data):
        if len(header[2]) > MOST_IN_HEADER[header[1].lower()]:
            raise ReaderError("a mail with a header that is too long; save its text as .txt")
    try:
        mail = BytesParser(policy=compat32).parsebytes(data.lstrip())
    except RecursionError:
        raise ReaderError("a mail of parts in parts in parts, too deep to read; save its text as .txt") from None
    if not _MAIL_HEADERS & {name.lower() for name in mail.keys()}:  # noqa: SIM118 (a Message is no dict)
        raise ReaderError("no mail: it has neither From nor Date nor Subject; save it anew as .eml")
    text = "\n\n".join(_texts(mail, 0))
    if not text.strip():
        raise ReaderError(_without_text(mail))
    return Converted(
        text,
        title_in(_header(mail, "subject")),
        _day(_header(mail, "date")),
        language_in(_header(mail, "content-language")),
    )


def _texts(part: Message, depth: int) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        for forwarded in _parts(part):
            if depth < MOST_NESTED:
                yield from filter(None, [title_in(_header(forwarded, "subject"))])
                yield from _texts(forwarded, depth + 1)
    elif part.get_content_disposition() == "attachment":
        return
    elif kind == "multipart/alternative":
        yield from _preferred(part, depth)
    elif part.is_multipart():
        for inner in _parts(part):
            yield from _texts(inner, depth)
    elif kind == "text/plain":
        yield _plain(part)
    elif kind == "text/html":
        from pipeline.readers import html

        yield html.read(_bytes(part), _charset(part)).text


def _preferred(alternative: Message, depth: int) -> Iterator[str]:
    parts = sorted(_parts(alternative), key=lambda part: part.get_content_type() != "text/plain")
    for part in parts:
        texts = list(_texts(part, depth))
        if any(text.strip() for text in texts):
            yield from texts
            return


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _plain(part: Message) -> str:
    """Plain text, with lines that a mail program folded (RFC 3676) unfolded, and without the marks of citations."""
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    without_space = str(part.get_param("delsp", "")).lower() == "yes"
    paragraphs = Paragraphs()
    cited = 0
    for line in _decoded(_bytes(part), _charset(part)).splitlines():
        quotes = _QUOTES.match(line)
        depth = quotes[0].count(">") if quotes else 0
        line = line[quotes.end() :] if quotes else line.removeprefix(" ") if flowed else line
        if depth != cited:
            paragraphs.end()
            cited = depth
        if flowed and line.endswith(" ") and line != "-- ":
            paragraphs.write(line[:-1] if without_space else line)
        else:
            paragraphs.write_lines(line + "\n")
    return paragraphs.text()


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_content_charset()
    return charset if charset and charset.isascii() else None


def _decoded(data: bytes, charset: str | None) -> str:
    if charset not in (None, "us-ascii") and (text := decoded(data, charset)) is not None:
        return text
    recognised = decode(data) if data.strip() else ("", "")
    if recognised is None:
        raise ReaderError("no text in any known encoding; save it anew as .eml")
    return recognised[0]


def _header(mail: Message, name: str) -> str | None:
    """The first such header, decoded; with letters as they are, as some programs write them, guessed."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name), None)
    if raw is None:
        return None
    pieces = []
    for value, charset in decode_header(raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")):
        if isinstance(value, str):
            pieces.append(value)
        elif charset is None:  # what stands between encoded words, as the library gives it back
            pieces.append(value.decode("raw_unicode_escape", "replace"))
        else:
            pieces.append(decoded(value, charset) or value.decode("cp1252", "replace"))
    return "".join(pieces)


def _day(stated: str | None) -> datetime.date | None:
    """The day on which the mail was written, in the time zone of its writer."""
    try:
        parsed = parsedate_tz(stated) if stated else None
        return datetime.date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError, IndexError, OverflowError):  # dates are as foreign as all else
        return None


def _without_text(mail: Message) -> str:
    if any(part.get_content_type() in _ENCRYPTED for part in mail.walk()):
        return "encrypted; open it in your mail program and save its text"
    names = [str(name) for part in mail.walk() if (name := part.get_filename())]
    return (
        f"no text but attachments ({', '.join(names[:3])}); save them as files"
        if names
        else "empty: the mail has no text"
    )
