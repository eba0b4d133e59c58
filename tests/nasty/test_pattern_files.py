"""Pattern files with every kind of fault: `patterns check` and `extract` tell it by file and line, or pass it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app
from pipeline.patterns.files import default_patterns
from tests.nasty.guard import Marks, not_yet, tree, within

RULE: dict[str, Any] = {
    "id": "dates/test",
    "label": "DATE",
    "opens": ["calendes"],
    "regex": "calendes de {month} {year}",
    "value": "point",
    "examples": ["aux [[calendes de mai 2019|edtf=2019-05]]"],
    "counterexamples": ["aux calendes grecques"],
}
BODY: dict[str, Any] = {
    "id": "test-body",
    "name": "Comité des calendes",
    "acronyms": ["CCAL"],
    "kind": "committee",
    "source": "https://example.org",
}
ADOPTER: dict[str, Any] = {
    "body": "UNGA",
    "entity": "interpol",
    "styles": ["session"],
    "symbol": "A/RES/{number}",
    "url": None,
}
# With a rule whose class is `{t}`, what a class holds comes to light.
USES_T = {**RULE, "regex": "calendes (?:{t})"}
TEXT = "Aux calendes de mai 2019, le Comité des calendes (CCAL) a voté la résolution 12/3."

Make = Callable[[Path], object]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our vocabulary with few bodies and rules."""
    root = tmp_path_factory.mktemp("few") / "patterns"
    shutil.copytree(default_patterns(), root)
    for path in sorted(root.glob("*/*.jsonl")):
        if path.parent.name != "vocabulary" and path.name not in ("interpol.jsonl", "dates.jsonl"):
            path.unlink()
    _keep(root / "dates" / "dates.jsonl", '"dates/day-month"')
    _keep(root / "adopters.jsonl", '"INTERPOL"')
    return root


def _keep(path: Path, mark: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if mark in line), encoding="utf-8")


def line(file: str, *lines: dict[str, Any] | str | bytes) -> Make:
    """Write a file of lines into the patterns folder."""

    def write(root: Path) -> None:
        data = [each if isinstance(each, bytes) else _text(each).encode() for each in lines]
        (root / file).write_bytes(b"\n".join(data) + b"\n")

    return write


def _text(each: dict[str, Any] | str) -> str:
    return each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)


def rule(**change: Any) -> Make:
    return line("dates/t.jsonl", {**RULE, **change})


def body(**change: Any) -> Make:
    return line("organisations/t.jsonl", {**BODY, **change})


def adopter(**change: Any) -> Make:
    return line("adopters.jsonl", {**ADOPTER, **change})


def classes(*lines: dict[str, Any]) -> Make:
    """Write classes, and a rule that uses the one named `t`."""

    def write(root: Path) -> None:
        line("vocabulary/t.jsonl", *lines)(root)
        line("dates/t.jsonl", USES_T)(root)

    return write


def _no_classes(root: Path) -> None:
    for path in (root / "vocabulary").glob("*"):
        path.unlink()


def run(command: list[str]) -> Result:
    with within():
        result = CliRunner().invoke(app, command)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def check_and_extract(tmp_path: Path, few: Path, make: Make) -> tuple[str, Result]:
    """What `patterns check` says of the folder, and what becomes of an extraction by it."""
    root = tmp_path / "patterns"
    shutil.copytree(few, root)
    make(root)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    before = tree(tmp_path)
    checked = run(["patterns", "check", str(root)])
    assert checked.exit_code in (0, 1)
    assert all(len(fault) < 2000 for fault in checked.stdout.splitlines())
    extracted = run(
        ["extract", str(tmp_path / "a.txt"), "--patterns", str(root), "--out", str(tmp_path / "out"), "--jobs", "1"]
    )
    if extracted.exit_code == 2:
        assert extracted.stderr.startswith("glaneur: ")
        assert not list((tmp_path / "out").glob("*.jsonl"))  # nothing is half written
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    assert tree(tmp_path) == before
    return checked.stdout, extracted


DEEP = "a rule is compiled where it is first tried, since compiling takes longest; `patterns check` compiles all"

