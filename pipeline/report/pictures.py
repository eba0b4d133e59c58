"""Pictures as SVG, drawn by Vega from the specifications beside the page.

Colours are CSS variables of the page, so that a picture is light, dark or printed with it. Nothing depends on the fonts
of the machine: frames are fixed (`"autosize": "none"`), and the same data give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.report.figures import Kind
from pipeline.report.timeline import Edge, Timeline
from pipeline.report.together import Pair

_SPECIFICATIONS = Path(__file__).parent.parent / "pages" / "report"
_LONGEST_NAME = 28
# So many units of a kind are drawn; the list has all.
_MOST_UNITS = 8

# In no language, as all words of the pictures.
_EDGES: dict[Edge | None, str] = {None: "{}", "before": "… {}", "after": "{} …"}

Rows = list[dict[str, Any]]


class PicturesError(RuntimeError):
    """The library that draws is not installed."""


def timeline_picture(timeline: Timeline) -> Markup:
    """Bars of the dates by the stretch of time that they begin in; each leads to `#when-N`, N its number."""
    rows: Rows = [
        {
            "bin": number,
            "label": _EDGES[bin_.edge].format(bin_.name),
            "tick": bin_.tick,
            "within": len(bin_.within),
            "all": len(bin_.places),
        }
        for number, bin_ in enumerate(timeline.bins)
    ]
    return _draw("timeline", {"bins": rows})


def bodies_picture(pairs: Sequence[Pair], numbers: Mapping[str | None, int]) -> Markup:
    """The bodies of these pairs as dots, lines between those of a pair; a dot leads to `#body-N`, N its number."""
    bodies = {body.id: body for pair in pairs for body in (pair.a, pair.b)}
    order = {id_: number for number, id_ in enumerate(bodies)}
    nodes: Rows = [
        {"name": _short(body.acronym or body.name or ""), "mentions": len(body.places), "number": numbers[body.id]}
        for body in bodies.values()
    ]
    links: Rows = [
        {"source": order[pair.a.id], "target": order[pair.b.id], "sentences": len(pair.places)} for pair in pairs
    ]
    return _draw("bodies", {"bodies": nodes, "pairs": links})


def kind_picture(kind: Kind) -> Markup:
    """Bars of the most frequent units of a kind of figures."""
    rows: Rows = [
        {"unit": number, "label": _short(unit.name or "—"), "figures": len(unit.places)}
        for number, unit in enumerate(kind.units[:_MOST_UNITS])
    ]
    return _draw("figures", {"units": rows})


def _draw(name: str, data: Mapping[str, Rows]) -> Markup:
    try:
        import vl_convert
    except ModuleNotFoundError:
        raise PicturesError("the report draws with vl-convert-python: pip install 'glaneur[report]'") from None
    specification = json.loads((_SPECIFICATIONS / f"{name}.json").read_text(encoding="utf-8"))
    for source in specification["data"]:
        source["values"] = data[source["name"]]
    return _inline(vl_convert.vega_to_svg(specification, allowed_base_urls=[]))


def _inline(svg: str) -> Markup:
    """SVG for the inside of a page: it grows with its column, and its links, which repeat a list, are for the mouse."""
    width, height = re.findall(r' (?:width|height)="(\d+)"', svg)[:2]
    svg = re.sub(r"^<svg [^>]*>", f'<svg aria-hidden="true" viewBox="0 0 {width} {height}">', svg, count=1)
    # The library puts an address of its own before a link into the page.
    return Markup(re.sub(r'<a xlink:href="[^"#]*#', '<a tabindex="-1" href="#', svg))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
