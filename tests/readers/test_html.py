from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from pipeline.readers import ReaderError, convert
from pipeline.readers.html import decode
from pipeline.records import Document
from pipeline.run import Extractor
from tests.readers.conftest import ReadFile


@pytest.mark.parametrize(
    ("name", "title", "date", "language"),
    [
        ("communique", "Trafic d’armes : un plan régional pour le Sahel", "2022-03-09", "fr-FR"),
        ("ancien-site", "Compte rendu de la 4ème réunion du groupe de contact", "2004-07-05", "fr"),
    ],
)
def test_pages(
    name: str, title: str, date: str, language: str, read_file: ReadFile, expected: Callable[[str], str]
) -> None:
    converted = read_file(f"{name}.html")
    assert converted.text.split("\n\n") == expected(f"{name}.txt").split("\n\n")
    assert converted.title == title
    assert converted.date == datetime.date.fromisoformat(date)
    assert converted.language == language


def test_offsets_lead_into_the_text(read_file: ReadFile, extractor: Extractor) -> None:
    text = read_file("communique.html").text
    records = extractor.read(Document(id="communique.html", text=text))
    found = {record.text for record in records}
    assert {"résolution 2610 (2021)", "240 douaniers", "12,5 millions d’euros", "1er juillet 2023"} <= {
        text.replace("\xa0", " ") for text in found
    }
    assert not {"résolution 9999 (1999)", "résolution 2608 (2021)"} & found  # of a script, of a list of links
    assert all(text[record.start : record.end] == record.text for record in records)


SENTENCE = (
    "Le Conseil de sécurité a adopté la résolution 1373 (2001) et prié le Comité de lui faire rapport avant le 15 mars."
)
MENU = "<ul><li><a href=a>Accueil</a><li><a href=b>Nations Unies</a><li><a href=c>Union africaine</a></ul>"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (f"<p>{SENTENCE}", SENTENCE),
        (f"{MENU}<p>{SENTENCE}", SENTENCE),  # a menu is known by its links
        (f"<div class='main-menu'>Accueil</div><p>{SENTENCE}", SENTENCE),
        (f"<div class=cookieBanner>Nous aimons les cookies</div><p>{SENTENCE}", SENTENCE),
        (f"<article>{SENTENCE}</article><p>Autre chose", SENTENCE),
        (f"<p>{SENTENCE}<footer>Contact</footer>", SENTENCE),
        # What holds most of a page, or its title, is no furniture, whatever its name.
        (f"<div id=menu><p>{SENTENCE}</div><p>fin", f"{SENTENCE}\n\nfin"),
        (f"<header><h1>Titre</h1></header><p>{SENTENCE}", f"Titre\n\n{SENTENCE}"),
        # Links with numbers may be what a page is about.
        (
            f"<p>{SENTENCE}<ul><li><a href=a>Résolution 1267<li><a href=b>Résolution 1373"
            "<li><a href=c>Résolution 2610</ul>",
            f"{SENTENCE}\n\nRésolution 1267\n\nRésolution 1373\n\nRésolution 2610",
        ),
        # Of a page that is little else, all is read.
        (f"{MENU}<p>Page vide.", "Accueil\n\nNations Unies\n\nUnion africaine\n\nPage vide."),
        ("<nav>Le 3 juillet 2004</nav>", "Le 3 juillet 2004"),
        ("Un texte sans élément", "Un texte sans élément"),
        ("<p hidden>a<p style='display: none'>b<p>c", "c"),
        ("<p>un<sup><a href='#n1'>1</a></sup>, 5 km<sup>2</sup>, le 1<sup>er</sup>", "un, 5 km², le 1er"),
        ("<p>un<a role=doc-noteref href=#n>1</a>.", "un."),
        ("<p>un<sup>un texte en petites lettres</sup>", "unun texte en petites lettres"),
        ("<pre>un\n  deux\n\ntrois</pre>", "un\ndeux\n\ntrois"),
        ("<p>une<br>deux<br><br>trois", "une\ndeux\n\ntrois"),
        ("<dl><dt>ONU<dd>Organisation</dl>", "ONU\n\nOrganisation"),
        ("<p>&eacute;&#233;&#xe9;&#146;&nbsp;&amp;&inconnu;", "ééé’\xa0&&inconnu;"),
        ("<p>a<!-- b -->c<script>d</script>e<textarea>f</textarea>", "ac e"),
        ("<table><tr><th>Pays<th>Montant<tr><td>Niger<td>3 millions</table>", "Pays | Montant\n\nNiger | 3 millions"),
    ],
)
def test_markup(page: str, text: str) -> None:
    assert convert("a.html", page.encode()).text == text