# What no run can work with: the run does not begin.
UNUSABLE: list[tuple[str, Make, str, Marks]] = [
    (
        "binary",
        line("dates/t.jsonl", bytes(range(128, 256))),
        "dates/t.jsonl:1: not a JSON object: no UTF-8 at byte 0",
        (),
    ),
    ("UTF-16", line("dates/t.jsonl", _text(RULE).encode("utf-16")), "no UTF-8 at byte 0; save the file as UTF-8", ()),
    (
        "broken UTF-8",
        line("dates/t.jsonl", RULE, b'{"id": "\xff"}'),
        "dates/t.jsonl:2: not a JSON object: no UTF-8",
        (),
    ),
    ("NUL", line("dates/t.jsonl", "\0"), "dates/t.jsonl:1: not a JSON object", ()),
    ("no JSON", line("dates/t.jsonl", RULE, "", "{"), "dates/t.jsonl:3: not a JSON object", ()),
    ("a list", line("dates/t.jsonl", "[]"), "dates/t.jsonl:1: not a JSON object, but a list", ()),
    ("null", line("organisations/t.jsonl", "null"), "organisations/t.jsonl:1: not a JSON object, but null", ()),
    ("deep", line("dates/t.jsonl", "[" * 200_000), "dates/t.jsonl:1: not a JSON object: nested too deeply", ()),
    ("deep objects", line("vocabulary/t.jsonl", '{"class":' * 200_000), "nested too deeply", ()),
    (
        "thousands of digits",
        line("vocabulary/t.jsonl", f'{{"class": "t", "value": {"9" * 5000}, "forms": ["x"]}}'),
        "vocabulary/t.jsonl:1: not a JSON object: a number has too many digits",
        (),
    ),
    ("NaN", line("vocabulary/t.jsonl", '{"class": "t", "value": NaN, "forms": ["x"]}'), "NaN is no number of JSON", ()),
    ("a key twice", line("dates/t.jsonl", _text(RULE)[:-1] + ', "regex": "x"}'), "regex: stands twice in the line", ()),
    (
        "half a surrogate pair",
        line("dates/t.jsonl", '{"regex": "\\ud800"}'),
        "regex: Input should be a valid string",
        (),
    ),
    ("a folder", lambda root: (root / "dates" / "t.jsonl").mkdir(), "dates/t.jsonl: cannot be read", ()),
    ("a pipe", lambda root: os.mkfifo(root / "dates" / "t.jsonl"), "dates/t.jsonl: cannot be read", ()),
    ("a device", lambda root: (root / "dates" / "t.jsonl").symlink_to("/dev/tty"), "cannot be read", ()),
    ("a circle of links", lambda root: (root / "dates" / "t.jsonl").symlink_to("t.jsonl"), "Too many levels", ()),
    ("a link to nowhere", lambda root: (root / "dates" / "t.jsonl").symlink_to("nowhere"), "No such file", ()),
    ("no vocabulary", lambda root: shutil.rmtree(root / "vocabulary"), "has vocabulary/ in it", ()),
    ("no organisations", lambda root: shutil.rmtree(root / "organisations"), "has organisations/ in it", ()),
    ("no rules", lambda root: shutil.rmtree(root / "figures"), "has figures/ in it", ()),
    ("no adopters", lambda root: (root / "adopters.jsonl").unlink(), "adopters.jsonl: cannot be read", ()),
    ("no months", lambda root: (root / "vocabulary" / "calendar.jsonl").unlink(), "no class 'day'", ()),
    ("no classes", _no_classes, "no class 'day'", ()),
    # rules
    ("rule: unknown key", rule(regexp="x"), "dates/t.jsonl:1: regexp: Extra inputs are not permitted", ()),
    ("rule: wrong type", rule(regex=1), "dates/t.jsonl:1: regex: Input should be a valid string", ()),
    ("rule: no examples", rule(examples=[]), "dates/t.jsonl:1: examples: Tuple should have at least 1 item", ()),
    ("rule: unknown label", rule(label="PLACE"), "dates/t.jsonl:1: label: Input should be", ()),
    ("rule: reach too far", rule(reach=10_000), "dates/t.jsonl:1: reach: Input should be less than or equal", ()),
    ("rule: blank opener", rule(opens=[""]), "a word that opens a rule is blank", ()),
    ("rule: bad regex", rule(regex="calendes ("), "missing )", ()),
    ("rule: bad context", rule(left="["), "unterminated character set", ()),
    ("rule: unknown class", rule(regex="calendes {moon}"), "no class 'moon'", ()),
    ("rule: class twice", rule(regex="calendes {month} {month}"), "redefinition of group name 'month'", not_yet(DEEP)),
    ("rule: look-behind", rule(left="(?<=a+)"), "look-behind requires fixed-width pattern", ()),
    ("rule: flags inside", rule(regex="(?x)calendes"), "global flags not at the start", ()),
    ("rule: deep", rule(regex="calendes " + "(" * 5000 + ")" * 5000), "nested too deeply", not_yet(DEEP)),
    ("rule: too often", rule(regex="calendes x{99999999999}"), "more often than can be counted", not_yet(DEEP)),
    ("rule: unknown value", rule(value="moon"), "value 'moon' is none of", ()),
    ("rule: of another label", rule(label="FIGURE", value="count"), "value 'count' is none of", ()),
    # bodies
    ("body: unknown key", body(acronym="X"), "organisations/t.jsonl:1: acronym: Extra inputs are not permitted", ()),
    ("body: wrong type", body(names="X"), "organisations/t.jsonl:1: names", ()),
    ("body: unknown kind", body(kind="club"), "organisations/t.jsonl:1: kind: Input should be", ()),
    ("body: bad id", body(id="Test Body"), "organisations/t.jsonl:1: id: String should match pattern", ()),
    ("body: id taken", body(id="interpol"), "id 'interpol' is taken by interpol.jsonl:", ()),
    (
        "body: empty acronym",
        body(acronyms=[""]),
        "organisations/t.jsonl:1: acronyms.0: Value error, a form is blank",
        (),
    ),
    ("body: blank name", body(names=[" "]), "organisations/t.jsonl:1: names.0: Value error, a form is blank", ()),
    ("body: no letter", body(name="— —"), "'— —' has neither letter nor digit", ()),
    ("body: line end", body(name="Comité\n\ndes fêtes"), "has a line end or another control character in it", ()),
    ("body: NUL", body(short=["Comité\0"]), "has a line end or another control character in it", ()),
    # adopters
    ("adopter: wrong type", adopter(styles="session"), "adopters.jsonl:1: styles", ()),
    ("adopter: unknown place", adopter(symbol="A/{nummer}"), "{nummer} in 'A/{nummer}' is no place to be filled", ()),
    ("adopter: attribute", adopter(symbol="{number.__class__}"), "is no place to be filled; there are {number}", ()),
    ("adopter: width", adopter(symbol="{number:>999999999}"), "is no place to be filled", ()),
    ("adopter: brace", adopter(symbol="A/{number"), "adopters.jsonl:1: symbol: Value error", ()),
    ("adopter: script", adopter(url="javascript:{number}"), "give an address that begins with https://", ()),
    # classes
    ("class: forms and regex", line("vocabulary/t.jsonl", {"class": "t", "forms": ["x"], "regex": "x"}), "either", ()),
    (
        "class: blank form",
        line("vocabulary/t.jsonl", {"class": "t", "forms": [""]}),
        "forms.0: Value error, a form",
        (),
    ),
    ("class: twice", classes({"class": "t", "regex": "x"}, {"class": "t", "regex": "y"}), "is defined twice", ()),
    (
        "class: two values",
        line("vocabulary/t.jsonl", {"class": "month", "value": 2, "forms": ["mai"]}),
        "'mai' already",
        (),
    ),
    (
        "class: kinds",
        line("vocabulary/t.jsonl", {"class": "month", "value": "x", "forms": ["mois"]}),
        "another kind",
        (),
    ),
    ("class: bad regex", classes({"class": "t", "regex": "("}), "missing )", ()),
    ("class: itself", classes({"class": "t", "regex": "x{t}"}), "class 't' is defined by itself: t -> t", ()),
    (
        "class: a circle",
        classes({"class": "t", "regex": "{u}"}, {"class": "u", "regex": "{v}"}, {"class": "v", "regex": "{u}"}),
        "class 'u' is defined by itself: u -> v -> u",
        (),
    ),
    ("class: bad gate", classes({"class": "t", "regex": "x", "gate": "a)"}), "gate of class 't': ", ()),
    ("class: open gate", classes({"class": "t", "regex": "x", "gate": "("}), "gate of class 't': missing )", ()),
    ("class: half a gate", classes({"class": "t", "regex": "x", "gate": "["}), "gate of class 't': missing ]", ()),
    ("class: gate of forms", line("vocabulary/t.jsonl", {"class": "t", "forms": ["x"], "gate": "x"}), "has a gate", ()),
    (
        "class: a bomb",
        classes(
            {"class": "t", "regex": "{i}" * 10},
            *({"class": chr(97 + n), "regex": f"{{:{chr(96 + n)}}}" * 10} for n in range(1, 9)),
            {"class": "a", "regex": "x"},
        ),
        "it holds too many classes in each other",
        (),
    ),
]

