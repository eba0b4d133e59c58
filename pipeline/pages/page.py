"""A page from its folder and its data, written whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.outputs import beside

_FOLDER = Path(__file__).parent
# What a page says without its script; the script puts the browser's language in its place.
_FIRST = "fr"

Words = dict[str, dict[str, str]]


def render(name: str, **data: object) -> str:
    """Give the page `name` as HTML; `data` is what its template shows, escaped.

    In the template, `words` are the texts in French, `t("key")` is one that changes with the language, and
    `number(x, digits)` a number written by the rules of the language.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = {key: text for folder in (_FOLDER, _FOLDER / name) for key, text in _words(folder).items()}
    script = _text(_FOLDER / "base.js") + _text(_FOLDER / name / "page.js")

    def t(key: str) -> Markup:
        return Markup('<span data-t="{}">{}</span>').format(key, words[key][_FIRST])

    return environment.get_template(f"{name}/page.html").render(
        t=t,
        number=number,
        words={key: text[_FIRST] for key, text in words.items()},
        all_words=words,
        style=Markup(_text(_FOLDER / "base.css") + _text(_FOLDER / name / "page.css")),
        script=Markup(script),
        # Only this script may run: one that came in with a text would not, even if it were not escaped.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        **data,
    )


def number(value: float, digits: int = 0) -> Markup:
    """A number in French writing; the script of the page writes it as the browser's language does."""
    return Markup('<data value="{}" data-digits="{}">{}</data>').format(
        value, digits, f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")
    )


def write_page(path: Path, html: str) -> None:
    """Write beside the file, then rename: it is never there by half. Raises OSError, as `beside`."""
    with beside(path) as part:
        # Half a surrogate pair, which a JSON file can hold, is no text that a page could show.
        part.write_text(html, encoding="utf-8", errors="replace", newline="\n")


def _words(folder: Path) -> Words:
    found: Words = json.loads(_text(folder / "words.json"))
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