def test_xhtml() -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">'
        "<body><p>é<br/>è</p></body></html>"
    )
    converted = convert("a.xhtml", page.encode())
    assert (converted.text, converted.language) == ("é\nè", "fr")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("\ufeffé œ".encode(), None),
        ("\ufeffé œ".encode("utf-16-le"), None),
        ("\ufeffé œ".encode("utf-16-be"), None),
        ("é œ".encode(), "iso-8859-1"),  # as programs mean well
        ("é œ".encode("cp1252"), "iso-8859-1"),
        ("é œ".encode("mac_roman"), "macintosh"),
        ('<meta charset="iso-8859-1">é œ'.encode("cp1252"), None),
        ("<meta http-equiv=content-type content='text/html; charset=windows-1252'>é œ".encode("cp1252"), None),
        ("é œ".encode("cp1252"), "no-such-charset"),
        ("é œ".encode("cp1252"), "punycode"),
        ("é œ ".encode() * 20 + b"\xc3", None),  # cut off
        ("é\0 œ".encode().ljust(100), None),
    ],
)
def test_charsets(data: bytes, charset: str | None) -> None:
    assert "é œ" in decode(data, charset)


@pytest.mark.parametrize(
    ("head", "title", "date"),
    [
        ("<title>Réunion | Site</title><meta property=og:title content=Réunion>", "Réunion", None),
        ("<meta name=DCTERMS.issued content=2004-07-05>", None, "2004-07-05"),
        ("<meta itemprop=datePublished content=2004-07-05>", None, "2004-07-05"),
        ("<meta property=article:modified_time content=2004-07-05>", None, None),  # changed is not published
        (
            '<script type="application/ld+json">{"@type": "Report", "datePublished": "2004-07-05"}</script>',
            None,
            "2004-07-05",
        ),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2004-07-05"}</script>', None, None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None, None),
        (
            '<script type="application/ld+json">{"@type": 1, "@graph": [null, 3, '
            '{"@type": ["Article"], "headline": "Un"}]}</script>',
            "Un",
            None,
        ),
        ("<body><time datetime=2004-07-05>un jour</time>", None, None),  # any day that is named
        ("<body><article><time datetime=2004-07-05T10:00>un jour</time></article>", None, "2004-07-05"),
    ],
)
def test_metadata(head: str, title: str | None, date: str | None) -> None:
    converted = convert("a.html", f"{head}<p>un".encode())
    assert (converted.title, str(converted.date) if converted.date else None) == (title, date)


def test_nothing_is_fetched_nor_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]><p>&a;&b;<img src="file:///etc/passwd">'
    text = convert("a.html", page.encode()).text
    assert "root" not in text


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p><a><i>", "<sup>", "<blockquote><q>"]
)
def test_markup_may_be_deep(opening: str) -> None:
    assert "Au fond" in convert("a.html", (opening * 100_000 + "Au fond").encode()).text


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">fin",
        "<p class='" + "menu-x " * 200_000 + "'>fin",
        "<!-- " * 200_000 + "-->fin",
        "<" * 1_000_000 + "p>fin",
        "&" * 1_000_000 + "fin",
        "<a " * 200_000 + ">fin",
    ],
)
def test_markup_may_be_odd(page: str) -> None:
    assert convert("a.html", f"<p>début</p>{page}".encode()).text.startswith("début")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError, match="binary"):
        convert("a.html", data)