# What a check tells, but a run can work with.
UNWISE: list[tuple[str, Make, str]] = [
    ("rule: id taken", rule(id="dates/day-month"), "id 'dates/day-month' is taken by dates.jsonl:1"),
    ("rule: empty match", rule(regex="(?:calendes)?"), "t.jsonl:1 dates/test: matches the empty string"),
    ("rule: looks only", rule(regex="(?=calendes)"), "matches the empty string|is not found"),
    ("rule: never tried", rule(opens=["nones"]), "never wins, not even in its own examples"),
    ("rule: bad markup", rule(examples=["aux [[calendes"]), "[[ without ]]"),
    ("rule: no markup", rule(examples=["aux calendes"]), "marks no mention"),
    ("rule: half a brace", rule(regex="calendes de {month"), "is not found"),
    ("rule: explodes", rule(regex="calendes (?:de {month}|(?:a|a)+b)(?: {year})?"), "regex: its time explodes"),
    ("rule: explodes before", rule(left="aux |(?:a|a)+b"), "left: its time explodes"),
    ("rule: explodes before, unless", rule(unless="(?:a|a)+b"), "unless: its time explodes"),
    ("rule: explodes behind", rule(unless_right="(?: ?a ?)+b"), "unless_right: its time explodes"),
    ("rule: takes the square", rule(regex="calendes (?:(?:[a-z]+ )*[a-z ]*x|de {month} {year})"), "its time explodes"),
    ("body: unknown parent", body(parent="nobody"), "parent 'nobody' is not in the knowledge base"),
    ("body: its own parent", body(parent="test-body"), "its parents lead back to it: test-body -> test-body"),
    (
        "body: a circle of parents",
        line("organisations/t.jsonl", {**BODY, "parent": "b"}, {**BODY, "id": "b", "name": "Comité des nones",
             "acronyms": [], "parent": "test-body"}),
        "its parents lead back to it: test-body -> b -> test-body",
    ),
    ("body: a name of a megabyte", body(names=["Comité " + "des choses " * 100_000 + "bleues"]), ""),
    ("adopter: unknown entity", adopter(entity="nobody"), "adopters.jsonl:1: entity 'nobody' is not in the knowledge"),
    ("adopter: twice", line("adopters.jsonl", ADOPTER, ADOPTER), "adopters.jsonl:2: body 'UNGA' stands here a second"),
    ("class: bad, unused", line("vocabulary/t.jsonl", {"class": "t", "regex": "("}), "t.jsonl:1: class 't': missing )"),
    ("class: bad gate, unused", line("vocabulary/t.jsonl", {"class": "t", "regex": "x", "gate": "("}), "gate of class"),
    ("class: lost, unused", line("vocabulary/t.jsonl", {"class": "t", "regex": "{u}"}), "no class 'u'"),
]  # fmt: skip

