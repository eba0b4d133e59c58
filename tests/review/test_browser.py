"""The review as it is done: in a browser, by keyboard, with a server that is killed in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.keys import Keys
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.extraction import extract_to_folder
from tests.browser import MISSING, browser
from tests.review.conftest import LETTER, NOTE
from tests.review.page import Page, serving

pytestmark = pytest.mark.skipif(MISSING is not None, reason=MISSING or "")
run = CliRunner()

TRAP = "<script>window.caught = true</script><img src=x onerror='window.caught = true'> Le Conseil de sécurité siège."


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as driver:
        yield Page(driver)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for document in (NOTE, LETTER):
        (folder / document.id).write_text(document.text, encoding="utf-8")
    dated = [{"file_name": d.id, "date": d.date.isoformat() if d.date else None} for d in (NOTE, LETTER)]
    (folder / "metadata.jsonl").write_text("\n".join(map(json.dumps, dated)), encoding="utf-8")
    return folder


@pytest.fixture
def outputs(tmp_path: Path, sources: Path) -> Path:
    assert extract_to_folder([str(sources)], tmp_path / "outputs")["failed"] == 0
    return tmp_path / "outputs"


def test_from_the_first_key_to_gold(page: Page, outputs: Path, sources: Path, tmp_path: Path) -> None:
    with serving(outputs, sources) as (server, address):
        page.open(address)
        accept_correct_undo_and_reload(page)
        server.kill()
        server.wait()
        page.press("a")
        page.sees("#said", "Le serveur ne répond pas")
        assert page.statuses()["15 membres"] == "à relire"

    with serving(outputs, sources, "--port", str(urlsplit(address).port)) as (_, again):
        page.press("a")
        page.sees("#said", "une autre séance")  # the token is of the run that was killed
        page.open(again)
        page.sees("#panel h3", "ONUDC")
        page.press("a", "a", "f")  # faster than the answers
        page.sees("#panel h3", "8 août 2006")
        assert page.statuses()["résolution 1701 (2006)"] == "rejetée"
        find_words_and_leave(page)
        add_with_the_mouse_and_a_fault(page)
        for text in [text for text, status in page.statuses().items() if status == "à relire"]:
            page.click_text(text)
            page.sees("#panel h3", text)
            page.press("a")
            page.wait(lambda text=text: page.statuses()[text] == "acceptée")  # type: ignore[misc]
        page.press("f")
        page.sees("#progress", "Documents terminés : 2 sur 2")
        page.sees("#said", "Tous les documents sont terminés")
        title = page.read("#title")
        page.press("f")
        page.sees("#said", f"Document rouvert : {title}")
        page.sees("#progress", "Documents terminés : 1 sur 2")
        page.press("f")
        page.sees("#progress", "Documents terminés : 2 sur 2")

    gold = tmp_path / "gold"
    options = ["--sources", str(sources), "--reviewer", "Ana", "--export", str(gold)]
    assert run.invoke(app, ["review", str(outputs), *options]).exit_code == 0
    texts = [json.loads(line)["text"] for line in (gold / "gold.jsonl").read_text("utf-8").splitlines()]
    assert ("lendemain" in texts, "résolution 1701 (2006)" in texts) == (True, False)
    scores = json.loads(run.invoke(app, ["evaluate", str(gold), "--json"]).stdout)["all"]
    assert (scores["gold"] - scores["exact"], scores["found"] - scores["exact"]) == (1, 1)  # the added, the rejected


def accept_correct_undo_and_reload(page: Page) -> None:
    page.sees("#panel h3", "INTERPOL")
    page.press("a")  # accept, and go on to the next
    page.sees("#panel h3", "ONUDC")
    assert page.statuses()["INTERPOL"] == "acceptée"

    page.press("J")  # the next document
    page.sees("#panel h3", "8 août 2006")
    page.press("j", "j")
    page.sees("#panel h3", "résolution 1701 (2006)")
    page.press(Keys.ARROW_LEFT)  # the end, back by a word
    page.sees("#quote", "résolution 1701 (2006")
    page.move_start(Keys.ARROW_RIGHT)  # the start, on by a word
    page.wait(lambda: page.read("#quote") == "1701 (2006")
    page.press(Keys.ENTER)
    page.wait(lambda: page.statuses().get("1701 (2006") == "corrigée")

    page.press("u")
    page.wait(lambda: page.statuses().get("résolution 1701 (2006)") == "à relire")
    page.driver.refresh()
    page.sees("#panel h3", "résolution 1701 (2006)")  # where we were
    page.press("r")
    page.wait(lambda: page.statuses()["résolution 1701 (2006)"] == "rejetée")


def find_words_and_leave(page: Page) -> None:
    page.press("n")
    page.sees("#panel", "Mots du texte")
    page.press(*"genève", Keys.ENTER)
    page.wait(lambda: page.read("#quote") == "Genève")
    page.press(Keys.TAB * 6, Keys.ARROW_LEFT)  # over the borders to the labels, and there to the last
    page.sees("#fields", "Genre")  # the fields of a figure
    page.press(Keys.ESCAPE)


def add_with_the_mouse_and_a_fault(page: Page) -> None:
    page.select("Le lendemain")
    page.sees("#quote", "Le lendemain")
    page.move_start(Keys.ARROW_RIGHT)
    page.wait(lambda: page.read("#quote") == "lendemain")
    page.driver.find_element("css selector", "[value=DATE][name=label]").click()
    page.sees("#fields", "EDTF")
    page.driver.find_element("name", "value.start").send_keys("21 août", Keys.ENTER)
    page.sees("[id='fault-value.start']", "Cette forme n’est pas la bonne")
    assert page.driver.switch_to.active_element.get_property("name") == "value.start"
    page.press(Keys.BACKSPACE * len("21 août"), "2006-08-21", Keys.ENTER)
    page.wait(lambda: page.statuses().get("lendemain") == "ajoutée")


# Emoji of one and of several code points, flags, accents apart, letters beyond the first plane, Windows line ends.
UNICODE = "🕊️ A👩🏽‍🚀, e\u0301té 𝔘𝔑 🇨🇭.\r\nFin"


def test_offsets_in_the_browser_are_those_of_python(page: Page, outputs: Path, sources: Path) -> None:
    ask = """const [text, done] = arguments;
        import("/offsets.js").then(({ Offsets }) => {
          const offsets = new Offsets(text), there = [...text].map((_, place) => offsets.units(place));
          const walk = (from, step, side, finely) => {
            const places = [];
            for (let next; (next = offsets.border(from, step, side, finely)) !== from; from = next)
              places.push(offsets.points(next));
            return places;
          };
          done({ there, back: there.map((place) => offsets.points(place)), ends: walk(0, 1, "end", false),
                 starts: walk(text.length, -1, "start", false), letters: walk(0, 1, "end", true) });
        });"""
    with serving(outputs, sources) as (_, address):
        page.open(address)
        found = page.driver.execute_async_script(ask, UNICODE)
    places = range(len(UNICODE))
    assert found["there"] == [len(UNICODE[:place].encode("utf-16-le")) // 2 for place in places]
    assert found["back"] == list(places)
    words = ["A", ",", "e\u0301té", "𝔘𝔑", ".", "Fin"]
    assert {UNICODE.index(word) + len(word) for word in words} <= set(found["ends"])
    assert {UNICODE.index(word) for word in words} <= set(found["starts"])
    letters = ["🕊️", " ", "A", "👩🏽‍🚀", ",", " ", "e\u0301", "t", "é", " ", "𝔘", "𝔑", " ", "🇨🇭", ".", "\r\n", *"Fin"]
    assert "".join(letters) == UNICODE
    assert found["letters"] == list(accumulate(map(len, letters)))


def test_text_that_holds_script_is_shown_as_text(page: Page, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "<b>piège<b>.txt").write_text(TRAP, encoding="utf-8")
    extract_to_folder([str(sources)], tmp_path / "outputs")
    with serving(tmp_path / "outputs", sources) as (_, address):
        page.open(address)
        page.sees("#panel h3", "Conseil de sécurité")
        assert page.read("#text") == TRAP
        assert "<b>piège<b>.txt" in page.read("#documents")
        assert page.driver.execute_script("return [window.caught, document.images.length]") == [None, 0]


def test_a_window_that_lags_behind_is_brought_up_to_date(page: Page, outputs: Path, sources: Path) -> None:
    with serving(outputs, sources) as (_, address), browser() as other:
        page.open(address)
        lagging = Page(other)
        lagging.open(address)
        lagging.sees("#panel h3", "INTERPOL")
        page.sees("#panel h3", "INTERPOL")
        page.press("r")
        page.wait(lambda: page.statuses()["INTERPOL"] == "rejetée")
        lagging.press("a")
        lagging.sees("#said", "dans une autre fenêtre")
        lagging.wait(lambda: lagging.statuses()["INTERPOL"] == "rejetée")


def test_filters_and_gold_by_keyboard(page: Page, outputs: Path, sources: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    start = LETTER.text.index("accord")
    missed = {"doc_id": LETTER.id, "label": "DATE", "start": start, "end": start + 6, "text": "accord"}
    (gold / "gold.jsonl").write_text(json.dumps(missed), encoding="utf-8")
    with serving(outputs, sources, "--gold", str(gold)) as (_, address):
        page.open(address)
        page.sees("#panel h3", "INTERPOL")
        page.press("/", *"onudc")
        page.wait(lambda: set(page.statuses()) == {"ONUDC"})
        page.press(Keys.ESCAPE, "j")  # the one of the next document
        page.sees("#title", NOTE.id)
        page.press("K", "/", Keys.BACKSPACE * 5, Keys.ESCAPE, "g")
        page.wait(lambda: page.statuses().get("accord") == "manque")
        page.press("?")
        page.sees("#help[open]", "mention suivante")


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Annuler"), ("en", "Undo"), ("de,fr", "Annuler"), ("de", "Undo")]
)
def test_the_page_speaks_the_language_of_the_browser(outputs: Path, sources: Path, language: str, word: str) -> None:
    with serving(outputs, sources) as (_, address), browser(language) as driver:
        page = Page(driver)
        page.open(address)
        page.sees("#undo", word)
        assert driver.execute_script("return document.documentElement.lang") == {"Annuler": "fr", "Undo": "en"}[word]


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Ouvrez l’adresse que la commande"), ("en", "Open the address that the command")]
)
def test_without_the_token_the_page_says_what_to_open(outputs: Path, sources: Path, language: str, words: str) -> None:
    with serving(outputs, sources) as (_, address), browser(language) as driver:
        page = Page(driver)
        page.open(address.partition("#")[0])
        page.sees("[role=alert]", words)
        assert "Documents" not in page.read("body")