# What is odd, but good.
GOOD: list[tuple[str, Make]] = [
    ("as it should be", lambda root: (rule()(root), body()(root))),
    ("an empty file", line("dates/t.jsonl")),
    ("blank lines", line("dates/t.jsonl", "", RULE, " ", "")),
    ("a byte order mark", line("dates/t.jsonl", b"\xef\xbb\xbf" + _text(RULE).encode())),
    ("line ends of Windows", line("dates/t.jsonl", _text(RULE) + "\r", "\r")),
    ("no adopters inside", line("adopters.jsonl")),
    ("a source of five megabytes", body(source="x" * 5_000_000)),
    ("other files beside", lambda root: (root / "dates" / "notes.txt").write_bytes(b"\xff")),
    ("a space that repeats", rule(regex="calendes +de *{month} +{year}")),
]


@pytest.mark.parametrize(
    ("make", "message"), [pytest.param(make, message, id=name, marks=marks) for name, make, message, marks in UNUSABLE]
)
def test_unusable(tmp_path: Path, few: Path, make: Make, message: str) -> None:
    checked, extracted = check_and_extract(tmp_path, few, make)
    assert message in checked
    assert extracted.exit_code == 2
    assert message in extracted.stderr or message.split(": ", 1)[-1] in extracted.stderr


@pytest.mark.parametrize(
    ("make", "message"),
    [pytest.param(make, message, id=name) for name, make, message, marks in UNUSABLE if marks],
)
def test_what_fails_each_document_is_found_by_the_check(tmp_path: Path, few: Path, make: Make, message: str) -> None:
    checked, extracted = check_and_extract(tmp_path, few, make)
    assert message in checked
    assert extracted.exit_code in (0, 1, 2)  # 0 where the rule is not tried: no gate opens to it


@pytest.mark.parametrize(("make", "message"), [pytest.param(make, message, id=name) for name, make, message in UNWISE])
def test_unwise(tmp_path: Path, few: Path, make: Make, message: str) -> None:
    checked, extracted = check_and_extract(tmp_path, few, make)
    assert any(each in checked for each in message.split("|"))
    assert extracted.exit_code == 0


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in GOOD])
def test_good(tmp_path: Path, few: Path, make: Make) -> None:
    checked, extracted = check_and_extract(tmp_path, few, make)
    assert (checked, extracted.exit_code) == ("", 0)
    assert "1 document(s)" in extracted.stderr
